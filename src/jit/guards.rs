//! Owns the guards of what is watched: registers and platters that compiled code does not change.
//! It leaves before an instruction that may, for the interpreter to do it. Deliberately knows
//! neither who watches nor what is there.
//!
//! What sets a watched register is computed, and compared with what the register holds before it
//! counts: code leaves only where that would change. Before an amendment it leaves whatever is to be
//! stored. Where nothing is watched there is no guard.

use super::Arrays;
use super::code::SCRATCH;
use super::exit::Reason;
use super::operators::Path;
use super::range::Range;
use super::state::{Local, State, Value};
use super::tree::Tree;
use crate::um::instruction::{Instruction, Register};

/// What compiled code is not to change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarded {
    /// A bit for each register.
    registers: u8,
    /// By identifier, each once.
    platters: Vec<Platters>,
}

/// Some platters of whichever array has this identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Platters {
    identifier: u32,
    /// All watched ones are among these.
    offsets: Range,
}

/// Platters that an instruction changes.
#[derive(Clone, Copy)]
struct Changed {
    identifier: Value,
    may_be_program: bool,
    /// Which one, or all.
    offset: Option<Value>,
    /// What the offset lies in.
    offsets: Range,
}

impl Guarded {
    /// A register, too.
    pub fn add_register(&mut self, register: Register) {
        self.registers |= 1 << register.number();
    }

    /// A platter, too.
    pub fn add_platter(&mut self, identifier: u32, offset: u32) {
        let offsets = Range::one(offset);
        let at = (self.platters).partition_point(|platters| platters.identifier < identifier);
        match self.platters.get_mut(at) {
            Some(platters) if platters.identifier == identifier => {
                platters.offsets = platters.offsets.or(offsets);
            }
            _ => self.platters.insert(
                at,
                Platters {
                    identifier,
                    offsets,
                },
            ),
        }
    }

    /// Whether this register is among it.
    #[must_use]
    pub fn has_register(&self, register: Register) -> bool {
        self.registers >> register.number() & 1 != 0
    }

    /// Whether there is any platter among it.
    #[must_use]
    pub fn has_platters(&self) -> bool {
        !self.platters.is_empty()
    }

    /// Whether code is made as ever.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.registers == 0 && self.platters.is_empty()
    }

    /// Identifiers of arrays that may come and go, of which a platter within the first `capacity`
    /// is watched.
    pub(super) fn identifiers(&self, capacity: u32) -> impl Iterator<Item = u32> + use<'_> {
        let within =
            move |platters: &&Platters| platters.identifier != 0 && platters.offsets.low < capacity;
        let platters = self.platters.iter().filter(within);
        platters.map(|platters| platters.identifier)
    }
}

impl<'a> Tree<'_, 'a> {
    /// What is watched, if anything is. Of the request, so that the tree can be changed meanwhile.
    fn guarded(&self) -> Option<&'a Guarded> {
        self.module.request.guarded
    }

    /// Whether compiled code is not to change this register.
    pub fn is_guarded(&self, register: Register) -> bool {
        self.guarded()
            .is_some_and(|guarded| guarded.has_register(register))
    }

    /// Lowers an instruction that sets a watched `register`: leaves before it where that would
    /// change it.
    pub fn lower_setting(
        &mut self,
        state: &mut State,
        finger: u32,
        instruction: Instruction,
        register: Register,
    ) -> Path {
        if matches!(instruction, Instruction::Allocation { .. }) {
            // It cannot be computed before it is done.
            self.exit(state, finger, Reason::Watched);
            return Path::Ended;
        }
        let before = self.operand(state, register);
        if self.lower_instruction(state, finger, instruction) == Path::Ended {
            return Path::Ended;
        }
        let now = state.registers[register.index()];
        if now == before {
            return Path::Continues;
        }
        let mut undone = state.clone();
        undone.registers[register.index()] = before;
        if let (Value::Constant(_), Value::Constant(_)) = (before, now) {
            self.exit(&undone, finger, Reason::Watched);
            return Path::Ended;
        }
        self.code.push(now);
        self.code.push(before);
        self.code.sink().i32_ne();
        self.exit_if(&undone, finger, Reason::Watched);
        Path::Continues
    }

    /// Leaves before an amendment of what is watched.
    pub fn guard_amendment(
        &mut self,
        state: &State,
        finger: u32,
        identifier: Value,
        offset: Value,
    ) -> Path {
        // Code for arrays of one kind leaves where what varies is the 0 array.
        let may_be_program = identifier == Value::Constant(0)
            || self.module.request.knowledge.arrays(finger) == Arrays::Any;
        let changed = Changed {
            identifier,
            may_be_program,
            offset: Some(offset),
            offsets: state.range(offset),
        };
        self.guard_platters(state, finger, changed)
    }

    /// Leaves before an allocation of so many platters, the identifier being in [`SCRATCH`], that
    /// makes what is watched.
    pub fn guard_allocation(&mut self, state: &State, finger: u32, capacity: u32) {
        let changed = Changed {
            identifier: Value::Local(Local {
                index: SCRATCH,
                version: 0,
            }),
            may_be_program: false,
            offset: None,
            offsets: Range::FULL.at_most(capacity - 1),
        };
        self.guard_platters(state, finger, changed);
    }

    /// Leaves before an abandonment of what is watched.
    pub fn guard_abandonment(&mut self, state: &State, finger: u32, identifier: Value) -> Path {
        let changed = Changed {
            identifier,
            may_be_program: false,
            offset: None,
            offsets: Range::FULL,
        };
        self.guard_platters(state, finger, changed)
    }

    /// Leaves before what is watched is changed.
    #[inline(never)] // Three ask, and the page's weight counts more.
    fn guard_platters(&mut self, state: &State, finger: u32, changed: Changed) -> Path {
        let Changed {
            identifier,
            may_be_program,
            offset,
            offsets,
        } = changed;
        let identifiers = state.range(identifier);
        for &watched in self.guarded().map_or(&[][..], |guarded| &guarded.platters) {
            let may_meet = identifiers.contains(watched.identifier)
                && offsets.meets(watched.offsets)
                && (watched.identifier != 0 || may_be_program);
            if !may_meet {
                continue;
            }
            let is_array = identifier.constant().is_some();
            // The others are told from them while running.
            let varying = offset.filter(|_| !watched.offsets.has(offsets));
            if is_array && varying.is_none() {
                self.exit(state, finger, Reason::Watched);
                return Path::Ended;
            }
            if !is_array {
                self.push_is(identifier, watched.identifier);
            }
            if let Some(offset) = varying {
                self.push_is_among(offset, watched.offsets);
                if !is_array {
                    self.code.sink().i32_and();
                }
            }
            self.exit_if(state, finger, Reason::Watched);
        }
        Path::Continues
    }

    fn push_is(&mut self, value: Value, constant: u32) {
        self.code.push(value);
        self.code.constant(constant);
        self.code.sink().i32_eq();
    }

    fn push_is_among(&mut self, offset: Value, Range { low, high }: Range) {
        self.code.push(offset);
        self.code.constant(low);
        self.code.sink().i32_sub();
        self.code.constant(high - low);
        self.code.sink().i32_le_u();
    }
}
