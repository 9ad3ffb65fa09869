//! Owns which modules there are and which platters they were made from.
//! Dropping any of it changes nothing but speed.
//!
//! A module is dropped as a whole: its functions call one another directly.
//! Functions of other modules are reached through marks, so nothing else has to
//! be dropped with it.

mod editions;

pub use editions::Edition;

use super::linker::Linker;
use super::renewing::Exit;
use crate::jit::{Compiled, Reason, Site};
use crate::um::marks::Marks;
use editions::Functions;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::ops::Range;

/// Bytes of wasm that may be linked.
const WASM_BYTES_MAX: usize = 48 << 20;
/// Sites that may be known, those of dropped modules too, for their numbers are
/// never given again: some 16 MB.
const SITES_MAX: u32 = 1 << 20;

/// A linked module.
#[derive(Debug)]
struct Module {
    first_slot: u32,
    /// The numbers of its sites. Later modules have higher ones.
    sites: Range<u32>,
    entries: Vec<u32>,
    covered: Vec<u32>,
    wasm_bytes: usize,
    /// Needless exits of its functions that have newer code, or none, in use.
    stale_exits: u32,
    edition: Edition,
    /// Functions that are reached by their marks, but for their edition being put by.
    put_by: Functions,
}

impl Module {
    /// Whether `entry` is reached by its mark in this module.
    fn is_in_use(&self, marks: &Marks, entry: u32) -> bool {
        let slots = self.first_slot..self.first_slot + self.entries.len() as u32;
        marks.slot(entry).is_some_and(|slot| slots.contains(&slot))
    }
}

/// What old code of a module, still called by its other functions, has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Needless exits.
    pub exits: u32,
    /// Functions of the module.
    pub functions: u32,
}

/// All compiled code of the present program.
#[derive(Debug, Default)]
pub struct Cache {
    modules: Vec<Module>,
    sites: Vec<Site>,
    /// How often each site was left at.
    exits: Vec<u32>,
    /// How many sites there were when the exits of an entry were last learnt from.
    learnt: FxHashMap<u32, u32>,
    dropped: u32,
    /// The one in use.
    edition: Edition,
}

impl Cache {
    /// The number that the next module's first site gets.
    pub fn next_site(&self) -> u32 {
        self.sites.len() as u32
    }

    /// Counts an exit at the site with this number.
    pub fn count_exit(&mut self, number: u32) -> Exit {
        let times = &mut self.exits[number as usize];
        *times = times.saturating_add(1);
        Exit {
            site: self.sites[number as usize],
            number,
            times: *times,
        }
    }

    /// The module with the site of this number.
    fn module_with(&mut self, number: u32) -> Option<&mut Module> {
        let at = (self.modules).partition_point(|module| module.sites.end <= number);
        (self.modules.get_mut(at)).filter(|module| module.sites.contains(&number))
    }

    /// Counts an exit at the site with this number as one of old code; `None` when the
    /// code is the one in use for its entry.
    pub fn count_stale_exit(&mut self, marks: &Marks, number: u32) -> Option<Stale> {
        let entry = self.sites[number as usize].entry;
        let module = self.module_with(number)?;
        if module.is_in_use(marks, entry) {
            return None;
        }
        module.stale_exits = module.stale_exits.saturating_add(1);
        Some(Stale {
            exits: module.stale_exits,
            functions: module.entries.len() as u32,
        })
    }

    /// Fingers of curable sites that code for `entry` left at `exits` times or more, of
    /// code made since that was last asked.
    pub fn learn_curable(&mut self, entry: u32, exits: u32) -> Vec<u32> {
        let next = self.next_site();
        let first = self.learnt.insert(entry, next).unwrap_or_default();
        let sites = self.sites.iter().zip(&self.exits).skip(first as usize);
        let often = sites.filter(|&(site, &count)| {
            site.entry == entry && count >= exits.max(1) && site.reason.is_curable()
        });
        let mut fingers: Vec<u32> = often.map(|(site, _)| site.finger).collect();
        fingers.sort_unstable();
        fingers.dedup();
        fingers
    }

    /// At most `most` of the places at which compiled code left, the busiest
    /// first, with their exits. Copies of a place in several modules are one.
    pub fn busiest_sites(&self, most: usize) -> Vec<(Site, u64)> {
        let mut places: FxHashMap<Site, u64> = FxHashMap::default();
        for (&site, &count) in self.sites.iter().zip(&self.exits) {
            if count > 0 {
                *places.entry(site).or_default() += u64::from(count);
            }
        }
        let rank =
            |&(site, exits): &(Site, u64)| (Reverse(exits), site.entry, site.finger, site.reason);
        // A few of thousands are wanted: no need to sort them all.
        let mut busiest: Vec<(Site, u64)> = Vec::new();
        for place in places {
            let at = busiest.partition_point(|other| rank(other) < rank(&place));
            if at < most {
                busiest.truncate(most - 1);
                busiest.insert(at, place);
            }
        }
        busiest
    }

    /// Modules dropped so far.
    pub fn dropped(&self) -> u32 {
        self.dropped
    }

    /// Whether there is so much of it that all is to be dropped before more comes.
    pub fn is_full(&self) -> bool {
        let wasm_bytes: usize = self.modules.iter().map(|module| module.wasm_bytes).sum();
        wasm_bytes > WASM_BYTES_MAX || self.next_site() > SITES_MAX
    }

    /// Takes a linked module in.
    pub fn add(&mut self, marks: &Marks, compiled: Compiled, first_slot: u32) {
        for (&entry, slot) in compiled.entries.iter().zip(first_slot..) {
            marks.set_slot(entry, slot);
        }
        for &offset in &compiled.covered {
            marks.set_covered(offset, true);
        }
        let first_site = self.next_site();
        let sites = first_site..first_site + compiled.sites.len() as u32;
        self.exits
            .resize(self.exits.len() + compiled.sites.len(), 0);
        self.sites.extend(compiled.sites);
        self.modules.push(Module {
            first_slot,
            sites,
            entries: compiled.entries,
            covered: compiled.covered,
            wasm_bytes: compiled.bytes.len(),
            stale_exits: 0,
            edition: self.edition,
            put_by: 0,
        });
    }

    /// Entries of all modules of the edition in use that have code for `entry`, old code too.
    pub fn entries_with(&self, entry: u32) -> FxHashSet<u32> {
        let in_use = (self.modules.iter()).filter(|module| module.edition == self.edition);
        let modules = in_use.map(|module| &module.entries);
        (modules.filter(|entries| entries.contains(&entry)))
            .flatten()
            .copied()
            .collect()
    }

    /// Drops every module made from the platter at `offset`; their entries.
    pub fn drop_covering(
        &mut self,
        marks: &Marks,
        linker: &mut impl Linker,
        offset: u32,
    ) -> Vec<u32> {
        self.drop_those(marks, linker, &|module| {
            module.covered.binary_search(&offset).is_ok()
        })
    }

    /// Sites before the platter at `offset`, where paths end because it counted as data when
    /// they were lowered.
    pub fn sites_ending_at(&self, offset: u32) -> Vec<u32> {
        let ends = |site: &Site| site.finger == offset && site.reason == Reason::Data;
        let numbered = (0..).zip(&self.sites);
        (numbered.filter(|&(_, site)| ends(site)))
            .map(|(number, _)| number)
            .collect()
    }

    /// Drops the modules with the sites of these numbers; their entries.
    pub fn drop_with_sites(
        &mut self,
        marks: &Marks,
        linker: &mut impl Linker,
        numbers: &[u32],
    ) -> Vec<u32> {
        self.drop_those(marks, linker, &|module| {
            (numbers.iter()).any(|number| module.sites.contains(number))
        })
    }

    /// Drops every module that nothing calls any more: all its entries have newer code,
    /// or none, in use.
    pub fn drop_unused(&mut self, marks: &Marks, linker: &mut impl Linker) {
        self.drop_those(marks, linker, &|module| {
            module.put_by == 0
                && !(module.entries.iter()).any(|&entry| module.is_in_use(marks, entry))
        });
    }

    fn drop_those(
        &mut self,
        marks: &Marks,
        linker: &mut impl Linker,
        goes: &dyn Fn(&Module) -> bool,
    ) -> Vec<u32> {
        let (dropped, kept): (Vec<Module>, Vec<Module>) = std::mem::take(&mut self.modules)
            .into_iter()
            .partition(goes);
        self.modules = kept;
        for module in &dropped {
            self.unlink(marks, linker, module);
        }
        self.dropped += dropped.len() as u32;
        dropped
            .into_iter()
            .flat_map(|module| module.entries)
            .collect()
    }

    /// Drops everything.
    pub fn clear(&mut self, marks: &Marks, linker: &mut impl Linker) {
        let modules = std::mem::take(&mut self.modules);
        for module in &modules {
            self.unlink(marks, linker, module);
        }
        self.forget_sites();
        self.dropped += modules.len() as u32;
    }

    /// Drops everything, when the marks are gone.
    pub fn forget(&mut self, linker: &mut impl Linker) {
        self.dropped += self.modules.len() as u32;
        self.release(linker);
        self.forget_sites();
    }

    fn forget_sites(&mut self) {
        self.sites.clear();
        self.exits.clear();
        self.learnt.clear();
    }

    /// Takes every function out of the table, when the machine with the marks may
    /// be gone already.
    pub fn release(&mut self, linker: &mut impl Linker) {
        for module in std::mem::take(&mut self.modules) {
            linker.release(module.first_slot, module.entries.len() as u32);
        }
    }

    /// Takes a module that is not among `modules` any more out of use.
    fn unlink(&self, marks: &Marks, linker: &mut impl Linker, module: &Module) {
        for &entry in &module.entries {
            // An entry compiled again since has the newer module's slot.
            if module.is_in_use(marks, entry) {
                marks.clear_slot(entry);
            }
        }
        for &offset in &module.covered {
            let still = self
                .modules
                .iter()
                .any(|other| other.covered.binary_search(&offset).is_ok());
            marks.set_covered(offset, still);
        }
        linker.release(module.first_slot, module.entries.len() as u32);
    }
}

#[cfg(test)]
mod tests;
