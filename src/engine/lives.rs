//! Owns how long programs live that load others: where one after the other is gone before
//! anything of it could get hot, watching them is work for nothing, most of it at the loads.
//! They are run unseen for a while then. Deliberately does not say what is hot.

use super::dispatch::Engine;
use super::linker::Linker;
use super::observer::Event;
use crate::um::{Machine, MemoryError, Stop};

/// Instructions of a life that is too short to get hot in.
const SHORT_LIFE: u64 = 1000;
/// Such lives in a row, after which the next ones are run unseen.
const SHORT_LIVES: u32 = 64;
/// Such lives that are seen between two stretches that are not.
const SEEN_LIVES: u32 = 16;
/// Instructions that are done unseen in one stretch.
const UNSEEN: u64 = 50_000;

/// The lives of the programs of one machine.
#[derive(Debug, Default)]
pub struct Lives {
    /// The machine's count of instructions when the present program was loaded.
    began: u64,
    /// Short lives in a row.
    short: u32,
}

impl Lives {
    /// A program was loaded, by the last of so many `instructions`. A machine that was
    /// put back may have done fewer than before.
    pub fn note_load(&mut self, instructions: u64) {
        let is_short = instructions.saturating_sub(self.began) < SHORT_LIFE;
        self.short = if is_short { self.short + 1 } else { 0 };
        self.began = instructions;
    }

    /// Whether the next ones are not worth looking at.
    pub fn are_short(&self) -> bool {
        self.short >= SHORT_LIVES
    }

    fn begin_again(&mut self) {
        self.short = SHORT_LIVES - SEEN_LIVES;
    }
}

impl<L: Linker> Engine<L> {
    /// Interprets some of the `left` instructions with no eye on anything.
    pub(super) fn run_unseen(
        &mut self,
        machine: &mut Machine,
        left: u64,
    ) -> Result<Stop, MemoryError> {
        let before = machine.instructions();
        let stop = machine.run(left.min(UNSEEN));
        self.statistics.unseen_instructions += machine.instructions() - before;
        // Whatever program there is now.
        self.attend(machine, Event::Loaded);
        self.lives.begin_again();
        stop
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lives_are_short_when_many_in_a_row_were() {
        let mut lives = Lives::default();
        let mut now = 0;
        let mut live = |lives: &mut Lives, instructions| {
            now += instructions;
            lives.note_load(now);
        };
        live(&mut lives, 5000);
        (1..SHORT_LIVES).for_each(|_| live(&mut lives, SHORT_LIFE - 1));
        assert!(!lives.are_short());
        live(&mut lives, SHORT_LIFE);
        (1..SHORT_LIVES).for_each(|_| live(&mut lives, 20));
        assert!(!lives.are_short(), "a long one in between");
        live(&mut lives, 20);
        assert!(lives.are_short());
        lives.begin_again();
        assert!(!lives.are_short());
        (0..SEEN_LIVES).for_each(|_| live(&mut lives, 20));
        assert!(lives.are_short());
    }

    #[test]
    fn a_machine_put_back_lives_on() {
        let mut lives = Lives::default();
        lives.note_load(u64::MAX);
        lives.note_load(10);
        assert_eq!(lives.short, 1);
        lives.note_load(5000);
        assert_eq!(lives.short, 0);
    }
}
