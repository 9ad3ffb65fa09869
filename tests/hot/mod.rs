//! Owns running a program in hot code and in the interpreter, in the same pieces,
//! comparing them wherever a piece ends, and the loops that tests are made of.
//! Deliberately knows nothing of what is tested.

#[path = "../moment/arrays.rs"]
mod arrays;
#[path = "../moment/position.rs"]
mod position;

use super::engine::translator::{Heat, Translator};
pub use arrays::same_arrays;
pub use position::position;
use std::fmt::Display;
use um32::um::{Failure, Limits, Machine, Stop};

/// For small programs, and for large ones.
pub const SMALL: Limits = Limits {
    reserve_bytes: 16 << 20,
};
pub const LARGE: Limits = Limits {
    reserve_bytes: 160 << 20,
};
/// More than any program here does.
pub const INSTRUCTIONS_MAX: u64 = 30_000_000;

/// Budgets in instructions and output capacities in bytes, over and over.
pub struct Pieces {
    pub budgets: &'static [u64],
    pub capacities: &'static [usize],
}

impl Pieces {
    /// Percent that must be done in compiled code, if it is `whole` at one go: none where
    /// pieces end before it is worth while.
    pub fn share(&self, whole: u64) -> u64 {
        if self.budgets[0] == u64::MAX {
            whole
        } else {
            0
        }
    }
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
pub fn check(program: &[u32], limits: Limits, pieces: &Pieces, share: u64) -> Stop {
    let mut last = None;
    for heat in Heat::ALL {
        last = Some(check_at(heat, program, limits, pieces, share));
    }
    last.expect("at least one heat")
}

/// As [`check`], at one heat.
pub fn check_at(heat: Heat, program: &[u32], limits: Limits, pieces: &Pieces, share: u64) -> Stop {
    let mut translator = Translator::with_heat(program, limits, heat).expect("memory");
    let mut machine = Machine::new(program, limits).expect("memory");
    let budgets = pieces.budgets.iter().cycle();
    let capacities = pieces.capacities.iter().cycle();
    for (&budget, &capacity) in budgets.zip(capacities) {
        let console = translator.machine_mut().console_mut();
        console.set_output_capacity(capacity);
        machine.console_mut().set_output_capacity(capacity);
        let at = machine.instructions();
        let stop = machine.run(budget).expect("memory");
        let expected = position(&mut machine, stop);
        let stop = translator.run(budget).expect("memory");
        let found = position(translator.machine_mut(), stop);
        assert_eq!(found, expected, "{heat:?}, {budget} from {at} on");
        assert!(expected.instructions < INSTRUCTIONS_MAX, "it does not end");
        if !matches!(expected.stop, Stop::BudgetSpent | Stop::OutputFull) {
            same_arrays(translator.machine(), &machine, heat);
            let compiled = translator.statistics().compiled_instructions;
            assert!(
                compiled * 100 >= share * expected.instructions,
                "{heat:?}: {compiled} of {} instructions in compiled code\n{:?}",
                expected.instructions,
                translator.statistics()
            );
            return expected.stop;
        }
    }
    unreachable!("budgets go round")
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
    let [whole, in_pieces] = [&WHOLE, &LARGE_PIECES].map(|pieces| {
        let Stop::Failed(failure) = check(program, SMALL, pieces, pieces.share(share)) else {
            panic!("no {kind}");
        };
        assert_eq!(failure.kind.name(), kind, "{failure}");
        assert_eq!(failure.registers[6], 1, "the last round: {failure}");
        failure
    });
    assert_eq!(whole, in_pieces);
    whole
}

/// r4 becomes r6 modulo `number`; r2 and r5 are overwritten.
pub fn modulo(number: u32) -> String {
    format!(
        "r2 := {number}
         r4 := r6 / r2
         r4 := r4 * r2
         r4 := r4 nand r4
         r5 := 1
         r4 := r4 + r5
         r4 := r4 + r6"
    )
}

/// r4 becomes `good`, in the last round `bad`.
pub fn choose(good: impl Display, bad: impl Display) -> String {
    format!("r4 := {bad}\n r5 := {good}\n if (r1 != 0) r4 := r5\n")
}
