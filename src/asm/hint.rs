//! Owns the sentences for texts that are not of the grammar: what was met where
//! something else belongs, and for usual mistakes (people come from C, from
//! other assemblers, from umasm's macros) what to write instead; operators that the
//! machine lacks are in [`super::lacking`]. All are cold: they are made small, not quick.
//! Deliberately knows nothing of how the parser got there.

use super::error::AsmError;
use super::parser::WORDS;
use super::syntax::{Item, Position, Statement};
use super::token::Token;
use crate::um::instruction::{ORTHOGRAPHY_MAX, Register};

/// The plain form, when there is nothing better to say.
#[cold]
pub(super) fn expected(what: &str, found: &Token<'_>, at: Position) -> AsmError {
    AsmError::at(at, format!("expected {what}; found {}", found.describe()))
}

/// A statement begins with a name that begins none.
#[cold]
pub(super) fn no_statement(name: &str, at: Position, next: &Token<'_>) -> AsmError {
    let small = name.to_ascii_lowercase();
    if name != small && WORDS.contains(&small.as_str()) {
        return AsmError::at(
            at,
            format!("no instruction begins with `{name}`; words have small letters: `{small}`"),
        );
    }
    let advice = match small.as_str() {
        "push" | "pop" | "using" | "linking" => MACROS.into(),
        "mov" | "move" | "li" | "la" | "ldr" | "add" | "mul" | "div" | "mult" | "sub" => {
            "instructions are written as assignments, such as `r1 := r2 + r3` or `r1 := 25`".into()
        }
        "nand" | "and" | "or" | "not" | "xor" => {
            "instructions are written as assignments, such as `r1 := r2 nand r3`".into()
        }
        "jmp" | "jump" | "call" | "ret" | "return" | "br" | "beq" | "bne" => {
            "the one jump is `goto rC in program m[rB]`".into()
        }
        "print" | "printf" | "puts" | "putc" | "putchar" | "out" => {
            "`output rC` prints one character".into()
        }
        "read" | "getc" | "getchar" | "in" | "input" => {
            "`rC := input()` reads one character".into()
        }
        "exit" | "stop" | "end" => "the machine stops at `halt`".into(),
        "map" | "alloc" | "malloc" => {
            "an array is allocated by `rB := map segment (rC words)`".into()
        }
        "free" | "abandon" => "an array is abandoned by `unmap m[rC]`".into(),
        "ra" | "rb" | "rc" => "in forms it stands for any register, r0 to r7".into(),
        _ if *next == Token::Becomes => format!(
            "only registers can be assigned; a named place in the program is written by \
             `r1 := {name}`, `m[r0][r1] := r2` with 0 in r0"
        ),
        _ if matches!(next, Token::Other("=" | "==")) => {
            format!("a number gets a name with `.equ {name}, 25`")
        }
        // Other assemblers have comments behind a semicolon.
        _ => format!("a label would be `{name}:` with a colon, a comment stands behind `//`"),
    };
    AsmError::at(at, format!("no instruction begins with `{name}`; {advice}"))
}

/// A word of the notation used as a label's or a constant's name.
#[cold]
pub(super) fn word_as_name(word: &str, at: Position) -> AsmError {
    AsmError::at(
        at,
        format!("`{word}` is a word of the notation; choose another name"),
    )
}

const MACROS: &str = "it belongs to the macro language of umasm, which this assembler does not \
                      have yet";

const NO_COMPLEMENT: &str = "there is no complement; `r1 := r2 nand r2` is one";

/// A statement is complete, yet its line goes on.
#[cold]
pub(super) fn after_statement(item: &Item<'_>, found: &Token<'_>, at: Position) -> AsmError {
    if matches!(found, Token::Register(_) | Token::OpenParenthesis)
        && (item.given_name()).is_some_and(|name| name.eq_ignore_ascii_case("not"))
    {
        return AsmError::at(at, NO_COMPLEMENT);
    }
    let advice = match found {
        Token::Name("nand") => "; nand takes registers: `rA := rB nand rC`",
        Token::Slash | Token::Other(_) if item.ends_in_expression() => {
            "; a number that is fixed here is made by `+`, `-` and `*` alone"
        }
        Token::Number(_) if matches!(item, Item::Statement(Statement::Data(_))) => {
            "; numbers of a list have a comma between them"
        }
        Token::Plus | Token::Minus | Token::Star | Token::Slash => {
            "; an instruction does one operation, so write a second one"
        }
        Token::Comma => "; only .data takes a list",
        Token::OpenParenthesis => "; it takes no parentheses",
        Token::OpenBracket => {
            "; an array is always named together with an offset: m[array][offset]"
        }
        _ => "; put the next one on a line of its own, or after a `;`",
    };
    AsmError::at(
        at,
        format!("the statement ends before {}{advice}", found.describe()),
    )
}

/// Something else where `:=` belongs.
#[cold]
pub(super) fn becomes(found: &Token<'_>, at: Position) -> AsmError {
    match found {
        Token::Other(sign @ ("=" | "==")) => {
            AsmError::at(at, format!("an assignment is written `:=`, not `{sign}`"))
        }
        Token::Other(sign @ ("<" | "<=")) => AsmError::at(
            at,
            format!("an assignment is written `:=`; `{sign}` means nothing here"),
        ),
        Token::Other(_) | Token::Plus | Token::Minus | Token::Star | Token::Slash => AsmError::at(
            at,
            "an assignment is written `:=` and names all its registers: `r1 := r1 + r2`",
        ),
        Token::OpenBracket => AsmError::at(
            at,
            "arrays are written with `m`: `m[rA][rB] := rC`, the array first, then the offset",
        ),
        Token::Colon => AsmError::at(
            at,
            "an assignment is written `:=` without a space; and a label cannot be called like a \
             register",
        ),
        _ => expected("`:=` after the register", found, at),
    }
}

/// An index without its `m`.
#[cold]
pub(super) fn index(at: Position) -> AsmError {
    AsmError::at(
        at,
        "arrays are written with `m`: `rA := m[rB][rC]`, the array first, then the offset",
    )
}

/// `rA := ` and then nothing that can be assigned.
#[cold]
pub(super) fn assigned(found: &Token<'_>, at: Position) -> AsmError {
    match found {
        Token::Text(_) => AsmError::at(
            at,
            "a register holds one platter, not a string; keep the string under a label, \
             `text: .string \"...\"`, and load its offset, `r1 := text`",
        ),
        Token::OpenBracket => index(at),
        Token::Other("~") => AsmError::at(at, NO_COMPLEMENT),
        Token::Other("!") => AsmError::at(
            at,
            "there is no logical not; load the answer for 0 and overwrite it: `r1 := 1`, \
             `if (r2 != 0) r1 := r0` with 0 in r0",
        ),
        _ => expected(
            "a number, a label, a register, m[rB][rC], map segment or input() after `:=`",
            found,
            at,
        ),
    }
}

/// `rA := rB` and nothing more.
#[cold]
pub(super) fn copy(a: Register, b: Register, at: Position) -> AsmError {
    let (a, b) = (a.number(), b.number());
    AsmError::at(
        at,
        format!(
            "no single instruction copies a register; write `r{a} := r{b} nand r{b}` and \
             `r{a} := r{a} nand r{a}`, or add a register that holds 0"
        ),
    )
}

/// `rA := ` and a number of more than 25 bits, which fits a platter.
#[cold]
pub(super) fn orthography(a: Register, value: i64, at: Position) -> AsmError {
    let advice = match -1 - value {
        complement @ 0.. if complement <= i64::from(ORTHOGRAPHY_MAX) => format!(
            "a negative number is the complement of one less: `r{n} := {complement}`, \
             `r{n} := r{n} nand r{n}`",
            n = a.number()
        ),
        _ => format!(
            "keep it under a label, `name: .data {value}`, and read it from there, \
             `r{n} := name`, `r{n} := m[r0][r{n}]` with 0 in r0",
            n = a.number()
        ),
    };
    AsmError::at(
        at,
        format!(
            "{value} cannot be loaded at once: orthography loads 25 bits, 0 to \
             {ORTHOGRAPHY_MAX}; {advice}"
        ),
    )
}

/// `rA := rB +` and then no register.
#[cold]
pub(super) fn operand(a: Register, b: Register, found: &Token<'_>, at: Position) -> AsmError {
    // Not r0: it holds 0 in most programs.
    let spare = (1..8).find(|register| ![a.number(), b.number()].contains(register));
    let load = match (found, spare) {
        (Token::Number(number), Some(spare)) if *number <= ORTHOGRAPHY_MAX => {
            format!(", `r{spare} := {number}`")
        }
        (Token::Name(name), Some(spare)) if !WORDS.contains(name) => {
            format!(", `r{spare} := {name}`")
        }
        (Token::Number(_) | Token::Name(_) | Token::Minus, _) => String::new(),
        _ => return expected("a register", found, at),
    };
    AsmError::at(
        at,
        format!("both operands must be registers; load the number first{load}"),
    )
}

/// Something else where the operator takes a register alone: `what` says so.
#[cold]
pub(super) fn register_alone(what: &str, form: &str, found: &Token<'_>, at: Position) -> AsmError {
    let load = match found {
        Token::Number(number) => format!("load {number} into one first"),
        Token::Name("m") => "load what is there into one first, `rA := m[rB][rC]`".into(),
        Token::Name(name) if !WORDS.contains(name) => format!("load `{name}` into one first"),
        Token::Minus => "load the number into one first".into(),
        _ => return expected(&format!("a register: {form}"), found, at),
    };
    AsmError::at(at, format!("{what}; {load}"))
}

/// Something else than a register between `[` and `]`.
#[cold]
pub(super) fn subscript(found: &Token<'_>, at: Position) -> AsmError {
    register_alone(
        "only a register can stand between `[` and `]`",
        "m[rB][rC]",
        found,
        at,
    )
}

/// `if (rC` and then something else than `!= 0`.
#[cold]
pub(super) fn condition(_found: &Token<'_>, at: Position) -> AsmError {
    AsmError::at(
        at,
        "the only condition is `!= 0`; for the opposite, load the other value first and \
         overwrite it: `r1 := no`, `if (r3 != 0) r1 := r2`",
    )
}

/// `if (rC != 0)` and then something else than `rA := rB`.
#[cold]
pub(super) fn conditional_body(found: &Token<'_>, at: Position) -> AsmError {
    match found {
        Token::Name("goto") => AsmError::at(
            at,
            "a jump cannot be conditional, its target can: `r1 := else_label`, \
             `if (r3 != 0) r1 := r2`, `goto r1 in program m[r0]`",
        ),
        Token::Number(_) | Token::Name(_) | Token::Minus => AsmError::at(
            at,
            "a conditional move is from register to register: `if (rC != 0) rA := rB`; \
             load the value first",
        ),
        _ => expected("a register: if (rC != 0) rA := rB", found, at),
    }
}

/// `output` and then no register.
#[cold]
pub(super) fn output(found: &Token<'_>, at: Position) -> AsmError {
    match found {
        Token::Text(_) => AsmError::at(
            at,
            "output prints one character, held by a register; a string needs a loop",
        ),
        Token::Number(_) | Token::Name(_) => AsmError::at(
            at,
            "output takes a register; load the character first, `r1 := 'A'`, `output r1`",
        ),
        _ => expected("a register: output rC", found, at),
    }
}

/// `goto` and then no register.
#[cold]
pub(super) fn goto(found: &Token<'_>, at: Position) -> AsmError {
    match found {
        Token::Name(name) => AsmError::at(
            at,
            format!(
                "goto takes a register; load the label first, `r1 := {name}`, \
                 `goto r1 in program m[r0]` with 0 in r0"
            ),
        ),
        Token::Number(_) => AsmError::at(
            at,
            "goto takes a register; load the offset first, `r1 := 25`",
        ),
        _ => expected("a register: goto rC in program m[rB]", found, at),
    }
}

/// `goto rC` and then not `in program`.
#[cold]
pub(super) fn goto_where(c: Register, found: &Token<'_>, at: Position) -> AsmError {
    match found {
        Token::Name("linking") => AsmError::at(at, format!("`linking`: {MACROS}")),
        _ => AsmError::at(
            at,
            format!(
                "expected `in program m[rB]`: `goto r{} in program m[r0]` with 0 in r0 stays in \
                 this program; found {}",
                c.number(),
                found.describe()
            ),
        ),
    }
}

/// Neither number nor name in an expression.
#[cold]
pub(super) fn number(found: &Token<'_>, at: Position) -> AsmError {
    match found {
        Token::Register(_) => AsmError::at(
            at,
            "a register cannot stand here: this number is fixed when the program is assembled",
        ),
        Token::Text(_) => AsmError::at(at, "a text is written with .string"),
        Token::OpenParenthesis => AsmError::at(
            at,
            "expressions have no parentheses; give the inner one a name with .equ",
        ),
        _ => expected("a number, a character or a name", found, at),
    }
}

/// A directive that does not exist.
#[cold]
pub(super) fn directive(name: &str, at: Position) -> AsmError {
    let advice = match name {
        "word" | "long" | "int" | "byte" | "db" | "dw" | "dd" => "numbers are written with .data",
        "ascii" | "asciz" | "asciiz" | "text" | "str" => "texts are written with .string",
        "zero" | "temps" | "section" => MACROS,
        "skip" | "fill" | "res" => "platters of value 0 are written with .space",
        "set" | "define" | "const" => "a number gets a name with `.equ name, 25`",
        _ => "there are .data, .string, .space and .equ",
    };
    AsmError::at(at, format!("there is no .{name}; {advice}"))
}
