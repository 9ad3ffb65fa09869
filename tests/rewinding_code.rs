//! Owns the proof that compiled code does not stay where a machine is put back to a
//! time at which it was not right: programs made for that go several ways, at every
//! heat, by snapshot and by checkpoint. And that bytes that are no checkpoint change
//! nothing. Random programs are in `rewinding.rs`.
#![cfg(not(target_arch = "wasm32"))]

mod checksum;
#[allow(dead_code)]
mod engine;
#[path = "moment/seen.rs"]
mod seen;
mod self_copy;
#[path = "moment/state.rs"]
mod state;

use checksum::checksum;
use engine::translator::{Heat, Translator};
use seen::seen;
use self_copy::copy_itself;
use state::state;
use um32::asm::assemble;
use um32::format::checkpoint;
use um32::um::{Limits, Machine, Stop};

/// Platters of each program, zeros behind its last instruction among them.
const PLATTERS: usize = 400;

fn padded(source: &str) -> Vec<u32> {
    let mut program = assemble(source).unwrap_or_else(|error| panic!("{error}"));
    assert!(program.len() <= PLATTERS, "{}", program.len());
    program.resize(PLATTERS, 0);
    program
}

/// The end of a round of those at `rounds` that r6 counts down. Behind the last of them,
/// prints of r2 what makes one byte, and goes to `ask`.
const ROUND_ENDS: &str = "
         r6 := r6 + r7
         r4 := rounds
         r5 := over
         if (r6 != 0) r5 := r4
         goto r5 in program m[r0]
         over:
         r5 := 15
         r2 := r2 nand r5
         r2 := r2 nand r2
         r5 := 48
         r2 := r2 + r5
         output r2
         r4 := ask
         goto r4 in program m[r0]";

/// Asks for a byte; 1 and 2 put another instruction at `place`, 3 leaves it as it
/// is, 4 loads a copy of the program of `longer` platters and fills what has come free.
/// All of it lies in the second half of the program.
/// Then goes four hundred rounds through `place`, and prints what came of it.
fn asking(longer: u32) -> Vec<u32> {
    let copy = copy_itself(longer, PLATTERS);
    padded(&format!(
        "r7 := begin
         goto r7 in program m[r0]
         .space 200
         begin:
         r7 := r0 nand r0
         ask:
         r2 := 0
         r3 := 5
         r1 := input()
         r4 := three
         r4 := r4 + r1
         r4 := m[r0][r4]
         goto r4 in program m[r0]
         put:
         r4 := places
         r4 := r4 + r1
         r4 := m[r0][r4]
         r5 := 100
         r5 := r1 / r5
         r6 := place
         r5 := r5 + r6
         m[r0][r5] := r4
         goes_on:
         r6 := 401
         rounds:
         place:
         r2 := r2 + r3
         {ROUND_ENDS}
         longer:
         {copy}
         r4 := loaded
         goto r4 in program m[r3]
         loaded:
         r2 := 500
         r3 := map segment (r2 words)
         filling:
         r2 := r2 + r7
         m[r3][r2] := r7
         r4 := filled
         r5 := filling
         if (r2 != 0) r4 := r5
         goto r4 in program m[r0]
         filled:
         r2 := 0
         r3 := 5
         r4 := goes_on
         goto r4 in program m[r0]
         three: .data 0, put, put, goes_on, longer
         places: .data 0
         r2 := r2 nand r3
         r2 := r2 * r6"
    ))
}

/// Loads a copy of itself, with which it shares its platters. Then, after each
/// byte, amends itself in many rounds, and prints what it finds in the copy.
fn sharing() -> Vec<u32> {
    let copy = copy_itself(PLATTERS, PLATTERS);
    padded(&format!(
        "r7 := r0 nand r0
         {copy}
         r4 := ask
         goto r4 in program m[r3]
         ask:
         r1 := input()
         r2 := 0
         r6 := 1201
         r4 := rounds
         goto r4 in program m[r0]
         rounds:
         r4 := cell
         m[r0][r4] := r6
         r5 := m[r3][r4]
         r2 := r2 + r5
         {ROUND_ENDS}
         cell: .data 7"
    ))
}

/// Goes on with more bytes after `program` was put back behind the first `kept`
/// ones, as often as there are ways; each time as a machine that never went
/// elsewhere.
fn goes(heat: Heat, program: &[u32], ways: &[(usize, &[u8])]) {
    for by_checkpoint in [false, true] {
        let mut machine = Translator::with_heat(program, Limits::small(), heat).unwrap();
        assert_eq!(machine.run(1_000_000), Ok(Stop::AwaitingInput), "{heat:?}");
        let note = |machine: &Translator| {
            let checkpoint = checkpoint::write(machine.machine()).unwrap();
            (machine.snapshot(), checkpoint)
        };
        let mut typed: Vec<u8> = Vec::new();
        // What it was before each byte.
        let mut noted = vec![note(&machine)];
        for &(kept, more) in ways {
            if by_checkpoint {
                machine.restore_over(&noted[kept].1);
            } else {
                machine.rewind(&noted[kept].0);
            }
            noted.truncate(kept + 1);
            typed.truncate(kept);
            for &byte in more {
                machine.machine_mut().console_mut().push_input(&[byte]);
                assert_eq!(machine.run(1_000_000), Ok(Stop::AwaitingInput), "{heat:?}");
                typed.push(byte);
                noted.push(note(&machine));
            }
            let mut straight = Machine::new(program, Limits::small()).unwrap();
            straight.console_mut().push_input(&typed);
            assert_eq!(straight.run(1_000_000), Ok(Stop::AwaitingInput));
            let expected = straight.console_mut().take_output();
            let found = machine.machine().console().clone().take_output();
            assert_eq!(found, expected, "{heat:?}: {typed:?}");
            let instructions = machine.machine().instructions();
            assert_eq!(instructions, straight.instructions(), "{heat:?}: {typed:?}");
        }
        assert!(machine.statistics().compiled_instructions > 0, "{heat:?}");
    }
}

#[test]
fn code_of_platters_that_were_amended_later_does_not_stay() {
    for heat in Heat::ALL {
        goes(
            heat,
            &asking(2000),
            &[
                (0, &[3, 3, 3, 1, 3, 3]),
                (2, &[3, 3]),
                (3, &[2, 3, 3]),
                (1, &[3, 3, 1, 3]),
                (3, &[3, 2, 3]),
            ],
        );
    }
}

#[test]
fn code_does_not_stay_behind_the_end_of_a_program_that_begins_the_same() {
    let whole = padded(
        "r7 := r0 nand r0
         r6 := 3000
         r1 := loop
         goto r1 in program m[r0]
         .space 200
         loop: r6 := r6 + r7
         r1 := out
         r2 := loop
         if (r6 != 0) r1 := r2
         goto r1 in program m[r0]
         out: halt",
    );
    for heat in Heat::ALL {
        let mut machine = Translator::with_heat(&whole, Limits::small(), heat).unwrap();
        assert_eq!(machine.run(1_000_000), Ok(Stop::Halted), "{heat:?}");
        assert!(machine.statistics().compiled_instructions > 10_000);
        let mut straight = Machine::new(&whole[..100], Limits::small()).unwrap();
        machine.restore_over(&checkpoint::write(&straight).unwrap());
        let stop = straight.run(1_000_000);
        assert!(matches!(stop, Ok(Stop::Failed(_))));
        assert_eq!(machine.run(1_000_000), stop, "{heat:?}");
        assert_eq!(machine.machine().instructions(), straight.instructions());
    }
}

/// The same program, as long and its own, but at another place: code that counts in its
/// platters would count where another array lies now.
#[test]
fn code_does_not_stay_where_the_program_lies_elsewhere() {
    let counting = padded(
        "r7 := r0 nand r0
         r6 := 3000
         loop: r6 := r6 + r7
         r4 := cell
         r5 := m[r0][r4]
         r5 := r5 + r6
         m[r0][r4] := r5
         r1 := out
         r2 := loop
         if (r6 != 0) r1 := r2
         goto r1 in program m[r0]
         out: halt
         cell: .data 7",
    );
    let mut elsewhere = Machine::new(&counting, Limits::small()).unwrap();
    let arrays = elsewhere.arrays_mut();
    // Between the two places there is room for the margin of the first.
    let between = arrays.allocate(20_000).unwrap();
    let copy = arrays.allocate(PLATTERS as u32).unwrap();
    for (offset, &platter) in (0..).zip(&counting) {
        arrays.amend(copy, offset, platter).unwrap();
    }
    assert!(arrays.abandon(between));
    assert_eq!(arrays.load_program(copy), Ok(true));
    arrays.own_program().unwrap();
    let elsewhere = checkpoint::write(&elsewhere).unwrap();
    for heat in Heat::ALL {
        let mut machine = Translator::with_heat(&counting, Limits::small(), heat).unwrap();
        assert_eq!(machine.run(1_000_000), Ok(Stop::Halted), "{heat:?}");
        assert!(machine.statistics().compiled_instructions > 10_000);
        machine.restore_over(&elsewhere);
        let mut straight = checkpoint::restore(&elsewhere, Limits::small()).unwrap();
        assert_eq!(straight.run(1_000_000), Ok(Stop::Halted));
        assert_eq!(machine.run(1_000_000), Ok(Stop::Halted), "{heat:?}");
        assert_eq!(seen(machine.machine()), seen(&straight), "{heat:?}");
    }
}

/// Ways into the longer program and out of it, again and again.
const LONGER_AND_BACK: &[(usize, &[u8])] = &[
    (0, &[3, 3, 4, 3, 3, 1, 3]),
    (1, &[3, 3, 1]),
    (0, &[3, 4, 2, 3, 4, 3]),
    (2, &[3, 3, 3]),
    (1, &[3, 3]),
];

#[test]
fn code_of_platters_that_were_the_same_stays_and_other_code_goes_at_once() {
    for by_checkpoint in [false, true] {
        let heat = Heat::FirstJump;
        let mut machine = Translator::with_heat(&asking(2000), Limits::small(), heat).unwrap();
        let go = |machine: &mut Translator, byte| {
            machine.machine_mut().console_mut().push_input(&[byte]);
            assert_eq!(machine.run(1_000_000), Ok(Stop::AwaitingInput));
            let statistics = machine.statistics();
            let made = (statistics.modules, statistics.dropped_modules);
            (made, statistics.compiled_instructions)
        };
        // Until there is code for all of it.
        (0..3).for_each(|_| {
            go(&mut machine, 3);
        });
        let (made, compiled) = go(&mut machine, 3);
        let snapshot = machine.snapshot();
        let checkpoint = checkpoint::write(machine.machine()).unwrap();
        let back = |machine: &mut Translator| {
            if by_checkpoint {
                machine.restore_over(&checkpoint);
            } else {
                machine.rewind(&snapshot);
            }
            machine.statistics().dropped_modules
        };
        assert_eq!(back(&mut machine), made.1, "{by_checkpoint}");
        let (again, compiled_again) = go(&mut machine, 3);
        assert_eq!(again, made, "{by_checkpoint}");
        assert!(compiled_again > compiled, "{by_checkpoint}");
        // Another instruction at one place, and code that has it.
        let (amended, _) = go(&mut machine, 1);
        assert!(amended.0 > made.0, "{by_checkpoint}");
        assert!(back(&mut machine) > amended.1, "{by_checkpoint}");
    }
}

#[test]
fn notes_in_the_margin_of_another_program_do_not_stay() {
    for heat in Heat::ALL {
        goes(heat, &asking(2000), LONGER_AND_BACK);
    }
}

#[test]
fn going_back_leaves_every_array_its_proper_place_whatever_the_program_takes() {
    // The margin's room, five bytes a platter, is seldom a whole number of granules.
    for longer in 2001..2017 {
        goes(Heat::FirstJump, &asking(longer), LONGER_AND_BACK);
    }
}

#[test]
fn code_that_owns_its_platters_does_not_stay_where_they_are_shared() {
    for heat in Heat::ALL {
        goes(
            heat,
            &sharing(),
            &[(0, &[1, 2, 3]), (0, &[1, 2]), (1, &[1, 2]), (0, &[1])],
        );
    }
}

#[test]
fn bytes_that_are_no_checkpoint_leave_no_half_of_one() {
    let mut machine =
        Translator::with_heat(&asking(2000), Limits::small(), Heat::FirstJump).unwrap();
    machine.machine_mut().console_mut().push_input(&[3, 1, 3]);
    assert_eq!(machine.run(1_000_000), Ok(Stop::AwaitingInput));
    let checkpoint = checkpoint::write(machine.machine()).unwrap();
    let before = state(machine.machine());
    let mut altered = checkpoint.clone();
    altered[100] ^= 1;
    assert!(machine.try_restore_over(&altered).is_err());
    assert_eq!(state(machine.machine()), before, "nothing has happened");
    // A whole file of a state that ends too soon.
    let short = checkpoint::write(&Machine::new(&[0; 300], Limits::small()).unwrap()).unwrap();
    let mut lying = short.clone();
    lying[10] ^= 1;
    let end = lying.len() - 4;
    let sum = checksum(&lying[..end]);
    lying[end..].copy_from_slice(&sum);
    assert!(machine.try_restore_over(&lying).is_err());
    let _ = machine.run(1000);
    machine.restore_over(&checkpoint);
    let straight = checkpoint::restore(&checkpoint, Limits::small()).unwrap();
    assert_eq!(seen(machine.machine()), seen(&straight));
}
