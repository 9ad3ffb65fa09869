//! Owns where paths go: what is lowered in place, what becomes a loop, a call
//! or an exit. Deliberately knows nothing of the operators in between.
//!
//! A loop header assumes the constants known when it is reached. When a jump
//! back to it disagrees, the loop is peeled: lowered once more with what is
//! known then, three times at the most.

use super::PATH_MAX;
use super::code::SCRATCH;
use super::exit::Reason;
use super::module::FUNCTION_TYPE;
use super::state::{State, Value};
use super::tree::Tree;
use crate::um::layout::state::FINGER;
use crate::um::marks::COMPILED;

/// Instructions of one tree, beyond which nothing more is lowered in place.
const TREE_MAX: u32 = 200;
/// Instructions of one tree at the most: then even a block is cut in two.
const LENGTH_MAX: u32 = 4000;
/// Blocks on one path.
const PATH_BLOCKS_MAX: usize = 60;
/// Times that a loop header stands on one path.
const PEELS_MAX: u32 = 3;

/// Targets of a computed jump that are compared with one after the other.
const COMPARED_MAX: usize = 2;
/// Targets of a computed jump from which on a table is better.
const TABLED_MIN: usize = 4;
/// Offsets that a table of targets may span.
const WINDOW_MAX: u32 = 1024;

/// A block on the path to where lowering is.
pub struct PathBlock {
    entry: u32,
    header: Option<Header>,
}

/// A loop that is open.
struct Header {
    /// What [`super::code::Code::branch_to`] takes.
    depth: u32,
    /// Registers that are known inside.
    constants: [Option<u32>; 8],
    /// How many loops of this header are open on the path, this one counted.
    peels: u32,
}

impl Tree<'_, '_> {
    /// Lowers the block at `entry` in place, and what follows.
    pub fn lower_block(&mut self, state: State, entry: u32) {
        self.module.note_lowered(entry);
        if !self.headers.contains(&entry) {
            self.path.push(PathBlock {
                entry,
                header: None,
            });
            self.lower_instructions(state, entry);
            self.path.pop();
            return;
        }
        let constants = state.registers.map(Value::constant);
        let mut inside = self.come_home(&state, &constants);
        self.code.begin_loop();
        let before = self.exits_to_come();
        let peels = 1 + self.open_header(entry).map_or(0, |header| header.peels);
        let header = Header {
            depth: self.code.depth(),
            constants,
            peels,
        };
        self.path.push(PathBlock {
            entry,
            header: Some(header),
        });
        self.look_at_budget(&mut inside, entry);
        self.lower_instructions(inside, entry);
        self.path.pop();
        self.end_exits(before);
        self.code.sink().unreachable();
        self.code.end();
    }

    fn block_on_path(&self, entry: u32) -> Option<&PathBlock> {
        self.path.iter().rev().find(|block| block.entry == entry)
    }

    fn open_header(&self, entry: u32) -> Option<&Header> {
        self.block_on_path(entry)?.header.as_ref()
    }

    /// Before the instruction at `finger`: looks at the budget where the path has done
    /// all it may without. Whether the tree got so long that the path ends here.
    pub fn end_long_path(&mut self, state: &mut State, finger: u32) -> bool {
        if state.done + 1 >= PATH_MAX {
            self.settle_budget(state.done);
            state.done = 0;
            self.look_at_budget(state, finger);
        }
        let too_long = self.size >= LENGTH_MAX;
        if too_long {
            self.call(state, finger);
        }
        too_long
    }

    /// Goes to a target known only when running.
    pub fn jump_to_value(&mut self, state: &State, finger: u32, target: Value) {
        match target {
            Value::Constant(target) => self.jump_to(state.clone(), target),
            Value::Choice {
                condition,
                nonzero,
                zero,
            } => {
                self.code.get(condition.index);
                self.code.begin_if();
                let mut taken = state.clone();
                taken.decide(condition, true);
                self.jump_to(taken, nonzero);
                self.code.otherwise();
                let mut other = state.clone();
                other.decide(condition, false);
                self.jump_to(other, zero);
                self.code.end();
                self.code.sink().unreachable();
            }
            Value::Local(_) => {
                self.guess(state, finger, target);
                self.dispatch(state, target);
            }
        }
    }

    /// Goes to the targets that the computed jump at `finger` was seen to go to,
    /// as to known ones; goes on behind that for all others.
    fn guess(&mut self, state: &State, finger: u32, target: Value) {
        let mut targets = self.module.request.knowledge.targets(finger);
        targets.retain(|&target| self.module.is_worth_code(target));
        let (Some(&low), Some(&high)) = (targets.iter().min(), targets.iter().max()) else {
            return;
        };
        if targets.len() >= TABLED_MIN && high - low < WINDOW_MAX {
            self.guess_by_table(state, target, &targets, low, high);
            return;
        }
        for known in targets.into_iter().take(COMPARED_MAX) {
            self.code.push(target);
            self.code.constant(known);
            self.code.sink().i32_eq();
            self.code.begin_if();
            self.jump_to(state.knowing(target, known), known);
            self.code.end();
        }
    }

    /// As [`Tree::guess`], for many targets between `low` and `high`.
    fn guess_by_table(
        &mut self,
        state: &State,
        target: Value,
        targets: &[u32],
        low: u32,
        high: u32,
    ) {
        let cases = targets.len() as u32;
        // The outermost is for all others, the innermost for the first case.
        for _ in 0..=cases {
            self.code.begin_block();
        }
        let case = |offset| targets.iter().position(|&known| known == offset);
        let labels: Vec<u32> = (low..=high)
            .map(|offset| case(offset).map_or(cases, |case| case as u32))
            .collect();
        self.code.push(target);
        self.code.constant(low);
        self.code.sink().i32_sub().br_table(labels, cases);
        for &known in targets {
            self.code.end();
            self.jump_to(state.knowing(target, known), known);
        }
        self.code.end();
    }

    /// Goes to `target`: back to a loop, on in place where it is the first path to come
    /// there, or by a call.
    fn jump_to(&mut self, state: State, target: u32) {
        if let Some(&Header {
            depth,
            ref constants,
            peels,
        }) = self.open_header(target)
        {
            let agrees = state
                .registers
                .iter()
                .zip(constants)
                .all(|(value, constant)| constant.is_none() || value.constant() == *constant);
            if agrees {
                let constants = *constants;
                self.come_home(&state, &constants);
                self.code.branch_to(depth);
            } else if peels < PEELS_MAX && self.size < TREE_MAX {
                self.lower_block(state, target);
            } else {
                self.call(&state, target);
            }
            return;
        }
        let fits = self.size < TREE_MAX && self.path.len() < PATH_BLOCKS_MAX;
        if fits && !self.module.is_lowered(target) && self.module.is_worth_code(target) {
            self.lower_block(state, target);
        } else {
            self.call(&state, target);
        }
    }

    /// Goes on in another function at `target`, if there is one.
    fn call(&mut self, state: &State, target: u32) {
        if target as usize >= self.module.request.program.len() {
            self.exit(state, target, Reason::ProgramEnd);
        } else if let Some(function) = self.module.function_for(target) {
            self.push_arguments(state);
            self.code.sink().return_call(function);
        } else {
            self.code.constant(0);
            self.code
                .load(self.module.request.marks_address + 4 * target);
            self.code.tee(SCRATCH);
            self.code.constant(0);
            self.code.sink().i32_lt_s();
            self.code.begin_if();
            self.call_marked(state);
            self.code.end();
            self.exit(state, target, Reason::ColdTarget);
        }
    }

    /// Goes on in the function whose mark is in [`SCRATCH`].
    fn call_marked(&mut self, state: &State) {
        self.push_arguments(state);
        self.code.get(SCRATCH);
        self.code.constant(!COMPILED);
        self.code
            .sink()
            .i32_and()
            .return_call_indirect(0, FUNCTION_TYPE);
    }

    /// Goes to a computed target through its mark.
    fn dispatch(&mut self, state: &State, target: Value) {
        let capacity = self.module.request.program.len() as u32;
        self.code.begin_block();
        let nowhere = self.code.depth();
        self.push_is_outside(target, capacity);
        self.code.branch_rarely_to(nowhere);
        self.code.push_bytes(target);
        self.code.load(self.module.request.marks_address);
        self.code.tee(SCRATCH);
        self.code.constant(0);
        self.code.sink().i32_ge_s();
        self.code.branch_rarely_to(nowhere);
        self.call_marked(state);
        self.code.end();
        self.code.store_state(FINGER, |code| code.push(target));
        self.exit(state, 0, Reason::ComputedTarget);
    }
}

#[cfg(test)]
mod tests {
    use crate::asm::assemble;
    use crate::jit::all_hot::request;
    use crate::jit::{Knowledge, Reason, Request, compile};

    fn lowered(source: &str) -> (u32, usize) {
        let program = assemble(source).unwrap_or_else(|error| panic!("{error}"));
        let compiled = compile(request(&program)).expect("code");
        (compiled.instructions, program.len())
    }

    /// There is code for all but the beginning, and that is made anew or is not.
    struct Compiled {
        is_made_anew: bool,
    }

    impl Knowledge for Compiled {
        fn is_hot(&self, _: u32) -> bool {
            true
        }
        fn is_compiled(&self, offset: u32) -> bool {
            offset > 0
        }
        fn is_made_anew(&self, _: u32) -> bool {
            self.is_made_anew
        }
        fn is_covered(&self, _: u32) -> bool {
            false
        }
        fn is_data(&self, _: u32) -> bool {
            false
        }
    }

    #[test]
    fn what_is_made_anew_goes_on_in_place_where_there_is_code() {
        let program = assemble(
            "again: r1 := other; goto r1 in program m[r0]
             other: r2 := r2 + r3; r1 := again; goto r1 in program m[r0]",
        )
        .unwrap_or_else(|error| panic!("{error}"));
        let leaves = |is_made_anew| {
            let compiled = compile(Request {
                knowledge: &Compiled { is_made_anew },
                ..request(&program)
            })
            .expect("code");
            let reasons = compiled.sites.iter().map(|site| site.reason);
            (compiled.entries, reasons.collect::<Vec<_>>())
        };
        let (entries, reasons) = leaves(false);
        assert_eq!(entries, [0]);
        assert!(reasons.contains(&Reason::ColdTarget), "{reasons:?}");
        // A loop, and no function of its own for what there is one for.
        let (entries, reasons) = leaves(true);
        assert_eq!(entries, [0]);
        assert!(!reasons.contains(&Reason::ColdTarget), "{reasons:?}");
    }

    /// Ten choices one after the other: two to the tenth paths, and twenty blocks.
    #[test]
    fn a_block_has_code_twice_at_the_most_however_many_paths_come_to_it() {
        let choice = |nth| {
            format!(
                "c{nth}: r1 := left{nth}; r2 := right{nth}
                 if (r3 != 0) r1 := r2
                 goto r1 in program m[r0]
                 left{nth}: r4 := r4 * r4; r1 := c{next}; goto r1 in program m[r0]
                 right{nth}: r4 := r4 + r4; r1 := c{next}; goto r1 in program m[r0]\n",
                next = nth + 1
            )
        };
        let choices: String = (0..10).map(choice).collect();
        let (instructions, platters) = lowered(&format!("{choices} c10: output r4; halt"));
        assert!((platters..=2 * platters).contains(&(instructions as usize)));
    }
}
