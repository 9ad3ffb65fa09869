//! Owns what the parser hands to the encoder: the items of a source text, each
//! with the position an error would point at. Deliberately knows neither how
//! they are spelled (the lexer and the parser) nor what they become (the
//! encoder). A macro language would be one more step from items to items.

use crate::um::instruction::{Instruction, Register};

/// A place in a source text, counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub line: u32,
    pub column: u32,
}

/// One thing that a source text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item<'a> {
    /// `name:` gives a name to the offset of the next platter.
    Label { name: &'a str, at: Position },
    /// `.equ name, expression` gives a name to a number.
    Constant {
        name: &'a str,
        at: Position,
        value: Expression<'a>,
    },
    /// An instruction, a string or data: zero or more platters.
    Statement(Statement<'a>),
    /// A line of a listing, `12: [0xd2000002] r1 := 2`, one platter.
    Listed {
        offset: u32,
        at: Position,
        platter: Option<(u32, Position)>,
        statement: Statement<'a>,
        statement_at: Position,
    },
}

impl Item<'_> {
    /// The name that is all a register is given, if that is one.
    pub fn given_name(&self) -> Option<&str> {
        let (Self::Statement(statement) | Self::Listed { statement, .. }) = self else {
            return None;
        };
        let Statement::Orthography { value, .. } = statement else {
            return None;
        };
        match value.first.value {
            OperandValue::Name(name) if value.rest.is_empty() => Some(name),
            _ => None,
        }
    }

    /// Whether numbers and names that are put together stand at its end.
    pub fn ends_in_expression(&self) -> bool {
        match self {
            Self::Label { .. } => false,
            Self::Constant { .. } => true,
            Self::Statement(statement) | Self::Listed { statement, .. } => {
                !matches!(statement, Statement::Instruction(_) | Statement::Text(_))
            }
        }
    }
}

/// What becomes platters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Statement<'a> {
    /// Any instruction but an orthography.
    Instruction(Instruction),
    /// `rA := expression`.
    Orthography { a: Register, value: Expression<'a> },
    /// `.data expression, ...`: one platter each.
    Data(Vec<Expression<'a>>),
    /// `.string "..."`: one platter a byte.
    Text(Vec<u8>),
    /// `.space expression`: so many platters of value 0.
    Space(Expression<'a>),
}

/// A sum of products of numbers and names, `table + 2 * ROW - 1`. There are no
/// parentheses, so no text can nest deeper than the host's stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expression<'a> {
    /// Where it begins.
    pub at: Position,
    pub first: Operand<'a>,
    pub rest: Vec<(Operation, Operand<'a>)>,
}

/// A number or a name, perhaps with a minus sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operand<'a> {
    pub at: Position,
    pub negative: bool,
    pub value: OperandValue<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OperandValue<'a> {
    Number(u32),
    Name(&'a str),
}

/// How an operand joins what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
}
