//! Owns allocation and abandonment of short arrays, by the allocator's own
//! policy (see [`crate::um::arrays`]), so that identifiers are the same in every
//! engine.

use super::code::{SCRATCH, SCRATCH_2};
use super::exit::Reason;
use super::module::ALLOCATE;
use super::operators::Path;
use super::state::{Fact, State, Value};
use super::tree::Tree;
use crate::um::instruction::Register;
use crate::um::layout::{GRANULE_BYTES, SHORT_MAX, granules, state as page};

/// Bytes below an abandoned run that are brought near: collectors give up millions of
/// arrays in one go, the newest first, so what they come to next lies lower. They wait
/// for memory, and hosts have no hint for that; a load whose value is dropped serves.
const AHEAD_BYTES: u32 = 256;

// Below the lowest run there is at least the state page.
const _: () = assert!(AHEAD_BYTES <= page::BYTES);

impl Tree<'_, '_> {
    pub fn allocate(&mut self, state: &mut State, finger: u32, b: Register, c: Register) -> Path {
        let capacity = self.operand(state, c);
        match capacity {
            Value::Constant(capacity @ 1..=SHORT_MAX) => {
                self.allocate_short(state, finger, capacity);
                let identifier = self.assign(state, b);
                state.set_fact(
                    identifier,
                    Fact {
                        at_least: capacity,
                        ..Fact::default()
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
                self.assign(state, b);
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
        self.guard_allocation(state, finger, capacity);
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

    pub fn abandon(&mut self, state: &mut State, finger: u32, c: Register) -> Path {
        let identifier = self.operand(state, c);
        if identifier == Value::Constant(0) {
            self.exit(state, finger, Reason::Abandonment);
            return Path::Ended;
        }
        if self.guard_abandonment(state, finger, identifier) == Path::Ended {
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
        self.code.push_granule_bytes(identifier);
        self.code.load(layout.data - AHEAD_BYTES);
        self.code.sink().drop();
        // The first two words of the run: the next one, and its last shadow.
        self.code.push_granule_bytes(identifier);
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
