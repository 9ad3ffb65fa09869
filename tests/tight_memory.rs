//! Owns the proof that the heap keeps arrays apart when memory is short: chance
//! allocates, fills, checks and abandons arrays of every size in a reservation
//! that is full most of the time, so that free memory is cut anew again and
//! again; and that of what was cut anew no more is told than is known. Deliberately
//! works on the arrays themselves and not through programs, which would need billions
//! of instructions to come here.
//!
//! Natively only: as wasm, small reservations are large ones used again.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use um32::um::arrays::Amendment;
use um32::um::layout::state;
use um32::um::{ArrayState, Limits, Machine, Stop};

/// What is done to the arrays.
#[derive(Clone, Debug)]
enum Deed {
    /// Allocates so many arrays of one capacity, or as many as there is room for.
    Allocate { capacity: u32, times: u32 },
    /// Abandons every array whose number is `which` modulo `of`.
    Abandon { which: usize, of: usize },
    /// Loads the array of this number, modulo how many there are.
    Load { number: usize },
}

fn deed() -> impl Strategy<Value = Deed> {
    let capacity = prop_oneof![
        6 => 1u32..20,
        1 => Just(0),
        3 => 20u32..254,
        2 => 254u32..258,
        2 => 258u32..5_000,
        1 => 5_000u32..100_000,
    ];
    prop_oneof![
        6 => (capacity, 1u32..20_000).prop_map(|(capacity, times)| Deed::Allocate { capacity, times }),
        4 => (0usize..7, 1usize..7).prop_map(|(which, of)| Deed::Abandon { which, of }),
        1 => any::<usize>().prop_map(|number| Deed::Load { number }),
    ]
}

/// What is written at `offset` of an array: nothing that stands anywhere else.
fn mark(identifier: u32, offset: u32) -> u32 {
    identifier.wrapping_mul(0x9e37_79b9) ^ offset.wrapping_mul(0x85eb_ca6b) ^ 0x5555
}

/// Some offsets of an array, the ends among them.
fn offsets(capacity: u32) -> impl Iterator<Item = u32> {
    (0..capacity)
        .step_by((capacity / 16).max(1) as usize)
        .chain(capacity.checked_sub(1))
}

/// Indexes the array that r2 names.
const INDEX: u32 = 0x1000_0050;
const HALT: u32 = 0x7000_0000;

const MEBIBYTE: Limits = Limits {
    reserve_bytes: 1 << 20,
};

struct Bench {
    machine: Machine,
    /// Identifier to capacity.
    live: BTreeMap<u32, u32>,
    /// The array that the 0 array was loaded from, and its marks then.
    loaded: Option<(u32, u32)>,
    out_of_memory: u32,
}

impl Bench {
    fn allocate(&mut self, capacity: u32, times: u32) {
        for _ in 0..times {
            let arrays = self.machine.arrays_mut();
            let identifier = match arrays.allocate(capacity) {
                Ok(identifier) => identifier,
                Err(error) => {
                    self.out_of_memory += 1;
                    assert!(error.occupied_bytes <= error.reserved_bytes, "{error:?}");
                    return;
                }
            };
            assert_ne!(identifier, 0);
            for offset in offsets(capacity) {
                let platter = arrays.index(identifier, offset);
                assert_eq!(
                    platter,
                    Some(0),
                    "offset {offset} of array {identifier}, which is new"
                );
            }
            for offset in offsets(capacity) {
                let amended = arrays.amend(identifier, offset, mark(identifier, offset));
                assert_eq!(amended, Ok(Amendment::Done));
            }
            assert_eq!(arrays.index(identifier, capacity), None);
            let before = self.live.insert(identifier, capacity);
            assert_eq!(before, None, "{identifier} was active");
        }
    }

    fn check(&self, identifier: u32, capacity: u32) {
        for offset in offsets(capacity) {
            let platter = self.machine.arrays().index(identifier, offset);
            assert_eq!(
                platter,
                Some(mark(identifier, offset)),
                "offset {offset} of array {identifier}"
            );
        }
    }

    fn abandon(&mut self, which: usize, of: usize) {
        let chosen: Vec<(u32, u32)> = self
            .live
            .iter()
            .enumerate()
            .filter(|(number, _)| number % of == which % of)
            .map(|(_, (&identifier, &capacity))| (identifier, capacity))
            .collect();
        for (identifier, capacity) in chosen {
            self.check(identifier, capacity);
            assert!(self.machine.arrays_mut().abandon(identifier));
            assert!(!self.machine.arrays_mut().abandon(identifier), "twice");
            self.live.remove(&identifier);
        }
    }

    fn load(&mut self, number: usize) {
        let Some((&identifier, &capacity)) = self.live.iter().nth(number % self.live.len().max(1))
        else {
            return;
        };
        match self.machine.arrays_mut().load_program(identifier) {
            Ok(loaded) => {
                assert!(loaded);
                self.loaded = Some((identifier, capacity));
            }
            Err(_) => self.out_of_memory += 1,
        }
    }

    fn check_all(&self) {
        for (&identifier, &capacity) in &self.live {
            self.check(identifier, capacity);
        }
        if let Some((identifier, capacity)) = self.loaded {
            let program = self.machine.zero_array();
            assert_eq!(program.len(), capacity as usize);
            for offset in offsets(capacity) {
                assert_eq!(
                    program[offset as usize],
                    mark(identifier, offset),
                    "the program"
                );
            }
        }
        let active: Vec<u32> = self.machine.active_identifiers().collect();
        assert!(active.iter().eq(self.live.keys()), "active identifiers");
        let census = self.machine.census();
        assert_eq!(census.live_arrays, self.live.len() as u64);
        assert_eq!(
            census.live_platters,
            self.live
                .values()
                .map(|&capacity| u64::from(capacity))
                .sum::<u64>()
        );
    }
}

#[test]
fn arrays_stay_apart_when_memory_is_short() {
    let config = Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let out_of_memory = std::cell::Cell::new(0);
    let deeds = prop::collection::vec(deed(), 5..40);
    let result = runner.run(&deeds, |deeds| {
        let mut bench = Bench {
            machine: Machine::new(&[HALT], MEBIBYTE).expect("a mebibyte"),
            live: BTreeMap::new(),
            loaded: None,
            out_of_memory: 0,
        };
        for deed in deeds {
            match deed {
                Deed::Allocate { capacity, times } => bench.allocate(capacity, times),
                Deed::Abandon { which, of } => bench.abandon(which, of),
                Deed::Load { number } => bench.load(number),
            }
            bench.check_all();
        }
        out_of_memory.set(out_of_memory.get() + bench.out_of_memory);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(
        out_of_memory.get() > 100,
        "memory was short only {} times",
        out_of_memory.get()
    );
}

/// A block that fits and a header that no longer does.
#[test]
fn an_array_that_is_refused_takes_no_room() {
    let mut machine = Machine::new(&[HALT], MEBIBYTE).expect("a mebibyte");
    let arrays = machine.arrays_mut();
    let before = arrays.occupancy();
    let free = (before.reserved_bytes - before.occupied_bytes) as u32;
    assert!(arrays.allocate(free / 4).is_err());
    assert_eq!(arrays.occupancy(), before);
    // All but as many granules as are asked for at a time.
    assert!(arrays.allocate(free / 4 - 4 * 2048).is_ok());
}

#[test]
fn room_of_abandoned_long_arrays_is_there_for_short_ones() {
    let mut machine = Machine::new(&[HALT], MEBIBYTE).expect("a mebibyte");
    let arrays = machine.arrays_mut();
    let long: Vec<u32> = std::iter::from_fn(|| arrays.allocate(300).ok()).collect();
    while arrays.allocate(254).is_ok() {}
    for &identifier in &long {
        assert!(arrays.abandon(identifier));
    }
    let short = std::iter::from_fn(|| arrays.allocate(254).ok()).count();
    assert!(
        short > long.len(),
        "{short} arrays in the room of {}",
        long.len()
    );
}

/// All memory is free, in runs of sixty-four granules, when arrays of other sizes are wanted:
/// as many are cut as are wanted, and not all anew for each size.
#[test]
fn what_is_not_cut_is_known_still() {
    let mut machine = Machine::new(&[HALT], MEBIBYTE).expect("a mebibyte");
    let arrays = machine.arrays_mut();
    let large: Vec<u32> = std::iter::from_fn(|| arrays.allocate(254).ok()).collect();
    while arrays.allocate(1).is_ok() {}
    for &identifier in &large {
        assert!(arrays.abandon(identifier));
    }
    // Of one granule, of three, of one again.
    for capacity in [1, 9, 4] {
        arrays.allocate(capacity).expect("room");
    }
    let known = |&&identifier: &&u32| arrays.knowledge(identifier) == ArrayState::Abandoned;
    assert_eq!(large.iter().filter(known).count(), large.len() - 2);
}

/// Neighbours that were cut are one run again when it is wanted.
#[test]
fn what_was_cut_is_joined_again() {
    let mut machine = Machine::new(&[HALT], MEBIBYTE).expect("a mebibyte");
    let arrays = machine.arrays_mut();
    let mut all = |capacity| -> usize {
        let found: Vec<u32> = std::iter::from_fn(|| arrays.allocate(capacity).ok()).collect();
        for &identifier in &found {
            assert!(arrays.abandon(identifier));
        }
        found.len()
    };
    let large = all(254);
    for capacity in [1_u32, 254, 9, 250, 60, 193, 100, 254] {
        let granules = capacity.div_ceil(4) as usize;
        assert!(
            all(capacity) >= large * (64 / granules),
            "of {capacity} platters"
        );
    }
}

/// A machine that is full of arrays of one granule, all of which it has abandoned.
fn abandoned_all() -> Machine {
    let mut machine = Machine::new(&[INDEX, HALT], MEBIBYTE).expect("a mebibyte");
    let mut identifiers = Vec::new();
    while let Ok(identifier) = machine.arrays_mut().allocate(1) {
        identifiers.push(identifier);
    }
    for identifier in identifiers {
        assert!(machine.arrays_mut().abandon(identifier));
    }
    machine
}

/// What is known of `identifier`, and the sentence of a program that indexes it.
fn told(mut machine: Machine, identifier: u32) -> (ArrayState, String) {
    let r2 = state::REGISTERS + 4 * 2;
    machine.arrays_mut().set_state_word(r2, identifier);
    let Ok(Stop::Failed(failure)) = machine.run(1) else {
        panic!("{identifier} is active");
    };
    (failure.array.expect("an array").state, failure.to_string())
}

/// The same machine from its checkpoint.
fn restored(machine: &Machine) -> Machine {
    let mut bytes = Vec::new();
    machine.write_checkpoint(&mut bytes).expect("room");
    Machine::read_checkpoint(&mut bytes.as_slice(), MEBIBYTE).expect("what was written")
}

#[test]
fn of_what_was_cut_anew_no_more_is_told_than_is_known() {
    let mut machine = abandoned_all();
    assert_eq!(machine.arrays().knowledge(7), ArrayState::Abandoned);
    let before = machine.snapshot().expect("room");

    // Sixty-four granules, in which 7 and others were.
    let large = machine.arrays_mut().allocate(254).expect("room");
    let inside = large + 3;
    assert_eq!(machine.arrays().knowledge(inside), ArrayState::Inactive);
    for identifier in (1..inside).filter(|&it| it != large) {
        let state = machine.arrays().knowledge(identifier);
        assert_eq!(state, ArrayState::Inactive, "{identifier}");
    }
    // What was above all arrays is above all arrays.
    let above = ArrayState::NeverAllocated;
    assert_eq!(machine.arrays().knowledge(u32::MAX), above);
    // What is abandoned since is known.
    assert!(machine.arrays_mut().abandon(large));
    assert_eq!(machine.arrays().knowledge(large), ArrayState::Abandoned);

    let (state, sentence) = told(restored(&machine), inside);
    assert_eq!(state, ArrayState::Inactive);
    let known = format!("array {inside} at offset 0; array {inside} is not active.");
    assert!(sentence.ends_with(&known), "{sentence}");

    machine.rewind(&before, |_| {});
    assert_eq!(machine.arrays().knowledge(inside), ArrayState::Abandoned);
    let (state, _) = told(restored(&machine), inside);
    assert_eq!(state, ArrayState::Abandoned);
}
