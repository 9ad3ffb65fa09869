//! Owns when something is compiled, and the making of it: what is hot, recorded
//! first where that may be, and what was compiled for the usual only but often
//! met the unusual. Deliberately does not run anything.

use super::dispatch::{Engine, Recording};
use super::learning::Known;
use super::linker::Linker;
use crate::jit::{self, Refusal, Request};
use crate::um::Machine;
use crate::um::marks::Marks;

/// One instruction in so many is recorded at the most.
const RECORDED_ONE_IN: u64 = 64;
/// Bytes of wasm beyond which all code is dropped.
const WASM_BYTES_MAX: usize = 48 << 20;

/// What stands for compiling an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Urgency {
    /// It is hot: compiled when compiling has not cost too much yet, with all
    /// that is nearly hot.
    Usual,
    /// It has been interpreted for as long as compiling it takes, or with others that
    /// were put off, for as long as compiling them all: compiled at once, with these.
    /// So none costs much more than twice what it would, had one known beforehand.
    Overdue,
}

impl<L: Linker> Engine<L> {
    /// Has the tree at `root`, which is hot, compiled as soon as enough is known.
    pub(super) fn want(&mut self, machine: &mut Machine, root: u32) {
        if self.learning.is_data(root) {
            // It would be refused; recording first would be slow for nothing.
            *self.statistics.refusals.entry(Refusal::Data).or_default() += 1;
            return;
        }
        let Some(urgency) = self.urgency(machine, root) else {
            return;
        };
        if self.learning.short_calls(root) >= self.options.exits {
            if let Some(marks) = self.marks {
                self.cure(machine, marks, root, urgency);
            }
            return;
        }
        if self.may_record(machine) {
            self.statistics.recorded_instructions += self.options.recorded;
            self.recording = Some(Recording {
                root,
                urgency,
                left: self.options.recorded,
            });
        } else {
            self.compile(machine, root, urgency);
        }
    }

    /// What stands for compiling `root`, which is hot, now; `None` when it is put off.
    fn urgency(&mut self, machine: &Machine, root: u32) -> Option<Urgency> {
        let jumps = self.learning.heat.jumps(root);
        let overdue = self.options.overdue;
        if jumps >= overdue {
            return Some(Urgency::Overdue);
        }
        if self.may_compile(machine) {
            return Some(Urgency::Usual);
        }
        let (entries, jumps) = self.learning.queue.put_off(root, jumps);
        let others = self.options.overdue_others.saturating_mul(entries - 1);
        (jumps >= overdue.saturating_add(others)).then_some(Urgency::Overdue)
    }

    /// Whether recording, which is slow, has not had its small share of all
    /// instructions yet.
    fn may_record(&self, machine: &Machine) -> bool {
        let share = machine.instructions() / RECORDED_ONE_IN;
        self.options.recorded > 0 && self.statistics.recorded_instructions <= share
    }

    /// Compiles again, for the unusual, what often left because of it; false
    /// where that would cost too much as yet.
    pub(super) fn cure(
        &mut self,
        machine: &mut Machine,
        marks: Marks,
        root: u32,
        urgency: Urgency,
    ) -> bool {
        if !self.may_renew(machine, urgency) {
            return false;
        }
        self.learning.forget_short_calls();
        // Others that are on their way there would each drop code again.
        for finger in self.cache.curable_fingers(self.options.exits / 10) {
            if self.learning.note_unusual(finger) {
                let linker = &mut self.linker;
                let entries = self.cache.drop_covering(&marks, linker, finger);
                self.want_again(entries);
            }
        }
        if marks.slot(root).is_none() {
            self.compile_now(machine, root, Urgency::Usual);
        }
        true
    }

    /// Compiles `entry` again, of which something was assumed that is not so;
    /// false as for [`Engine::cure`]. The old code goes: what is in the same module
    /// calls it directly.
    pub(super) fn correct(&mut self, machine: &mut Machine, marks: Marks, entry: u32) -> bool {
        if !self.may_renew(machine, Urgency::Usual) {
            return false;
        }
        self.learning.forget_short_calls_of(entry);
        let linker = &mut self.linker;
        let entries = self.cache.drop_with_entry(&marks, linker, entry);
        self.want_again(entries);
        self.compile_now(machine, entry, Urgency::Usual);
        true
    }

    /// Whether code may be made anew that leaves where it need not.
    fn may_renew(&mut self, machine: &Machine, urgency: Urgency) -> bool {
        let may = urgency == Urgency::Overdue
            || self.economy.exits_cost_as_much(&self.statistics)
            || self.may_compile(machine);
        if may {
            self.economy.forget_exits();
        }
        may
    }

    /// Has entries compiled with the next one: what was dropped is called from
    /// elsewhere, and wanted again at once.
    fn want_again(&mut self, entries: Vec<u32>) {
        let warm = self.options.threshold.saturating_sub(1);
        for entry in entries {
            self.learning.heat.set(entry, warm);
            self.learning.queue.note_ready(entry);
        }
    }

    /// A call of `entry` was hardly begun when the unusual ended it. Code of which
    /// that is said often is taken out of use until it can be made anew:
    /// interpreting is many times quicker than leaving and coming back. Other
    /// compiled code may go on jumping there within its module.
    pub(super) fn note_short_call(&mut self, marks: Marks, entry: u32) {
        if self.options.is_eager || self.learning.note_short_call(entry) < self.options.exits {
            return;
        }
        if marks.slot(entry).is_some() {
            marks.clear_slot(entry);
            self.learning.heat.set(entry, 0);
        }
    }

    /// Drops all code made from the platter at `offset`; its entries are cold.
    pub(super) fn drop_covering(&mut self, marks: Marks, offset: u32) {
        let (cache, linker) = (&mut self.cache, &mut self.linker);
        for entry in cache.drop_covering(&marks, linker, offset) {
            self.learning.heat.set(entry, 0);
        }
    }

    fn may_compile(&mut self, machine: &Machine) -> bool {
        let linker = &self.linker;
        let instructions = machine.instructions();
        let may = self.options.is_eager
            || self
                .economy
                .may_compile(&self.statistics, instructions, || linker.milliseconds());
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
        if urgency == Urgency::Overdue || self.may_compile(machine) {
            self.compile_now(machine, root, urgency);
        }
    }

    /// Compiles the tree at `root`.
    fn compile_now(&mut self, machine: &mut Machine, root: u32, urgency: Urgency) {
        let Some(marks) = self.marks else { return };
        let started = self.linker.milliseconds();
        if self.cache.wasm_bytes() > WASM_BYTES_MAX {
            self.cache.clear(&marks, &mut self.linker);
        }
        // Code takes the 0 array to be where it is and its own.
        if machine.arrays_mut().own_program().is_err() {
            return;
        }
        let roots = match urgency {
            Urgency::Usual => self.learning.queue.take_all(root),
            Urgency::Overdue => self.learning.queue.take_put_off(root),
        };
        self.translate(machine, marks, &roots);
        let taken = self.linker.milliseconds() - started;
        self.statistics.compile_ms += taken;
        self.statistics.longest_compile_ms = self.statistics.longest_compile_ms.max(taken);
        self.statistics.dropped_modules = self.cache.dropped();
    }

    fn translate(&mut self, machine: &Machine, marks: Marks, roots: &[u32]) {
        let first_slot = match self.linker.reserve(jit::FUNCTIONS_MAX) {
            Some(first_slot) => first_slot,
            None => return,
        };
        let known = Known {
            learning: &self.learning,
            marks,
            hot_count: self.options.hot_count,
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
