//! Owns what is noted of a run that is done over again, to learn what led to where it ended:
//! which instruction was the last to set each register, to allocate and to abandon one array, to
//! amend one platter of the program, to load another program, to jump. Deliberately knows
//! neither why that is asked nor the words for it.
//!
//! It looks at the machine before each instruction and after it, which takes many times as
//! long as a run: only the end of one that somebody asks about is done so. An observer of the
//! interpreter's would be quicker, and as large as the interpreter again.

use super::instruction::{Instruction, Register};
use super::machine::Machine;
use super::memory::MemoryError;
use super::stop::Stop;

/// What an instruction was the last to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedKind {
    /// It set this register, to the deed's value.
    Set(Register),
    /// It allocated the array that is asked about, of so many platters as the deed's value.
    Allocated,
    /// It abandoned that array.
    Abandoned,
    /// It amended the platter that is asked about, to the deed's value.
    Amended,
    /// It loaded a program from another array, whose identifier is the deed's value.
    Loaded,
    /// It was a load program, this or any other: the finger went to the deed's value.
    Jumped,
    /// It was the last of all.
    Done,
}

/// An instruction that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Where it stood in the 0 array of then.
    pub finger: u32,
    /// It.
    pub platter: u32,
    /// Instructions done before it.
    pub instructions: u64,
    /// See [`DeedKind`].
    pub value: u32,
}

/// As many kinds there are.
pub const DEED_KINDS: usize = 14;

impl DeedKind {
    /// Its place in [`Trace::deeds`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Set(register) => register.index(),
            Self::Allocated => 8,
            Self::Abandoned => 9,
            Self::Amended => 10,
            Self::Loaded => 11,
            Self::Jumped => 12,
            Self::Done => 13,
        }
    }
}

/// The notes of a run.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    array: Option<u32>,
    platter: Option<u32>,
    deeds: [Option<Deed>; DEED_KINDS],
}

impl Trace {
    /// Nothing is noted yet. Asked about are the array with this identifier, and the platter at
    /// this offset of the 0 array.
    #[must_use]
    pub fn of(array: Option<u32>, platter: Option<u32>) -> Self {
        Self {
            array,
            platter,
            ..Self::default()
        }
    }

    /// As [`Machine::run`], and notes what is done. `step` does one instruction.
    ///
    /// # Errors
    /// As [`Machine::run`].
    pub fn run(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
        step: impl Fn(&mut Machine) -> Result<Stop, MemoryError>,
    ) -> Result<Stop, MemoryError> {
        for _ in 0..budget_instructions {
            let (instructions, finger) = (machine.instructions(), machine.finger());
            let before = machine.registers();
            let platter = machine.zero_array().get(finger as usize).copied();
            let stop = step(machine)?;
            if let Some(platter) = platter
                && machine.instructions() > instructions
            {
                let deed = Deed {
                    finger,
                    platter,
                    instructions,
                    value: 0,
                };
                self.note(deed, &before, &machine.registers());
            }
            if stop != Stop::BudgetSpent {
                return Ok(stop);
            }
        }
        Ok(Stop::BudgetSpent)
    }

    /// A deed was done, and made `after` of the registers.
    fn note(&mut self, done: Deed, before: &[u32; 8], after: &[u32; 8]) {
        let deeds = &mut self.deeds;
        let mut note = |kind: DeedKind, value| {
            deeds[kind.index()] = Some(Deed { value, ..done });
        };
        note(DeedKind::Done, 0);
        let Some(instruction) = Instruction::decode(done.platter) else {
            return;
        };
        let held = |register: Register| before[register.index()];
        if let Some(register) = instruction.writes()
            && !matches!(instruction, Instruction::ConditionalMove { c, .. } if held(c) == 0)
        {
            note(DeedKind::Set(register), after[register.index()]);
        }
        match instruction {
            Instruction::Allocation { b, c } if self.array == Some(after[b.index()]) => {
                note(DeedKind::Allocated, held(c));
            }
            Instruction::Abandonment { c } if self.array == Some(held(c)) => {
                note(DeedKind::Abandoned, held(c));
            }
            Instruction::ArrayAmendment { a, b, c }
                if held(a) == 0 && self.platter == Some(held(b)) =>
            {
                note(DeedKind::Amended, held(c));
            }
            Instruction::LoadProgram { b, c } => {
                note(DeedKind::Jumped, held(c));
                if held(b) != 0 {
                    note(DeedKind::Loaded, held(b));
                    // What was amended was of the program before.
                    deeds[DeedKind::Amended.index()] = None;
                }
            }
            _ => {}
        }
    }

    /// What was done last of each kind, as far as it was done at all.
    #[must_use]
    pub fn deeds(&self) -> &[Option<Deed>; DEED_KINDS] {
        &self.deeds
    }
}
