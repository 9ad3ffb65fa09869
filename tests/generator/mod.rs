//! Owns the making of random programs that get far: they loop, keep arrays and
//! lists of arrays, reuse what they abandoned, amend themselves, jump through
//! tables and load copies of themselves; and some of them fail, late. A purely
//! random platter stream would fail within its first ten instructions.
//! Deliberately knows nothing of engines: what comes out is a program and its
//! input, for whatever is to be compared.
//!
//! A program is a tree of [`Fragment`]s, so that a failing one shrinks; the tree
//! is laid down by [`lower`].

mod emitter;
mod faults;
mod lower;
pub mod trials;

use proptest::prelude::*;
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
    /// Index or amendment of the array of a slot, at `offset` modulo its
    /// capacity when `safe`. The value goes from or to `value`.
    Access {
        slot: u8,
        offset: u32,
        amend: bool,
        safe: bool,
        value: u8,
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

const FAULTS: [Fault; 9] = [
    Fault::InvalidInstruction,
    Fault::FingerOutOfRange,
    Fault::InactiveArray,
    Fault::OffsetOutOfRange,
    Fault::AbandonZeroArray,
    Fault::AbandonInactiveArray,
    Fault::DivisionByZero,
    Fault::LoadInactiveArray,
    Fault::OutputOutOfRange,
];

fn register() -> impl Strategy<Value = u8> {
    0u8..8
}

fn slot() -> impl Strategy<Value = u8> {
    0..SLOTS
}

/// Values at which arithmetic and checks turn.
fn value() -> impl Strategy<Value = u32> {
    prop_oneof![
        4 => 0u32..300,
        2 => any::<u32>(),
        1 => prop::sample::select(vec![
            0, 1, 255, 256, 0x01ff_ffff, 0x0200_0000, 0x1000_0000, 0x4000_0000,
            0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff,
        ]),
    ]
}

/// Mostly instructions that do no harm.
fn platter() -> impl Strategy<Value = u32> {
    let standard = (prop::sample::select(vec![0u32, 3, 4, 6]), 0u32..512)
        .prop_map(|(operator, rest)| operator << 28 | rest);
    prop_oneof![
        10 => (0u32..1 << 28).prop_map(|rest| 13 << 28 | rest),
        10 => standard,
        1 => any::<u32>(),
    ]
}

fn capacity() -> impl Strategy<Value = u32> {
    prop_oneof![
        200 => 1u32..20,
        20 => Just(0),
        40 => 20u32..253,
        40 => 253u32..260,
        20 => 260u32..3000,
        10 => 3000u32..70_000,
        4 => 10_000_000..=u32::MAX,
    ]
}

fn simple() -> impl Strategy<Value = Fragment> {
    let set = (register(), value()).prop_map(|(a, value)| Fragment::Set { a, value });
    let compute = (
        prop::sample::select(vec![0, 3, 4, 6]),
        register(),
        register(),
        register(),
    )
        .prop_map(|(operator, a, b, c)| Fragment::Compute { operator, a, b, c });
    let divide = (
        register(),
        register(),
        register(),
        prop::bool::weighted(0.97),
    )
        .prop_map(|(a, b, c, safe)| Fragment::Divide { a, b, c, safe });
    let allocate =
        (slot(), capacity(), register()).prop_map(|(slot, capacity, first)| Fragment::Allocate {
            slot,
            capacity,
            first,
        });
    let abandon =
        (slot(), prop::bool::weighted(0.97), register()).prop_map(|(slot, forget, first)| {
            Fragment::Abandon {
                slot,
                forget,
                first,
            }
        });
    let access = (
        slot(),
        value(),
        any::<bool>(),
        prop::bool::weighted(0.98),
        register(),
        register(),
    )
        .prop_map(
            |(slot, offset, amend, safe, value, first)| Fragment::Access {
                slot,
                offset,
                amend,
                safe,
                value,
                first,
            },
        );
    let forge = (
        slot(),
        prop_oneof![1u32..6, any::<u32>()],
        any::<bool>(),
        register(),
    )
        .prop_map(|(slot, delta, amend, first)| Fragment::Forge {
            slot,
            delta,
            amend,
            first,
        });
    let push = (register(), register()).prop_map(|(value, first)| Fragment::Push { value, first });
    let pop = (register(), register()).prop_map(|(value, first)| Fragment::Pop { value, first });
    let output = (register(), prop::bool::weighted(0.98), register())
        .prop_map(|(c, safe, first)| Fragment::Output { c, safe, first });
    let input = register().prop_map(|c| Fragment::Input { c });
    let amend = (-8i8..8, platter(), register()).prop_map(|(ahead, with, first)| Fragment::Amend {
        ahead,
        with,
        first,
    });
    let replace = (platter(), any::<bool>(), register()).prop_map(|(with, behind, first)| {
        Fragment::Replace {
            with,
            behind,
            first,
        }
    });
    let count = (register(), register()).prop_map(|(a, first)| Fragment::CountInPlace { a, first });
    let reload = (prop_oneof![Just(0u32), 0u32..600], 0u8..8, register()).prop_map(
        |(padding, after, first)| Fragment::Reload {
            padding,
            after,
            first,
        },
    );
    let late = (
        prop_oneof![0u32..4, 4u32..400],
        prop::sample::select(FAULTS.to_vec()),
        register(),
    )
        .prop_map(|(rounds, fault, first)| Fragment::Late {
            rounds,
            fault,
            first,
        });
    prop_oneof![
        200 => set,
        300 => compute,
        60 => divide,
        200 => allocate,
        100 => abandon,
        400 => access,
        6 => forge,
        100 => push,
        80 => pop,
        80 => output,
        30 => input,
        4 => amend,
        40 => replace,
        60 => count,
        70 => reload,
        100 => late,
        6 => any::<u32>().prop_map(Fragment::Wild),
        2 => Just(Fragment::Halt),
    ]
}

fn fragment() -> impl Strategy<Value = Fragment> {
    simple().prop_recursive(3, 60, 8, |inner| {
        let body = || prop::collection::vec(inner.clone(), 1..8);
        prop_oneof![
            4 => inner.clone(),
            3 => (1u32..60, body(), register())
                .prop_map(|(rounds, body, first)| Fragment::Loop { rounds, body, first }),
            2 => (register(), body(), register()).prop_map(|(c, body, first)| Fragment::If { c, body, first }),
            1 => (register(), prop::collection::vec(body(), 2..5), register())
                .prop_map(|(c, arms, first)| Fragment::Switch { c, arms, first }),
        ]
    })
}

/// Random programs with their input.
pub fn trial() -> impl Strategy<Value = Trial> {
    (
        prop::collection::vec(fragment(), 1..14),
        prop::collection::vec(any::<u8>(), 0..40),
        prop::bool::weighted(0.7),
        prop::collection::vec(prop_oneof![1u64..4, 4u64..2000], 1..6),
    )
        .prop_map(|(fragments, input, input_ends, budgets)| Trial {
            fragments,
            input,
            input_ends,
            budgets,
        })
}
