//! Owns access to arrays that lie outside granules: through the header that
//! their granule holds. Deliberately knows nothing of how such arrays come and
//! go: the interpreter allocates, abandons and unshares them.

use super::exit::Reason;
use super::module::{REACH_TO_AMEND, REACH_TO_INDEX};
use super::state::{Fact, State, Value};
use super::tree::Tree;
use crate::um::layout::{LONG, header};

/// What a platter is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Index,
    Amendment,
}

impl Purpose {
    pub fn reason(self) -> Reason {
        match self {
            Self::Index => Reason::Index,
            Self::Amendment => Reason::Amendment,
        }
    }

    /// The helper that finds the platter in any array.
    pub fn helper(self) -> u32 {
        match self {
            Self::Index => REACH_TO_INDEX,
            Self::Amendment => REACH_TO_AMEND,
        }
    }
}

/// A platter, and the instruction that wants it.
#[derive(Clone, Copy)]
pub struct Place {
    pub finger: u32,
    pub identifier: Value,
    pub offset: Value,
    pub purpose: Purpose,
}

impl Tree<'_, '_> {
    /// Puts what varies of the address of a long array's platter on the stack;
    /// the rest of it. Leaves unless the platter is inside a long array.
    pub fn push_long_place(&mut self, state: &mut State, place: Place) -> u32 {
        let address = self.long_address(state, place);
        let capacity = self.long_capacity(state, place, address);
        self.code.push(place.offset);
        self.code.push(capacity);
        self.code.sink().i32_ge_u();
        self.exit_if(state, place.finger, place.purpose.reason());
        self.code.push(address);
        match place.offset {
            // Code that goes on has it inside the array, and so inside the arena; where it
            // is not, what stands behind the exit does not matter.
            Value::Constant(offset) => offset.wrapping_mul(4),
            offset => {
                self.code.push_bytes(offset);
                self.code.sink().i32_add();
                0
            }
        }
    }

    /// The local with a long array's address; leaves when it is not long.
    fn long_address(&mut self, state: &mut State, place: Place) -> Value {
        if let Some(address) = state.fact(place.identifier).address {
            return address;
        }
        let reason = place.purpose.reason();
        let shadow = self.shadow(state, place.finger, place.identifier, place.offset, reason);
        self.code.get(shadow);
        self.code.constant(u32::from(LONG));
        self.code.sink().i32_ne();
        self.exit_if(state, place.finger, reason);
        let address = self.load_header(state, place, header::ADDRESS, Value::Constant(0));
        let fact = state.fact(place.identifier);
        state.set_fact(
            place.identifier,
            Fact {
                address: Some(address),
                ..fact
            },
        );
        address
    }

    /// The local with a long array's capacity. All of it may be amended: while
    /// code exists no array is shared with the 0 array.
    fn long_capacity(&mut self, state: &mut State, place: Place, address: Value) -> Value {
        let fact = state.fact(place.identifier);
        if let Some(capacity) = fact.capacity {
            return capacity;
        }
        let capacity = self.load_header(state, place, header::CAPACITY, address);
        state.set_fact(
            place.identifier,
            Fact {
                capacity: Some(capacity),
                ..fact
            },
        );
        capacity
    }

    /// A word of a long array's header, in a local that is none of the place's,
    /// nor `kept`.
    fn load_header(&mut self, state: &mut State, place: Place, word: u32, kept: Value) -> Value {
        let data = self.module.request.layout.data;
        self.code.push_granule_bytes(place.identifier);
        self.code.load(data + word);
        self.take_value(state, None, &[place.identifier, place.offset, kept])
    }
}
