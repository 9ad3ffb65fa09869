//! Owns the precise semantics of every operator: the reference that all other
//! engines are checked against and fall back on. Deliberately knows nothing of
//! compiled code; an engine that wants to learn from a run watches it as an
//! [`Observer`].

use super::arrays::Amendment;
use super::console::Input;
use super::failure::{ArrayState, FailureKind};
use super::instruction::{a, b, c, operator, special_a, special_value};
use super::machine::Machine;
use super::memory::MemoryError;
use super::stop::Stop;

/// What an observer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Go on.
    Continue,
    /// Leave the run, the instruction just seen being done and counted.
    Leave,
}

/// Watches a run. Every method is called after its instruction has been done.
pub trait Observer {
    /// Load program from the 0 array: the finger goes to `target`.
    fn jumped(&mut self, target: u32) -> Wish;
    /// The platter at `offset` of the 0 array was amended.
    fn amended_program(&mut self, offset: u32) -> Wish;
    /// Load program from another array: the 0 array is a new one.
    fn loaded_program(&mut self) -> Wish;
}

/// Watches nothing and costs nothing.
#[derive(Debug)]
pub struct Unobserved;

impl Observer for Unobserved {
    #[inline(always)]
    fn jumped(&mut self, _: u32) -> Wish {
        Wish::Continue
    }
    #[inline(always)]
    fn amended_program(&mut self, _: u32) -> Wish {
        Wish::Continue
    }
    #[inline(always)]
    fn loaded_program(&mut self) -> Wish {
        Wish::Continue
    }
}

/// Why the interpreter left off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The machine stopped.
    Stopped(Stop),
    /// The observer asked.
    Asked,
}

/// Why the loop was left; what needs the machine in place is made afterwards.
enum Leave {
    Stop(Stop),
    Asked,
    Fail(FailureKind),
    FailArray(FailureKind, u32, Option<u32>),
    Access(u32, u32),
    Memory(MemoryError),
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
    let mut registers = machine.registers();
    let mut finger = machine.finger();
    let mut left = budget;
    let leave = cycle(machine, &mut registers, &mut finger, &mut left, observer);
    machine.set_position(&registers, finger);
    machine.instructions += budget - left;
    machine.halted = matches!(leave, Leave::Stop(Stop::Halted));
    Ok(match leave {
        Leave::Stop(stop) => Pause::Stopped(stop),
        Leave::Asked => Pause::Asked,
        Leave::Memory(error) => return Err(error),
        Leave::Fail(kind) => Pause::Stopped(Stop::Failed(machine.failure(kind, None))),
        Leave::FailArray(kind, identifier, offset) => Pause::Stopped(Stop::Failed(
            machine.failure(kind, Some((identifier, offset))),
        )),
        Leave::Access(identifier, offset) => {
            let kind = match machine.arrays.knowledge(identifier) {
                ArrayState::Active { .. } => FailureKind::OffsetOutOfRange,
                _ => FailureKind::InactiveArray,
            };
            Pause::Stopped(Stop::Failed(
                machine.failure(kind, Some((identifier, Some(offset)))),
            ))
        }
    })
}

/// The spin cycle. `finger` and `left` change only once an instruction is done,
/// so that leaving anywhere leaves the finger on what is still to do.
#[inline(always)]
fn cycle<O: Observer>(
    machine: &mut Machine,
    registers: &mut [u32; 8],
    finger: &mut u32,
    left: &mut u64,
    observer: &mut O,
) -> Leave {
    let Machine {
        arrays, console, ..
    } = machine;
    loop {
        if *left == 0 {
            return Leave::Stop(Stop::BudgetSpent);
        }
        let Some(platter) = arrays.fetch(*finger) else {
            return Leave::FailArray(FailureKind::FingerOutOfRange, 0, None);
        };
        let mut wish = Wish::Continue;
        let mut next = finger.wrapping_add(1);
        let (ra, rb, rc) = (a(platter).index(), b(platter).index(), c(platter).index());
        match platter >> 28 {
            operator::CONDITIONAL_MOVE => {
                if registers[rc] != 0 {
                    registers[ra] = registers[rb];
                }
            }
            operator::ARRAY_INDEX => match arrays.index(registers[rb], registers[rc]) {
                Some(value) => registers[ra] = value,
                None => return Leave::Access(registers[rb], registers[rc]),
            },
            operator::ARRAY_AMENDMENT => {
                match arrays.amend(registers[ra], registers[rb], registers[rc]) {
                    Ok(Amendment::Done) => {
                        if registers[ra] == 0 {
                            wish = observer.amended_program(registers[rb]);
                        }
                    }
                    Ok(Amendment::Refused) => return Leave::Access(registers[ra], registers[rb]),
                    Err(error) => return Leave::Memory(error),
                }
            }
            operator::ADDITION => registers[ra] = registers[rb].wrapping_add(registers[rc]),
            operator::MULTIPLICATION => registers[ra] = registers[rb].wrapping_mul(registers[rc]),
            operator::DIVISION => match registers[rb].checked_div(registers[rc]) {
                Some(quotient) => registers[ra] = quotient,
                None => return Leave::Fail(FailureKind::DivisionByZero),
            },
            operator::NOT_AND => registers[ra] = !(registers[rb] & registers[rc]),
            operator::HALT => {
                *finger = next;
                *left -= 1;
                return Leave::Stop(Stop::Halted);
            }
            operator::ALLOCATION => match arrays.allocate(registers[rc]) {
                Ok(identifier) => registers[rb] = identifier,
                Err(error) => return Leave::Memory(error),
            },
            operator::ABANDONMENT => {
                let identifier = registers[rc];
                if !arrays.abandon(identifier) {
                    return match identifier {
                        0 => Leave::FailArray(FailureKind::AbandonZeroArray, 0, None),
                        _ => Leave::FailArray(FailureKind::AbandonInactiveArray, identifier, None),
                    };
                }
            }
            operator::OUTPUT => {
                let Ok(byte) = u8::try_from(registers[rc]) else {
                    return Leave::Fail(FailureKind::OutputOutOfRange);
                };
                if !console.print(byte) {
                    return Leave::Stop(Stop::OutputFull);
                }
            }
            operator::INPUT => match console.read() {
                Input::Byte(byte) => registers[rc] = u32::from(byte),
                Input::Ended => registers[rc] = u32::MAX,
                Input::Awaited => return Leave::Stop(Stop::AwaitingInput),
            },
            operator::LOAD_PROGRAM => {
                next = registers[rc];
                let identifier = registers[rb];
                if identifier == 0 {
                    wish = observer.jumped(next);
                } else {
                    match arrays.load_program(identifier) {
                        Ok(true) => wish = observer.loaded_program(),
                        Ok(false) => {
                            return Leave::FailArray(
                                FailureKind::LoadInactiveArray,
                                identifier,
                                None,
                            );
                        }
                        Err(error) => return Leave::Memory(error),
                    }
                }
            }
            operator::ORTHOGRAPHY => {
                registers[special_a(platter).index()] = special_value(platter);
            }
            _ => return Leave::Fail(FailureKind::InvalidInstruction),
        }
        *finger = next;
        *left -= 1;
        if wish == Wish::Leave {
            return Leave::Asked;
        }
    }
}
