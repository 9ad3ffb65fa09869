//! Owns the advice for operators that the machine lacks: what to write instead, for
//! the registers that were written. What it advises assembles, and does what was
//! meant. Deliberately knows nothing of how the parser got there.

use super::error::AsmError;
use super::hint;
use super::syntax::Position;
use super::token::Token;
use crate::um::instruction::ORTHOGRAPHY_MAX;

/// `rA := rB`, then what is no operator of the machine, then `right`.
pub(super) fn operator(
    a: u8,
    b: u8,
    found: &Token<'_>,
    at: Position,
    right: Option<&Token<'_>>,
) -> AsmError {
    let kind = match found {
        Token::Minus => subtraction,
        Token::Other("%" | "%=") | Token::Name("mod") => remainder,
        Token::Other("&" | "&=") | Token::Name("and") => and,
        Token::Other("|" | "|=") | Token::Name("or") => or,
        Token::Other("^" | "^=") | Token::Name("xor") => xor,
        Token::Other("<" | ">=") => less,
        Token::Other(">" | "<=") => greater,
        Token::Other("==") | Token::NotEqual => equal,
        Token::Other("&&") => both,
        Token::Other("||") => either,
        Token::Other("<<") => return shift(a, b, '*', at, right),
        Token::Other(">>") => return shift(a, b, '/', at, right),
        Token::OpenBracket => return hint::index(at),
        _ => return hint::expected("`+`, `*`, `/` or `nand` after the register", found, at),
    };
    let mut advice = Advice::new(a, b, right);
    kind(&mut advice);
    AsmError::at(at, advice.sentence)
}

/// A shift by so many places is the product with a power of two, or the quotient; of which no
/// single instruction loads all.
fn shift(a: u8, b: u8, operator: char, at: Position, right: Option<&Token<'_>>) -> AsmError {
    let power = match right {
        Some(Token::Number(places)) => 1_u32.checked_shl(*places),
        _ => None,
    };
    let Some(power) = power.filter(|&power| power <= ORTHOGRAPHY_MAX) else {
        return AsmError::at(
            at,
            "there is no shift; one to the left is a multiplication by a power of two, one to \
             the right a division",
        );
    };
    let mut advice = Advice::new(a, b, Some(&Token::Number(power)));
    let instruction = format!("r{a} := r{b} {operator} r{}", advice.c);
    advice.say("shift", vec![instruction], "");
    AsmError::at(at, advice.sentence)
}

/// A sentence in the making, about `rA := rB ? rC`.
struct Advice {
    a: u8,
    b: u8,
    c: u8,
    /// Registers that are none of the three, and that the advice writes.
    scratch: Vec<u8>,
    /// The instruction that loads the number which was no register.
    load: Option<String>,
    sentence: String,
}

impl Advice {
    fn new(a: u8, b: u8, right: Option<&Token<'_>>) -> Self {
        let mut advice = Self {
            a,
            b,
            c: b,
            scratch: Vec::new(),
            load: None,
            sentence: String::new(),
        };
        advice.c = match right {
            Some(Token::Register(c)) => c.number(),
            _ => advice.spare(),
        };
        // Where it is no register it is in one that is free, whatever else it is.
        advice.load = match right {
            Some(Token::Number(number)) if *number <= ORTHOGRAPHY_MAX => {
                Some(format!("r{} := {number}", advice.c))
            }
            _ => None,
        };
        advice
    }

    /// A register that is named nowhere so far. Not r0 first: it holds 0 in most programs.
    fn spare(&mut self) -> u8 {
        let taken = |register: &u8| {
            [self.a, self.b, self.c].contains(register) || self.scratch.contains(register)
        };
        let spare = (1..8).find(|register| !taken(register)).unwrap_or(0);
        self.scratch.push(spare);
        spare
    }

    /// Says that there is no such operator, and what to write; `end` goes on with it.
    fn say(&mut self, lacking: &str, instructions: Vec<String>, end: &str) {
        let mut steps: Vec<String> = self.load.take().into_iter().collect();
        steps.extend(instructions);
        let steps: Vec<String> = steps.iter().map(|step| format!("`{step}`")).collect();
        self.sentence = format!("there is no {lacking}; write {}{end}", steps.join(", "));
        // A number that was to be loaded, too: its register was not written.
        if let [register, others @ ..] = self.scratch.as_slice() {
            let others: String = others
                .iter()
                .map(|other| format!(" and r{other}"))
                .collect();
            self.sentence
                .push_str(&format!("; this writes over r{register}{others}"));
        }
    }

    /// `rA := rB - rC` by complements: B - C is the complement of (complement of B) + C.
    fn difference(&mut self, c: u8) -> Vec<String> {
        let (a, b) = (self.a, self.b);
        if b == c {
            return vec![format!("r{a} := 0")];
        }
        // The complement of B must not be where C still is.
        let complement = if a == c { self.spare() } else { a };
        vec![
            format!("r{complement} := r{b} nand r{b}"),
            format!("r{a} := r{complement} + r{c}"),
            format!("r{a} := r{a} nand r{a}"),
        ]
    }
}

fn subtraction(advice: &mut Advice) {
    let instructions = advice.difference(advice.c);
    advice.say("subtraction", instructions, "");
}

fn remainder(advice: &mut Advice) {
    let (b, c, product) = (advice.b, advice.c, advice.spare());
    let mut instructions = vec![
        format!("r{product} := r{b} / r{c}"),
        format!("r{product} := r{product} * r{c}"),
    ];
    instructions.extend(advice.difference(product));
    advice.say("remainder", instructions, "");
}

fn and(advice: &mut Advice) {
    let (a, b, c) = (advice.a, advice.b, advice.c);
    let instructions = vec![
        format!("r{a} := r{b} nand r{c}"),
        format!("r{a} := r{a} nand r{a}"),
    ];
    advice.say("and", instructions, "");
}

fn or(advice: &mut Advice) {
    let instructions = disjunction(advice);
    advice.say("or", instructions, "");
}

/// Of truths it is an or of bits.
fn either(advice: &mut Advice) {
    let (a, b, c) = (advice.a, advice.b, advice.c);
    let instructions = disjunction(advice);
    let end = format!("; r{a} is 0 then exactly when r{b} and r{c} are both 0");
    advice.say("logical or", instructions, &end);
}

fn disjunction(advice: &mut Advice) -> Vec<String> {
    let (a, b, c, other) = (advice.a, advice.b, advice.c, advice.spare());
    vec![
        format!("r{other} := r{c} nand r{c}"),
        format!("r{a} := r{b} nand r{b}"),
        format!("r{a} := r{a} nand r{other}"),
    ]
}

/// The second truth where the first is one; an and of bits is none of truths.
fn both(advice: &mut Advice) {
    let (a, b, c) = (advice.a, advice.b, advice.c);
    // The 0 must not be where an operand still is.
    let truth = if [b, c].contains(&a) {
        advice.spare()
    } else {
        a
    };
    let mut instructions = vec![
        format!("r{truth} := 0"),
        format!("if (r{b} != 0) r{truth} := r{c}"),
    ];
    if truth != a {
        instructions.push(format!("r{a} := r{truth} nand r{truth}"));
        instructions.push(format!("r{a} := r{a} nand r{a}"));
    }
    let end = format!("; r{a} is 0 then exactly when r{b} or r{c} is 0");
    advice.say("logical and", instructions, &end);
}

fn xor(advice: &mut Advice) {
    let (a, b, c) = (advice.a, advice.b, advice.c);
    let (both, one) = (advice.spare(), advice.spare());
    let instructions = vec![
        format!("r{both} := r{b} nand r{c}"),
        format!("r{one} := r{b} nand r{both}"),
        format!("r{both} := r{c} nand r{both}"),
        format!("r{a} := r{one} nand r{both}"),
    ];
    advice.say("xor", instructions, "");
}

fn less(advice: &mut Advice) {
    let (a, b, c) = (advice.a, advice.b, advice.c);
    quotient(advice, a, b, c);
}

fn greater(advice: &mut Advice) {
    let (a, b, c) = (advice.a, advice.b, advice.c);
    quotient(advice, a, c, b);
}

/// Whether one register is less than another is told by their quotient.
fn quotient(advice: &mut Advice, a: u8, less: u8, more: u8) {
    let division = vec![format!("r{a} := r{less} / r{more}")];
    let end = format!(
        "; r{a} is 0 then exactly when r{less} is less than r{more}, and the machine fails when \
         r{more} is 0"
    );
    advice.say("comparison", division, &end);
}

fn equal(advice: &mut Advice) {
    let (a, b, c) = (advice.a, advice.b, advice.c);
    let instructions = advice.difference(c);
    let end = format!("; r{a} is 0 then exactly when r{b} and r{c} are equal");
    advice.say("comparison", instructions, &end);
}
