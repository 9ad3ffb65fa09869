//! Owns what names stand for, and the values of expressions that hold them. Deliberately
//! knows nothing of platters.

use std::collections::HashMap;

use super::super::error::AsmError;
use super::super::hint;
use super::super::parser::WORDS;
use super::super::syntax::{Expression, Operand, OperandValue, Operation, Position};

/// The names of a source text, as far as it is read.
#[derive(Default)]
pub(super) struct Names<'a>(HashMap<&'a str, Named>);

/// What a name stands for, and where it was given.
#[derive(Clone, Copy, Default)]
struct Named {
    /// Nothing where a mistake keeps it from being known.
    value: Option<i64>,
    /// Nothing where it may be that a line with a mistake was to give it.
    at: Option<Position>,
}

/// Why an expression has no value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NoValue {
    /// A name in it is not defined (yet), or a mistake further up keeps it from being known.
    Unknown,
    TooLarge,
}

impl<'a> Names<'a> {
    pub fn define(
        &mut self,
        name: &'a str,
        value: Option<i64>,
        at: Position,
    ) -> Result<(), AsmError> {
        if WORDS.contains(&name) {
            return Err(hint::word_as_name(name, at));
        }
        let named = self.0.entry(name).or_default();
        if let Some(first) = named.at {
            return Err(AsmError::at(
                at,
                format!(
                    "`{name}` is defined already, on line {}; a name stands for one number",
                    first.line
                ),
            ));
        }
        let at = Some(at);
        *named = Named { value, at };
        Ok(())
    }

    /// There was a mistake about this name: where nothing defines it its value is unknown. False
    /// where it was known already, whatever of it.
    pub fn suppose(&mut self, name: &'a str) -> bool {
        let before = self.0.len();
        self.0.entry(name).or_default();
        self.0.len() > before
    }

    pub fn evaluate(&self, expression: &Expression<'a>) -> Result<i64, NoValue> {
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

    fn operand(&self, operand: &Operand<'a>) -> Result<i64, NoValue> {
        let value = match operand.value {
            OperandValue::Number(number) => i64::from(number),
            OperandValue::Name(name) => {
                let named = self.0.get(name);
                named
                    .and_then(|named| named.value)
                    .ok_or(NoValue::Unknown)?
            }
        };
        if operand.negative {
            value.checked_neg().ok_or(NoValue::TooLarge)
        } else {
            Ok(value)
        }
    }

    /// The next name in an expression that nothing defines, each the first time it is met.
    pub fn undefined_in(&mut self, expression: &Expression<'a>) -> Option<(&'a str, Position)> {
        let first = std::iter::once(&expression.first);
        let mut operands = first.chain(expression.rest.iter().map(|(_, operand)| operand));
        operands.find_map(|operand| match operand.value {
            OperandValue::Name(name) if self.suppose(name) => Some((name, operand.at)),
            _ => None,
        })
    }

    /// What is told of an undefined name. Takes time: all others are looked at.
    pub fn undefined(&self, name: &str, at: Position) -> AsmError {
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

    /// The defined name most like this one, when one is so like it that a slip
    /// is likely.
    fn nearest(&self, name: &str) -> Option<&'a str> {
        let defined = self.0.iter().filter(|(_, named)| named.at.is_some());
        defined
            .map(|(known, _)| (distance(name, known), *known))
            .filter(|(distance, known)| {
                *distance <= 2 && *distance < known.chars().count().min(name.chars().count())
                    || known.eq_ignore_ascii_case(name)
            })
            .min()
            .map(|(_, known)| known)
    }
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
