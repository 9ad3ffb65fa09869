//! Owns what the engine learns of one program while it runs: constants in
//! registers, instructions that meet unusual arrays, platters that are data.
//! Deliberately forgets everything when another program is loaded.

use super::heat::{Heat, Profile};
use super::queue::Queue;
use crate::jit::Arrays;
use crate::um::interpreter::ArrayKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Amendments of a compiled platter after which it counts as data.
const AMENDMENTS_MAX: u32 = 3;
/// Failed assumptions at an entry, by register, after which it is not assumed
/// any more.
const FAILURES_MAX: u32 = 8;

/// Looks at an entry after which its own profile is trusted.
const LOOKS_TRUSTED: u8 = 4;

/// What was recorded of an instruction that indexes or amends.
#[derive(Clone, Copy, Debug, Default)]
struct Accesses {
    all: u32,
    short: u32,
    long: u32,
}

/// What was recorded of a jump: targets and how often each was gone to.
#[derive(Clone, Debug, Default)]
struct Jumps {
    targets: Vec<(u32, u32)>,
    all: u32,
}

/// Targets remembered of one jump.
const TARGETS_MAX: usize = 64;
/// A target is usual when one jump in so many goes there.
const USUAL_ONE_IN: u32 = 64;

impl Jumps {
    fn note(&mut self, target: u32) {
        self.all += 1;
        if let Some((_, count)) = self.targets.iter_mut().find(|(known, _)| *known == target) {
            *count += 1;
        } else if self.targets.len() < TARGETS_MAX {
            self.targets.push((target, 1));
        }
    }

    fn usual(&self) -> Vec<u32> {
        let mut usual: Vec<(u32, u32)> = Vec::new();
        for &(target, count) in &self.targets {
            if count * USUAL_ONE_IN >= self.all {
                let at = usual.partition_point(|&(_, other)| other >= count);
                usual.insert(at, (target, count));
            }
        }
        usual.into_iter().map(|(target, _)| target).collect()
    }
}

/// One unusual access in so many makes an instruction unusual: leaving compiled
/// code costs some fifty times as much as the way that copes with everything.
const UNUSUAL_ONE_IN: u32 = 3;

/// What was learnt of the present program.
#[derive(Debug, Default)]
pub struct Learning {
    /// Jumps by target.
    pub heat: Heat,
    /// Of entries that have, or had, code; of others they are in `heat`.
    profiles: FxHashMap<u32, Profile>,
    /// Looks at any entry, and how often each register was 0 then.
    looks: u64,
    zeros: [u64; 8],
    failures: FxHashMap<u32, u32>,
    accesses: FxHashMap<u32, Accesses>,
    jumps: FxHashMap<u32, Jumps>,
    unusual: FxHashSet<u32>,
    /// Instructions that what had been recorded of was wrong once.
    doubted: FxHashSet<u32>,
    /// Calls of entries that the unusual ended at once, since their code was made.
    short_calls: FxHashMap<u32, u32>,
    data: FxHashSet<u32>,
    amendments: FxHashMap<u32, u32>,
    /// Entries that wait for being compiled.
    pub queue: Queue,
}

impl Learning {
    /// Nothing yet, with what [`Queue::new`] takes.
    pub fn new(worth: u32) -> Self {
        Self {
            queue: Queue::new(worth),
            ..Self::default()
        }
    }

    /// Another program is loaded. The room is kept: there are programs that load
    /// themselves anew thousands of times.
    pub fn forget(&mut self) {
        let Self {
            heat,
            profiles,
            looks,
            zeros,
            failures,
            accesses,
            jumps,
            unusual,
            doubted,
            short_calls,
            data,
            amendments,
            queue,
        } = self;
        heat.forget();
        profiles.clear();
        (*looks, *zeros) = (0, [0; 8]);
        failures.clear();
        accesses.clear();
        jumps.clear();
        unusual.clear();
        doubted.clear();
        short_calls.clear();
        data.clear();
        amendments.clear();
        queue.forget();
    }

    /// Looks at the registers at the entry `offset`.
    pub fn sample(&mut self, offset: u32, registers: &[u32; 8]) {
        self.heat.sample(offset, zeros(registers));
        self.looks += 1;
        for (zeros, &value) in self.zeros.iter_mut().zip(registers) {
            *zeros += u64::from(value == 0);
        }
    }

    /// There is code for `entry`: nobody counts jumps to it any more.
    pub fn note_compiled(&mut self, entry: u32) {
        let profile = self.profile(entry);
        self.profiles.insert(entry, profile);
        self.heat.free(entry);
        self.queue.remove(entry);
    }

    fn profile(&self, entry: u32) -> Profile {
        let before = self.profiles.get(&entry).copied().unwrap_or_default();
        before.and(self.heat.profile(entry))
    }

    /// The registers at `offset` were not what was assumed; true when code must
    /// be made anew without the assumption.
    pub fn refute(&mut self, offset: u32, registers: &[u32; 8]) -> bool {
        let failures = self.failures.entry(offset).or_default();
        *failures += 1;
        let give_up = *failures >= FAILURES_MAX;
        if give_up {
            *failures = 0;
            let profile = self.profiles.entry(offset).or_default();
            profile.note(zeros(registers));
        }
        give_up
    }

    /// Registers that were 0 whenever `offset` was looked at: often enough, or
    /// those that a compiler keeps at 0, which are 0 nearly everywhere. Other
    /// constants are not assumed: most are pointers that change in the long
    /// run, and knowing them gains little.
    pub fn constants(&self, offset: u32) -> [Option<u32>; 8] {
        let profile = self.profile(offset);
        std::array::from_fn(|register| {
            let is_habit = self.zeros[register] * 10 >= self.looks * 9;
            let is_trusted = profile.looks() >= LOOKS_TRUSTED || is_habit;
            (is_trusted && profile.is_zero(register)).then_some(0)
        })
    }

    /// The instruction at `offset` was seen to meet a short array or another.
    pub fn note_access(&mut self, offset: u32, kind: ArrayKind) {
        let accesses = self.accesses.entry(offset).or_default();
        accesses.all += 1;
        accesses.short += u32::from(kind == ArrayKind::Short);
        accesses.long += u32::from(kind == ArrayKind::Long);
    }

    /// The jump at `finger` went to `target`.
    pub fn note_jump(&mut self, finger: u32, target: u32) {
        self.jumps.entry(finger).or_default().note(target);
    }

    /// The usual targets of the jump at `finger`, the most usual first.
    pub fn targets(&self, finger: u32) -> Vec<u32> {
        let jumps = self.jumps.get(&finger);
        jumps.map(Jumps::usual).unwrap_or_default()
    }

    /// The instruction at `offset` meets unusual arrays.
    pub fn note_unusual(&mut self, offset: u32) {
        self.unusual.insert(offset);
    }

    /// Code left at the instruction at `offset` again and again, for other arrays than
    /// recorded. Programs have phases: the first time, that is forgotten, and true is
    /// answered, as recording again may tell more. Then the instruction is unusual.
    pub fn doubt(&mut self, offset: u32) -> bool {
        let is_first = self.doubted.insert(offset);
        if is_first {
            self.accesses.remove(&offset);
        } else {
            self.note_unusual(offset);
        }
        is_first
    }

    /// A call of `entry` was ended by the unusual at once; how many were.
    pub fn note_short_call(&mut self, entry: u32) -> u32 {
        let calls = self.short_calls.entry(entry).or_default();
        *calls += 1;
        *calls
    }

    /// How many calls of `entry` the unusual ended at once.
    pub fn short_calls(&self, entry: u32) -> u32 {
        self.short_calls.get(&entry).copied().unwrap_or_default()
    }

    /// The code for `entry` is made anew.
    pub fn forget_short_calls(&mut self, entry: u32) {
        self.short_calls.remove(&entry);
    }

    /// The arrays that the instruction at `offset` meets.
    pub fn arrays(&self, offset: u32) -> Arrays {
        if self.unusual.contains(&offset) {
            return Arrays::Any;
        }
        let accesses = self.accesses.get(&offset).copied().unwrap_or_default();
        let is_rare = |others: u32| others * UNUSUAL_ONE_IN <= accesses.all;
        if is_rare(accesses.all - accesses.short) {
            Arrays::Short
        } else if is_rare(accesses.all - accesses.long) {
            Arrays::Long
        } else {
            Arrays::Any
        }
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

/// A bit for each register that is 0.
fn zeros(registers: &[u32; 8]) -> u8 {
    let bits = registers.iter().zip(0..);
    bits.fold(0, |zeros, (&value, bit)| {
        zeros | u8::from(value == 0) << bit
    })
}

#[cfg(test)]
mod tests;
