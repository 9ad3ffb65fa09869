//! Owns the precise semantics of every operator: the reference that all other
//! engines are checked against and fall back on. Deliberately knows nothing of
//! compiled code; an engine that wants to learn from a run watches it as an
//! [`Observer`].

use super::arrays::{Amendment, Arrays};
use super::console::Input;
use super::failure::{ArrayState, FailureKind};
use super::instruction::{Register, a, b, c, operator, special_a, special_value};
use super::machine::Machine;
use super::memory::MemoryError;
use super::reach::Reach;
use super::registers::{File, Registers};
use super::stop::Stop;

pub use super::observer::{Observer, Unobserved, Wish};

/// Why the interpreter left off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The machine stopped.
    Stopped(Stop),
    /// The observer asked.
    Asked,
}

/// Why the loop was left; what needs the machine in place is done afterwards.
enum Leave {
    /// Too close to the end of the 0 array or of the budget.
    Near,
    /// The instruction at the finger is one for [`settle`].
    Rare,
    /// The instruction at the finger has no operator. Told apart from rare ones
    /// so that every operator number has a target of its own: the dispatch then
    /// needs no comparison with the last.
    Invalid,
    /// The observer asked.
    Asked,
}

/// How many instructions one round of [`spin`] does at most.
const ROUND_INSTRUCTIONS: u32 = 4;

/// The bits of a platter that make it an index at the offset in a known
/// register, and below those of an amendment and of a load program.
const INDEX_AT: u32 = 0xF000_0007;
const AMENDMENT_AT: u32 = 0xF000_0038;
const JUMP_TO: u32 = 0xF000_0007;

fn index_at(offset: Register) -> u32 {
    operator::ARRAY_INDEX << 28 | offset.index() as u32
}

fn amendment_at(offset: Register) -> u32 {
    operator::ARRAY_AMENDMENT << 28 | (offset.index() as u32) << 3
}

fn jump_to(finger: Register) -> u32 {
    operator::LOAD_PROGRAM << 28 | finger.index() as u32
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

/// The run proper: long stretches in [`spin`], what it leaves in [`settle`].
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
        if may_spin && !O::SEES_ACCESSES {
            // SAFETY: the finger is inside the 0 array, and nobody else has the
            // arrays meanwhile.
            match unsafe { spin(&machine.arrays.reach(), registers, position, observer) } {
                Leave::Near => continue,
                Leave::Asked => return Ok(Pause::Asked),
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

/// What became of an instruction in [`settle`].
enum Done {
    GoOn,
    Asked,
    Halted,
    /// Nothing happened.
    Not(Stop),
}

/// Does one instruction, whichever it is, with all checks and in full: what
/// [`spin`] is a quicker way of.
fn settle<O: Observer>(
    machine: &mut Machine,
    registers: Registers<'_>,
    platter: u32,
    next: &mut Position,
    observer: &mut O,
) -> Result<Done, Trouble> {
    let Machine {
        arrays, console, ..
    } = machine;
    let (a, b, c) = (a(platter), b(platter), c(platter));
    let wish = match platter >> 28 {
        operator::CONDITIONAL_MOVE => {
            if registers.get(c) != 0 {
                registers.set(a, registers.get(b));
            }
            Wish::Continue
        }
        operator::ARRAY_INDEX => {
            if O::SEES_ACCESSES {
                observer.accessed(next.finger - 1, arrays.is_short(registers.get(b)));
            }
            match arrays.index(registers.get(b), registers.get(c)) {
                Some(value) => {
                    registers.set(a, value);
                    Wish::Continue
                }
                None => return Err(access_failure(arrays, registers.get(b), registers.get(c))),
            }
        }
        operator::ARRAY_AMENDMENT => {
            if O::SEES_ACCESSES {
                observer.accessed(next.finger - 1, arrays.is_short(registers.get(a)));
            }
            match arrays.amend(registers.get(a), registers.get(b), registers.get(c))? {
                Amendment::Done if registers.get(a) == 0 => {
                    observer.amended_program(registers.get(b))
                }
                Amendment::Done => Wish::Continue,
                Amendment::Refused => {
                    return Err(access_failure(arrays, registers.get(a), registers.get(b)));
                }
            }
        }
        operator::ADDITION => {
            registers.set(a, registers.get(b).wrapping_add(registers.get(c)));
            Wish::Continue
        }
        operator::MULTIPLICATION => {
            registers.set(a, registers.get(b).wrapping_mul(registers.get(c)));
            Wish::Continue
        }
        operator::DIVISION => match registers.get(b).checked_div(registers.get(c)) {
            Some(quotient) => {
                registers.set(a, quotient);
                Wish::Continue
            }
            None => return Err(Trouble::Failure(FailureKind::DivisionByZero, None)),
        },
        operator::NOT_AND => {
            registers.set(a, !(registers.get(b) & registers.get(c)));
            Wish::Continue
        }
        operator::HALT => return Ok(Done::Halted),
        operator::ALLOCATION => {
            registers.set(b, arrays.allocate(registers.get(c))?);
            Wish::Continue
        }
        operator::ABANDONMENT => {
            let identifier = registers.get(c);
            if !arrays.abandon(identifier) {
                let kind = match identifier {
                    0 => FailureKind::AbandonZeroArray,
                    _ => FailureKind::AbandonInactiveArray,
                };
                return Err(Trouble::Failure(kind, Some((identifier, None))));
            }
            Wish::Continue
        }
        operator::OUTPUT => match u8::try_from(registers.get(c)) {
            Ok(byte) if console.print(byte) => Wish::Continue,
            Ok(_) => return Ok(Done::Not(Stop::OutputFull)),
            Err(_) => return Err(Trouble::Failure(FailureKind::OutputOutOfRange, None)),
        },
        operator::INPUT => {
            registers.set(
                c,
                match console.read() {
                    Input::Byte(byte) => u32::from(byte),
                    Input::Ended => u32::MAX,
                    Input::Awaited => return Ok(Done::Not(Stop::AwaitingInput)),
                },
            );
            Wish::Continue
        }
        operator::LOAD_PROGRAM if registers.get(b) == 0 => {
            next.finger = registers.get(c);
            observer.jumped(next.finger, &registers.values())
        }
        operator::LOAD_PROGRAM => {
            if !arrays.load_program(registers.get(b))? {
                return Err(Trouble::Failure(
                    FailureKind::LoadInactiveArray,
                    Some((registers.get(b), None)),
                ));
            }
            next.finger = registers.get(c);
            observer.loaded_program()
        }
        operator::ORTHOGRAPHY => {
            registers.set(special_a(platter), special_value(platter));
            Wish::Continue
        }
        _ => return Err(Trouble::Failure(FailureKind::InvalidInstruction, None)),
    };
    Ok(match wish {
        Wish::Continue => Done::GoOn,
        Wish::Leave => Done::Asked,
    })
}

/// The failure of an access to the array `identifier` at `offset`.
fn access_failure(arrays: &Arrays, identifier: u32, offset: u32) -> Trouble {
    let kind = match arrays.knowledge(identifier) {
        ArrayState::Active { .. } => FailureKind::OffsetOutOfRange,
        _ => FailureKind::InactiveArray,
    };
    Trouble::Failure(kind, Some((identifier, Some(offset))))
}

/// The spin cycle, from a position to one where something rare is to do.
///
/// A round of the loop does up to [`ROUND_INSTRUCTIONS`]: what compilers for
/// this machine put next to each other is done together, without looking at the
/// end in between, and with what the first makes still at hand for the second.
///
/// Everything that changes with each instruction but the registers is a local
/// of this one function, what does not change is in `reach`, and no reference
/// to either goes anywhere: only so do compilers keep them where they are fast,
/// V8's most of all. The finger moves on only once an instruction is done, so
/// that leaving anywhere leaves it on what is still to do.
///
/// # Safety
/// The reach is up to date, its arrays alive and not borrowed, and
/// [`ROUND_INSTRUCTIONS`] are inside the 0 array and the budget.
#[inline(never)]
unsafe fn spin<O: Observer>(
    reach: &Reach,
    registers: Registers<'_>,
    position: &mut Position,
    observer: &mut O,
) -> Leave {
    let reach = *reach;
    // One comparison with `last` checks the 0 array's capacity and the budget:
    // it is where the last round may begin. The budget of one spin fits 32
    // bits; what is beyond waits.
    let now = u32::try_from(position.left).unwrap_or(u32::MAX);
    let later = position.left - u64::from(now);
    let words = now.min(reach.capacity() - position.finger);
    let mut at = reach.place(position.finger);
    let mut last = at.further(words - ROUND_INSTRUCTIONS);
    let mut left_at_last = now - words + ROUND_INSTRUCTIONS;

    let leave = 'run: loop {
        if at.is_after(last) {
            break Leave::Near;
        }
        // What ends a round: a jump's target, or nothing.
        let target = 'round: {
            // SAFETY: `at` is not after `last`, so this platter and all that a
            // round goes on to are inside the 0 array.
            let mut platter = unsafe { at.read() };
            // Two instructions in five are orthographies: a branch of their own
            // is cheaper than the dispatch.
            if platter >> 28 == operator::ORTHOGRAPHY {
                let (register, offset) = (special_a(platter), special_value(platter));
                registers.set(register, offset);
                at = at.further(1);
                // SAFETY: as above.
                platter = unsafe { at.read() };
                if platter & INDEX_AT == index_at(register) {
                    // SAFETY: the caller's promise.
                    match unsafe { reach.index(registers.get(b(platter)), offset) } {
                        Some(value) => registers.set(a(platter), value),
                        None => break 'run Leave::Rare,
                    }
                    at = at.further(1);
                    continue 'run;
                }
                if platter & AMENDMENT_AT == amendment_at(register) {
                    let identifier = registers.get(a(platter));
                    // SAFETY: the caller's promise.
                    if !unsafe { reach.amend(identifier, offset, registers.get(c(platter))) } {
                        break 'run Leave::Rare;
                    }
                    at = at.further(1);
                    if identifier == 0 && observer.amended_program(offset) == Wish::Leave {
                        break 'run Leave::Asked;
                    }
                    continue 'run;
                }
                if platter >> 28 == operator::ORTHOGRAPHY {
                    registers.set(special_a(platter), special_value(platter));
                    at = at.further(1);
                    // SAFETY: as above.
                    platter = unsafe { at.read() };
                }
            }
            match platter >> 28 {
                operator::CONDITIONAL_MOVE => {
                    let register = a(platter);
                    let chosen = if registers.get(c(platter)) == 0 {
                        registers.get(register)
                    } else {
                        let value = registers.get(b(platter));
                        registers.set(register, value);
                        value
                    };
                    // SAFETY: as above.
                    let next = unsafe { at.further(1).read() };
                    if next & JUMP_TO == jump_to(register) && registers.get(b(next)) == 0 {
                        at = at.further(1);
                        break 'round chosen;
                    }
                }
                operator::ARRAY_INDEX => {
                    let (identifier, offset) =
                        (registers.get(b(platter)), registers.get(c(platter)));
                    // SAFETY: the caller's promise.
                    match unsafe { reach.index(identifier, offset) } {
                        Some(value) => registers.set(a(platter), value),
                        None => break 'run Leave::Rare,
                    }
                }
                operator::ARRAY_AMENDMENT => {
                    let (identifier, offset) =
                        (registers.get(a(platter)), registers.get(b(platter)));
                    // SAFETY: the caller's promise.
                    if !unsafe { reach.amend(identifier, offset, registers.get(c(platter))) } {
                        break 'run Leave::Rare;
                    }
                    if identifier == 0 && observer.amended_program(offset) == Wish::Leave {
                        at = at.further(1);
                        break 'run Leave::Asked;
                    }
                }
                operator::ADDITION => {
                    let (b, c) = (registers.get(b(platter)), registers.get(c(platter)));
                    registers.set(a(platter), b.wrapping_add(c));
                }
                operator::MULTIPLICATION => {
                    let (b, c) = (registers.get(b(platter)), registers.get(c(platter)));
                    registers.set(a(platter), b.wrapping_mul(c));
                }
                operator::DIVISION => {
                    let (b, c) = (registers.get(b(platter)), registers.get(c(platter)));
                    match b.checked_div(c) {
                        Some(quotient) => registers.set(a(platter), quotient),
                        None => break 'run Leave::Rare,
                    }
                }
                operator::NOT_AND => {
                    let (b, c) = (registers.get(b(platter)), registers.get(c(platter)));
                    registers.set(a(platter), !(b & c));
                }
                operator::ALLOCATION => {
                    // SAFETY: the caller's promise.
                    match unsafe { reach.allocate(registers.get(c(platter))) } {
                        Some(identifier) => registers.set(b(platter), identifier),
                        None => break 'run Leave::Rare,
                    }
                }
                operator::ABANDONMENT => {
                    // SAFETY: the caller's promise.
                    if !unsafe { reach.abandon(registers.get(c(platter))) } {
                        break 'run Leave::Rare;
                    }
                }
                operator::LOAD_PROGRAM if registers.get(b(platter)) == 0 => {
                    break 'round registers.get(c(platter));
                }
                operator::ORTHOGRAPHY => registers.set(special_a(platter), special_value(platter)),
                operator::HALT | operator::OUTPUT | operator::INPUT | operator::LOAD_PROGRAM => {
                    break 'run Leave::Rare;
                }
                _ => break 'run Leave::Invalid,
            }
            at = at.further(1);
            continue 'run;
        };
        // A jump, from `at`.
        let left = left_at_last
            .wrapping_add(last.words_from(at))
            .wrapping_sub(1);
        let wish = observer.jumped(target, &registers.values());
        let words = left.min(reach.capacity().saturating_sub(target));
        if wish == Wish::Leave || words < ROUND_INSTRUCTIONS {
            *position = Position {
                finger: target,
                left: later + u64::from(left),
            };
            return match wish {
                Wish::Leave => Leave::Asked,
                Wish::Continue => Leave::Near,
            };
        }
        at = reach.place(target);
        last = at.further(words - ROUND_INSTRUCTIONS);
        left_at_last = left - words + ROUND_INSTRUCTIONS;
    };
    *position = Position {
        finger: at.words_from(reach.place(0)),
        left: later + u64::from(left_at_last.wrapping_add(last.words_from(at))),
    };
    leave
}
