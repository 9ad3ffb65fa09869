//! Owns what each operator becomes; those on arrays are in [`super::access`]
//! and [`super::allocation`]. Deliberately has no rare path of its own:
//! whatever is not the usual case is a side exit before the instruction, or a
//! call of one of the [`super::helpers`] once the engine has learnt that the
//! unusual happens often.

use super::code::SCRATCH;
use super::exit::Reason;
use super::state::{State, Value};
use super::tree::Tree;
use crate::um::instruction::{Instruction, Register};
use crate::um::layout::state::{PRINT, PRINTABLE, PRINTED};

/// Whether the path goes on behind an instruction.
#[derive(PartialEq, Eq)]
pub enum Path {
    Continues,
    Ended,
}

impl Tree<'_, '_> {
    /// Lowers instructions from `finger` on, to the end of the path.
    pub fn lower_instructions(&mut self, state: State, finger: u32) {
        let before = self.exits_to_come();
        self.lower_path(state, finger);
        self.end_exits(before);
    }

    fn lower_path(&mut self, mut state: State, mut finger: u32) {
        loop {
            let Some(&platter) = self.module.request.program.get(finger as usize) else {
                self.exit(&state, finger, Reason::ProgramEnd);
                return;
            };
            if self.module.is_data(finger) {
                self.exit(&state, finger, Reason::Data);
                return;
            }
            if self.end_long_path(&mut state, finger) {
                return;
            }
            self.module.cover(finger);
            self.size += 1;
            let Some(instruction) = Instruction::decode(platter) else {
                self.exit(&state, finger, Reason::Operator);
                return;
            };
            let watched = instruction.writes().filter(|&set| self.is_guarded(set));
            let path = match watched {
                Some(register) => self.lower_setting(&mut state, finger, instruction, register),
                None => self.lower_instruction(&mut state, finger, instruction),
            };
            if path == Path::Ended {
                return;
            }
            state.done += 1;
            finger += 1;
        }
    }

    pub fn lower_instruction(
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
            Instruction::Output { c } => return self.output(state, finger, c),
            Instruction::Halt | Instruction::Input { .. } => {
                self.exit(state, finger, Reason::Operator);
                return Path::Ended;
            }
        }
        Path::Continues
    }

    /// A register's value, in a local if it is a choice.
    pub fn operand(&mut self, state: &mut State, register: Register) -> Value {
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
                self.assign(state, a)
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
                let sums = state.range(left).add(state.range(right));
                self.code.push(left);
                self.code.push(right);
                self.code.sink().i32_add();
                let value = self.assign(state, a);
                state.set_range(value, sums);
            }
        }
    }

    fn multiply(&mut self, state: &mut State, a: Register, b: Register, c: Register) {
        let (left, right) = (state.registers[b.index()], state.registers[c.index()]);
        if self.fold(state, a, left, right, u32::wrapping_mul) {
            return;
        }
        let products = state.range(left).multiply(state.range(right));
        self.code.push(left);
        self.code.push(right);
        self.code.sink().i32_mul();
        let value = self.assign(state, a);
        state.set_range(value, products);
    }

    fn not_and(&mut self, state: &mut State, a: Register, b: Register, c: Register) {
        let (left, right) = (state.registers[b.index()], state.registers[c.index()]);
        if self.fold(state, a, left, right, |b, c| !(b & c)) {
            return;
        }
        let (left_range, right_range) = (state.range(left), state.range(right));
        self.code.push(left);
        let complements = if left == right {
            left_range.not()
        } else {
            self.code.push(right);
            self.code.sink().i32_and();
            left_range.not_and(right_range)
        };
        self.code.constant(u32::MAX);
        self.code.sink().i32_xor();
        let value = self.assign(state, a);
        state.set_range(value, complements);
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
            let quotients = state.range(dividend).divide(state.range(divisor));
            self.code.push(dividend);
            self.code.push(divisor);
            self.code.sink().i32_div_u();
            let value = self.assign(state, a);
            state.set_range(value, quotients);
        }
        Path::Continues
    }

    /// Prints into the state page; the engine takes it from there.
    fn output(&mut self, state: &mut State, finger: u32, c: Register) -> Path {
        let value = self.operand(state, c);
        let bytes = state.range(value);
        if bytes.low > u32::from(u8::MAX) {
            self.exit(state, finger, Reason::Output);
            return Path::Ended;
        }
        if bytes.high > u32::from(u8::MAX) {
            self.code.push(value);
            self.code.constant(u32::from(u8::MAX));
            self.code.sink().i32_gt_u();
            self.exit_if(state, finger, Reason::Output);
            state.set_range(value, bytes.at_most(u32::from(u8::MAX)));
        }
        self.code.load_state(PRINTED);
        self.code.tee(SCRATCH);
        self.code.load_state(PRINTABLE);
        self.code.sink().i32_ge_u();
        self.exit_if(state, finger, Reason::Output);
        self.code.get(SCRATCH);
        self.code.push(value);
        self.code
            .store_byte(self.module.request.layout.state + PRINT);
        self.code.store_state(PRINTED, |code| {
            code.get(SCRATCH);
            code.constant(1);
            code.sink().i32_add();
        });
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
        self.jump_to_value(state, finger, target);
        Path::Ended
    }
}
