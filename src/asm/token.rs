//! Owns what a source text is made of: the tokens, and what a sentence calls
//! them. Deliberately knows neither characters nor grammar.

use crate::um::instruction::Register;

/// One token. Names and the like are slices of the source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Register(Register),
    /// A label, a constant, or a word of the notation.
    Name(&'a str),
    /// `.data` and its like, without the point.
    Directive(&'a str),
    /// A number or a character, unsigned.
    Number(u32),
    /// A string's bytes, escapes resolved.
    Text(Vec<u8>),
    /// `:=`
    Becomes,
    Colon,
    Semicolon,
    Comma,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    /// `!=`
    NotEqual,
    Plus,
    Minus,
    Star,
    Slash,
    /// What the notation does not use; the parser can tell what was meant.
    Other(&'a str),
    Newline,
    End,
}

impl Token<'_> {
    /// The token as a sentence would name it.
    pub fn describe(&self) -> String {
        match self {
            Self::Register(register) => format!("`r{}`", register.number()),
            Self::Name(name) => format!("`{name}`"),
            Self::Directive(name) => format!("`.{name}`"),
            Self::Number(number) => format!("the number {number}"),
            Self::Text(_) => "a string".into(),
            Self::Becomes => "`:=`".into(),
            Self::Colon => "`:`".into(),
            Self::Semicolon => "`;`".into(),
            Self::Comma => "`,`".into(),
            Self::OpenParenthesis => "`(`".into(),
            Self::CloseParenthesis => "`)`".into(),
            Self::OpenBracket => "`[`".into(),
            Self::CloseBracket => "`]`".into(),
            Self::NotEqual => "`!=`".into(),
            Self::Plus => "`+`".into(),
            Self::Minus => "`-`".into(),
            Self::Star => "`*`".into(),
            Self::Slash => "`/`".into(),
            Self::Other(text) => format!("`{text}`"),
            Self::Newline => "the end of the line".into(),
            Self::End => "the end of the text".into(),
        }
    }
}
