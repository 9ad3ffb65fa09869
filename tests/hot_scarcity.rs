//! Owns what must hold of hot code where something runs short: locals for all that is
//! known on a path, functions and modules that the host has room for, memory for the
//! engine's own notes. Each program is done by the interpreter too, and nothing that can
//! be seen may differ. Deliberately knows nothing of how code is made.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod hot;
mod self_copy;

use std::cell::Cell;
use std::rc::Rc;

use engine::host::{self, HostLinker};
use engine::translator::Heat;
use hot::*;
use self_copy::copy_itself;
use um32::engine::{Engine, Linker};
use um32::um::{Limits, Machine, Stop};

/// Arrays that a round of [`many_arrays`] reads and writes: what is known of all of them
/// takes several times as many locals as there are.
const ARRAYS: u32 = 32;

/// Every round reads and writes arrays of `capacity` platters, whose identifiers are in
/// the 0 array, each of them once more when much else has come to be known; in the last
/// round the last of them past its end. `at` makes r2, the offset, of the array's number.
fn many_arrays(capacity: u32, at: impl Fn(u32) -> String) -> Vec<u32> {
    let mut start = String::new();
    let mut body = String::new();
    let mut data = String::new();
    for number in 0..ARRAYS {
        start += &format!(
            "r2 := {capacity}\n r3 := map segment (r2 words)\n r4 := array_{number}\n\
             m[r0][r4] := r3\n"
        );
        data += &format!("array_{number}: .data 0\n");
    }
    start += "r3 := 0";
    for number in (0..ARRAYS).flat_map(|number| [number, number.saturating_sub(5)]) {
        body += &format!(
            "{}\n r4 := array_{number}\n r4 := m[r0][r4]\n r5 := m[r4][r2]\n r5 := r5 + r6\n\
             r3 := r3 + r5\n m[r4][r2] := r3\n",
            at(number)
        );
    }
    body += &format!(
        "{} r5 := array_{}\n r5 := m[r0][r5]\n m[r5][r4] := r3",
        choose(capacity - 1, capacity),
        ARRAYS - 1
    );
    rounds(1_000, &start, &body, &data)
}

#[test]
fn more_is_known_than_there_are_locals() {
    let constant = |number| format!("r2 := {}", number % 60);
    // What is read from the 0 array is not known.
    let variable = |number: u32| format!("r2 := array_{number}\n r2 := r2 + r1\n r2 := r2 / r2");
    for capacity in [100, 1_000] {
        let programs = [
            many_arrays(capacity, constant),
            many_arrays(capacity, variable),
        ];
        for program in programs {
            check_last(&program, "offset-out-of-range", 40);
        }
    }
}

/// A host that has no room for functions, or refuses modules, when it is asked the first
/// times of each few.
struct Grudging {
    inner: HostLinker,
    asked: u32,
    linked: u32,
    /// Of each so many times.
    of: u32,
    /// So many are refused.
    without_room: u32,
    refused: u32,
    room: Rc<Room>,
}

/// Room in the table.
#[derive(Default)]
struct Room {
    reserved: Cell<u32>,
    given_back: Cell<u32>,
}

fn add(sum: &Cell<u32>, functions: u32) {
    sum.set(sum.get() + functions);
}

impl Linker for Grudging {
    fn reserve(&mut self, functions: u32) -> Option<u32> {
        self.asked += 1;
        if (self.asked - 1) % self.of < self.without_room {
            return None;
        }
        let slot = self.inner.reserve(functions)?;
        add(&self.room.reserved, functions);
        Some(slot)
    }
    fn link(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.linked += 1;
        if (self.linked - 1) % self.of < self.refused {
            return Err("not this one".to_owned());
        }
        self.inner.link(bytes)
    }
    fn give_back(&mut self, first_slot: u32, functions: u32) {
        add(&self.room.given_back, functions);
        self.inner.give_back(first_slot, functions);
    }
    fn release(&mut self, first_slot: u32, functions: u32) {
        add(&self.room.given_back, functions);
        self.inner.release(first_slot, functions);
    }
    fn call(&mut self, slot: u32, registers: [u32; 8], budget: u32) -> u32 {
        self.inner.call(slot, registers, budget)
    }
    fn milliseconds(&self) -> f64 {
        0.0
    }
}

#[test]
fn hosts_that_refuse_now_and_then_or_always() {
    // A loop inside that is amended, so that there is always something to compile.
    let body = "r4 := constant
                r5 := load
                r5 := m[r0][r5]
                r5 := r5 + r6
                m[r0][r4] := r5
                r2 := 400
                again: r2 := r2 + r7
                constant: r5 := 0
                r3 := r3 + r5
                r4 := on
                r5 := again
                if (r2 != 0) r4 := r5
                goto r4 in program m[r0]
                on: r5 := 0";
    let program = rounds(40, "", body, "load: .data 0xDA000000");
    for (of, without_room, refused) in [(2, 1, 0), (2, 0, 1), (3, 1, 1), (1, 1, 0), (1, 0, 1)] {
        for heat in Heat::ALL {
            let (mut machine, inner, _backing) = host::start(&program, SMALL).expect("memory");
            let room = Rc::new(Room::default());
            let linker = Grudging {
                inner,
                asked: 0,
                linked: 0,
                of,
                without_room,
                refused,
                room: Rc::clone(&room),
            };
            let mut engine = Engine::new(linker, heat.options());
            assert_eq!(engine.run(&mut machine, u64::MAX), Ok(Stop::Halted));
            let mut plain = Machine::new(&program, SMALL).expect("memory");
            assert_eq!(plain.run(u64::MAX), Ok(Stop::Halted));
            let found = position(&mut machine, Stop::Halted);
            assert_eq!(found, position(&mut plain, Stop::Halted), "{heat:?}");
            same_arrays(&machine, &plain, heat);

            let statistics = engine.statistics().clone();
            assert_eq!(
                statistics.link_errors > 0,
                without_room + refused > 0,
                "{statistics:?}"
            );
            assert_eq!(statistics.modules > 0, of > 1, "{statistics:?}");
            drop(engine);
            assert_eq!(room.given_back.get(), room.reserved.get(), "{heat:?}");
        }
    }
}

/// A loaded program so large that there is room for it, but not for notes on it, when
/// there was room for notes on the program before; what it allocates then comes where
/// those were.
#[test]
fn memory_that_is_short_of_room_for_notes() {
    const LIMITS: Limits = Limits {
        reserve_bytes: 8 << 20,
    };
    const PLATTERS: u32 = 1 << 20;
    let copied = copy_itself(PLATTERS, "end");
    let source = format!(
        "r7 := r0 nand r0
         {copied}
         r4 := loaded
         goto r4 in program m[r3]
         loaded: unmap m[r3]
         r6 := 40
         loop: r2 := 300
         r3 := map segment (r2 words)
         fill: r2 := r2 + r7
         m[r3][r2] := r7
         r4 := filled
         r5 := fill
         if (r2 != 0) r4 := r5
         goto r4 in program m[r0]
         filled: r4 := last
         r5 := m[r0][r4]
         m[r3][r2] := r5
         m[r0][r4] := r3
         r6 := r6 + r7
         r4 := walk
         r5 := loop
         if (r6 != 0) r4 := r5
         goto r4 in program m[r0]
         walk: r4 := 299
         r4 := m[r3][r4]
         r1 := r1 + r4
         r3 := m[r3][r0]
         r4 := out
         r5 := walk
         if (r3 != 0) r4 := r5
         goto r4 in program m[r0]
         out: halt
         last: .data 0
         end: .data 0"
    );
    let mut program = assemble(&source);
    program.resize(1_000, 0);
    let pieces = Pieces {
        budgets: &[1_009],
        capacities: &[usize::MAX],
    };
    for pieces in [&WHOLE, &pieces] {
        assert_eq!(check(&program, LIMITS, pieces, 0), Stop::Halted);
    }
}
