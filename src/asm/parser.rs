//! Owns the grammar: turns tokens into items, one statement at a time, without
//! holding the whole text (a disassembled image has millions of lines).
//! Deliberately knows neither what names stand for nor how an instruction
//! becomes a platter (that is the encoder). What is said about texts that are
//! not of the grammar lives in `hint`.

mod expression;
mod recovery;

use super::error::AsmError;
use super::hint;
use super::lacking;
use super::lexer::Lexer;
use super::syntax::{Item, Position, Statement};
use super::token::Token;
use crate::um::instruction::{Instruction, Register};

/// Words of the notation, which no label or constant may be called.
pub(super) const WORDS: [&str; 9] = [
    "if", "m", "nand", "halt", "map", "unmap", "output", "input", "goto",
];

/// Reads items from a source text.
pub(super) struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The token looked at next, and where it begins.
    token: Token<'a>,
    at: Position,
    /// Where the last item begins.
    pub item_at: Position,
    /// The text from there.
    item_text: Lexer<'a>,
}

impl<'a> Parser<'a> {
    pub fn new(source: &'a str) -> Self {
        let at = Position { line: 1, column: 1 };
        Self {
            lexer: Lexer::new(source),
            // Items come behind the end of one.
            token: Token::Newline,
            at,
            item_at: at,
            item_text: Lexer::new(source),
        }
    }

    /// The next item, or `None` at the end of the text. After a mistake there is none before
    /// [`Self::recover`].
    pub fn next_item(&mut self) -> Result<Option<Item<'a>>, AsmError> {
        while matches!(self.token, Token::Newline | Token::Semicolon) {
            self.item_text = self.lexer.clone();
            self.advance()?;
        }
        let at = self.at;
        self.item_at = at;
        let item = match self.token {
            Token::End => return Ok(None),
            Token::Name(name) if !WORDS.contains(&name) => {
                self.advance()?;
                if self.token != Token::Colon {
                    return Err(hint::no_statement(name, at, &self.token));
                }
                // What follows on the line is an item of its own, as behind a `;`: it has not
                // to be in order for the label to be one.
                self.token = Token::Semicolon;
                return Ok(Some(Item::Label { name, at }));
            }
            Token::Directive("equ") => self.constant()?,
            Token::Number(offset) => self.listed(offset)?,
            _ => Item::Statement(self.statement()?),
        };
        match self.token {
            Token::Semicolon | Token::Newline | Token::End => Ok(Some(item)),
            _ => Err(hint::after_statement(&item, &self.token, self.at)),
        }
    }

    fn constant(&mut self) -> Result<Item<'a>, AsmError> {
        self.advance()?;
        let at = self.at;
        let Token::Name(name) = self.token else {
            return Err(self.expected("a name after .equ"));
        };
        self.advance()?;
        self.expect(&Token::Comma, "`,` between the name and its value")?;
        let value = self.expression()?;
        Ok(Item::Constant { name, at, value })
    }

    fn listed(&mut self, offset: u32) -> Result<Item<'a>, AsmError> {
        let at = self.at;
        self.advance()?;
        if self.token != Token::Colon {
            return Err(AsmError::at(
                at,
                "no instruction begins with a number; a number in memory is `.data 5`, \
                 a line of a listing is `5: [0x70000000] halt`",
            ));
        }
        self.advance()?;
        let mut platter = None;
        if self.token == Token::OpenBracket {
            self.advance()?;
            let Token::Number(value) = self.token else {
                return Err(self.expected("the platter's value between `[` and `]`"));
            };
            platter = Some((value, self.at));
            self.advance()?;
            self.expect(&Token::CloseBracket, "`]` after the platter's value")?;
        }
        let statement_at = self.at;
        let statement = self.statement()?;
        Ok(Item::Listed {
            offset,
            at,
            platter,
            statement,
            statement_at,
        })
    }

    fn statement(&mut self) -> Result<Statement<'a>, AsmError> {
        let at = self.at;
        match self.token {
            Token::Register(a) => {
                self.advance()?;
                self.assignment(a, at)
            }
            Token::Name(word) => {
                self.advance()?;
                self.instruction(word, at).map(Statement::Instruction)
            }
            Token::Directive(name) => {
                self.advance()?;
                self.directive(name, at)
            }
            _ => Err(self.expected("an instruction, a label or a directive")),
        }
    }

    /// What begins with a word: every instruction that assigns no register.
    fn instruction(&mut self, word: &'a str, at: Position) -> Result<Instruction, AsmError> {
        if self.token == Token::Colon {
            return Err(hint::word_as_name(word, at));
        }
        match word {
            "if" => self.conditional_move(),
            "m" => {
                let (a, b) = self.subscripts()?;
                self.becomes()?;
                let c = self.register_alone("only a register can be stored", "m[rA][rB] := rC")?;
                Ok(Instruction::ArrayAmendment { a, b, c })
            }
            "halt" => Ok(Instruction::Halt),
            "unmap" => {
                self.word("m", "unmap m[rC]")?;
                let c = self.subscript("unmap m[rC]")?;
                Ok(Instruction::Abandonment { c })
            }
            "output" => match self.token {
                Token::Register(c) => {
                    self.advance()?;
                    Ok(Instruction::Output { c })
                }
                _ => Err(hint::output(&self.token, self.at)),
            },
            "goto" => {
                let Token::Register(c) = self.token else {
                    return Err(hint::goto(&self.token, self.at));
                };
                self.advance()?;
                if self.token != Token::Name("in") {
                    return Err(hint::goto_where(c, &self.token, self.at));
                }
                self.advance()?;
                self.word("program", "goto rC in program m[rB]")?;
                self.word("m", "goto rC in program m[rB]")?;
                let b = self.subscript("goto rC in program m[rB]")?;
                Ok(Instruction::LoadProgram { b, c })
            }
            _ => Err(hint::no_statement(word, at, &self.token)),
        }
    }

    fn conditional_move(&mut self) -> Result<Instruction, AsmError> {
        const FORM: &str = "if (rC != 0) rA := rB";
        self.expect(&Token::OpenParenthesis, &format!("`(`: {FORM}"))?;
        let c = self.register(FORM)?;
        if self.token != Token::NotEqual {
            return Err(hint::condition(&self.token, self.at));
        }
        self.advance()?;
        if self.token != Token::Number(0) {
            return Err(hint::condition(&self.token, self.at));
        }
        self.advance()?;
        self.expect(&Token::CloseParenthesis, &format!("`)`: {FORM}"))?;
        let Token::Register(a) = self.token else {
            return Err(hint::conditional_body(&self.token, self.at));
        };
        self.advance()?;
        self.becomes()?;
        let Token::Register(b) = self.token else {
            return Err(hint::conditional_body(&self.token, self.at));
        };
        self.advance()?;
        Ok(Instruction::ConditionalMove { a, b, c })
    }

    /// What follows `rA` at the beginning of a statement.
    fn assignment(&mut self, a: Register, at: Position) -> Result<Statement<'a>, AsmError> {
        self.becomes()?;
        let instruction = match self.token {
            Token::Register(b) => {
                self.advance()?;
                self.arithmetic(a, b, at)?
            }
            Token::Name("m") => {
                self.advance()?;
                let (b, c) = self.subscripts()?;
                Instruction::ArrayIndex { a, b, c }
            }
            Token::Name("map") => {
                const FORM: &str = "rB := map segment (rC words)";
                self.advance()?;
                self.word("segment", FORM)?;
                self.expect(&Token::OpenParenthesis, &format!("`(`: {FORM}"))?;
                let c = self.register_alone("the capacity is that in a register", FORM)?;
                self.word("words", FORM)?;
                self.expect(&Token::CloseParenthesis, &format!("`)`: {FORM}"))?;
                Instruction::Allocation { b: a, c }
            }
            Token::Name("input") => {
                self.advance()?;
                self.expect(&Token::OpenParenthesis, "`()`: rC := input()")?;
                self.expect(&Token::CloseParenthesis, "`)`: rC := input()")?;
                Instruction::Input { c: a }
            }
            Token::Number(_) | Token::Minus | Token::Name(_) => {
                let value = self.expression()?;
                return Ok(Statement::Orthography { a, value });
            }
            _ => return Err(hint::assigned(&self.token, self.at)),
        };
        Ok(Statement::Instruction(instruction))
    }

    /// What follows `rA := rB`.
    fn arithmetic(
        &mut self,
        a: Register,
        b: Register,
        at: Position,
    ) -> Result<Instruction, AsmError> {
        let make: fn(Register, Register, Register) -> Instruction = match self.token {
            Token::Plus => |a, b, c| Instruction::Addition { a, b, c },
            Token::Star => |a, b, c| Instruction::Multiplication { a, b, c },
            Token::Slash => |a, b, c| Instruction::Division { a, b, c },
            Token::Name("nand") => |a, b, c| Instruction::NotAnd { a, b, c },
            Token::Newline | Token::Semicolon | Token::End => return Err(hint::copy(a, b, at)),
            _ => return Err(self.lacking(a, b)),
        };
        self.advance()?;
        match self.token {
            Token::Register(c) => {
                self.advance()?;
                Ok(make(a, b, c))
            }
            _ => Err(hint::operand(a, b, &self.token, self.at)),
        }
    }

    /// What to write instead of `rA := rB ?`, which may depend on what comes then.
    fn lacking(&mut self, a: Register, b: Register) -> AsmError {
        let (found, at) = (self.token.clone(), self.at);
        let right = self.advance().is_ok().then_some(&self.token);
        lacking::operator(a.number(), b.number(), &found, at, right)
    }

    fn directive(&mut self, name: &str, at: Position) -> Result<Statement<'a>, AsmError> {
        match name {
            "data" => {
                let mut values = vec![self.expression()?];
                while self.token == Token::Comma {
                    self.advance()?;
                    // A long table may go on after a comma.
                    while self.token == Token::Newline {
                        self.advance()?;
                    }
                    values.push(self.expression()?);
                }
                Ok(Statement::Data(values))
            }
            "string" => {
                let Token::Text(bytes) = &mut self.token else {
                    return Err(self.expected("a text between quotes: .string \"hello\\n\""));
                };
                let bytes = std::mem::take(bytes);
                self.advance()?;
                Ok(Statement::Text(bytes))
            }
            "space" => Ok(Statement::Space(self.expression()?)),
            _ => Err(hint::directive(name, at)),
        }
    }

    /// `[rX][rY]`, after `m`.
    fn subscripts(&mut self) -> Result<(Register, Register), AsmError> {
        Ok((
            self.subscript("m[array][offset]")?,
            self.subscript("m[array][offset]")?,
        ))
    }

    /// `[rX]`.
    fn subscript(&mut self, form: &str) -> Result<Register, AsmError> {
        self.expect(&Token::OpenBracket, &format!("`[`: {form}"))?;
        let Token::Register(register) = self.token else {
            return Err(hint::subscript(&self.token, self.at));
        };
        self.advance()?;
        self.expect(&Token::CloseBracket, &format!("`]`: {form}"))?;
        Ok(register)
    }

    fn becomes(&mut self) -> Result<(), AsmError> {
        if self.token != Token::Becomes {
            return Err(hint::becomes(&self.token, self.at));
        }
        self.advance()
    }

    fn register(&mut self, form: &str) -> Result<Register, AsmError> {
        let Token::Register(register) = self.token else {
            return Err(self.expected(&format!("a register: {form}")));
        };
        self.advance()?;
        Ok(register)
    }

    /// The same where people write numbers: `what` says that they cannot.
    fn register_alone(&mut self, what: &str, form: &str) -> Result<Register, AsmError> {
        let Token::Register(register) = self.token else {
            return Err(hint::register_alone(what, form, &self.token, self.at));
        };
        self.advance()?;
        Ok(register)
    }

    fn word(&mut self, word: &'static str, form: &str) -> Result<(), AsmError> {
        self.expect(&Token::Name(word), &format!("`{word}`: {form}"))
    }

    #[inline(never)]
    fn expect(&mut self, token: &Token<'_>, what: &str) -> Result<(), AsmError> {
        if self.token != *token {
            return Err(self.expected(what));
        }
        self.advance()
    }

    fn expected(&self, what: &str) -> AsmError {
        hint::expected(what, &self.token, self.at)
    }

    /// A call: it is wanted in so many places that the page's weight would tell.
    #[inline(never)]
    fn advance(&mut self) -> Result<(), AsmError> {
        (self.token, self.at) = self.lexer.next_token()?;
        Ok(())
    }
}
