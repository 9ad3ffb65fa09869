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
    /// each that were interpreted when that was last said.
    put_off: FxHashMap<u32, u32>,
    /// Interpreted instructions from which on an entry that was put off is worth its own
    /// part of a module.
    worth: u32,
    /// How many of those put off are worth that, and the sum of their instructions.
    worthy: (u32, u32),
}

impl Queue {
    /// With nothing in it; an entry is worth its part of a module when `worth` instructions
    /// of it were interpreted.
    pub fn new(worth: u32) -> Self {
        Self {
            worth,
            ..Self::default()
        }
    }

    /// Another program is loaded.
    pub fn forget(&mut self) {
        self.ready.clear();
        self.put_off.clear();
        self.worthy = (0, 0);
    }

    /// The entry `offset` is about to be hot.
    pub fn note_ready(&mut self, offset: u32) {
        self.ready.push(offset);
    }

    /// Compiling `root`, of which so many instructions were `interpreted` by now, is put
    /// off. How many entries that were are worth their part of a module, and the
    /// instructions of all of these.
    pub fn put_off(&mut self, root: u32, interpreted: u32) -> (u32, u32) {
        self.remove(root);
        self.put_off.insert(root, interpreted);
        if interpreted >= self.worth {
            let (entries, sum) = self.worthy;
            self.worthy = (entries + 1, sum.saturating_add(interpreted));
        }
        self.worthy
    }

    /// `entry` waits no more.
    pub fn remove(&mut self, entry: u32) {
        let before = self.put_off.remove(&entry);
        if let Some(interpreted) = before.filter(|&interpreted| interpreted >= self.worth) {
            let (entries, sum) = self.worthy;
            self.worthy = (entries - 1, sum.saturating_sub(interpreted));
        }
    }

    /// `root`, and all that were put off and are worth their part of a module.
    pub fn take_worthy(&mut self, root: u32) -> Vec<u32> {
        let worth = self.worth;
        let others = (self.put_off).extract_if(|_, interpreted| *interpreted >= worth);
        let roots = beside(root, others.map(|(offset, _)| offset));
        self.worthy = (0, 0);
        self.put_off.remove(&root);
        roots
    }

    /// `root`, and all others.
    pub fn take_all(&mut self, root: u32) -> Vec<u32> {
        let mut roots = beside(root, self.put_off.drain().map(|(offset, _)| offset));
        self.worthy = (0, 0);
        roots.append(&mut self.ready);
        roots
    }
}

/// `root`, and `others` beside it in the order of their offsets.
fn beside(root: u32, others: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut roots = vec![root];
    roots.extend(others.filter(|&other| other != root));
    roots[1..].sort_unstable();
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_of_all_that_are_worth_it_are_summed() {
        let mut queue = Queue::new(2000);
        assert_eq!(queue.put_off(7, 2000), (1, 2000));
        assert_eq!(queue.put_off(5, 1999), (1, 2000));
        assert_eq!(queue.put_off(9, 2300), (2, 4300));
        assert_eq!(queue.put_off(7, 2500), (2, 4800));
        assert_eq!(queue.put_off(5, 2100), (3, 6900));
        queue.remove(9);
        queue.remove(10);
        assert_eq!(queue.put_off(5, 2200), (2, 4700));
        assert_eq!(queue.take_worthy(9), [9, 5, 7]);
        assert_eq!(queue.put_off(7, 2500), (1, 2500));
    }

    #[test]
    fn what_is_not_worth_it_waits_for_all_others() {
        let mut queue = Queue::new(2000);
        queue.note_ready(11);
        queue.put_off(7, 2000);
        queue.put_off(6, 1999);
        queue.put_off(30, 10);
        assert_eq!(queue.take_worthy(30), [30, 7]);
        queue.put_off(8, 2000);
        assert_eq!(queue.take_all(30), [30, 6, 8, 11]);
        assert_eq!(queue.take_all(30), [30]);
        queue.note_ready(11);
        queue.put_off(8, 2000);
        queue.forget();
        assert_eq!(queue.take_all(30), [30]);
        assert_eq!(queue.put_off(8, 2005), (1, 2005));
    }

    #[test]
    fn what_was_taken_or_forgotten_is_summed_no_more() {
        let takings: [fn(&mut Queue); 3] = [
            |queue| assert_eq!(queue.take_all(9), [9, 7]),
            |queue| assert_eq!(queue.take_worthy(9), [9, 7]),
            Queue::forget,
        ];
        for take in takings {
            let mut queue = Queue::new(2000);
            queue.put_off(7, 2000);
            take(&mut queue);
            assert_eq!(queue.put_off(8, 2005), (1, 2005));
        }
    }

    #[test]
    fn what_is_taken_for_itself_waits_no_more_though_it_is_not_worth_it() {
        let mut queue = Queue::new(2000);
        queue.put_off(7, 10);
        assert_eq!(queue.take_worthy(7), [7]);
        assert_eq!(queue.take_all(9), [9]);
    }
}
