//! Owns the format of a case file: a program in notation whose leading `//!`
//! lines say what must come of it. Deliberately knows nothing of engines.
//!
//! ```text
//! //! rule: one sentence, the rule of the specification that the case holds to
//! //! input: "bytes" end          (default: none; `end` signals the end of input)
//! //! output: "bytes"             (default: none)
//! //! end: halted | awaiting-input | failed KIND
//! //! finger: N                   where it stands at the end
//! //! instructions: N             done by then; one that failed or waits is not
//! //! registers: r1=5 r2=0xff     those that matter
//! //! arrays: N                   active ones, the 0 array not counted
//! //! pending-input: N            bytes not read
//! //! array: r2 STATE [offset N]  what a failure knows of the array that r2 names
//! ```
//!
//! STATE is `active CAPACITY`, `abandoned` or `never-allocated`. Strings have
//! the escapes `\n`, `\r`, `\\`, `\"` and `\xHH`. `rule` and `end` must be there,
//! and the rest is checked where it is.

use um32::um::ArrayState;

/// A case file, read.
#[derive(Debug)]
pub struct Case {
    pub rule: String,
    pub input: Vec<u8>,
    pub input_ends: bool,
    pub output: Vec<u8>,
    pub end: End,
    pub finger: Option<u32>,
    pub instructions: Option<u64>,
    pub registers: Vec<(usize, u32)>,
    pub arrays: Option<u64>,
    pub pending_input: Option<usize>,
    pub array: Option<Array>,
    pub program: Vec<u32>,
}

/// How the program must end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Halted,
    AwaitingInput,
    /// The failure kind's name.
    Failed(String),
}

/// What the failure must know of an array.
#[derive(Debug)]
pub struct Array {
    /// The register that holds its identifier.
    pub register: usize,
    pub state: ArrayState,
    pub offset: Option<u32>,
}

impl Case {
    /// Reads a case file and assembles its program.
    pub fn read(source: &str) -> Result<Self, String> {
        let mut case = Self {
            rule: String::new(),
            input: Vec::new(),
            input_ends: false,
            output: Vec::new(),
            end: End::Halted,
            finger: None,
            instructions: None,
            registers: Vec::new(),
            arrays: None,
            pending_input: None,
            array: None,
            program: um32::asm::assemble(source).map_err(|error| error.to_string())?,
        };
        let mut ends = 0;
        for line in source.lines().map_while(|line| line.strip_prefix("//! ")) {
            let (key, value) = line
                .split_once(':')
                .ok_or_else(|| format!("a header line without a colon: {line}"))?;
            let value = value.trim();
            match key {
                "rule" => case.rule = value.to_owned(),
                "input" => (case.input, case.input_ends) = input(value)?,
                "output" => case.output = output(value)?,
                "end" => {
                    ends += 1;
                    case.end = end(value)?;
                }
                "finger" => case.finger = Some(number(value)?),
                "instructions" => case.instructions = Some(number(value)?.into()),
                "registers" => case.registers = registers(value)?,
                "arrays" => case.arrays = Some(number(value)?.into()),
                "pending-input" => case.pending_input = Some(number(value)? as usize),
                "array" => case.array = Some(array(value)?),
                _ => return Err(format!("no header line is called {key}")),
            }
        }
        if case.rule.is_empty() || ends != 1 {
            return Err("a case needs one rule and one end".to_owned());
        }
        Ok(case)
    }
}

/// Bytes, if there are any, and whether their end is signalled.
fn input(text: &str) -> Result<(Vec<u8>, bool), String> {
    let (bytes, rest) = if text.starts_with('"') {
        string(text)?
    } else {
        (Vec::new(), text)
    };
    match rest.trim() {
        "" => Ok((bytes, false)),
        "end" => Ok((bytes, true)),
        other => Err(format!("input: what is {other}?")),
    }
}

fn output(text: &str) -> Result<Vec<u8>, String> {
    match string(text)? {
        (bytes, "") => Ok(bytes),
        (_, rest) => Err(format!("output: what is {rest}?")),
    }
}

fn end(text: &str) -> Result<End, String> {
    match text.split_once(' ') {
        None if text == "halted" => Ok(End::Halted),
        None if text == "awaiting-input" => Ok(End::AwaitingInput),
        Some(("failed", kind)) => Ok(End::Failed(kind.to_owned())),
        _ => Err(format!("end: what is {text}?")),
    }
}

/// `r1=5 r2=0xff`
fn registers(text: &str) -> Result<Vec<(usize, u32)>, String> {
    let pairs = text.split_whitespace().map(|pair| {
        let unknown = || format!("registers: what is {pair}?");
        let (name, value) = pair.split_once('=').ok_or_else(unknown)?;
        Ok((register(name)?, number(value)?))
    });
    pairs.collect()
}

fn array(text: &str) -> Result<Array, String> {
    let unknown = || format!("array: what is {text}?");
    let mut words = text.split_whitespace();
    let register = register(words.next().ok_or_else(unknown)?)?;
    let state = match words.next() {
        Some("active") => ArrayState::Active {
            capacity: number(words.next().ok_or_else(unknown)?)?,
        },
        Some("abandoned") => ArrayState::Abandoned,
        Some("never-allocated") => ArrayState::NeverAllocated,
        _ => return Err(unknown()),
    };
    let offset = match (words.next(), words.next()) {
        (None, None) => None,
        (Some("offset"), Some(offset)) => Some(number(offset)?),
        _ => return Err(unknown()),
    };
    Ok(Array {
        register,
        state,
        offset,
    })
}

fn register(text: &str) -> Result<usize, String> {
    match text.strip_prefix('r').map(str::parse::<usize>) {
        Some(Ok(number @ 0..=7)) => Ok(number),
        _ => Err(format!("{text} is no register")),
    }
}

fn number(text: &str) -> Result<u32, String> {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => text.parse(),
    }
    .map_err(|error| format!("{text}: {error}"))
}

/// The bytes of the string that `text` begins with, and what is behind it.
fn string(text: &str) -> Result<(Vec<u8>, &str), String> {
    let unterminated = || format!("a string that does not end: {text}");
    let mut rest = text
        .strip_prefix('"')
        .ok_or_else(|| format!("a string begins with a quotation mark: {text}"))?;
    let mut bytes = Vec::new();
    loop {
        let character = rest.chars().next().ok_or_else(unterminated)?;
        rest = &rest[character.len_utf8()..];
        match character {
            '"' => return Ok((bytes, rest)),
            '\\' => {
                let escape = rest.chars().next().ok_or_else(unterminated)?;
                rest = &rest[escape.len_utf8()..];
                bytes.push(match escape {
                    'n' => b'\n',
                    'r' => b'\r',
                    '\\' | '"' => escape as u8,
                    'x' => {
                        let digits = rest.get(..2).ok_or_else(unterminated)?;
                        rest = &rest[2..];
                        u8::from_str_radix(digits, 16)
                            .map_err(|error| format!("\\x{digits}: {error}"))?
                    }
                    other => return Err(format!("no escape is called \\{other}")),
                });
            }
            other => {
                let mut buffer = [0; 4];
                bytes.extend(other.encode_utf8(&mut buffer).bytes());
            }
        }
    }
}
