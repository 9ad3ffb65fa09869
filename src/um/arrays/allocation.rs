//! Owns which identifier is next and which room an array gets; the policy is
//! told in [`super`]. Deliberately without randomness or host's addresses.

use super::Arrays;
use crate::um::layout::{CLASSES, GRANULE_BYTES, LONG, SHORT_MAX, granules, header};
use crate::um::memory::MemoryError;
use std::ops::Range;

/// Fresh granules that one filling of a chain takes, at least one run. So arrays of one
/// size that are allocated one after the other lie side by side: a collector that
/// goes through millions of them misses the caches less often.
const FILL_GRANULES: u32 = 2048;

impl Arrays {
    /// A new array of `capacity` platters, all 0; its identifier.
    ///
    /// # Errors
    /// [`MemoryError`]; nothing is allocated then.
    pub fn allocate(&mut self, capacity: u32) -> Result<u32, MemoryError> {
        // SAFETY: the reach is made this moment.
        if let Some(identifier) = unsafe { self.reach().allocate(capacity) } {
            return Ok(identifier);
        }
        if capacity.wrapping_sub(1) >= SHORT_MAX {
            return self.allocate_long(capacity);
        }
        self.fill(granules(capacity))?;
        // SAFETY: as above.
        Ok(unsafe { self.reach().allocate(capacity) }.expect("the chain was filled"))
    }

    fn allocate_long(&mut self, capacity: u32) -> Result<u32, MemoryError> {
        let block = self.take_block(capacity)?;
        let identifier = match self.allocate(1) {
            Ok(identifier) => identifier,
            Err(error) => {
                self.give_back_block(block, capacity);
                return Err(error);
            }
        };
        self.set_header(identifier, header::CAPACITY, capacity);
        self.set_header(identifier, header::ADDRESS, block);
        self.set_header(identifier, header::WRITABLE, capacity);
        // SAFETY: one shadow byte for each granule.
        unsafe { self.arena.write_byte(self.layout.shadow + identifier, LONG) };
        Ok(identifier)
    }

    /// Gives up the array `identifier`; false when it is 0 or not active.
    pub fn abandon(&mut self, identifier: u32) -> bool {
        // SAFETY: the reach is made this moment.
        if unsafe { self.reach().abandon(identifier) } {
            return true;
        }
        let is_long = self.shadow(identifier) == LONG;
        if is_long {
            self.abandon_block(identifier);
            // SAFETY: as above; the array's block is gone, its header is a run.
            unsafe { self.reach().give_up(identifier, 1, LONG) };
        }
        is_long
    }

    pub(super) fn abandon_block(&mut self, identifier: u32) {
        if self.zero.source == identifier {
            self.zero.source = 0;
            self.zero.writable = self.zero.capacity;
        } else {
            let (address, capacity) = self.long(identifier);
            self.give_back_block(address, capacity);
        }
    }

    /// Puts runs of `class` granules on their empty chain: fresh ones, the lowest first, or
    /// when nothing fresh is left a longer run that is free, cut.
    #[cold]
    #[inline(never)]
    fn fill(&mut self, class: u32) -> Result<(), MemoryError> {
        let room = |arrays: &Self| {
            (arrays.blocks.floor() - arrays.layout.data) / GRANULE_BYTES - arrays.frontier
        };
        if room(self) < class {
            self.blocks.empty_bins();
        }
        let runs = (FILL_GRANULES / class).max(1).min(room(self) / class);
        if runs == 0 {
            let is_filled = self.cut_a_run(class) || self.join(class) && self.cut_a_run(class);
            return is_filled
                .then_some(())
                .ok_or_else(|| self.exhausted(class * GRANULE_BYTES));
        }
        let first = self.frontier;
        self.frontier += runs * class;
        for run in (0..runs).rev() {
            self.chain(class, first + run * class);
        }
        Ok(())
    }

    /// Puts a run on its chain of which nobody knows that it was an array.
    fn chain(&mut self, class: u32, run: u32) {
        let (list, address) = (self.layout.free_list(class), self.layout.granule(run));
        // SAFETY: the run is free and below the frontier.
        unsafe {
            let next = self.arena.read(list);
            self.arena.write(address, next);
            self.arena.write(address + 4, 0);
            self.arena.write(list, run);
        }
    }

    /// Cuts the shortest free run of at least `class` granules into runs of `class`. False
    /// when there is none.
    fn cut_a_run(&mut self, class: u32) -> bool {
        let mut long_enough = class..=CLASSES;
        let Some((longer, run)) =
            long_enough.find_map(|longer| Some((longer, self.chained(longer).next()?)))
        else {
            return false;
        };
        // SAFETY: a word of the state page, and the first one of a free run.
        unsafe {
            let next = self.arena.read(self.layout.granule(run));
            self.arena.write(self.layout.free_list(longer), next);
        }
        self.cut(run..run + longer, class);
        self.is_recut = true;
        true
    }

    /// Joins free neighbours, if one of the runs that this makes has `class` granules: whether
    /// it has. What was known of abandoned identifiers is forgotten then.
    #[cold]
    fn join(&mut self, class: u32) -> bool {
        // Twice from the top down, and no list of the gaps: a host that is out
        // of memory has none for that.
        let mut end = self.frontier;
        let mut longest = 0;
        while end > 1 {
            let gap;
            (gap, end) = self.gap_below(end);
            longest = longest.max(gap.len() as u32);
        }
        if longest < class {
            // Whoever asks again finds everything as it was.
            return false;
        }
        for class in 1..=CLASSES {
            // SAFETY: a word of the state page.
            unsafe { self.arena.write(self.layout.free_list(class), 0) };
        }
        let mut end = self.frontier;
        while end > 1 {
            let gap;
            (gap, end) = self.gap_below(end);
            self.cut(gap, CLASSES);
        }
        self.is_recut = true;
        true
    }

    /// Puts free granules on their chains: runs of `class`, and what is left as a shorter one.
    fn cut(&mut self, free: Range<u32>, class: u32) {
        let mut end = free.end;
        while end - free.start >= class {
            end -= class;
            self.chain(class, end);
        }
        if free.start < end {
            self.chain(end - free.start, free.start);
        }
    }

    /// The free granules before `end` (above 1, and not inside an array), and
    /// the identifier of the array below them; 0 when there is none.
    fn gap_below(&self, end: u32) -> (Range<u32>, u32) {
        let below = (1..end).rev().find(|&granule| self.shadow(granule) != 0);
        let Some(identifier) = below else {
            return (1..end, 0);
        };
        let taken = match self.shadow(identifier) {
            LONG => 1,
            capacity => granules(u32::from(capacity)),
        };
        (identifier + taken..end, identifier)
    }
}
