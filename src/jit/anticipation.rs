//! Owns what is anticipated at an access to an array: the last platter of it that the
//! instructions from there on reach, whatever happens. So one guard at the first of
//! them stands for all. Deliberately proves nothing: where it is wrong code leaves
//! needlessly, and where an array is shorter the program is about to fail, which the
//! interpreter tells.
//!
//! The rule is that of bounds checks moved to where they are anticipated, as in Gupta,
//! "Optimizing array bound checks using flow analysis" (1993), on one path.

use super::state::{State, Value};
use crate::um::instruction::{Instruction, Register};
use crate::um::layout::SHORT_MAX;

/// Instructions that are looked at, at the most.
const INSTRUCTIONS_MAX: usize = 48;

/// What a register or a platter of the 0 array holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Constant(u32),
    /// The identifier of the array in question.
    Identifier,
    Anything,
}

/// The last constant offset below [`SHORT_MAX`] at which the instructions from
/// `finger` on index or amend the array that `identifier` identifies, as far as they are
/// followed: to a jump whose target is not known, or for a few dozen.
pub fn last_offset(program: &[u32], finger: u32, state: &State, identifier: Value) -> Option<u32> {
    let mut line = Line {
        state,
        identifier,
        registers: state.registers.map(|value| content(value, identifier)),
        cells: Vec::new(),
        knows_cells: true,
        last: None,
    };
    let mut finger = finger;
    for _ in 0..INSTRUCTIONS_MAX {
        let platter = program.get(finger as usize);
        let instruction = platter.and_then(|&platter| Instruction::decode(platter));
        let next = instruction.and_then(|instruction| line.step(finger, instruction));
        let Some(next) = next else { break };
        finger = next;
    }
    line.last
}

fn content(value: Value, identifier: Value) -> Content {
    match value {
        _ if value == identifier => Content::Identifier,
        Value::Constant(value) => Content::Constant(value),
        _ => Content::Anything,
    }
}

/// What is known while instructions are followed.
struct Line<'a> {
    state: &'a State,
    identifier: Value,
    registers: [Content; 8],
    /// Amended platters of the 0 array, the latest last.
    cells: Vec<(u32, Content)>,
    knows_cells: bool,
    last: Option<u32>,
}

impl Line<'_> {
    fn get(&self, register: Register) -> Content {
        self.registers[register.index()]
    }

    fn set(&mut self, register: Register, content: Content) {
        self.registers[register.index()] = content;
    }

    fn cell(&self, offset: u32) -> Content {
        if !self.knows_cells {
            return Content::Anything;
        }
        let amended = self.cells.iter().rev().find(|(of, _)| *of == offset);
        match amended {
            Some(&(_, content)) => content,
            None => self
                .state
                .cell(offset)
                .map_or(Content::Anything, |value| content(value, self.identifier)),
        }
    }

    fn reach(&mut self, offset: u32) {
        if offset < SHORT_MAX {
            self.last = self.last.max(Some(offset));
        }
    }

    fn fold(&mut self, a: Register, b: Register, c: Register, operate: fn(u32, u32) -> u32) {
        let folded = match (self.get(b), self.get(c)) {
            (Content::Constant(b), Content::Constant(c)) => Content::Constant(operate(b, c)),
            _ => Content::Anything,
        };
        self.set(a, folded);
    }

    /// Where the finger goes behind an instruction; `None` where that is not known, or
    /// compiled code does not go on.
    fn step(&mut self, finger: u32, instruction: Instruction) -> Option<u32> {
        match instruction {
            Instruction::Orthography { a, value } => self.set(a, Content::Constant(value)),
            Instruction::ConditionalMove { a, b, .. } => {
                if self.get(a) != self.get(b) {
                    self.set(a, Content::Anything);
                }
            }
            Instruction::ArrayIndex { a, b, c } => {
                let read = match (self.get(b), self.get(c)) {
                    (Content::Constant(0), Content::Constant(offset)) => self.cell(offset),
                    (Content::Identifier, Content::Constant(offset)) => {
                        self.reach(offset);
                        Content::Anything
                    }
                    _ => Content::Anything,
                };
                self.set(a, read);
            }
            Instruction::ArrayAmendment { a, b, c } => match (self.get(a), self.get(b)) {
                (Content::Constant(0), Content::Constant(offset)) => {
                    self.cells.push((offset, self.get(c)));
                }
                (Content::Constant(0), _) => self.knows_cells = false,
                (Content::Identifier, Content::Constant(offset)) => self.reach(offset),
                _ => {}
            },
            Instruction::Addition { a, b, c } => match (self.get(b), self.get(c)) {
                (content, Content::Constant(0)) | (Content::Constant(0), content) => {
                    self.set(a, content);
                }
                _ => self.fold(a, b, c, u32::wrapping_add),
            },
            Instruction::Multiplication { a, b, c } => self.fold(a, b, c, u32::wrapping_mul),
            Instruction::NotAnd { a, b, c } => self.fold(a, b, c, |b, c| !(b & c)),
            Instruction::Division { a, .. } => self.set(a, Content::Anything),
            Instruction::Allocation { b, .. } => self.set(b, Content::Anything),
            Instruction::Abandonment { c } if self.get(c) == Content::Identifier => return None,
            Instruction::Abandonment { .. } | Instruction::Output { .. } => {}
            Instruction::Halt | Instruction::Input { .. } => return None,
            Instruction::LoadProgram { b, c } => {
                return match (self.get(b), self.get(c)) {
                    (Content::Constant(0), Content::Constant(target)) => Some(target),
                    _ => None,
                };
            }
        }
        finger.checked_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asm::assemble;

    /// What is anticipated of the array in r1, r0 being 0, at the beginning of a program.
    fn anticipated(source: &str) -> Option<u32> {
        let program = assemble(source).unwrap_or_else(|error| panic!("{error}"));
        let mut state = State::new();
        state.registers[0] = Value::Constant(0);
        last_offset(&program, 0, &state, state.registers[1])
    }

    #[test]
    fn the_last_offset_counts_whatever_the_order() {
        let source = "r2 := 3; r3 := m[r1][r2]; r2 := 7; m[r1][r2] := r3; r2 := 5; r3 := m[r1][r2]";
        assert_eq!(anticipated(source), Some(7));
        assert_eq!(anticipated("r3 := m[r4][r0]; halt"), None);
        assert_eq!(anticipated("r2 := 400; r3 := m[r1][r2]; halt"), None);
    }

    #[test]
    fn the_identifier_is_followed_through_registers_and_the_0_array() {
        let source = "r2 := 900; m[r0][r2] := r1; r1 := 2; r4 := m[r0][r2]; r5 := r4 + r0\n\
                      r3 := m[r5][r1]; halt";
        assert_eq!(anticipated(source), Some(2));
        let elsewhere = "r2 := 900; m[r0][r2] := r1; r3 := 1; m[r0][r2] := r3; r4 := m[r0][r2]\n\
                         r3 := m[r4][r3]; halt";
        assert_eq!(anticipated(elsewhere), None);
        let anywhere = "r2 := 900; m[r0][r2] := r1; m[r0][r6] := r5; r4 := m[r0][r2]\n\
                        r3 := m[r4][r0]; halt";
        assert_eq!(anticipated(anywhere), None);
    }

    #[test]
    fn jumps_are_followed_when_they_have_one_target() {
        let source = "r3 := m[r1][r0]; r2 := on; goto r2 in program m[r0]; halt\n\
                      on: r2 := 4; r3 := m[r1][r2]; halt";
        assert_eq!(anticipated(source), Some(4));
        let choice = "r3 := m[r1][r0]; r2 := on; if (r3 != 0) r2 := r4; goto r2 in program m[r0]\n\
                      on: r2 := 4; r3 := m[r1][r2]; halt";
        assert_eq!(anticipated(choice), Some(0));
        let forever = "again: r3 := m[r1][r0]; r2 := again; goto r2 in program m[r0]";
        assert_eq!(anticipated(forever), Some(0));
    }

    #[test]
    fn nothing_is_anticipated_behind_an_end_or_an_abandonment() {
        let end = "r3 := m[r1][r0]; halt; r2 := 4; r3 := m[r1][r2]";
        assert_eq!(anticipated(end), Some(0));
        let abandoned = "r3 := m[r1][r0]; unmap m[r1]; r2 := 4; r3 := m[r1][r2]; halt";
        assert_eq!(anticipated(abandoned), Some(0));
        let asks = "r3 := m[r1][r0]; r3 := input(); r2 := 4; r3 := m[r1][r2]; halt";
        assert_eq!(anticipated(asks), Some(0));
    }

    #[test]
    fn an_offset_is_known_that_constants_make_and_counts_as_far_as_short_arrays_reach() {
        for (made, last) in [
            ("r2 := r3 + r4", Some(18)),
            ("r2 := r3 * r4", Some(45)),
            ("r2 := r3 nand r4; r2 := r2 nand r2", Some(3)),
            ("r2 := r3 / r4", None),
            ("r2 := r3 + r5", None),
            ("r2 := 253", Some(SHORT_MAX - 1)),
            ("r2 := 254", None),
        ] {
            let source = format!("r3 := 15; r4 := 3; r2 := 0; {made}; r6 := m[r1][r2]; halt");
            assert_eq!(anticipated(&source), last, "{made}");
        }
    }

    #[test]
    fn another_array_may_be_abandoned_and_a_move_that_changes_nothing_made() {
        let other = "r3 := m[r1][r0]; unmap m[r4]; r2 := 4; r3 := m[r1][r2]; halt";
        assert_eq!(anticipated(other), Some(4));
        let same = "r4 := r1 + r0; if (r5 != 0) r4 := r1; r2 := 4; r3 := m[r4][r2]; halt";
        assert_eq!(anticipated(same), Some(4));
    }
}
