//! Owns runs that stop where a register or a platter changes: what is watched, and how far may
//! be interpreted at a time so that no change is passed. Deliberately knows neither who wants to
//! know, nor how it is told.
//!
//! A platter is watched by identifier and offset, as a place, whichever array has the identifier:
//! so a run also stops where that array is abandoned, and where another one is allocated that has
//! such a platter. Identifiers are the same each time a program runs, so what is watched means
//! the same when it begins anew, or is taken back.
//!
//! Compiled code leaves before what is watched may change, see [`super::guarding`]; so what changes
//! it is always interpreted.

use super::places::{Places, STRETCH_MAX};
use crate::jit::Guarded;
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
    guarded: Guarded,
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
    let mut lookout = Lookout::new(watches, machine);
    let stop = places.arrival(machine, |machine| {
        lookout.run(machine, &places, budget_instructions)
    })?;
    Ok(lookout.sight(stop))
}

impl Watches {
    /// These are watched.
    #[must_use]
    pub fn new(watched: Vec<Watched>) -> Self {
        let mut guarded = Guarded::default();
        for &one in &watched {
            match one {
                Watched::Register(register) => guarded.add_register(register),
                Watched::Platter { identifier, offset } => guarded.add_platter(identifier, offset),
            }
        }
        Self { watched, guarded }
    }

    /// What compiled code is not to change.
    pub(super) fn guarded(&self) -> &Guarded {
        &self.guarded
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
            operator::ALLOCATION | operator::ABANDONMENT if self.guarded.has_platters() => {
                return true;
            }
            operator::ALLOCATION => b(platter),
            operator::INPUT => c(platter),
            operator::ORTHOGRAPHY => special_a(platter),
            _ => a(platter),
        };
        self.guarded.has_register(register)
    }
}

/// A run's eye on what is watched.
#[derive(Debug)]
pub(super) struct Lookout<'a> {
    watches: &'a Watches,
    /// What there was when the run began, and is, until something changes.
    held: Vec<Option<u32>>,
    /// The last instruction of the present stretch, the one that may change something: where it
    /// stands, and itself.
    last: (u32, Option<u32>),
    changed: Option<Changed>,
}

impl<'a> Lookout<'a> {
    /// When a run begins.
    #[inline(never)] // With an engine or without; the page's weight counts more.
    pub fn new(watches: &'a Watches, machine: &Machine) -> Self {
        let held = watches.watched.iter().map(|one| one.value(machine));
        Self {
            held: held.collect(),
            watches,
            last: (0, None),
            changed: None,
        }
    }

    /// How many of the `left` instructions may be done until the next look.
    pub fn stretch(&mut self, machine: &Machine, left: u64) -> u64 {
        let given = self.watches.stretch(machine, left);
        let ahead = (given as u32).wrapping_sub(1);
        let finger = machine.finger().wrapping_add(ahead);
        self.last = (finger, machine.zero_array().get(finger as usize).copied());
        given
    }

    /// Whether the stretch that was done, or a part of it, has changed something.
    pub fn sees_change(&mut self, machine: &Machine) -> bool {
        let mut changes = Vec::new();
        for (nth, (one, &was)) in self.watches.watched.iter().zip(&self.held).enumerate() {
            let is = one.value(machine);
            if is != was {
                changes.push(Change { nth, was, is });
            }
        }
        if let (finger, Some(platter)) = self.last
            && !changes.is_empty()
        {
            self.changed = Some(Changed {
                finger,
                platter,
                changes,
            });
        }
        self.changed.is_some()
    }

    /// Has the interpreter go on; the budget counts as spent as soon as something has changed, or as
    /// [`Places::run`] says.
    pub fn run(
        &mut self,
        machine: &mut Machine,
        places: &Places,
        budget_instructions: u64,
    ) -> Result<Stop, MemoryError> {
        let end = machine.instructions().saturating_add(budget_instructions);
        loop {
            let given = self.stretch(machine, end - machine.instructions());
            let given = places.stretch(machine, given);
            let stop = machine.run(given)?;
            let is_over = self.sees_change(machine)
                || machine.instructions() == end
                || places.contains(machine.finger());
            if stop != Stop::BudgetSpent || is_over {
                return Ok(stop);
            }
        }
    }

    /// What the run came to that stopped so; nothing where it came to a place.
    pub fn sight(self, stop: Option<Stop>) -> Sight {
        match (self.changed, stop) {
            (Some(changed), _) => Sight::Changed(changed),
            (None, None) => Sight::Arrived,
            (None, Some(stop)) => Sight::Stopped(stop),
        }
    }
}
