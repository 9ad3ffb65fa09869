//! Owns the data behind the code of a program, in the 0 array: an identifier and a
//! capacity for each slot, the head of the list, and a counter for every loop, late fault
//! and the like. A fragment takes what it needs from there, so that fragments can stand in
//! any order. Deliberately does not know what is kept there.

use super::SLOTS;
use super::emitter::{Emitter, Label, orthography};

/// Where the data begin, and what of them is taken.
pub struct Data {
    pub start: Label,
    pub end: Label,
    counters: u32,
}

/// The place of the list's head.
pub const LIST: u32 = 2 * SLOTS as u32;
const FIRST_COUNTER: u32 = LIST + 1;

impl Data {
    /// Nothing is taken of them yet; where they are is known when the code is there.
    pub fn new(code: &mut Emitter) -> Self {
        Self {
            start: code.label(),
            end: code.label(),
            counters: 0,
        }
    }

    /// How many platters they are.
    pub fn platters(&self) -> usize {
        (FIRST_COUNTER + self.counters) as usize
    }

    /// The place of a counter that nobody has yet.
    pub fn counter(&mut self) -> u32 {
        self.counters += 1;
        FIRST_COUNTER + self.counters - 1
    }

    /// a := the platter of the data at `place`; `a` and `zero` differ.
    pub fn read(&self, code: &mut Emitter, a: u8, place: u32, zero: u8) {
        code.platter(orthography(zero, 0));
        code.set_label(a, self.start, place);
        code.index(a, zero, a);
    }

    /// The platter of the data at `place` becomes `value`; the three differ.
    pub fn write(&self, code: &mut Emitter, place: u32, value: u8, zero: u8, offset: u8) {
        code.platter(orthography(zero, 0));
        code.set_label(offset, self.start, place);
        code.amend(zero, offset, value);
    }
}
