//! Owns what an engine notes beside each platter of the 0 array: where compiled
//! code for it is, and whether compiled code was made from it. Deliberately
//! knows nothing of how code is compiled; to the machine these are notes in the
//! margin, and dropping them changes nothing but speed.
//!
//! The notes lie in the arena, because compiled code reads them too.

use super::arrays::Arrays;
use super::memory::MemoryError;
use super::window::Window;
use std::ops::Range;

/// Set in a mark that names a slot of the function table.
pub const COMPILED: u32 = 1 << 31;

/// The margin of one program. A copyable handle: it is up to date until
/// [`Marks::renew`] is called on another copy.
///
/// It reaches into the arena past the borrow checker, and no type holds it to that: what
/// keeps a copy must not ask it once the arrays that it was made of are gone. An engine
/// does not, for it runs one machine and looks at its marks only while it has that.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    marks_address: u32,
    covered_address: u32,
    capacity: u32,
    marks: Window,
    covered: Window,
    /// Programs before this one in the same margin.
    programs: u32,
}

/// Which platters compiled code was made from: what an inner loop asks at each
/// amendment of the 0 array. Up to date as long as its [`Marks`], and until more is
/// covered.
#[derive(Clone, Copy, Debug)]
pub struct Cover {
    bytes: Window,
    /// All that is covered is among the `length` platters from `first` on.
    first: u32,
    length: u32,
}

impl Cover {
    /// None.
    #[must_use]
    pub fn none() -> Self {
        Self {
            bytes: Window::nothing(),
            first: 0,
            length: 0,
        }
    }

    /// Whether compiled code was made from the platter at `offset`.
    #[inline(always)]
    #[must_use]
    pub fn contains(&self, offset: u32) -> bool {
        // Volatile, so that it is read when it is needed, and an inner loop has its machine
        // registers for other things.
        // SAFETY: a reference is valid for reads.
        let now = unsafe { std::ptr::from_ref(self).read_volatile() };
        let is_near = offset.wrapping_sub(now.first) < now.length;
        // SAFETY: what is covered is inside the margin.
        is_near && unsafe { now.bytes.read_byte(offset) } != 0
    }
}

/// Words behind marks and cover bytes: the bounds of all notes, the first platter that has
/// any and the one behind the last. They only widen, until all notes are taken back.
/// Outside them nobody need look: programs amend data for the most part, and jump to much
/// that has no code, and a page of the margin that was never looked at is not in memory.
const BOUNDS_WORDS: u32 = 2;

/// Words of room for `capacity` marks and cover bytes, and the bounds: whole blocks, or a
/// part of one that is taken again by its address would be left over.
fn room(capacity: u32) -> u32 {
    (capacity + capacity.div_ceil(4) + BOUNDS_WORDS).next_multiple_of(4)
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
            programs: 0,
        })
    }

    /// For another program: makes room when the 0 array has outgrown the margin.
    /// Slots and cover must have been cleared before.
    ///
    /// # Errors
    /// [`MemoryError`] when there is no room; the margin is then gone.
    pub fn renew(&mut self, arrays: &mut Arrays) -> Result<(), MemoryError> {
        if arrays.program_capacity() > self.capacity {
            self.give_back(arrays);
            *self = Self::new(arrays)?;
        } else {
            self.programs = self.programs.wrapping_add(1);
            self.set_bounds(0..0);
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
        (self.marks_address, self.capacity, self.programs)
            == (other.marks_address, other.capacity, other.programs)
    }

    /// Takes all notes back; there may be anything in the room.
    pub fn wipe(&self) {
        for offset in 0..self.capacity {
            self.write(offset, 0);
            self.set_covered(offset, false);
        }
        self.set_bounds(0..0);
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

    /// Address of the bounds, from the cover bytes on.
    fn bounds_address(&self) -> u32 {
        4 * self.capacity.div_ceil(4)
    }

    #[inline(always)]
    fn bounds(&self) -> Range<u32> {
        let address = self.bounds_address();
        // SAFETY: inside the margin.
        unsafe { self.covered.read(address)..self.covered.read(address + 4) }
    }

    fn set_bounds(&self, bounds: Range<u32>) {
        let address = self.bounds_address();
        // SAFETY: inside the margin.
        unsafe {
            self.covered.write(address, bounds.start);
            self.covered.write(address + 4, bounds.end);
        }
    }

    /// There is a note beside the platter at `offset`.
    fn widen(&self, offset: u32) {
        let bounds = self.bounds();
        self.set_bounds(if bounds.is_empty() {
            offset..offset + 1
        } else {
            bounds.start.min(offset)..bounds.end.max(offset + 1)
        });
    }

    #[inline(always)]
    fn read(&self, offset: u32) -> u32 {
        let bounds = self.bounds();
        if offset.wrapping_sub(bounds.start) < bounds.end - bounds.start {
            // SAFETY: inside the margin, which lives as long as the arena; see
            // `Marks` for when a copy is out of date, and that the arena is there.
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
        self.widen(offset);
    }

    /// Takes the note of compiled code back.
    pub fn clear_slot(&self, offset: u32) {
        self.write(offset, 0);
    }

    /// Which platters compiled code was made from.
    #[inline(always)]
    #[must_use]
    pub fn cover(&self) -> Cover {
        let bounds = self.bounds();
        Cover {
            bytes: self.covered,
            first: bounds.start,
            length: bounds.end - bounds.start,
        }
    }

    /// Whether compiled code was made from the platter at `offset`.
    #[inline(always)]
    #[must_use]
    pub fn is_covered(&self, offset: u32) -> bool {
        self.cover().contains(offset)
    }

    /// Notes whether compiled code was made from the platter at `offset`.
    pub fn set_covered(&self, offset: u32, covered: bool) {
        assert!(offset < self.capacity);
        // SAFETY: inside the margin.
        unsafe { self.covered.write_byte(offset, u8::from(covered)) };
        if covered {
            self.widen(offset);
        }
    }
}

#[cfg(test)]
mod tests;
