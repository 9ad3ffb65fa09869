//! Owns an independent check of every call that the engine makes: a linker between
//! the engine and the runtime notes what each call was given and what it left, and
//! the naive model plays the same instructions. Before each call the registers
//! handed over must be the model's; behind it, the registers left must be the
//! model's after as many instructions as the budget says; and the places that the
//! engine counts must be where the model stood. Deliberately knows nothing of when
//! code is worth its while.
#![cfg(not(target_arch = "wasm32"))]

#[path = "model/chooser.rs"]
mod chooser;
#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod generator;
#[allow(dead_code)]
mod model;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chooser::step;
use engine::host::{self, RuntimeLinker};
use engine::translator::Heat;
use generator::Trial;
use generator::trials::{runner, setting};
use model::{Cycle, Model};
use proptest::strategy::{Strategy, ValueTree};
use um32::engine::{Engine, Linker};
use um32::jit::{PATH_MAX, Reason};
use um32::um::layout::state::{BUDGET, BYTES, REGISTERS};
use um32::um::{Limits, Machine, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 16 << 20,
};
/// Instructions after which a program is left.
const INSTRUCTIONS_MAX: u64 = 40_000;

/// One call of compiled code.
#[derive(Debug)]
struct Call {
    given: u32,
    registers: [u32; 8],
    left: u32,
    registers_left: [u32; 8],
}

/// A linker that notes calls.
struct Noting {
    inner: RuntimeLinker,
    state_page: *const u8,
    calls: Rc<RefCell<Vec<Call>>>,
}

impl Noting {
    fn state_word(&self, offset: u32) -> u32 {
        assert!(offset + 4 <= BYTES);
        // SAFETY: inside the state page of the machine that this linker was made
        // for, which no reference is held to while code is called.
        unsafe { self.state_page.add(offset as usize).cast::<u32>().read() }
    }
}

impl Linker for Noting {
    fn reserve(&mut self, functions: u32) -> Option<u32> {
        self.inner.reserve(functions)
    }
    fn link(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.inner.link(bytes)
    }
    fn give_back(&mut self, first_slot: u32, functions: u32) {
        self.inner.give_back(first_slot, functions);
    }
    fn release(&mut self, first_slot: u32, functions: u32) {
        self.inner.release(first_slot, functions);
    }
    fn call(&mut self, slot: u32, registers: [u32; 8], given: u32) -> u32 {
        assert!(given >= PATH_MAX, "a call with a budget of {given}");
        let site = self.inner.call(slot, registers, given);
        let register = |number| self.state_word(REGISTERS + 4 * number);
        let call = Call {
            given,
            registers,
            left: self.state_word(BUDGET),
            registers_left: std::array::from_fn(|number| register(number as u32)),
        };
        self.calls.borrow_mut().push(call);
        site
    }
    fn milliseconds(&self) -> f64 {
        0.0
    }
}

/// The naive model, and a machine that chooses its identifiers.
struct Reference {
    model: Model,
    chooser: Machine,
    loads: u64,
}

impl Reference {
    fn new(program: &[u32], trial: &Trial) -> Self {
        let mut chooser = Machine::new(program, LIMITS).expect("memory");
        trial.feed(&mut chooser);
        let mut model = Model::new(program);
        model.input.extend(&trial.input);
        model.input_ended = trial.input_ends;
        Self {
            model,
            chooser,
            loads: 0,
        }
    }

    fn step(&mut self) -> Cycle {
        if let Some((12, [_, b, _])) = self.model.next() {
            self.loads += u64::from(self.model.registers[b] != 0);
        }
        step(&mut self.model, &mut self.chooser)
    }

    /// Goes on to when `instructions` are done.
    fn follow(&mut self, instructions: u64, what: &str) {
        assert!(instructions >= self.model.instructions, "{what}");
        while self.model.instructions < instructions {
            let cycle = self.step();
            let is_last = self.model.instructions == instructions;
            assert!(
                cycle == Cycle::Done || is_last && cycle == Cycle::Halted,
                "{cycle:?}, {what}"
            );
        }
    }
}

/// Plays a trial and checks all calls; how many there were, and the instructions
/// done in them.
fn check(trial: &Trial, heat: Heat, budgets: &[u64]) -> (u64, u64) {
    let program = trial.program();
    let started = host::start(&program, LIMITS).expect("memory");
    // In this order, so that the backing goes last.
    let backing = started.2;
    let (mut machine, inner) = (started.0, started.1);
    trial.feed(&mut machine);
    let layout = machine.arrays().layout();
    let calls = Rc::new(RefCell::new(Vec::new()));
    let linker = Noting {
        inner,
        state_page: backing.origin().wrapping_add(layout.state as usize),
        calls: Rc::clone(&calls),
    };
    let mut engine = Engine::new(linker, heat.options());
    let mut reference = Reference::new(&program, trial);
    // How often a call left where the finger then stood.
    let mut places: BTreeMap<u32, u64> = BTreeMap::new();
    let (mut count, mut compiled) = (0, 0);
    let mut output = Vec::new();
    for &budget in budgets.iter().cycle() {
        let begun = machine.instructions();
        let end = begun + budget.min(INSTRUCTIONS_MAX - begun);
        let Ok(stop) = engine.run(&mut machine, end - begun) else {
            break;
        };
        for call in calls.take() {
            // What was left of the budget tells when the call was.
            reference.follow(end - u64::from(call.given), "interpreted before a call");
            assert_eq!(call.registers, reference.model.registers, "handed over");
            let done = u64::from(call.given - call.left);
            let until = reference.model.instructions + done;
            reference.follow(until, &format!("in {call:x?}, {heat:?}"));
            assert_eq!(call.registers_left, reference.model.registers, "{call:x?}");
            *places.entry(reference.model.finger).or_default() += 1;
            count += 1;
            compiled += done;
        }
        reference.follow(machine.instructions(), "interpreted behind the last call");
        let model = &reference.model;
        assert_eq!(machine.finger(), model.finger);
        assert_eq!(machine.registers(), model.registers);
        output.extend(machine.console_mut().take_output());
        assert_eq!(output, model.output);
        if stop != Stop::BudgetSpent || machine.instructions() == INSTRUCTIONS_MAX {
            break;
        }
    }
    assert_eq!(engine.statistics().calls, count);
    assert_eq!(engine.statistics().compiled_instructions, compiled);
    if reference.loads == 0 {
        // With another program the engine forgets its sites.
        check_places(&engine, places);
    }
    (count, compiled)
}

/// The places that the engine counted are those where the model stood.
fn check_places(engine: &Engine<Noting>, mut places: BTreeMap<u32, u64>) {
    let mut computed = 0;
    for (site, exits) in engine.busiest_sites(usize::MAX) {
        if site.reason == Reason::ComputedTarget {
            computed += exits;
            continue;
        }
        let place = places.get_mut(&site.finger);
        let place = place.unwrap_or_else(|| panic!("the model was never at {site:?}"));
        *place = place
            .checked_sub(exits)
            .unwrap_or_else(|| panic!("the model was less often at {site:?}"));
    }
    let elsewhere: u64 = places.values().sum();
    assert_eq!(elsewhere, computed, "calls that left at computed targets");
}

#[test]
fn every_call_of_the_engine_is_what_the_model_does() {
    let (seed, trials) = (setting("UM32_SEED", 36), setting("UM32_TRIALS", 25));
    let mut runner = runner(seed, trials);
    let mut sums: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for number in 0..trials {
        let tree = generator::trial().new_tree(&mut runner).expect("a trial");
        let trial = tree.current();
        println!("seed {seed}, trial {number}");
        let pieces: Vec<u64> = trial
            .budgets
            .iter()
            .flat_map(|&budget| [u64::from(PATH_MAX) + budget, budget])
            .collect();
        for heat in Heat::ALL {
            for budgets in [&[INSTRUCTIONS_MAX][..], &pieces] {
                let (calls, compiled) = check(&trial, heat, budgets);
                let sum = sums.entry(format!("{heat:?}")).or_default();
                *sum = (sum.0 + calls, sum.1 + compiled);
            }
        }
    }
    println!("calls and instructions in them: {sums:#?}");
    for (heat, (calls, compiled)) in sums {
        let trials = u64::from(trials);
        assert!(calls >= 5 * trials, "{heat}: {calls} calls");
        assert!(compiled >= 1_000 * trials, "{heat}: {compiled}");
    }
}
