//! Owns the faults of generated programs: what makes each kind of failure happen.
//! Deliberately does not know when one is committed.

use super::Fault;
use super::emitter::{Emitter, Label, orthography};
use super::lower::scratch;

/// What fails with `fault`; `end` is behind the program.
pub fn commit(code: &mut Emitter, fault: Fault, end: Label, first: u8) {
    let [x, y, zero] = scratch(first);
    code.platter(orthography(zero, 0));
    match fault {
        Fault::InvalidInstruction => code.platter(0xe000_0000 | u32::from(first)),
        Fault::FingerOutOfRange => {
            code.set_label(x, end, u32::from(first) * 100_000);
            code.load_program(zero, x);
        }
        Fault::InactiveArray => {
            code.set(x, 3, y);
            code.allocate(x, x);
            code.abandon(x);
            code.index(y, x, zero);
        }
        Fault::OffsetOutOfRange => {
            // A new array, empty, short or long, one past its end.
            code.set(x, u32::from(first) * 90, y);
            code.allocate(y, x);
            code.amend(y, x, zero);
        }
        Fault::AbandonZeroArray => code.abandon(zero),
        Fault::AbandonInactiveArray => {
            code.set(x, 3, y);
            code.allocate(y, x);
            code.abandon(y);
            code.abandon(y);
        }
        Fault::DivisionByZero => code.divide(x, y, zero),
        Fault::LoadInactiveArray => {
            code.set(x, 3_000_000, y);
            code.load_program(x, zero);
        }
        Fault::OutputOutOfRange => {
            code.set(x, 256, y);
            code.output(x);
        }
    }
}
