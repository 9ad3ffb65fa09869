//! Owns the tests of what is kept of compiled code, with a host that runs nothing.

use super::*;
use crate::jit::Reason;
use crate::um::Machine;
use crate::um::memory::Limits;

/// Runs nothing.
struct NoLinker;

impl Linker for NoLinker {
    fn reserve(&mut self, _: u32) -> Option<u32> {
        Some(0)
    }
    fn link(&mut self, _: &[u8]) -> Result<(), String> {
        Ok(())
    }
    fn give_back(&mut self, _: u32, _: u32) {}
    fn release(&mut self, _: u32, _: u32) {}
    fn call(&mut self, _: u32, _: [u32; 8], _: u32) -> u32 {
        unreachable!("nothing is called")
    }
    fn milliseconds(&self) -> f64 {
        0.0
    }
}

fn compiled(sites: u32, wasm_bytes: usize) -> Compiled {
    let site = Site {
        finger: 0,
        reason: Reason::Budget,
        entry: 0,
    };
    Compiled {
        bytes: vec![0; wasm_bytes],
        entries: vec![0],
        sites: vec![site; sites as usize],
        covered: vec![0],
        data: Vec::new(),
        instructions: 1,
    }
}

#[test]
fn it_is_full_by_what_is_linked_and_by_what_was_dropped() {
    let mut machine = Machine::new(&[0; 4], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let mut cache = Cache::default();
    cache.add(&marks, compiled(1, WASM_BYTES_MAX), 0);
    assert!(!cache.is_full());
    cache.add(&marks, compiled(1, 1), 0);
    assert!(cache.is_full());
    assert_eq!(cache.drop_covering(&marks, &mut NoLinker, 0), [0, 0]);
    assert!(!cache.is_full());

    cache.add(&marks, compiled(SITES_MAX, 1), 0);
    cache.drop_covering(&marks, &mut NoLinker, 0);
    assert!(cache.is_full());
    cache.clear(&marks, &mut NoLinker);
    assert!(!cache.is_full());
    assert_eq!(cache.next_site(), 0);
}

#[test]
fn a_platter_is_code_for_as_long_as_any_module_was_made_from_it() {
    let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let mut cache = Cache::default();
    for (slot, (entry, covered)) in (0..).zip([(0, vec![0, 1, 2]), (2, vec![2, 3])]) {
        let module = Compiled {
            entries: vec![entry],
            covered,
            ..compiled(1, 1)
        };
        cache.add(&marks, module, slot);
    }
    let covered = || (0..5).filter(|&offset| marks.is_covered(offset));
    assert!(covered().eq(0..4));
    assert_eq!(cache.drop_covering(&marks, &mut NoLinker, 1), [0]);
    assert!(covered().eq(2..4));
    assert_eq!([0, 2].map(|entry| marks.slot(entry)), [None, Some(1)]);
    assert_eq!(cache.drop_covering(&marks, &mut NoLinker, 2), [2]);
    assert_eq!(covered().count(), 0);
}

#[test]
fn the_busiest_places_come_first_and_no_more_than_are_asked_for() {
    let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let mut cache = Cache::default();
    let at = |finger| Site {
        finger,
        reason: Reason::Index,
        entry: 0,
    };
    // Two modules that have the place 2 both; the place 4 is never left at.
    for fingers in [&[1, 2, 3, 4][..], &[2, 5]] {
        let sites = fingers.iter().map(|&finger| at(finger)).collect();
        let module = Compiled {
            sites,
            ..compiled(0, 1)
        };
        cache.add(&marks, module, 0);
    }
    for (number, exits) in [3, 2, 4, 0, 2, 5].into_iter().enumerate() {
        for _ in 0..exits {
            cache.count_exit(number as u32);
        }
    }
    // Those with as many exits in the order of the program.
    let all = [(5, 5), (2, 4), (3, 4), (1, 3)].map(|(finger, exits)| (at(finger), exits));
    for most in 0..=all.len() {
        assert_eq!(cache.busiest_sites(most), all[..most]);
    }
    assert_eq!(cache.busiest_sites(usize::MAX), all);
}
