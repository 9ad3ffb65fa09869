//! Owns what the engine watches for while the interpreter runs. Deliberately only counts,
//! and leaves: what is done about it is in [`super::dispatch`].

use super::learning::Learning;
use crate::um::interpreter::{ArrayKind, Observer, Wish};
use crate::um::marks::{Cover, Marks};

/// Looks, each after a rest, that make an entry hot; a look stands for as many jumps.
const LOOKS_HOT: u32 = 16;
/// Jumps that a look stands for at most.
const PERIOD_MAX: u32 = 128;
/// Instructions of a rest for each jump that the look after it stands for: at least so
/// many, and by chance up to twice as many, lest a rest keeps step with a loop. Programs
/// jump more often, every 7 to 22 instructions: but looks cost, and what is compiled
/// later is fewer and known better.
const REST_A_JUMP: u32 = 24;
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
/// time to say so: again and again, because compiling may have been put off, but
/// ever more rarely, because it may have been refused.
pub fn is_due(count: u32, step: u32, threshold: u32) -> bool {
    let every = (threshold / 8).max(count.next_power_of_two() / 16).max(1);
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
    /// Instructions that no jump is seen of, otherwise.
    rest: u32,
    chance: u32,
}

impl Alertness {
    /// Nothing is looked out for, for longer than any run takes.
    pub fn asleep() -> Self {
        Self {
            rest: u32::MAX,
            ..Self::default()
        }
    }

    /// A call of compiled code did something just now.
    pub fn wake(&mut self) {
        self.jumps = ALERT_JUMPS;
    }

    /// Another rest begins, of `least` instructions and more.
    fn rest_again(&mut self, least: u32) {
        // The congruential generator of "Numerical Recipes"; its upper bits are the
        // better ones.
        self.chance = self
            .chance
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        self.rest = least + self.chance / (u32::MAX / least);
    }
}

/// Counts jumps, every one where compiled code is close by, or one now and then,
/// and leaves when the engine has something to do.
///
/// While recording it looks at every access to arrays, and does not leave for
/// code or for hot entries.
pub struct Watch<'a, const RECORDING: bool> {
    marks: Marks,
    learning: &'a mut Learning,
    /// Jumps after which an entry is compiled.
    threshold: u32,
    /// Jumps that a look after a rest stands for.
    period: u32,
    /// Whether there is budget enough for compiled code.
    enters: bool,
    /// Whether every jump is counted, and not only one after each rest; as the
    /// interpreter was told last.
    counts_all: bool,
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
        let mut watch = Self {
            marks,
            learning,
            threshold,
            period: (threshold / LOOKS_HOT).clamp(1, PERIOD_MAX),
            enters,
            counts_all: false,
            alertness,
            event: Event::None,
        };
        watch.counts_all = watch.is_alert();
        watch
    }

    fn is_alert(&self) -> bool {
        RECORDING || self.is_soon() || self.alertness.jumps > 0
    }

    /// Whether so little makes an entry hot that every jump is looked at.
    fn is_soon(&self) -> bool {
        self.threshold < LOOK_EVERY
    }

    /// The jumps to `target` so far, and for how many of them this look stands.
    fn count(&mut self, target: u32) -> (u32, u32) {
        if !self.counts_all {
            return (self.learning.heat.count(target, self.period), self.period);
        }
        let step = if self.is_soon() { 1 } else { LOOK_EVERY };
        (self.learning.heat.jumps(target), step)
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

    fn rest(&self) -> u64 {
        if self.counts_all {
            0
        } else {
            u64::from(self.alertness.rest)
        }
    }

    #[inline(always)]
    fn rested(&mut self, instructions: u64) {
        let rest = &mut self.alertness.rest;
        *rest = u64::from(*rest).saturating_sub(instructions) as u32;
    }

    #[inline(always)]
    fn wants(&mut self, target: u32) -> bool {
        if !self.counts_all {
            return true;
        }
        self.alertness.jumps = self.alertness.jumps.saturating_sub(1);
        if self.marks.slot(target).is_some() {
            return true;
        }
        let jumps = if RECORDING { RECORDED } else { 1 };
        let count = self.learning.heat.count(target, jumps);
        // The look is also when it stops being alert.
        !self.is_alert() || RECORDING || self.is_soon() || count % LOOK_EVERY == LOOK_FIRST
    }

    fn look(&mut self, target: u32, registers: &[u32; 8]) -> Wish {
        let was_alert = self.counts_all;
        let (count, step) = self.count(target);
        self.counts_all = self.is_alert();
        self.alertness.rest_again(self.period * REST_A_JUMP);
        if !was_alert && count == step {
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
                self.learning.queue.note_ready(target);
            }
        }
        if self.enters && !RECORDING && is_due(count, step, self.threshold) {
            return self.leave(Event::Hot);
        }
        Wish::Continue
    }

    fn cover(&self) -> Cover {
        self.marks.cover()
    }

    fn amended_program(&mut self, offset: u32) -> Wish {
        self.leave(Event::Amended(offset))
    }

    #[inline(always)]
    fn loaded_program(&mut self) -> Wish {
        self.leave(Event::Loaded)
    }
}

#[cfg(test)]
mod tests;
