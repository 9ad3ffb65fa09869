//! Owns the tests of what is kept of compiled code, with a host that runs nothing.

use super::*;
use crate::jit::Reason;
use crate::um::Machine;
use crate::um::memory::Limits;

/// Runs nothing, and notes what is taken out of the table.
#[derive(Default)]
struct Table {
    released: Vec<(u32, u32)>,
}

impl Linker for Table {
    fn reserve(&mut self, _: u32) -> Option<u32> {
        Some(0)
    }
    fn link(&mut self, _: &[u8]) -> Result<(), String> {
        Ok(())
    }
    fn give_back(&mut self, _: u32, _: u32) {
        unreachable!("all of it is in use")
    }
    fn release(&mut self, first_slot: u32, functions: u32) {
        self.released.push((first_slot, functions));
    }
    fn call(&mut self, _: u32, _: [u32; 8], _: u32) -> u32 {
        unreachable!("nothing is called")
    }
    fn milliseconds(&self) -> f64 {
        0.0
    }
}

fn compiled(sites: u32, wasm_bytes: usize) -> Compiled {
    Compiled {
        bytes: vec![0; wasm_bytes],
        entries: vec![0],
        sites: vec![site(0, 0, Reason::Budget); sites as usize],
        covered: vec![0],
        data: Vec::new(),
        instructions: 1,
    }
}

fn site(entry: u32, finger: u32, reason: Reason) -> Site {
    Site {
        finger,
        reason,
        entry,
    }
}

/// A module with these entries and sites, made from the platters at its entries.
fn module(entries: &[u32], sites: &[Site]) -> Compiled {
    Compiled {
        entries: entries.to_vec(),
        sites: sites.to_vec(),
        covered: entries.to_vec(),
        ..compiled(0, 1)
    }
}

#[test]
fn it_is_full_by_what_is_linked_and_by_what_was_dropped() {
    let mut machine = Machine::new(&[0; 4], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let (mut cache, mut table) = (Cache::default(), Table::default());
    cache.add(&marks, compiled(1, WASM_BYTES_MAX), 0);
    assert!(!cache.is_full());
    cache.add(&marks, compiled(1, 1), 0);
    assert!(cache.is_full());
    assert_eq!(cache.drop_covering(&marks, &mut table, 0), [0, 0]);
    assert!(!cache.is_full());

    cache.add(&marks, compiled(SITES_MAX, 1), 0);
    cache.drop_covering(&marks, &mut table, 0);
    assert!(cache.is_full());
    cache.clear(&marks, &mut table);
    assert!(!cache.is_full());
    assert_eq!(cache.next_site(), 0);
}

#[test]
fn a_platter_is_code_for_as_long_as_any_module_was_made_from_it() {
    let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let (mut cache, mut table) = (Cache::default(), Table::default());
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
    assert_eq!(cache.drop_covering(&marks, &mut table, 1), [0]);
    assert!(covered().eq(2..4));
    assert_eq!([0, 2].map(|entry| marks.slot(entry)), [None, Some(1)]);
    assert_eq!(cache.drop_covering(&marks, &mut table, 2), [2]);
    assert_eq!(covered().count(), 0);
}

#[test]
fn the_busiest_places_come_first_and_no_more_than_are_asked_for() {
    let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let mut cache = Cache::default();
    let at = |finger| site(0, finger, Reason::Index);
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

fn leave(cache: &mut Cache, number: u32, times: u32) {
    (0..times).for_each(|_| {
        cache.count_exit(number);
    });
}

#[test]
fn an_exit_is_told_with_its_place_and_how_often_it_was_left_at() {
    let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let mut cache = Cache::default();
    cache.add(&marks, module(&[1], &[site(1, 2, Reason::Index)]), 0);
    assert_eq!(cache.next_site(), 1);
    cache.add(&marks, module(&[3], &[site(3, 4, Reason::Budget)]), 1);
    leave(&mut cache, 0, 5);
    let exit = cache.count_exit(1);
    let place = site(3, 4, Reason::Budget);
    assert_eq!((exit.site, exit.number, exit.times), (place, 1, 1));
    assert_eq!(cache.count_exit(0).times, 6);
}

#[test]
fn an_entry_is_learnt_where_its_code_made_since_left_often_for_what_can_be_cured() {
    let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let (mut cache, mut table) = (Cache::default(), Table::default());
    let add = |cache: &mut Cache| {
        let first = cache.next_site();
        let sites = [
            site(1, 7, Reason::Amendment),
            site(1, 5, Reason::Index),
            site(1, 5, Reason::Index),
            site(1, 6, Reason::Index),
            site(1, 4, Reason::Division),
            site(2, 3, Reason::Index),
        ];
        cache.add(&marks, module(&[1, 2], &sites), 0);
        for (number, times) in (first..).zip([2, 3, 2, 1, 9, 9]) {
            leave(cache, number, times);
        }
    };
    add(&mut cache);
    assert_eq!(cache.learn_curable(1, 2), [5, 7]);
    leave(&mut cache, 3, 9);
    assert!(cache.learn_curable(1, 2).is_empty(), "of older code");
    add(&mut cache);
    assert_eq!(cache.learn_curable(1, 1), [5, 6, 7]);
    assert_eq!(cache.learn_curable(2, 9), [3], "another entry's");
    // Numbers of sites begin anew.
    cache.clear(&marks, &mut table);
    add(&mut cache);
    assert_eq!(cache.learn_curable(1, 0), [5, 6, 7]);
    cache.forget(&mut table);
    assert_eq!((cache.next_site(), cache.busiest_sites(9)), (0, Vec::new()));
    cache.add(&marks, module(&[1], &[site(1, 5, Reason::Index)]), 0);
    assert!(cache.learn_curable(1, 0).is_empty(), "never left at");
}

#[test]
fn code_is_old_when_its_entry_has_newer_code_or_none() {
    let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let (mut cache, mut table) = (Cache::default(), Table::default());
    let sites = [1, 2].map(|entry| site(entry, entry, Reason::Index));
    cache.add(&marks, module(&[1, 2], &sites), 0);
    assert_eq!(cache.count_stale_exit(&marks, 0), None);
    cache.add(&marks, module(&[1], &[site(1, 1, Reason::Index)]), 2);
    let stale = |exits| {
        Some(Stale {
            exits,
            functions: 2,
        })
    };
    assert_eq!(cache.count_stale_exit(&marks, 0), stale(1));
    assert_eq!(cache.count_stale_exit(&marks, 1), None, "in use");
    assert_eq!(cache.count_stale_exit(&marks, 2), None, "the newer");
    marks.clear_slot(2);
    assert_eq!(cache.count_stale_exit(&marks, 1), stale(2));
    let mut entries: Vec<u32> = cache.entries_with(1).into_iter().collect();
    entries.sort_unstable();
    assert_eq!(entries, [1, 2]);
    assert!(cache.entries_with(3).is_empty());

    // Nothing calls the first any more; the newer one stays where it is.
    cache.drop_unused(&marks, &mut table);
    assert_eq!(cache.dropped(), 1);
    assert_eq!([1, 2].map(|entry| marks.slot(entry)), [Some(2), None]);
    assert_eq!(cache.count_stale_exit(&marks, 0), None, "it is gone");
    cache.drop_unused(&marks, &mut table);
    assert_eq!(cache.dropped(), 1);
    assert_eq!(cache.drop_with_sites(&marks, &mut table, &[0]), [0; 0]);
    assert_eq!(cache.drop_with_sites(&marks, &mut table, &[2]), [1]);
    assert_eq!((cache.dropped(), marks.slot(1)), (2, None));
}

#[test]
fn whatever_goes_is_taken_out_of_the_table_with_all_its_functions() {
    type Drop = fn(&mut Cache, &Marks, &mut Table);
    let ways: [(Drop, u32); 4] = [
        (|cache, marks, table| cache.clear(marks, table), 2),
        (|cache, _, table| cache.forget(table), 2),
        (|cache, _, table| cache.release(table), 0),
        (
            |cache, marks, table| {
                cache.drop_covering(marks, table, 1);
                cache.drop_covering(marks, table, 3);
            },
            2,
        ),
    ];
    for (drop, dropped) in ways {
        let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
        let marks = Marks::new(machine.arrays_mut()).unwrap();
        let (mut cache, mut table) = (Cache::default(), Table::default());
        cache.add(&marks, module(&[1, 2], &[]), 4);
        cache.add(&marks, module(&[3], &[]), 9);
        drop(&mut cache, &marks, &mut table);
        assert_eq!(table.released, [(4, 2), (9, 1)]);
        assert_eq!(cache.dropped(), dropped);
    }
}

#[test]
fn an_edition_that_is_put_by_comes_back_as_far_as_it_was_in_use_and_was_not_dropped() {
    let mut machine = Machine::new(&[0; 8], Limits::default()).unwrap();
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    let (mut cache, mut table) = (Cache::default(), Table::default());
    let slots = |marks: &Marks| [1, 2, 3, 4].map(|entry| marks.slot(entry));
    cache.add(&marks, module(&[1, 2], &[]), 10);
    cache.add(&marks, module(&[2, 3], &[]), 20);
    cache.add(&marks, module(&[4], &[]), 30);
    let usual = [Some(10), Some(20), Some(21), Some(30)];
    assert_eq!(slots(&marks), usual);
    marks.clear_slot(3);

    let mut entries = cache.take_up(Some(marks), Edition::Guarded);
    entries.dedup();
    assert_eq!(entries, [1, 2, 3, 4]);
    assert_eq!(
        (cache.edition(), slots(&marks)),
        (Edition::Guarded, [None; 4])
    );
    assert!(marks.is_covered(4), "an amendment drops it all the same");
    assert!(cache.entries_with(2).is_empty(), "none that is in use");
    cache.add(&marks, module(&[1, 4], &[]), 40);
    let guarded = [Some(40), None, None, Some(41)];
    assert_eq!(slots(&marks), guarded);

    // What is put by is not unused, and takes no mark of the others along.
    cache.drop_unused(&marks, &mut table);
    assert_eq!(cache.drop_covering(&marks, &mut table, 2), [1, 2, 2, 3]);
    assert_eq!(slots(&marks), guarded);
    assert_eq!(cache.take_up(Some(marks), Edition::Usual), [1, 4]);
    assert_eq!(slots(&marks), [None, None, None, Some(30)]);
    assert_eq!(cache.take_up(Some(marks), Edition::Guarded), [4]);
    assert_eq!(slots(&marks), guarded);
    let dropped = cache.drop_edition(&marks, &mut table, Edition::Guarded);
    assert_eq!((dropped, slots(&marks)), (vec![1, 4], [None; 4]));
}
