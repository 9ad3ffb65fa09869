//! Owns the proof that compiled code leaves alone what is watched: random programs stop where the
//! naive machine sees a change, whatever is watched, for how long, and what is in between; and that
//! it is quick then, and neither dropped nor in the way when nothing is. See `watching_hot.rs` for
//! each instruction that may change something.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod generator;
#[allow(dead_code)]
mod model;

#[path = "model/chooser.rs"]
mod chooser;
#[path = "moment/rounds.rs"]
mod rounds;

use engine::translator::{Heat, Translator};
use engine::watched::{platter, register};
use generator::Trial;
use generator::trials::{Length, runner, setting};
use model::{Cycle, Model};
use proptest::strategy::{Strategy, ValueTree};
use rounds::ROUNDS;
use um32::engine::{Change, Changed, Sight, Watched, Watches, run_watching};
use um32::jit::Reason;
use um32::um::{Limits, Machine, MemoryError, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 8 << 20,
};

/// What is watched, as the naive machine has it.
fn in_model(model: &Model, watched: Watched) -> Option<u32> {
    match watched {
        Watched::Register(register) => Some(model.registers[register.index()]),
        Watched::Platter { identifier, offset } => {
            model.arrays.get(&identifier)?.get(offset as usize).copied()
        }
    }
}

/// The same as a run that watches, one cycle of the naive machine after the other; nothing where
/// that stops by itself.
fn naive(
    (model, chooser): (&mut Model, &mut Machine),
    watched: &[Watched],
    fingers: &[u32],
    budget: u64,
) -> Option<Sight> {
    for _ in 0..budget {
        let finger = model.finger;
        let platter = model.arrays[&0].get(finger as usize).copied();
        let values =
            |model: &Model| -> Vec<_> { watched.iter().map(|&one| in_model(model, one)).collect() };
        let before = values(model);
        if asks_for_much(model) {
            return None;
        }
        if chooser::step(model, chooser) != Cycle::Done {
            return None;
        }
        let now = values(model);
        let changes: Vec<_> = (0..watched.len())
            .filter(|&nth| before[nth] != now[nth])
            .map(|nth| Change {
                nth,
                was: before[nth],
                is: now[nth],
            })
            .collect();
        if !changes.is_empty() {
            let platter = platter.expect("it was done");
            return Some(Sight::Changed(Changed {
                finger,
                platter,
                changes,
            }));
        }
        if fingers.contains(&model.finger) {
            return Some(Sight::Arrived);
        }
    }
    Some(Sight::Stopped(Stop::BudgetSpent))
}

/// Memory may not be there for it.
fn asks_for_much(model: &Model) -> bool {
    model
        .next()
        .is_some_and(|(operator, [_, _, c])| operator == 8 && model.registers[c] > 10_000)
}

/// How often something happened in all trials.
#[derive(Debug, Default)]
struct Tally {
    registers: u32,
    program: u32,
    platters: u32,
    appeared: u32,
    gone: u32,
    arrived: u32,
}

impl Tally {
    fn note(&mut self, sight: &Sight, watched: &[Watched]) {
        let Sight::Changed(changed) = sight else {
            self.arrived += u32::from(*sight == Sight::Arrived);
            return;
        };
        for change in &changed.changes {
            *match (watched[change.nth], change.was, change.is) {
                (Watched::Register(_), ..) => &mut self.registers,
                (_, None, _) => &mut self.appeared,
                (_, _, None) => &mut self.gone,
                (Watched::Platter { identifier: 0, .. }, ..) => &mut self.program,
                (Watched::Platter { .. }, ..) => &mut self.platters,
            } += 1;
        }
    }
}

/// A run of a trial, and what it comes to.
#[derive(Debug)]
struct Round {
    watched: Vec<Watched>,
    fingers: Vec<u32>,
    budget: u64,
    expected: Sight,
    instructions: u64,
    finger: u32,
    registers: [u32; 8],
}

const ROUNDS_MAX: u32 = 50;
/// Most runs keep what the one before watched, as far as it still makes sense.
const KEPT_FOR: u32 = 5;

/// Rounds of a trial, in the naive machine. What is watched stays for a few of them; nothing is in
/// between, so that code of both editions is compiled.
fn rounds(trial: &Trial, program: &[u32], tally: &mut Tally) -> Vec<Round> {
    let mut model = Model::new(program);
    model.input.extend(&trial.input);
    model.input_ended = trial.input_ends;
    let mut chooser = Machine::new(program, LIMITS).expect("memory");
    trial.feed(&mut chooser);
    let size = program.len() as u32;
    let (mut chance, mut watched, mut rounds) = (1_u32, Vec::new(), Vec::new());
    for round in 0..ROUNDS_MAX {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let any = |bits: u32, most: u32| (chance >> bits) % most.max(1);
        if round % KEPT_FOR == 0 {
            let alive: Vec<u32> = chooser.active_identifiers().collect();
            let some = alive.get(any(5, alive.len() as u32) as usize).copied();
            let all = [
                platter(some.unwrap_or(1), any(3, 4)),
                platter(1 + any(14, 12), any(16, 3)),
                platter(0, size - 1 - any(11, 24).min(size - 1)),
                platter(0, any(2, size)),
                register(any(9, 8) as u8),
            ];
            watched = match round / KEPT_FOR % 5 {
                0 => Vec::new(),
                1 => all[..2].to_vec(),
                2 => all[1..4].to_vec(),
                3 => vec![all[any(21, 4) as usize]],
                _ => vec![all[4], all[any(22, 4) as usize]],
            };
        }
        let fingers = [any(4, size), size];
        let fingers = if round % 3 == 1 { &fingers[..] } else { &[] };
        // Too little for code, now and then.
        let budget = if round % 7 == 6 { 30 } else { 1_500 };
        let machines = (&mut model, &mut chooser);
        let Some(expected) = naive(machines, &watched, fingers, budget) else {
            break;
        };
        tally.note(&expected, &watched);
        rounds.push(Round {
            watched: watched.clone(),
            fingers: fingers.to_vec(),
            budget,
            expected,
            instructions: model.instructions,
            finger: model.finger,
            registers: model.registers,
        });
    }
    rounds
}

/// The translator's way of a round.
fn play(translator: &mut Translator, round: &Round) -> Result<Sight, MemoryError> {
    let Round {
        watched, fingers, ..
    } = round;
    if watched.is_empty() && fingers.is_empty() {
        return translator.run(round.budget).map(Sight::Stopped);
    }
    if watched.is_empty() {
        let stop = translator.run_to(fingers, round.budget);
        return stop.map(|stop| stop.map_or(Sight::Arrived, Sight::Stopped));
    }
    translator.run_watching(&Watches::new(watched.clone()), fingers, round.budget)
}

/// `UM32_SEED` and `UM32_TRIALS` or `UM32_SECONDS` are looked at, as in `translated.rs`.
#[test]
fn random_programs_stop_where_the_naive_machine_sees_a_change() {
    let strategy = generator::trial();
    let mut runner = runner(setting("UM32_SEED", 47), 1);
    let mut tally = Tally::default();
    let (mut watching, mut left) = ([0; 4], [0; 4]);
    let mut length = Length::of_settings(160);
    while length.goes_on(|trials| println!("{trials} trials: {tally:?} {watching:?} {left:?}")) {
        let trial = strategy.new_tree(&mut runner).expect("a trial").current();
        let program = trial.program();
        let rounds = rounds(&trial, &program, &mut tally);
        let same = |machine: &Machine, round: &Round| {
            assert_eq!(machine.instructions(), round.instructions, "{round:?}");
            assert_eq!(machine.finger(), round.finger, "{round:?}");
            assert_eq!(machine.registers(), round.registers, "{round:?}");
        };
        let mut machine = Machine::new(&program, LIMITS).expect("memory");
        trial.feed(&mut machine);
        for round in &rounds {
            let watches = Watches::new(round.watched.clone());
            let found = run_watching(&mut machine, &watches, &round.fingers, round.budget);
            assert_eq!(found.as_ref(), Ok(&round.expected), "{round:?}");
            same(&machine, round);
        }
        for (nth, heat) in Heat::ALL.into_iter().enumerate() {
            let mut translator = Translator::with_heat(&program, LIMITS, heat).expect("memory");
            trial.feed(translator.machine_mut());
            for round in &rounds {
                let before = translator.statistics().compiled_instructions;
                // The margin takes memory too, so that the end of memory may differ.
                let Ok(found) = play(&mut translator, round) else {
                    break;
                };
                assert_eq!(found, round.expected, "{heat:?} {round:?}");
                same(translator.machine(), round);
                if !round.watched.is_empty() {
                    watching[nth] += translator.statistics().compiled_instructions - before;
                }
            }
            let exits = &translator.statistics().exits;
            left[nth] += exits.get(&Reason::Watched).copied().unwrap_or_default();
        }
    }
    let Tally {
        registers,
        program,
        platters,
        appeared,
        gone,
        arrived,
    } = tally;
    println!(
        "{} trials: {tally:?}, in code {watching:?}, left {left:?}",
        length.trials
    );
    let least = [registers, program, platters, appeared, gone, arrived];
    let enough = |count: u32| u64::from(count) * 16 >= length.trials;
    assert!(least.into_iter().all(enough), "{tally:?}");
    for (watching, left) in watching.into_iter().zip(left) {
        assert!(watching >= 500 * length.trials, "{watching}");
        assert!(left * 16 >= length.trials, "{left}");
    }
}

/// Modules made, and dropped, by now.
fn modules(translator: &Translator) -> (u32, u32) {
    let statistics = translator.statistics();
    (statistics.modules, statistics.dropped_modules)
}

/// The share of the instructions of some runs that compiled code did, in hundredths.
fn share(translator: &mut Translator, runs: impl FnOnce(&mut Translator)) -> u64 {
    let counts = |translator: &Translator| {
        let compiled = translator.statistics().compiled_instructions;
        (compiled, translator.machine().instructions())
    };
    let before = counts(translator);
    runs(translator);
    let after = counts(translator);
    (after.0 - before.0) * 100 / (after.1 - before.1)
}

fn changes(translator: &mut Translator, watches: &Watches) {
    let sight = translator.run_watching(watches, &[], 1 << 20);
    let Ok(Sight::Changed(Changed { finger: 11, .. })) = sight else {
        panic!("{sight:?}");
    };
}

#[test]
fn what_changes_seldom_is_watched_in_compiled_code_that_stays_from_stop_to_stop() {
    let program = um32::asm::assemble(ROUNDS).unwrap_or_else(|error| panic!("{error}"));
    let mut translator = Translator::with_heat(&program, LIMITS, Heat::Normal).expect("memory");
    let watches = Watches::new(vec![register(5)]);
    // A change every 16,384 rounds of twelve.
    let compiled = share(&mut translator, |translator| {
        (0..20).for_each(|_| changes(translator, &watches));
    });
    assert!(compiled >= 95, "{compiled}");
    let before = modules(&translator);
    for _ in 0..20 {
        changes(&mut translator, &watches);
        // A person goes on in steps, and looks.
        assert_eq!(translator.run(1), Ok(Stop::BudgetSpent));
        let other = Watches::new(vec![register(0)]);
        let sight = translator.run_watching(&other, &[], 2);
        assert_eq!(sight, Ok(Sight::Stopped(Stop::BudgetSpent)));
    }
    assert_eq!(modules(&translator), before);
}

#[test]
fn code_of_both_kinds_is_kept_while_the_other_is_in_use() {
    let program = um32::asm::assemble(ROUNDS).unwrap_or_else(|error| panic!("{error}"));
    let mut translator = Translator::with_heat(&program, LIMITS, Heat::Normal).expect("memory");
    let watches = Watches::new(vec![register(5)]);
    assert_eq!(translator.run(1 << 20), Ok(Stop::BudgetSpent));
    for _ in 0..3 {
        changes(&mut translator, &watches);
        assert_eq!(translator.run(1 << 20), Ok(Stop::BudgetSpent));
    }
    let before = modules(&translator);
    let left = |translator: &Translator| {
        let exits = &translator.statistics().exits;
        exits.get(&Reason::Watched).copied().unwrap_or_default()
    };
    for _ in 0..5 {
        let exits = left(&translator);
        let usual = share(&mut translator, |translator| {
            assert_eq!(translator.run(1 << 20), Ok(Stop::BudgetSpent));
            // To a place, of which there is none.
            let stop = translator.run_to(&[], 1 << 20);
            assert_eq!(stop, Ok(Some(Stop::BudgetSpent)));
        });
        assert!(usual >= 99, "{usual}");
        assert_eq!(left(&translator), exits, "nothing is looked at");
        // It may be near.
        changes(&mut translator, &watches);
        let watching = share(&mut translator, |translator| changes(translator, &watches));
        assert!(watching >= 95, "{watching}");
        assert_eq!(left(&translator), exits + 2);
    }
    assert_eq!(modules(&translator), before);
    // Code for what is no longer watched goes.
    changes(
        &mut translator,
        &Watches::new(vec![register(5), platter(7, 1)]),
    );
    changes(
        &mut translator,
        &Watches::new(vec![register(5), platter(7, 1)]),
    );
    let (made, dropped) = modules(&translator);
    assert_eq!(made - before.0, dropped - before.1);
    assert!(made > before.0);
}
