//! Owns one tree while it is lowered into one function: locals for values, side
//! exits, the budget. Where paths go is in [`super::control`], what operators
//! do in [`super::operators`].

use super::PATH_MAX;
use super::code::{BUDGET, Body, Code, LOCALS, POOL};
use super::control::PathBlock;
use super::exit::{Reason, Site};
use super::module::Module;
use super::state::{Local, State, Value};
use crate::um::layout::state::FINGER;
use rustc_hash::FxHashSet;

/// One tree: the function for one entry.
pub struct Tree<'m, 'a> {
    pub module: &'m mut Module<'a>,
    pub code: Code,
    pub entry: u32,
    /// Loop headers seen from the entry.
    pub headers: FxHashSet<u32>,
    /// Blocks from the entry to where lowering is.
    pub path: Vec<PathBlock>,
    /// Instructions lowered, copies counted.
    pub size: u32,
    versions: u32,
}

impl<'m, 'a> Tree<'m, 'a> {
    pub fn new(module: &'m mut Module<'a>, entry: u32) -> Self {
        let headers = module.region.loop_headers(entry);
        let code = Code::new(module.request.layout.state);
        Self {
            module,
            code,
            entry,
            headers,
            path: Vec::new(),
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
    pub fn assign(&mut self, state: &mut State, register: usize) -> Value {
        state.registers[register] = Value::Constant(0);
        let value = self.take_value(state, Some(register as u32), &[]);
        state.registers[register] = value;
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
    fn move_home(&mut self, state: &State, skipped: impl Fn(usize) -> bool) {
        let away: Vec<u32> = (0..8u32)
            .filter(|&register| {
                let at_home = matches!(state.registers[register as usize],
                    Value::Local(Local { index, .. }) if index == register);
                !at_home && !skipped(register as usize)
            })
            .collect();
        for &register in &away {
            self.code.push(state.registers[register as usize]);
        }
        for &register in away.iter().rev() {
            self.code.set(register);
        }
    }

    /// Moves registers home for a loop header at which those in `constants` are
    /// known; the state inside the loop.
    pub fn come_home(&mut self, state: &State, constants: &[Option<u32>; 8]) -> State {
        self.settle_budget(state);
        self.move_home(state, |register| constants[register].is_some());
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

    fn settle_budget(&mut self, state: &State) {
        if state.done > 0 {
            self.code.get(BUDGET);
            self.code.constant(state.done);
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
        let site = self.module.add_site(Site {
            finger,
            reason,
            entry: self.entry,
        });
        self.settle_budget(state);
        self.move_home(state, |_| false);
        self.code.leave(site);
    }

    /// Leaves when the condition on the stack is not 0.
    pub fn exit_if(&mut self, state: &State, finger: u32, reason: Reason) {
        self.code.begin_if();
        self.exit(state, finger, reason);
        self.code.end();
    }

    /// Leaves with the finger at a computed place, when the condition on the
    /// stack is not 0.
    pub fn exit_to_computed_if(&mut self, state: &State, target: Value) {
        self.code.begin_if();
        self.code.store_state(FINGER, |code| code.push(target));
        self.exit(state, 0, Reason::ComputedTarget);
        self.code.end();
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
