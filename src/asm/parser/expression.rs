//! Owns the grammar of expressions: sums of products of numbers and names.

use super::super::error::AsmError;
use super::super::hint;
use super::super::syntax::{Expression, Operand, OperandValue, Operation};
use super::super::token::Token;
use super::{Parser, WORDS};

impl<'a> Parser<'a> {
    pub(super) fn expression(&mut self) -> Result<Expression<'a>, AsmError> {
        let at = self.at;
        let first = self.operand()?;
        let mut rest = Vec::new();
        loop {
            let operation = match self.token {
                Token::Plus => Operation::Add,
                Token::Minus => Operation::Subtract,
                Token::Star => Operation::Multiply,
                _ => return Ok(Expression { at, first, rest }),
            };
            self.advance()?;
            rest.push((operation, self.operand()?));
        }
    }

    fn operand(&mut self) -> Result<Operand<'a>, AsmError> {
        let at = self.at;
        let negative = self.token == Token::Minus;
        if negative {
            self.advance()?;
        }
        let value = match self.token {
            Token::Number(number) => OperandValue::Number(number),
            Token::Name(name) if !WORDS.contains(&name) => OperandValue::Name(name),
            _ => return Err(hint::number(&self.token, self.at)),
        };
        self.advance()?;
        Ok(Operand {
            at,
            negative,
            value,
        })
    }
}
