//! Owns the run: from where the machine stands to where it stops. The operators'
//! semantics, which all other engines are checked against and fall back on, are
//! in `settle`; `spin` is a quicker way of the frequent cases. Deliberately
//! knows nothing of compiled code; an engine that wants to learn from a run
//! watches it as an [`Observer`].

mod settle;
mod spin;

use self::settle::{Done, settle};
use self::spin::{Leave, ROUND_INSTRUCTIONS, spin};
use super::failure::FailureKind;
use super::machine::Machine;
use super::memory::MemoryError;
use super::registers::{File, Registers};
use super::stop::Stop;

pub use super::observer::{ArrayKind, Observer, Unobserved, Wish};

/// Why the interpreter left off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The machine stopped.
    Stopped(Stop),
    /// The observer asked.
    Asked,
}

/// Where a run is.
#[derive(Clone, Copy)]
struct Position {
    finger: u32,
    /// Budget left at the finger.
    left: u64,
}

/// Runs at most `budget` instructions, exactly that many unless the machine
/// stops or the observer asks.
///
/// # Errors
/// [`MemoryError`] when the host has too little memory for an instruction.
pub fn run<O: Observer>(
    machine: &mut Machine,
    budget: u64,
    observer: &mut O,
) -> Result<Pause, MemoryError> {
    if machine.halted {
        return Ok(Pause::Stopped(Stop::Halted));
    }
    let file = File::default();
    let registers = Registers::load(&file, machine.registers());
    let mut position = Position {
        finger: machine.finger(),
        left: budget,
    };
    let end = proceed(machine, registers, &mut position, observer);
    machine.set_position(&registers.values(), position.finger);
    machine.instructions += budget - position.left;
    match end {
        Ok(pause) => Ok(pause),
        Err(Trouble::Memory(error)) => Err(error),
        Err(Trouble::Failure(kind, array)) => {
            Ok(Pause::Stopped(Stop::Failed(machine.failure(kind, array))))
        }
    }
}

/// What an instruction came to that could not be done.
enum Trouble {
    Failure(FailureKind, Option<(u32, Option<u32>)>),
    Memory(MemoryError),
}

impl From<MemoryError> for Trouble {
    fn from(error: MemoryError) -> Self {
        Self::Memory(error)
    }
}

/// The run proper: long stretches in [`spin()`], what it leaves in [`settle()`].
fn proceed<O: Observer>(
    machine: &mut Machine,
    registers: Registers<'_>,
    position: &mut Position,
    observer: &mut O,
) -> Result<Pause, Trouble> {
    loop {
        if position.left == 0 {
            return Ok(Pause::Stopped(Stop::BudgetSpent));
        }
        if position.finger >= machine.arrays.program_capacity() {
            let array = Some((0, None));
            return Err(Trouble::Failure(FailureKind::FingerOutOfRange, array));
        }
        let ahead = machine.arrays.program_capacity() - position.finger;
        let may_spin = u64::from(ahead).min(position.left) >= u64::from(ROUND_INSTRUCTIONS);
        if may_spin && !O::SEES_DETAILS {
            match hurry(machine, registers, position, observer) {
                Leave::Near => continue,
                Leave::Look => match observer.look(position.finger, &registers.values()) {
                    Wish::Leave => return Ok(Pause::Asked),
                    Wish::Continue => continue,
                },
                Leave::Rare | Leave::Invalid => {}
            }
        }
        let platter = machine.arrays.fetch(position.finger).unwrap_or(u32::MAX);
        // It is counted, and the finger goes on, only if it gets done.
        let mut next = Position {
            finger: position.finger + 1,
            left: position.left - 1,
        };
        let done = settle(machine, registers, platter, &mut next, observer)?;
        if let Done::Not(stop) = done {
            return Ok(Pause::Stopped(stop));
        }
        *position = next;
        observer.rested(1);
        match done {
            Done::Asked => return Ok(Pause::Asked),
            Done::Halted => {
                machine.halted = true;
                return Ok(Pause::Stopped(Stop::Halted));
            }
            Done::GoOn | Done::Not(_) => {}
        }
    }
}

/// Whether the observer rests for long enough to [`spin()`] meanwhile.
fn is_resting<O: Observer>(observer: &O) -> bool {
    observer.rest() >= u64::from(ROUND_INSTRUCTIONS)
}

/// A stretch in [`spin()`]: with no eye on jumps as long as the observer rests.
fn hurry<O: Observer>(
    machine: &Machine,
    registers: Registers<'_>,
    position: &mut Position,
    observer: &mut O,
) -> Leave {
    let reach = machine.arrays.reach();
    let cover = observer.cover();
    if O::SEES_JUMPS && !is_resting(observer) {
        // SAFETY: the finger is inside the 0 array, with budget enough, and nobody
        // else has the arrays meanwhile.
        return unsafe { spin::<true, O>(&reach, &cover, registers, position, observer) };
    }
    let given = position.left.min(observer.rest());
    let later = position.left - given;
    position.left = given;
    // SAFETY: as above.
    let leave = unsafe { spin::<false, O>(&reach, &cover, registers, position, observer) };
    observer.rested(given - position.left);
    position.left += later;
    leave
}
