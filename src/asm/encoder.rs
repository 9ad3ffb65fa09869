//! Owns the meaning of items: gives names their numbers, turns statements into
//! platters, and comes back for the names that are defined further down.
//! Deliberately knows nothing of how items are spelled.

use std::collections::HashMap;

use super::error::AsmError;
use super::hint;
use super::parser::WORDS;
use super::syntax::{Expression, Item, Operand, OperandValue, Operation, Position, Statement};
use crate::um::instruction::{Instruction, ORTHOGRAPHY_MAX, Register};

/// The most platters that `.space` may make a program grow to: half a GB, so
/// that a slip of the pen does not take all memory there is.
const SPACE_MAX: usize = 1 << 27;

/// Turns items into a program.
#[derive(Default)]
pub(super) struct Encoder<'a> {
    platters: Vec<u32>,
    names: HashMap<&'a str, Named>,
    pending: Vec<Pending<'a>>,
    checks: Vec<Check>,
}

/// What a name stands for, and where it was given.
struct Named {
    value: i64,
    at: Position,
}

/// A platter whose expression holds a name that is not defined yet.
struct Pending<'a> {
    offset: usize,
    expression: Expression<'a>,
    slot: Slot,
}

/// A listed platter to be compared once everything is defined.
struct Check {
    offset: usize,
    platter: u32,
    at: Position,
}

/// What kind of platter an expression's value goes into.
#[derive(Clone, Copy)]
enum Slot {
    Orthography(Register),
    Data,
}

/// Why an expression has no value (yet).
enum NoValue<'a> {
    Undefined(&'a str, Position),
    TooLarge,
}

impl<'a> Encoder<'a> {
    /// Adds one item after those added before.
    pub fn add(&mut self, item: Item<'a>) -> Result<(), AsmError> {
        match item {
            Item::Label { name, at } => self.define(name, self.platters.len() as i64, at),
            Item::Constant { name, at, value } => {
                let value = self.value_now(&value)?;
                self.define(name, value, at)
            }
            Item::Statement(statement) => self.statement(statement),
            Item::Listed {
                offset,
                at,
                platter,
                statement,
                statement_at,
            } => self.listed(offset, at, platter, statement, statement_at),
        }
    }

    /// The platters so far.
    pub fn len(&self) -> usize {
        self.platters.len()
    }

    /// The program, after the last item.
    pub fn finish(mut self) -> Result<Vec<u32>, AsmError> {
        for pending in std::mem::take(&mut self.pending) {
            let value = self.value_now(&pending.expression)?;
            self.platters[pending.offset] = pending.slot.platter(value, pending.expression.at)?;
        }
        for check in &self.checks {
            self.platters[check.offset] =
                reconcile(check.platter, self.platters[check.offset], check.at)?;
        }
        Ok(self.platters)
    }

    fn define(&mut self, name: &'a str, value: i64, at: Position) -> Result<(), AsmError> {
        if WORDS.contains(&name) {
            return Err(hint::word_as_name(name, at));
        }
        if let Some(first) = self.names.get(name) {
            return Err(AsmError::at(
                at,
                format!(
                    "`{name}` is defined already, on line {}; a name stands for one number",
                    first.at.line
                ),
            ));
        }
        self.names.insert(name, Named { value, at });
        Ok(())
    }

    fn statement(&mut self, statement: Statement<'a>) -> Result<(), AsmError> {
        match statement {
            Statement::Instruction(instruction) => self.platters.push(instruction.encode()),
            Statement::Orthography { a, value } => self.expression(value, Slot::Orthography(a))?,
            Statement::Data(values) => {
                for value in values {
                    self.expression(value, Slot::Data)?;
                }
            }
            Statement::Text(bytes) => self.platters.extend(bytes.into_iter().map(u32::from)),
            Statement::Space(expression) => {
                let count = self.value_now(&expression)?;
                let end = usize::try_from(count)
                    .ok()
                    .and_then(|count| self.platters.len().checked_add(count))
                    .filter(|end| *end <= SPACE_MAX);
                let Some(end) = end else {
                    let message = if count < 0 {
                        format!(".space {count}: the number of platters cannot be negative")
                    } else {
                        format!(
                            ".space {count} makes the program larger than {SPACE_MAX} platters; \
                             allocate large arrays with map segment when the program runs"
                        )
                    };
                    return Err(AsmError::at(expression.at, message));
                };
                self.platters.resize(end, 0);
            }
        }
        Ok(())
    }

    fn expression(&mut self, expression: Expression<'a>, slot: Slot) -> Result<(), AsmError> {
        let platter = match self.evaluate(&expression) {
            Ok(value) => slot.platter(value, expression.at)?,
            Err(NoValue::TooLarge) => return Err(too_large(expression.at)),
            Err(NoValue::Undefined(..)) => {
                let offset = self.platters.len();
                self.pending.push(Pending {
                    offset,
                    expression,
                    slot,
                });
                0
            }
        };
        self.platters.push(platter);
        Ok(())
    }

    fn listed(
        &mut self,
        offset: u32,
        at: Position,
        platter: Option<(u32, Position)>,
        statement: Statement<'a>,
        statement_at: Position,
    ) -> Result<(), AsmError> {
        let stands_at = self.platters.len();
        if stands_at != offset as usize {
            return Err(AsmError::at(
                at,
                format!(
                    "the listing says offset {offset}, but this is offset {stands_at}; lines of a \
                     listing cannot be added, removed or moved, since its jumps are numbers"
                ),
            ));
        }
        let pending = self.pending.len();
        self.statement(statement)?;
        if self.platters.len() != stands_at + 1 {
            return Err(AsmError::at(
                statement_at,
                format!(
                    "a line of a listing is one platter; this makes {}",
                    self.platters.len() - stands_at
                ),
            ));
        }
        match platter {
            Some((platter, at)) if self.pending.len() > pending => self.checks.push(Check {
                offset: stands_at,
                platter,
                at,
            }),
            Some((platter, at)) => {
                self.platters[stands_at] = reconcile(platter, self.platters[stands_at], at)?;
            }
            None => {}
        }
        Ok(())
    }

    /// The value of an expression all of whose names must be known by now.
    fn value_now(&self, expression: &Expression<'a>) -> Result<i64, AsmError> {
        self.evaluate(expression)
            .map_err(|no_value| match no_value {
                NoValue::TooLarge => too_large(expression.at),
                NoValue::Undefined(name, at) => {
                    let mut message = format!("`{name}` is not defined");
                    match self.nearest(name) {
                        Some(near) => message.push_str(&format!("; did you mean `{near}`?")),
                        None => message.push_str(&format!(
                            "; a label is `{name}:` before what it names, a number is \
                         `.equ {name}, 25`; .space and .equ need theirs further up"
                        )),
                    }
                    AsmError::at(at, message)
                }
            })
    }

    fn evaluate(&self, expression: &Expression<'a>) -> Result<i64, NoValue<'a>> {
        // Products bind closer: `sum` holds the finished terms.
        let mut sum = 0_i64;
        let mut term = self.operand(&expression.first)?;
        for (operation, operand) in &expression.rest {
            let value = self.operand(operand)?;
            if *operation == Operation::Multiply {
                term = term.checked_mul(value).ok_or(NoValue::TooLarge)?;
                continue;
            }
            sum = sum.checked_add(term).ok_or(NoValue::TooLarge)?;
            term = match operation {
                Operation::Subtract => value.checked_neg().ok_or(NoValue::TooLarge)?,
                _ => value,
            };
        }
        sum.checked_add(term).ok_or(NoValue::TooLarge)
    }

    fn operand(&self, operand: &Operand<'a>) -> Result<i64, NoValue<'a>> {
        let value = match operand.value {
            OperandValue::Number(number) => i64::from(number),
            OperandValue::Name(name) => {
                self.names
                    .get(name)
                    .ok_or(NoValue::Undefined(name, operand.at))?
                    .value
            }
        };
        if operand.negative {
            value.checked_neg().ok_or(NoValue::TooLarge)
        } else {
            Ok(value)
        }
    }

    /// The defined name most like this one, when one is so like it that a slip
    /// is likely.
    fn nearest(&self, name: &str) -> Option<&'a str> {
        self.names
            .keys()
            .map(|known| (distance(name, known), *known))
            .filter(|(distance, known)| {
                *distance <= 2 && *distance < known.chars().count().min(name.chars().count())
                    || known.eq_ignore_ascii_case(name)
            })
            .min()
            .map(|(_, known)| known)
    }
}

impl Slot {
    fn platter(self, value: i64, at: Position) -> Result<u32, AsmError> {
        match self {
            Self::Orthography(a) => {
                let fitting = u32::try_from(value).ok().filter(|v| *v <= ORTHOGRAPHY_MAX);
                match fitting {
                    Some(value) => Ok(Instruction::Orthography { a, value }.encode()),
                    // Nothing that could be advised for it would be taken.
                    None if as_platter(value).is_none() => Err(no_platter(value, at)),
                    None => Err(hint::orthography(a, value, at)),
                }
            }
            Self::Data => as_platter(value).ok_or_else(|| no_platter(value, at)),
        }
    }
}

/// A number as a platter, negative ones as their complement.
fn as_platter(value: i64) -> Option<u32> {
    let negative = || i32::try_from(value).ok().map(|negative| negative as u32);
    u32::try_from(value).ok().or_else(negative)
}

fn no_platter(value: i64, at: Position) -> AsmError {
    AsmError::at(
        at,
        format!("{value} does not fit a platter: -2147483648 to 4294967295"),
    )
}

/// The platter that a listing's brackets hold, if it describes the instruction
/// beside it. Listings of other tools show platters whose unused bits are set
/// as the instruction they describe; the brackets know better.
fn reconcile(written: u32, made: u32, at: Position) -> Result<u32, AsmError> {
    let (described, meant) = (Instruction::decode(written), Instruction::decode(made));
    if written == made || described.is_some() && described == meant {
        return Ok(written);
    }
    Err(AsmError::at(
        at,
        format!(
            "the brackets hold 0x{written:08x}, but the instruction beside them is 0x{made:08x}; \
             change both, or leave out the brackets"
        ),
    ))
}

fn too_large(at: Position) -> AsmError {
    AsmError::at(at, "this expression's value does not fit 64 bits")
}

/// The number of characters to change, add or drop to make one name the other.
/// Long names are not worth the time.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().take(40).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distance_counts_changes() {
        assert_eq!(distance("loop", "loop"), 0);
        assert_eq!(distance("loop", "lop"), 1);
        assert_eq!(distance("lop", "loop"), 1);
        assert_eq!(distance("loop", "pool"), 2);
        assert_eq!(distance("aloop", "loop"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
