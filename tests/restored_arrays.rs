//! Owns the proof that what a restored machine has of its arrays is as in the machine that was
//! written, one case at a time: what is shared, what comes back, what was there before. Chance
//! alone, in `checkpoint.rs`, seldom comes to these. Which states are refused is in
//! `forged_state.rs`.
#![cfg(not(target_arch = "wasm32"))]

#[path = "moment/state.rs"]
mod state;

use state::state;
use um32::um::arrays::Amendment;
use um32::um::{Limits, Machine};

const HALT: u32 = 0x7000_0000;
const MEBIBYTE: Limits = Limits {
    reserve_bytes: 1 << 20,
};

fn restored(machine: &Machine) -> Machine {
    Machine::read_checkpoint(&mut state(machine).as_slice(), MEBIBYTE).expect("what was written")
}

/// A machine whose program is shared with the array that is answered.
fn sharing() -> (Machine, u32) {
    let mut machine = Machine::new(&[HALT], MEBIBYTE).expect("a mebibyte");
    let arrays = machine.arrays_mut();
    let array = arrays.allocate(300).expect("room");
    assert_eq!(arrays.load_program(array), Ok(true));
    (machine, array)
}

#[test]
fn what_is_shared_is_told_apart_when_either_is_written_after_a_restore() {
    let (machine, array) = sharing();
    for (written, other) in [(0, array), (array, 0)] {
        let mut machine = restored(&machine);
        let arrays = machine.arrays_mut();
        assert_eq!(arrays.amend(written, 299, 7), Ok(Amendment::Done));
        assert_eq!(arrays.index(written, 299), Some(7));
        assert_eq!(arrays.index(other, 299), Some(0), "array {other}");
    }
}

#[test]
fn a_program_whose_array_was_abandoned_is_its_own() {
    let (mut machine, array) = sharing();
    assert!(machine.arrays_mut().abandon(array));
    let before = machine.arrays().occupancy();
    let amended = machine.arrays_mut().amend(0, 299, 7);
    assert_eq!(amended, Ok(Amendment::Done));
    assert_eq!(machine.zero_array()[299], 7);
    assert_eq!(machine.arrays().occupancy(), before);
}

#[test]
fn room_that_comes_back_after_a_restore_is_0() {
    let mut machine = Machine::new(&[HALT], MEBIBYTE).expect("a mebibyte");
    for capacity in [300, 30_000] {
        let array = machine.arrays_mut().allocate(capacity).expect("room");
        for offset in 0..capacity {
            let amended = machine.arrays_mut().amend(array, offset, !0);
            assert_eq!(amended, Ok(Amendment::Done));
        }
        let mut machine = restored(&machine);
        assert!(machine.arrays_mut().abandon(array));
        let again = machine.arrays_mut().allocate(capacity).expect("room");
        let platters = machine.array(again).expect("an active array");
        assert!(platters.iter().all(|&platter| platter == 0), "{capacity}");
    }
}

/// Whatever the machine was before: blocks in use, waiting and free, a program of its own or
/// a shared one.
#[test]
fn a_machine_that_is_made_another_is_that_and_nothing_else() {
    let then = state(&Machine::new(&[HALT; 7], MEBIBYTE).expect("a mebibyte"));
    let (mut machine, array) = sharing();
    for capacity in [3, 300, 300, 30_000, 30_000] {
        let array = machine.arrays_mut().allocate(capacity).expect("room");
        assert_eq!(
            machine.arrays_mut().amend(array, 2, !0),
            Ok(Amendment::Done)
        );
        if capacity == 300 {
            assert!(machine.arrays_mut().abandon(array));
        }
    }
    for is_shared in [true, false] {
        let mut machine = restored(&machine);
        if !is_shared {
            let amended = machine.arrays_mut().amend(array, 0, 7);
            assert_eq!(amended, Ok(Amendment::Done));
        }
        let refused = machine.read_checkpoint_over(&(0..0), &mut &then[..then.len() - 1]);
        assert!(refused.is_err());
        assert_eq!(machine.active_identifiers().count(), 0);
        assert!(machine.zero_array().is_empty());

        let mut machine = restored(&machine);
        for _ in 0..2 {
            let taken = machine.read_checkpoint_over(&(0..0), &mut then.as_slice());
            assert!(taken.is_ok());
            assert!(state(&machine) == then);
            let array = machine.arrays_mut().allocate(30_000).expect("room");
            let platters = machine.array(array).expect("an active array");
            assert!(platters.iter().all(|&platter| platter == 0));
        }
    }
}

#[test]
fn a_long_array_behind_very_many_short_ones_is_written() {
    let mut machine = Machine::new(&[HALT], Limits::small()).expect("room");
    let arrays = machine.arrays_mut();
    assert!((0..70_000).all(|_| arrays.allocate(1).is_ok()));
    let long = arrays.allocate(300).expect("room");
    assert_eq!(arrays.amend(long, 299, 7), Ok(Amendment::Done));
    let bytes = state(&machine);
    let restored = Machine::read_checkpoint(&mut bytes.as_slice(), Limits::small());
    assert_eq!(
        restored.expect("what was written").array(long),
        machine.array(long)
    );
}
