//! Owns the bytes of one function while it grows: the locals' numbers, label
//! depth, and short names for what the translator emits often. Deliberately
//! knows nothing of registers' values.

use super::module::CONDITION_TYPE;
use super::state::{Local, Value};
use crate::um::layout::{GRANULE_BYTES, state};
use wasm_encoder::{BlockType, InstructionSink, MemArg, MemArgTarget};

/// Locals 0 to 7 are the registers' homes, parameters of every function.
pub const BUDGET: u32 = 8;
/// Parameters of every function.
pub const PARAMETERS: u32 = 9;
/// The site at which the function leaves.
const SITE: u32 = 9;
/// Two locals for what is used at once.
pub const SCRATCH: u32 = 10;
pub const SCRATCH_2: u32 = 11;
/// Locals from here to [`LOCALS`] hold values.
pub const POOL: u32 = 12;
/// Locals of any function at the most, parameters counted.
pub const LOCALS: u32 = 72;

/// A function's body, inside the block that every exit branches out of.
pub struct Code {
    bytes: Vec<u8>,
    depth: u32,
    state_address: u32,
    locals: u32,
    unlikely: Vec<u32>,
}

/// A finished body.
pub struct Body {
    pub bytes: Vec<u8>,
    /// Locals in use, parameters counted. Each one more costs time: hosts that
    /// compile in haste clear them all at every call.
    pub locals: u32,
    /// Where, in `bytes`, the branches are that are hardly ever taken; ascending.
    pub unlikely: Vec<u32>,
}

/// An access of `2^align` bytes at the address on the stack plus `address`.
pub fn at(address: u32, align: u32) -> MemArg {
    MemArg {
        offset: u64::from(address),
        align,
        target: MemArgTarget::default(),
        ordering: None,
    }
}

/// A word at the address on the stack plus `address`.
pub fn word(address: u32) -> MemArg {
    at(address, 2)
}

/// A byte at the address on the stack plus `address`.
pub fn byte(address: u32) -> MemArg {
    at(address, 0)
}

/// Two words at the address on the stack plus `address`.
pub fn long(address: u32) -> MemArg {
    at(address, 3)
}

impl Code {
    pub fn new(state_address: u32) -> Self {
        let mut code = Self {
            bytes: Vec::new(),
            depth: 0,
            state_address,
            locals: SITE + 1,
            unlikely: Vec::new(),
        };
        code.sink().block(BlockType::Empty);
        code
    }

    /// The instruction sink, for what has no shorter name here.
    pub fn sink(&mut self) -> InstructionSink<'_> {
        InstructionSink::new(&mut self.bytes)
    }

    /// The finished body: stores the registers and the budget left, and
    /// returns the site.
    pub fn finish(mut self) -> Body {
        debug_assert_eq!(self.depth, 0);
        self.sink().unreachable().end();
        for register in 0..8 {
            self.store_state(state::REGISTERS + 4 * register, |code| code.get(register));
        }
        self.store_state(state::BUDGET, |code| code.get(BUDGET));
        self.get(SITE);
        self.sink().end();
        Body {
            bytes: self.bytes,
            locals: self.locals,
            unlikely: self.unlikely,
        }
    }

    /// Stores a word of the state page.
    pub fn store_state(&mut self, offset: u32, value: impl FnOnce(&mut Self)) {
        self.constant(0);
        value(self);
        let address = self.state_address + offset;
        self.store(address);
    }

    /// Loads a word of the state page.
    pub fn load_state(&mut self, offset: u32) {
        self.constant(0);
        let address = self.state_address + offset;
        self.load(address);
    }

    /// Leaves at `site`; the registers must be at home.
    pub fn leave(&mut self, site: u32) {
        self.constant(site);
        self.set(SITE);
        let depth = self.depth;
        self.sink().br(depth);
    }

    pub fn get(&mut self, local: u32) {
        self.sink().local_get(local);
    }

    pub fn set(&mut self, local: u32) {
        self.locals = self.locals.max(local + 1);
        self.sink().local_set(local);
    }

    pub fn tee(&mut self, local: u32) {
        self.locals = self.locals.max(local + 1);
        self.sink().local_tee(local);
    }

    pub fn constant(&mut self, value: u32) {
        self.sink().i32_const(value.cast_signed());
    }

    /// Loads the word at the address on the stack plus `address`.
    pub fn load(&mut self, address: u32) {
        self.sink().i32_load(word(address));
    }

    pub fn load_byte(&mut self, address: u32) {
        self.sink().i32_load8_u(byte(address));
    }

    pub fn store(&mut self, address: u32) {
        self.sink().i32_store(word(address));
    }

    pub fn store_byte(&mut self, address: u32) {
        self.sink().i32_store8(byte(address));
    }

    /// Stores 8 bytes at the address on the stack plus `address`.
    pub fn store_long(&mut self, address: u32) {
        self.sink().i64_store(long(address));
    }

    /// Stores 16 bytes of 0 at the address in `local` plus `address`. Not as one vector:
    /// see `.cargo/config.toml`.
    pub fn clear_granule(&mut self, local: u32, address: u32) {
        for half in [address, address + 8] {
            self.get(local);
            self.sink().i64_const(0).i64_store(long(half));
        }
    }

    /// Puts a value on the stack.
    pub fn push(&mut self, value: Value) {
        match value {
            Value::Constant(value) => self.constant(value),
            Value::Local(Local { index, .. }) => self.get(index),
            Value::Choice {
                condition,
                nonzero,
                zero,
            } => {
                self.constant(nonzero);
                self.constant(zero);
                self.get(condition.index);
                self.sink().select();
            }
        }
    }

    /// Puts on the stack how many bytes so many words are.
    pub fn push_bytes(&mut self, words: Value) {
        self.push(words);
        self.constant(2);
        self.sink().i32_shl();
    }

    /// The same of granules.
    pub fn push_granule_bytes(&mut self, granules: Value) {
        self.push(granules);
        self.constant(GRANULE_BYTES.trailing_zeros());
        self.sink().i32_shl();
    }

    pub fn begin_block(&mut self) {
        self.sink().block(BlockType::Empty);
        self.depth += 1;
    }

    /// A block that takes the condition on the stack inside.
    pub fn begin_block_with_condition(&mut self) {
        self.sink().block(BlockType::FunctionType(CONDITION_TYPE));
        self.depth += 1;
    }

    /// `if` the condition on the stack is not 0.
    pub fn begin_if(&mut self) {
        self.sink().if_(BlockType::Empty);
        self.depth += 1;
    }

    pub fn otherwise(&mut self) {
        self.sink().else_();
    }

    pub fn begin_loop(&mut self) {
        self.sink().loop_(BlockType::Empty);
        self.depth += 1;
    }

    pub fn end(&mut self) {
        self.sink().end();
        self.depth -= 1;
    }

    /// Branches to the construct that was begun at `depth`.
    pub fn branch_to(&mut self, depth: u32) {
        let label = self.depth - depth;
        self.sink().br(label);
    }

    /// As [`Code::branch_to`], when the condition on the stack is not 0, which it hardly
    /// ever is: optimising hosts put what is branched to out of the way, and keep
    /// registers for the rest.
    pub fn branch_rarely_to(&mut self, depth: u32) {
        self.unlikely.push(self.bytes.len() as u32);
        let label = self.depth - depth;
        self.sink().br_if(label);
    }

    /// How many constructs are open.
    pub fn depth(&self) -> u32 {
        self.depth
    }
}
