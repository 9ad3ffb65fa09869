//! Owns one tree while it is lowered into one function: locals for values, side
//! exits, the budget. Where paths go is in [`super::control`], what operators
//! do in [`super::operators`].

use super::PATH_MAX;
use super::code::{BUDGET, Body, Code, LOCALS, POOL};
use super::control::PathBlock;
use super::exit::{Reason, Site};
use super::module::Module;
use super::state::{Local, State, Value};
use crate::um::instruction::Register;
use rustc_hash::FxHashSet;

/// A side exit: where it leads and what is to be written back. All that branch to
/// it do so with the same values in the same locals.
#[derive(Clone, Copy)]
struct SideExit {
    /// What [`Code::branch_to`] takes.
    depth: u32,
    finger: u32,
    reason: Reason,
    registers: [Value; 8],
    done: u32,
}

/// One tree: the function for one entry.
pub struct Tree<'m, 'a> {
    pub module: &'m mut Module<'a>,
    pub code: Code,
    pub entry: u32,
    /// Loop headers seen from the entry.
    pub headers: FxHashSet<u32>,
    /// Blocks from the entry to where lowering is.
    pub path: Vec<PathBlock>,
    /// Side exits whose code comes where the path has ended.
    exits: Vec<SideExit>,
    /// Instructions lowered, copies counted.
    pub size: u32,
    versions: u32,
}

impl<'m, 'a> Tree<'m, 'a> {
    pub fn new(module: &'m mut Module<'a>, entry: u32) -> Self {
        let headers = module.loop_headers(entry);
        let code = Code::new(module.request.layout.state);
        Self {
            module,
            code,
            entry,
            headers,
            path: Vec::new(),
            exits: Vec::new(),
            size: 0,
            versions: 0,
        }
    }

    /// Lowers everything from the entry on; the function's body.
    pub fn lower(mut self) -> Body {
        let entry = self.entry;
        let mut state = State::new();
        let constants = self.module.request.knowledge.constants(entry);
        for (register, constant) in (0..).zip(constants) {
            let Some(constant) = constant else { continue };
            self.code.get(register);
            self.code.constant(constant);
            self.code.sink().i32_ne();
            self.exit_if(&State::new(), entry, Reason::Assumption);
        }
        for (register, constant) in state.registers.iter_mut().zip(constants) {
            if let Some(constant) = constant {
                *register = Value::Constant(constant);
            }
        }
        if !self.headers.contains(&entry) {
            self.look_at_budget(&mut state, entry);
        }
        self.lower_block(state, entry);
        self.end_exits(0);
        self.code.finish()
    }

    // ---- locals

    /// A local that holds nothing wanted by `state` or by `kept`, `preferred`
    /// if it can be.
    pub fn free_local(&self, state: &mut State, preferred: Option<u32>, kept: &[Value]) -> u32 {
        loop {
            let kept_bits = kept.iter().fold(0u128, |bits, value| match value {
                Value::Local(Local { index, .. })
                | Value::Choice {
                    condition: Local { index, .. },
                    ..
                } => bits | 1 << index,
                Value::Constant(_) => bits,
            });
            let used = state.locals_in_use() | kept_bits;
            let is_free = |&index: &u32| used >> index & 1 == 0;
            if let Some(index) = preferred
                .filter(is_free)
                .or_else(|| (POOL..LOCALS).find(is_free))
            {
                return index;
            }
            state.forget();
        }
    }

    fn version(&mut self, index: u32) -> Value {
        self.versions += 1;
        Value::Local(Local {
            index,
            version: self.versions,
        })
    }

    /// Takes the value on the stack into a local of its own.
    pub fn take_value(
        &mut self,
        state: &mut State,
        preferred: Option<u32>,
        kept: &[Value],
    ) -> Value {
        let index = self.free_local(state, preferred, kept);
        self.code.set(index);
        self.version(index)
    }

    /// Gives a register the value on the stack.
    #[inline(never)] // Most operators do, and the page's weight counts more.
    pub fn assign(&mut self, state: &mut State, register: Register) -> Value {
        let before = std::mem::replace(&mut state.registers[register.index()], Value::Constant(0));
        // Of one that is watched, what it held is wanted once more.
        let kept = if self.is_guarded(register) {
            &[before][..]
        } else {
            &[]
        };
        let value = self.take_value(state, Some(u32::from(register.number())), kept);
        state.registers[register.index()] = value;
        value
    }

    /// A choice becomes a value in a local; other values stay as they are.
    pub fn settle_choice(&mut self, state: &mut State, value: Value) -> Value {
        let Value::Choice { .. } = value else {
            return value;
        };
        self.code.push(value);
        let settled = self.take_value(state, None, &[value]);
        state.replace(value, settled);
        settled
    }

    /// Puts every register whose value is elsewhere into its home, all at
    /// once; but for those that `skipped` names.
    fn move_home(&mut self, registers: &[Value; 8], skipped: impl Fn(usize) -> bool) {
        let away: Vec<u32> = (0..8u32)
            .filter(|&register| {
                let at_home = matches!(registers[register as usize],
                    Value::Local(Local { index, .. }) if index == register);
                !at_home && !skipped(register as usize)
            })
            .collect();
        for &register in &away {
            self.code.push(registers[register as usize]);
        }
        for &register in away.iter().rev() {
            self.code.set(register);
        }
    }

    /// Moves registers home for a loop header at which those in `constants` are
    /// known; the state inside the loop.
    pub fn come_home(&mut self, state: &State, constants: &[Option<u32>; 8]) -> State {
        self.settle_budget(state.done);
        self.move_home(&state.registers, |register| constants[register].is_some());
        let mut inside = State::new();
        for (register, constant) in (0..8usize).zip(constants) {
            inside.registers[register] = match constant {
                Some(constant) => Value::Constant(*constant),
                None => self.version(register as u32),
            };
        }
        inside
    }

    // ---- budget and exits

    pub fn settle_budget(&mut self, done: u32) {
        if done > 0 {
            self.code.get(BUDGET);
            self.code.constant(done);
            self.code.sink().i32_sub();
            self.code.set(BUDGET);
        }
    }

    /// Leaves when the budget might not last for another path.
    pub fn look_at_budget(&mut self, state: &mut State, finger: u32) {
        debug_assert_eq!(state.done, 0);
        self.code.get(BUDGET);
        self.code.constant(PATH_MAX);
        self.code.sink().i32_lt_s();
        self.exit_if(state, finger, Reason::Budget);
    }

    /// Leaves with the finger at `finger`.
    pub fn exit(&mut self, state: &State, finger: u32, reason: Reason) {
        self.leave(&SideExit {
            depth: 0,
            finger,
            reason,
            registers: state.registers,
            done: state.done,
        });
    }

    /// Leaves when the condition on the stack is not 0.
    ///
    /// What follows lies in a block, behind which the exit's code comes: so
    /// several conditions of one instruction share it, and it is out of the way.
    pub fn exit_if(&mut self, state: &State, finger: u32, reason: Reason) {
        let latest = self.exits.last().filter(|exit| {
            (exit.finger, exit.reason, exit.done) == (finger, reason, state.done)
                && exit.registers == state.registers
        });
        let depth = if let Some(exit) = latest {
            exit.depth
        } else {
            self.code.begin_block_with_condition();
            let depth = self.code.depth();
            self.exits.push(SideExit {
                depth,
                finger,
                reason,
                registers: state.registers,
                done: state.done,
            });
            depth
        };
        self.code.branch_rarely_to(depth);
    }

    /// How many side exits are to come, for [`Tree::end_exits`].
    pub fn exits_to_come(&self) -> usize {
        self.exits.len()
    }

    /// A path has ended: the code of the side exits on it, but for the first
    /// `kept`.
    pub fn end_exits(&mut self, kept: usize) {
        for exit in self.exits.split_off(kept).iter().rev() {
            self.code.end();
            self.leave(exit);
        }
    }

    fn leave(&mut self, exit: &SideExit) {
        let site = self.module.add_site(Site {
            finger: exit.finger,
            reason: exit.reason,
            entry: self.entry,
        });
        self.settle_budget(exit.done);
        self.move_home(&exit.registers, |_| false);
        self.code.leave(site);
    }

    /// Puts a function's arguments on the stack.
    pub fn push_arguments(&mut self, state: &State) {
        for value in state.registers {
            self.code.push(value);
        }
        self.code.get(BUDGET);
        if state.done > 0 {
            self.code.constant(state.done);
            self.code.sink().i32_sub();
        }
    }
}
