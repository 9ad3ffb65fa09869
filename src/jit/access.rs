//! Owns index and amendment: the usual cases of the 0 array and of short arrays
//! in line, the unusual through one of the [`super::helpers`] or not at all.

use super::Arrays;
use super::anticipation::last_offset;
use super::code::SCRATCH;
use super::exit::Reason;
use super::long_arrays::{Place, Purpose};
use super::operators::Path;
use super::state::{Fact, State, Value};
use super::tree::Tree;
use crate::um::instruction::Register;
use crate::um::layout::{LONG, SHORT_MAX};

impl Tree<'_, '_> {
    pub fn index(
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
        let place = Place {
            finger,
            identifier,
            offset,
            purpose: Purpose::Index,
        };
        let Some(address) = self.push_place(state, place) else {
            return Path::Ended;
        };
        self.code.load(address);
        self.assign(state, a);
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
                    let value = self.assign(state, a);
                    state.set_cell(offset, value);
                }
            }
            _ => {
                self.leave_outside_program(state, finger, offset, Reason::Index);
                self.code.push_bytes(offset);
                self.code.load(address);
                self.assign(state, a);
            }
        }
        Path::Continues
    }

    pub fn amend(
        &mut self,
        state: &mut State,
        finger: u32,
        a: Register,
        b: Register,
        c: Register,
    ) -> Path {
        let (identifier, offset) = (self.operand(state, a), self.operand(state, b));
        let value = state.registers[c.index()];
        if self.guard_amendment(state, finger, identifier, offset) == Path::Ended {
            return Path::Ended;
        }
        if identifier == Value::Constant(0) {
            return self.amend_program(state, finger, offset, value);
        }
        let place = Place {
            finger,
            identifier,
            offset,
            purpose: Purpose::Amendment,
        };
        let Some(address) = self.push_place(state, place) else {
            return Path::Ended;
        };
        self.code.push(value);
        self.code.store(address);
        if self.module.request.knowledge.arrays(finger) == Arrays::Any {
            // It may have been the 0 array.
            state.clear_cells(state.range(offset));
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
                self.leave_outside_program(state, finger, offset, Reason::Amendment);
                self.code.push(offset);
                self.code.load_byte(self.module.request.covered_address);
                self.exit_if(state, finger, Reason::AmendmentOfCode);
                self.code.push_bytes(offset);
                self.code.push(value);
                self.code.store(address);
                state.clear_cells(state.range(offset));
            }
        }
        Path::Continues
    }

    /// The 0 array's capacity and address.
    fn program(&self) -> (u32, u32) {
        let request = &self.module.request;
        (request.program.len() as u32, request.program_address)
    }

    /// Leaves when `offset` may be, and is, outside the 0 array.
    fn leave_outside_program(
        &mut self,
        state: &mut State,
        finger: u32,
        offset: Value,
        reason: Reason,
    ) {
        let (capacity, _) = self.program();
        let offsets = state.range(offset);
        if offsets.high >= capacity {
            self.push_is_outside(offset, capacity);
            self.exit_if(state, finger, reason);
            state.set_range(offset, offsets.at_most(capacity.saturating_sub(1)));
        }
    }

    pub fn push_is_outside(&mut self, offset: Value, capacity: u32) {
        self.code.push(offset);
        self.code.constant(capacity);
        self.code.sink().i32_ge_u();
    }

    /// Puts what varies of a platter's address on the stack; the rest of it, or
    /// nothing when the path ends because the platter cannot be there. Leaves
    /// when the array is of another kind than those usually met there.
    fn push_place(&mut self, state: &mut State, place: Place) -> Option<u32> {
        let Place {
            finger,
            identifier,
            offset,
            purpose,
        } = place;
        match self.module.request.knowledge.arrays(finger) {
            Arrays::Short => {
                let reason = purpose.reason();
                let path = self.prove_inside(state, finger, identifier, offset, reason);
                (path == Path::Continues).then(|| self.push_address(identifier, offset))
            }
            Arrays::Long => Some(self.push_long_place(state, place)),
            Arrays::Any => {
                self.code.push(identifier);
                self.code.push(offset);
                self.code.sink().call(purpose.helper());
                self.code.tee(SCRATCH);
                self.code.sink().i32_eqz();
                self.exit_if(state, finger, Reason::NotReached);
                self.code.get(SCRATCH);
                Some(0)
            }
        }
    }

    /// Puts what varies of a short array's platter's address on the stack; the
    /// rest of it.
    fn push_address(&mut self, identifier: Value, offset: Value) -> u32 {
        let data = self.module.request.layout.data;
        self.code.push_granule_bytes(identifier);
        if let Value::Constant(offset) = offset {
            return data + 4 * offset;
        }
        self.code.push_bytes(offset);
        self.code.sink().i32_add();
        data
    }

    /// The local with the array's shadow byte; leaves when the identifier is
    /// beyond all granules.
    pub fn shadow(
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
                let program = self.module.request.program;
                let anticipated = last_offset(program, finger, state, identifier);
                let last = anticipated.map_or(offset, |last| last.max(offset));
                let shadow = self.shadow(state, finger, identifier, Value::Constant(0), reason);
                // last < shadow <= 254, in one comparison.
                self.code.get(shadow);
                self.code.constant(last + 1);
                self.code.sink().i32_sub();
                self.code.constant(SHORT_MAX - last);
                self.code.sink().i32_ge_u();
                self.exit_if(state, finger, reason);
                let fact = state.fact(identifier);
                state.set_fact(
                    identifier,
                    Fact {
                        at_least: last + 1,
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
}
