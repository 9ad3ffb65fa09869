//! Owns which fragments there are in a random program, how often, and with which values.
//! Deliberately knows nothing of what they mean in platters.

use super::{Access, Fault, Fragment, SLOTS, Trial};
use proptest::prelude::*;

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

fn set() -> impl Strategy<Value = Fragment> {
    (register(), value()).prop_map(|(a, value)| Fragment::Set { a, value })
}

fn compute() -> impl Strategy<Value = Fragment> {
    (
        prop::sample::select(vec![0, 3, 4, 6]),
        register(),
        register(),
        register(),
    )
        .prop_map(|(operator, a, b, c)| Fragment::Compute { operator, a, b, c })
}

fn divide() -> impl Strategy<Value = Fragment> {
    (
        register(),
        register(),
        register(),
        prop::bool::weighted(0.97),
    )
        .prop_map(|(a, b, c, safe)| Fragment::Divide { a, b, c, safe })
}

fn allocate() -> impl Strategy<Value = Fragment> {
    (slot(), capacity(), register()).prop_map(|(slot, capacity, first)| Fragment::Allocate {
        slot,
        capacity,
        first,
    })
}

fn abandon() -> impl Strategy<Value = Fragment> {
    (slot(), prop::bool::weighted(0.97), register()).prop_map(|(slot, forget, first)| {
        Fragment::Abandon {
            slot,
            forget,
            first,
        }
    })
}

fn access() -> impl Strategy<Value = Fragment> {
    (
        slot(),
        value(),
        any::<bool>(),
        prop::bool::weighted(0.98),
        register(),
        register(),
    )
        .prop_map(
            |(slot, offset, amend, safe, value, first)| Fragment::Access {
                access: Access {
                    slot,
                    offset,
                    amend,
                    safe,
                    value,
                },
                first,
            },
        )
}

fn forge() -> impl Strategy<Value = Fragment> {
    (
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
        })
}

fn push() -> impl Strategy<Value = Fragment> {
    (register(), register()).prop_map(|(value, first)| Fragment::Push { value, first })
}

fn pop() -> impl Strategy<Value = Fragment> {
    (register(), register()).prop_map(|(value, first)| Fragment::Pop { value, first })
}

fn output() -> impl Strategy<Value = Fragment> {
    (register(), prop::bool::weighted(0.98), register())
        .prop_map(|(c, safe, first)| Fragment::Output { c, safe, first })
}

fn input() -> impl Strategy<Value = Fragment> {
    register().prop_map(|c| Fragment::Input { c })
}

fn amend() -> impl Strategy<Value = Fragment> {
    (-8i8..8, platter(), register()).prop_map(|(ahead, with, first)| Fragment::Amend {
        ahead,
        with,
        first,
    })
}

fn replace() -> impl Strategy<Value = Fragment> {
    (platter(), any::<bool>(), register()).prop_map(|(with, behind, first)| Fragment::Replace {
        with,
        behind,
        first,
    })
}

fn count_in_place() -> impl Strategy<Value = Fragment> {
    (register(), register()).prop_map(|(a, first)| Fragment::CountInPlace { a, first })
}

fn reload() -> impl Strategy<Value = Fragment> {
    (prop_oneof![Just(0u32), 0u32..600], 0u8..8, register()).prop_map(|(padding, after, first)| {
        Fragment::Reload {
            padding,
            after,
            first,
        }
    })
}

fn late() -> impl Strategy<Value = Fragment> {
    (
        prop_oneof![0u32..4, 4u32..400],
        prop::sample::select(FAULTS.to_vec()),
        register(),
    )
        .prop_map(|(rounds, fault, first)| Fragment::Late {
            rounds,
            fault,
            first,
        })
}

/// Those that hold no others, the usual ones most often.
fn simple() -> impl Strategy<Value = Fragment> {
    prop_oneof![
        200 => set(),
        300 => compute(),
        60 => divide(),
        200 => allocate(),
        100 => abandon(),
        400 => access(),
        6 => forge(),
        100 => push(),
        80 => pop(),
        80 => output(),
        30 => input(),
        4 => amend(),
        40 => replace(),
        60 => count_in_place(),
        70 => reload(),
        100 => late(),
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
