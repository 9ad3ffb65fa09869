//! Owns the tests of the notes beside the 0 array, without an engine that makes them.

use super::*;
use crate::um::{Limits, Machine};

fn machine(capacity: usize) -> Machine {
    Machine::new(&vec![0; capacity], Limits::small()).expect("memory")
}

/// The platters with code and those that are covered, as everybody is told.
fn noted(marks: &Marks) -> (Vec<u32>, Vec<u32>) {
    let all = || 0..marks.capacity + 40;
    let with_code = all().filter(|&offset| marks.slot(offset).is_some());
    (
        with_code.collect(),
        all().filter(|&offset| marks.is_covered(offset)).collect(),
    )
}

#[test]
fn what_is_noted_is_told_and_nothing_else() {
    for capacity in [1, 2, 9, 100] {
        let mut machine = machine(capacity);
        let marks = Marks::new(machine.arrays_mut()).unwrap();
        assert_eq!(noted(&marks), (vec![], vec![]));
        let last = capacity as u32 - 1;
        let middle = last / 2;
        let mut covered = vec![middle];
        marks.set_covered(middle, true);
        assert_eq!(noted(&marks), (vec![], covered.clone()));
        // From the middle to both ends, by a mark to one and a byte to the other.
        marks.set_slot(last, 7);
        assert_eq!(marks.slot(last), Some(7));
        marks.set_covered(0, true);
        covered.insert(0, 0);
        covered.dedup();
        assert_eq!(noted(&marks), (vec![last], covered));
        marks.clear_slot(last);
        for offset in [middle, 0] {
            marks.set_covered(offset, false);
        }
        assert_eq!(noted(&marks), (vec![], vec![]));
    }
}

#[test]
fn a_cover_is_what_was_covered_when_it_was_asked_for() {
    let mut machine = machine(20);
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    marks.set_covered(9, true);
    let cover = marks.cover();
    let covered: Vec<u32> = (0..40).filter(|&offset| cover.contains(offset)).collect();
    assert_eq!(covered, [9]);
    assert!((0..40).all(|offset| !Cover::none().contains(offset)));
}

#[test]
fn another_program_finds_a_clean_margin() {
    let mut machine = machine(20);
    let mut marks = Marks::new(machine.arrays_mut()).unwrap();
    let address = marks.marks_address();
    marks.set_slot(3, 1);
    marks.set_covered(4, true);
    marks.clear_slot(3);
    marks.set_covered(4, false);
    marks.renew(machine.arrays_mut()).unwrap();
    assert_eq!(
        (marks.marks_address(), noted(&marks)),
        (address, (vec![], vec![]))
    );
    marks.set_slot(5, 1);
    marks.set_covered(6, true);
    assert_eq!(noted(&marks), (vec![5], vec![6]));
    marks.wipe();
    assert_eq!(noted(&marks), (vec![], vec![]));
    // What is dirty when it is given back is clean when it is taken again.
    marks.set_slot(5, 1);
    marks.set_covered(6, true);
    marks.give_back(machine.arrays_mut());
    let again = Marks::new(machine.arrays_mut()).unwrap();
    assert_eq!(
        (again.marks_address(), noted(&again)),
        (address, (vec![], vec![]))
    );
}

#[test]
fn what_lies_beside_the_margin_is_none_of_it() {
    for capacity in 1..12 {
        let mut machine = machine(capacity);
        let arrays = machine.arrays_mut();
        // Blocks are cut downwards, so this array lies right behind the margin.
        let beside = arrays.allocate(300).unwrap();
        for offset in 0..300 {
            arrays.amend(beside, offset, u32::MAX).unwrap();
        }
        let marks = Marks::new(arrays).unwrap();
        let last = capacity as u32 - 1;
        marks.set_slot(last, 1);
        marks.set_covered(last, true);
        assert_eq!(noted(&marks), (vec![last], vec![last]));
        let arrays = machine.arrays();
        assert!((0..300).all(|offset| arrays.index(beside, offset) == Some(u32::MAX)));
    }
}

#[test]
fn a_program_too_large_for_the_margin_has_another_and_gives_back_the_first() {
    let mut machine = machine(20);
    let arrays = machine.arrays_mut();
    let mut marks = Marks::new(arrays).unwrap();
    let first = marks;
    marks.set_slot(1, 1);
    assert!(marks.is_same(&first), "with more notes");
    marks.clear_slot(1);
    marks.renew(arrays).unwrap();
    assert!(!marks.is_same(&first), "of another program");
    let large = arrays.allocate(2000).unwrap();
    assert_eq!(arrays.load_program(large), Ok(true));
    marks.renew(arrays).unwrap();
    marks.set_slot(1999, 1);
    marks.set_covered(1998, true);
    assert_eq!(noted(&marks), (vec![1999], vec![1998]));
    assert_eq!(arrays.take_room(room(20)), Ok(first.marks_address()));
}

#[test]
fn whatever_was_in_the_room_is_wiped() {
    let mut machine = machine(20);
    let marks = Marks::new(machine.arrays_mut()).unwrap();
    for offset in 0..20 {
        marks.set_slot(offset, 1);
        marks.set_covered(offset, true);
    }
    marks.set_bounds(5..u32::MAX);
    marks.wipe();
    assert_eq!(noted(&marks), (vec![], vec![]));
    // Nor does anything come back between those that are noted next.
    marks.set_slot(0, 1);
    marks.set_slot(19, 1);
    assert_eq!(noted(&marks), (vec![0, 19], vec![]));
}
