//! Owns calling compiled functions without the engine, with guesses for what the
//! engine would have learnt, and the check of each return: the naive model does
//! exactly as many instructions as the exit claims; finger, registers, arrays and
//! output must then be the same, and the reason given must be true. Deliberately
//! knows nothing of when code is worth its while, nor what is called when.

use std::collections::HashSet;

use super::chooser::step;
use super::model::{Cycle, Model};
use super::wasm::{self, Backing, RuntimeLinker};
use um32::engine::Linker;
use um32::jit::{self, Arrays, Compiled, Knowledge, PATH_MAX, Reason, Request, Site};
use um32::um::layout::state::{BUDGET, FINGER, FREE_LISTS, PRINTABLE, PRINTED};
use um32::um::marks::Marks;
use um32::um::{Limits, Machine, Stop};

/// A number without pattern, the same for the same two.
pub fn scatter(seed: u32, number: u32) -> u32 {
    let mixed = (seed ^ number.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
    (mixed ^ mixed >> 15).wrapping_mul(0xc2b2_ae35) >> 8
}

/// Guesses, right and wrong ones; none may be seen but in speed.
struct Guesses<'a> {
    seed: u32,
    marks: Marks,
    data: &'a HashSet<u32>,
    targets: Option<&'a [u32]>,
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
        let guess = scatter(self.seed ^ 3, finger);
        let drawn = (0..guess % 7).map(|nth| scatter(guess, nth));
        if let Some(targets) = self.targets {
            let count = targets.len().max(1);
            return drawn
                .filter_map(|drawn| targets.get(drawn as usize % count).copied())
                .collect();
        }
        // Close by, some of them twice, some beyond the program's end.
        let near = |drawn| finger.wrapping_add(drawn % 48).wrapping_sub(24);
        drawn.map(near).collect()
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
pub struct Driver {
    pub machine: Machine,
    linker: RuntimeLinker,
    _backing: Backing,
    pub marks: Marks,
    pub seed: u32,
    pub data: HashSet<u32>,
    /// What computed jumps are guessed to go to; else anything close by.
    pub targets: Option<Vec<u32>>,
    linked: Vec<Linked>,
    pub sites: Vec<Site>,
    refused: HashSet<u32>,
    pub model: Model,
    /// Chooses the model's identifiers, which the specification leaves open.
    pub reference: Machine,
    output: Vec<u8>,
}

impl Driver {
    pub fn new(program: &[u32], input: &[u8], seed: u32, limits: Limits) -> Self {
        let (mut machine, linker, backing) = wasm::start(program, limits).expect("memory");
        let mut reference = Machine::new(program, limits).expect("memory");
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
            targets: None,
            linked: Vec::new(),
            sites: Vec::new(),
            refused: HashSet::new(),
            model,
            reference,
            output: Vec::new(),
        }
    }

    fn guesses(&self) -> Guesses<'_> {
        Guesses {
            seed: self.seed,
            marks: self.marks,
            data: &self.data,
            targets: self.targets.as_deref(),
        }
    }

    /// Compiles and links the trees at `root`, unless there is nothing to gain.
    pub fn compile(&mut self, root: u32) -> Option<Compiled> {
        if root >= self.machine.arrays().program_capacity() || self.refused.contains(&root) {
            return None;
        }
        self.machine.arrays_mut().own_program().expect("memory");
        let first_slot = self.linker.reserve(jit::FUNCTIONS_MAX).expect("slots");
        let arrays = self.machine.arrays();
        let knowledge = self.guesses();
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
            guarded: None,
        });
        let Ok(compiled) = compiled else {
            self.refused.insert(root);
            return None;
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
            entries: compiled.entries.clone(),
            covered: compiled.covered.clone(),
        });
        Some(compiled)
    }

    pub fn drop_code(&mut self) {
        for linked in self.linked.drain(..) {
            for &entry in &linked.entries {
                self.marks.clear_slot(entry);
            }
            for &offset in &linked.covered {
                self.marks.set_covered(offset, false);
            }
            let functions = linked.entries.len() as u32;
            self.linker.release(linked.first_slot, functions);
        }
        self.refused.clear();
    }

    /// Calls code, has the model follow, and checks that there is the reason that
    /// is given; the site with its number.
    pub fn call(&mut self, slot: u32, budget: u32) -> (u32, Site) {
        self.machine.lend_output();
        let number = self.linker.call(slot, self.machine.registers(), budget);
        let prints_no_more = self.prints_no_more();
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
        assert!(
            self.is_reason(site, left, prints_no_more),
            "{site:?} after {done}, {left} left, registers {:x?}",
            self.model.registers
        );
        (number, site)
    }

    /// Whether it is as the site says, in the model's eyes.
    fn is_reason(&self, site: Site, left: u32, prints_no_more: bool) -> bool {
        let (model, finger) = (&self.model, self.model.finger);
        let (operator, [a, b, c]) = model.next().map_or((u32::MAX, [0; 3]), |next| {
            let (operator, registers) = next;
            (
                operator,
                registers.map(|register| model.registers[register]),
            )
        });
        // What compiled code does by itself, if it guesses right.
        let is_short = |identifier: u32| {
            let platters = model.arrays.get(&identifier);
            identifier != 0 && platters.is_some_and(|platters| (1..255).contains(&platters.len()))
        };
        let is_usual = |identifier: u32, offset: u32| {
            let is_inside = model.known(identifier).holds(offset);
            is_inside
                && match self.guesses().arrays(finger) {
                    Arrays::Short => is_short(identifier),
                    Arrays::Long => identifier != 0 && !is_short(identifier),
                    Arrays::Any => true,
                }
        };
        let amends_code = a == 0 && self.marks.is_covered(b);
        let capacity = model.arrays[&0].len() as u32;
        match site.reason {
            Reason::Budget => left < PATH_MAX,
            Reason::ColdTarget => finger < capacity && self.marks.slot(finger).is_none(),
            Reason::ComputedTarget => self.marks.slot(finger).is_none(),
            Reason::Assumption => {
                let constants = self.guesses().constants(site.entry).into_iter();
                let mut registers = constants.zip(model.registers);
                finger == site.entry
                    && registers.any(|(guess, value)| guess.is_some_and(|guess| guess != value))
            }
            Reason::Operator => matches!(operator, 7 | 11 | 14 | 15),
            Reason::Output => operator == 10 && (c > 255 || prints_no_more),
            Reason::LoadProgram => operator == 12 && b != 0,
            Reason::Data => self.data.contains(&finger),
            Reason::Index => operator == 1 && !is_usual(b, c),
            Reason::Amendment => operator == 2 && (amends_code || !is_usual(a, b)),
            Reason::NotReached => {
                self.guesses().arrays(finger) == Arrays::Any
                    && match operator {
                        1 => !model.known(b).holds(c),
                        2 => amends_code || !model.known(a).holds(b),
                        _ => false,
                    }
            }
            Reason::AmendmentOfCode => operator == 2 && amends_code,
            // Nothing is.
            Reason::Watched => false,
            Reason::Allocation => {
                let list = FREE_LISTS + 4 * c.div_ceil(4).min(64);
                let is_one = (1..255).contains(&c);
                operator == 8 && !(is_one && self.machine.arrays().state_word(list) != 0)
            }
            Reason::Abandonment => operator == 9 && !is_short(c),
            Reason::Division => operator == 5 && c == 0,
            Reason::ProgramEnd => finger >= capacity,
        }
    }

    fn prints_no_more(&self) -> bool {
        let arrays = self.machine.arrays();
        arrays.state_word(PRINTED) >= arrays.state_word(PRINTABLE)
    }

    /// One instruction of the model.
    pub fn follow(&mut self) -> Cycle {
        step(&mut self.model, &mut self.reference)
    }

    pub fn compare(&mut self, at: &str) {
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
    pub fn interpret(&mut self) -> bool {
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
}

/// The programs of `golden.rs`, and one for each reason that is rare.
pub const SOURCES: [&str; 16] = [
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
