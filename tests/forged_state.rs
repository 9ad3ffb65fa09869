//! Owns the proof that a checkpoint's state is what a machine can be, one rule at a time: each
//! that is broken is named, and its nearest neighbour that breaks none is taken. Chance alone,
//! in `checkpoint.rs`, seldom comes to these. Deliberately writes states by hand, so that
//! nothing in `src` says what they should be.
#![cfg(not(target_arch = "wasm32"))]

#[path = "moment/state.rs"]
mod state;

use state::state;
use um32::um::checkpoint::RestoreError;
use um32::um::{Limits, Machine};

const HALT: u32 = 0x7000_0000;
const LONG: u8 = 255;
const MEBIBYTE: Limits = Limits {
    reserve_bytes: 1 << 20,
};
/// Granules in a mebibyte: 17 bytes each beside a page, a multiple of 16.
const GRANULES: u32 = ((1 << 20) - 4096) / 17 / 16 * 16;

/// The parts of a state that may be wrong.
#[derive(Clone)]
struct Parts {
    flags: u8,
    frontier: u32,
    /// From granule 1 on.
    shadow: Vec<u8>,
    /// Short arrays' platters, other arrays' capacities and depths.
    entries: Vec<u32>,
    /// Source, capacity, depth.
    zero: [u32; 3],
    /// Class, and of its free runs how far each is from the one before.
    chain: (u32, Vec<u32>),
    /// Bytes of a block, and depths.
    bins: Vec<(u32, Vec<u32>)>,
    platters: Vec<u32>,
}

/// The least there is: one platter in the 0 array.
fn least() -> Parts {
    Parts {
        flags: 0,
        frontier: 1,
        shadow: Vec::new(),
        entries: Vec::new(),
        zero: [0, 1, 16],
        chain: (1, Vec::new()),
        bins: Vec::new(),
        platters: vec![HALT],
    }
}

/// As [`least`], with arrays.
fn with(shadow: &[u8], entries: &[u32]) -> Parts {
    Parts {
        frontier: 1 + shadow.len() as u32,
        shadow: shadow.to_vec(),
        entries: entries.to_vec(),
        ..least()
    }
}

impl Parts {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0; 8];
        bytes.push(self.flags);
        let mut words = |words: &[u32]| bytes.extend(words.iter().flat_map(|it| it.to_le_bytes()));
        words(&[0; 2 + 9]);
        words(&[self.frontier]);
        bytes.extend(&self.shadow);
        let mut words = |words: &[u32]| bytes.extend(words.iter().flat_map(|it| it.to_le_bytes()));
        words(&self.entries);
        words(&self.zero);
        for class in 1..=64 {
            let runs: &[u32] = if class == self.chain.0 {
                &self.chain.1
            } else {
                &[]
            };
            bytes.extend((runs.len() as u32).to_le_bytes());
            for step in runs {
                bytes.extend(step.to_le_bytes());
                bytes.push(0);
            }
        }
        let mut words = |words: &[u32]| bytes.extend(words.iter().flat_map(|it| it.to_le_bytes()));
        words(&[self.bins.len() as u32]);
        for (bytes, depths) in &self.bins {
            words(&[*bytes, depths.len() as u32]);
            words(depths);
        }
        words(&self.platters);
        bytes
    }

    fn read(&self) -> Result<Machine, RestoreError> {
        Machine::read_checkpoint(&mut self.bytes().as_slice(), MEBIBYTE)
    }

    #[track_caller]
    fn is_taken(&self) {
        let machine = self.read().expect("nothing is wrong");
        assert!(state(&machine) == self.bytes());
    }

    #[track_caller]
    fn is_refused(&self, why: &str) {
        let error = self.read().expect_err(why).to_string();
        assert_eq!(error, format!("This checkpoint is damaged: {why}."));
    }

    /// Refused because this machine would need more memory than there is.
    #[track_caller]
    fn is_too_large(&self) {
        match self.read().expect_err("too large") {
            RestoreError::Memory(error) => {
                assert!(error.requested_bytes > error.reserved_bytes, "{error:?}");
            }
            error => panic!("{error}"),
        }
    }
}

#[test]
fn a_flag_without_meaning_is_refused() {
    Parts {
        flags: 7,
        ..least()
    }
    .is_taken();
    Parts {
        flags: 8,
        ..least()
    }
    .is_refused("a flag is set that has no meaning");
}

#[test]
fn the_frontier_is_among_the_granules() {
    least().is_taken();
    Parts {
        frontier: 0,
        ..least()
    }
    .is_refused("it has no granules");
    for frontier in [GRANULES + 1, u32::MAX] {
        // Bytes follow for as long as anybody reads.
        let shadow = vec![0; 1 << 21];
        Parts {
            frontier,
            shadow,
            ..least()
        }
        .is_too_large();
    }
    // All granules taken, and no room left for a program.
    let shadow = vec![1; GRANULES as usize - 1];
    let entries = vec![7; GRANULES as usize - 1];
    Parts {
        zero: [0; 3],
        platters: Vec::new(),
        ..with(&shadow, &entries)
    }
    .is_taken();
}

#[test]
fn arrays_and_free_runs_share_no_granule_and_leave_none() {
    with(&[5, 0, 4], &[7; 9]).is_taken();
    with(&[5, 4], &[7; 9]).is_refused("its arrays overlap");
    with(&[4, 5], &[7; 9]).is_refused("its arrays overlap");

    // Granules are looked up 64 at a time.
    let [mut apart, mut across] = [[4; 66], [4; 66]];
    apart[61..65].copy_from_slice(&[16, 0, 0, 0]);
    across[61..65].copy_from_slice(&[16, 0, 0, 4]);
    with(&apart, &[7; 264]).is_taken();
    with(&across, &[7; 268]).is_refused("its arrays overlap");

    let free = |shadow: &[u8], chain: (u32, &[u32])| Parts {
        chain: (chain.0, chain.1.to_vec()),
        ..with(
            shadow,
            &vec![7; shadow.iter().map(|&it| usize::from(it)).sum()],
        )
    };
    free(&[0, 4, 0], (1, &[1, 2])).is_taken();
    free(&[0, 0, 4, 0, 0], (2, &[4, 3_u32.wrapping_neg()])).is_taken();
    free(&[0, 4, 0], (1, &[1])).is_refused("some of its memory is neither used nor free");
    let overlap = "its free runs overlap";
    free(&[0, 4, 0], (1, &[1, 1])).is_refused(overlap);
    free(&[0, 4, 0], (1, &[1, 0])).is_refused(overlap);
    free(&[0, 4], (1, &[0])).is_refused(overlap);
    free(&[0, 4], (1, &[3])).is_refused(overlap);
    free(&[0, 4], (2, &[1])).is_refused(overlap);
    free(&[4, 0], (2, &[2])).is_refused(overlap);
}

#[test]
fn a_block_has_room_for_its_array_at_a_proper_place() {
    let long = |capacity: u32, depth: u32, platters: usize| Parts {
        platters: vec![7; 1 + platters],
        ..with(&[LONG], &[capacity, depth])
    };
    long(0, 0, 0).is_taken();
    long(300, 1216, 300).is_taken();
    let short = "an array is longer than its room";
    long(0, 32, 0).is_refused(short);
    long(300, 0, 300).is_refused(short);
    long(300, 1184, 300).is_refused(short);
    long(1 << 30, 1216, 300).is_refused(short);
    long(300, 1224, 300).is_refused("an array has no proper place");

    // As deep as the granules below the frontier leave room.
    let lowest = 16 * (GRANULES - 2);
    long(lowest / 4 - 4, lowest, lowest as usize / 4 - 4).is_taken();
    long(300, lowest + 16, 300).is_too_large();
    long(300, 1 << 31, 300).is_too_large();
}

#[test]
fn blocks_share_no_room() {
    let long = |depths: [u32; 2]| Parts {
        platters: vec![7; 601],
        ..with(&[LONG, LONG], &[300, depths[0], 300, depths[1]])
    };
    long([1216, 2416]).is_taken();
    let overlap = "its long arrays overlap";
    long([1216, 2400]).is_refused(overlap);
    long([1216, 1216]).is_refused(overlap);
    long([1200, 2416]).is_refused(overlap);
}

#[test]
fn the_program_is_shared_with_the_array_it_names() {
    let shared = |zero: [u32; 3]| Parts {
        zero,
        platters: vec![7; 300],
        ..with(&[LONG, 1], &[300, 1200, 7])
    };
    shared([1, 300, 1200]).is_taken();
    let wrong = "the program is shared with no array";
    shared([1, 299, 1200]).is_refused(wrong);
    shared([1, 300, 1216]).is_refused(wrong);
    shared([2, 300, 1200]).is_refused(wrong);
    shared([3, 300, 1200]).is_refused(wrong);
    shared([u32::MAX, 300, 1200]).is_refused(wrong);
}

#[test]
fn free_blocks_are_of_sizes_that_wait_and_are_nobodys() {
    let bins = |bins: &[(u32, &[u32])]| Parts {
        bins: bins
            .iter()
            .map(|&(bytes, depths)| (bytes, depths.to_vec()))
            .collect(),
        ..least()
    };
    const MOST: u32 = 64 << 10;
    bins(&[(16, &[32, 48]), (32, &[80]), (MOST, &[MOST + 80])]).is_taken();
    let many = "its free blocks are too many";
    bins(&[(16, &[])]).is_refused(many);
    bins(&[(0, &[32])]).is_refused(many);
    bins(&[(32, &[80]), (16, &[32])]).is_refused(many);
    bins(&[(16, &[32]), (16, &[48])]).is_refused(many);
    let all: Vec<u32> = (2..GRANULES).map(|grain| 16 * grain).collect();
    bins(&[(16, &all)]).is_taken();
    bins(&[(16, &all), (48, &[80])]).is_refused(many);
    bins(&[(1 << 31, &[32, 48])]).is_refused(many);
    let size = "a free block has no possible size";
    bins(&[(24, &[48])]).is_refused(size);
    bins(&[(MOST + 16, &[MOST + 80])]).is_refused(size);
    let place = "an array has no proper place";
    bins(&[(16, &[0])]).is_refused(place);
    bins(&[(16, &[40])]).is_refused(place);
    let overlap = "its long arrays overlap";
    bins(&[(16, &[16])]).is_refused(overlap);
    bins(&[(16, &[32, 32])]).is_refused(overlap);
    bins(&[(16, &[32]), (32, &[32])]).is_refused(overlap);
    bins(&[(16, &[16 * GRANULES])]).is_too_large();
}
