//! Owns what each operator becomes. Deliberately has no rare path of its own:
//! whatever is not the usual case is a side exit before the instruction, or a
//! call of a helper of [`super::module`] once the engine has learnt that the
//! unusual happens often.

use super::code::{SCRATCH, SCRATCH_2};
use super::exit::Reason;
use super::module::{ALLOCATE, REACH_TO_AMEND, REACH_TO_INDEX};
use super::state::{Fact, State, Value};
use super::tree::Tree;
use crate::um::instruction::{Instruction, Register};
use crate::um::layout::{GRANULE_BYTES, LONG, SHORT_MAX, granules};

/// Whether the path goes on behind an instruction.
#[derive(PartialEq, Eq)]
enum Path {
    Continues,
    Ended,
}

impl Tree<'_, '_> {
    /// Lowers instructions from `finger` on, to the end of the path.
    pub fn lower_instructions(&mut self, mut state: State, mut finger: u32) {
        loop {
            let Some(&platter) = self.module.request.program.get(finger as usize) else {
                self.exit(&state, finger, Reason::ProgramEnd);
                return;
            };
            if self.module.is_data(finger) {
                self.exit(&state, finger, Reason::Data);
                return;
            }
            if self.end_long_path(&state, finger) {
                return;
            }
            self.module.cover(finger);
            self.size += 1;
            let Some(instruction) = Instruction::decode(platter) else {
                self.exit(&state, finger, Reason::Operator);
                return;
            };
            if self.lower_instruction(&mut state, finger, instruction) == Path::Ended {
                return;
            }
            state.done += 1;
            finger += 1;
        }
    }

    fn lower_instruction(
        &mut self,
        state: &mut State,
        finger: u32,
        instruction: Instruction,
    ) -> Path {
        match instruction {
            Instruction::ConditionalMove { a, b, c } => self.conditional_move(state, a, b, c),
            Instruction::ArrayIndex { a, b, c } => return self.index(state, finger, a, b, c),
            Instruction::ArrayAmendment { a, b, c } => return self.amend(state, finger, a, b, c),
            Instruction::Addition { a, b, c } => self.add(state, a, b, c),
            Instruction::Multiplication { a, b, c } => self.multiply(state, a, b, c),
            Instruction::Division { a, b, c } => return self.divide(state, finger, a, b, c),
            Instruction::NotAnd { a, b, c } => self.not_and(state, a, b, c),
            Instruction::Allocation { b, c } => return self.allocate(state, finger, b, c),
            Instruction::Abandonment { c } => return self.abandon(state, finger, c),
            Instruction::LoadProgram { b, c } => return self.load_program(state, finger, b, c),
            Instruction::Orthography { a, value } => {
                state.registers[a.index()] = Value::Constant(value)
            }
            Instruction::Halt | Instruction::Output { .. } | Instruction::Input { .. } => {
                self.exit(state, finger, Reason::Operator);
                return Path::Ended;
            }
        }
        Path::Continues
    }

    /// A register's value, in a local if it is a choice.
    fn operand(&mut self, state: &mut State, register: Register) -> Value {
        let value = state.registers[register.index()];
        self.settle_choice(state, value)
    }

    fn conditional_move(&mut self, state: &mut State, a: Register, b: Register, c: Register) {
        let condition = self.operand(state, c);
        let (before, moved) = (state.registers[a.index()], state.registers[b.index()]);
        state.registers[a.index()] = match (condition, moved, before) {
            _ if moved == before => before,
            (Value::Constant(0), ..) => before,
            (Value::Constant(_), ..) => moved,
            (Value::Local(condition), Value::Constant(nonzero), Value::Constant(zero)) => {
                Value::Choice {
                    condition,
                    nonzero,
                    zero,
                }
            }
            _ => {
                self.code.push(moved);
                self.code.push(before);
                self.code.push(condition);
                self.code.sink().select();
                self.assign(state, a.index())
            }
        };
    }

    /// Folds constants; false when there was nothing to fold.
    fn fold(
        &self,
        state: &mut State,
        a: Register,
        b: Value,
        c: Value,
        operate: fn(u32, u32) -> u32,
    ) -> bool {
        let (Value::Constant(b), Value::Constant(c)) = (b, c) else {
            return false;
        };
        state.registers[a.index()] = Value::Constant(operate(b, c));
        true
    }

    fn add(&mut self, state: &mut State, a: Register, b: Register, c: Register) {
        let (left, right) = (state.registers[b.index()], state.registers[c.index()]);
        if self.fold(state, a, left, right, u32::wrapping_add) {
            return;
        }
        match (left, right) {
            (value, Value::Constant(0)) | (Value::Constant(0), value) => {
                state.registers[a.index()] = value
            }
            _ => {
                self.code.push(left);
                self.code.push(right);
                self.code.sink().i32_add();
                self.assign(state, a.index());
            }
        }
    }

    fn multiply(&mut self, state: &mut State, a: Register, b: Register, c: Register) {
        let (left, right) = (state.registers[b.index()], state.registers[c.index()]);
        if self.fold(state, a, left, right, u32::wrapping_mul) {
            return;
        }
        self.code.push(left);
        self.code.push(right);
        self.code.sink().i32_mul();
        self.assign(state, a.index());
    }

    fn not_and(&mut self, state: &mut State, a: Register, b: Register, c: Register) {
        let (left, right) = (state.registers[b.index()], state.registers[c.index()]);
        if self.fold(state, a, left, right, |b, c| !(b & c)) {
            return;
        }
        self.code.push(left);
        if left != right {
            self.code.push(right);
            self.code.sink().i32_and();
        }
        self.code.constant(u32::MAX);
        self.code.sink().i32_xor();
        self.assign(state, a.index());
    }

    fn divide(
        &mut self,
        state: &mut State,
        finger: u32,
        a: Register,
        b: Register,
        c: Register,
    ) -> Path {
        let divisor = self.operand(state, c);
        match divisor {
            Value::Constant(0) => {
                self.exit(state, finger, Reason::Division);
                return Path::Ended;
            }
            Value::Constant(_) => {}
            _ => {
                self.code.push(divisor);
                self.code.sink().i32_eqz();
                self.exit_if(state, finger, Reason::Division);
            }
        }
        let dividend = state.registers[b.index()];
        if !self.fold(state, a, dividend, divisor, |b, c| {
            b.checked_div(c).unwrap_or_default()
        }) {
            self.code.push(dividend);
            self.code.push(divisor);
            self.code.sink().i32_div_u();
            self.assign(state, a.index());
        }
        Path::Continues
    }

    fn load_program(&mut self, state: &mut State, finger: u32, b: Register, c: Register) -> Path {
        let identifier = self.operand(state, b);
        match identifier {
            Value::Constant(0) => {}
            Value::Constant(_) => {
                self.exit(state, finger, Reason::LoadProgram);
                return Path::Ended;
            }
            _ => {
                self.code.push(identifier);
                self.exit_if(state, finger, Reason::LoadProgram);
                state.replace(identifier, Value::Constant(0));
            }
        }
        state.done += 1;
        let target = state.registers[c.index()];
        self.jump_to_value(state, target);
        Path::Ended
    }

    // ---- arrays

    fn index(
        &mut self,
        state: &mut State,
        finger: u32,
        a: Register,
        b: Register,
        c: Register,
    ) -> Path {
        let (identifier, offset) = (self.operand(state, b), self.operand(state, c));
        if identifier == Value::Constant(0) {
            return self.index_program(state, finger, a, offset);
        }
        if self.module.request.knowledge.is_unusual(finger) {
            self.reach(
                state,
                finger,
                identifier,
                offset,
                REACH_TO_INDEX,
                Reason::Index,
            );
            self.code.get(SCRATCH);
            self.code.load(0);
        } else {
            if self.prove_inside(state, finger, identifier, offset, Reason::Index) == Path::Ended {
                return Path::Ended;
            }
            let address = self.push_address(identifier, offset);
            self.code.load(address);
        }
        self.assign(state, a.index());
        Path::Continues
    }

    fn index_program(
        &mut self,
        state: &mut State,
        finger: u32,
        a: Register,
        offset: Value,
    ) -> Path {
        let (capacity, address) = self.program();
        match offset {
            Value::Constant(offset) if offset >= capacity => {
                self.exit(state, finger, Reason::Index);
                return Path::Ended;
            }
            Value::Constant(offset) => {
                if let Some(value) = state.cell(offset) {
                    state.registers[a.index()] = value;
                } else {
                    self.code.constant(0);
                    self.code.load(address + 4 * offset);
                    let value = self.assign(state, a.index());
                    state.set_cell(offset, value);
                }
            }
            _ => {
                self.push_is_outside(offset, capacity);
                self.exit_if(state, finger, Reason::Index);
                self.code.push(offset);
                self.code.constant(2);
                self.code.sink().i32_shl();
                self.code.load(address);
                self.assign(state, a.index());
            }
        }
        Path::Continues
    }

    fn amend(
        &mut self,
        state: &mut State,
        finger: u32,
        a: Register,
        b: Register,
        c: Register,
    ) -> Path {
        let (identifier, offset) = (self.operand(state, a), self.operand(state, b));
        let value = state.registers[c.index()];
        if identifier == Value::Constant(0) {
            return self.amend_program(state, finger, offset, value);
        }
        if self.module.request.knowledge.is_unusual(finger) {
            self.reach(
                state,
                finger,
                identifier,
                offset,
                REACH_TO_AMEND,
                Reason::Amendment,
            );
            self.code.get(SCRATCH);
            self.code.push(value);
            self.code.store(0);
            state.clear_cells();
        } else {
            if self.prove_inside(state, finger, identifier, offset, Reason::Amendment)
                == Path::Ended
            {
                return Path::Ended;
            }
            let address = self.push_address(identifier, offset);
            self.code.push(value);
            self.code.store(address);
        }
        Path::Continues
    }

    fn amend_program(
        &mut self,
        state: &mut State,
        finger: u32,
        offset: Value,
        value: Value,
    ) -> Path {
        let (capacity, address) = self.program();
        match offset {
            Value::Constant(offset) if offset >= capacity => {
                self.exit(state, finger, Reason::Amendment);
                return Path::Ended;
            }
            Value::Constant(offset) => {
                if !self.module.make_data(offset) {
                    self.exit(state, finger, Reason::AmendmentOfCode);
                    return Path::Ended;
                }
                let value = self.settle_choice(state, value);
                self.code.constant(0);
                self.code.push(value);
                self.code.store(address + 4 * offset);
                state.set_cell(offset, value);
            }
            _ => {
                self.push_is_outside(offset, capacity);
                self.exit_if(state, finger, Reason::Amendment);
                self.code.push(offset);
                self.code.load_byte(self.module.request.covered_address);
                self.exit_if(state, finger, Reason::AmendmentOfCode);
                self.code.push(offset);
                self.code.constant(2);
                self.code.sink().i32_shl();
                self.code.push(value);
                self.code.store(address);
                state.clear_cells();
            }
        }
        Path::Continues
    }

    /// The 0 array's capacity and address.
    fn program(&self) -> (u32, u32) {
        let request = &self.module.request;
        (request.program.len() as u32, request.program_address)
    }

    fn push_is_outside(&mut self, offset: Value, capacity: u32) {
        self.code.push(offset);
        self.code.constant(capacity);
        self.code.sink().i32_ge_u();
    }

    /// Puts the platter's address in [`SCRATCH`], whatever kind of array it is,
    /// or leaves.
    fn reach(
        &mut self,
        state: &State,
        finger: u32,
        identifier: Value,
        offset: Value,
        helper: u32,
        reason: Reason,
    ) {
        self.code.push(identifier);
        self.code.push(offset);
        self.code.sink().call(helper);
        self.code.tee(SCRATCH);
        self.code.sink().i32_eqz();
        self.exit_if(state, finger, reason);
    }

    /// Puts what varies of a short array's platter's address on the stack; the
    /// rest of it.
    fn push_address(&mut self, identifier: Value, offset: Value) -> u32 {
        let data = self.module.request.layout.data;
        self.code.push(identifier);
        self.code.constant(GRANULE_BYTES.trailing_zeros());
        self.code.sink().i32_shl();
        if let Value::Constant(offset) = offset {
            return data + 4 * offset;
        }
        self.code.push(offset);
        self.code.constant(2);
        self.code.sink().i32_shl().i32_add();
        data
    }

    /// The local with the array's shadow byte; leaves when the identifier is
    /// beyond all granules.
    fn shadow(
        &mut self,
        state: &mut State,
        finger: u32,
        identifier: Value,
        kept: Value,
        reason: Reason,
    ) -> u32 {
        let fact = state.fact(identifier);
        if let Some(shadow) = fact.shadow {
            return shadow;
        }
        let layout = self.module.request.layout;
        let index = self.free_local(state, None, &[identifier, kept]);
        self.push_is_outside(identifier, layout.granules);
        self.exit_if(state, finger, reason);
        self.code.push(identifier);
        self.code.load_byte(layout.shadow);
        self.code.set(index);
        state.set_fact(
            identifier,
            Fact {
                shadow: Some(index),
                ..fact
            },
        );
        index
    }

    /// Leaves unless `offset` is inside a short array.
    fn prove_inside(
        &mut self,
        state: &mut State,
        finger: u32,
        identifier: Value,
        offset: Value,
        reason: Reason,
    ) -> Path {
        let fact = state.fact(identifier);
        match offset {
            Value::Constant(offset) if offset < fact.at_least => {}
            Value::Constant(offset) if offset >= SHORT_MAX => {
                self.exit(state, finger, reason);
                return Path::Ended;
            }
            Value::Constant(offset) => {
                let shadow = self.shadow(state, finger, identifier, Value::Constant(0), reason);
                // offset < shadow <= 254, in one comparison.
                self.code.get(shadow);
                self.code.constant(offset + 1);
                self.code.sink().i32_sub();
                self.code.constant(SHORT_MAX - offset);
                self.code.sink().i32_ge_u();
                self.exit_if(state, finger, reason);
                let fact = state.fact(identifier);
                state.set_fact(
                    identifier,
                    Fact {
                        at_least: offset + 1,
                        ..fact
                    },
                );
            }
            _ => {
                let shadow = self.shadow(state, finger, identifier, offset, reason);
                self.code.push(offset);
                self.code.get(shadow);
                self.code.sink().i32_ge_u();
                self.exit_if(state, finger, reason);
                self.code.get(shadow);
                self.code.constant(u32::from(LONG));
                self.code.sink().i32_eq();
                self.exit_if(state, finger, reason);
            }
        }
        Path::Continues
    }

    fn allocate(&mut self, state: &mut State, finger: u32, b: Register, c: Register) -> Path {
        let capacity = self.operand(state, c);
        match capacity {
            Value::Constant(capacity @ 1..=SHORT_MAX) => {
                self.allocate_short(state, finger, capacity);
                let identifier = self.assign(state, b.index());
                state.set_fact(
                    identifier,
                    Fact {
                        at_least: capacity,
                        shadow: None,
                    },
                );
            }
            Value::Constant(_) => {
                self.exit(state, finger, Reason::Allocation);
                return Path::Ended;
            }
            _ => {
                self.code.push(capacity);
                self.code.sink().call(ALLOCATE);
                self.code.tee(SCRATCH);
                self.code.sink().i32_eqz();
                self.exit_if(state, finger, Reason::Allocation);
                self.code.get(SCRATCH);
                self.assign(state, b.index());
            }
        }
        Path::Continues
    }

    /// Puts the identifier of a new array on the stack, or leaves when its
    /// chain is empty.
    fn allocate_short(&mut self, state: &State, finger: u32, capacity: u32) {
        let layout = self.module.request.layout;
        let class = granules(capacity);
        let list = layout.free_list(class);
        self.code.constant(0);
        self.code.load(list);
        self.code.tee(SCRATCH);
        self.code.sink().i32_eqz();
        self.exit_if(state, finger, Reason::Allocation);
        self.code.constant(0);
        self.code.get(SCRATCH);
        self.code.constant(GRANULE_BYTES.trailing_zeros());
        self.code.sink().i32_shl();
        self.code.tee(SCRATCH_2);
        self.code.load(layout.data);
        self.code.store(list);
        for granule in 0..class {
            self.code
                .clear_granule(SCRATCH_2, layout.data + granule * GRANULE_BYTES);
        }
        self.code.get(SCRATCH);
        self.code.constant(capacity);
        self.code.store_byte(layout.shadow);
        self.code.get(SCRATCH);
    }

    fn abandon(&mut self, state: &mut State, finger: u32, c: Register) -> Path {
        let identifier = self.operand(state, c);
        if identifier == Value::Constant(0) {
            self.exit(state, finger, Reason::Abandonment);
            return Path::Ended;
        }
        let layout = self.module.request.layout;
        let shadow = self.shadow(
            state,
            finger,
            identifier,
            Value::Constant(0),
            Reason::Abandonment,
        );
        self.code.get(shadow);
        self.code.constant(1);
        self.code.sink().i32_sub();
        self.code.constant(SHORT_MAX);
        self.code.sink().i32_ge_u();
        self.exit_if(state, finger, Reason::Abandonment);
        // Four bytes a class: the list of `granules(shadow)`.
        self.code.get(shadow);
        self.code.constant(3);
        self.code.sink().i32_add();
        self.code.constant(!3);
        self.code.sink().i32_and();
        self.code.set(SCRATCH);
        // The first two words of the run: the next one, and its last shadow.
        self.code.push(identifier);
        self.code.constant(GRANULE_BYTES.trailing_zeros());
        self.code.sink().i32_shl();
        self.code.get(SCRATCH);
        self.code.load(layout.free_list(0));
        self.code.sink().i64_extend_i32_u();
        self.code.get(shadow);
        self.code
            .sink()
            .i64_extend_i32_u()
            .i64_const(32)
            .i64_shl()
            .i64_or();
        self.code.store_long(layout.data);
        self.code.get(SCRATCH);
        self.code.push(identifier);
        self.code.store(layout.free_list(0));
        self.code.push(identifier);
        self.code.constant(0);
        self.code.store_byte(layout.shadow);
        state.clear_facts();
        Path::Continues
    }
}
