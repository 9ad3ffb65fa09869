//! Owns the proof that a machine that was put back is what it was, and goes on
//! as it did: on random programs that amend themselves, load other programs and
//! run out of rules, in the interpreter and with compiled code that stays.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod generator;
#[allow(dead_code)]
mod hot;

use engine::translator::{Heat, Translator};
use generator::Trial;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use um32::format::checkpoint;
use um32::um::{Limits, Machine, Stop};

const INSTRUCTIONS_MAX: u64 = 20_000;

/// What is done with a machine.
#[derive(Clone, Copy, Debug)]
enum Act {
    Run(u64),
    Note,
    /// Back (or forth) to what was noted, this one of them.
    Rewind(Index),
    /// The same by its checkpoint.
    Restore(Index),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        4 => (1..INSTRUCTIONS_MAX / 2).prop_map(Act::Run),
        2 => (1..50_u64).prop_map(Act::Run),
        3 => Just(Act::Note),
        3 => any::<Index>().prop_map(Act::Rewind),
        2 => any::<Index>().prop_map(Act::Restore),
    ];
    proptest::collection::vec(act, 2..12)
}

fn begin(machine: &mut Machine, trial: &Trial) {
    machine.console_mut().set_output_capacity(usize::MAX);
    machine.console_mut().push_input(&trial.input);
    machine.console_mut().end_input();
}

/// All that a program could find out, and what the person sees.
fn seen(machine: &Machine) -> impl PartialEq + std::fmt::Debug {
    let arrays: Vec<(u32, Vec<u32>)> = machine
        .active_identifiers()
        .map(|identifier| (identifier, machine.array(identifier).unwrap().to_vec()))
        .collect();
    (
        machine.instructions(),
        machine.finger(),
        machine.registers(),
        machine.zero_array().to_vec(),
        arrays,
        machine.console().clone(),
    )
}

fn bytes(machine: &Machine) -> Vec<u8> {
    let mut bytes = Vec::new();
    machine.write_checkpoint(&mut bytes).expect("memory");
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("UM32_TRIALS").ok().and_then(|it| it.parse().ok()).unwrap_or(300), failure_persistence: None, rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default() })]

    /// The allocator's whole state among it: equal states are equal bytes.
    #[test]
    fn an_interpreted_machine_is_what_it_was_to_the_byte(
        trial in generator::trial(),
        acts in acts(),
    ) {
        let mut machine = Machine::new(&trial.program(), Limits::small()).unwrap();
        begin(&mut machine, &trial);
        let mut noted = vec![(machine.snapshot().unwrap(), bytes(&machine))];
        for act in acts {
            match act {
                Act::Run(instructions) => {
                    let _ = machine.run(instructions);
                }
                Act::Note => noted.push((machine.snapshot().unwrap(), bytes(&machine))),
                Act::Rewind(which) => {
                    let (snapshot, then) = which.get(&noted);
                    machine.rewind(snapshot, |_| {});
                    prop_assert_eq!(&bytes(&machine), then);
                }
                Act::Restore(which) => {
                    let (_, then) = which.get(&noted);
                    machine.read_checkpoint_over(&(0..0), &mut &then[..]).unwrap();
                    machine.console_mut().set_output_capacity(usize::MAX);
                    prop_assert_eq!(&bytes(&machine), then);
                }
            }
        }
        let mut straight = Machine::new(&trial.program(), Limits::small()).unwrap();
        begin(&mut straight, &trial);
        let _ = straight.run(machine.instructions());
        prop_assert_eq!(machine.run(INSTRUCTIONS_MAX), straight.run(INSTRUCTIONS_MAX));
        prop_assert_eq!(bytes(&machine), bytes(&straight));
    }

    /// Code that was compiled later stays, and knows nothing that was not so then.
    #[test]
    fn a_translated_machine_goes_on_like_a_straight_one(
        trial in generator::trial(),
        acts in acts(),
        heat in proptest::sample::select(Heat::ALL.to_vec()),
    ) {
        let program = trial.program();
        let mut machine = Translator::with_heat(&program, Limits::small(), heat).unwrap();
        begin(machine.machine_mut(), &trial);
        let note = |machine: &Translator| (machine.snapshot(), checkpoint::write(machine.machine()).unwrap());
        let mut noted = vec![note(&machine)];
        for act in acts.into_iter().chain([Act::Run(INSTRUCTIONS_MAX)]) {
            let mut stop = None;
            let before = machine.machine().instructions();
            match act {
                Act::Run(instructions) => stop = Some((instructions, machine.run(instructions))),
                Act::Note => noted.push(note(&machine)),
                Act::Rewind(which) => machine.rewind(&which.get(&noted).0),
                Act::Restore(which) => {
                    machine.restore_over(&which.get(&noted).1);
                    machine.machine_mut().console_mut().set_output_capacity(usize::MAX);
                }
            }
            let mut straight = Machine::new(&program, Limits::small()).unwrap();
            begin(&mut straight, &trial);
            match stop {
                Some((instructions, stop)) => {
                    let _ = straight.run(before);
                    let straight_stop = straight.run(instructions);
                    // Notes in the margin take room: the host's memory ends sooner, or later.
                    if stop.is_err() || straight_stop.is_err() {
                        return Ok(());
                    }
                    prop_assert_eq!(straight_stop, stop);
                }
                None => {
                    let _ = straight.run(machine.machine().instructions());
                }
            }
            prop_assert_eq!(seen(machine.machine()), seen(&straight));
        }
    }
}

/// Asks for a byte; 1 and 2 put another instruction at `place`, 3 leaves it as it
/// is, 4 loads a longer copy of the program and fills what has come free. Then
/// goes four hundred rounds through `place`, and prints what came of it.
fn asking() -> Vec<u32> {
    let program = hot::assemble(
        "r7 := r0 nand r0
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
         goto r4 in program m[r0]
         longer:
         r2 := 2000
         r3 := map segment (r2 words)
         r2 := 400
         copy:
         r2 := r2 + r7
         r4 := m[r0][r2]
         m[r3][r2] := r4
         r4 := copied
         r5 := copy
         if (r2 != 0) r4 := r5
         goto r4 in program m[r0]
         copied:
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
         r2 := r2 * r6",
    );
    let mut program = program;
    assert!(program.len() <= 400, "{}", program.len());
    program.resize(400, 0);
    program
}

/// Loads a copy of itself, with which it shares its platters. Then, after each
/// byte, amends itself in many rounds, and prints what it finds in the copy.
fn sharing() -> Vec<u32> {
    let mut program = hot::assemble(
        "r7 := r0 nand r0
         r2 := 400
         r3 := map segment (r2 words)
         copy:
         r2 := r2 + r7
         r4 := m[r0][r2]
         m[r3][r2] := r4
         r4 := copied
         r5 := copy
         if (r2 != 0) r4 := r5
         goto r4 in program m[r0]
         copied:
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
         goto r4 in program m[r0]
         cell: .data 7",
    );
    assert!(program.len() <= 400, "{}", program.len());
    program.resize(400, 0);
    program
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
            &asking(),
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
fn notes_in_the_margin_of_another_program_do_not_stay() {
    for heat in Heat::ALL {
        goes(
            heat,
            &asking(),
            &[
                (0, &[3, 3, 4, 3, 3, 1, 3]),
                (1, &[3, 3, 1]),
                (0, &[3, 4, 2, 3, 4, 3]),
                (2, &[3, 3, 3]),
                (1, &[3, 3]),
            ],
        );
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
fn a_block_that_comes_down_where_short_arrays_were_is_zero() {
    let mut machine = Machine::new(&[0x7000_0000], Limits::small()).unwrap();
    let before = machine.snapshot().unwrap();
    let arrays = machine.arrays_mut();
    for _ in 0..120_000 {
        let identifier = arrays.allocate(64).unwrap();
        for offset in [0, 63] {
            arrays.amend(identifier, offset, u32::MAX).unwrap();
        }
    }
    machine.rewind(&before, |_| {});
    let identifier = machine.arrays_mut().allocate(13_000_000).unwrap();
    let platters = machine.array(identifier).unwrap();
    assert!(platters.iter().all(|&platter| platter == 0));
}

#[test]
fn bytes_that_are_no_checkpoint_leave_no_half_of_one() {
    let mut machine = Translator::with_heat(&asking(), Limits::small(), Heat::FirstJump).unwrap();
    machine.machine_mut().console_mut().push_input(&[3, 1, 3]);
    assert_eq!(machine.run(1_000_000), Ok(Stop::AwaitingInput));
    let checkpoint = checkpoint::write(machine.machine()).unwrap();
    let before = bytes(machine.machine());
    let mut altered = checkpoint.clone();
    altered[100] ^= 1;
    assert!(machine.try_restore_over(&altered).is_err());
    assert_eq!(bytes(machine.machine()), before, "nothing has happened");
    // A whole file of a state that ends too soon.
    let short = checkpoint::write(&Machine::new(&[0; 300], Limits::small()).unwrap()).unwrap();
    let mut lying = short.clone();
    lying[10] ^= 1;
    let end = lying.len() - 4;
    let mut crc = flate2::Crc::new();
    crc.update(&lying[..end]);
    lying[end..].copy_from_slice(&crc.sum().to_le_bytes());
    assert!(machine.try_restore_over(&lying).is_err());
    let _ = machine.run(1000);
    machine.restore_over(&checkpoint);
    let straight = checkpoint::restore(&checkpoint, Limits::small()).unwrap();
    assert_eq!(seen(machine.machine()), seen(&straight));
}
