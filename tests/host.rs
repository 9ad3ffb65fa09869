//! Owns what the host promises beside the specification: running out of memory
//! is its own error and survivable, big programs are loaded without copying,
//! files that are no programs are named, and nothing but program and input
//! decides what happens. Deliberately leaves the rules of the specification to
//! `cases.rs`. Runs natively and, as the same tests, as wasm.

#[allow(dead_code, reason = "not every test names its engine")]
mod engine;
mod everywhere;
mod self_copy;

use engine::{Engine, Interpreter};
use everywhere::tests;
use self_copy::copy_itself;
use um32::asm::assemble;
use um32::format::scroll;
use um32::um::{Limits, MemoryError, Stop};

const FOREVER: u64 = 1_000_000_000;

fn engine(source: &str, limits: Limits) -> Interpreter {
    let program = assemble(source).unwrap_or_else(|error| panic!("{error}"));
    Interpreter::new(&program, limits).expect("memory for the program itself")
}

/// Runs until the host has no memory left, and checks that the machine can
/// still be looked at and stands where it stood.
fn run_out_of_memory(engine: &mut Interpreter) -> MemoryError {
    let error = engine.run(FOREVER).expect_err("memory without end");
    let machine = engine.machine();
    let (finger, registers, instructions) = (
        machine.finger(),
        machine.registers(),
        machine.instructions(),
    );
    let arrays = machine.census().live_arrays;
    assert_eq!(machine.active_identifiers().count() as u64, arrays);
    assert_eq!(
        engine.run(FOREVER),
        Err(error),
        "asking again changes nothing"
    );
    let machine = engine.machine();
    assert_eq!(machine.finger(), finger);
    assert_eq!(machine.registers(), registers);
    assert_eq!(machine.instructions(), instructions);
    assert_eq!(machine.census().live_arrays, arrays);
    error
}

/// Allocates arrays of `capacity` for ever, keeping all.
fn hoarder(capacity: u32) -> String {
    format!(
        "    r1 := {capacity}\nagain:\n    r2 := map segment (r1 words)\n    r3 := again\n    goto r3 in program m[r0]\n"
    )
}

tests! {
    fn an_allocation_of_4_g_platters_is_the_hosts_error() {
        let mut engine = engine("r1 := 7\nr2 := r0 nand r0\nr1 := map segment (r2 words)\nhalt\n", Limits::default());
        let error = run_out_of_memory(&mut engine);
        assert_eq!(error.requested_bytes / 4, 0xffff_ffff, "{error:?}");
        assert!(error.reserved_bytes > 0 && error.occupied_bytes < error.reserved_bytes, "{error:?}");
        let sentence = error.to_string();
        assert!(sentence.contains("4294967295 platters, 17179.9 MB") && !sentence.contains("fault"), "{sentence}");
        let machine = engine.machine();
        assert_eq!(machine.finger(), 2);
        assert_eq!(machine.instructions(), 2);
        assert_eq!(machine.registers()[1..3], [7, 0xffff_ffff]);
        assert_eq!(machine.zero_array().len(), 4);
    }

    /// The sizes at which byte counts wrap, round up or no longer fit.
    fn allocations_of_every_large_size_are_survived() {
        let capacities = [1 << 22, 1 << 26, (1 << 29) - 1, 1 << 29, (1 << 30) - 1, 1 << 30, 0x4000_0001, 1 << 31, 0xffff_fffd_u32];
        for capacity in capacities {
            let source = "r1 := size\nr1 := m[r0][r1]\nr2 := map segment (r1 words)\nhalt\nsize:\n";
            let mut engine = engine(&format!("{source}.data {capacity}"), Limits::small());
            // As wasm, a reservation may be a larger one that an earlier test left.
            let reserved = engine.machine().census().reserved_bytes;
            match engine.run(FOREVER) {
                Ok(stop) => {
                    assert_eq!(stop, Stop::Halted);
                    assert!(4 * u64::from(capacity) < reserved, "{capacity} platters");
                }
                Err(error) => assert_eq!(error.requested_bytes / 4, u64::from(capacity), "{error}"),
            }
        }
    }

    fn a_program_that_allocates_for_ever_ends_with_the_hosts_error() {
        for capacity in [0, 1, 3, 4, 254, 255, 300, 10_000, 1_000_000] {
            let mut engine = engine(&hoarder(capacity), Limits::small());
            let error = run_out_of_memory(&mut engine);
            let census = engine.machine().census();
            assert_eq!(census.reserved_bytes, error.reserved_bytes);
            // No limit but memory itself: a good part of it is in use by then.
            assert!(
                error.occupied_bytes + error.requested_bytes > error.reserved_bytes / 2,
                "arrays of {capacity}: {error}, {census:?}"
            );
            assert!(error.occupied_bytes <= error.reserved_bytes, "arrays of {capacity}: {error}");
            assert!(4 * census.live_platters <= census.occupied_bytes, "{census:?}");
            assert_eq!(census.live_platters, census.live_arrays * u64::from(capacity));
        }
    }

    fn what_is_abandoned_can_be_had_again_after_the_hosts_error() {
        // The list holds every array; when the memory is full, the person at the
        // test opens the gate (the halt becomes nothing), and the program goes
        // on to abandon the newest and allocate once more.
        let mut engine = engine(
            "    r1 := 100000
            again:
                r3 := r2 + r0
                r2 := map segment (r1 words)
                m[r2][r0] := r3
                r3 := again
                goto r3 in program m[r0]
            ",
            Limits::small(),
        );
        run_out_of_memory(&mut engine);
        let newest = engine.machine().registers()[2];
        let before = engine.machine().census();
        assert!(engine.machine_mut().arrays_mut().abandon(newest));
        assert_eq!(engine.run(1), Ok(Stop::BudgetSpent), "room for one more");
        assert_eq!(engine.machine().census(), before);
        engine.run(FOREVER).expect_err("and for no other");
    }

    fn four_million_arrays_live_at_once() {
        let mut engine = engine(
            "    r7 := r0 nand r0
                r1 := 4000000
                r4 := 3
            again:
                r3 := map segment (r4 words)
                m[r3][r0] := r2
                if (r3 != 0) r2 := r3
                r1 := r1 + r7
                r5 := last
                r6 := again
                if (r1 != 0) r5 := r6
                goto r5 in program m[r0]
            last:
                halt
            ",
            Limits::default(),
        );
        assert_eq!(engine.run(FOREVER), Ok(Stop::Halted));
        let machine = engine.machine();
        let census = machine.census();
        assert_eq!((census.live_arrays, census.live_platters), (4_000_000, 12_000_000));
        // Each names the one before it: all of them are reached from the last.
        let mut reached = 0;
        let mut identifier = machine.registers()[2];
        while identifier != 0 {
            reached += 1;
            identifier = machine.array(identifier).expect("an active array")[0];
        }
        assert_eq!(reached, 4_000_000);
    }

    /// Loading an image copies nothing until somebody writes: 1,000 copies of
    /// 16 MB would be 16 GB.
    fn a_16_mb_image_loads_itself_a_thousand_times_at_once() {
        let mut engine = engine(&self_loader(4_000_000, 1_000, ""), Limits::default());
        let began = clock_ms();
        assert_eq!(engine.run(FOREVER), Ok(Stop::Halted));
        let took = clock_ms() - began;
        assert!(took < 500.0, "{took} ms");
        assert_eq!(engine.machine().zero_array().len(), 4_000_000);
    }

    fn a_16_mb_image_that_amends_itself_loads_itself() {
        // Each copy amends its own last platter, which must be 0 in the next.
        let amend = "
            r6 := 3999999
            r6 := m[r0][r6]
            r7 := r7 + r6
            r6 := 3999999
            m[r0][r6] := r6
        ";
        let mut engine = engine(&self_loader(4_000_000, 20, amend), Limits::default());
        assert_eq!(engine.run(FOREVER), Ok(Stop::Halted));
        let machine = engine.machine();
        assert_eq!(machine.registers()[7], 0);
        assert_eq!(machine.zero_array()[3_999_999], 3_999_999);
        let source = machine.array(machine.registers()[2]).expect("the array it came from");
        assert_eq!(source[3_999_999], 0);
        assert_eq!(source.len(), 4_000_000);
    }

    /// 500 copies of 1 MB in 64 MiB: whatever is copied is given back.
    fn amending_program_and_source_in_turn_leaks_nothing() {
        let amend = "
            r6 := 249999
            m[r0][r6] := r1         // the program's copy
            m[r2][r6] := r1         // and the array it came from
            r7 := m[r0][r6]
        ";
        let mut engine = engine(&self_loader(250_000, 500, amend), Limits::small());
        assert_eq!(engine.run(FOREVER), Ok(Stop::Halted));
        let machine = engine.machine();
        assert_eq!(machine.registers()[7], 1);
        assert_eq!(machine.array(machine.registers()[2]).expect("the array")[249_999], 1);
        let census = machine.census();
        assert!(census.occupied_bytes < 8_000_000, "{census:?}");
    }

    /// Program and input decide everything: how much memory the host set aside,
    /// or what ran before, must not show in the identifiers. The digest is what
    /// saved sessions rely on when they are replayed elsewhere; it must be the
    /// same natively and as wasm, and may change only together with the format
    /// of sessions.
    fn identifiers_depend_on_the_program_alone() {
        const DIGEST: u32 = 0xa835_b54d;
        for limits in [Limits::small(), Limits { reserve_bytes: 256 << 20 }, Limits::default(), Limits::small()] {
            let mut engine = engine(CHURN, limits);
            assert_eq!(engine.run(FOREVER), Ok(Stop::Halted));
            let machine = engine.machine();
            assert_eq!(machine.registers()[7], DIGEST, "with {limits:?}: {:#x}", machine.registers()[7]);
        }
    }

    fn scrolls_are_big_endian() {
        let program = scroll::read(&[0xd2, 0, 0, 65, 0xa0, 0, 0, 1, 0x70, 0, 0, 0]).expect("a scroll");
        assert_eq!(program, [0xd200_0041, 0xa000_0001, 0x7000_0000]);
        let mut engine = Interpreter::new(&program, Limits::small()).expect("memory for three platters");
        assert_eq!(engine.run(FOREVER), Ok(Stop::Halted));
        assert_eq!(engine.machine_mut().console_mut().take_output(), b"A");
    }

    fn files_that_are_no_programs_are_named() {
        let sentences: &[(&[u8], &[&str])] = &[
            (b"", &["empty"]),
            (&[0xd0, 0, 0], &["3 bytes", "four"]),
            (&[0xd0, 0, 0, 0, 0x70, 0, 0, 0, 1], &["9 bytes", "1 too many or 3 missing"]),
            (b"start:\n    r1 := 65\n    output r1\n    halt\n", &["text", ".ums"]),
            (b"<!DOCTYPE html><html><body>404</body></html>", &["text", "web page"]),
            (b"PK\x03\x04\x14\0\0\0", &["zip archive"]),
            (b"\x7fELF\x02\x01\x01\0", &["native program"]),
            (b"\0asm\x01\0\0\0", &["WebAssembly"]),
            (b"BZh91AY&SY..", &["bzip2"]),
            (b"\x1f\x8b\x08\0\0\0\0\0\0\x03cut", &["gzip", "again"]),
            (b"\x1f\x8b", &["gzip", "again"]),
        ];
        for (bytes, words) in sentences {
            let sentence = match scroll::read(bytes) {
                Ok(platters) => panic!("{} was taken for a program of {}", bytes.escape_ascii(), platters.len()),
                Err(error) => error.to_string(),
            };
            for word in *words {
                assert!(sentence.contains(word), "{word} is missing: {sentence}");
            }
            assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
        }
    }
}

/// Keeps an image of `platters` platters in an array and loads it `times` times; `each` is
/// done every time round. r2 is the array, r1 the count, r7 free.
fn self_loader(platters: u32, times: u32, each: &str) -> String {
    let copy = copy_itself(platters, "end");
    format!(
        "    r7 := r0 nand r0
            {copy}
            r2 := r3 + r0
            r5 := r7 + r0
            r1 := {times}
            r7 := 0
            r6 := image
            goto r6 in program m[r2]
        image:
            {each}
            r1 := r1 + r5
            r3 := last
            r6 := again
            if (r1 != 0) r3 := r6
            goto r3 in program m[r0]
        again:
            r6 := image
            goto r6 in program m[r2]
        last:
            halt
        end:
        "
    )
}

/// 200,000 allocations and abandonments of many capacities in no simple order,
/// in 64 places; r7 is a digest of all identifiers.
const CHURN: &str = "
    r1 := 64
    r6 := map segment (r1 words)    // the places
    r5 := 200000
    r4 := 1                         // a linear congruential sequence
again:
    r1 := multiplier
    r1 := m[r0][r1]
    r4 := r4 * r1
    r1 := 12345
    r4 := r4 + r1
    r1 := 65536                     // r2 := place, from the upper half
    r2 := r4 / r1
    r3 := 63
    r2 := r2 nand r3
    r2 := r2 nand r2
    r3 := m[r6][r2]
    r1 := taken
    r0 := free
    if (r3 != 0) r0 := r1
    r1 := 0
    goto r0 in program m[r1]
taken:
    r0 := 0
    unmap m[r3]
free:
    r0 := 0
    r1 := 1048576                   // r3 := capacity, mostly small
    r3 := r4 / r1
    r1 := 15
    r1 := r1 nand r3
    r1 := r1 nand r1
    r3 := kinds
    r3 := r3 + r1
    r3 := m[r0][r3]
    r3 := map segment (r3 words)
    m[r6][r2] := r3
    r1 := 31                        // digest
    r7 := r7 * r1
    r7 := r7 + r3
    r1 := r0 nand r0
    r5 := r5 + r1
    r1 := last
    r2 := again
    if (r5 != 0) r1 := r2
    goto r1 in program m[r0]
last:
    halt
multiplier:
    .data 1103515245
kinds:
    .data 1, 2, 3, 3, 4, 5, 7, 8, 12, 19, 40, 254, 255, 0, 1000, 9000
";

/// Milliseconds, of a clock that stands for the test and not for the machine.
#[cfg(not(target_arch = "wasm32"))]
fn clock_ms() -> f64 {
    use std::time::Instant;
    static BEGAN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    BEGAN.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}

#[cfg(target_arch = "wasm32")]
fn clock_ms() -> f64 {
    js_sys::Date::now()
}
