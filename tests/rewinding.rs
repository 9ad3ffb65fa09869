//! Owns the proof that a machine that was put back is what it was, and goes on
//! as it did: on random programs that amend themselves, load other programs and
//! run out of rules, in the interpreter and with compiled code that stays. Which code
//! may not stay is in `rewinding_code.rs`.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod generator;
#[path = "moment/seen.rs"]
mod seen;
#[path = "moment/state.rs"]
mod state;

use engine::translator::{Heat, Translator};
use generator::Trial;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use seen::seen;
use state::state;
use um32::format::checkpoint;
use um32::um::{Limits, Machine};

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
        let mut noted = vec![(machine.snapshot().unwrap(), state(&machine))];
        for act in acts {
            match act {
                Act::Run(instructions) => {
                    let _ = machine.run(instructions);
                }
                Act::Note => noted.push((machine.snapshot().unwrap(), state(&machine))),
                Act::Rewind(which) => {
                    let (snapshot, then) = which.get(&noted);
                    machine.rewind(snapshot, |_| {});
                    prop_assert_eq!(&state(&machine), then);
                }
                Act::Restore(which) => {
                    let (_, then) = which.get(&noted);
                    machine.read_checkpoint_over(&(0..0), &mut &then[..]).unwrap();
                    machine.console_mut().set_output_capacity(usize::MAX);
                    prop_assert_eq!(&state(&machine), then);
                }
            }
        }
        let mut straight = Machine::new(&trial.program(), Limits::small()).unwrap();
        begin(&mut straight, &trial);
        let _ = straight.run(machine.instructions());
        prop_assert_eq!(machine.run(INSTRUCTIONS_MAX), straight.run(INSTRUCTIONS_MAX));
        prop_assert_eq!(state(&machine), state(&straight));
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
