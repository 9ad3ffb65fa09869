//! Owns the places that a run is to stop at, instructions named by their offsets in the 0
//! array, and how far may be interpreted at a time so that none is passed. Deliberately knows
//! no compiled code: none is made from such a place, see [`super::stopping`].

use crate::um::instruction::operator;
use crate::um::{Machine, MemoryError, Stop};

/// Instructions that are looked over at a time: most stretches end sooner, at a jump.
pub(super) const STRETCH_MAX: u64 = 32;

/// Has the interpreter do one instruction at least, then others until the finger of the
/// machine stands at one of `fingers` or the budget is spent. Why the machine stopped before;
/// nothing when it stands there.
///
/// # Errors
/// As [`Machine::run`].
pub fn run_to(
    machine: &mut Machine,
    fingers: &[u32],
    budget_instructions: u64,
) -> Result<Option<Stop>, MemoryError> {
    let places = Places::new(fingers);
    places.arrival(machine, |machine| places.run(machine, budget_instructions))
}

/// Where a run is to stop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Ascending, each once.
    fingers: Vec<u32>,
}

impl Places {
    pub fn new(fingers: &[u32]) -> Self {
        let mut fingers = fingers.to_vec();
        fingers.sort_unstable();
        fingers.dedup();
        Self { fingers }
    }

    pub fn is_empty(&self) -> bool {
        self.fingers.is_empty()
    }

    pub fn contains(&self, finger: u32) -> bool {
        self.fingers.binary_search(&finger).is_ok()
    }

    /// Those that are none of the others.
    pub fn without(&self, others: &Self) -> Vec<u32> {
        let new = self.fingers.iter().copied();
        new.filter(|&finger| !others.contains(finger)).collect()
    }

    /// As [`Machine::run`], but the budget counts as spent as soon as the finger stands at a
    /// place, one instruction further on at least.
    pub fn run(
        &self,
        machine: &mut Machine,
        budget_instructions: u64,
    ) -> Result<Stop, MemoryError> {
        let end = machine.instructions().saturating_add(budget_instructions);
        loop {
            let given = self.stretch(machine, end - machine.instructions());
            let stop = machine.run(given)?;
            let is_over = machine.instructions() == end || self.contains(machine.finger());
            if stop != Stop::BudgetSpent || is_over {
                return Ok(stop);
            }
        }
    }

    /// What a `run` comes to that ends as [`Places::run`] does; nothing when it came to a place.
    pub fn arrival(
        &self,
        machine: &mut Machine,
        run: impl FnOnce(&mut Machine) -> Result<Stop, MemoryError>,
    ) -> Result<Option<Stop>, MemoryError> {
        let before = machine.instructions();
        let stop = run(machine)?;
        let has_arrived = stop == Stop::BudgetSpent
            && machine.instructions() > before
            && self.contains(machine.finger());
        Ok((!has_arrived).then_some(stop))
    }

    /// How many of the `left` instructions may be done at a time: of those that certainly follow
    /// one upon the other, all before the next place, up to one after which the next may be
    /// another: a jump, or an amendment, which may be of the program.
    pub fn stretch(&self, machine: &Machine, left: u64) -> u64 {
        if self.is_empty() {
            return left;
        }
        let from = machine.finger();
        let next = self.fingers.partition_point(|&finger| finger <= from);
        let to = self.fingers.get(next).copied();
        let ahead = machine.zero_array().get(from as usize..);
        let mut count = 0;
        for (&platter, at) in ahead.unwrap_or_default().iter().zip(from..) {
            if count == STRETCH_MAX || Some(at) == to {
                break;
            }
            count += 1;
            if let operator::LOAD_PROGRAM | operator::ARRAY_AMENDMENT = platter >> 28 {
                break;
            }
        }
        // Outside the 0 array there is one to fail.
        count.max(1).min(left)
    }
}
