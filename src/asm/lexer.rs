//! Owns the characters: cuts a source text into tokens, skips blanks and
//! comments, reads numbers, characters and strings with their escapes, and
//! keeps count of lines and columns. Deliberately knows nothing of which
//! tokens may follow which (that is the parser).

use super::error::AsmError;
use super::syntax::Position;
use super::token::Token;
use crate::um::instruction::Register;

/// Walks over a source text, one token at a time.
#[derive(Clone)]
pub(super) struct Lexer<'a> {
    rest: &'a str,
    position: Position,
}

impl<'a> Lexer<'a> {
    pub fn new(source: &'a str) -> Self {
        Self {
            // Editors of some systems begin a text with a byte order mark.
            rest: source.strip_prefix('\u{feff}').unwrap_or(source),
            position: Position { line: 1, column: 1 },
        }
    }

    /// The next token and where it begins. After the last one, `End` for ever.
    pub fn next_token(&mut self) -> Result<(Token<'a>, Position), AsmError> {
        self.skip_blanks();
        let at = self.position;
        let Some(first) = self.rest.chars().next() else {
            return Ok((Token::End, at));
        };
        let token = match first {
            '\n' => {
                self.rest = &self.rest[1..];
                self.position = Position {
                    line: at.line.saturating_add(1),
                    column: 1,
                };
                Token::Newline
            }
            '"' => Token::Text(self.take_string(at)?),
            '\'' => Token::Number(self.take_character(at)?),
            '0'..='9' => Token::Number(self.take_number(at)?),
            '.' if self.rest[1..].starts_with(begins_name) => {
                self.take(1);
                Token::Directive(self.take_while(continues_name))
            }
            _ if begins_name(first) => name_or_register(self.take_while(continues_name), at)?,
            _ => self.take_symbol(first, at)?,
        };
        Ok((token, at))
    }

    pub fn skip_to_line_end(&mut self) {
        self.take_while(|c| c != '\n');
    }

    /// Skips spaces, tabs, carriage returns and comments, not line ends.
    fn skip_blanks(&mut self) {
        self.take_while(|c| c != '\n' && c.is_whitespace());
        if self.rest.starts_with('#') || self.rest.starts_with("//") {
            self.take_while(|c| c != '\n');
        }
    }

    /// Moves over `length` bytes, none of them a line end, and returns them.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        let characters = u32::try_from(taken.chars().count()).unwrap_or(u32::MAX);
        self.position.column = self.position.column.saturating_add(characters);
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let length = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        self.take(length)
    }

    fn take_symbol(&mut self, first: char, at: Position) -> Result<Token<'a>, AsmError> {
        let (token, length) = match (first, self.rest.as_bytes().get(1)) {
            (':', Some(b'=')) => (Token::Becomes, 2),
            ('!', Some(b'=')) => (Token::NotEqual, 2),
            ('/', Some(b'*')) => {
                return Err(AsmError::at(
                    at,
                    "a comment begins with `//` or `#` and ends with its line",
                ));
            }
            (':', _) => (Token::Colon, 1),
            (';', _) => (Token::Semicolon, 1),
            (',', _) => (Token::Comma, 1),
            ('(', _) => (Token::OpenParenthesis, 1),
            (')', _) => (Token::CloseParenthesis, 1),
            ('[', _) => (Token::OpenBracket, 1),
            (']', _) => (Token::CloseBracket, 1),
            ('+', _) => (Token::Plus, 1),
            ('-', _) => (Token::Minus, 1),
            ('*', _) => (Token::Star, 1),
            ('/', _) => (Token::Slash, 1),
            ('\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{201e}', _) => {
                return Err(AsmError::at(
                    at,
                    format!("`{first}` is a printer's quotation mark; write `\"` or `'`"),
                ));
            }
            // Of one byte: none but the first of a longer character is in ASCII.
            (_, Some(b'=')) => (Token::Other(&self.rest[..2]), 2),
            // Those of C that have two of one sign.
            ('<' | '>' | '&' | '|', Some(second)) if first == char::from(*second) => {
                (Token::Other(&self.rest[..2]), 2)
            }
            _ => {
                let length = first.len_utf8();
                (Token::Other(&self.rest[..length]), length)
            }
        };
        self.take(length);
        Ok(token)
    }

    fn take_number(&mut self, at: Position) -> Result<u32, AsmError> {
        let written = self.take_while(continues_name);
        let digits = written.replace('_', "");
        let (digits, radix, kind) = if let Some(digits) = strip_either(&digits, "0x", "0X") {
            (digits, 16, "hexadecimal")
        } else if let Some(digits) = strip_either(&digits, "0b", "0B") {
            (digits, 2, "binary")
        } else {
            (digits.as_str(), 10, "decimal")
        };
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            return Err(AsmError::at(
                at,
                format!("`{written}` is not a {kind} number"),
            ));
        }
        u32::from_str_radix(digits, radix).map_err(|_| {
            AsmError::at(
                at,
                format!("{written} is too large: a platter holds 32 bits, at most 4294967295"),
            )
        })
    }

    fn take_character(&mut self, at: Position) -> Result<u32, AsmError> {
        self.take(1);
        let value = match self.rest.chars().next() {
            None | Some('\n') => return Err(unclosed_character(at)),
            Some('\'') => {
                return Err(AsmError::at(
                    at,
                    "there is no character between the quotes; the quote itself is '\\''",
                ));
            }
            Some('\\') => self.take_escape()?,
            Some(c) if c.is_ascii() => {
                self.take(1);
                c as u8
            }
            Some(c) => {
                return Err(AsmError::at(
                    at,
                    format!(
                        "'{c}' takes {} bytes and the console knows single ones; \
                         put it into a .string",
                        c.len_utf8()
                    ),
                ));
            }
        };
        if !self.rest.starts_with('\'') {
            return Err(unclosed_character(at));
        }
        self.take(1);
        Ok(u32::from(value))
    }

    fn take_string(&mut self, at: Position) -> Result<Vec<u8>, AsmError> {
        self.take(1);
        let mut bytes = Vec::new();
        loop {
            bytes.extend_from_slice(
                self.take_while(|c| !matches!(c, '"' | '\\' | '\n'))
                    .as_bytes(),
            );
            match self.rest.as_bytes().first() {
                Some(b'"') => {
                    self.take(1);
                    return Ok(bytes);
                }
                Some(b'\\') => bytes.push(self.take_escape()?),
                _ => {
                    return Err(AsmError::at(
                        at,
                        "this string has no closing `\"` on its line; a line feed in it is `\\n`",
                    ));
                }
            }
        }
    }

    /// Reads an escape, the backslash included.
    fn take_escape(&mut self) -> Result<u8, AsmError> {
        let at = self.position;
        self.take(1);
        let Some(letter) = self.rest.chars().next().filter(|c| *c != '\n') else {
            return Err(AsmError::at(at, "a backslash needs a letter after it"));
        };
        let value = match letter {
            'n' => b'\n',
            't' => b'\t',
            'r' => b'\r',
            '0' => 0,
            'e' => 27,
            '\\' | '"' | '\'' => letter as u8,
            'x' => {
                let digits = self.rest.get(1..3).unwrap_or("");
                let value = u8::from_str_radix(digits, 16)
                    .ok()
                    .filter(|_| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
                let Some(value) = value else {
                    return Err(AsmError::at(
                        at,
                        "`\\x` needs two hexadecimal digits, as in `\\x1b`",
                    ));
                };
                self.take(2);
                value
            }
            _ => {
                return Err(AsmError::at(
                    at,
                    format!(
                        "`\\{letter}` is not an escape; there are \\n \\t \\r \\0 \\e \\\\ \\\" \\' and \\xHH"
                    ),
                ));
            }
        };
        self.take(letter.len_utf8());
        Ok(value)
    }
}

fn unclosed_character(at: Position) -> AsmError {
    AsmError::at(
        at,
        "this character has no closing `'`; one character stands between two quotes, \
         longer texts belong into a .string",
    )
}

fn strip_either<'a>(text: &'a str, one: &str, other: &str) -> Option<&'a str> {
    text.strip_prefix(one).or_else(|| text.strip_prefix(other))
}

fn begins_name(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn continues_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Names of the form `r` and digits are registers, and never anything else.
fn name_or_register(name: &str, at: Position) -> Result<Token<'_>, AsmError> {
    let digits = match name.strip_prefix(['r', 'R']) {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => digits,
        _ => return Ok(Token::Name(name)),
    };
    let register = digits
        .parse()
        .ok()
        .filter(|_| digits.len() == 1)
        .and_then(Register::new);
    match register {
        None => Err(AsmError::at(
            at,
            format!("there is no register `{name}`; the machine has r0 to r7"),
        )),
        Some(_) if name.starts_with('R') => Err(AsmError::at(
            at,
            format!("registers are written with a small letter: r{digits}"),
        )),
        Some(register) => Ok(Token::Register(register)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(source);
        let mut tokens = Vec::new();
        loop {
            match lexer.next_token().unwrap().0 {
                Token::End => return tokens,
                token => tokens.push(token),
            }
        }
    }

    fn refusal(source: &str) -> (u32, u32, String) {
        let mut lexer = Lexer::new(source);
        loop {
            match lexer.next_token() {
                Ok((Token::End, _)) => panic!("{source:?} was accepted"),
                Ok(_) => {}
                Err(error) => return (error.line, error.column, error.message),
            }
        }
    }

    #[test]
    fn numbers_are_decimal_hexadecimal_binary_or_characters() {
        let values = [25, 0xff, 5, 1_000_000, 65, 10, 39, 0x1b, 92];
        let source = r"25 0xFf 0b101 1_000_000 'A' '\n' '\'' '\x1b' '\\'";
        assert_eq!(tokens(source), values.map(Token::Number));
        assert_eq!(tokens("4294967295"), [Token::Number(u32::MAX)]);
        assert!(refusal("4294967296").2.contains("32 bits"));
        assert_eq!(refusal("  12ab").1, 3);
        assert!(refusal("0x").2.contains("hexadecimal"));
        assert!(refusal("0xg1").2.contains("hexadecimal"));
    }

    #[test]
    fn strings_keep_bytes_and_resolve_escapes() {
        assert_eq!(
            tokens(r#""a\n\t\r\0\e\\\"\'\xff é // #""#),
            [Token::Text(
                b"a\n\t\r\0\x1b\\\"'\xff \xc3\xa9 // #".to_vec()
            )]
        );
        assert_eq!(refusal("\n .string \"abc\n\"").0, 2);
        assert_eq!(refusal("\n .string \"abc\n\"").1, 10);
        assert_eq!(refusal(r#""ab\q""#).1, 4);
        assert_eq!(refusal(r#""\x+1""#).1, 2);
        assert_eq!(refusal("\"\\").1, 2);
        assert_eq!(refusal("\"\\\n\"").1, 2);
    }

    #[test]
    fn characters_are_single_bytes() {
        assert!(refusal("'ab'").2.contains("closing"));
        assert!(refusal("''").2.contains("no character"));
        assert!(refusal("'").2.contains("closing"));
        assert!(refusal("'é'").2.contains("2 bytes"));
    }

    #[test]
    fn registers_are_r0_to_r7() {
        let numbered = Register::ALL.map(Token::Register);
        assert_eq!(tokens("r0 r1 r2 r3 r4 r5 r6 r7"), numbered);
        assert!(refusal("r8").2.contains("r0 to r7"));
        assert!(refusal("r01").2.contains("r0 to r7"));
        assert!(refusal("r999999999999").2.contains("r0 to r7"));
        assert!(refusal("R3").2.contains("r3"));
        assert_eq!(tokens("rest"), [Token::Name("rest")]);
    }

    #[test]
    fn comments_blanks_and_marks_are_skipped() {
        assert_eq!(
            tokens("\u{feff}\t# all of it\r\n // this too\n;"),
            [Token::Newline, Token::Newline, Token::Semicolon]
        );
        assert!(refusal("/* no */").2.contains("`//`"));
        assert!(refusal("\u{201c}no\u{201d}").2.contains("quotation"));
    }

    #[test]
    fn columns_count_characters() {
        let mut lexer = Lexer::new("éé\t:= x");
        lexer.next_token().unwrap();
        let (token, at) = lexer.next_token().unwrap();
        assert_eq!((token, at.column), (Token::Becomes, 4));
        assert_eq!(lexer.next_token().unwrap().1.column, 7);
    }
}
