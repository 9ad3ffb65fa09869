//! Owns the failures that hot code must find beyond `translator.rs`: each after
//! 100,000 good rounds or some thousands, most of them in compiled code, and each
//! found by the interpreter in the same place ([`hot`]). Deliberately knows
//! nothing of how code is made.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod hot;

use hot::*;
use std::fmt::Display;
use um32::um::{ArrayState, Stop};

#[test]
fn output_out_of_range_with_a_full_queue() {
    let body = format!("{} output r4", choose(255, 256));
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

/// What was found of the array in r3 says nothing of the next one in r3, which is the
/// same one until the last round.
#[test]
fn another_identifier_in_the_same_register() {
    let start = "r2 := 20\n r3 := map segment (r2 words)";
    for access in ["r5 := m[r3][r0]", "m[r3][r0] := r6"] {
        // One granule further on, inside the array, there begins none.
        let body =
            format!("m[r3][r0] := r6\n r5 := r1 + r7\n r5 := r5 * r5\n r3 := r3 + r5\n {access}");
        check_last(&rounds(30_000, start, &body, ""), "inactive-array", 80);
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
fn arrays_shorter_than_what_is_reached_later_on() {
    // One guard stands for the platters 0 to 5; in the last round there are fewer, and
    // what comes before the first of them that is missing is done.
    for capacity in 1..=5 {
        let start = format!(
            "r2 := 6\n r3 := map segment (r2 words)\n r2 := {capacity}\n r5 := map segment (r2 words)\n\
             r4 := short\n m[r0][r4] := r5"
        );
        let body = "r4 := short\n r4 := m[r0][r4]\n if (r1 != 0) r4 := r3\n r2 := m[r4][r0]\n r2 := 65\n output r2
             r2 := 1\n m[r4][r2] := r6\n r2 := 66\n output r2\n r2 := 2\n r2 := m[r4][r2]
             r2 := 3\n m[r4][r2] := r6\n r2 := 67\n output r2\n r2 := 4\n r2 := m[r4][r2]
             r2 := 5\n r2 := m[r4][r2]";
        let pieces = Pieces {
            budgets: &[u64::MAX],
            capacities: &[1 << 20],
        };
        let stop = check(
            &rounds(30_000, &start, body, "short: .data 0"),
            SMALL,
            &pieces,
            80,
        );
        let Stop::Failed(failure) = stop else {
            panic!("no failure");
        };
        assert_eq!(failure.kind.name(), "offset-out-of-range", "{failure}");
        assert_eq!(failure.registers[6], 1, "the last round: {failure}");
    }
}

/// Goes on in good rounds, in the last to `place`.
fn goes_on_or_to(place: impl Display) -> String {
    let choice = choose("on", place);
    format!("{choice} goto r4 in program m[r0]\n on: r5 := 0")
}

#[test]
fn invalid_instructions_reached_from_hot_code() {
    for platter in ["0xE0000000", "0xFFFFFFFF"] {
        // Jumped to, and amended into the way.
        let jumped = goes_on_or_to("bad");
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

/// Where the finger is one past the end it is there, and nothing more is done.
fn check_finger_past_the_end(program: &[u32], share: u64) {
    let failure = check_last(program, "finger-out-of-range", share);
    assert_eq!(failure.finger as usize, program.len(), "{failure}");
    assert_eq!(failure.platter, None);
}

/// Assembles what `make` gives for the capacity of the very program.
fn with_capacity(make: impl Fn(usize) -> Vec<u32>) -> Vec<u32> {
    let capacity = make(1).len();
    let program = make(capacity);
    assert_eq!(program.len(), capacity);
    program
}

#[test]
fn finger_past_the_end_by_one() {
    // A choice of two constants; the same where both ways are warm; computed.
    let chosen = |capacity: usize| {
        let body = goes_on_or_to(capacity);
        rounds(100_000, "", &body, "")
    };
    check_finger_past_the_end(&with_capacity(chosen), 90);
    let computed = |capacity| {
        let body = "r4 := table
                    r4 := r4 + r1
                    r4 := m[r0][r4]
                    goto r4 in program m[r0]
                    on: r5 := 0";
        rounds(100_000, "", body, &format!("table: .data {capacity}, on"))
    };
    check_finger_past_the_end(&with_capacity(computed), 90);
    let multiplied = |capacity| {
        // on + (1 - r1) * (capacity - on), in numbers modulo 2^32.
        let body = format!(
            "r4 := 1
             r5 := r1 * r7
             r5 := r5 + r4
             r4 := on
             r4 := r4 * r7
             r2 := {capacity}
             r4 := r4 + r2
             r5 := r5 * r4
             r4 := on
             r4 := r4 + r5
             goto r4 in program m[r0]
             on: r5 := 0"
        );
        rounds(100_000, "", &body, "")
    };
    check_finger_past_the_end(&with_capacity(multiplied), 90);
}

/// The last platter is an ordinary instruction, and nothing comes behind it.
#[test]
fn finger_that_walks_past_the_end() {
    for last in ["last: r5 := 0", "last: r5 := r4 + r4"] {
        let body = goes_on_or_to("last");
        check_finger_past_the_end(&rounds(100_000, "", &body, last), 90);
    }
}

/// r5 is 0 in good rounds, so that it is a jump; in the last it is what `forge`
/// made of r4 meanwhile.
fn load_program_of(start: &str, forge: &str) -> Vec<u32> {
    let body = format!(
        "{forge}
         r5 := r4 + r0
         if (r1 != 0) r5 := r0
         r4 := on
         goto r4 in program m[r5]
         halt
         on: r5 := 0"
    );
    rounds(100_000, start, &body, "")
}

#[test]
fn load_program_by_forged_identifiers() {
    for capacity in [3, 100, 300] {
        let start = format!("r2 := {capacity}\n r3 := map segment (r2 words)");
        // Inside the array or behind its header, far beyond all, all ones, and
        // one that is a live one's when shifted.
        for forge in [
            "r2 := 1\n r4 := r3 + r2",
            "r4 := 33000000",
            "r4 := r7 + r0",
            "r4 := 16384\n r4 := r4 * r4\n r4 := r4 + r3",
        ] {
            let program = load_program_of(&start, forge);
            let failure = check_last(&program, "load-inactive-array", 90);
            let array = failure.array.expect("what is known of the array");
            assert_eq!(array.state, ArrayState::NeverAllocated, "{forge}");
            assert_eq!(array.identifier, failure.registers[5]);
        }
    }
}

#[test]
fn load_program_after_abandonment() {
    // Abandoned long ago, and in this very round.
    for capacity in [1, 19, 254, 255, 3_000] {
        let gone = format!("r2 := {capacity}\n r3 := map segment (r2 words)\n unmap m[r3]");
        let now = format!("{gone}\n r4 := r3 + r0");
        let is_short = capacity <= 254;
        for (start, forge, share) in [
            (&gone[..], "r4 := r3 + r0", 90),
            ("", &now[..], if is_short { 90 } else { 0 }),
        ] {
            let program = load_program_of(start, forge);
            let failure = check_last(&program, "load-inactive-array", share);
            let array = failure.array.expect("what is known of the array");
            assert_eq!(array.state, ArrayState::Abandoned, "{capacity}");
            assert_eq!(array.identifier, failure.registers[3]);
        }
    }
}

/// Index and amendment of the 0 array, inside it for 100,000 rounds and then past
/// its end by one, or far.
#[test]
fn offsets_past_the_end_of_the_zero_array() {
    for far in [
        "",
        "r5 := 30000000\n r4 := r4 + r5\n if (r1 != 0) r4 := r2\n",
    ] {
        for access in ["r5 := m[r0][r4]", "m[r0][r4] := r6"] {
            let chosen = |capacity: usize| {
                let choice = choose("cell", capacity);
                let body = format!("{choice} r2 := cell\n {far} {access}");
                rounds(100_000, "", &body, "cell: .data 5")
            };
            check_last(&with_capacity(chosen), "offset-out-of-range", 90);
            // From the 0 array itself, so that nothing is known of it.
            let read = |capacity: usize| {
                let body = format!(
                    "r4 := table
                     r4 := r4 + r1
                     r4 := m[r0][r4]
                     r2 := cell
                     {far} {access}"
                );
                let data = format!("table: .data {capacity}, cell\n cell: .data 5");
                rounds(100_000, "", &body, &data)
            };
            let failure = check_last(&with_capacity(read), "offset-out-of-range", 90);
            let array = failure.array.expect("what is known of the array");
            assert_eq!(array.identifier, 0);
            let offset = array.offset.expect("an offset");
            assert_eq!(offset, failure.registers[4]);
            let capacity = with_capacity(read).len() as u32;
            assert_eq!(array.state, ArrayState::Active { capacity });
            assert!(if far.is_empty() {
                offset == capacity
            } else {
                offset > capacity
            });
        }
    }
}

/// The same by a constant that says so itself, at a place that only the last round
/// comes to.
#[test]
fn constant_offsets_past_the_end_of_the_zero_array() {
    for beyond in [0, 1, 1 << 24] {
        for access in ["r5 := m[r0][r4]", "m[r0][r4] := r6"] {
            let past = |capacity: usize| {
                let body = goes_on_or_to("bad");
                let data = format!("bad: r4 := {}\n {access}\n halt", capacity + beyond);
                rounds(100_000, "", &body, &data)
            };
            check_last(&with_capacity(past), "offset-out-of-range", 90);
        }
    }
}

/// A masked offset needs no check where the mask is inside the 0 array: here it
/// reaches one platter beyond, and in the last round the offset does.
#[test]
fn masked_offsets_past_the_end_by_one() {
    for access in ["r5 := m[r0][r4]", "m[r0][r4] := r5"] {
        let body = format!(
            "r4 := table
             r4 := r4 + r1
             r4 := m[r0][r4]
             r2 := 255
             r4 := r4 nand r2
             r4 := r4 nand r4
             r5 := pad
             r5 := m[r0][r5]
             {access}"
        );
        let padded = |pads: usize| {
            let pad = vec!["0"; pads].join(", ");
            let data = format!("pad: .data {pad}\n table: .data 255, pad");
            rounds(100_000, "", &body, &data)
        };
        let program = padded(1 + 255 - padded(1).len());
        assert_eq!(program.len(), 255);
        check_last(&program, "offset-out-of-range", 90);
    }
}
