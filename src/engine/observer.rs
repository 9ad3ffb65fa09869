//! Owns what the engine watches for while the interpreter runs.

use super::learning::Learning;
use crate::um::interpreter::{ArrayKind, Observer, Pace, Wish};
use crate::um::marks::Marks;

/// Jumps between two looks, on average, where nothing is compiled: each stands for
/// so many.
const PERIOD: u32 = 128;
/// Jumps after a call of compiled code that are all counted: there it pays to know
/// more, and there is more code to be met.
const ALERT_JUMPS: u32 = 1024;
/// What a jump counts for while recording, when all are looked at: what is seen
/// twice in so short a time is not rare.
const RECORDED: u32 = 10;
/// Registers at a target are looked at when so many jumps to it were counted, and
/// after so many more again and again. The first look is early: what is lowered
/// with others has seldom been jumped to. The latter is a power of two.
const LOOK_FIRST: u32 = 16;
const LOOK_EVERY: u32 = 64;

/// Whether an entry with `count` jumps, `step` of them new, is about to be hot
/// since just now.
pub fn is_ready(count: u32, step: u32, threshold: u32) -> bool {
    // A multiple, so that it is noticed when looked at only now and then.
    let ready = threshold / 2 / LOOK_EVERY * LOOK_EVERY;
    (ready..ready + step).contains(&count)
}

/// Whether an entry with `count` jumps, `step` of them new, is hot, and it is
/// time to say so: again and again, because compiling may have been put off.
pub fn is_due(count: u32, step: u32, threshold: u32) -> bool {
    let every = (threshold / 8).max(1);
    count
        .checked_sub(threshold)
        .is_some_and(|past| past < step || past / every != (past - step) / every)
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

/// Whether compiled code is close by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alertness {
    /// Jumps that are yet to be counted one by one.
    jumps: u32,
}

impl Alertness {
    /// Just after a call of compiled code.
    pub const FULL: Self = Self { jumps: ALERT_JUMPS };
}

/// Counts jumps, and leaves when the engine has something to do.
///
/// While recording it looks at every access to arrays, and does not leave for
/// code or for hot entries.
pub struct Watch<'a, const RECORDING: bool> {
    marks: Marks,
    learning: &'a mut Learning,
    /// Jumps after which an entry is compiled.
    threshold: u32,
    /// Whether there is budget enough for compiled code.
    enters: bool,
    pub alertness: Alertness,
    pub event: Event,
}

impl<'a, const RECORDING: bool> Watch<'a, RECORDING> {
    pub fn new(
        marks: Marks,
        learning: &'a mut Learning,
        threshold: u32,
        enters: bool,
        alertness: Alertness,
    ) -> Self {
        Self {
            marks,
            learning,
            threshold,
            enters,
            alertness,
            event: Event::None,
        }
    }

    /// Whether every jump is counted; so it is where little makes an entry hot.
    fn is_alert(&self) -> bool {
        RECORDING || self.alertness.jumps > 0 || self.threshold < LOOK_EVERY
    }

    fn leave(&mut self, event: Event) -> Wish {
        self.event = event;
        Wish::Leave
    }
}

impl<const RECORDING: bool> Observer for Watch<'_, RECORDING> {
    const SEES_DETAILS: bool = RECORDING;

    fn accessed(&mut self, finger: u32, kind: ArrayKind) {
        self.learning.note_access(finger, kind);
    }

    fn came_from(&mut self, finger: u32, target: u32) {
        self.learning.note_jump(finger, target);
    }

    fn pace(&self) -> Pace {
        let is_alert = self.is_alert();
        Pace {
            looks: if is_alert { 0 } else { u32::MAX / PERIOD },
            is_alert,
        }
    }

    #[inline(always)]
    fn wants(&mut self, target: u32) -> bool {
        self.alertness.jumps = self.alertness.jumps.saturating_sub(1);
        if self.marks.slot(target).is_some() || !self.is_alert() {
            return true;
        }
        let jumps = if RECORDING { RECORDED } else { 1 };
        let count = self.learning.heat.count(target, jumps);
        RECORDING || self.threshold < LOOK_EVERY || count % LOOK_EVERY == LOOK_FIRST
    }

    fn look(&mut self, target: u32, registers: &[u32; 8]) -> Wish {
        let (count, step) = if self.is_alert() {
            // Counted already; one look for so many jumps.
            let step = if self.threshold < LOOK_EVERY {
                1
            } else {
                LOOK_EVERY
            };
            (self.learning.heat.jumps(target), step)
        } else {
            (self.learning.heat.count(target, PERIOD), PERIOD)
        };
        if count == PERIOD && step == PERIOD {
            // Most targets are met once: neither worth a miss of the cache for the
            // mark, nor a place in the books.
            return Wish::Continue;
        }
        if self.marks.slot(target).is_some() {
            return if self.enters && !RECORDING {
                self.leave(Event::Compiled)
            } else {
                Wish::Continue
            };
        }
        if count <= self.threshold {
            self.learning.sample(target, registers);
            if is_ready(count, step, self.threshold) {
                self.learning.note_ready(target);
            }
        }
        if self.enters && !RECORDING && is_due(count, step, self.threshold) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hot_entry_is_due_again_and_again_whatever_the_step() {
        for step in [1, 16, 700] {
            let counts = (0..40).map(|steps| 5 + step * steps);
            let due: Vec<u32> = counts.filter(|&count| is_due(count, step, 2000)).collect();
            assert!(due.iter().all(|&count| count >= 2000), "{due:?}");
        }
        let due = |step: u32| {
            (0..9000 / step)
                .map(|steps| step * steps)
                .filter(|&count| is_due(count, step, 2000))
                .count()
        };
        assert_eq!((due(1), due(16)), (28, 28));
        assert!(is_due(1, 1, 1) && is_due(2, 1, 1));
    }

    #[test]
    fn an_entry_is_ready_once() {
        for step in [1, 16] {
            let ready = (1..200).filter(|&steps| is_ready(step * steps, step, 300));
            assert_eq!(ready.count(), 1, "{step}");
        }
    }
}
