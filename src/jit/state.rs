//! Owns what is known at one point of a path: each register's value, platters
//! of the 0 array that are in locals, capacities proved. Deliberately emits
//! nothing.

use super::range::Range;

/// A value in a wasm local. The version tells values apart that took turns in
/// the same local.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    pub index: u32,
    pub version: u32,
}

/// A value, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Constant(u32),
    Local(Local),
    /// One of two constants, by a condition.
    Choice {
        condition: Local,
        nonzero: u32,
        zero: u32,
    },
}

impl Value {
    pub fn constant(self) -> Option<u32> {
        match self {
            Self::Constant(value) => Some(value),
            _ => None,
        }
    }

    fn local(self) -> Option<Local> {
        match self {
            Self::Constant(_) => None,
            Self::Local(local) => Some(local),
            Self::Choice { condition, .. } => Some(condition),
        }
    }
}

/// What is proved of the array that a local identifies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fact {
    /// It is a short array of at least this many platters; 0 for nothing.
    pub at_least: u32,
    /// The local that holds its shadow byte.
    pub shadow: Option<u32>,
    /// The local that holds a long array's address.
    pub address: Option<Value>,
    /// The local that holds a long array's capacity.
    pub capacity: Option<Value>,
}

impl Fact {
    fn locals(&self) -> impl Iterator<Item = u32> + use<> {
        let values = [self.address, self.capacity].into_iter().flatten();
        let locals = values.filter_map(Value::local).map(|local| local.index);
        self.shadow.into_iter().chain(locals)
    }
}

/// What is known at one point of a path.
#[derive(Clone, Debug)]
pub struct State {
    pub registers: [Value; 8],
    /// Platters of the 0 array whose value is known, by offset, the oldest first.
    cells: Vec<(u32, Value)>,
    facts: Vec<(Local, Fact)>,
    /// Values that are not just any, the oldest first.
    ranges: Vec<(Local, Range)>,
    /// Instructions done since the budget was last settled.
    pub done: u32,
}

/// Facts kept at the most; beyond, those of dead values go.
const FACTS_MAX: usize = 24;
/// Cells kept at the most.
const CELLS_MAX: usize = 28;
/// Ranges kept at the most.
const RANGES_MAX: usize = 16;

impl State {
    /// Registers in their home locals, nothing else known.
    pub fn new() -> Self {
        Self {
            registers: std::array::from_fn(|register| {
                Value::Local(Local {
                    index: register as u32,
                    version: 0,
                })
            }),
            cells: Vec::new(),
            facts: Vec::new(),
            ranges: Vec::new(),
            done: 0,
        }
    }

    pub fn fact(&self, array: Value) -> Fact {
        let Value::Local(array) = array else {
            return Fact::default();
        };
        let found = self.facts.iter().find(|(local, _)| *local == array);
        found.map(|&(_, fact)| fact).unwrap_or_default()
    }

    pub fn set_fact(&mut self, array: Value, fact: Fact) {
        let Value::Local(array) = array else { return };
        if let Some((_, known)) = self.facts.iter_mut().find(|(local, _)| *local == array) {
            *known = fact;
            return;
        }
        if self.facts.len() >= FACTS_MAX {
            self.drop_dead_facts();
        }
        if self.facts.len() < 2 * FACTS_MAX {
            self.facts.push((array, fact));
        }
    }

    /// After an abandonment nothing proved of arrays holds any more.
    pub fn clear_facts(&mut self) {
        self.facts.clear();
    }

    /// The value of the platter at `offset` of the 0 array, if it is known.
    pub fn cell(&self, offset: u32) -> Option<Value> {
        self.cells
            .iter()
            .find(|(of, _)| *of == offset)
            .map(|&(_, value)| value)
    }

    pub fn set_cell(&mut self, offset: u32, value: Value) {
        self.cells.retain(|(of, _)| *of != offset);
        if self.cells.len() >= CELLS_MAX {
            self.cells.remove(0);
        }
        self.cells.push((offset, value));
    }

    /// After an amendment of the 0 array somewhere in a range of offsets.
    pub fn clear_cells(&mut self, offsets: Range) {
        self.cells.retain(|&(of, _)| !offsets.contains(of));
    }

    /// What a value lies in.
    pub fn range(&self, value: Value) -> Range {
        match value {
            Value::Constant(value) => Range::one(value),
            Value::Choice { nonzero, zero, .. } => Range::one(nonzero).or(Range::one(zero)),
            Value::Local(local) => {
                let found = self.ranges.iter().find(|(of, _)| *of == local);
                found.map_or(Range::FULL, |&(_, range)| range)
            }
        }
    }

    pub fn set_range(&mut self, value: Value, range: Range) {
        let Value::Local(local) = value else { return };
        self.ranges.retain(|(of, _)| *of != local);
        if range == Range::FULL {
            return;
        }
        if self.ranges.len() >= RANGES_MAX {
            self.ranges.remove(0);
        }
        self.ranges.push((local, range));
    }

    fn live_values(&self) -> impl Iterator<Item = Value> + '_ {
        let cells = self.cells.iter().map(|&(_, value)| value);
        self.registers.iter().copied().chain(cells)
    }

    fn live_values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let cells = self.cells.iter_mut().map(|(_, value)| value);
        self.registers.iter_mut().chain(cells)
    }

    /// Locals that hold something still wanted, as a bit set.
    pub fn locals_in_use(&self) -> u128 {
        let bit = |index: u32| 1u128 << index;
        let values = self
            .live_values()
            .filter_map(Value::local)
            .fold(0, |bits, local| bits | bit(local.index));
        self.facts
            .iter()
            .flat_map(|(_, fact)| fact.locals())
            .fold(values, |bits, index| bits | bit(index))
    }

    /// Replaces a value wherever it is held.
    pub fn replace(&mut self, from: Value, to: Value) {
        for value in self.live_values_mut() {
            if *value == from {
                *value = to;
            }
        }
    }

    /// The state in which `value` has turned out to be a constant.
    pub fn knowing(&self, value: Value, constant: u32) -> Self {
        let mut state = self.clone();
        state.replace(value, Value::Constant(constant));
        state
    }

    /// On one side of a branch on `condition`: choices by it are decided, and
    /// where it is 0 its own value is known.
    pub fn decide(&mut self, condition: Local, is_nonzero: bool) {
        for value in self.live_values_mut() {
            match *value {
                Value::Choice {
                    condition: by,
                    nonzero,
                    zero,
                } if by == condition => {
                    *value = Value::Constant(if is_nonzero { nonzero } else { zero });
                }
                Value::Local(local) if local == condition && !is_nonzero => {
                    *value = Value::Constant(0)
                }
                _ => {}
            }
        }
    }

    /// Frees locals when none is left: facts of dead values first, then known
    /// platters, then all facts.
    pub fn forget(&mut self) {
        let before = self.facts.len();
        self.drop_dead_facts();
        if self.facts.len() == before {
            if self.cells.is_empty() {
                self.facts.clear();
            } else {
                self.cells.clear();
            }
        }
    }

    fn drop_dead_facts(&mut self) {
        let live: Vec<Local> = self.live_values().filter_map(Value::local).collect();
        self.facts.retain(|(local, _)| live.contains(local));
    }
}
