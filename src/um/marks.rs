//! Owns what an engine notes beside each platter of the 0 array: where compiled
//! code for it is, or how often the finger jumped there, and whether compiled
//! code was made from it. Deliberately knows nothing of how code is compiled;
//! to the machine these are notes in the margin, and dropping them changes
//! nothing but speed.
//!
//! The notes lie in the arena, because compiled code reads them too.

use super::arrays::Arrays;
use super::memory::MemoryError;
use super::window::Window;
use std::ops::Range;

/// Set in a mark that names a slot of the function table.
pub const COMPILED: u32 = 1 << 31;
const COUNT_BITS: u32 = 16;
const COUNT_MASK: u32 = (1 << COUNT_BITS) - 1;
const LAST_GENERATION: u32 = (COMPILED >> COUNT_BITS) - 1;

/// The margin of one program. A copyable handle: it is up to date until
/// [`Marks::renew`] is called on another copy.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    marks_address: u32,
    covered_address: u32,
    capacity: u32,
    marks: Window,
    covered: Window,
    /// Counts of an older generation are 0.
    generation: u32,
}

/// Words of room for `capacity` marks and cover bytes.
fn room(capacity: u32) -> u32 {
    capacity + capacity.div_ceil(4)
}

impl Marks {
    /// An empty margin for the present 0 array.
    ///
    /// # Errors
    /// [`MemoryError`] when there is no room: five bytes a platter.
    pub fn new(arrays: &mut Arrays) -> Result<Self, MemoryError> {
        let capacity = arrays.program_capacity();
        if capacity > u32::MAX / 8 {
            return Err(arrays.room_error(u64::from(capacity) * 5));
        }
        let marks_address = arrays.take_room(room(capacity))?;
        let covered_address = marks_address + 4 * capacity;
        Ok(Self {
            marks_address,
            covered_address,
            capacity,
            marks: arrays.window(marks_address),
            covered: arrays.window(covered_address),
            generation: 0,
        })
    }

    /// Forgets all counts, and makes room when the 0 array has outgrown the
    /// margin. Slots and cover must have been cleared before.
    ///
    /// # Errors
    /// [`MemoryError`] when there is no room; the margin is then gone.
    pub fn renew(&mut self, arrays: &mut Arrays) -> Result<(), MemoryError> {
        if arrays.program_capacity() > self.capacity || self.generation == LAST_GENERATION {
            self.give_back(arrays);
            *self = Self::new(arrays)?;
        } else {
            self.generation += 1;
        }
        Ok(())
    }

    /// Gives the room back.
    pub fn give_back(self, arrays: &mut Arrays) {
        arrays.give_back_room(self.marks_address, room(self.capacity));
    }

    /// Where it lies.
    #[must_use]
    pub fn room(&self) -> Range<u32> {
        self.marks_address..self.marks_address + 4 * room(self.capacity)
    }

    /// Whether the two are the same margin, with nothing but more notes in one.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        (self.marks_address, self.capacity, self.generation)
            == (other.marks_address, other.capacity, other.generation)
    }

    /// Takes all notes back; there may be anything in the room.
    pub fn wipe(&self) {
        for offset in 0..self.capacity {
            self.write(offset, 0);
            self.set_covered(offset, false);
        }
    }

    /// Address of the mark of offset 0; a mark is four bytes.
    #[must_use]
    pub fn marks_address(&self) -> u32 {
        self.marks_address
    }

    /// Address of the cover byte of offset 0.
    #[must_use]
    pub fn covered_address(&self) -> u32 {
        self.covered_address
    }

    #[inline(always)]
    fn read(&self, offset: u32) -> u32 {
        if offset < self.capacity {
            // SAFETY: inside the margin, which lives as long as the arena; see
            // `Marks` for when a copy is out of date.
            unsafe { self.marks.read(4 * offset) }
        } else {
            0
        }
    }

    fn write(&self, offset: u32, mark: u32) {
        assert!(offset < self.capacity);
        // SAFETY: inside the margin.
        unsafe { self.marks.write(4 * offset, mark) };
    }

    /// The slot of compiled code that begins at `offset`.
    #[inline(always)]
    #[must_use]
    pub fn slot(&self, offset: u32) -> Option<u32> {
        let mark = self.read(offset);
        (mark & COMPILED != 0).then_some(mark & !COMPILED)
    }

    /// Notes compiled code.
    pub fn set_slot(&self, offset: u32, slot: u32) {
        self.write(offset, slot | COMPILED);
    }

    /// Takes the note of compiled code back; jumps are counted on from `count`.
    pub fn clear_slot(&self, offset: u32, count: u32) {
        self.write(
            offset,
            self.generation << COUNT_BITS | count.min(COUNT_MASK),
        );
    }

    /// How often the finger jumped to `offset`, as far as counted; of compiled
    /// code, as often as can be.
    #[inline(always)]
    #[must_use]
    pub fn count(&self, offset: u32) -> u32 {
        let mark = self.read(offset);
        if mark & COMPILED != 0 {
            COUNT_MASK
        } else if mark >> COUNT_BITS == self.generation {
            mark & COUNT_MASK
        } else {
            0
        }
    }

    /// Counts one more jump to `offset` and answers the new count, unless that
    /// is not usual: then nothing is counted, and [`Marks::tally`] is to do it.
    #[inline(always)]
    #[must_use]
    pub fn tally_usual(&self, offset: u32) -> Option<u32> {
        if offset >= self.capacity {
            return None;
        }
        // SAFETY: inside the margin.
        let mark = unsafe { self.marks.read(4 * offset) };
        // One comparison finds a slot, another generation, and a count that is full.
        let count = mark.wrapping_sub(self.generation << COUNT_BITS);
        if count >= COUNT_MASK {
            return None;
        }
        // SAFETY: inside the margin.
        unsafe { self.marks.write(4 * offset, mark + 1) };
        Some(count + 1)
    }

    /// Counts `jumps` more jumps to `offset`; the new count, or `None` when
    /// compiled code begins there.
    #[must_use]
    pub fn tally(&self, offset: u32, jumps: u32) -> Option<u32> {
        if self.slot(offset).is_some() {
            return None;
        }
        if offset >= self.capacity {
            return Some(0);
        }
        let mut count = self.count(offset) + jumps;
        if count > COUNT_MASK {
            // Still many, and it goes on changing.
            count = COUNT_MASK / 2;
        }
        self.write(offset, self.generation << COUNT_BITS | count);
        Some(count)
    }

    /// Whether compiled code was made from the platter at `offset`.
    #[inline(always)]
    #[must_use]
    pub fn is_covered(&self, offset: u32) -> bool {
        // SAFETY: inside the margin.
        offset < self.capacity && unsafe { self.covered.read_byte(offset) } != 0
    }

    /// Notes whether compiled code was made from the platter at `offset`.
    pub fn set_covered(&self, offset: u32, covered: bool) {
        assert!(offset < self.capacity);
        // SAFETY: inside the margin.
        unsafe { self.covered.write_byte(offset, u8::from(covered)) };
    }
}
