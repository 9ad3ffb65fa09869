//! Owns the collection of arrays: allocate, index, amend, abandon, and the
//! 0 array with its copy on write. Deliberately knows nothing of registers or
//! instructions; a wrong identifier or offset is an ordinary answer here, and
//! [`super::interpreter`] makes a failure of it.
//!
//! # How an array is found
//!
//! An identifier is a granule's number above 0; a shadow byte a granule says
//! whether an array starts there and how long it is ([`super::layout`]). Both
//! halves of a check, "is it active" and "is the offset inside", are one byte
//! load and one comparison, and the address of the platter does not depend on
//! that load. Interior and forged identifiers meet a 0 in the shadow.
//!
//! # Which identifier is next
//!
//! Free runs of granules are chained by size through their own first word, last
//! in first out; an empty chain is filled with a handful of fresh runs. The
//! second word of a free run tells abandoned runs (their shadow byte) from
//! fresh ones (0), for the failure's report. The policy uses nothing but the
//! program's own history, so identifiers are the same in every engine and on
//! every host.
//!
//! # Safety
//!
//! All raw access to the arena outside tests happens here and in
//! [`super::reach`], under these invariants: the layout's parts and the blocks
//! handed out by [`super::blocks`] lie in the arena; every granule below
//! `frontier` and no block shares an address; a shadow byte 1 to 254 stands only where that many
//! platters of granules follow below `frontier`; a header's address and
//! capacity describe a block in use; the chains hold only granules whose
//! shadow is 0, below `frontier`.

use super::arena::{Arena, Window};
use super::blocks::{Blocks, block_bytes};
use super::failure::ArrayState;
use super::layout::{CLASSES, GRANULE_BYTES, LONG, Layout, SHORT_MAX, granules, header, state};
use super::memory::{Census, Limits, MemoryError};
use super::reach::Reach;
use std::ops::Range;

/// Fresh granules that one filling of a chain takes, at least one run.
const FILL_GRANULES: u32 = 64;

/// All arrays of one machine, the 0 array among them.
#[derive(Debug)]
pub struct Arrays {
    arena: Arena,
    layout: Layout,
    blocks: Blocks,
    zero: ZeroArray,
    /// The first granule that no run has ever had.
    frontier: u32,
    /// Highest that `frontier` has been, and lowest that a block has reached:
    /// between them the arena is untouched and 0.
    touched_granules: u32,
    touched_floor: u32,
}

/// The 0 array: either a block of its own, or the platters of a long array it
/// was loaded from, until one of the two is written.
#[derive(Clone, Copy, Debug, Default)]
struct ZeroArray {
    address: u32,
    capacity: u32,
    /// `capacity`, or 0 while shared.
    writable: u32,
    /// The long array that shares its platters; 0 for none.
    source: u32,
}

/// What became of an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amendment {
    /// The platter is stored.
    Done,
    /// The array is not active or the offset is outside it.
    Refused,
}

impl Arrays {
    /// Reserves memory and lays `program` down as the 0 array.
    ///
    /// # Errors
    /// [`MemoryError`] when the reservation is refused or too small.
    pub fn new(program: &[u32], limits: Limits) -> Result<Self, MemoryError> {
        Self::in_arena(Arena::reserve(limits.reserve_bytes)?, program)
    }

    /// As [`Arrays::new`], in a zeroed arena that is there already.
    ///
    /// # Errors
    /// [`MemoryError`] when the program does not fit.
    pub fn in_arena(arena: Arena, program: &[u32]) -> Result<Self, MemoryError> {
        let layout = Layout::new(&arena.range());
        let end = layout.end();
        let mut arrays = Self {
            arena,
            layout,
            blocks: Blocks::new(end),
            zero: ZeroArray::default(),
            frontier: 1,
            touched_granules: 1,
            touched_floor: end,
        };
        let capacity = u32::try_from(program.len()).unwrap_or(u32::MAX);
        let address = arrays.take_block(capacity)?;
        arrays.zero = ZeroArray {
            address,
            capacity,
            writable: capacity,
            source: 0,
        };
        if capacity > 0 {
            // SAFETY: the block holds `capacity` words.
            unsafe { arrays.arena.words_mut(address, capacity) }.copy_from_slice(program);
        }
        Ok(arrays)
    }

    /// Where things lie, for the translator.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// A word of the state page; `offset` is one of [`state`]'s.
    #[inline(always)]
    #[must_use]
    pub fn state_word(&self, offset: u32) -> u32 {
        assert!(offset < state::BYTES && offset.is_multiple_of(4));
        // SAFETY: asserted to lie in the state page.
        unsafe { self.arena.read(self.layout.state + offset) }
    }

    /// Sets a word of the state page.
    #[inline(always)]
    pub fn set_state_word(&mut self, offset: u32, value: u32) {
        assert!(offset < state::FREE_LISTS && offset.is_multiple_of(4));
        // SAFETY: asserted to lie in the state page, before the free lists.
        unsafe { self.arena.write(self.layout.state + offset, value) }
    }

    // ---- the 0 array

    /// The 0 array's capacity in platters.
    #[inline(always)]
    #[must_use]
    pub fn program_capacity(&self) -> u32 {
        self.zero.capacity
    }

    /// Address of the 0 array's first platter. Changes only in
    /// [`Arrays::load_program`].
    #[must_use]
    pub fn program_address(&self) -> u32 {
        self.zero.address
    }

    /// The platter under the finger; `None` outside the 0 array.
    #[inline(always)]
    #[must_use]
    pub fn fetch(&self, finger: u32) -> Option<u32> {
        if finger < self.zero.capacity {
            // SAFETY: inside the 0 array's block.
            Some(unsafe { self.arena.read(self.zero.address + 4 * finger) })
        } else {
            None
        }
    }

    /// A copy of what the frequent accesses need, for an inner loop to keep in
    /// registers. To be renewed after [`Arrays::load_program`] and
    /// [`Arrays::amend`].
    #[inline(always)]
    #[must_use]
    pub fn reach(&self) -> Reach {
        Reach {
            program: self.arena.window(self.zero.address),
            free_lists: self.arena.window(self.layout.free_list(0)),
            shadow: self.arena.window(self.layout.shadow),
            arena: self.arena.window(0),
            data: self.arena.window(self.layout.data),
            granules: self.layout.granules,
            capacity: self.zero.capacity,
            writable: self.zero.writable,
        }
    }

    /// The 0 array.
    #[must_use]
    pub fn program(&self) -> &[u32] {
        self.platters(self.zero.address, self.zero.capacity)
    }

    /// Replaces the 0 array by a duplicate of the array `identifier` (not 0).
    /// Short arrays are copied; a long one is shared until either is written.
    /// False when the array is not active.
    ///
    /// # Errors
    /// [`MemoryError`]; the 0 array is then as it was.
    pub fn load_program(&mut self, identifier: u32) -> Result<bool, MemoryError> {
        let shadow = self.shadow(identifier);
        match shadow {
            0 => Ok(false),
            LONG => {
                if self.zero.source != identifier {
                    self.release_program();
                    let (address, capacity) = self.long(identifier);
                    self.set_header(identifier, header::WRITABLE, 0);
                    self.zero = ZeroArray {
                        address,
                        capacity,
                        writable: 0,
                        source: identifier,
                    };
                }
                Ok(true)
            }
            capacity => {
                let capacity = u32::from(capacity);
                let address = self.take_block(capacity)?;
                // SAFETY: a short array's platters and a fresh block.
                unsafe {
                    self.arena
                        .copy(self.layout.granule(identifier), address, capacity)
                };
                self.release_program();
                self.zero = ZeroArray {
                    address,
                    capacity,
                    writable: capacity,
                    source: 0,
                };
                Ok(true)
            }
        }
    }

    /// Gives up the 0 array's platters, or its share in them.
    fn release_program(&mut self) {
        if self.zero.source == 0 {
            self.give_back_block(self.zero.address, self.zero.capacity);
        } else {
            let (_, capacity) = self.long(self.zero.source);
            self.set_header(self.zero.source, header::WRITABLE, capacity);
        }
    }

    /// Gives the 0 array platters of its own, so that it can be written at its
    /// present address.
    ///
    /// # Errors
    /// [`MemoryError`] when there is no room for the other array's copy.
    pub fn own_program(&mut self) -> Result<(), MemoryError> {
        if self.zero.source == 0 {
            Ok(())
        } else {
            self.unshare()
        }
    }

    /// Ends the sharing, before a write: the array moves, so that the 0 array
    /// stays where compiled code knows it.
    #[cold]
    fn unshare(&mut self) -> Result<(), MemoryError> {
        let ZeroArray {
            address,
            capacity,
            source,
            ..
        } = self.zero;
        let copy = self.take_block(capacity)?;
        // SAFETY: two blocks of `capacity` words.
        unsafe { self.arena.copy(address, copy, capacity) };
        self.set_header(source, header::ADDRESS, copy);
        self.set_header(source, header::WRITABLE, capacity);
        self.zero.writable = capacity;
        self.zero.source = 0;
        Ok(())
    }

    // ---- index and amend

    /// The shadow byte of an identifier; 0 for any that is too large, and for
    /// identifier 0, which takes its own path.
    #[inline(always)]
    fn shadow(&self, identifier: u32) -> u8 {
        if identifier < self.layout.granules {
            // SAFETY: one shadow byte for each granule.
            unsafe { self.arena.read_byte(self.layout.shadow + identifier) }
        } else {
            0
        }
    }

    /// The platter at `offset` of the array `identifier`; `None` when the array
    /// is not active or the offset outside it.
    #[must_use]
    pub fn index(&self, identifier: u32, offset: u32) -> Option<u32> {
        // SAFETY: the reach is made this moment.
        unsafe { self.reach().index(identifier, offset) }
    }

    /// Stores `value` at `offset` of the array `identifier`.
    ///
    /// # Errors
    /// [`MemoryError`] when sharing with the 0 array must end and there is no
    /// room for a copy; nothing is stored then.
    pub fn amend(
        &mut self,
        identifier: u32,
        offset: u32,
        value: u32,
    ) -> Result<Amendment, MemoryError> {
        // SAFETY: the reach is made this moment.
        if unsafe { self.reach().amend(identifier, offset, value) } {
            return Ok(Amendment::Done);
        }
        let (capacity, writable) = match (identifier, self.shadow(identifier)) {
            (0, _) => (self.zero.capacity, self.zero.writable),
            (_, LONG) => (
                self.long(identifier).1,
                self.header(identifier, header::WRITABLE),
            ),
            _ => return Ok(Amendment::Refused),
        };
        if offset >= capacity {
            return Ok(Amendment::Refused);
        }
        if offset >= writable {
            self.unshare()?;
        }
        let address = if identifier == 0 {
            self.zero.address
        } else {
            self.long(identifier).0
        };
        // SAFETY: the block holds `capacity` words and is not shared.
        unsafe { self.arena.write(address + 4 * offset, value) };
        Ok(Amendment::Done)
    }

    // ---- allocate and abandon

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

    fn abandon_block(&mut self, identifier: u32) {
        if self.zero.source == identifier {
            self.zero.source = 0;
            self.zero.writable = self.zero.capacity;
        } else {
            let (address, capacity) = self.long(identifier);
            self.give_back_block(address, capacity);
        }
    }

    /// Puts fresh runs of `class` granules on their empty chain, the lowest
    /// first; the first of them.
    #[cold]
    #[inline(never)]
    fn fill(&mut self, class: u32) -> Result<u32, MemoryError> {
        let room = |arrays: &Self| {
            (arrays.blocks.floor() - arrays.layout.data) / GRANULE_BYTES - arrays.frontier
        };
        if room(self) < class {
            self.blocks.empty_bins();
        }
        let runs = (FILL_GRANULES / class).max(1).min(room(self) / class);
        if runs == 0 {
            return self
                .reclaim(class)
                .ok_or_else(|| self.exhausted(class * GRANULE_BYTES));
        }
        let first = self.frontier;
        self.frontier += runs * class;
        self.touched_granules = self.touched_granules.max(self.frontier);
        for run in (0..runs).rev() {
            self.chain(class, first + run * class);
        }
        Ok(first)
    }

    /// Puts a run that never was an array on its chain.
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

    /// When nothing fresh is left: cuts all free granules anew into runs of
    /// `class`, what is too short into shorter ones. What was known of
    /// abandoned identifiers is forgotten. The first run, or `None`.
    #[cold]
    fn reclaim(&mut self, class: u32) -> Option<u32> {
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
            return None;
        }
        for class in 1..=CLASSES {
            // SAFETY: a word of the state page.
            unsafe { self.arena.write(self.layout.free_list(class), 0) };
        }
        let mut next_end = self.frontier;
        while next_end > 1 {
            let gap;
            (gap, next_end) = self.gap_below(next_end);
            let (mut start, mut end) = (gap.start, gap.end);
            while end - start >= class {
                end -= class;
                self.chain(class, end);
            }
            while start < end {
                let piece = (end - start).min(CLASSES);
                self.chain(piece, start);
                start += piece;
            }
        }
        // SAFETY: a word of the state page.
        Some(unsafe { self.arena.read(self.layout.free_list(class)) })
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

    // ---- blocks

    /// A zeroed block for `capacity` platters; address 0 for capacity 0.
    fn take_block(&mut self, capacity: u32) -> Result<u32, MemoryError> {
        if capacity == 0 {
            return Ok(0);
        }
        let error = |arrays: &Self| MemoryError {
            requested_bytes: u64::from(capacity) * 4,
            ..arrays.exhausted(0)
        };
        let Some(bytes) = block_bytes(capacity) else {
            return Err(error(self));
        };
        let ceiling = self.layout.granule(self.frontier);
        let Some(address) = self.blocks.take(bytes, ceiling) else {
            return Err(error(self));
        };
        // Below the lowest block so far and above all granules: still 0.
        let soiled_below = self.layout.granule(self.touched_granules);
        let soiled_end = (address + bytes).min(soiled_below.max(address));
        let soiled_start = address.max(self.touched_floor).min(address + bytes);
        // SAFETY: both ranges are parts of the block.
        unsafe {
            self.arena.zero(address, soiled_end - address);
            self.arena
                .zero(soiled_start, address + bytes - soiled_start);
        }
        self.touched_floor = self.touched_floor.min(address);
        Ok(address)
    }

    fn give_back_block(&mut self, address: u32, capacity: u32) {
        if let Some(bytes) = block_bytes(capacity)
            && bytes > 0
        {
            self.blocks.give_back(address, bytes);
        }
    }

    /// Zeroed room for `words` words beside the arrays; its address. Identifiers
    /// do not depend on it.
    ///
    /// # Errors
    /// [`MemoryError`] when there is no room.
    pub(super) fn take_room(&mut self, words: u32) -> Result<u32, MemoryError> {
        self.take_block(words)
    }

    /// Gives back what [`Arrays::take_room`] took.
    pub(super) fn give_back_room(&mut self, address: u32, words: u32) {
        self.give_back_block(address, words);
    }

    /// The error of somebody who asked for `bytes` bytes in vain.
    pub(super) fn room_error(&self, bytes: u64) -> MemoryError {
        MemoryError {
            requested_bytes: bytes,
            ..self.exhausted(0)
        }
    }

    /// Raw access from `address` on.
    pub(super) fn window(&self, address: u32) -> Window {
        self.arena.window(address)
    }

    fn exhausted(&self, requested_bytes: u32) -> MemoryError {
        let census = self.occupancy();
        MemoryError {
            requested_bytes: u64::from(requested_bytes),
            occupied_bytes: census.occupied_bytes,
            reserved_bytes: census.reserved_bytes,
        }
    }

    #[inline(always)]
    fn header(&self, identifier: u32, field: u32) -> u32 {
        debug_assert!(identifier < self.layout.granules && field < GRANULE_BYTES);
        // SAFETY: called with the identifier of a header.
        unsafe { self.arena.read(self.layout.granule(identifier) + field) }
    }

    fn set_header(&mut self, identifier: u32, field: u32, value: u32) {
        debug_assert!(identifier < self.layout.granules && field < GRANULE_BYTES);
        // SAFETY: called with the identifier of a header.
        unsafe {
            self.arena
                .write(self.layout.granule(identifier) + field, value)
        }
    }

    /// Address and capacity of a long array.
    #[inline(always)]
    fn long(&self, identifier: u32) -> (u32, u32) {
        (
            self.header(identifier, header::ADDRESS),
            self.header(identifier, header::CAPACITY),
        )
    }

    fn platters(&self, address: u32, capacity: u32) -> &[u32] {
        if capacity == 0 {
            return &[];
        }
        // SAFETY: an active array's platters.
        unsafe { self.arena.words(address, capacity) }
    }

    // ---- looking

    fn shadows(&self) -> &[u8] {
        // SAFETY: one shadow byte for each granule.
        unsafe { self.arena.bytes(self.layout.shadow, self.frontier) }
    }

    /// Identifiers of all active arrays but 0, ascending.
    pub fn active_identifiers(&self) -> impl Iterator<Item = u32> + '_ {
        self.shadows()
            .iter()
            .zip(0..)
            .filter(|&(&shadow, _)| shadow != 0)
            .map(|(_, identifier)| identifier)
    }

    /// The platters of an active array, 0 included.
    #[must_use]
    pub fn array(&self, identifier: u32) -> Option<&[u32]> {
        if identifier == 0 {
            return Some(self.program());
        }
        match self.shadow(identifier) {
            0 => None,
            LONG => {
                let (address, capacity) = self.long(identifier);
                Some(self.platters(address, capacity))
            }
            capacity => Some(self.platters(self.layout.granule(identifier), u32::from(capacity))),
        }
    }

    /// What is known of an identifier. Walks the chains, so it is for reports.
    #[must_use]
    pub fn knowledge(&self, identifier: u32) -> ArrayState {
        if let Some(platters) = self.array(identifier) {
            return ArrayState::Active {
                capacity: platters.len() as u32,
            };
        }
        let abandoned = identifier < self.frontier
            && (1..=CLASSES)
                .flat_map(|class| self.chained(class))
                .any(|run| {
                    // SAFETY: the second word of a free run.
                    run == identifier
                        && unsafe { self.arena.read(self.layout.granule(run) + 4) } != 0
                });
        if abandoned {
            ArrayState::Abandoned
        } else {
            ArrayState::NeverAllocated
        }
    }

    /// The free runs of `class` granules, the next to be used first.
    fn chained(&self, class: u32) -> impl Iterator<Item = u32> + '_ {
        // SAFETY: a word of the state page, then first words of free runs.
        let first = unsafe { self.arena.read(self.layout.free_list(class)) };
        std::iter::successors(Some(first), |&run| {
            // SAFETY: the first word of a free run.
            Some(unsafe { self.arena.read(self.layout.granule(run)) })
        })
        .take_while(|&run| run != 0)
    }

    /// Bytes in use and reserved, without counting arrays.
    #[must_use]
    pub fn occupancy(&self) -> Census {
        let granule_bytes = u64::from(self.frontier) * u64::from(GRANULE_BYTES + 1);
        let range = self.arena.range();
        Census {
            live_arrays: 0,
            live_platters: 0,
            occupied_bytes: granule_bytes
                + u64::from(self.blocks.used_bytes())
                + u64::from(state::BYTES),
            reserved_bytes: u64::from(range.end - range.start),
        }
    }

    /// Counts arrays and platters: one byte looked at for each granule ever
    /// used.
    #[must_use]
    pub fn census(&self) -> Census {
        let mut census = self.occupancy();
        for (identifier, &shadow) in (0..).zip(self.shadows()) {
            if shadow == 0 {
                continue;
            }
            census.live_arrays += 1;
            census.live_platters += u64::from(if shadow == LONG {
                self.long(identifier).1
            } else {
                u32::from(shadow)
            });
        }
        census
    }
}

impl Drop for Arrays {
    fn drop(&mut self) {
        let layout = self.layout;
        self.arena.soil(layout.state..layout.state + state::BYTES);
        self.arena
            .soil(layout.shadow..layout.shadow + self.touched_granules);
        self.arena
            .soil(layout.data..layout.granule(self.touched_granules));
        self.arena.soil(self.touched_floor..self.blocks.end());
    }
}
