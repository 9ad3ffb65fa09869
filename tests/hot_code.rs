//! Owns what must hold of hot code beyond `translator.rs`: full output queues,
//! images that are nearly all data, programs shared with the array they were
//! loaded from, wide jump tables, arrays used again in other sizes, recording
//! in pieces and how much of it. Each is done by the interpreter too, in the same
//! pieces, and compared wherever a piece ends ([`hot`]). Deliberately knows
//! nothing of how code is made; failures are in `hot_failures.rs`.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod hot;
mod self_copy;

use engine::translator::{Heat, Translator};
use hot::*;
use self_copy::copy_itself;
use um32::engine::Options;
use um32::jit::Reason;
use um32::um::Stop;

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
        "{}
         r5 := table
         r4 := r4 + r5
         r4 := m[r0][r4]
         goto r4 in program m[r0]
         {arms}
         after: r5 := r6 / r1",
        modulo(64)
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
        let share = pieces.share(90);
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
                 {}
                 r6 := 40
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
                copy_itself("end", "end"),
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
    // The last platter is each of a granule's four in turn.
    let body = "r2 := 300
                r4 := 7
                r4 := r6 * r4
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

/// One block longer than the budget with which code is entered at the least, and than a
/// tree: a path looks at its budget in time whatever its length.
#[test]
fn a_block_longer_than_a_budget() {
    let body = "r3 := r3 + r6\nr3 := r3 * r7\n".repeat(2_200);
    let program = rounds(2, "", &body, "");
    const LEAST: u64 = um32::jit::PATH_MAX as u64;
    let pieces = Pieces {
        budgets: &[LEAST, 2 * LEAST + 1, 4_096],
        capacities: &[usize::MAX],
    };
    // Only there is code where such a budget begins.
    let stop = check_at(Heat::Everywhere, &program, SMALL, &pieces, 40);
    assert_eq!(stop, Stop::Halted);
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

/// Recording is slow: it is a small part of whatever a program does, however many
/// entries get hot, and however often another program is loaded.
#[test]
fn recording_stays_small() {
    // Each round goes through blocks that get hot one after another.
    let blocks: String = (0..300)
        .map(|block| {
            format!(
                "r4 := b{block}
                 goto r4 in program m[r0]
                 halt
                 b{block}: r3 := r3 + r6
                 r5 := m[r0][r4]
                 r3 := r3 + r5\n"
            )
        })
        .collect();
    let many = rounds(20_000, "", &blocks, "");
    let copy = copy_itself("end", "end");
    let reloading = assemble(&format!(
        "r7 := r0 nand r0
         {copy}
         r6 := 40
         again: r1 := 20000
         r4 := inner
         goto r4 in program m[r3]
         inner: r2 := m[r3][r0]
         r1 := r1 + r7
         r4 := over
         r5 := inner
         if (r1 != 0) r4 := r5
         goto r4 in program m[r0]
         over: r6 := r6 + r7
         r4 := out
         r5 := again
         if (r6 != 0) r4 := r5
         goto r4 in program m[r0]
         out: halt
         .data 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
         end: halt"
    ));
    let usual = Options {
        is_eager: true,
        ..Options::default()
    };
    let soon = Options {
        threshold: 300,
        recorded: 200,
        ..usual
    };
    for (name, program) in [("many", &many), ("reloading", &reloading)] {
        for options in [usual, soon] {
            for budget in [u64::MAX, 20_011, 97] {
                let mut translator =
                    Translator::with_options(program, SMALL, options).expect("memory");
                while translator.run(budget) == Ok(Stop::BudgetSpent) {}
                let done = translator.machine().instructions();
                let recorded = translator.statistics().recorded_instructions;
                println!("{name}, {budget}: {recorded} of {done} recorded");
                assert!(done > 1_000_000);
                assert!(recorded > 0 || budget < 4_096, "nothing is recorded");
                assert!(
                    recorded <= options.recorded + done / 64,
                    "{name}, budgets of {budget}: {recorded} of {done} are recorded"
                );
            }
        }
    }
}

/// Two computed jumps to one place, where r5 is 0 for half of the time: code for it
/// takes that for granted, and is made anew when it turns out wrong.
#[test]
fn a_wrong_assumption_is_corrected_after_a_few_exits() {
    let program = assemble(
        "r0 := 0
         r7 := r0 nand r0
         r6 := 40000
         again: r5 := amount
         r5 := m[r0][r5]
         r3 := first
         r1 := pointer
         r1 := m[r0][r1]
         goto r1 in program m[r0]
         first: r3 := second
         r1 := pointer
         r1 := m[r0][r1]
         goto r1 in program m[r0]
         second: r5 := 7
         r6 := r6 + r7
         r2 := over
         r1 := again
         if (r6 != 0) r2 := r1
         goto r2 in program m[r0]
         over: r2 := more
         r1 := out
         r5 := amount
         r5 := m[r0][r5]
         if (r5 != 0) r2 := r1
         goto r2 in program m[r0]
         more: r5 := amount
         r1 := 1
         m[r0][r5] := r1
         r6 := 40000
         r1 := again
         goto r1 in program m[r0]
         out: halt
         place: r4 := r4 + r5
         goto r3 in program m[r0]
         pointer: .data place
         amount: .data 0",
    );
    let mut translator =
        Translator::with_options(&program, SMALL, Heat::Normal.options()).expect("memory");
    assert_eq!(translator.run(u64::MAX), Ok(Stop::Halted));
    assert_eq!(translator.machine().registers()[4], 80_000);
    let statistics = translator.statistics();
    let wrong = statistics.exits.get(&Reason::Assumption);
    assert!(
        wrong.is_some_and(|&exits| (1..200).contains(&exits)),
        "{statistics:?}"
    );
    let (compiled, all) = (
        statistics.compiled_instructions,
        translator.machine().instructions(),
    );
    assert!(compiled * 10 > all * 9, "{statistics:?}");
}
