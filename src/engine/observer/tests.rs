//! Owns the tests of when the interpreter is left for what it meets, without one that runs.

use super::*;
use crate::jit::Arrays;
use crate::um::{Limits, Machine};

/// Few jumps make an entry hot: each is looked at. And many do.
const SOON: u32 = 20;
const LATE: u32 = 2000;
/// An entry; where it jumps from, and another.
const ENTRY: u32 = 40;
const FINGER: u32 = 50;
const OTHER: u32 = 60;
const ZEROS: [u32; 8] = [0; 8];

/// The margin of a program of 100 platters, which has the machine to last.
fn margin() -> (Machine, Marks) {
    let mut machine = Machine::new(&[0; 100], Limits::small()).expect("memory");
    let marks = Marks::new(machine.arrays_mut()).expect("room");
    (machine, marks)
}

/// One that has just called compiled code, and so looks out for more.
fn awake() -> Alertness {
    let mut alertness = Alertness::default();
    alertness.wake();
    alertness
}

/// A jump as the interpreter does it, once it is time to look at one.
fn jump<const RECORDING: bool>(watch: &mut Watch<'_, RECORDING>, target: u32) -> Wish {
    watch.rested(watch.rest());
    if watch.wants(target) {
        watch.look(target, &ZEROS)
    } else {
        Wish::Continue
    }
}

/// Jumps to the entry until the watch leaves: how many, and what for.
fn jumps_until_left<const RECORDING: bool>(watch: &mut Watch<'_, RECORDING>) -> (u32, Event) {
    for jumps in 1..100_000 {
        if jump(watch, ENTRY) == Wish::Leave {
            return (jumps, watch.event);
        }
        assert_eq!(watch.event, Event::None);
    }
    (u32::MAX, watch.event)
}

#[test]
fn where_few_jumps_make_an_entry_hot_each_is_counted() {
    let (_machine, marks) = margin();
    let mut learning = Learning::default();
    let mut watch = Watch::<false>::new(marks, &mut learning, SOON, true, Alertness::default());
    assert_eq!(watch.rest(), 0);
    assert_eq!(jumps_until_left(&mut watch), (SOON, Event::Hot));
    assert_eq!(watch.rest(), 0);
    // Elsewhere counting begins anew, and what was counted lasts.
    assert_eq!(jump(&mut watch, OTHER), Wish::Continue);
    assert_eq!(learning.heat.jumps(ENTRY), SOON);
    assert_eq!(learning.heat.jumps(OTHER), 1);
}

#[test]
fn close_to_compiled_code_all_jumps_are_counted_and_some_looked_at() {
    let (_machine, marks) = margin();
    let mut learning = Learning::default();
    let threshold = ALERT_JUMPS / 2;
    let mut watch = Watch::<false>::new(marks, &mut learning, threshold, true, awake());
    let (jumps, event) = jumps_until_left(&mut watch);
    assert_eq!(event, Event::Hot);
    // A look that comes now and then may come too late by as many.
    assert!(
        (threshold..threshold + LOOK_EVERY).contains(&jumps),
        "{jumps}"
    );
    assert_eq!(learning.heat.jumps(ENTRY), jumps);
    // What it was compiled by had been seen before: that the registers were 0.
    learning.note_compiled(ENTRY);
    assert_eq!(learning.constants(ENTRY), [Some(0); 8]);
}

#[test]
fn an_entry_that_is_about_to_be_hot_is_compiled_with_the_next_one() {
    let (_machine, marks) = margin();
    for alertness in [awake(), Alertness::default()] {
        let mut learning = Learning::default();
        let mut watch = Watch::<false>::new(marks, &mut learning, LATE, true, alertness);
        let mut jumps = 0;
        while watch.learning.heat.jumps(ENTRY) < LATE / 2 + PERIOD_MAX {
            assert_eq!(jump(&mut watch, ENTRY), Wish::Continue);
            jumps += 1;
        }
        assert!(jumps > 1);
        assert_eq!(learning.queue.take_all(OTHER), [OTHER, ENTRY]);
    }
}

#[test]
fn the_watch_rests_once_it_was_long_enough_since_compiled_code() {
    let (_machine, marks) = margin();
    let mut learning = Learning::default();
    let mut alertness = awake();
    for jumps in 0..ALERT_JUMPS {
        // Engines make a new one for each stretch: it goes on as the last.
        let mut watch = Watch::<false>::new(marks, &mut learning, LATE, true, alertness);
        assert_eq!(watch.rest(), 0, "after {jumps} jumps");
        assert_eq!(jump(&mut watch, jumps % 50), Wish::Continue);
        alertness = watch.alertness;
        assert_eq!(watch.rest() > 0, jumps + 1 == ALERT_JUMPS);
    }
    alertness.wake();
    let watch = Watch::<false>::new(marks, &mut learning, LATE, true, alertness);
    assert_eq!(watch.rest(), 0);
}

#[test]
fn a_look_after_a_rest_stands_for_the_jumps_there_were_meanwhile() {
    let (_machine, marks) = margin();
    for threshold in [LOOK_EVERY, LATE, 1 << 20] {
        let mut learning = Learning::default();
        let alertness = Alertness::default();
        let mut watch = Watch::<false>::new(marks, &mut learning, threshold, true, alertness);
        assert_eq!(jump(&mut watch, OTHER), Wish::Continue);
        let rest = watch.rest();
        assert_eq!(jump(&mut watch, ENTRY), Wish::Continue);
        let counted = watch.learning.heat.jumps(ENTRY);
        // Programs jump every 7 to 22 instructions.
        assert!(u64::from(counted) * 7 <= rest, "{counted} in {rest}");
        // It rests again, and what is left of that is less by what was done.
        let rest = watch.rest();
        watch.rested(rest / 3);
        assert_eq!(watch.rest(), rest - rest / 3);
        watch.rested(rest);
        assert_eq!(watch.rest(), 0);
        // As if it had counted all: not before its time, nor much after.
        let (looks, event) = jumps_until_left(&mut watch);
        assert_eq!(event, Event::Hot);
        let jumps = (looks + 1) * counted;
        assert!(
            (threshold..=threshold + counted).contains(&jumps),
            "{jumps}"
        );
    }
}

#[test]
fn nothing_is_looked_at_while_asleep() {
    let (_machine, marks) = margin();
    let mut learning = Learning::default();
    let alertness = Alertness::asleep();
    let watch = Watch::<false>::new(marks, &mut learning, LATE, true, alertness);
    assert!(watch.rest() >= 1 << 31);
}

#[test]
fn code_is_entered_where_the_budget_lets_it() {
    let (_machine, marks) = margin();
    marks.set_slot(ENTRY, 0);
    for alertness in [awake(), Alertness::default()] {
        for enters in [true, false] {
            let mut learning = Learning::default();
            let mut watch = Watch::<false>::new(marks, &mut learning, LATE, enters, alertness);
            // Where none is close by it need not be seen at the first jump.
            let wishes = [(); 3].map(|()| jump(&mut watch, ENTRY));
            assert_eq!(wishes.contains(&Wish::Leave), enters);
            let event = if enters { Event::Compiled } else { Event::None };
            assert_eq!(watch.event, event);
            // Nothing is to be compiled there.
            assert_eq!(learning.queue.take_all(OTHER), [OTHER]);
        }
    }
    let mut learning = Learning::default();
    let mut watch = Watch::<false>::new(marks, &mut learning, LATE, true, awake());
    assert_eq!(jump(&mut watch, ENTRY), Wish::Leave, "close by it is");
}

#[test]
fn a_hot_entry_waits_for_budget_and_is_told_then() {
    let (_machine, marks) = margin();
    for (threshold, alertness) in [(SOON, Alertness::default()), (LATE, Alertness::default())] {
        let mut learning = Learning::default();
        let mut watch = Watch::<false>::new(marks, &mut learning, threshold, false, alertness);
        assert_eq!(jumps_until_left(&mut watch), (u32::MAX, Event::None));
        let alertness = watch.alertness;
        let counted = learning.heat.jumps(ENTRY);
        let mut watch = Watch::<false>::new(marks, &mut learning, threshold, true, alertness);
        let (_, event) = jumps_until_left(&mut watch);
        assert_eq!(event, Event::Hot);
        assert!(learning.heat.jumps(ENTRY) < 2 * counted);
    }
}

#[test]
fn while_recording_everything_is_noted_and_nothing_entered() {
    let (_machine, marks) = margin();
    marks.set_slot(OTHER, 0);
    let mut learning = Learning::default();
    let alertness = Alertness::default();
    let mut watch = Watch::<true>::new(marks, &mut learning, LATE, true, alertness);
    for _ in 0..2 * LATE {
        for target in [ENTRY, OTHER] {
            assert_eq!(watch.rest(), 0);
            watch.came_from(FINGER, target);
            watch.accessed(FINGER + 1, ArrayKind::Long);
            assert_eq!(jump(&mut watch, target), Wish::Continue);
        }
    }
    assert_eq!(watch.event, Event::None);
    assert_eq!(learning.targets(FINGER), [ENTRY, OTHER]);
    assert_eq!(learning.arrays(FINGER + 1), Arrays::Long);
    assert_eq!(learning.constants(ENTRY), [Some(0); 8]);
    // What is seen in so short a time is not rare: an inner jump is worth compiling along.
    assert!(learning.heat.jumps(ENTRY) > 2 * LATE);
}

#[test]
fn whatever_happens_to_the_program_is_told_at_once() {
    let (_machine, marks) = margin();
    marks.set_covered(ENTRY, true);
    let mut learning = Learning::default();
    let alertness = Alertness::asleep();
    let mut watch = Watch::<false>::new(marks, &mut learning, LATE, false, alertness);
    assert!(watch.cover().contains(ENTRY) && !watch.cover().contains(OTHER));
    assert_eq!(watch.amended_program(ENTRY), Wish::Leave);
    assert_eq!(watch.event, Event::Amended(ENTRY));
    assert_eq!(watch.loaded_program(), Wish::Leave);
    assert_eq!(watch.event, Event::Loaded);
}

#[test]
fn a_hot_entry_is_due_again_and_again_whatever_the_step() {
    for step in [1, 16, 700] {
        let counts = (0..40).map(|steps| 5 + step * steps);
        let due: Vec<u32> = counts.filter(|&count| is_due(count, step, 2000)).collect();
        assert!(due.iter().all(|&count| count >= 2000), "{due:?}");
    }
    let due = |step: u32, from: u32| {
        (from / step..2 * from / step)
            .map(|steps| step * steps)
            .filter(|&count| is_due(count, step, 2000))
            .count()
    };
    for step in [1, 16, 128] {
        assert!((7..=9).contains(&due(step, 2048)), "{step}");
        assert!((7..=9).contains(&due(step, 1 << 20)), "{step}");
    }
    assert!(is_due(1, 1, 1) && is_due(2, 1, 1));
}

#[test]
fn rests_differ_and_are_long_enough() {
    let mut alertness = Alertness::default();
    let rests: Vec<u32> = (0..1000)
        .map(|_| {
            alertness.rest_again(3000);
            alertness.rest
        })
        .collect();
    assert!(rests.iter().all(|rest| (3000..=6000).contains(rest)));
    let long = rests.iter().filter(|&&rest| rest > 4500);
    assert!((400..600).contains(&long.count()));
    assert!(rests.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn an_entry_is_ready_once() {
    for step in [1, 16] {
        let ready = (1..200).filter(|&steps| is_ready(step * steps, step, 300));
        assert_eq!(ready.count(), 1, "{step}");
    }
}

#[test]
fn an_entry_is_ready_at_about_half_the_jumps_that_make_it_hot() {
    for (threshold, step) in [(300, 1), (2000, 1), (2000, 16), (2000, LOOK_EVERY)] {
        let counts = (1..threshold).map(|steps| LOOK_FIRST + step * steps);
        let mut ready = counts.filter(|&count| is_ready(count, step, threshold));
        let half = threshold / 2;
        let near = half - LOOK_EVERY..half + step;
        assert!(ready.next_back().is_some_and(|count| near.contains(&count)));
    }
}

#[test]
fn an_entry_that_is_due_is_not_at_the_next_look() {
    for step in [1, 16, 128] {
        let due = [2000, 1999 + step, 2000 + step].map(|count| is_due(count, step, 2000));
        assert_eq!(due, [true, true, false], "{step}");
    }
}
