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
        let slips = defined.filter_map(|(known, _)| {
            let length = |name: &str| name.chars().count();
            let slip = distance(name, known).filter(|&it| it < length(known).min(length(name)));
            let only_by_case = known.eq_ignore_ascii_case(name).then_some(SLIP_MAX + 1);
            Some((slip.or(only_by_case)?, *known))
        });
        slips.min().map(|(_, known)| known)
    }
}

/// Characters that a slip changes, adds or drops at the most.
const SLIP_MAX: usize = 2;

/// The number of characters to change, add or drop to make one name the other; nothing where
/// they are too many for a slip. A text may have hundreds of thousands of names to look at.
fn distance(one: &str, other: &str) -> Option<usize> {
    let (one, other) = without_what_both_have(one, other);
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > SLIP_MAX {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
        if row.iter().all(|&so_far| so_far > SLIP_MAX) {
            return None;
        }
    }
    Some(row[other.len()]).filter(|&distance| distance <= SLIP_MAX)
}

/// The two without the characters that they begin and end with both.
fn without_what_both_have<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    let start = bytes_alike(one.chars(), other.chars());
    let (one, other) = (&one[start..], &other[start..]);
    let end = bytes_alike(one.chars().rev(), other.chars().rev());
    (&one[..one.len() - end], &other[..other.len() - end])
}

/// Bytes of the characters that come first in both.
fn bytes_alike(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let alike = one.zip(other).take_while(|(a, b)| a == b);
    alike.map(|(character, _)| character.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distance_counts_changes_up_to_those_of_a_slip() {
        for (one, other, changes) in [
            ("loop", "loop", Some(0)),
            ("loop", "lop", Some(1)),
            ("lop", "loop", Some(1)),
            ("loop", "pool", Some(2)),
            ("aloop", "loop", Some(1)),
            ("ab", "ba", Some(2)),
            ("aba", "a", Some(2)),
            ("größe", "grösse", Some(2)),
            ("", "ab", Some(2)),
            ("", "abc", None),
            ("loop", "spool_", None),
            ("abcdef", "fedcba", None),
        ] {
            assert_eq!(distance(one, other), changes, "{one} {other}");
            assert_eq!(distance(other, one), changes, "{other} {one}");
        }
        let long = "x".repeat(100_000);
        assert_eq!(
            distance(&format!("{long}a{long}"), &format!("{long}b{long}")),
            Some(1)
        );
    }
}
