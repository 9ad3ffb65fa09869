//! Owns when what is hot is compiled, recorded first where that may be, and the making
//! of all code. Deliberately does not run anything, and does not judge the code that
//! there is: see [`super::renewing`].

use super::dispatch::{Engine, Recording};
use super::economy;
use super::known::Known;
use super::linker::Linker;
use crate::jit::{self, Refusal, Request};
use crate::um::Machine;
use crate::um::marks::Marks;
use rustc_hash::FxHashSet;

/// One instruction in so many is recorded at the most.
const RECORDED_ONE_IN: u64 = 64;

/// How many times as long interpreting takes where it looks ahead for places or what is watched.
const LOOKING_SLOWNESS: u32 = 5;

/// What stands for compiling an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Urgency {
    /// It is hot: compiled when compiling has not cost too much yet, with all
    /// that is nearly hot.
    Usual,
    /// It has been interpreted for as long as compiling it takes, or with others that
    /// were put off, for as long as compiling them all: compiled at once, with those of
    /// them that were interpreted for as long as their part of that takes. So none costs
    /// much more than twice what it would, had one known beforehand.
    Overdue,
    /// There is code for it, which leaves too often: see [`super::renewing`].
    Renewal,
}

impl<L: Linker> Engine<L> {
    /// Has the tree at `root`, which is hot, compiled as soon as enough is known.
    pub(super) fn want(&mut self, machine: &mut Machine, root: u32) {
        if self.places.contains(root) {
            return;
        }
        if self.learning.is_data(root) {
            // It would be refused; recording first would be slow for nothing.
            *self.statistics.refusals.entry(Refusal::Data).or_default() += 1;
            return;
        }
        let Some(urgency) = self.urgency(machine, root) else {
            return;
        };
        if self.learning.short_calls(root) >= self.options.exits {
            self.renew(machine, root);
            return;
        }
        if self.may_record(machine) {
            self.begin_recording(root, urgency);
        } else {
            self.compile(machine, root, urgency);
        }
    }

    /// Has what happens from now on recorded, and then the tree at `root` compiled.
    pub(super) fn begin_recording(&mut self, root: u32, urgency: Urgency) {
        self.statistics.recorded_instructions += self.options.recorded;
        self.recording = Some(Recording {
            root,
            urgency,
            left: self.options.recorded,
        });
    }

    /// How many times as long as else interpreting takes, about: so much sooner it has cost what
    /// compiling does.
    fn slowness(&self) -> u32 {
        let is_usual = self.places.is_empty() && self.guarded().is_none();
        if is_usual { 1 } else { LOOKING_SLOWNESS }
    }

    /// Jumps that make an entry hot.
    pub(super) fn threshold(&self) -> u32 {
        self.options.threshold.div_ceil(self.slowness())
    }

    /// What stands for compiling `root`, which is hot, now; `None` when it is put off.
    fn urgency(&mut self, machine: &Machine, root: u32) -> Option<Urgency> {
        let length = jit::block_length(machine.arrays().program(), root);
        let interpreted = self.learning.heat.jumps(root).saturating_mul(length);
        let dearness = economy::dearness(&self.statistics);
        let [overdue, each_other] = [self.options.overdue, self.options.overdue_others]
            .map(|usual| (f64::from(usual / self.slowness()) * dearness) as u32);
        if self.trial.is_doubtful() {
            self.learning.queue.put_off(root, interpreted);
            self.statistics.postponed += 1;
            return None;
        }
        if interpreted >= overdue {
            return Some(Urgency::Overdue);
        }
        if self.may_compile() {
            return Some(Urgency::Usual);
        }
        let (entries, interpreted) = self.learning.queue.put_off(root, interpreted);
        let others = each_other.saturating_mul(entries.saturating_sub(1));
        (interpreted >= overdue.saturating_add(others)).then_some(Urgency::Overdue)
    }

    /// Whether recording, which is slow, has not had its small share of all
    /// instructions yet.
    pub(super) fn may_record(&self, machine: &Machine) -> bool {
        let share = self.done(machine) / RECORDED_ONE_IN;
        self.options.recorded > 0 && self.statistics.recorded_instructions <= share
    }

    /// Drops all code made from the platter at `offset`; its entries are cold.
    pub(super) fn drop_covering(&mut self, marks: Marks, offset: u32) {
        let (cache, linker) = (&mut self.cache, &mut self.linker);
        for entry in cache.drop_covering(&marks, linker, offset) {
            self.learning.heat.set(entry, 0);
        }
    }

    /// There was code for `entry` until now, so it is hot, though nobody counted meanwhile.
    pub(super) fn keep_warm(&mut self, entry: u32) {
        let warm = self.threshold().saturating_sub(1);
        self.learning.heat.set(entry, warm);
    }

    pub(super) fn may_compile(&mut self) -> bool {
        let may = self.options.is_eager
            || (!self.trial.is_doubtful() && economy::may_compile(&self.statistics));
        self.statistics.postponed += u64::from(!may);
        may
    }

    /// Compiles the tree at `root`, if that pays.
    pub(super) fn compile(&mut self, machine: &mut Machine, root: u32, urgency: Urgency) {
        if root >= machine.arrays().program_capacity() {
            // The next instruction fails; there may be no 0 array to own.
            let refusals = &mut self.statistics.refusals;
            *refusals.entry(Refusal::OutsideProgram).or_default() += 1;
            return;
        }
        let roots = match urgency {
            Urgency::Overdue => self.learning.queue.take_worthy(root),
            Urgency::Usual if self.may_compile() => self.learning.queue.take_all(root),
            Urgency::Usual => return,
            Urgency::Renewal => return self.remake(machine, root),
        };
        self.compile_now(machine, &roots, &FxHashSet::default());
    }

    /// Compiles the trees at `roots`. Where they replace code, `anew` are its entries: paths
    /// go on there in place.
    pub(super) fn compile_now(
        &mut self,
        machine: &mut Machine,
        roots: &[u32],
        anew: &FxHashSet<u32>,
    ) {
        let Some(marks) = self.marks else { return };
        let started = self.linker.milliseconds();
        if self.cache.is_full() {
            self.cache.clear(&marks, &mut self.linker);
        }
        // Code takes the 0 array to be where it is and its own.
        if machine.arrays_mut().own_program().is_err() {
            return;
        }
        self.translate(machine, marks, roots, anew);
        let taken = self.linker.milliseconds() - started;
        self.statistics.compile_ms += taken;
        self.statistics.longest_compile_ms = self.statistics.longest_compile_ms.max(taken);
    }

    fn translate(&mut self, machine: &Machine, marks: Marks, roots: &[u32], anew: &FxHashSet<u32>) {
        let Some(first_slot) = self.linker.reserve(jit::FUNCTIONS_MAX) else {
            self.statistics.link_errors += 1;
            return;
        };
        let known = Known {
            learning: &self.learning,
            places: &self.places,
            marks,
            hot_count: self.options.hot_count.div_ceil(self.slowness()),
            anew,
        };
        let arrays = machine.arrays();
        let request = Request {
            program: arrays.program(),
            program_address: arrays.program_address(),
            layout: arrays.layout(),
            marks_address: marks.marks_address(),
            covered_address: marks.covered_address(),
            roots,
            first_slot,
            first_site: self.cache.next_site(),
            knowledge: &known,
            guarded: self.guarded(),
        };
        let compiled = match jit::compile(request) {
            Ok(compiled) => compiled,
            Err(refusal) => {
                self.linker.give_back(first_slot, jit::FUNCTIONS_MAX);
                *self.statistics.refusals.entry(refusal).or_default() += 1;
                return;
            }
        };
        self.statistics.lowered_instructions += u64::from(compiled.instructions);
        let lowered = self.linker.milliseconds();
        let linked = self.linker.link(&compiled.bytes);
        self.statistics.link_ms += self.linker.milliseconds() - lowered;
        if linked.is_err() {
            self.linker.release(first_slot, jit::FUNCTIONS_MAX);
            self.statistics.link_errors += 1;
            return;
        }
        let functions = compiled.entries.len() as u32;
        self.linker
            .give_back(first_slot + functions, jit::FUNCTIONS_MAX - functions);
        self.statistics.modules += 1;
        self.statistics.functions += functions;
        self.statistics.wasm_bytes += compiled.bytes.len() as u64;
        self.learning.note_data(&compiled.data);
        for &entry in &compiled.entries {
            self.learning.note_compiled(entry);
        }
        self.cache.add(&marks, compiled, first_slot);
    }
}
