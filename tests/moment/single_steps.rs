//! Owns the slow and sure way to a place: one instruction after the other. Deliberately knows
//! neither stretches nor compiled code.

use um32::um::{Machine, MemoryError, Stop};

/// One instruction after the other until the finger stands at one of these.
pub fn step_to(
    machine: &mut Machine,
    fingers: &[u32],
    budget: u64,
) -> Result<Option<Stop>, MemoryError> {
    for _ in 0..budget {
        match machine.run(1)? {
            Stop::BudgetSpent if fingers.contains(&machine.finger()) => return Ok(None),
            Stop::BudgetSpent => {}
            stop => return Ok(Some(stop)),
        }
    }
    Ok(Some(Stop::BudgetSpent))
}
