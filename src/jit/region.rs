//! Owns the shape of the program around an entry: where a block's jump can go,
//! and which blocks are loop headers seen from the entry. Deliberately looks at
//! platters only, one block at a time; values across blocks are known only
//! while lowering.

use super::Request;
use crate::um::instruction::{Instruction, Register};
use rustc_hash::{FxHashMap, FxHashSet};

/// A block's scan gives up after this many instructions.
const BLOCK_MAX: usize = 4000;
/// Instructions of a block are counted up to here: that is asked often, and roughly.
const LENGTH_MAX: usize = 1000;
/// Blocks that one search looks at: more than a tree can hold.
const BLOCKS_MAX: usize = 400;
/// Constants that a register may be one of before it counts as unknown.
const CHOICES_MAX: usize = 4;

/// Instructions of the block at `entry`, those of a very long one not all counted.
#[must_use]
pub fn block_length(program: &[u32], entry: u32) -> u32 {
    let goes_on = |&&platter: &&u32| {
        let instruction = Instruction::decode(platter);
        instruction.is_some_and(|instruction| {
            !matches!(
                instruction,
                Instruction::LoadProgram { .. } | Instruction::Halt
            )
        })
    };
    let block = program.iter().skip(entry as usize).take(LENGTH_MAX);
    1 + block.take_while(goes_on).count() as u32
}

/// Successors of blocks, found once each.
pub struct Region<'a> {
    request: Request<'a>,
    successors: FxHashMap<u32, Vec<u32>>,
}

impl<'a> Region<'a> {
    pub fn new(request: Request<'a>) -> Self {
        Self {
            request,
            successors: FxHashMap::default(),
        }
    }

    /// Hot offsets that the block at `entry` can jump to, as far as constants
    /// within the block tell.
    fn successors(&mut self, entry: u32) -> &[u32] {
        let request = &self.request;
        self.successors.entry(entry).or_insert_with(|| {
            let constants = request.knowledge.constants(entry);
            let seen = |finger| request.knowledge.targets(finger);
            targets(request.program, entry, constants, seen)
                .into_iter()
                .filter(|&target| request.knowledge.is_hot(target))
                .collect()
        })
    }

    /// Blocks that a path from `root` comes back to while it is still on it:
    /// the targets of back edges of a depth-first search. Paths end where they go on
    /// in a block that `is_elsewhere`, by a call: to search on from there would cost
    /// more than all lowering.
    pub fn loop_headers(
        &mut self,
        root: u32,
        is_elsewhere: impl Fn(u32) -> bool,
    ) -> FxHashSet<u32> {
        let mut headers = FxHashSet::default();
        let mut on_path = FxHashSet::from_iter([root]);
        let mut seen = FxHashSet::from_iter([root]);
        let mut stack = vec![(root, 0)];
        while let Some((block, next)) = stack.last_mut() {
            let successor = self.successors(*block).get(*next).copied();
            *next += 1;
            match successor {
                None => {
                    on_path.remove(block);
                    stack.pop();
                }
                Some(target) if on_path.contains(&target) => {
                    headers.insert(target);
                }
                Some(target) => {
                    if seen.len() < BLOCKS_MAX && seen.insert(target) && !is_elsewhere(target) {
                        on_path.insert(target);
                        stack.push((target, 0));
                    }
                }
            }
        }
        headers
    }
}

/// What a register may hold: nothing known, or one of a few constants.
#[derive(Clone, Copy)]
struct Choices {
    constants: [u32; CHOICES_MAX],
    count: usize,
}

impl Choices {
    const UNKNOWN: Self = Self {
        constants: [0; CHOICES_MAX],
        count: 0,
    };

    fn one(constant: u32) -> Self {
        Self {
            constants: [constant; CHOICES_MAX],
            count: 1,
        }
    }

    fn as_slice(&self) -> &[u32] {
        &self.constants[..self.count]
    }

    fn single(&self) -> Option<u32> {
        if let &[constant] = self.as_slice() {
            Some(constant)
        } else {
            None
        }
    }

    /// Either of two; unknown when one is, or when there are too many.
    fn or(mut self, other: Self) -> Self {
        if self.count == 0 || other.count == 0 {
            return Self::UNKNOWN;
        }
        for &constant in other.as_slice() {
            if self.as_slice().contains(&constant) {
                continue;
            }
            if self.count == CHOICES_MAX {
                return Self::UNKNOWN;
            }
            self.constants[self.count] = constant;
            self.count += 1;
        }
        self
    }

    fn fold(b: Self, c: Self, operate: fn(u32, u32) -> u32) -> Self {
        match (b.single(), c.single()) {
            (Some(b), Some(c)) => Self::one(operate(b, c)),
            _ => Self::UNKNOWN,
        }
    }
}

/// Offsets that the jump at the end of the block at `entry` can go to; those it
/// was seen to go to when it is computed.
fn targets(
    program: &[u32],
    entry: u32,
    constants: [Option<u32>; 8],
    seen: impl FnOnce(u32) -> Vec<u32>,
) -> Vec<u32> {
    let mut known = constants.map(|constant| constant.map_or(Choices::UNKNOWN, Choices::one));
    let block = program.iter().skip(entry as usize).take(BLOCK_MAX);
    // The block first: its entry may be beyond the last offset there can be.
    for (&platter, finger) in block.zip(entry..) {
        let Some(instruction) = Instruction::decode(platter) else {
            return Vec::new();
        };
        let fold = |b: Register, c: Register, operate| {
            Choices::fold(known[b.index()], known[c.index()], operate)
        };
        match instruction {
            Instruction::Orthography { a, value } => known[a.index()] = Choices::one(value),
            Instruction::ConditionalMove { a, b, .. } => {
                known[a.index()] = known[b.index()].or(known[a.index()])
            }
            Instruction::Addition { a, b, c } => known[a.index()] = fold(b, c, u32::wrapping_add),
            Instruction::Multiplication { a, b, c } => {
                known[a.index()] = fold(b, c, u32::wrapping_mul)
            }
            Instruction::NotAnd { a, b, c } => known[a.index()] = fold(b, c, |b, c| !(b & c)),
            Instruction::ArrayIndex { a, .. } | Instruction::Division { a, .. } => {
                known[a.index()] = Choices::UNKNOWN;
            }
            Instruction::Allocation { b, .. } => known[b.index()] = Choices::UNKNOWN,
            Instruction::Input { c } => known[c.index()] = Choices::UNKNOWN,
            Instruction::LoadProgram { c, .. } => match known[c.index()].as_slice() {
                [] => return seen(finger),
                known => return known.to_vec(),
            },
            Instruction::Halt => return Vec::new(),
            Instruction::ArrayAmendment { .. }
            | Instruction::Abandonment { .. }
            | Instruction::Output { .. } => {}
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asm::assemble;
    use crate::jit::all_hot::request;

    /// From 0 to 10 to 20 and back to 10, or to 0.
    #[test]
    fn what_comes_back_through_code_elsewhere_is_no_loop() {
        let mut program = vec![0; 30];
        let place = |program: &mut Vec<u32>, offset: usize, source: &str| {
            let block = assemble(source).unwrap();
            program[offset..offset + block.len()].copy_from_slice(&block);
        };
        place(&mut program, 0, "r1 := 10; goto r1 in program m[r0]");
        place(&mut program, 10, "r1 := 20; goto r1 in program m[r0]");
        let back = "r1 := 10; r2 := 0; if (r3 != 0) r1 := r2; goto r1 in program m[r0]";
        place(&mut program, 20, back);
        let headers = |elsewhere: &[u32]| {
            let mut region = Region::new(request(&program));
            let found = region.loop_headers(0, |target| elsewhere.contains(&target));
            let mut found: Vec<u32> = found.into_iter().collect();
            found.sort_unstable();
            found
        };
        assert_eq!(headers(&[]), [0, 10]);
        assert!(headers(&[20]).is_empty());
        assert_eq!(
            headers(&[0]),
            [0, 10],
            "paths that come back to a tree are its own"
        );
    }

    #[test]
    fn a_block_is_as_long_as_it_is_up_to_its_jump() {
        let source = "r1 := r2 + r3; goto r1 in program m[r0]; r1 := 3; halt";
        let mut program = assemble(source).unwrap();
        program.extend([0; 2 * LENGTH_MAX]);
        let lengths = [0, 1, 2, 4, u32::MAX].map(|entry| block_length(&program, entry));
        assert_eq!(lengths, [2, 1, 2, 1 + LENGTH_MAX as u32, 1]);
    }

    #[test]
    fn a_conditional_jump_has_two_targets() {
        let program =
            assemble("r1 := 10; r2 := 20; if (r3 != 0) r1 := r2; goto r1 in program m[r0]")
                .unwrap();
        let found = targets(&program, 0, [None; 8], |_| unreachable!("it is known"));
        assert_eq!(found, [20, 10]);
    }

    #[test]
    fn a_computed_jump_has_those_that_were_seen() {
        let program = assemble("r1 := m[r0][r2]; goto r1 in program m[r0]").unwrap();
        let found = targets(&program, 0, [None; 8], |finger| vec![finger + 6, 3]);
        assert_eq!(found, [7, 3]);
    }

    #[test]
    fn a_target_that_constants_make_is_known_and_the_same_one_once() {
        let known = |source: &str| {
            let program = assemble(source).unwrap();
            targets(&program, 0, [None; 8], |_| vec![u32::MAX])
        };
        let ends = "goto r1 in program m[r0]";
        for (made, target) in [
            ("r1 := r2 + r3", 18),
            ("r1 := r2 * r3", 45),
            ("r1 := r2 nand r3; r1 := r1 nand r1", 3),
            ("r1 := 15; if (r4 != 0) r1 := r2", 15),
        ] {
            let source = format!("r2 := 15; r3 := 3; {made}; {ends}");
            assert_eq!(known(&source), [target], "{source}");
        }
        for unknown in [
            "r1 := r2 + r4",
            "r1 := r2 / r3",
            "r1 := m[r2][r3]",
            "r1 := map segment (r2 words)",
            "r1 := input()",
            "if (r4 != 0) r1 := r5",
            "if (r4 != 0) r6 := r1; r7 := 0; r1 := r6 + r7",
        ] {
            let source = format!("r2 := 15; r3 := 3; r1 := 15; {unknown}; {ends}");
            assert_eq!(known(&source), [u32::MAX], "{source}");
        }
    }

    #[test]
    fn a_jump_has_so_many_known_targets_and_no_more() {
        let moved = |last: u32| {
            let moves =
                (11..=last).map(|target| format!("r2 := {target}; if (r3 != 0) r1 := r2; "));
            let source = format!(
                "r1 := 10; {} goto r1 in program m[r0]",
                moves.collect::<String>()
            );
            let mut found = targets(&assemble(&source).unwrap(), 0, [None; 8], |_| vec![7]);
            found.sort_unstable();
            found
        };
        assert_eq!(moved(13), [10, 11, 12, 13]);
        assert_eq!(moved(14), [7]);
    }

    #[test]
    fn what_two_paths_come_to_is_no_loop() {
        let mut program = vec![0; 40];
        for (offset, source) in [
            (
                0,
                "r1 := 10; r2 := 20; if (r3 != 0) r1 := r2; goto r1 in program m[r0]",
            ),
            (10, "r1 := 30; goto r1 in program m[r0]"),
            (20, "r1 := 30; goto r1 in program m[r0]"),
            (30, "halt"),
        ] {
            let block = assemble(source).unwrap();
            program[offset..offset + block.len()].copy_from_slice(&block);
        }
        let mut region = Region::new(request(&program));
        assert!(region.loop_headers(0, |_| false).is_empty());
    }
}
