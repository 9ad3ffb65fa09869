//! Owns the proof that a restored machine goes on as the one that was written
//! would have: on random programs, in interpreter and translator, and on a UMIX
//! shell. And that no bytes whatever panic, or make a machine that is not
//! sound. Deliberately compares states by their checkpoints: equal states are
//! equal bytes, the allocator's whole state among them.
#![cfg(not(target_arch = "wasm32"))]

mod checksum;
#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod generator;
mod programs;
#[path = "moment/state.rs"]
mod state;

use checksum::checksum;
use engine::translator::{Heat, Translator};
use engine::{Engine, Interpreter};
use generator::Trial;
use programs::{find, programs, transcripts};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::RngSeed;
use state::state;
use std::io::Write;
use um32::format::checkpoint::{self, CheckpointError, CheckpointWriter};
use um32::format::scroll;
use um32::um::checkpoint::RestoreError;
use um32::um::{Limits, Machine, MemoryError, Stop};

const INSTRUCTIONS_MAX: u64 = 20_000;

fn feed(machine: &mut Machine, trial: &Trial) {
    machine.console_mut().push_input(&trial.input);
    machine.console_mut().end_input();
}

/// The machine, through a checkpoint.
fn again(machine: &Machine) -> Machine {
    let bytes = checkpoint::write(machine).expect("little is queued");
    let restored = checkpoint::restore(&bytes, Limits::small()).expect("a sound checkpoint");
    assert_eq!(
        checkpoint::write(&restored).expect("as before"),
        bytes,
        "the checkpoint of the restored machine"
    );
    restored
}

/// Output taken so far, the end, and the state at the end as bytes.
#[derive(Debug, PartialEq)]
struct Ending {
    stop: Result<Stop, MemoryError>,
    state: Vec<u8>,
}

fn ending(machine: &mut Machine, end: u64) -> Ending {
    machine.console_mut().set_output_capacity(usize::MAX);
    let stop = machine.run(end - machine.instructions());
    Ending {
        stop,
        state: state(machine),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("UM32_TRIALS").ok().and_then(|it| it.parse().ok()).unwrap_or(300), failure_persistence: None, rng_seed: RngSeed::Fixed(4), ..ProptestConfig::default() })]

    /// Run n, checkpoint, restore, run on, as often as there are stations.
    #[test]
    fn restored_goes_on_like_straight(
        trial in generator::trial(),
        stations in proptest::collection::vec(0..INSTRUCTIONS_MAX, 1..6),
    ) {
        let program = trial.program();
        let mut straight = Machine::new(&program, Limits::small()).unwrap();
        feed(&mut straight, &trial);
        let straight_end = ending(&mut straight, INSTRUCTIONS_MAX);

        let mut stations: Vec<_> = stations
            .into_iter()
            .map(|station| station % (straight.instructions() + 1))
            .collect();
        stations.sort_unstable();
        let mut machine = Machine::new(&program, Limits::small()).unwrap();
        feed(&mut machine, &trial);
        machine.console_mut().set_output_capacity(usize::MAX);
        for station in stations {
            let _ = machine.run(station - machine.instructions());
            machine = again(&machine);
            machine.console_mut().set_output_capacity(usize::MAX);
        }
        prop_assert_eq!(ending(&mut machine, INSTRUCTIONS_MAX), straight_end);
    }

    /// Pieces of any size are the same bytes as all at once.
    #[test]
    fn written_in_pieces_is_the_same(
        trial in generator::trial(),
        station in 0..INSTRUCTIONS_MAX,
        pieces in proptest::collection::vec(0..100_000_usize, 1..8),
    ) {
        let mut machine = Machine::new(&trial.program(), Limits::small()).unwrap();
        feed(&mut machine, &trial);
        let _ = machine.run(station);
        let mut writer = CheckpointWriter::new(&machine).unwrap();
        let mut sizes = pieces.into_iter().cycle().map(|bytes| bytes + 1);
        let mut bytes = Vec::new();
        while !writer.is_done() {
            bytes.extend(writer.advance(&machine, sizes.next().unwrap()).unwrap());
        }
        prop_assert!(bytes == checkpoint::write(&machine).unwrap());
        let other = Machine::new(&[0x7000_0000], Limits::small()).unwrap();
        let mut writer = CheckpointWriter::new(&machine).unwrap();
        prop_assert_eq!(
            writer.advance(&other, 1).is_err(),
            machine.instructions() != 0,
            "a machine that went on is refused"
        );
    }

    /// The same with the translator before the checkpoint, and another one after.
    /// Its notes in the margin move blocks, so arrays and runs are compared.
    #[test]
    fn restored_from_compiled_goes_on_like_straight(
        trial in generator::trial(),
        station in 0..INSTRUCTIONS_MAX,
    ) {
        let program = trial.program();
        let mut straight = Interpreter::new(&program, Limits::small()).unwrap();
        feed(straight.machine_mut(), &trial);
        straight.machine_mut().console_mut().set_output_capacity(usize::MAX);
        let straight_stop = straight.run(INSTRUCTIONS_MAX);

        let mut compiled =
            Translator::with_heat(&program, Limits::small(), Heat::Everywhere).unwrap();
        feed(compiled.machine_mut(), &trial);
        compiled.machine_mut().console_mut().set_output_capacity(usize::MAX);
        let _ = compiled.run(station % (straight.machine().instructions() + 1));
        let mut restored = again(compiled.machine());
        restored.console_mut().set_output_capacity(usize::MAX);
        let stop = restored.run(INSTRUCTIONS_MAX - restored.instructions());
        prop_assert_eq!(stop, straight_stop);
        let straight = straight.machine();
        prop_assert_eq!(restored.instructions(), straight.instructions());
        prop_assert_eq!(restored.registers(), straight.registers());
        prop_assert_eq!(restored.finger(), straight.finger());
        prop_assert!(restored.zero_array() == straight.zero_array());
        prop_assert!(restored.active_identifiers().eq(straight.active_identifiers()));
        for identifier in straight.active_identifiers() {
            prop_assert_eq!(restored.array(identifier), straight.array(identifier));
        }
        prop_assert_eq!(
            restored.console_mut().take_output(),
            {
                let mut console = again(straight);
                console.console_mut().take_output()
            }
        );
    }

    /// Cut anywhere, or with any bit turned, it is noticed.
    #[test]
    fn altered_is_noticed(
        trial in generator::trial(),
        place in any::<proptest::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let mut machine = Machine::new(&trial.program(), Limits::small()).unwrap();
        feed(&mut machine, &trial);
        let _ = machine.run(1000);
        let mut bytes = checkpoint::write(&machine).unwrap();
        let place = place.index(bytes.len());
        prop_assert!(checkpoint::restore(&bytes[..place], Limits::small()).is_err());
        bytes[place] ^= 1 << bit;
        prop_assert!(checkpoint::restore(&bytes, Limits::small()).is_err());
    }

    /// The same with the packing spoilt and a checksum that fits: an LZ4 frame
    /// that lies about its lengths, for one.
    #[test]
    fn forged_packing_is_refused_or_sound(
        trial in generator::trial(),
        places in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut machine = Machine::new(&trial.program(), Limits::small()).unwrap();
        feed(&mut machine, &trial);
        let _ = machine.run(1000);
        let mut bytes = checkpoint::write(&machine).unwrap();
        let end = bytes.len() - 4;
        for (place, value) in places {
            bytes[18 + place.index(end - 18)] = value;
        }
        let sum = checksum(&bytes[..end]);
        bytes[end..].copy_from_slice(&sum);
        if let Ok(mut forged) = checkpoint::restore(&bytes, Limits::small()) {
            let _ = forged.run(INSTRUCTIONS_MAX);
            let _ = state(&forged);
        }
    }

    /// A state that somebody forged, checksum and all, is refused or runs.
    #[test]
    fn forged_is_refused_or_sound(
        trial in generator::trial(),
        places in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
        end in any::<proptest::sample::Index>(),
    ) {
        let mut machine = Machine::new(&trial.program(), Limits::small()).unwrap();
        feed(&mut machine, &trial);
        let _ = machine.run(1000);
        let mut bytes = state(&machine);
        let short = &bytes[..end.index(bytes.len())];
        prop_assert!(Machine::read_checkpoint(&mut &*short, Limits::small()).is_err());
        for (place, value) in places {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if let Ok(mut forged) = Machine::read_checkpoint(&mut &*bytes, Limits::small()) {
            prop_assert_eq!(&state(&forged), &bytes);
            let _ = again(&forged);
            let _ = forged.run(INSTRUCTIONS_MAX);
            let _ = state(&forged);
        }
    }
}

#[test]
fn a_restored_machine_runs_out_of_memory_as_the_other() {
    // Allocates 40,000 platters and 3 in turn, for ever.
    let program = um32::asm::assemble(
        "loop: r1 := 40000\n r2 := map segment (r1 words)\n r1 := 3\n r3 := map segment (r1 words)\n \
         r7 := loop\n goto r7 in program m[r0]\n",
    )
    .expect("a program");
    let mut straight = Machine::new(&program, Limits::small()).unwrap();
    straight.run(1000).expect("room for a while");
    let mut restored = again(&straight);
    let error = straight.run(u64::MAX).expect_err("no room for ever");
    assert_eq!(restored.run(u64::MAX), Err(error));
    assert_eq!(state(&restored), state(&straight));
}

#[test]
fn a_host_too_small_says_so() {
    let program = um32::asm::assemble(
        "r1 := 2000000\n r2 := map segment (r1 words)\n r2 := map segment (r1 words)\n \
         r2 := map segment (r1 words)\n halt\n",
    )
    .expect("a program");
    let mut machine = Machine::new(&program, Limits::small()).unwrap();
    assert_eq!(machine.run(100), Ok(Stop::Halted));
    let bytes = checkpoint::write(&machine).unwrap();
    let limits = Limits {
        reserve_bytes: 16 << 20,
    };
    let error = checkpoint::restore(&bytes, limits).expect_err("24 MB in 16");
    assert!(
        matches!(error, CheckpointError::State(RestoreError::Memory(_))),
        "{error}"
    );
    assert_eq!(
        error.to_string(),
        "This checkpoint is too large for this host: its machine takes 16.0 MB at least, and \
         there are 15.8 MB for all arrays together."
    );
    // And a halted machine stays halted.
    let mut restored = checkpoint::restore(&bytes, Limits::small()).unwrap();
    assert_eq!(restored.run(100), Ok(Stop::Halted));
    assert_eq!(restored.instructions(), machine.instructions());
}

/// A checkpoint with `state` in it, whole as far as its checksum tells.
fn sealed(state: &[u8], instructions: u64) -> Vec<u8> {
    let mut head = b"\x89UM32CK\n\x01\0".to_vec();
    head.extend(instructions.to_le_bytes());
    let mut packed = lz4_flex::frame::FrameEncoder::new(head);
    packed.write_all(state).expect("memory");
    let mut bytes = packed.finish().expect("memory");
    bytes.extend(checksum(&bytes));
    bytes
}

/// Counts down, with code soon.
fn countdown(platters: usize) -> Vec<u32> {
    let source = "r7 := r0 nand r0; r6 := 1000000
         top: r6 := r6 + r7; r2 := out; r3 := top; if (r6 != 0) r2 := r3; goto r2 in program m[r0]
         out: halt";
    let mut program = um32::asm::assemble(source).expect("a program");
    program.resize(platters, 0);
    program
}

/// A state that ends in the midst of its platters is refused when half of it is read; the
/// notes beside the arrays have no place left by then.
#[test]
fn after_a_state_that_ends_too_soon_a_sound_one_is_taken() {
    let program = countdown(400);
    let begun = state(&Machine::new(&program, Limits::small()).unwrap());
    let mut compiled = Translator::with_heat(&program, Limits::small(), Heat::FirstJump).unwrap();
    assert_eq!(compiled.run(100_000), Ok(Stop::BudgetSpent));
    assert!(compiled.statistics().functions > 0);
    let refused = compiled.try_restore_over(&sealed(&begun[..begun.len() - 1], 0));
    assert!(refused.is_err());
    compiled.restore_over(&sealed(&begun, 0));
    assert_eq!(compiled.run(100_000), Ok(Stop::BudgetSpent));

    let looks = "r1 := 400; r2 := map segment (r1 words); halt";
    let mut program = um32::asm::assemble(looks).expect("a program");
    program.resize(400, 0);
    let looking = state(&Machine::new(&program, Limits::small()).unwrap());
    let refused = compiled.try_restore_over(&sealed(&begun[..begun.len() - 1], 0));
    assert!(refused.is_err());
    compiled.restore_over(&sealed(&looking, 0));
    assert_eq!(compiled.machine_mut().run(100), Ok(Stop::Halted));
    let [_, _, array, ..] = compiled.machine().registers();
    assert_eq!(compiled.machine().array(array), Some(&[0; 400][..]));
}

#[test]
fn more_instructions_than_anybody_has_done_are_refused() {
    let mut begun = state(&Machine::new(&countdown(20), Limits::small()).unwrap());
    for (instructions, is_taken) in [(1 << 52, true), ((1 << 52) + 1, false), (u64::MAX, false)] {
        begun[..8].copy_from_slice(&u64::to_le_bytes(instructions));
        let restored = checkpoint::restore(&sealed(&begun, instructions), Limits::small());
        assert_eq!(restored.is_ok(), is_taken, "{instructions}");
    }
}

#[test]
fn other_bytes_are_told_apart() {
    let of = |bytes: &[u8]| {
        checkpoint::restore(bytes, Limits::small())
            .expect_err("no checkpoint")
            .to_string()
    };
    assert_eq!(of(b""), "These bytes are not a checkpoint of um32.");
    assert_eq!(of(b"\x1f\x8b"), "These bytes are not a checkpoint of um32.");
    assert!(of(b"\x89UM32CK").contains("damaged"));
    // Shorter than any is, though its checksum fits.
    let mut short = b"\x89UM32CK\n\x01\0".to_vec();
    short.extend(checksum(&short));
    assert!(of(&short).contains("damaged"));
}

#[test]
fn a_state_is_taken_whole_and_with_nothing_behind_it() {
    let begun = state(&Machine::new(&countdown(20), Limits::small()).unwrap());
    let told = |state: &[u8], instructions: u64| {
        checkpoint::restore(&sealed(state, instructions), Limits::small())
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert_eq!(told(&begun, 0), "");
    let cut = &begun[..begun.len() - 1];
    assert!(told(cut, 0).ends_with("it ends too soon."));
    assert!(told(&[&begun, &[0][..]].concat(), 0).ends_with("something follows its end."));
    assert!(told(&begun, 1).ends_with("its two counts of instructions differ."));
}

/// UMIX at the guest's shell, when it is at hand.
#[test]
fn umix_goes_on_byte_for_byte() {
    let (Some(image), Some(typed), Some(expected)) = (
        find(&programs().join("umix.um.gz")),
        find(&transcripts().join("guest-tour.in")),
        find(&transcripts().join("guest-tour.out")),
    ) else {
        return;
    };
    let program = scroll::read(&image).expect("an image");
    let mut machine = Machine::new(&program, Limits::default()).unwrap();
    let (first, second) = typed.split_at(typed.len() / 2);
    machine.console_mut().push_input(first);
    machine.console_mut().set_output_capacity(usize::MAX);
    assert_eq!(machine.run(u64::MAX), Ok(Stop::AwaitingInput));
    let bytes = checkpoint::write(&machine).unwrap();
    let mut writer = CheckpointWriter::new(&machine).unwrap();
    let (mut pieced, mut pieces) = (Vec::new(), 0);
    while !writer.is_done() {
        pieced.extend(writer.advance(&machine, 100_000).unwrap());
        pieces += 1;
    }
    assert!(pieced == bytes && pieces > 100, "{pieces} pieces");
    drop(machine);
    let mut restored = checkpoint::restore(&bytes, Limits::default()).unwrap();
    restored.console_mut().set_output_capacity(usize::MAX);
    restored.console_mut().push_input(second);
    restored.console_mut().end_input();
    assert_eq!(restored.run(u64::MAX), Ok(Stop::Halted));
    let printed = restored.console_mut().take_output();
    assert!(printed == expected, "{} bytes differ", printed.len());
}
