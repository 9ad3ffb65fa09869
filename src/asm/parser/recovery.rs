//! Owns how reading goes on after a mistake: at the end of its line, with what that line may
//! have defined. Deliberately does not know what the mistake was.

use super::super::error::AsmError;
use super::super::token::Token;
use super::Parser;

impl<'a> Parser<'a> {
    /// Goes to the end of the line that `mistake` is on, and of those that go on with its
    /// list. What the names on the way may have been meant to define is not to be called
    /// undefined: labels, what a directive names, and what an item begins by, which may be a
    /// label without its colon.
    pub fn recover(&mut self, mistake: &AsmError) -> Vec<&'a str> {
        self.lexer = self.item_text.clone();
        let mut names = Vec::new();
        let (mut is_list, mut before, mut name) = (false, Token::Semicolon, None);
        loop {
            let Ok((token, at)) = self.lexer.next_token() else {
                // Of what is not made of tokens nothing is known.
                self.lexer.skip_to_line_end();
                before = Token::Newline;
                continue;
            };
            match token {
                Token::Name(found) => {
                    name = Some(found);
                    let defines = match before {
                        Token::Semicolon => true,
                        Token::Directive(directive) => !matches!(directive, "data" | "space"),
                        _ => false,
                    };
                    names.extend(defines.then_some(found));
                }
                Token::Colon => names.extend(name.filter(|_| matches!(before, Token::Name(_)))),
                Token::Directive(_) => is_list = true,
                Token::Newline
                    if at.line >= mistake.line && !(is_list && before == Token::Comma) =>
                {
                    break;
                }
                Token::End => break,
                _ => {}
            }
            before = token;
        }
        self.token = Token::Newline;
        names
    }
}
