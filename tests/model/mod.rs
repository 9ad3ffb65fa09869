//! Owns a second machine, written from the specification alone and as plainly as
//! can be: a map of vectors, one instruction a call. It shares no line with
//! `src/um`, not even the decoding of instructions, so that a mistake there is
//! not made here too. Deliberately knows nothing of speed or of limits.

use std::collections::{HashMap, HashSet, VecDeque};

/// The naive machine.
#[derive(Default)]
pub struct Model {
    pub registers: [u32; 8],
    pub finger: u32,
    /// The active arrays, the 0 array among them.
    pub arrays: HashMap<u32, Vec<u32>>,
    /// Every identifier that was ever given.
    pub given: HashSet<u32>,
    pub input: VecDeque<u8>,
    pub input_ended: bool,
    pub output: Vec<u8>,
    pub instructions: u64,
    pub halted: bool,
}

/// What came of one cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cycle {
    Done,
    Halted,
    AwaitingInput,
    /// The rule broken, by the names of the project's failure kinds, and the
    /// array concerned with the offset of the access.
    Failed(&'static str, Option<(u32, Option<u32>)>),
}

/// What is known of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Active(u32),
    Abandoned,
    NeverAllocated,
}

impl Known {
    /// Whether an access at `offset` is allowed.
    #[allow(dead_code, reason = "not every test asks")]
    pub fn holds(self, offset: u32) -> bool {
        matches!(self, Self::Active(capacity) if offset < capacity)
    }
}

impl Model {
    pub fn new(program: &[u32]) -> Self {
        Self {
            arrays: HashMap::from([(0, program.to_vec())]),
            ..Self::default()
        }
    }

    /// The operator number and the registers A, B, C that the platter under the
    /// finger names, if there is one.
    pub fn next(&self) -> Option<(u32, [usize; 3])> {
        let platter = *self.arrays[&0].get(self.finger as usize)?;
        let three_bits = |from: u32| (platter / 2u32.pow(from) % 8) as usize;
        Some((
            platter / 2u32.pow(28),
            [three_bits(6), three_bits(3), three_bits(0)],
        ))
    }

    pub fn known(&self, identifier: u32) -> Known {
        match self.arrays.get(&identifier) {
            Some(platters) => Known::Active(platters.len() as u32),
            None if self.given.contains(&identifier) => Known::Abandoned,
            None => Known::NeverAllocated,
        }
    }

    /// One cycle. An allocation takes whatever identifier `choose` gives, for
    /// the specification leaves the choice to the machine.
    pub fn cycle(&mut self, choose: impl FnOnce() -> u32) -> Cycle {
        if self.halted {
            return Cycle::Halted;
        }
        let Some((operator, [a, b, c])) = self.next() else {
            return Cycle::Failed("finger-out-of-range", Some((0, None)));
        };
        let [in_a, in_b, in_c] = [self.registers[a], self.registers[b], self.registers[c]];
        let mut next = self.finger.wrapping_add(1);
        match operator {
            0 => {
                if in_c != 0 {
                    self.registers[a] = in_b;
                }
            }
            1 => match self
                .arrays
                .get(&in_b)
                .map(|platters| platters.get(in_c as usize))
            {
                Some(Some(&platter)) => self.registers[a] = platter,
                Some(None) => {
                    return Cycle::Failed("offset-out-of-range", Some((in_b, Some(in_c))));
                }
                None => return Cycle::Failed("inactive-array", Some((in_b, Some(in_c)))),
            },
            2 => match self
                .arrays
                .get_mut(&in_a)
                .map(|platters| platters.get_mut(in_b as usize))
            {
                Some(Some(platter)) => *platter = in_c,
                Some(None) => {
                    return Cycle::Failed("offset-out-of-range", Some((in_a, Some(in_b))));
                }
                None => return Cycle::Failed("inactive-array", Some((in_a, Some(in_b)))),
            },
            3 => self.registers[a] = ((u64::from(in_b) + u64::from(in_c)) % (1 << 32)) as u32,
            4 => self.registers[a] = (u64::from(in_b) * u64::from(in_c) % (1 << 32)) as u32,
            5 => {
                if in_c == 0 {
                    return Cycle::Failed("division-by-zero", None);
                }
                self.registers[a] = in_b / in_c;
            }
            6 => self.registers[a] = !in_b | !in_c,
            7 => self.halted = true,
            8 => {
                let identifier = choose();
                assert_ne!(identifier, 0, "an identifier that is 0");
                let array = vec![0; in_c as usize];
                let before = self.arrays.insert(identifier, array);
                assert!(
                    before.is_none(),
                    "an identifier that is in use: {identifier}"
                );
                self.given.insert(identifier);
                self.registers[b] = identifier;
            }
            9 => {
                if in_c == 0 {
                    return Cycle::Failed("abandon-zero-array", Some((0, None)));
                }
                if self.arrays.remove(&in_c).is_none() {
                    return Cycle::Failed("abandon-inactive-array", Some((in_c, None)));
                }
            }
            10 => {
                if in_c > 255 {
                    return Cycle::Failed("output-out-of-range", None);
                }
                self.output.push(in_c as u8);
            }
            11 => match self.input.pop_front() {
                Some(byte) => self.registers[c] = byte.into(),
                None if self.input_ended => self.registers[c] = 0xffff_ffff,
                None => return Cycle::AwaitingInput,
            },
            12 => {
                if in_b != 0 {
                    let Some(source) = self.arrays.get(&in_b) else {
                        return Cycle::Failed("load-inactive-array", Some((in_b, None)));
                    };
                    let duplicate = source.clone();
                    self.arrays.insert(0, duplicate);
                }
                next = in_c;
            }
            13 => {
                let platter = self.arrays[&0][self.finger as usize];
                self.registers[(platter / (1 << 25) % 8) as usize] = platter % (1 << 25);
            }
            _ => return Cycle::Failed("invalid-instruction", None),
        }
        self.finger = next;
        self.instructions += 1;
        if self.halted {
            Cycle::Halted
        } else {
            Cycle::Done
        }
    }
}
