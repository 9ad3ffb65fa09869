//! Owns what the engine watches for while the interpreter runs.

use super::learning::Learning;
use crate::um::interpreter::{Observer, Wish};
use crate::um::marks::Marks;

/// Jumps are counted at all, but registers are looked at only now and then.
const SAMPLE_EVERY: u32 = 16;

/// Jumps after which an entry is about to be hot; a multiple of
/// [`SAMPLE_EVERY`].
fn ready_count(threshold: u32) -> u32 {
    threshold / 2 / SAMPLE_EVERY * SAMPLE_EVERY
}

/// Whether an entry with so many jumps is hot, and it is time to say so: again
/// and again, because compiling may have been put off.
pub fn is_due(count: u32, threshold: u32) -> bool {
    count >= threshold && (count - threshold).is_multiple_of((threshold / 8).max(1))
}

/// What made the observer leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Nothing.
    None,
    /// The finger stands at an entry with code.
    Compiled,
    /// The finger stands at an entry that became hot just now.
    Hot,
    /// The platter at this offset, compiled, was amended.
    Amended(u32),
    /// Another program was loaded.
    Loaded,
}

/// Counts jumps, and leaves when the engine has something to do.
///
/// While recording it looks at every access to arrays, and does not leave for
/// code or for hot entries.
pub struct Watch<'a, const RECORDING: bool> {
    pub marks: Marks,
    pub learning: &'a mut Learning,
    /// Jumps after which an entry is compiled.
    pub threshold: u32,
    /// Whether there is budget enough for compiled code.
    pub enters: bool,
    pub event: Event,
}

impl<const RECORDING: bool> Watch<'_, RECORDING> {
    fn leave(&mut self, event: Event) -> Wish {
        self.event = event;
        Wish::Leave
    }
}

impl<const RECORDING: bool> Observer for Watch<'_, RECORDING> {
    const SEES_ACCESSES: bool = RECORDING;

    fn accessed(&mut self, finger: u32, is_short: bool) {
        self.learning.note_access(finger, is_short);
    }

    #[inline(always)]
    fn jumped(&mut self, target: u32, registers: &[u32; 8]) -> Wish {
        let Some(count) = self.marks.tally(target) else {
            return if self.enters && !RECORDING {
                self.leave(Event::Compiled)
            } else {
                Wish::Continue
            };
        };
        if count < self.threshold && !count.is_multiple_of(SAMPLE_EVERY) {
            return Wish::Continue;
        }
        if count <= self.threshold {
            let registers = *registers;
            self.learning.sample(target, &registers);
            if count == ready_count(self.threshold) {
                self.learning.note_ready(target);
            }
        }
        if self.enters && !RECORDING && is_due(count, self.threshold) {
            return self.leave(Event::Hot);
        }
        Wish::Continue
    }

    #[inline(always)]
    fn amended_program(&mut self, offset: u32) -> Wish {
        if self.marks.is_covered(offset) {
            self.leave(Event::Amended(offset))
        } else {
            Wish::Continue
        }
    }

    #[inline(always)]
    fn loaded_program(&mut self) -> Wish {
        self.leave(Event::Loaded)
    }
}
