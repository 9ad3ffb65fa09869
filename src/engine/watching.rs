//! Owns runs that stop where a register or a platter changes: what is watched, and how far may
//! be interpreted at a time so that no change is passed. Deliberately knows neither who wants to
//! know, nor how it is told.
//!
//! A platter is watched by identifier and offset, as a place, whichever array has the identifier:
//! so a run also stops where that array is abandoned, and where another one is allocated that has
//! such a platter. Identifiers are the same each time a program runs, so what is watched means
//! the same when it begins anew, or is taken back.
//!
//! All is interpreted meanwhile. Compiled code is kept, and neither asked nor made slower.

use super::dispatch::Engine;
use super::linker::Linker;
use super::observer::Alertness;
use super::places::{Places, STRETCH_MAX};
use crate::um::instruction::{a, b, c, operator, special_a};
use crate::um::{Machine, MemoryError, Register, Stop};

/// Something that is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// A register.
    Register(Register),
    /// A platter of whichever array has this identifier, while one has.
    Platter {
        /// The array's.
        identifier: u32,
        /// In that array.
        offset: u32,
    },
}

impl Watched {
    /// What is there; nothing where there is no such platter.
    #[must_use]
    #[inline(never)] // It is in an inner loop, and the page's weight counts more.
    pub fn value(self, machine: &Machine) -> Option<u32> {
        match self {
            Self::Register(register) => Some(machine.registers()[register.index()]),
            Self::Platter { identifier, offset } => {
                machine.array(identifier)?.get(offset as usize).copied()
            }
        }
    }
}

/// One of the watched that has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which of them, counted from 0.
    pub nth: usize,
    /// What was there; nothing where there was no such platter.
    pub was: Option<u32>,
    /// What is there now.
    pub is: Option<u32>,
}

/// An instruction that changed some of the watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where it stood in the 0 array of then.
    pub finger: u32,
    /// It, as it was then.
    pub platter: u32,
    /// One at least, in the order of the watched.
    pub changes: Vec<Change>,
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The machine stopped, or the budget is spent.
    Stopped(Stop),
    /// The finger stands at one of the places.
    Arrived,
    /// The last instruction changed what is watched.
    Changed(Changed),
}

/// What a run is to stop at the change of.
#[derive(Clone, Debug)]
pub struct Watches {
    watched: Vec<Watched>,
    /// A bit for each register.
    registers: u8,
    /// There are platters among them.
    has_platters: bool,
}

/// Has the interpreter do one instruction at least, then others until one has changed what is
/// watched, the finger stands at one of `fingers`, or the budget is spent.
///
/// # Errors
/// As [`Machine::run`].
pub fn run_watching(
    machine: &mut Machine,
    watches: &Watches,
    fingers: &[u32],
    budget_instructions: u64,
) -> Result<Sight, MemoryError> {
    let places = Places::new(fingers);
    watches.run(machine, &places, budget_instructions, &mut Machine::run)
}

impl<L: Linker> Engine<L> {
    /// As [`run_watching`]. With the same results to the last instruction.
    ///
    /// # Errors
    /// As [`Machine::run`].
    pub fn run_watching(
        &mut self,
        machine: &mut Machine,
        watches: &Watches,
        fingers: &[u32],
        budget_instructions: u64,
    ) -> Result<Sight, MemoryError> {
        let places = Places::new(fingers);
        self.stop_at(&places);
        let awake = std::mem::replace(&mut self.alertness, Alertness::asleep());
        self.is_aside = true;
        let sight = watches.run(
            machine,
            &places,
            budget_instructions,
            &mut |machine, given| self.run_by(machine, given, Self::alternate),
        );
        self.is_aside = false;
        self.alertness = awake;
        sight
    }
}

impl Watches {
    /// These are watched.
    #[must_use]
    pub fn new(watched: Vec<Watched>) -> Self {
        let (mut registers, mut has_platters) = (0, false);
        for one in &watched {
            match one {
                Watched::Register(register) => registers |= 1 << register.number(),
                Watched::Platter { .. } => has_platters = true,
            }
        }
        Self {
            watched,
            registers,
            has_platters,
        }
    }

    /// The run, of which `go` does so many instructions at a time.
    fn run(
        &self,
        machine: &mut Machine,
        places: &Places,
        budget_instructions: u64,
        go: &mut dyn FnMut(&mut Machine, u64) -> Result<Stop, MemoryError>,
    ) -> Result<Sight, MemoryError> {
        let end = machine.instructions().saturating_add(budget_instructions);
        let held: Vec<_> = self.watched.iter().map(|one| one.value(machine)).collect();
        loop {
            let before = machine.instructions();
            let given = places.stretch(machine, self.stretch(machine, end - before));
            // Only the last can change anything, its own platter among it.
            let ahead = (given as u32).wrapping_sub(1);
            let finger = machine.finger().wrapping_add(ahead);
            let platter = machine.zero_array().get(finger as usize).copied();
            let stop = go(machine, given)?;
            let mut changes = Vec::new();
            for (nth, (one, &was)) in self.watched.iter().zip(&held).enumerate() {
                let is = one.value(machine);
                if is != was {
                    changes.push(Change { nth, was, is });
                }
            }
            if let Some(platter) = platter
                && !changes.is_empty()
            {
                return Ok(Sight::Changed(Changed {
                    finger,
                    platter,
                    changes,
                }));
            }
            let has_moved = machine.instructions() > before;
            if stop == Stop::BudgetSpent && has_moved && places.contains(machine.finger()) {
                return Ok(Sight::Arrived);
            }
            if stop != Stop::BudgetSpent || machine.instructions() == end {
                return Ok(Sight::Stopped(stop));
            }
        }
    }

    /// How many of the `left` instructions may be done at a time: of those that certainly follow
    /// one upon the other, up to one that may change what is watched, or after which the next may
    /// be another.
    fn stretch(&self, machine: &Machine, left: u64) -> u64 {
        let ahead = machine.zero_array().get(machine.finger() as usize..);
        let ahead = ahead.unwrap_or_default().iter().take(STRETCH_MAX as usize);
        let mut count = 0;
        for &platter in ahead {
            count += 1;
            if self.ends_at(platter) {
                break;
            }
        }
        // Outside the 0 array there is one to fail.
        count.max(1).min(left)
    }

    /// Of what sets no register one may be named all the same: that costs a look, no more.
    fn ends_at(&self, platter: u32) -> bool {
        let register = match platter >> 28 {
            operator::LOAD_PROGRAM | operator::ARRAY_AMENDMENT => return true,
            operator::ALLOCATION | operator::ABANDONMENT if self.has_platters => return true,
            operator::ALLOCATION => b(platter),
            operator::INPUT => c(platter),
            operator::ORTHOGRAPHY => special_a(platter),
            _ => a(platter),
        };
        self.registers >> register.number() & 1 != 0
    }
}
