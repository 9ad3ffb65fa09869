//! Owns the promise that a machine's state is the same bytes on every host, and
//! that what was written once can be read for ever: checkpoints made natively
//! are restored as wasm, and the other way round. Runs natively and, as the same
//! tests, as wasm. Deliberately leaves going on exactly to `checkpoint.rs`.

mod everywhere;
#[path = "moment/state.rs"]
mod state;

use everywhere::tests;
use sha2::{Digest, Sha256};
use state::state;
use um32::asm::assemble;
use um32::format::checkpoint;
use um32::um::arrays::{Amendment, Arrays};
use um32::um::{Limits, Machine, Stop};

/// Arrays of all kinds, some abandoned, input half read, output not taken, and
/// at last a program that is shared with the long array it was loaded from.
const SOURCE: &str = "
      r1 := 300
      r2 := map segment (r1 words)
      r1 := 40000
      r3 := map segment (r1 words)
      m[r3][r0] := r1
      unmap m[r2]
      r1 := 7
      r4 := map segment (r1 words)
      r5 := map segment (r1 words)
      unmap m[r4]
      r1 := 0
      r4 := map segment (r1 words)
      r1 := input()
      output r1
      r5 := 50
loop: r6 := 12
      r2 := map segment (r6 words)
      m[r2][r0] := r5
      r6 := 0
      r6 := r6 nand r6
      r5 := r5 + r6
      r7 := last
      r6 := loop
      if (r5 != 0) r7 := r6
      goto r7 in program m[r0]
last: r7 := 0
      goto r7 in program m[r3]
";
/// In the midst of the loaded program.
const INSTRUCTIONS: u64 = 1000;
/// SHA-256 of the state then.
const STATE: &str = "ce74ffd1aaf9a408cc22ecc4189fef29bb5dcd4757e491f8b4086eb4ce8cdab4";
/// The checkpoint of it that um32 wrote natively when version 1 was new.
const VERSION_1: &[u8] = include_bytes!("checkpoint/version-1.um32checkpoint");

fn machine() -> Machine {
    let program = assemble(SOURCE).unwrap_or_else(|error| panic!("{error}"));
    let mut machine = Machine::new(&program, Limits::small()).expect("memory");
    machine.console_mut().push_input(b"typed");
    assert_eq!(machine.run(INSTRUCTIONS), Ok(Stop::BudgetSpent));
    machine
}

fn hash(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes);
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A new array of `capacity` platters, which must all be 0 and are then all ones.
fn allocate_and_soil(arrays: &mut Arrays, capacity: u32) -> u32 {
    let identifier = arrays.allocate(capacity).expect("memory");
    let platters = arrays.array(identifier).expect("an active array");
    assert_eq!(platters.len(), capacity as usize);
    let soiled = platters.iter().position(|&platter| platter != 0);
    assert_eq!(soiled, None, "a platter of a new array of {capacity}");
    for offset in 0..capacity {
        let amended = arrays.amend(identifier, offset, u32::MAX);
        assert_eq!(amended, Ok(Amendment::Done));
    }
    identifier
}

/// Long arrays, short ones where long ones were, and long ones again; all new ones
/// must be 0. Leaves most of `platters` platters soiled.
fn soil(arrays: &mut Arrays, platters: u32) {
    let large = allocate_and_soil(arrays, platters / 4 * 3);
    let middle = [300, 5_000, 70_000].map(|capacity| allocate_and_soil(arrays, capacity));
    assert!(arrays.abandon(large));
    assert!(
        middle
            .into_iter()
            .all(|identifier| arrays.abandon(identifier))
    );
    // Where the large one was, as far as there is no more room elsewhere.
    for _ in 0..platters / 2 / 256 {
        allocate_and_soil(arrays, 254);
    }
    for capacity in [300, 5_000, 70_000, platters / 4, 1, 254] {
        let identifier = allocate_and_soil(arrays, capacity);
        assert!(arrays.abandon(identifier));
        allocate_and_soil(arrays, capacity);
        let again = allocate_and_soil(arrays, capacity.min(1_000));
        assert!(arrays.abandon(again));
    }
}

tests! {
    fn a_state_is_the_same_bytes_on_every_host() {
        assert_eq!(hash(&state(&machine())), STATE);
    }

    fn what_version_1_wrote_is_restored() {
        let mut restored =
            checkpoint::restore(VERSION_1, Limits::small()).expect("a sound checkpoint");
        let mut straight = machine();
        assert!(state(&restored) == state(&straight));
        assert_eq!(restored.run(100_000), straight.run(100_000));
        assert!(state(&restored) == state(&straight));
        assert_eq!(restored.console_mut().take_output(), b"t");
    }

    fn what_is_written_here_is_restored_here() {
        let written = checkpoint::write(&machine()).expect("little is queued");
        let restored = checkpoint::restore(&written, Limits::small()).expect("sound");
        assert_eq!(restored.instructions(), INSTRUCTIONS);
        assert!(state(&restored) == state(&machine()));
    }

    /// A reservation that is used again must be clean, whatever was refused in it.
    fn a_refused_checkpoint_leaves_nothing_behind() {
        for cut in [40, 200, 2_000, state(&machine()).len() - 1] {
            let whole = state(&machine());
            let part = &whole[..cut];
            assert!(Machine::read_checkpoint(&mut &*part, Limits::small()).is_err());
            assert_eq!(hash(&state(&machine())), STATE, "after {cut} bytes");
        }
    }

    /// Within one machine, and when a machine's reservation is used by the next.
    fn allocation_is_zeroed_wherever_it_is() {
        const LIMITS: Limits = Limits { reserve_bytes: 16 << 20 };
        // Of 16 MiB a part is the allocator's own.
        const PLATTERS: u32 = 3 << 20;
        let written = checkpoint::write(&machine()).expect("little is queued");
        for round in 0..3 {
            let mut fresh = Machine::new(&[0; 100], LIMITS).expect("memory");
            soil(fresh.arrays_mut(), PLATTERS);
            drop(fresh);
            let mut restored = checkpoint::restore(&written, LIMITS).expect("sound");
            assert!(state(&restored) == state(&machine()), "round {round}");
            soil(restored.arrays_mut(), PLATTERS);
        }
    }
}
