//! Owns the check of what is noted of a run that is done over again: whatever is told of an
//! instruction is so, to the instruction. Does not know how it is told.

use um32::asm::assemble;
use um32::um::{DeedKind, Limits, Machine, Register, Stop, Trace};

/// Runs a program to its end with this input; what was noted, and the array that failed, if one did.
fn traced(source: &str, input: &[u8], array: Option<u32>, platter: Option<u32>) -> (Trace, Stop) {
    let program = assemble(source).expect("a program");
    let mut machine = Machine::new(&program, Limits::small()).expect("memory");
    machine.console_mut().push_input(input);
    machine.console_mut().end_input();
    let mut trace = Trace::of(array, platter);
    // In pieces: where a run is left and gone on with is nothing to be noted.
    loop {
        match trace
            .run(&mut machine, 3, |machine| machine.run(1))
            .expect("memory")
        {
            Stop::BudgetSpent => {}
            stop => return (trace, stop),
        }
    }
}

/// Where it stood, how many were done before it, and its value.
fn deed(trace: &Trace, kind: DeedKind) -> Option<(u32, u64, u32)> {
    trace.deeds()[kind.index()].map(|deed| (deed.finger, deed.instructions, deed.value))
}

fn set(trace: &Trace, register: u8) -> Option<(u32, u64, u32)> {
    deed(trace, DeedKind::Set(Register::new(register).unwrap()))
}

#[test]
fn who_set_a_register_last_is_noted_and_who_only_might_have_is_not() {
    let (trace, stop) = traced(
        "r1 := 5              // 0
         r2 := r1 + r1        // 1
         if (r0 != 0) r1 := r2
         if (r1 != 0) r1 := r0 // 3: its own condition is gone by it
         if (r1 != 0) r2 := r1
         r3 := input()        // 5
         r4 := input()
         r5 := map segment (r2 words)
         r6 := m[r5][r1]      // 8
         halt",
        b"A",
        None,
        None,
    );
    assert_eq!(stop, Stop::Halted);
    assert_eq!(set(&trace, 0), None);
    assert_eq!(set(&trace, 1), Some((3, 3, 0)));
    assert_eq!(set(&trace, 2), Some((1, 1, 10)));
    assert_eq!(set(&trace, 3), Some((5, 5, 65)));
    assert_eq!(set(&trace, 4), Some((6, 6, u32::MAX)));
    assert_eq!(
        set(&trace, 5).map(|(finger, at, _)| (finger, at)),
        Some((7, 7))
    );
    assert_eq!(set(&trace, 6), Some((8, 8, 0)));
    assert_eq!(deed(&trace, DeedKind::Done), Some((9, 9, 0)));
    assert_eq!(deed(&trace, DeedKind::Jumped), None);
}

#[test]
fn the_last_life_of_an_array_is_noted() {
    // The second allocation has the identifier of the first.
    let source = "r1 := 3                      // 0
         r2 := map segment (r1 words)
         unmap m[r2]                           // 2
         r1 := 2
         r3 := map segment (r1 words)          // 4
         r4 := map segment (r1 words)
         unmap m[r3]                           // 6
         r5 := m[r3][r0]";
    let (trace, stop) = traced(source, b"", None, None);
    let Stop::Failed(failure) = stop else {
        panic!("{stop:?}");
    };
    let array = failure
        .array
        .expect("the one that was abandoned")
        .identifier;
    assert_eq!(deed(&trace, DeedKind::Abandoned), None, "nobody asked");
    let (trace, _) = traced(source, b"", Some(array), None);
    assert_eq!(deed(&trace, DeedKind::Allocated), Some((4, 4, 2)));
    assert_eq!(deed(&trace, DeedKind::Abandoned), Some((6, 6, array)));
    assert_eq!(
        deed(&trace, DeedKind::Done),
        Some((6, 6, 0)),
        "what failed was not done"
    );
}

#[test]
fn who_wrote_over_the_program_is_noted_until_another_is_loaded() {
    let writes = "r1 := 6
         r2 := r0 nand r0
         m[r0][r1] := r2                       // 2
         r3 := 5
         m[r0][r3] := r0                       // 4: elsewhere
         if (r0 != 0) r0 := r0
         halt                                  // 6";
    let (trace, stop) = traced(writes, b"", None, Some(6));
    assert!(matches!(stop, Stop::Failed(failure) if failure.finger == 6));
    assert_eq!(deed(&trace, DeedKind::Amended), Some((2, 2, u32::MAX)));
    assert_eq!(deed(&trace, DeedKind::Loaded), None);

    let loads = "r1 := 1
         m[r0][r1] := r0                       // 1: itself
         r2 := 2
         r3 := map segment (r2 words)
         r4 := r0 nand r0
         m[r3][r1] := r4
         r5 := 6
         goto r1 in program m[r3]              // 7";
    let (trace, stop) = traced(loads, b"", None, Some(1));
    let Stop::Failed(failure) = stop else {
        panic!("{stop:?}");
    };
    assert_eq!((failure.finger, failure.platter), (1, Some(u32::MAX)));
    assert_eq!(
        deed(&trace, DeedKind::Amended),
        None,
        "that was another program"
    );
    let loaded = deed(&trace, DeedKind::Loaded).map(|(finger, at, _)| (finger, at));
    assert_eq!(loaded, Some((7, 7)));
    assert_eq!(deed(&trace, DeedKind::Jumped), Some((7, 7, 1)));
}

#[test]
fn noting_changes_nothing() {
    let source = "r1 := 200
         r7 := r0 nand r0
         loop: r2 := map segment (r1 words)
         m[r2][r0] := r1
         unmap m[r2]
         r1 := r1 + r7
         r3 := 65
         output r3
         r4 := loop
         r5 := over
         if (r1 != 0) r5 := r4
         goto r5 in program m[r0]
         over: r6 := r1 / r1";
    let program = assemble(source).expect("a program");
    let mut machine = Machine::new(&program, Limits::small()).expect("memory");
    let plain = machine.run(u64::MAX).expect("memory");
    let mut noted = Machine::new(&program, Limits::small()).expect("memory");
    let stop = Trace::of(Some(1), Some(2)).run(&mut noted, u64::MAX, |machine| machine.run(1));
    assert_eq!(stop.expect("memory"), plain);
    assert_eq!(noted.instructions(), machine.instructions());
    assert_eq!(noted.registers(), machine.registers());
    assert_eq!(
        noted.console_mut().take_output(),
        machine.console_mut().take_output()
    );
}
