//! Owns the collection of arrays: allocate, index, amend, abandon, and the
//! 0 array with its copy on write. Allocation is in `allocation`, the 0 array in
//! `zero`, what only looks in `inspection`, the way to bytes and back in
//! `checkpoint`, copies in memory in `snapshot`. Deliberately knows nothing of
//! registers or instructions; a wrong identifier or offset is an ordinary answer here, and
//! [`crate::um::interpreter`] makes a failure of it.
//!
//! # How an array is found
//!
//! An identifier is a granule's number above 0; a shadow byte a granule says
//! whether an array starts there and how long it is ([`crate::um::layout`]). Both
//! halves of a check, "is it active" and "is the offset inside", are one byte
//! load and one comparison, and the address of the platter does not depend on
//! that load. Interior and forged identifiers meet a 0 in the shadow.
//!
//! # Which identifier is next
//!
//! Free runs of granules are chained by size through their own first word, last
//! in first out; an empty chain is filled with fresh runs, many at a time. The
//! second word of a free run tells abandoned runs (their shadow byte) from
//! fresh ones (0), for the failure's report. When memory is about to end, the shortest free
//! run that is long enough is cut, and where there is none free neighbours are joined first;
//! nothing in what was cut is left to tell which identifiers there were: they are
//! said to be inactive from then on, and no more. The policy uses nothing but the
//! program's own history, so identifiers are the same in every engine and on
//! every host: until memory is about to end. The last chains are filled with as
//! many runs as there is room for, and that depends on the reservation and on what
//! lies beside the arrays.
//!
//! # Safety
//!
//! All raw access to the arena outside tests happens here, below, in
//! [`crate::um::reach`] and what runs on it, and to room of its own in
//! [`crate::um::marks`], under these invariants: the layout's parts and the blocks
//! handed out by `blocks` lie in the arena; every granule below
//! `frontier` and no block shares an address; a shadow byte 1 to 254 stands only
//! where that many platters of granules follow below `frontier`; a header's address and
//! capacity describe a block in use; the chains hold only granules whose
//! shadow is 0, below `frontier`.

mod allocation;
mod checkpoint;
mod inspection;
mod snapshot;
mod zero;

pub(in crate::um) use checkpoint::Section;
pub(in crate::um) use snapshot::Copied;

use crate::um::arena::Arena;
use crate::um::blocks::{Blocks, block_bytes};
use crate::um::layout::{GRANULE_BYTES, LONG, Layout, header, state};
use crate::um::memory::{Limits, MemoryError};
use crate::um::observer::ArrayKind;
use crate::um::window::Window;
use zero::ZeroArray;

/// All arrays of one machine, the 0 array among them.
#[derive(Debug)]
pub struct Arrays {
    arena: Arena,
    layout: Layout,
    blocks: Blocks,
    zero: ZeroArray,
    /// The first granule that no run has ever had; it never falls.
    frontier: u32,
    /// Lowest that a block has reached: between the granules and this the arena is
    /// untouched and 0.
    touched_floor: u32,
    /// Whether free granules were ever cut anew, and what was known of abandoned
    /// identifiers forgotten.
    is_recut: bool,
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

    /// As [`Arrays::new`], with a 0 array of `capacity` platters that `fill`
    /// writes in its place: a large program then is in memory once.
    ///
    /// # Errors
    /// As [`Arrays::new`].
    pub fn filled(
        capacity: u32,
        limits: Limits,
        fill: impl FnOnce(&mut [u32]),
    ) -> Result<Self, MemoryError> {
        Self::filled_in_arena(Arena::reserve(limits.reserve_bytes)?, capacity, fill)
    }

    /// As [`Arrays::new`], in a zeroed arena that is there already.
    ///
    /// # Errors
    /// [`MemoryError`] when the program does not fit.
    pub fn in_arena(arena: Arena, program: &[u32]) -> Result<Self, MemoryError> {
        let capacity = u32::try_from(program.len()).unwrap_or(u32::MAX);
        Self::filled_in_arena(arena, capacity, |platters| {
            platters.copy_from_slice(program);
        })
    }

    fn filled_in_arena(
        arena: Arena,
        capacity: u32,
        fill: impl FnOnce(&mut [u32]),
    ) -> Result<Self, MemoryError> {
        let mut arrays = Self::empty(arena);
        let address = arrays.take_block(capacity)?;
        arrays.zero = ZeroArray {
            address,
            capacity,
            writable: capacity,
            source: 0,
        };
        if capacity > 0 {
            // SAFETY: the block holds `capacity` words.
            fill(unsafe { arrays.arena.words_mut(address, capacity) });
        }
        Ok(arrays)
    }

    /// No arrays, and no 0 array, in a zeroed arena.
    pub(in crate::um) fn empty(arena: Arena) -> Self {
        let layout = Layout::new(&arena.range());
        let end = layout.end();
        Self {
            arena,
            layout,
            blocks: Blocks::new(end),
            zero: ZeroArray::default(),
            frontier: 1,
            touched_floor: end,
            is_recut: false,
        }
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

    /// What compiled code has printed.
    pub(super) fn printed(&self) -> &[u8] {
        let bytes = self.state_word(state::PRINTED).min(state::PRINT_BYTES);
        // SAFETY: the print buffer is in the state page.
        unsafe { self.arena.bytes(self.layout.state + state::PRINT, bytes) }
    }

    /// What kind of array an identifier is that of.
    pub(super) fn kind(&self, identifier: u32) -> ArrayKind {
        match self.shadow(identifier) {
            0 => ArrayKind::Other,
            LONG => ArrayKind::Long,
            _ => ArrayKind::Short,
        }
    }

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
        // Below the lowest block so far, and above all granules as every block
        // is: still 0.
        let soiled_start = address.max(self.touched_floor).min(address + bytes);
        // SAFETY: a part of the block.
        unsafe {
            self.arena
                .zero(soiled_start, address + bytes - soiled_start)
        };
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
    /// do not depend on it, until memory is about to end.
    ///
    /// # Errors
    /// [`MemoryError`] when there is no room.
    pub(in crate::um) fn take_room(&mut self, words: u32) -> Result<u32, MemoryError> {
        self.take_block(words)
    }

    /// Gives back what [`Arrays::take_room`] took.
    pub(in crate::um) fn give_back_room(&mut self, address: u32, words: u32) {
        self.give_back_block(address, words);
    }

    /// The error of somebody who asked for `bytes` bytes in vain.
    pub(in crate::um) fn room_error(&self, bytes: u64) -> MemoryError {
        MemoryError {
            requested_bytes: bytes,
            ..self.exhausted(0)
        }
    }

    /// Raw access from `address` on.
    pub(in crate::um) fn window(&self, address: u32) -> Window {
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
}

impl Drop for Arrays {
    fn drop(&mut self) {
        for part in self.parts(self.touched_floor..self.blocks.end(), &(0..0)) {
            self.arena.soil(part);
        }
    }
}
