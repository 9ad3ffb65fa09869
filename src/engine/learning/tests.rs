//! Owns the tests of what is learnt of one program, without a machine that runs it.

use super::*;

#[test]
fn usual_targets_come_first_and_rare_ones_not_at_all() {
    let mut learning = Learning::default();
    for time in 0..100 {
        learning.note_jump(7, if time % 3 == 0 { 20 } else { 30 });
    }
    learning.note_jump(7, 40);
    assert_eq!(learning.targets(7), [30, 20]);
    assert!(learning.targets(8).is_empty());
}

#[test]
fn arrays_are_what_nearly_all_were_until_code_left_for_them() {
    use ArrayKind::{Long, Other, Short};
    let arrays = |kinds: &[ArrayKind]| {
        let mut learning = Learning::default();
        kinds.iter().for_each(|&kind| learning.note_access(5, kind));
        let before = learning.arrays(5);
        learning.note_unusual(5);
        assert_eq!(learning.arrays(5), Arrays::Any);
        before
    };
    assert_eq!(arrays(&[]), Arrays::Short);
    assert_eq!(arrays(&[Short, Short, Long]), Arrays::Short);
    assert_eq!(arrays(&[Long, Long, Short]), Arrays::Long);
    assert_eq!(arrays(&[Long, Short]), Arrays::Any);
    assert_eq!(arrays(&[Other]), Arrays::Any);
}

#[test]
fn what_was_recorded_is_doubted_once() {
    let mut learning = Learning::default();
    learning.note_access(5, ArrayKind::Short);
    assert!(learning.doubt(5));
    learning.note_access(5, ArrayKind::Long);
    assert_eq!(learning.arrays(5), Arrays::Long);
    assert!(!learning.doubt(5));
    assert_eq!(learning.arrays(5), Arrays::Any);
    learning.forget();
    assert!(learning.doubt(5));
}

#[test]
fn registers_are_assumed_to_be_zero_after_some_looks_and_until_refuted() {
    let mut learning = Learning::default();
    let registers = [0, 1, 0, 1, 1, 1, 1, 1];
    learning.heat.count(9, 1);
    learning.heat.count(20, 1);
    // Elsewhere both are seldom 0, so habit says nothing.
    (0..100).for_each(|_| learning.sample(20, &[1; 8]));
    for look in 1..=LOOKS_TRUSTED {
        learning.sample(9, &registers);
        let zero = (look == LOOKS_TRUSTED).then_some(0);
        assert_eq!(learning.constants(9)[..3], [zero, None, zero]);
    }
    learning.note_compiled(9);
    assert_eq!(learning.constants(9)[..3], [Some(0), None, Some(0)]);
    let others = [0, 1, 5, 1, 1, 1, 1, 1];
    let refuted = (1..=FAILURES_MAX).map(|_| learning.refute(9, &others));
    assert_eq!(refuted.filter(|&refuted| refuted).count(), 1);
    assert_eq!(learning.constants(9)[..3], [Some(0), None, None]);
}

#[test]
fn a_register_that_is_zero_by_habit_is_assumed_so_after_one_look() {
    let mut learning = Learning::default();
    learning.heat.count(9, 1);
    learning.heat.count(20, 1);
    let registers = [0, 1, 1, 1, 1, 1, 1, 1];
    (0..100).for_each(|_| learning.sample(20, &registers));
    assert_eq!(learning.constants(9)[0], None);
    learning.sample(9, &[0; 8]);
    assert_eq!(learning.constants(9)[..2], [Some(0), None]);
}

#[test]
fn nothing_that_was_learnt_of_a_program_is_known_of_the_next() {
    let mut learning = Learning::new(10);
    let learn = |learning: &mut Learning| {
        learning.heat.count(9, 1);
        (0..100).for_each(|_| learning.sample(9, &[0; 8]));
        learning.note_compiled(8);
        assert!(!learning.refute(7, &[1; 8]));
        (0..3).for_each(|_| learning.note_access(5, ArrayKind::Long));
        learning.note_jump(6, 30);
        learning.note_unusual(4);
        assert!(learning.doubt(3));
        assert_eq!(learning.note_short_call(2), 1);
        learning.note_data(&[11]);
        (1..AMENDMENTS_MAX).for_each(|_| learning.note_amendment(12));
        learning.queue.note_ready(40);
        assert_eq!(learning.queue.put_off(41, 10), (1, 10));
    };
    learn(&mut learning);
    learning.forget();
    assert_eq!(learning.heat.jumps(9), 0);
    assert_eq!(learning.constants(9), [None; 8]);
    assert_eq!(learning.arrays(5), Arrays::Short);
    assert!(learning.targets(6).is_empty());
    assert_eq!(learning.arrays(4), Arrays::Short);
    assert_eq!(learning.short_calls(2), 0);
    assert!(!learning.is_data(11));
    learning.note_amendment(12);
    assert!(!learning.is_data(12));
    assert_eq!(learning.queue.take_all(9), [9]);
    // Registers that were 0 nearly everywhere are no habit any more.
    learning.heat.count(20, 1);
    learning.sample(20, &[1; 8]);
    learning.heat.count(9, 1);
    learning.sample(9, &[0; 8]);
    assert_eq!(learning.constants(9), [None; 8]);
    // All of it can be learnt anew.
    learning.forget();
    learn(&mut learning);
}

#[test]
fn what_was_seen_of_an_entry_is_known_of_the_next_program_in_no_way() {
    let mut learning = Learning::default();
    learning.heat.count(9, 1);
    (0..LOOKS_TRUSTED).for_each(|_| learning.sample(9, &[0; 8]));
    learning.note_compiled(9);
    assert_eq!(learning.constants(9), [Some(0); 8]);
    learning.forget();
    assert_eq!(learning.constants(9), [None; 8]);
    let refuted = |learning: &mut Learning| learning.refute(9, &[1; 8]);
    assert!(!(1..FAILURES_MAX).any(|_| refuted(&mut learning)));
    learning.forget();
    assert!(!refuted(&mut learning), "the first of this program");
}

#[test]
fn an_entry_with_code_is_counted_no_more_and_waits_no_more() {
    let mut learning = Learning::new(10);
    learning.heat.count(9, 100);
    learning.queue.put_off(9, 10);
    learning.note_compiled(9);
    assert_eq!(learning.heat.jumps(9), 0);
    assert_eq!(learning.queue.take_all(1), [1]);
}

#[test]
fn a_target_is_usual_that_one_jump_in_so_many_goes_to_and_of_equals_the_first_seen() {
    let mut learning = Learning::default();
    learning.note_jump(7, 20);
    (2..USUAL_ONE_IN).for_each(|_| learning.note_jump(7, 30));
    learning.note_jump(7, 40);
    assert_eq!(learning.targets(7), [30, 20, 40]);
    learning.note_jump(7, 30);
    assert_eq!(learning.targets(7), [30], "one in more is not");
}

#[test]
fn of_more_targets_than_are_remembered_the_first_seen_are() {
    let mut learning = Learning::default();
    let most = TARGETS_MAX as u32;
    (0..most).for_each(|target| learning.note_jump(7, target));
    assert!(learning.targets(7).into_iter().eq(0..most));
    (0..2 * most).for_each(|_| learning.note_jump(7, most));
    assert!(learning.targets(7).is_empty());
}

#[test]
fn a_register_is_zero_by_habit_when_it_is_in_nine_looks_of_ten() {
    for (others, constant) in [(1, Some(0)), (2, None)] {
        let mut learning = Learning::default();
        learning.heat.count(9, 1);
        learning.heat.count(20, 1);
        (0..8).for_each(|_| learning.sample(20, &[0; 8]));
        (0..others).for_each(|_| learning.sample(20, &[1; 8]));
        learning.sample(9, &[0; 8]);
        assert_eq!(learning.constants(9), [constant; 8]);
    }
}

#[test]
fn a_platter_of_code_is_data_when_it_was_amended_again_and_again() {
    let mut learning = Learning::default();
    for amendments in 1..=AMENDMENTS_MAX {
        learning.note_amendment(5);
        assert_eq!(learning.is_data(5), amendments == AMENDMENTS_MAX);
    }
    assert!(!learning.is_data(6));
    learning.note_data(&[6, 7]);
    assert!(learning.is_data(6) && learning.is_data(7));
}

#[test]
fn calls_that_ended_at_once_are_counted_until_the_code_is_made_anew() {
    let mut learning = Learning::default();
    assert_eq!(
        [5, 5, 6].map(|entry| learning.note_short_call(entry)),
        [1, 2, 1]
    );
    assert_eq!(learning.short_calls(5), 2);
    learning.forget_short_calls(5);
    assert_eq!([5, 6].map(|entry| learning.short_calls(entry)), [0, 1]);
}

#[test]
fn what_was_assumed_is_given_up_after_so_many_failures_of_one_entry_each_time() {
    let mut learning = Learning::default();
    let refuted = |learning: &mut Learning, entry| learning.refute(entry, &[1; 8]);
    for _ in 0..2 {
        for failures in 1..=FAILURES_MAX {
            assert_eq!(refuted(&mut learning, 5), failures == FAILURES_MAX);
            if failures == 1 {
                assert!(!refuted(&mut learning, 6), "another one's");
            }
        }
    }
}
