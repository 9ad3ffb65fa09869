//! Owns the meaning of items: gives names their numbers, turns statements into
//! platters, and comes back for the names that are defined further down. After a
//! mistake it goes on, to find the others, and tells none that follows from it alone.
//! Deliberately knows nothing of how items are spelled.

mod names;

use super::error::AsmError;
use super::hint;
use super::mistakes::{Found, Mistakes};
use super::syntax::{Expression, Item, Position, Statement};
use crate::um::instruction::{Instruction, ORTHOGRAPHY_MAX, Register};
use names::{Names, NoValue};

/// The most platters that `.space` may make a program grow to: half a GB, so
/// that a slip of the pen does not take all memory there is.
const SPACE_MAX: usize = 1 << 27;

/// Turns items into a program.
#[derive(Default)]
pub(super) struct Encoder<'a> {
    platters: Vec<u32>,
    names: Names<'a>,
    pending: Vec<Pending<'a>>,
    mistakes: Found,
    standing: Standing,
}

/// Where the next platter stands in the program that is meant, which after a mistake is not
/// always behind those that were made.
#[derive(Clone, Copy)]
enum Standing {
    /// So many platters further up or down.
    Moved(i64),
    /// A mistake keeps it from being known, until a listing tells.
    Unknown,
}

impl Default for Standing {
    fn default() -> Self {
        Self::Moved(0)
    }
}

/// A platter whose expression holds a name that is not defined yet.
struct Pending<'a> {
    offset: usize,
    expression: Expression<'a>,
    slot: Slot,
    /// The platter that a listing has for it, to be compared then.
    listed: Option<(u32, Position)>,
}

/// What kind of platter an expression's value goes into.
#[derive(Clone, Copy)]
enum Slot {
    Orthography(Register),
    Data,
}

impl<'a> Encoder<'a> {
    /// Adds one item after those added before.
    pub fn add(&mut self, item: Item<'a>) {
        match item {
            Item::Label { name, at } => self.define(name, self.stands_at(), at),
            Item::Constant { name, at, value } => {
                let value = self.value_now(&value);
                self.define(name, value, at);
            }
            Item::Statement(statement) => self.statement(statement),
            Item::Listed {
                offset,
                at,
                platter,
                statement,
                statement_at,
            } => self.listed(offset, at, platter, statement, statement_at),
        }
    }

    /// In place of what was not to be read, which may have defined these names, and may have
    /// been any number of platters.
    pub fn add_broken(&mut self, mistake: AsmError, names: &[&'a str]) {
        self.lose_place(mistake);
        for name in names {
            self.names.suppose(name);
        }
    }

    /// The platters so far; nothing where a mistake was made.
    pub fn len(&self) -> Option<usize> {
        (self.mistakes.len() == 0).then_some(self.platters.len())
    }

    /// The program, after the last item.
    pub fn finish(mut self) -> Result<Vec<u32>, Mistakes> {
        for pending in std::mem::take(&mut self.pending) {
            let Some(value) = self.value_now(&pending.expression) else {
                continue;
            };
            let made = pending.slot.platter(value, pending.expression.at);
            let made = made.and_then(|made| reconcile(pending.listed, made));
            self.platters[pending.offset] = self.sound(made);
        }
        let Self {
            platters, mistakes, ..
        } = self;
        match mistakes.told() {
            Some(mistakes) => Err(mistakes),
            None => Ok(platters),
        }
    }

    /// What was made, if it was; else its mistake is one more.
    fn sound<T: Default>(&mut self, made: Result<T, AsmError>) -> T {
        made.unwrap_or_else(|mistake| {
            self.mistakes.add(mistake);
            T::default()
        })
    }

    /// A mistake that leaves open where the next platter stands.
    fn lose_place(&mut self, mistake: AsmError) {
        self.mistakes.add(mistake);
        self.standing = Standing::Unknown;
    }

    /// Where the next platter stands, as far as that is known.
    fn stands_at(&self) -> Option<i64> {
        match self.standing {
            Standing::Moved(moved) => Some(self.platters.len() as i64 + moved),
            Standing::Unknown => None,
        }
    }

    fn define(&mut self, name: &'a str, value: Option<i64>, at: Position) {
        let defined = self.names.define(name, value, at);
        self.sound(defined);
    }

    fn statement(&mut self, statement: Statement<'a>) {
        match statement {
            Statement::Instruction(instruction) => self.platters.push(instruction.encode()),
            Statement::Orthography { a, value } => self.expression(value, Slot::Orthography(a)),
            Statement::Data(values) => {
                for value in values {
                    self.expression(value, Slot::Data);
                }
            }
            Statement::Text(bytes) => self.platters.extend(bytes.into_iter().map(u32::from)),
            Statement::Space(count) => {
                let value = self.value_now(&count);
                let end = value.map(|value| end_of_space(self.platters.len(), value, count.at));
                match end {
                    Some(Ok(end)) => self.platters.resize(end, 0),
                    Some(Err(mistake)) => self.lose_place(mistake),
                    None => self.standing = Standing::Unknown,
                }
            }
        }
    }

    fn expression(&mut self, expression: Expression<'a>, slot: Slot) {
        let platter = match self.names.evaluate(&expression) {
            Ok(value) => slot.platter(value, expression.at),
            Err(NoValue::TooLarge) => Err(too_large(expression.at)),
            Err(NoValue::Unknown) => {
                let offset = self.platters.len();
                self.pending.push(Pending {
                    offset,
                    expression,
                    slot,
                    listed: None,
                });
                Ok(0)
            }
        };
        let platter = self.sound(platter);
        self.platters.push(platter);
    }

    fn listed(
        &mut self,
        offset: u32,
        at: Position,
        platter: Option<(u32, Position)>,
        statement: Statement<'a>,
        statement_at: Position,
    ) {
        let (index, listed_at) = (self.platters.len(), i64::from(offset));
        if let Some(stands_at) = self.stands_at().filter(|stands_at| *stands_at != listed_at) {
            self.mistakes.add(AsmError::at(
                at,
                format!(
                    "the listing says offset {offset}, but this is offset {stands_at}; lines of a \
                     listing cannot be added, removed or moved, since its jumps are numbers"
                ),
            ));
        }
        // Whatever came before: a line that is missing is told once.
        self.standing = Standing::Moved(listed_at - index as i64);
        let sound = self.mistakes.len();
        self.statement(statement);
        if self.mistakes.len() > sound || self.stands_at().is_none() {
            return;
        }
        let made = self.platters.len() - index;
        if made != 1 {
            let message = format!("a line of a listing is one platter; this makes {made}");
            return self.lose_place(AsmError::at(statement_at, message));
        }
        match self.pending.last_mut().filter(|last| last.offset == index) {
            Some(pending) => pending.listed = platter,
            None => {
                let made = reconcile(platter, self.platters[index]);
                self.platters[index] = self.sound(made);
            }
        }
    }

    /// The value of an expression all of whose names must be known by now. Where it has none
    /// that is told, unless it is for a mistake that was.
    fn value_now(&mut self, expression: &Expression<'a>) -> Option<i64> {
        let value = self.names.evaluate(expression);
        if value == Err(NoValue::TooLarge) {
            self.mistakes.add(too_large(expression.at));
        }
        while let Err(NoValue::Unknown) = value
            && let Some((name, at)) = self.names.undefined_in(expression)
        {
            if self.mistakes.tells(at) {
                self.mistakes.add(self.names.undefined(name, at));
            } else {
                self.mistakes.add_untold();
            }
        }
        value.ok()
    }
}

/// Where `.space` of so many platters ends that begins at `start`.
fn end_of_space(start: usize, count: i64, at: Position) -> Result<usize, AsmError> {
    let end = usize::try_from(count)
        .ok()
        .and_then(|count| start.checked_add(count))
        .filter(|end| *end <= SPACE_MAX);
    end.ok_or_else(|| {
        let message = if count < 0 {
            format!(".space {count}: the number of platters cannot be negative")
        } else {
            format!(
                ".space {count} makes the program larger than {SPACE_MAX} platters; \
                 allocate large arrays with map segment when the program runs"
            )
        };
        AsmError::at(at, message)
    })
}

impl Slot {
    fn platter(self, value: i64, at: Position) -> Result<u32, AsmError> {
        match self {
            Self::Orthography(a) => {
                let fitting = u32::try_from(value).ok().filter(|v| *v <= ORTHOGRAPHY_MAX);
                match fitting {
                    Some(value) => Ok(Instruction::Orthography { a, value }.encode()),
                    // Nothing that could be advised for it would be taken.
                    None if as_platter(value).is_none() => Err(no_platter(value, at)),
                    None => Err(hint::orthography(a, value, at)),
                }
            }
            Self::Data => as_platter(value).ok_or_else(|| no_platter(value, at)),
        }
    }
}

/// A number as a platter, negative ones as their complement.
fn as_platter(value: i64) -> Option<u32> {
    let negative = || i32::try_from(value).ok().map(|negative| negative as u32);
    u32::try_from(value).ok().or_else(negative)
}

fn no_platter(value: i64, at: Position) -> AsmError {
    AsmError::at(
        at,
        format!("{value} does not fit a platter: -2147483648 to 4294967295"),
    )
}

/// The platter that a listing's brackets hold, if it describes the instruction
/// beside it. Listings of other tools show platters whose unused bits are set
/// as the instruction they describe; the brackets know better.
fn reconcile(listed: Option<(u32, Position)>, made: u32) -> Result<u32, AsmError> {
    let Some((written, at)) = listed else {
        return Ok(made);
    };
    let (described, meant) = (Instruction::decode(written), Instruction::decode(made));
    if written == made || described.is_some() && described == meant {
        return Ok(written);
    }
    Err(AsmError::at(
        at,
        format!(
            "the brackets hold 0x{written:08x}, but the instruction beside them is 0x{made:08x}; \
             change both, or leave out the brackets"
        ),
    ))
}

fn too_large(at: Position) -> AsmError {
    AsmError::at(at, "this expression's value does not fit 64 bits")
}
