//! Owns the making of random programs that get far: they loop, keep arrays and
//! lists of arrays, reuse what they abandoned, amend themselves, jump through
//! tables and load copies of themselves; and some of them fail, late. A purely
//! random platter stream would fail within its first ten instructions.
//! Deliberately knows nothing of engines: what comes out is a program and its
//! input, for whatever is to be compared.
//!
//! A program is a tree of [`Fragment`]s, so that a failing one shrinks; the tree
//! grows by [`chance`] and is laid down by [`lower`].

mod arrays;
mod chance;
mod data;
mod emitter;
mod faults;
mod lower;
pub mod trials;

pub use chance::trial;

use um32::um::Machine;

/// Slots for identifiers, and as many for their capacities.
pub const SLOTS: u8 = 6;

/// A program and what is typed into it.
#[derive(Clone, Debug)]
pub struct Trial {
    pub fragments: Vec<Fragment>,
    pub input: Vec<u8>,
    pub input_ends: bool,
    /// Budgets to run in, over and over.
    pub budgets: Vec<u64>,
}

impl Trial {
    /// The program's platters.
    pub fn program(&self) -> Vec<u32> {
        lower::program(&self.fragments)
    }

    /// Types the input, into a machine with room for whatever is printed.
    pub fn feed(&self, machine: &mut Machine) {
        machine.console_mut().set_output_capacity(usize::MAX);
        machine.console_mut().push_input(&self.input);
        if self.input_ends {
            machine.console_mut().end_input();
        }
    }
}

/// A piece of a program. Registers are 0 to 7; a fragment that needs scratch
/// registers takes those from `first` on, going round.
#[derive(Clone, Debug)]
pub enum Fragment {
    /// Any platter at all.
    Wild(u32),
    /// a := value
    Set {
        a: u8,
        value: u32,
    },
    /// Conditional move, addition, multiplication or not-and of any registers.
    Compute {
        operator: u32,
        a: u8,
        b: u8,
        c: u8,
    },
    /// Division, whose divisor is made odd first when `safe`.
    Divide {
        a: u8,
        b: u8,
        c: u8,
        safe: bool,
    },
    /// Allocates into a slot; abandons what was there before, if anything.
    Allocate {
        slot: u8,
        capacity: u32,
        first: u8,
    },
    /// Abandons the array of a slot. Unless `forget`, its identifier stays there.
    Abandon {
        slot: u8,
        forget: bool,
        first: u8,
    },
    /// Index or amendment of the array of a slot.
    Access {
        access: Access,
        first: u8,
    },
    /// Index or amendment by a slot's identifier plus `delta`.
    Forge {
        slot: u8,
        delta: u32,
        amend: bool,
        first: u8,
    },
    /// Puts a new array of three platters at the head of the list.
    Push {
        value: u8,
        first: u8,
    },
    /// Takes the head off the list and abandons it, if there is one.
    Pop {
        value: u8,
        first: u8,
    },
    /// Output of a register, of its lowest byte when `safe`.
    Output {
        c: u8,
        safe: bool,
        first: u8,
    },
    Input {
        c: u8,
    },
    /// Rounds of a body, counted in the 0 array.
    Loop {
        rounds: u32,
        body: Vec<Fragment>,
        first: u8,
    },
    /// The body, if the register is not 0.
    If {
        c: u8,
        body: Vec<Fragment>,
        first: u8,
    },
    /// One of the arms, by a register, through a table in the 0 array.
    Switch {
        c: u8,
        arms: Vec<Vec<Fragment>>,
        first: u8,
    },
    /// Amends a platter near itself, whatever that is (0: the next).
    Amend {
        ahead: i8,
        with: u32,
        first: u8,
    },
    /// Amends a platter that does nothing, just behind or before itself.
    Replace {
        with: u32,
        behind: bool,
        first: u8,
    },
    /// An orthography whose value grows by one each time it is passed.
    CountInPlace {
        a: u8,
        first: u8,
    },
    /// Copies the program into a new array (`padding` platters longer) and loads
    /// that; then, as the bits of `after` say, abandons it, amends it, amends
    /// the program.
    Reload {
        padding: u32,
        after: u8,
        first: u8,
    },
    /// The fault, once this has been passed `rounds` times.
    Late {
        rounds: u32,
        fault: Fault,
        first: u8,
    },
    Halt,
}

/// At `offset` modulo the array's capacity when `safe`. The value goes from or to `value`.
#[derive(Clone, Debug)]
pub struct Access {
    pub slot: u8,
    pub offset: u32,
    pub amend: bool,
    pub safe: bool,
    pub value: u8,
}

/// One broken rule each.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    InvalidInstruction,
    FingerOutOfRange,
    InactiveArray,
    OffsetOutOfRange,
    AbandonZeroArray,
    AbandonInactiveArray,
    DivisionByZero,
    LoadInactiveArray,
    OutputOutOfRange,
}
