//! Owns an independent check of every exit: compiled functions are called by a
//! driver of this file, not by the engine, with guesses for what the engine
//! would have learnt; at each return the naive model does exactly as many
//! instructions as the exit claims, and finger, registers, arrays and output
//! must be the same. Every [`Reason`] must have come up in the end.
//! Deliberately knows nothing of when code is worth its while.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod generator;
#[allow(dead_code)]
mod model;
#[allow(dead_code)]
#[path = "engine/wasm.rs"]
mod wasm;

use std::collections::{BTreeMap, HashSet};

use model::{Cycle, Model};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use um32::engine::Linker;
use um32::jit::{self, Arrays, Knowledge, PATH_MAX, Reason, Request, Site};
use um32::um::arena::Arena;
use um32::um::layout::state::{BUDGET, FINGER};
use um32::um::marks::Marks;
use um32::um::{Limits, Machine, Stop};
use wasm::{Backing, RuntimeLinker};

const LIMITS: Limits = Limits {
    reserve_bytes: 16 << 20,
};
/// Instructions and calls after which a program is left.
const INSTRUCTIONS_MAX: u64 = 40_000;
const CALLS_MAX: u32 = 600;
const TRIALS: u32 = 60;

/// Every reason for which code leaves.
const REASONS: [Reason; 15] = [
    Reason::Budget,
    Reason::ColdTarget,
    Reason::ComputedTarget,
    Reason::Assumption,
    Reason::Operator,
    Reason::Output,
    Reason::LoadProgram,
    Reason::Data,
    Reason::Index,
    Reason::Amendment,
    Reason::AmendmentOfCode,
    Reason::Allocation,
    Reason::Abandonment,
    Reason::Division,
    Reason::ProgramEnd,
];

/// A number without pattern, the same for the same two.
fn scatter(seed: u32, number: u32) -> u32 {
    let mixed = (seed ^ number.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
    (mixed ^ mixed >> 15).wrapping_mul(0xc2b2_ae35) >> 8
}

/// Guesses, right and wrong ones; none may be seen but in speed.
struct Guesses<'a> {
    seed: u32,
    marks: Marks,
    data: &'a HashSet<u32>,
}

impl Knowledge for Guesses<'_> {
    fn is_hot(&self, offset: u32) -> bool {
        !scatter(self.seed, offset).is_multiple_of(4)
    }
    fn is_compiled(&self, offset: u32) -> bool {
        self.marks.slot(offset).is_some()
    }
    fn is_covered(&self, offset: u32) -> bool {
        self.marks.is_covered(offset)
    }
    fn is_data(&self, offset: u32) -> bool {
        self.data.contains(&offset)
    }
    fn arrays(&self, offset: u32) -> Arrays {
        match scatter(self.seed ^ 1, offset) % 6 {
            0 => Arrays::Any,
            1 => Arrays::Long,
            _ => Arrays::Short,
        }
    }
    fn targets(&self, finger: u32) -> Vec<u32> {
        // Close by, some of them twice, some beyond the program's end.
        let guess = scatter(self.seed ^ 3, finger);
        let near = |nth| {
            finger
                .wrapping_add(scatter(guess, nth) % 48)
                .wrapping_sub(24)
        };
        (0..guess % 7).map(near).collect()
    }
    fn constants(&self, offset: u32) -> [Option<u32>; 8] {
        let guess = scatter(self.seed ^ 2, offset);
        let guessed = |register| guess.is_multiple_of(3) && guess / 3 % 8 == register;
        std::array::from_fn(|register| guessed(register as u32).then_some(0))
    }
}

/// What is linked, to be taken out again.
struct Linked {
    first_slot: u32,
    entries: Vec<u32>,
    covered: Vec<u32>,
}

/// A machine whose code this file calls, and two that it is compared with. The
/// fields are in the order in which they must go.
struct Driver {
    machine: Machine,
    linker: RuntimeLinker,
    _backing: Backing,
    marks: Marks,
    seed: u32,
    data: HashSet<u32>,
    linked: Vec<Linked>,
    sites: Vec<Site>,
    refused: HashSet<u32>,
    model: Model,
    /// Chooses the model's identifiers, which the specification leaves open.
    reference: Machine,
    output: Vec<u8>,
}

impl Driver {
    fn new(program: &[u32], input: &[u8], seed: u32) -> Self {
        let backing = Backing::new(LIMITS.reserve_bytes);
        // SAFETY: the backing goes last, see `Driver`.
        let linker = unsafe { RuntimeLinker::new(&backing) };
        // SAFETY: zeroed and aligned, only code for this arena uses it as well,
        // and it goes last.
        let arena = unsafe { Arena::borrowed(backing.origin(), backing.arena()) };
        let mut machine = Machine::in_arena(arena, program).expect("memory");
        let mut reference = Machine::new(program, LIMITS).expect("memory");
        for machine in [&mut machine, &mut reference] {
            machine.console_mut().set_output_capacity(usize::MAX);
            machine.console_mut().push_input(input);
            machine.console_mut().end_input();
        }
        let mut model = Model::new(program);
        model.input.extend(input);
        model.input_ended = true;
        Self {
            marks: Marks::new(machine.arrays_mut()).expect("memory"),
            machine,
            linker,
            _backing: backing,
            seed,
            data: HashSet::new(),
            linked: Vec::new(),
            sites: Vec::new(),
            refused: HashSet::new(),
            model,
            reference,
            output: Vec::new(),
        }
    }

    fn compile(&mut self, root: u32) {
        if root >= self.machine.arrays().program_capacity() || self.refused.contains(&root) {
            return;
        }
        self.machine.arrays_mut().own_program().expect("memory");
        let first_slot = self.linker.reserve(jit::FUNCTIONS_MAX).expect("slots");
        let arrays = self.machine.arrays();
        let knowledge = Guesses {
            seed: self.seed,
            marks: self.marks,
            data: &self.data,
        };
        let compiled = jit::compile(Request {
            program: arrays.program(),
            program_address: arrays.program_address(),
            layout: arrays.layout(),
            marks_address: self.marks.marks_address(),
            covered_address: self.marks.covered_address(),
            roots: &[root],
            first_slot,
            first_site: self.sites.len() as u32,
            knowledge: &knowledge,
        });
        let Ok(compiled) = compiled else {
            self.refused.insert(root);
            return;
        };
        self.linker.link(&compiled.bytes).expect("a valid module");
        for (&entry, slot) in compiled.entries.iter().zip(first_slot..) {
            self.marks.set_slot(entry, slot);
        }
        for &offset in &compiled.covered {
            self.marks.set_covered(offset, true);
        }
        self.data.extend(&compiled.data);
        self.sites.extend(&compiled.sites);
        self.linked.push(Linked {
            first_slot,
            entries: compiled.entries,
            covered: compiled.covered,
        });
    }

    fn drop_code(&mut self) {
        for linked in self.linked.drain(..) {
            for &entry in &linked.entries {
                self.marks.clear_slot(entry, 0);
            }
            for &offset in &linked.covered {
                self.marks.set_covered(offset, false);
            }
            let functions = linked.entries.len() as u32;
            self.linker.release(linked.first_slot, functions);
        }
        self.refused.clear();
    }

    /// Calls code and has the model follow; the site.
    fn call(&mut self, slot: u32, budget: u32) -> Site {
        self.machine.lend_output();
        let number = self.linker.call(slot, self.machine.registers(), budget);
        self.machine.collect_output();
        let left = self.machine.arrays().state_word(BUDGET);
        assert!(left <= budget, "{left} of {budget} left");
        let done = u64::from(budget - left);
        self.machine.count_instructions(done);
        let site = self.sites[number as usize];
        if site.reason != Reason::ComputedTarget {
            let arrays = self.machine.arrays_mut();
            arrays.set_state_word(FINGER, site.finger);
        }
        for step in 0..done {
            let cycle = self.follow();
            assert_eq!(cycle, Cycle::Done, "{step} of {done}, {site:?}");
        }
        self.compare(&format!("{site:?} after {done}"));
        site
    }

    /// One instruction of the model.
    fn follow(&mut self) -> Cycle {
        let next = self.model.next();
        let ran = self.reference.run(1);
        let reference = &self.reference;
        self.model.cycle(|| {
            ran.expect("memory");
            let (_, [_, b, _]) = next.expect("an allocation");
            reference.registers()[b]
        })
    }

    fn compare(&mut self, at: &str) {
        let (machine, model) = (&mut self.machine, &self.model);
        self.output.extend(machine.console_mut().take_output());
        assert_eq!(machine.finger(), model.finger, "finger, {at}");
        assert_eq!(machine.registers(), model.registers, "registers, {at}");
        assert_eq!(machine.instructions(), model.instructions, "{at}");
        assert_eq!(self.output, model.output, "output, {at}");
        assert!(machine.zero_array() == model.arrays[&0], "0 array, {at}");
        let active = machine.active_identifiers().count();
        assert_eq!(active, model.arrays.len() - 1, "active arrays, {at}");
        for (&identifier, platters) in &model.arrays {
            if identifier != 0 {
                let found = machine.array(identifier);
                assert_eq!(found, Some(&platters[..]), "array {identifier}, {at}");
            }
        }
    }

    /// One instruction interpreted; false when there is no next.
    fn interpret(&mut self) -> bool {
        let next = self.model.next();
        let registers = self.model.registers;
        let Ok(stop) = self.machine.run(1) else {
            return false;
        };
        let cycle = self.follow();
        self.compare("interpreted");
        match (&stop, &cycle) {
            (Stop::BudgetSpent, Cycle::Done) => {}
            (Stop::Halted, Cycle::Halted) => return false,
            (Stop::BudgetSpent, Cycle::Halted) => return false,
            (Stop::Failed(failure), Cycle::Failed(kind, _)) => {
                assert_eq!(failure.kind.name(), *kind);
                return false;
            }
            _ => panic!("{stop:?}, {cycle:?}"),
        }
        match next {
            Some((2, [a, b, _])) if registers[a] == 0 && self.marks.is_covered(registers[b]) => {
                self.drop_code();
            }
            Some((12, [_, b, _])) if registers[b] != 0 => {
                self.drop_code();
                self.data.clear();
                if self.marks.renew(self.machine.arrays_mut()).is_err() {
                    return false;
                }
            }
            _ => {}
        }
        true
    }

    /// Code wherever there is some, and one instruction interpreted where it
    /// left for good.
    fn drive(&mut self, exits: &mut BTreeMap<Reason, u64>) -> u64 {
        let mut compiled = 0;
        let mut calls = 0;
        while self.model.instructions < INSTRUCTIONS_MAX && calls < CALLS_MAX {
            let finger = self.machine.finger();
            if self.marks.slot(finger).is_none() {
                self.compile(finger);
            }
            if let Some(slot) = self.marks.slot(finger) {
                let budget = PATH_MAX + scatter(self.seed, calls) % PATH_MAX;
                let before = self.model.instructions;
                let site = self.call(slot, budget);
                calls += 1;
                *exits.entry(site.reason).or_default() += 1;
                let done = self.model.instructions - before;
                compiled += done;
                let goes_on = [Reason::Budget, Reason::ColdTarget, Reason::ComputedTarget];
                if done > 0 && goes_on.contains(&site.reason) {
                    continue;
                }
            }
            if !self.interpret() {
                break;
            }
        }
        compiled
    }
}

/// The programs of `golden.rs`, and one for each reason that is rare.
const SOURCES: [&str; 16] = [
    "r1 := r2 + r3; r4 := r1 * r2; r5 := r4 nand r1; output r0; halt",
    "r1 := 6; r2 := 7; r1 := r1 * r2; r3 := r1 nand r1; output r1; output r3",
    "r1 := r2 / r3; r4 := 10; r5 := r1 / r4; output r5",
    "if (r1 != 0) r2 := r3; output r2",
    "r2 := yes; r3 := no; if (r1 != 0) r3 := r2; goto r3 in program m[r0]\n\
     no: r4 := 1; output r4\n yes: r4 := 2; output r4",
    "r7 := 0; r6 := r7 nand r7; r1 := 20000\n top: r1 := r1 + r6; r2 := out; r3 := top\n\
     if (r1 != 0) r2 := r3; goto r2 in program m[r7]\n out: halt",
    "r1 := 2; r2 := m[r3][r1]; r4 := m[r3][r5]; output r2",
    "r1 := 2; m[r3][r1] := r2; m[r3][r5] := r4; halt",
    "r0 := 0; r1 := cell; r2 := m[r0][r1]; r2 := r2 + r2; m[r0][r1] := r2; halt\n cell: .data 5",
    "r1 := 3; r2 := map segment (r1 words); m[r2][r0] := r3; halt",
    "r1 := 9; r1 := map segment (r1 words); unmap m[r1]; unmap m[r1]; halt",
    "r0 := 0; r1 := table; r1 := r1 + r2; r1 := m[r0][r1]; goto r1 in program m[r0]\n\
     on: halt\n table: .data on, on",
    // The end of the 0 array, run into and jumped to.
    "r1 := 1; r2 := r1 + r1",
    "r1 := 1000; goto r1 in program m[r0]",
    // More output than there is room for.
    "r7 := r0 nand r0; r1 := 9000\n top: r2 := 'x'; output r2; r1 := r1 + r7; r2 := out; r3 := top\n\
     if (r1 != 0) r2 := r3; goto r2 in program m[r0]\n out: halt",
    // A platter that code amends, reached as code.
    "r1 := next; r2 := 5; m[r0][r1] := r2\n r3 := 1; r4 := r3 + r3\n next: r5 := 2; output r4; halt",
];

#[test]
fn every_exit_is_where_the_model_is() {
    let mut exits = BTreeMap::new();
    let mut compiled = 0;
    for source in SOURCES {
        let program = um32::asm::assemble(source).unwrap_or_else(|error| panic!("{error}"));
        for seed in 0..8 {
            println!("{source}, seed {seed}");
            compiled += Driver::new(&program, b"um", seed).drive(&mut exits);
        }
    }
    let seed: u32 = std::env::var("UM32_SEED").map_or(34, |text| text.parse().expect("a number"));
    let trials =
        std::env::var("UM32_TRIALS").map_or(TRIALS, |text| text.parse().expect("a number"));
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    for number in 0..trials {
        let tree = generator::trial().new_tree(&mut runner).expect("a trial");
        let trial = tree.current();
        println!("seed {seed}, trial {number}");
        compiled += Driver::new(&trial.program(), &trial.input, number).drive(&mut exits);
    }
    println!("{compiled} instructions in compiled code, exits: {exits:#?}");
    assert!(compiled >= 1_000 * u64::from(trials), "{compiled}");
    for reason in REASONS {
        assert!(exits.contains_key(&reason), "no exit for {reason:?}");
    }
}
