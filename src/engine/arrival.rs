//! Owns the run to instructions that were named: on to where the finger stands at one of them, and
//! not an instruction further. Deliberately knows neither compiled code nor semantics: it gives
//! whoever runs the machine budgets so small that no such place can be passed.

use crate::um::instruction::operator;
use crate::um::{Machine, MemoryError, Stop};

/// Instructions that are looked over at a time. Fewer than compiled code is entered with: most
/// stretches end sooner, at a jump.
const STRETCH_MAX: u64 = 32;

/// Has `run` do one instruction at least, then others until the finger of the machine stands at
/// one of `fingers` or the budget is spent, in stretches that it does as [`Machine::run`] does. Why the
/// machine stopped before; nothing when it stands there.
///
/// # Errors
/// As `run`.
pub fn run_to(
    machine: &mut Machine,
    fingers: &[u32],
    budget_instructions: u64,
    mut run: impl FnMut(&mut Machine, u64) -> Result<Stop, MemoryError>,
) -> Result<Option<Stop>, MemoryError> {
    let end = machine.instructions().saturating_add(budget_instructions);
    loop {
        let left = end - machine.instructions();
        if left == 0 {
            return Ok(Some(Stop::BudgetSpent));
        }
        let from = machine.finger();
        let to = fingers
            .iter()
            .copied()
            .filter(|&finger| finger > from)
            .min();
        let given = stretch(machine.zero_array(), from, to, left);
        match run(machine, given)? {
            Stop::BudgetSpent if fingers.contains(&machine.finger()) => return Ok(None),
            Stop::BudgetSpent => {}
            stop => return Ok(Some(stop)),
        }
    }
}

/// How many instructions from `from` on certainly follow one upon the other, at most `most`, and
/// end before `to`, further on, or with one after which the next may be another: a jump, or an amendment,
/// which may be of the program.
fn stretch(program: &[u32], from: u32, to: Option<u32>, most: u64) -> u64 {
    let ahead = program.get(from as usize..).unwrap_or_default();
    let mut count = 0;
    for (&platter, at) in ahead.iter().zip(from..) {
        if count == most.min(STRETCH_MAX) || Some(at) == to {
            break;
        }
        count += 1;
        if let operator::LOAD_PROGRAM | operator::ARRAY_AMENDMENT = platter >> 28 {
            break;
        }
    }
    // Outside the 0 array there is one to fail.
    count.max(1)
}
