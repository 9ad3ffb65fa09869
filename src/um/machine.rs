//! Owns one machine: arrays, registers, finger, console, and the count of
//! instructions done. Deliberately holds no semantics; those are in
//! [`super::interpreter`].

use super::arena::Arena;
use super::arrays::Arrays;
use super::console::Console;
use super::failure::{ArrayKnowledge, Failure, FailureKind};
use super::interpreter::{self, Pause, Unobserved};
use super::layout::state;
use super::memory::{Census, Limits, MemoryError};
use super::stop::Stop;

/// A Universal Machine.
///
/// It has no clock and no chance: the same program and the same input give the
/// same output, identifiers and counts, in every engine and on every host.
#[derive(Debug)]
pub struct Machine {
    pub(super) arrays: Arrays,
    pub(super) console: Console,
    pub(super) instructions: u64,
    /// The halt operator was discharged: there is nothing more to run.
    pub(super) halted: bool,
    /// How often Input gave the end of input: for whoever wonders why a program goes round.
    /// No part of the machine's state: nothing keeps it.
    pub(super) ends_read: u64,
}

impl Machine {
    /// A machine at the beginning of `program`: all registers 0, the finger at
    /// offset 0.
    ///
    /// # Errors
    /// [`MemoryError`] when the host has too little memory for it.
    pub fn new(program: &[u32], limits: Limits) -> Result<Self, MemoryError> {
        Ok(Self::around(Arrays::new(program, limits)?))
    }

    /// As [`Machine::new`], with a program of `capacity` platters that `fill`
    /// writes where they are to be, all of them 0 before.
    ///
    /// # Errors
    /// As [`Machine::new`].
    pub fn filled(
        capacity: u32,
        limits: Limits,
        fill: impl FnOnce(&mut [u32]),
    ) -> Result<Self, MemoryError> {
        Ok(Self::around(Arrays::filled(capacity, limits, fill)?))
    }

    /// As [`Machine::new`], in a zeroed arena that is there already.
    ///
    /// # Errors
    /// [`MemoryError`] when the program does not fit.
    pub fn in_arena(arena: Arena, program: &[u32]) -> Result<Self, MemoryError> {
        Ok(Self::around(Arrays::in_arena(arena, program)?))
    }

    fn around(arrays: Arrays) -> Self {
        Self {
            arrays,
            console: Console::default(),
            instructions: 0,
            halted: false,
            ends_read: 0,
        }
    }

    /// Runs at most `budget_instructions` instructions in the interpreter.
    ///
    /// A run that stops may be continued by another call, for as long as the
    /// cause is gone: input was queued, output was taken, memory was found.
    ///
    /// # Errors
    /// [`MemoryError`] when the host has too little memory; the finger then
    /// stands on the instruction that asked, and nothing of it has happened.
    pub fn run(&mut self, budget_instructions: u64) -> Result<Stop, MemoryError> {
        match interpreter::run(self, budget_instructions, &mut Unobserved)? {
            Pause::Stopped(stop) => Ok(stop),
            // `Unobserved` never asks.
            Pause::Asked => Ok(Stop::BudgetSpent),
        }
    }

    /// The console.
    #[must_use]
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// The console, to feed input and take output.
    pub fn console_mut(&mut self) -> &mut Console {
        &mut self.console
    }

    /// Whether the halt operator was discharged.
    #[must_use]
    pub fn is_halted(&self) -> bool {
        self.halted
    }

    /// How often Input gave the end of input, in this very machine.
    #[must_use]
    pub fn ends_read(&self) -> u64 {
        self.ends_read
    }

    /// Instructions done since the beginning.
    #[must_use]
    pub fn instructions(&self) -> u64 {
        self.instructions
    }

    /// The execution finger: the offset in the 0 array of the next instruction.
    #[must_use]
    pub fn finger(&self) -> u32 {
        self.arrays.state_word(state::FINGER)
    }

    /// The eight registers.
    #[must_use]
    pub fn registers(&self) -> [u32; 8] {
        std::array::from_fn(|register| {
            self.arrays
                .state_word(state::REGISTERS + 4 * register as u32)
        })
    }

    /// Writes registers and finger back, when an engine leaves off.
    pub(super) fn set_position(&mut self, registers: &[u32; 8], finger: u32) {
        for (register, &value) in (0..).zip(registers) {
            self.arrays
                .set_state_word(state::REGISTERS + 4 * register, value);
        }
        self.arrays.set_state_word(state::FINGER, finger);
    }

    /// Tells compiled code how much it may print.
    pub fn lend_output(&mut self) {
        let room = u32::try_from(self.console.output_room()).unwrap_or(u32::MAX);
        self.arrays
            .set_state_word(state::PRINTABLE, room.min(state::PRINT_BYTES));
    }

    /// Takes what compiled code has printed to the console.
    pub fn collect_output(&mut self) {
        if self.arrays.state_word(state::PRINTED) > 0 {
            self.console.queue_output(self.arrays.printed());
            self.arrays.set_state_word(state::PRINTED, 0);
        }
    }

    /// Counts instructions that compiled code has done.
    pub fn count_instructions(&mut self, instructions: u64) {
        self.instructions += instructions;
    }

    /// The 0 array.
    #[must_use]
    pub fn zero_array(&self) -> &[u32] {
        self.arrays.program()
    }

    /// The platters of an active array, or `None`.
    #[must_use]
    pub fn array(&self, identifier: u32) -> Option<&[u32]> {
        self.arrays.array(identifier)
    }

    /// Identifiers of all active arrays but 0, ascending.
    pub fn active_identifiers(&self) -> impl Iterator<Item = u32> + '_ {
        self.arrays.active_identifiers()
    }

    /// The arrays, to look at.
    #[must_use]
    pub fn arrays(&self) -> &Arrays {
        &self.arrays
    }

    /// The arrays, for engines.
    pub fn arrays_mut(&mut self) -> &mut Arrays {
        &mut self.arrays
    }

    /// Counts arrays, platters and bytes.
    #[must_use]
    pub fn census(&self) -> Census {
        self.arrays.census()
    }

    /// The failure of `kind` at the present finger, with all that is known.
    pub(super) fn failure(&self, kind: FailureKind, array: Option<(u32, Option<u32>)>) -> Failure {
        let finger = self.finger();
        Failure {
            kind,
            finger,
            platter: self.arrays.fetch(finger),
            registers: self.registers(),
            array: array.map(|(identifier, offset)| ArrayKnowledge {
                identifier,
                state: self.arrays.knowledge(identifier),
                offset,
            }),
        }
    }
}
