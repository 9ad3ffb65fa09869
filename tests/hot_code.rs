//! Owns what must hold of hot code beyond `translator.rs`: full output queues,
//! images that are nearly all data, programs shared with the array they were
//! loaded from, wide jump tables, arrays used again in other sizes, recording
//! in pieces. Each is done by the interpreter too, in the same pieces, and
//! compared wherever a piece ends. Deliberately knows nothing of how code is
//! made.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;

use engine::translator::{Heat, Translator};
use um32::um::{Limits, Machine, Stop};

/// Bytes reserved for small programs, and for large ones.
const SMALL: usize = 16 << 20;
const LARGE: usize = 160 << 20;
/// More than any program here does.
const INSTRUCTIONS_MAX: u64 = 30_000_000;

/// Budgets in instructions and output capacities in bytes, over and over.
struct Pieces {
    budgets: &'static [u64],
    capacities: &'static [usize],
}

const WHOLE: Pieces = Pieces {
    budgets: &[u64::MAX],
    capacities: &[usize::MAX],
};
const LARGE_PIECES: Pieces = Pieces {
    budgets: &[9_973],
    capacities: &[usize::MAX],
};

/// Runs `program` in both engines at every heat, and compares them at the end of
/// each piece; `share` percent of the instructions at least must have been done
/// in compiled code. The stop in the end.
fn check(program: &[u32], bytes: usize, pieces: &Pieces, share: u64) -> Stop {
    let mut last = None;
    for heat in Heat::ALL {
        last = Some(check_at(heat, program, bytes, pieces, share));
    }
    last.expect("at least one heat")
}

fn check_at(heat: Heat, program: &[u32], bytes: usize, pieces: &Pieces, share: u64) -> Stop {
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

fn same_arrays(found: &Machine, expected: &Machine) {
    assert!(found.zero_array() == expected.zero_array(), "the 0 array");
    let identifiers: Vec<u32> = expected.active_identifiers().collect();
    assert!(found.active_identifiers().eq(identifiers.iter().copied()));
    for identifier in identifiers {
        assert_eq!(found.array(identifier), expected.array(identifier));
    }
}

fn assemble(source: &str) -> Vec<u32> {
    um32::asm::assemble(source).unwrap_or_else(|error| panic!("{error}"))
}

/// A loop of `good` good rounds and one more, of `body`, which finds r1 to be 1
/// in a good round and 0 in the last. r6 counts down, r7 is minus one, r0 is 0;
/// r3 is the body's own, r2, r4 and r5 are anybody's.
fn rounds(good: u32, start: &str, body: &str, data: &str) -> Vec<u32> {
    assemble(&format!(
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
    ))
}

/// The program must fail with `kind` in the last of its rounds.
fn check_last(program: &[u32], kind: &str, share: u64) {
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
    }
}

/// r4 becomes `good`, in the last round `bad`.
fn choose(good: &str, bad: &str) -> String {
    format!("r4 := {bad}\n r5 := {good}\n if (r1 != 0) r4 := r5\n")
}

#[test]
fn output_queues_that_are_full() {
    let body = "r2 := 255
                r4 := r6 nand r2
                r4 := r4 nand r4
                output r4
                r3 := r3 + r4
                r5 := r3 nand r2
                r5 := r5 nand r5
                output r5";
    let program = rounds(6_000, "", body, "");
    for capacities in [&[1][..], &[7, 0, 1, 3], &[254, 1, 3_071, 3_072, 3_073]] {
        let pieces = Pieces {
            budgets: &[u64::MAX, 8_191, 20_011],
            capacities,
        };
        assert_eq!(check(&program, SMALL, &pieces, 20), Stop::Halted);
    }
}

#[test]
fn output_out_of_range_with_a_full_queue() {
    let body = format!("{} output r4", choose("255", "256"));
    let program = rounds(6_000, "", &body, "");
    let pieces = Pieces {
        budgets: &[u64::MAX],
        capacities: &[0, 5, 1],
    };
    let stop = check(&program, SMALL, &pieces, 20);
    assert!(matches!(stop, Stop::Failed(failure) if failure.registers[6] == 1));
}

#[test]
fn identifiers_inside_long_arrays_and_beyond_all() {
    const START: &str = "r2 := 1000\n r3 := map segment (r2 words)\n r3 := map segment (r2 words)";
    // The neighbour of a header, far beyond all granules, and all ones.
    for forge in [
        "r4 := r3 + r2",
        "r4 := 33000000",
        "r4 := r3 * r7",
        "r4 := r7 + r0",
    ] {
        for access in ["r5 := m[r4][r2]", "m[r4][r2] := r6"] {
            let body = format!("r2 := 1\n {forge}\n if (r1 != 0) r4 := r3\n {access}");
            check_last(&rounds(30_000, START, &body, ""), "inactive-array", 80);
        }
    }
}

#[test]
fn offsets_that_wrap() {
    for capacity in [1, 254, 255, 5000] {
        let start = format!("r2 := {capacity}\n r3 := map segment (r2 words)");
        // All ones, and what is 0 when multiplied by four.
        for offset in ["r4 := r7 + r0", "r4 := 32768\n r4 := r4 * r4"] {
            for access in ["r5 := m[r3][r4]", "m[r3][r4] := r6"] {
                let body = format!("{offset}\n if (r1 != 0) r4 := r0\n {access}");
                check_last(
                    &rounds(30_000, &start, &body, ""),
                    "offset-out-of-range",
                    80,
                );
            }
        }
    }
}

#[test]
fn invalid_instructions_reached_from_hot_code() {
    for platter in ["0xE0000000", "0xFFFFFFFF"] {
        // Jumped to, and amended into the way.
        let jumped = format!(
            "{} goto r4 in program m[r0]\n on: r5 := 0",
            choose("on", "bad")
        );
        let data = format!("bad: .data {platter}");
        let program = rounds(30_000, "", &jumped, &data);
        let Stop::Failed(failure) = check(&program, SMALL, &WHOLE, 80) else {
            panic!("no failure");
        };
        assert_eq!(failure.kind.name(), "invalid-instruction");
        let amended = format!(
            "{} r5 := m[r0][r4]
             r4 := spot
             m[r0][r4] := r5
             spot: r5 := r5 + r0",
            choose("spot", "bad")
        );
        check_last(
            &rounds(5_000, "", &amended, &data),
            "invalid-instruction",
            0,
        );
    }
}

#[test]
fn a_jump_table_of_64() {
    let mut arms = String::new();
    let mut table = String::from("table: .data t0");
    for arm in 0..64 {
        arms += &format!(
            "t{arm}: r4 := {}\n r3 := r3 * r4\n r3 := r3 + r6\n r4 := after\n goto r4 in program m[r0]\n",
            2 * arm + 1
        );
        if arm > 0 {
            table += &format!(", t{arm}");
        }
    }
    let body = format!(
        "r2 := 64
         r4 := r6 / r2
         r4 := r4 * r2
         r4 := r4 nand r4
         r5 := 1
         r4 := r4 + r5
         r4 := r4 + r6
         r5 := table
         r4 := r4 + r5
         r4 := m[r0][r4]
         goto r4 in program m[r0]
         {arms}
         after: r5 := r6 / r1"
    );
    check_last(&rounds(60_000, "", &body, &table), "division-by-zero", 80);
}

#[test]
fn an_image_of_four_million_platters() {
    const PLATTERS: usize = 4 << 20;
    let body = "r4 := 41
                r4 := r6 * r4
                r5 := 1000
                r4 := r4 + r5
                r5 := m[r0][r4]
                r3 := r3 + r5
                m[r0][r4] := r3";
    let mut program = rounds(100_000, "", body, "");
    let data = (0u32..).map(|offset| offset.wrapping_mul(0x9e37_79b9));
    let missing = PLATTERS - program.len();
    program.extend(data.take(missing));
    for pieces in [&WHOLE, &LARGE_PIECES] {
        let share = if pieces.budgets[0] == u64::MAX { 90 } else { 0 };
        assert_eq!(check(&program, LARGE, pieces, share), Stop::Halted);
    }
}

/// A program loads a copy of itself from a long or a short array and then
/// amends the copy, itself, or both: neither may show in the other.
#[test]
fn a_program_shared_with_the_array_it_came_from() {
    for padding in [0, 400] {
        for access in [
            "m[r3][r4] := r1\n r5 := m[r0][r4]",
            "m[r0][r4] := r1\n r5 := m[r3][r4]",
            "m[r3][r4] := r6\n m[r0][r4] := r1\n r5 := m[r3][r4]",
            "r5 := m[r3][r4]",
        ] {
            let source = format!(
                "r7 := r0 nand r0
                 r2 := end
                 r3 := map segment (r2 words)
                 copy:
                 r2 := r2 + r7
                 r4 := m[r0][r2]
                 m[r3][r2] := r4
                 r4 := copied
                 r5 := copy
                 if (r2 != 0) r4 := r5
                 goto r4 in program m[r0]
                 copied: r6 := 40
                 outer:
                 r4 := loaded
                 goto r4 in program m[r3]
                 loaded: r1 := 1000
                 inner:
                 r4 := cell
                 {access}
                 r2 := r2 + r5
                 r5 := m[r0][r4]
                 r2 := r2 + r5
                 r1 := r1 + r7
                 r4 := over
                 r5 := inner
                 if (r1 != 0) r4 := r5
                 goto r4 in program m[r0]
                 over:
                 r6 := r6 + r7
                 r4 := done
                 r5 := outer
                 if (r6 != 0) r4 := r5
                 goto r4 in program m[r0]
                 done: halt
                 cell: .data 7
                 {}
                 end: halt",
                ".data 0\n".repeat(padding)
            );
            let program = assemble(&source);
            assert_eq!(check(&program, SMALL, &WHOLE, 50), Stop::Halted);
            assert_eq!(check(&program, SMALL, &LARGE_PIECES, 0), Stop::Halted);
        }
    }
}

/// 1 to 300 platters, never twice the same in a row: the last must be 0 again,
/// and the sum of the identifiers the same.
#[test]
fn arrays_used_again_in_other_sizes() {
    let body = "r2 := 300
                r4 := r6 * r6
                r5 := r4 / r2
                r5 := r5 * r2
                r5 := r5 nand r5
                r4 := r4 + r5
                r5 := 2
                r4 := r4 + r5
                unmap m[r3]
                r3 := map segment (r4 words)
                r4 := r4 + r7
                r5 := m[r3][r4]
                m[r3][r4] := r6
                m[r3][r0] := r6
                r2 := sum
                r4 := m[r0][r2]
                r5 := r5 + r4
                r5 := r5 + r3
                m[r0][r2] := r5
                r5 := r6 / r1";
    let start = "r2 := 1\n r3 := map segment (r2 words)";
    let program = rounds(30_000, start, body, "sum: .data 0");
    check_last(&program, "division-by-zero", 50);
}

/// Recording goes on where it was, however small the budgets.
#[test]
fn recording_in_pieces() {
    let body = "m[r3][r6] := r6
                r5 := m[r3][r6]
                r4 := sum
                r2 := m[r0][r4]
                r2 := r2 + r5
                m[r0][r4] := r2
                r5 := r6 / r1";
    let start = "r2 := 40000\n r3 := map segment (r2 words)";
    let program = rounds(30_000, start, body, "sum: .data 0");
    for (budgets, share) in [
        (&[37, 20_011][..], 60),
        (&[1, 2, 3, 9_973], 30),
        (&[4_095, 1, 4_096, 4_097], 0),
    ] {
        let pieces = Pieces {
            budgets,
            capacities: &[usize::MAX],
        };
        let stop = check(&program, SMALL, &pieces, share);
        assert!(matches!(stop, Stop::Failed(failure) if failure.registers[6] == 1));
    }
}
