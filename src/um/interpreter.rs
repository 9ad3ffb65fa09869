//! Owns the precise semantics of every operator: the reference that all other
//! engines are checked against and fall back on. Deliberately knows nothing of
//! compiled code; an engine that wants to learn from a run watches it as an
//! [`Observer`].

use super::arrays::Amendment;
use super::console::Input;
use super::failure::{ArrayState, FailureKind};
use super::instruction::{a, b, c, operator, special_a, special_value};
use super::layout::state;
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
    fn jumped(&mut self, target: u32, registers: &[u32; 8]) -> Wish;
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
    fn jumped(&mut self, _: u32, _: &[u32; 8]) -> Wish {
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
    let (registers, path, leave) = spin(machine, budget, observer);
    machine.set_position(&registers, path.finger);
    machine.instructions += budget - path.left();
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

/// The finger on its way through a straight piece of program, from a jump's
/// target on. Instructions are counted a piece at a time, and one comparison
/// with `end` checks both the 0 array's capacity and the budget.
#[derive(Clone, Copy)]
struct Path {
    finger: u32,
    /// Where the piece began: everything before it is counted.
    start: u32,
    /// The first offset that is outside the 0 array or beyond the budget.
    end: u32,
    /// Budget left at `start`.
    left: u64,
}

impl Path {
    /// A piece that begins at `finger`.
    #[inline(always)]
    fn new(finger: u32, left: u64, capacity: u32) -> Self {
        let reach = u32::try_from(left).unwrap_or(u32::MAX);
        Self {
            finger,
            start: finger,
            end: finger.saturating_add(reach).min(capacity),
            left,
        }
    }

    /// Budget left at the finger.
    #[inline(always)]
    fn left(&self) -> u64 {
        self.left - u64::from(self.finger.wrapping_sub(self.start))
    }
}

/// The spin cycle, from a machine's position to the position where it leaves.
///
/// Everything that changes with each instruction is a local of this one
/// function, and no reference to it goes anywhere: only so do compilers keep it
/// in registers. The finger moves on only once an instruction is done, so that
/// leaving anywhere leaves it on what is still to do.
#[inline(always)]
fn spin<O: Observer>(
    machine: &mut Machine,
    budget: u64,
    observer: &mut O,
) -> ([u32; 8], Path, Leave) {
    let mut registers = machine.registers();
    let Machine {
        arrays, console, ..
    } = machine;
    let mut path = Path::new(
        arrays.state_word(state::FINGER),
        budget,
        arrays.program_capacity(),
    );
    let mut reach = arrays.reach();

    macro_rules! register {
        ($number:expr) => {
            registers[$number.index()]
        };
    }

    let leave = loop {
        if path.finger >= path.end {
            break if path.left() == 0 {
                Leave::Stop(Stop::BudgetSpent)
            } else {
                Leave::FailArray(FailureKind::FingerOutOfRange, 0, None)
            };
        }
        // SAFETY: `reach` is renewed whenever the 0 array may have changed; the
        // finger is below `end`, which is at most the 0 array's capacity.
        let mut platter = unsafe { reach.fetch(path.finger) };
        // Two instructions in five are orthographies, often two in a row: a
        // branch of their own is cheaper than the dispatch.
        if platter >> 28 == operator::ORTHOGRAPHY {
            register!(special_a(platter)) = special_value(platter);
            path.finger += 1;
            if path.finger >= path.end {
                continue;
            }
            // SAFETY: as above.
            platter = unsafe { reach.fetch(path.finger) };
        }
        match platter >> 28 {
            operator::CONDITIONAL_MOVE => {
                if register!(c(platter)) != 0 {
                    register!(a(platter)) = register!(b(platter));
                }
            }
            operator::ARRAY_INDEX => {
                let (identifier, offset) = (register!(b(platter)), register!(c(platter)));
                // SAFETY: as above.
                match unsafe { reach.index(identifier, offset) }
                    .or_else(|| arrays.index(identifier, offset))
                {
                    Some(value) => register!(a(platter)) = value,
                    None => break Leave::Access(identifier, offset),
                }
            }
            operator::ARRAY_AMENDMENT => {
                let (identifier, offset) = (register!(a(platter)), register!(b(platter)));
                let value = register!(c(platter));
                // SAFETY: as above.
                if !unsafe { reach.amend(identifier, offset, value) } {
                    match arrays.amend(identifier, offset, value) {
                        Ok(Amendment::Done) => reach = arrays.reach(),
                        Ok(Amendment::Refused) => break Leave::Access(identifier, offset),
                        Err(error) => break Leave::Memory(error),
                    }
                }
                if identifier == 0 && observer.amended_program(offset) == Wish::Leave {
                    path.finger += 1;
                    break Leave::Asked;
                }
            }
            operator::ADDITION => {
                register!(a(platter)) = register!(b(platter)).wrapping_add(register!(c(platter)));
            }
            operator::MULTIPLICATION => {
                register!(a(platter)) = register!(b(platter)).wrapping_mul(register!(c(platter)));
            }
            operator::DIVISION => match register!(b(platter)).checked_div(register!(c(platter))) {
                Some(quotient) => register!(a(platter)) = quotient,
                None => break Leave::Fail(FailureKind::DivisionByZero),
            },
            operator::NOT_AND => {
                register!(a(platter)) = !(register!(b(platter)) & register!(c(platter)));
            }
            operator::HALT => {
                path.finger += 1;
                break Leave::Stop(Stop::Halted);
            }
            operator::ALLOCATION => match arrays.allocate(register!(c(platter))) {
                Ok(identifier) => register!(b(platter)) = identifier,
                Err(error) => break Leave::Memory(error),
            },
            operator::ABANDONMENT => {
                let identifier = register!(c(platter));
                if !arrays.abandon(identifier) {
                    let kind = match identifier {
                        0 => FailureKind::AbandonZeroArray,
                        _ => FailureKind::AbandonInactiveArray,
                    };
                    break Leave::FailArray(kind, identifier, None);
                }
                // Abandoning the array that shares the 0 array ends the sharing.
                reach = arrays.reach();
            }
            operator::OUTPUT => match u8::try_from(register!(c(platter))) {
                Ok(byte) if console.print(byte) => {}
                Ok(_) => break Leave::Stop(Stop::OutputFull),
                Err(_) => break Leave::Fail(FailureKind::OutputOutOfRange),
            },
            operator::INPUT => match console.read() {
                Input::Byte(byte) => register!(c(platter)) = u32::from(byte),
                Input::Ended => register!(c(platter)) = u32::MAX,
                Input::Awaited => break Leave::Stop(Stop::AwaitingInput),
            },
            operator::LOAD_PROGRAM => {
                let (identifier, target) = (register!(b(platter)), register!(c(platter)));
                let wish = if identifier == 0 {
                    observer.jumped(target, &registers)
                } else {
                    match arrays.load_program(identifier) {
                        Ok(true) => {
                            reach = arrays.reach();
                            observer.loaded_program()
                        }
                        Ok(false) => {
                            break Leave::FailArray(
                                FailureKind::LoadInactiveArray,
                                identifier,
                                None,
                            );
                        }
                        Err(error) => break Leave::Memory(error),
                    }
                };
                path = Path::new(target, path.left() - 1, reach.capacity());
                if wish == Wish::Leave {
                    break Leave::Asked;
                }
                continue;
            }
            operator::ORTHOGRAPHY => register!(special_a(platter)) = special_value(platter),
            _ => break Leave::Fail(FailureKind::InvalidInstruction),
        }
        path.finger += 1;
    };
    (registers, path, leave)
}
