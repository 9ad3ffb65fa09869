//! Owns running a program in hot code and in the interpreter, in the same pieces,
//! comparing them wherever a piece ends, and the loops that tests are made of.
//! Deliberately knows nothing of what is tested.

use super::engine::translator::{Heat, Translator};
use std::fmt::Display;
use um32::um::{Failure, Limits, Machine, Stop};

/// Bytes reserved for small programs, and for large ones.
pub const SMALL: usize = 16 << 20;
pub const LARGE: usize = 160 << 20;
/// More than any program here does.
pub const INSTRUCTIONS_MAX: u64 = 30_000_000;

/// Budgets in instructions and output capacities in bytes, over and over.
pub struct Pieces {
    pub budgets: &'static [u64],
    pub capacities: &'static [usize],
}

pub const WHOLE: Pieces = Pieces {
    budgets: &[u64::MAX],
    capacities: &[usize::MAX],
};
pub const LARGE_PIECES: Pieces = Pieces {
    budgets: &[9_973],
    capacities: &[usize::MAX],
};

/// Runs `program` in both engines at every heat, and compares them at the end of
/// each piece; `share` percent of the instructions at least must have been done
/// in compiled code. The stop in the end.
pub fn check(program: &[u32], bytes: usize, pieces: &Pieces, share: u64) -> Stop {
    let mut last = None;
    for heat in Heat::ALL {
        last = Some(check_at(heat, program, bytes, pieces, share));
    }
    last.expect("at least one heat")
}

/// As [`check`], at one heat.
pub fn check_at(heat: Heat, program: &[u32], bytes: usize, pieces: &Pieces, share: u64) -> Stop {
    let limits = Limits {
        reserve_bytes: bytes,
    };
    let mut translator = Translator::with_heat(program, limits, heat).expect("memory");
    let mut machine = Machine::new(program, limits).expect("memory");
    let budgets = pieces.budgets.iter().cycle();
    let capacities = pieces.capacities.iter().cycle();
    for (&budget, &capacity) in budgets.zip(capacities) {
        let console = translator.machine_mut().console_mut();
        console.set_output_capacity(capacity);
        machine.console_mut().set_output_capacity(capacity);
        let at = machine.instructions();
        let expected = machine.run(budget).expect("memory");
        let found = translator.run(budget).expect("memory");
        assert_eq!(found, expected, "{heat:?}, {budget} from {at} on");
        let output = machine.console_mut().take_output();
        let other = translator.machine_mut();
        assert_eq!(other.console_mut().take_output(), output, "{heat:?}");
        assert_eq!(other.instructions(), machine.instructions(), "{heat:?}");
        assert_eq!(other.finger(), machine.finger(), "{heat:?}");
        assert_eq!(other.registers(), machine.registers(), "{heat:?}");
        assert!(machine.instructions() < INSTRUCTIONS_MAX, "it does not end");
        if !matches!(expected, Stop::BudgetSpent | Stop::OutputFull) {
            same_arrays(translator.machine(), &machine);
            let compiled = translator.statistics().compiled_instructions;
            assert!(
                compiled * 100 >= share * machine.instructions(),
                "{heat:?}: {compiled} of {} instructions in compiled code\n{}",
                machine.instructions(),
                translator.statistics()
            );
            return expected;
        }
    }
    unreachable!("budgets go round")
}

/// Both machines have the same arrays, the 0 array among them.
pub fn same_arrays(found: &Machine, expected: &Machine) {
    assert!(found.zero_array() == expected.zero_array(), "the 0 array");
    let identifiers: Vec<u32> = expected.active_identifiers().collect();
    assert!(found.active_identifiers().eq(identifiers.iter().copied()));
    for identifier in identifiers {
        assert_eq!(found.array(identifier), expected.array(identifier));
    }
}

pub fn assemble(source: &str) -> Vec<u32> {
    um32::asm::assemble(source).unwrap_or_else(|error| panic!("{error}"))
}

/// A loop of `good` good rounds and one more, of `body`, which finds r1 to be 1
/// in a good round and 0 in the last. r6 counts down, r7 is minus one, r0 is 0;
/// r3 is the body's own, r2, r4 and r5 are anybody's.
pub fn rounds(good: u32, start: &str, body: &str, data: &str) -> Vec<u32> {
    assemble(&rounds_source(good, start, body, data))
}

/// As [`rounds`], in notation.
pub fn rounds_source(good: u32, start: &str, body: &str, data: &str) -> String {
    format!(
        "r7 := r0 nand r0
         r6 := {}
         {start}
         loop:
         r4 := r6 + r7
         r1 := 0
         r5 := 1
         if (r4 != 0) r1 := r5
         {body}
         r6 := r6 + r7
         r4 := out
         r5 := loop
         if (r6 != 0) r4 := r5
         goto r4 in program m[r0]
         out: halt
         {data}",
        good + 1
    )
}

/// The program must fail with `kind` in the last of its rounds, and tells how.
pub fn check_last(program: &[u32], kind: &str, share: u64) -> Failure {
    let mut last = None;
    for pieces in [&WHOLE, &LARGE_PIECES] {
        let share = if pieces.budgets[0] == u64::MAX {
            share
        } else {
            0
        };
        let Stop::Failed(failure) = check(program, SMALL, pieces, share) else {
            panic!("no {kind}");
        };
        assert_eq!(failure.kind.name(), kind, "{failure}");
        assert_eq!(failure.registers[6], 1, "the last round: {failure}");
        last = Some(failure);
    }
    last.expect("at least one way")
}

/// r4 becomes `good`, in the last round `bad`.
pub fn choose(good: impl Display, bad: impl Display) -> String {
    format!("r4 := {bad}\n r5 := {good}\n if (r1 != 0) r4 := r5\n")
}
