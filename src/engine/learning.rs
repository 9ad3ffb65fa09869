//! Owns what the engine learns of one program while it runs: constants in
//! registers, instructions that meet unusual arrays, platters that are data.
//! Deliberately forgets everything when another program is loaded.

use crate::jit::Knowledge;
use crate::um::marks::Marks;
use rustc_hash::{FxHashMap, FxHashSet};

/// Amendments of a compiled platter after which it counts as data.
const AMENDMENTS_MAX: u32 = 3;
/// Failed assumptions at an entry, by register, after which it is not assumed
/// any more.
const FAILURES_MAX: u32 = 8;

/// Registers that held the same value whenever an entry was looked at.
#[derive(Clone, Copy, Debug)]
struct Profile {
    values: [u32; 8],
    /// A bit for each register that never changed.
    constant: u8,
    looks: u32,
}

/// Looks at an entry after which its own profile is trusted.
const LOOKS_TRUSTED: u32 = 12;

/// What was recorded of an instruction that indexes or amends.
#[derive(Clone, Copy, Debug, Default)]
struct Accesses {
    all: u32,
    unusual: u32,
}

/// One unusual access in so many makes an instruction unusual: leaving compiled
/// code costs some fifty times as much as the way that copes with everything.
const UNUSUAL_ONE_IN: u32 = 3;

/// What was learnt of the present program.
#[derive(Debug, Default)]
pub struct Learning {
    profiles: FxHashMap<u32, Profile>,
    /// Looks at any entry, and how often each register was 0 then.
    looks: u64,
    zeros: [u64; 8],
    failures: FxHashMap<u32, u32>,
    accesses: FxHashMap<u32, Accesses>,
    unusual: FxHashSet<u32>,
    data: FxHashSet<u32>,
    amendments: FxHashMap<u32, u32>,
    /// Entries that are about to be hot, to be compiled with the next one that
    /// is: few modules are better than many.
    ready: Vec<u32>,
}

impl Learning {
    /// Looks at the registers at the entry `offset`.
    pub fn sample(&mut self, offset: u32, registers: &[u32; 8]) {
        let profile = self.profiles.entry(offset).or_insert(Profile {
            values: *registers,
            constant: u8::MAX,
            looks: 0,
        });
        profile.looks += 1;
        self.looks += 1;
        for (zeros, &value) in self.zeros.iter_mut().zip(registers) {
            *zeros += u64::from(value == 0);
        }
        for (register, (before, now)) in profile.values.iter().zip(registers).enumerate() {
            if before != now {
                profile.constant &= !(1 << register);
            }
        }
    }

    /// The entry `offset` is about to be hot.
    pub fn note_ready(&mut self, offset: u32) {
        self.ready.push(offset);
    }

    /// `root`, and all that are ready.
    pub fn take_roots(&mut self, root: u32) -> Vec<u32> {
        let mut roots = vec![root];
        roots.append(&mut self.ready);
        roots
    }

    /// The registers at `offset` were not what was assumed; true when code must
    /// be made anew without the assumption.
    pub fn refute(&mut self, offset: u32, registers: &[u32; 8]) -> bool {
        let failures = self.failures.entry(offset).or_default();
        *failures += 1;
        let give_up = *failures >= FAILURES_MAX;
        if give_up {
            *failures = 0;
            self.sample(offset, registers);
        }
        give_up
    }

    /// Registers that were 0 whenever `offset` was looked at: often enough, or
    /// those that a compiler keeps at 0, which are 0 nearly everywhere. Other
    /// constants are not assumed: most are pointers that change in the long
    /// run, and knowing them gains little.
    fn constants(&self, offset: u32) -> [Option<u32>; 8] {
        let Some(profile) = self.profiles.get(&offset) else {
            return [None; 8];
        };
        std::array::from_fn(|register| {
            let is_zero = profile.constant >> register & 1 == 1 && profile.values[register] == 0;
            let is_habit = self.zeros[register] * 10 >= self.looks * 9;
            (is_zero && (profile.looks >= LOOKS_TRUSTED || is_habit)).then_some(0)
        })
    }

    /// The instruction at `offset` was seen to meet a short array or another.
    pub fn note_access(&mut self, offset: u32, is_short: bool) {
        let accesses = self.accesses.entry(offset).or_default();
        accesses.all += 1;
        accesses.unusual += u32::from(!is_short);
    }

    /// The instruction at `offset` meets unusual arrays; false when that was
    /// known.
    pub fn note_unusual(&mut self, offset: u32) -> bool {
        self.unusual.insert(offset)
    }

    /// Whether that is known from [`Learning::note_unusual`].
    pub fn is_noted_unusual(&self, offset: u32) -> bool {
        self.unusual.contains(&offset)
    }

    /// Whether the instruction at `offset` meets unusual arrays now and then.
    pub fn is_unusual(&self, offset: u32) -> bool {
        let is_often = |accesses: &Accesses| accesses.unusual * UNUSUAL_ONE_IN > accesses.all;
        self.unusual.contains(&offset) || self.accesses.get(&offset).is_some_and(is_often)
    }

    /// Compiled code amends the platters at `offsets`.
    pub fn note_data(&mut self, offsets: &[u32]) {
        self.data.extend(offsets);
    }

    /// Whether the platter at `offset` is data as much as code.
    pub fn is_data(&self, offset: u32) -> bool {
        self.data.contains(&offset)
    }

    /// The platter at `offset`, compiled, was amended.
    pub fn note_amendment(&mut self, offset: u32) {
        let amendments = self.amendments.entry(offset).or_default();
        *amendments += 1;
        if *amendments >= AMENDMENTS_MAX {
            self.data.insert(offset);
        }
    }
}

/// Everything the translator asks.
pub struct Known<'a> {
    pub learning: &'a Learning,
    pub marks: Marks,
    /// Jumps to an offset that make it hot.
    pub hot_count: u32,
}

impl Knowledge for Known<'_> {
    fn is_hot(&self, offset: u32) -> bool {
        self.marks.count(offset) >= self.hot_count
    }

    fn is_compiled(&self, offset: u32) -> bool {
        self.marks.slot(offset).is_some()
    }

    fn is_covered(&self, offset: u32) -> bool {
        self.marks.is_covered(offset)
    }

    fn is_data(&self, offset: u32) -> bool {
        self.learning.is_data(offset)
    }

    fn is_unusual(&self, offset: u32) -> bool {
        self.learning.is_unusual(offset)
    }

    fn constants(&self, offset: u32) -> [Option<u32>; 8] {
        self.learning.constants(offset)
    }
}
