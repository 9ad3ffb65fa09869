//! Owns the running of `tests/cases`: one program for each rule of the
//! specification, run by every engine, natively and (as the same tests, under
//! wasm-bindgen-test) in Node and in browsers. Deliberately knows no rule
//! itself: what must happen is in the case files, whose format is in [`case`].
//!
//! Each case is run in several manners that must make no difference, see
//! [`manner`]: at one go, one instruction at a time, in budgets of 7, with its
//! input given byte by byte when it is asked for, and with room for a single
//! byte of output.
//!
//! The translator runs each case at every heat; nothing that can be seen may
//! differ from the interpreter.

mod case;
mod engine;
mod everywhere;
mod manner;

use case::{Case, End};
use engine::{Engine, Interpreter};
use everywhere::tests;
use manner::{MANNERS, Manner, Outcome, play};
use um32::um::Stop;

/// Compares an outcome with what the case file says.
fn check_expectations(case: &Case, outcome: &Outcome) {
    match (&case.end, &outcome.stop) {
        (End::Halted, Stop::Halted) | (End::AwaitingInput, Stop::AwaitingInput) => {}
        (End::Failed(kind), Stop::Failed(failure)) => {
            assert_eq!(failure.kind.name(), kind, "kind of failure ({failure})");
            if let Some(expected) = &case.array {
                let known = failure.array.as_ref().expect("knowledge of the array");
                let identifier = outcome.registers[expected.register];
                assert_eq!(known.identifier, identifier, "identifier in the report");
                assert_eq!(
                    known.state, expected.state,
                    "state of the array in the report"
                );
                assert_eq!(known.offset, expected.offset, "offset in the report");
            }
        }
        (expected, stop) => panic!("ended with {stop:?}, not with {expected:?}"),
    }
    let text = |bytes: &[u8]| bytes.escape_ascii().to_string();
    assert_eq!(text(&outcome.output), text(&case.output), "output");
    for &(register, value) in &case.registers {
        assert_eq!(
            outcome.registers[register], value,
            "r{register} ({:#x?})",
            outcome.registers
        );
    }
    let live = outcome.arrays.len() as u64 - 1;
    if let Some(arrays) = case.arrays {
        assert_eq!(live, arrays, "active arrays");
    }
    if let Some(finger) = case.finger {
        assert_eq!(outcome.finger, finger, "finger");
    }
    if let Some(instructions) = case.instructions {
        assert_eq!(outcome.instructions, instructions, "instructions");
    }
    if let Some(pending) = case.pending_input {
        assert_eq!(outcome.pending_input, pending, "bytes of input not read");
    }
}

fn check<E: Engine>(source: &str) {
    let case = Case::read(source).unwrap_or_else(|error| panic!("the case file: {error}"));
    let [first, others @ ..] = MANNERS;
    let outcome = play::<E>(&case, first);
    check_expectations(&case, &outcome);
    for manner in others {
        let other = play::<E>(&case, manner);
        assert!(
            other == outcome,
            "{}, {}: {other:#?}\nand at one go: {outcome:#?}",
            E::NAME,
            manner.name
        );
    }
    check_translator(&case, &outcome);
}

/// The translator at every heat, against the interpreter's outcome.
fn check_translator(case: &Case, outcome: &Outcome) {
    use engine::translator::{Everywhere, FirstJump, FirstJumpAlone, Normal};
    let [at_one_go, .., in_sips] = MANNERS;
    for manner in [at_one_go, in_sips] {
        check_against::<Everywhere>(case, manner, outcome);
        check_against::<FirstJump>(case, manner, outcome);
        check_against::<FirstJumpAlone>(case, manner, outcome);
        check_against::<Normal>(case, manner, outcome);
    }
}

fn check_against<E: Engine>(case: &Case, manner: Manner, outcome: &Outcome) {
    let other = play::<E>(case, manner);
    assert!(
        other == *outcome,
        "{}, {}: {other:#?}\nand by the interpreter: {outcome:#?}",
        E::NAME,
        manner.name
    );
}

/// One test for each case file, and the list of them.
macro_rules! cases {
    ($($name:ident)*) => {
        tests! {
            $(fn $name() {
                check::<Interpreter>(include_str!(concat!("cases/", stringify!($name), ".ums")));
            })*
        }

        #[cfg(not(target_arch = "wasm32"))]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

cases! {
    abandonment_forged_next
    abandonment_identifier_all_ones
    abandonment_leaves_others
    abandonment_never_allocated
    abandonment_of_the_zero_array
    abandonment_of_the_zero_array_after_load
    abandonment_then_allocation
    abandonment_twice
    abandonment_twice_long
    addition_wraps
    allocation_identifiers_differ
    allocation_is_zeroed
    allocation_is_zeroed_again_long
    allocation_is_zeroed_again_short
    allocation_of_capacity_zero
    allocation_onto_its_capacity
    amending_a_hot_loop
    amending_a_loops_constant
    amending_a_platter_by_computed_ways
    amending_itself
    amending_the_next_instruction
    amending_the_next_instruction_to_an_invalid_one
    array_amendment_abandoned
    array_amendment_empty
    array_amendment_forged_next
    array_amendment_long_past_end
    array_amendment_never_allocated
    array_amendment_offset_all_ones
    array_amendment_past_end_after_the_last
    array_amendment_past_end_by_one
    array_amendment_shared_registers
    array_amendment_stores
    array_amendment_zero_array_past_end
    array_index_254
    array_index_255
    array_index_256
    array_index_257
    array_index_abandoned
    array_index_abandoned_empty
    array_index_abandoned_long
    array_index_empty
    array_index_forged_inside_abandoned
    array_index_forged_inside_long
    array_index_forged_next
    array_index_identifier_all_ones
    array_index_identifier_that_wraps
    array_index_never_allocated
    array_index_offset_256
    array_index_offset_all_ones
    array_index_offset_that_wraps
    array_index_onto_its_own_operands
    array_index_past_end_after_the_last
    array_index_past_end_by_one
    array_index_reads
    array_index_zero_array
    array_index_zero_array_offset_all_ones
    array_index_zero_array_past_end
    arrays_are_separate
    conditional_move_nonzero
    conditional_move_shared_registers
    conditional_move_zero
    division_by_zero
    division_is_unsigned
    division_of_zero_by_zero
    division_onto_its_operands
    division_truncates
    finger_falls_off_the_end
    finger_falls_off_the_end_after_output
    finger_jumps_far
    finger_jumps_past_the_end_by_one
    finger_jumps_to_the_last_platter
    finger_jumps_where_offsets_wrap
    halt_as_the_last_platter
    halt_stops
    input_awaited
    input_bytes
    input_echo
    input_end
    input_is_not_read_ahead
    instruction_14_is_invalid
    instruction_15_is_invalid
    instruction_invalid_but_not_reached
    load_program_abandoned
    load_program_abandoned_after_loading
    load_program_abandoned_long
    load_program_behind_a_conditional_move
    load_program_forged_next
    load_program_identifier_all_ones
    load_program_jumps
    load_program_jumps_backwards
    load_program_keeps_other_arrays
    load_program_long_again_gives_the_source
    load_program_long_amended_after
    load_program_long_array
    load_program_long_source_abandoned_after
    load_program_long_source_amended_after
    load_program_long_two_arrays_in_turn
    load_program_never_allocated
    load_program_of_an_array_of_its_own
    load_program_of_an_empty_array
    load_program_runs_from_the_offset
    load_program_short_again_gives_the_source
    load_program_short_amended_after
    load_program_short_source_abandoned_after
    load_program_short_source_amended_after
    load_program_shorter_than_the_finger
    load_program_small_array
    multiplication_wraps
    not_and_bits
    orthography_every_register
    orthography_values
    output_256
    output_all_ones
    output_bytes
    output_with_low_byte_of_a_letter
    start_registers_are_zero
    unused_bits_other
    unused_bits_standard
}

/// A file in `tests/cases` that is not in the list would never be run.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_file_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    for entry in std::fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        assert_eq!(
            path.extension().and_then(|extension| extension.to_str()),
            Some("ums"),
            "{name}"
        );
        assert!(
            NAMES.contains(&name),
            "{name} is missing from the list in tests/cases.rs"
        );
    }
}
