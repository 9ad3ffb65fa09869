//! Owns the precise semantics of every operator, one instruction at a time.
//! Deliberately does not hurry: [`mod@super::spin`] does.

use super::super::arrays::{Amendment, Arrays};
use super::super::console::Input;
use super::super::failure::FailureKind;
use super::super::instruction::{a, b, c, operator, special_a, special_value};
use super::super::machine::Machine;
use super::super::observer::{Observer, Wish};
use super::super::registers::Registers;
use super::super::stop::Stop;
use super::{Position, Trouble, is_resting};

/// What became of an instruction in [`settle()`].
pub(super) enum Done {
    GoOn,
    Asked,
    Halted,
    /// Nothing happened.
    Not(Stop),
}

/// Does one instruction, whichever it is, with all checks and in full: what
/// [`mod@super::spin`] is a quicker way of.
pub(super) fn settle<O: Observer>(
    machine: &mut Machine,
    registers: Registers<'_>,
    platter: u32,
    next: &mut Position,
    observer: &mut O,
) -> Result<Done, Trouble> {
    let Machine {
        arrays,
        console,
        ends_read,
        ..
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
            if O::SEES_DETAILS {
                observer.accessed(next.finger - 1, arrays.kind(registers.get(b)));
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
            if O::SEES_DETAILS {
                observer.accessed(next.finger - 1, arrays.kind(registers.get(a)));
            }
            match arrays.amend(registers.get(a), registers.get(b), registers.get(c))? {
                Amendment::Done
                    if registers.get(a) == 0 && observer.cover().contains(registers.get(b)) =>
                {
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
                    Input::Ended => {
                        *ends_read += 1;
                        u32::MAX
                    }
                    Input::Awaited => return Ok(Done::Not(Stop::AwaitingInput)),
                },
            );
            Wish::Continue
        }
        operator::LOAD_PROGRAM if registers.get(b) == 0 => {
            let finger = next.finger - 1;
            next.finger = registers.get(c);
            if O::SEES_DETAILS {
                observer.came_from(finger, next.finger);
            }
            if O::SEES_JUMPS && !is_resting(observer) && observer.wants(next.finger) {
                observer.look(next.finger, &registers.values())
            } else {
                Wish::Continue
            }
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
    let kind = match arrays.array(identifier) {
        Some(_) => FailureKind::OffsetOutOfRange,
        None => FailureKind::InactiveArray,
    };
    Trouble::Failure(kind, Some((identifier, Some(offset))))
}
