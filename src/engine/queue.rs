//! Owns which entries wait for being compiled: those that are about to be hot, and
//! those that are hot but were put off. Deliberately does not know when compiling
//! pays, see [`super::compiling`]: few modules are better than many, so whoever
//! compiles one takes others along.

use rustc_hash::FxHashMap;

/// Entries to be compiled with the next one.
#[derive(Debug, Default)]
pub struct Queue {
    /// About to be hot.
    ready: Vec<u32>,
    /// Hot, but put off because compiling has cost too much: with the instructions of
    /// each that were interpreted when that was last said, and the sum of these.
    put_off: FxHashMap<u32, u32>,
    interpreted: u32,
}

impl Queue {
    /// Another program is loaded.
    pub fn forget(&mut self) {
        self.ready.clear();
        self.put_off.clear();
        self.interpreted = 0;
    }

    /// The entry `offset` is about to be hot.
    pub fn note_ready(&mut self, offset: u32) {
        self.ready.push(offset);
    }

    /// Compiling `root`, of which so many instructions were `interpreted` by now, is put
    /// off. How many entries were, one at least, and the instructions of all of them.
    pub fn put_off(&mut self, root: u32, interpreted: u32) -> (u32, u32) {
        let before = self.put_off.insert(root, interpreted).unwrap_or_default();
        let more = interpreted.saturating_sub(before);
        self.interpreted = self.interpreted.saturating_add(more);
        (self.put_off.len() as u32, self.interpreted)
    }

    /// `root`, and all that were put off.
    pub fn take_put_off(&mut self, root: u32) -> Vec<u32> {
        let mut others: Vec<u32> = self.put_off.drain().map(|(offset, _)| offset).collect();
        self.interpreted = 0;
        others.sort_unstable();
        let mut roots = vec![root];
        roots.extend(others.into_iter().filter(|&other| other != root));
        roots
    }

    /// `root`, and all others.
    pub fn take_all(&mut self, root: u32) -> Vec<u32> {
        let mut roots = self.take_put_off(root);
        roots.append(&mut self.ready);
        roots
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_of_all_that_were_put_off_are_summed() {
        let mut queue = Queue::default();
        assert_eq!(queue.put_off(7, 2000), (1, 2000));
        assert_eq!(queue.put_off(9, 2300), (2, 4300));
        assert_eq!(queue.put_off(7, 2500), (2, 4800));
        assert_eq!(queue.take_put_off(9), [9, 7]);
        assert_eq!(queue.put_off(7, 2500), (1, 2500));
    }

    #[test]
    fn what_is_ready_goes_with_all_others_only() {
        let mut queue = Queue::default();
        queue.note_ready(11);
        queue.put_off(7, 2000);
        assert_eq!(queue.take_put_off(30), [30, 7]);
        queue.put_off(8, 2000);
        assert_eq!(queue.take_all(30), [30, 8, 11]);
        assert_eq!(queue.take_all(30), [30]);
        queue.note_ready(11);
        queue.put_off(8, 2000);
        queue.forget();
        assert_eq!(queue.take_all(30), [30]);
        assert_eq!(queue.put_off(8, 5), (1, 5));
    }
}
