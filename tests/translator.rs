//! Owns what must hold of compiled code in particular: each failure in the
//! middle of it after 100,000 good rounds, programs that amend and load
//! themselves, arrays round the largest short one, jump tables, recursion.
//! Whatever it is, the interpreter does the same program, and nothing that can
//! be seen may differ. Deliberately knows nothing of how code is made.
//!
//! Each program is run at every heat, at one go and in odd budgets, and must
//! have been in compiled code for most of its instructions where that is said.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod hot;
mod self_copy;

use engine::translator::{Heat, Translator};
use hot::{INSTRUCTIONS_MAX, assemble, choose, modulo, position, rounds_source, same_arrays};
use self_copy::copy_itself;
use um32::um::{Limits, Machine, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 16 << 20,
};
/// Each heat with the budgets it runs in.
const RUNS: [(Heat, u64); 5] = [
    (Heat::Everywhere, 99_991),
    (Heat::FirstJump, u64::MAX),
    (Heat::FirstJumpAlone, 9_973),
    (Heat::Normal, u64::MAX),
    (Heat::Normal, 4_099),
];

fn play(mut run: impl FnMut(u64) -> (Stop, u64), budget: u64) -> Stop {
    let mut before = 0;
    loop {
        let (stop, done) = run(budget);
        assert!(done < INSTRUCTIONS_MAX, "the program does not end");
        if stop != Stop::BudgetSpent {
            return stop;
        }
        assert_eq!(done - before, budget, "a budget that is spent");
        before = done;
    }
}

/// Runs `source` in both engines and compares them. At least `share` percent of
/// the instructions must have been done in compiled code, at every heat.
fn check(source: &str, share: u64) -> (Stop, Vec<u8>) {
    let program = assemble(source);
    let mut machine = Machine::new(&program, LIMITS).expect("memory");
    machine.console_mut().set_output_capacity(usize::MAX);
    let run = |budget| (machine.run(budget).expect("memory"), machine.instructions());
    let stop = play(run, u64::MAX);
    let expected = position(&mut machine, stop);
    for (heat, budget) in RUNS {
        let mut engine = Translator::with_heat(&program, LIMITS, heat).expect("memory");
        engine
            .machine_mut()
            .console_mut()
            .set_output_capacity(usize::MAX);
        let run = |budget| {
            let stop = engine.run(budget).expect("memory");
            (stop, engine.machine().instructions())
        };
        let stop = play(run, budget);
        let found = position(engine.machine_mut(), stop);
        assert_eq!(found, expected, "{heat:?}, budgets of {budget}");
        same_arrays(engine.machine(), &machine, heat);
        let compiled = engine.statistics().compiled_instructions;
        assert!(
            compiled * 100 >= if budget < 50_000 { 0 } else { share } * expected.instructions,
            "{heat:?}: {compiled} of {} instructions in compiled code\n{:?}",
            expected.instructions,
            engine.statistics()
        );
    }
    (expected.stop, expected.output)
}

/// A loop of 100,000 good rounds and one more, see [`hot::rounds`].
fn rounds(start: &str, body: &str) -> String {
    rounds_source(100_000, start, body, "")
}

/// Runs [`rounds`], which must fail in the last round.
fn check_last(start: &str, body: &str, kind: &str, share: u64) {
    let (stop, _) = check(&rounds(start, body), share);
    let Stop::Failed(failure) = stop else {
        panic!("{stop:?} instead of {kind}: {body}")
    };
    assert_eq!(failure.kind.name(), kind, "{failure}: {body}");
    assert_eq!(failure.registers[6], 1, "the last round: {body}");
}

#[test]
fn division_by_zero() {
    check_last("", "r2 := r6 / r1", "division-by-zero", 90);
}

#[test]
fn output_of_256() {
    // An output in each round is the interpreter's.
    let body = format!("{} output r4", choose(255, 256));
    check_last("", &body, "output-out-of-range", 40);
}

#[test]
fn offset_past_the_end_by_one() {
    for capacity in [1, 3, 254, 255, 1000] {
        let start = format!("r2 := {capacity}\n r3 := map segment (r2 words)");
        let choice = choose(capacity - 1, capacity);
        for access in ["r5 := m[r3][r4]", "m[r3][r4] := r6"] {
            let body = format!("{choice} {access}");
            check_last(&start, &body, "offset-out-of-range", 80);
        }
    }
}

#[test]
fn identifiers_of_no_array() {
    const START: &str = "r2 := 100\n r3 := map segment (r2 words)\n r3 := map segment (r2 words)";
    // In the last round the array's neighbour, inside of it, wrapped round.
    for forge in ["r4 := r3 + r2", "r4 := r7 + r0", "r4 := r7 + r3"] {
        for (access, kind) in [
            ("r5 := m[r4][r0]", "inactive-array"),
            ("m[r4][r0] := r6", "inactive-array"),
            (
                "unmap m[r4]\n r2 := 100\n r3 := map segment (r2 words)",
                "abandon-inactive-array",
            ),
        ] {
            let body = format!("r2 := 1\n {forge}\n if (r1 != 0) r4 := r3\n {access}");
            check_last(START, &body, kind, 50);
        }
    }
    let body =
        "r4 := 0\n if (r1 != 0) r4 := r3\n unmap m[r4]\n r2 := 9\n r3 := map segment (r2 words)";
    check_last(
        "r2 := 9\n r3 := map segment (r2 words)",
        body,
        "abandon-zero-array",
        80,
    );
}

#[test]
fn use_after_abandonment() {
    for capacity in [1, 19, 254, 255] {
        for (access, kind) in [
            ("r5 := m[r3][r0]", "inactive-array"),
            ("m[r3][r0] := r6", "inactive-array"),
            ("unmap m[r3]", "abandon-inactive-array"),
            ("goto r4 in program m[r3]", "load-inactive-array"),
        ] {
            let body = format!(
                "r2 := {capacity}
                 r3 := map segment (r2 words)
                 r5 := m[r3][r0]
                 m[r3][r0] := r6
                 unmap m[r3]
                 r4 := bad
                 r5 := good
                 if (r1 != 0) r4 := r5
                 goto r4 in program m[r0]
                 bad: {access}
                 good: r5 := 0"
            );
            check_last("", &body, kind, if capacity > 254 { 0 } else { 80 });
        }
    }
}

#[test]
fn finger_past_the_end() {
    let body = "r4 := 1000000
                r5 := on
                if (r1 != 0) r4 := r5
                goto r4 in program m[r0]
                on: r5 := 0";
    // The finger is there before the failure is found.
    let (stop, _) = check(&rounds("", body), 90);
    assert!(matches!(stop, Stop::Failed(failure) if failure.finger == 1_000_000));
}

/// A table of three in the 0 array, and in the last round an entry that is none.
#[test]
fn jump_table() {
    let body = format!(
        "{}
         r5 := one
         r2 := 2
         r4 := r4 * r2
         r4 := r4 + r5
         goto r4 in program m[r0]
         one: r3 := r3 + r6
         r3 := r3 * r6
         two: r3 := r3 nand r6
         r3 := r3 + r6
         three: r3 := r3 + r7
         r2 := 14
         r5 := r6 / r1",
        modulo(3)
    );
    check_last("", &body, "division-by-zero", 90);
}

/// A loop amends its own constant, the instruction behind the amendment, and
/// one far ahead, again and again.
#[test]
fn amendments_of_code() {
    for target in ["constant", "next", "far"] {
        let body = format!(
            "constant: r2 := 7
             r3 := r3 + r2
             r4 := {target}
             r5 := m[r0][r4]
             r2 := 2
             r2 := r6 / r2
             r2 := r2 * r2
             r5 := constant
             r5 := m[r0][r5]
             r2 := 1
             r5 := r5 + r2
             m[r0][r4] := r5
             next: r2 := 7
             r3 := r3 + r2
             r4 := far
             goto r4 in program m[r0]
             halt
             far: r2 := 7
             r3 := r3 * r2
             r5 := r6 / r1"
        );
        check_last("", &body, "division-by-zero", 0);
    }
}

/// A program loads a copy of itself thousands of times, short and long.
#[test]
fn programs_loaded_anew() {
    for padding in [0, 300] {
        let source = format!(
            "r6 := m[r0][r0]
             top:
             r7 := r0 nand r0
             {}
             r4 := count
             r5 := m[r0][r4]
             r5 := r5 + r7
             m[r3][r4] := r5
             r4 := done
             r2 := top
             if (r5 != 0) r4 := r2
             goto r4 in program m[r3]
             done: halt
             count: .data 2000
             {}
             end: halt",
            copy_itself("end", "end"),
            ".data 0\n".repeat(padding)
        );
        assert_eq!(check(&source, 0).0, Stop::Halted);
    }
}

/// Calls itself with a stack in arrays, 1,000 deep, a hundred times.
#[test]
fn recursion() {
    let body = "r3 := 0
                r2 := 1000
                r1 := r2 + r0
                down:
                r2 := 3
                r4 := map segment (r2 words)
                m[r4][r0] := r3
                r2 := 2
                m[r4][r2] := r1
                r3 := r4 + r0
                r1 := r1 + r7
                r4 := up
                r5 := down
                if (r1 != 0) r4 := r5
                goto r4 in program m[r0]
                up:
                r2 := 2
                r5 := m[r3][r2]
                r1 := r1 + r5
                r4 := m[r3][r0]
                unmap m[r3]
                r3 := r4 + r0
                r4 := over
                r5 := up
                if (r3 != 0) r4 := r5
                goto r4 in program m[r0]
                over: r5 := 0";
    let source = rounds_source(99, "", body, "");
    assert_eq!(check(&source, 90).0, Stop::Halted);
}

/// A platter of the 0 array that compiled code knows is amended through an
/// offset, and through an identifier, that it does not know.
#[test]
fn zero_array_through_variables() {
    const ZERO: &str = "r4 := r6 nand r6\n r4 := r4 + r6\n r5 := 1\n r4 := r4 + r5";
    for amend in [
        // r4 is 0 only when running: an unknown offset.
        format!("{ZERO}\n r5 := cell\n r4 := r4 + r5\n m[r0][r4] := r3"),
        // An unknown identifier.
        format!("{ZERO}\n r5 := cell\n m[r4][r5] := r3"),
        // Both.
        format!("{ZERO}\n r5 := cell\n r5 := r4 + r5\n m[r4][r5] := r3"),
    ] {
        let body = format!(
            "r0 := 0
             r2 := cell
             m[r0][r2] := r6
             {amend}
             r0 := 0
             r2 := cell
             r2 := m[r0][r2]
             r3 := r3 + r2
             r4 := 3
             r3 := r3 * r4
             r3 := r3 + r6"
        );
        let source = rounds_source(100_000, "r3 := 5", &body, "cell: .data 1");
        assert_eq!(check(&source, 0).0, Stop::Halted);
    }
}
