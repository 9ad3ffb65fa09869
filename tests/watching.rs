//! Owns the proof that a run stops where a register or a platter that is watched changes, at the
//! very instruction that changes it and at no other, and tells what was there: in the interpreter,
//! and the same with compiled code. See `watching_code.rs` for that in long runs.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;

use engine::translator::{Heat, Translator};
use engine::watched::{platter, register};
use um32::engine::{Change, Changed, Sight, Watched, Watches, run_watching};
use um32::um::{Limits, Machine, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 8 << 20,
};

fn assemble(source: &str) -> Vec<u32> {
    um32::asm::assemble(source).unwrap_or_else(|error| panic!("{error}"))
}

/// What a run stops at until it stops for good: instructions done, the finger of the instruction
/// that changed something, and which of the watched changed, from what, to what.
type Seen = (u64, u32, Vec<(usize, Option<u32>, Option<u32>)>);

fn all_changes(source: &str, watched: &[Watched]) -> Vec<Seen> {
    let program = assemble(source);
    let watches = Watches::new(watched.to_vec());
    let mut machine = Machine::new(&program, LIMITS).expect("memory");
    let mut translator = Translator::with_heat(&program, LIMITS, Heat::Everywhere).expect("memory");
    let mut seen = Vec::new();
    loop {
        let sight = run_watching(&mut machine, &watches, &[], 10_000).expect("memory");
        let other = translator.run_watching(&watches, &[], 10_000);
        assert_eq!(other.as_ref(), Ok(&sight));
        assert_eq!(translator.machine().instructions(), machine.instructions());
        match sight {
            Sight::Changed(Changed {
                finger, changes, ..
            }) => {
                let changes = changes.iter().map(|one| (one.nth, one.was, one.is));
                seen.push((machine.instructions(), finger, changes.collect()));
            }
            sight => {
                assert!(matches!(sight, Sight::Stopped(_)));
                return seen;
            }
        }
    }
}

#[test]
fn every_operator_that_sets_a_register_is_stopped_at_where_it_changes_it() {
    let source = "r1 := 7
        if (r1 != 0) r2 := r1
        if (r0 != 0) r2 := r0
        r2 := m[r0][r0]
        r2 := r1 + r1
        r2 := r2 + r0
        r2 := r1 * r1
        r2 := r2 / r1
        r2 := r1 nand r1
        r2 := map segment (r1 words)
        r2 := input()";
    let changes = [
        (1, 0, 7),
        (3, 7, 0xd200_0007),
        (4, 0xd200_0007, 14),
        // 14 and nothing is 14 still.
        (6, 14, 49),
        (7, 49, 7),
        (8, 7, !7),
        (9, !7, 1),
    ];
    let expected: Vec<Seen> = changes
        .into_iter()
        .map(|(finger, was, is)| (finger + 1, finger as u32, vec![(0, Some(was), Some(is))]))
        .collect();
    assert_eq!(all_changes(source, &[register(2)]), expected);
    // What reads it, or names it where it is not used, changes nothing.
    assert_eq!(all_changes(source, &[register(0)]), []);
}

#[test]
fn the_byte_that_is_read_changes_its_register() {
    let program = assemble("r1 := input(); r1 := input(); halt");
    let watches = Watches::new(vec![register(1)]);
    let mut machine = Machine::new(&program, LIMITS).expect("memory");
    let run = |machine: &mut Machine| run_watching(machine, &watches, &[], 9).expect("memory");
    assert_eq!(run(&mut machine), Sight::Stopped(Stop::AwaitingInput));
    machine.console_mut().push_input(b"A");
    let Sight::Changed(changed) = run(&mut machine) else {
        panic!("r1 was 0");
    };
    let (was, is) = (Some(0), Some(65));
    assert_eq!(changed.changes, [Change { nth: 0, was, is }]);
    machine.console_mut().push_input(b"A");
    assert_eq!(run(&mut machine), Sight::Stopped(Stop::Halted));
}

#[test]
fn a_platter_is_watched_over_the_life_of_its_array_and_of_the_next_with_its_identifier() {
    let source = "r1 := 2
        r2 := map segment (r1 words)
        r3 := 1
        m[r2][r3] := r1
        m[r2][r0] := r1
        m[r2][r3] := r1
        unmap m[r2]
        r4 := map segment (r3 words)
        unmap m[r4]
        r5 := map segment (r1 words)
        m[r5][r3] := r3
        halt";
    // The array of one platter between the two has none at 1.
    let expected = vec![
        (2, 1, vec![(0, None, Some(0))]),
        (4, 3, vec![(0, Some(0), Some(2))]),
        (7, 6, vec![(0, Some(2), None)]),
        (10, 9, vec![(0, None, Some(0))]),
        (11, 10, vec![(0, Some(0), Some(1))]),
    ];
    assert_eq!(all_changes(source, &[platter(1, 1)]), expected);
    assert_eq!(all_changes(source, &[platter(7, 0)]), []);
}

/// Writes over the instruction at `here`, then over the one that stands right behind, and loads.
#[test]
fn the_program_itself_is_watched_its_amendment_and_the_loading_of_another() {
    let source = "r1 := here
        r2 := m[r0][r0]
        m[r0][r1] := r2
        here: halt
        r3 := 2
        r4 := map segment (r3 words)
        r5 := 1
        r6 := stop
        r6 := m[r0][r6]
        m[r4][r5] := r6
        goto r5 in program m[r4]
        stop: halt";
    let (first, halt) = (assemble(source)[0], assemble("halt")[0]);
    let watched = [platter(0, 3), platter(0, 1), register(1)];
    let second = assemble(source)[1];
    let expected = vec![
        (1, 0, vec![(2, Some(0), Some(3))]),
        (3, 2, vec![(0, Some(halt), Some(first))]),
        (
            11,
            10,
            vec![(0, Some(first), None), (1, Some(second), Some(halt))],
        ),
    ];
    assert_eq!(all_changes(source, &watched), expected);
}

#[test]
fn one_instruction_may_change_several_of_them() {
    let source = "r1 := 5; r2 := map segment (r1 words); halt";
    let watched = [platter(1, 4), register(1), register(2)];
    let expected = vec![
        (1, 0, vec![(1, Some(0), Some(5))]),
        (2, 1, vec![(0, None, Some(0)), (2, Some(0), Some(1))]),
    ];
    assert_eq!(all_changes(source, &watched), expected);
}

#[test]
fn places_are_stopped_at_meanwhile_and_the_budget_is_kept() {
    let program = assemble("r1 := 1; r2 := 2; r3 := 3; r2 := 4; halt");
    let watches = Watches::new(vec![register(2)]);
    let mut machine = Machine::new(&program, LIMITS).expect("memory");
    let mut run = |fingers: &[u32], budget| {
        let sight = run_watching(&mut machine, &watches, fingers, budget).expect("memory");
        (machine.instructions(), sight)
    };
    let spent = Sight::Stopped(Stop::BudgetSpent);
    assert_eq!(run(&[0], 0), (0, spent.clone()));
    assert_eq!(run(&[1], 9), (1, Sight::Arrived));
    // Both at once: what changed is told.
    let (done, sight) = run(&[2], 9);
    assert_eq!(done, 2);
    assert!(matches!(sight, Sight::Changed(_)), "{sight:?}");
    assert_eq!(run(&[], 1), (3, spent));
    let (done, sight) = run(&[], 1);
    assert_eq!(done, 4);
    assert!(matches!(sight, Sight::Changed(_)), "{sight:?}");
    assert_eq!(run(&[], 9), (5, Sight::Stopped(Stop::Halted)));
}
