//! Owns the check of a compiled module against its program without running it: what
//! each path has spent of the budget is the length of a walk through the program to
//! where it leaves, and the instruction there can have the reason given.
//! Deliberately decodes by itself.

use std::collections::{BTreeSet, HashMap};

use super::emitted::{HELPERS, Leave, leaves};
use um32::jit::{Compiled, Reason, Site};

fn operator(platter: u32) -> u32 {
    platter >> 28
}

/// Orthographies' values that are offsets of the program.
pub fn constants(platters: &[u32], capacity: usize) -> impl Iterator<Item = u32> + '_ {
    let orthographies = platters.iter().filter(|&&platter| operator(platter) == 13);
    let values = orthographies.map(|platter| platter & 0x01ff_ffff);
    // One past the end, and beyond, is where a jump may go.
    values.filter(move |&value| (value as usize) <= capacity + 1_000)
}

/// Where the finger may be behind the instruction at `finger`, a jump to a constant
/// that the program loads or is guessed to go to.
fn next(program: &[u32], finger: u32) -> Vec<u32> {
    let Some(&platter) = program.get(finger as usize) else {
        return Vec::new();
    };
    match operator(platter) {
        7 | 14 | 15 => Vec::new(),
        12 => constants(program, program.len()).collect(),
        _ => vec![finger + 1],
    }
}

/// Where walks of each length from an entry end.
struct Walks<'a> {
    program: &'a [u32],
    ends: HashMap<u32, Vec<BTreeSet<u32>>>,
}

impl Walks<'_> {
    fn ends(&mut self, from: u32, length: u32) -> &BTreeSet<u32> {
        let program = self.program;
        let ends = self
            .ends
            .entry(from)
            .or_insert_with(|| vec![BTreeSet::from([from])]);
        while ends.len() <= length as usize {
            let last = ends.last().expect("a walk of no length");
            let further = last.iter().flat_map(|&finger| next(program, finger));
            ends.push(further.collect());
        }
        &ends[length as usize]
    }
}

/// Checks a module without running it.
pub fn check_map(program: &[u32], compiled: &Compiled, first_site: u32) {
    let mut walks = Walks {
        program,
        ends: HashMap::new(),
    };
    let site_of = |number: u32| compiled.sites[(number - first_site) as usize];
    let functions = leaves(&compiled.bytes);
    assert_eq!(functions.len(), compiled.entries.len());
    let mut seen = BTreeSet::new();
    for (&entry, leaves) in compiled.entries.iter().zip(&functions) {
        for (at, &leave) in leaves.iter().enumerate() {
            match leave {
                Leave::Site { number, spent } => {
                    let site = site_of(number);
                    assert!(seen.insert(number), "{site:?} is left at in two places");
                    assert_eq!(site.entry, entry, "{site:?}");
                    if site.reason == Reason::ComputedTarget {
                        let jumps = walks.ends(entry, spent - 1).iter();
                        let mut jumps = jumps.filter_map(|&at| program.get(at as usize));
                        assert!(jumps.any(|&jump| operator(jump) == 12), "{site:?}");
                    } else {
                        assert!(
                            walks.ends(entry, spent).contains(&site.finger),
                            "{spent} spent at {site:?}"
                        );
                    }
                    check_site(program, compiled, site, spent);
                }
                Leave::Call { function, spent } => {
                    let target = compiled.entries[(function - HELPERS) as usize];
                    assert!(walks.ends(entry, spent).contains(&target), "{leave:?}");
                }
                Leave::Indirect { spent } => {
                    // Beside the exit for when there is nothing to call.
                    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                    let mut beside = beside.filter_map(|at| leaves.get(at));
                    assert!(
                        beside.any(|beside| matches!(*beside,
                            Leave::Site { number, spent: there } if there == spent
                                && matches!(site_of(number).reason,
                                    Reason::ColdTarget | Reason::ComputedTarget))),
                        "{leave:?} and no exit beside it"
                    );
                }
                Leave::Back { first_site, spent } => {
                    let header = site_of(first_site);
                    assert_eq!(header.reason, Reason::Budget, "a loop without end");
                    let ends = walks.ends(header.finger, spent);
                    assert!(ends.contains(&header.finger), "{leave:?} to {header:?}");
                }
            }
        }
    }
    assert_eq!(
        seen.len(),
        compiled.sites.len(),
        "sites that nothing leaves at"
    );
}

/// What can be said of a site by itself.
fn check_site(program: &[u32], compiled: &Compiled, site: Site, spent: u32) {
    let platter = program.get(site.finger as usize).copied();
    let is_covered = compiled.covered.binary_search(&site.finger).is_ok();
    let is_one_of = |operators: &[u32]| {
        is_covered && platter.is_some_and(|platter| operators.contains(&operator(platter)))
    };
    let is_so = match site.reason {
        Reason::Budget => is_covered,
        Reason::Assumption => site.finger == site.entry && spent == 0,
        Reason::ColdTarget | Reason::Data => platter.is_some(),
        Reason::ComputedTarget => true,
        Reason::ProgramEnd => platter.is_none(),
        Reason::Operator => is_one_of(&[7, 11, 14, 15]),
        Reason::Index => is_one_of(&[1]),
        Reason::Amendment | Reason::AmendmentOfCode => is_one_of(&[2]),
        Reason::NotReached => is_one_of(&[1, 2]),
        Reason::Division => is_one_of(&[5]),
        Reason::Allocation => is_one_of(&[8]),
        Reason::Abandonment => is_one_of(&[9]),
        Reason::Output => is_one_of(&[10]),
        Reason::LoadProgram => is_one_of(&[12]),
        Reason::Watched => false,
    };
    assert!(is_so, "{site:?}, {platter:x?}, covered: {is_covered}");
}
