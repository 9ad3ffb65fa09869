//! Owns the quick way through the frequent cases: a loop that compilers, V8's
//! most of all, can keep in machine registers. Deliberately leaves everything
//! rare to [`mod@super::settle`], before anything of the instruction has happened.

use super::super::instruction::{Register, a, b, c, operator, special_a, special_value};
use super::super::marks::Cover;
use super::super::observer::Observer;
use super::super::reach::Reach;
use super::super::registers::Registers;
use super::Position;

/// Why the loop was left; what needs the machine in place is done afterwards.
pub(super) enum Leave {
    /// Too close to the end of the 0 array or of the budget.
    Near,
    /// The instruction at the finger is one for [`mod@super::settle`].
    Rare,
    /// The instruction at the finger has no operator. Told apart from rare ones
    /// so that every operator number has a target of its own: the dispatch then
    /// needs no comparison with the last.
    Invalid,
    /// The observer wants to look at the jump just done.
    Look,
}

/// How many instructions one round of [`spin()`] does at most.
pub(super) const ROUND_INSTRUCTIONS: u32 = 4;

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

/// The spin cycle, from a position to one where something rare is to do.
///
/// A round of the loop does up to [`ROUND_INSTRUCTIONS`]: what compilers for
/// this machine put next to each other is done together, without looking at the
/// end in between, and with what the first makes still at hand for the second.
///
/// Everything that changes with each instruction but the registers is a local
/// of this one function, what does not change is in `reach`, and no reference
/// to either goes anywhere: only so do compilers keep them where they are fast,
/// V8's most of all. For the same reason it is part of whatever calls it: as a function
/// of its own, its arguments cost it machine registers. The finger moves on only once an
/// instruction is done, so that leaving anywhere leaves it on what is still to do.
///
/// Jumps are shown to the observer only if `SEES_JUMPS`. What it wants to see
/// amended is left to [`mod@super::settle`].
///
/// # Safety
/// The reach is up to date, its arrays alive and not borrowed, and
/// [`ROUND_INSTRUCTIONS`] are inside the 0 array and the budget.
#[inline(always)]
pub(super) unsafe fn spin<const SEES_JUMPS: bool, O: Observer>(
    reach: &Reach,
    cover: &Cover,
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
        // Until a jump, to this target.
        let target = 'block: loop {
            if at.is_after(last) {
                break 'run Leave::Near;
            }
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
                    continue 'block;
                }
                if platter & AMENDMENT_AT == amendment_at(register) {
                    let identifier = registers.get(a(platter));
                    if O::SEES_AMENDMENTS && identifier == 0 && cover.contains(offset) {
                        break 'run Leave::Rare;
                    }
                    // SAFETY: the caller's promise.
                    if !unsafe { reach.amend(identifier, offset, registers.get(c(platter))) } {
                        break 'run Leave::Rare;
                    }
                    at = at.further(1);
                    continue 'block;
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
                        break 'block chosen;
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
                    if O::SEES_AMENDMENTS && identifier == 0 && cover.contains(offset) {
                        break 'run Leave::Rare;
                    }
                    // SAFETY: the caller's promise.
                    if !unsafe { reach.amend(identifier, offset, registers.get(c(platter))) } {
                        break 'run Leave::Rare;
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
                    break 'block registers.get(c(platter));
                }
                operator::ORTHOGRAPHY => registers.set(special_a(platter), special_value(platter)),
                operator::HALT | operator::OUTPUT | operator::INPUT | operator::LOAD_PROGRAM => {
                    break 'run Leave::Rare;
                }
                _ => break 'run Leave::Invalid,
            }
            at = at.further(1);
        };
        // A jump, from `at`.
        let left = left_at_last
            .wrapping_add(last.words_from(at))
            .wrapping_sub(1);
        let is_looked_at = SEES_JUMPS && observer.wants(target);
        let words = left.min(reach.capacity().saturating_sub(target));
        if is_looked_at || words < ROUND_INSTRUCTIONS {
            *position = Position {
                finger: target,
                left: later + u64::from(left),
            };
            return if is_looked_at {
                Leave::Look
            } else {
                Leave::Near
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
