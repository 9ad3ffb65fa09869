//! Owns what becomes of code that leaves where it need not: it was made for the usual
//! and meets the unusual, or took a register to be what it is not. Deliberately neither
//! runs anything nor knows how code is made.
//!
//! Programs have phases, so the first time that an instruction meets other arrays than
//! recorded, it is recorded again; the second time it is unusual.
//!
//! First the one entry is compiled again, beside the code there is, and reached by all
//! that go through its mark. Where its old code went on in place the new one does, into
//! blocks that have code of their own too: a loop that goes from module to module takes
//! twice as long. Functions of its old module go on calling the old code directly; a
//! whole module is made anew only once exits from old code have cost as much as that
//! will. Dropping modules for every site that is unusual threw away, again and again,
//! what a host had optimised by then.

use super::compiling::Urgency;
use super::dispatch::Engine;
use super::economy;
use super::linker::Linker;
use crate::jit::{Reason, Site};
use crate::um::Machine;
use crate::um::marks::Marks;

/// A place at which compiled code left just now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exit {
    pub(super) site: Site,
    /// The site's number.
    pub(super) number: u32,
    /// How often it was left at by now.
    pub(super) times: u32,
}

impl<L: Linker> Engine<L> {
    /// Answers an exit that code made anew would not take; whether by making code anew,
    /// or by recording for that.
    pub(super) fn mend(&mut self, machine: &mut Machine, marks: Marks, exit: Exit) -> bool {
        let Exit { site, number, .. } = exit;
        if let Some(stale) = self.cache.count_stale_exit(&marks, number) {
            let is_due = self.is_due(stale.exits, stale.functions);
            if is_due {
                self.renew_module(machine, marks, number);
            }
            return is_due;
        }
        let is_known = match site.reason {
            Reason::Assumption => self.learning.refute(site.entry, &machine.registers()),
            // Now and then, for the translator or the host may refuse.
            _ => exit.times.is_multiple_of(self.options.exits),
        };
        let renews = is_known && (self.is_due(exit.times, 1) || self.may_compile());
        if renews {
            self.renew(machine, site.entry);
        }
        renews
    }

    /// Whether so many exits have cost as much as compiling so many functions will: then
    /// that is done, whatever else was spent, and costs at most twice what knowing
    /// everything beforehand would have.
    fn is_due(&self, exits: u32, functions: u32) -> bool {
        let least = self.options.exits;
        exits >= least
            && (self.options.is_eager || economy::cost_as_much(&self.statistics, exits, functions))
    }

    /// The instructions that the code for `entry`, which is made anew, often left at.
    fn learn_from_exits(&mut self, entry: u32) -> Vec<u32> {
        self.learning.forget_short_calls(entry);
        // Others that are on their way there would have it compiled again soon.
        let often = self.options.exits / 10;
        self.cache.learn_curable(entry, often)
    }

    /// Compiles `entry` again, for all that its code often left for, as soon as enough is
    /// known of that.
    pub(super) fn renew(&mut self, machine: &mut Machine, entry: u32) {
        let may_record = self.may_record(machine);
        let mut is_doubtful = false;
        for finger in self.learn_from_exits(entry) {
            if may_record {
                is_doubtful |= self.learning.doubt(finger);
            } else {
                self.learning.note_unusual(finger);
            }
        }
        if is_doubtful {
            self.begin_recording(entry, Urgency::Renewal);
        } else {
            self.remake(machine, entry);
        }
    }

    /// Compiles `entry` again, with what is known.
    pub(super) fn remake(&mut self, machine: &mut Machine, entry: u32) {
        let roots = if self.may_compile() {
            self.learning.queue.take_all(entry)
        } else {
            vec![entry]
        };
        let anew = self.cache.entries_with(entry);
        self.compile_now(machine, &roots, &anew);
        if let Some(marks) = self.marks {
            self.cache.drop_unused(&marks, &mut self.linker);
        }
    }

    /// Makes the module of the site with this number anew, as far as it is in use.
    fn renew_module(&mut self, machine: &mut Machine, marks: Marks, number: u32) {
        let linker = &mut self.linker;
        let entries = self.cache.drop_with_sites(&marks, linker, &[number]);
        let wanted: Vec<u32> = (entries.iter().copied())
            .filter(|&entry| marks.slot(entry).is_none())
            .collect();
        if wanted.is_empty() {
            return;
        }
        for &entry in &wanted {
            for finger in self.learn_from_exits(entry) {
                self.learning.note_unusual(finger);
            }
            self.keep_warm(entry);
        }
        self.compile_now(machine, &wanted, &entries.into_iter().collect());
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
}
