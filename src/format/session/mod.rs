//! Owns the session file: everything a person needs to have a session again,
//! anywhere, as documented, versioned, checked bytes. Deliberately knows nothing
//! of how sessions are kept in a browser, or played.
//!
//! The machine has no clock and no chance, so a session is its image's hash and
//! its input. All else is comfort: marks to compare a replay with, checkpoints
//! to go back quickly, the image itself, names, notes, files.
//!
//! # The file
//!
//! Numbers are little-endian; *number* is an unsigned LEB128 of at most ten
//! bytes, *text* a number of bytes and so many of UTF-8, *bytes* a number and so
//! many of any kind.
//!
//! ```text
//! 8 bytes     89 55 4d 33 32 53 0d 0a ("\x89UM32S\r\n": what spoils line ends spoils it)
//! u16         version, 1
//! sections    in the order below
//! ```
//!
//! A section is a tag of four letters, a byte (0 stored, 1 packed), a `u32`
//! with the length of its content, the content, and the CRC-32 (as in gzip) of
//! all that. Packed content is a `u32` with the length unpacked, then raw
//! DEFLATE (RFC 1951). A reader skips sections that it does not know if their
//! tag begins with a small letter, and refuses the file otherwise.
//!
//! | section | times | content |
//! |---|---|---|
//! | `HEAD` | 1 | text: id, name; number: created (ms since 1970); 32 bytes: SHA-256 of the image; number: its bytes; text: its name; byte: 1 when a parent follows, else 0; text, number: the parent's id, the entries taken from it |
//! | `IMAG` | 0 or 1 | the image, unpacked and big-endian, in gzip |
//! | `LOGS` | 1 | number: entries; each: byte: 0 input, 1 end of input, plus 2 when the echo is the bytes but for a last line feed, plus 4 when it is another text; number: instructions since the entry before; number: ms since the entry before, or since 1970, sign in the lowest bit; number: bytes (input only); text: echo (plus 4 only). Then the bytes of all entries |
//! | `MARK` | 0 or 1 | number: marks; each: number: entries before it; numbers: instructions, bytes printed; 8 bytes: what was printed ([`OutputHash`]); text: label |
//! | `NOTE` | 0 or 1 | number: notes; each two texts: key and value; keys ascend |
//! | `FILE` | any | text: name; bytes: what is in it |
//! | `CKPT` | any | number: entries before it; number: instructions; then a checkpoint ([`super::checkpoint`]) |
//! | `DONE` | 1 | SHA-256 of all bytes before this section |
//!
//! A file may hold several sessions, one after another, each as above ([`split`]).
//! One without `IMAG` means the image of the same hash in a session before it; the
//! files of an image's shelf are in the first session that has it, too. The
//! note `bundle` of each says which it is of how many (`2/12`), so that a file that
//! was cut off between two is known. A note `send NAME` of `text` or `binary` says
//! how that file of the shelf is to be sent, where the person chose. The note `in force`
//! says how many of the entries are, where the others were taken back.

mod bundle;
mod container;
pub(super) use container::SIGNATURE;
mod content;
mod digest;
mod error;
#[cfg(test)]
mod fixture;
mod input_log;
mod primitive;
pub mod share;

pub use bundle::split;
pub use digest::{Digest, OutputHash, Printed};
pub use error::SessionError;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The largest number in a session: JavaScript counts as far exactly, and neither dates nor
/// counts of anything real come near it.
const NUMBER_MAX: u64 = (1 << 53) - 1;

/// The most entries of a session, which is a line a second for twelve days: a file of some
/// kilobytes can hold as many as there is room for, each of which takes half a kilobyte of memory.
const ENTRIES_MAX: usize = 1 << 20;

/// A session, as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Tells this session from all others; any text.
    pub id: String,
    /// Given by the person; may be empty.
    pub name: String,
    /// Milliseconds since 1970.
    pub created: u64,
    /// What is run.
    pub image: Image,
    /// What was typed, in order.
    pub entries: Vec<Entry>,
    /// What a replay is compared with, in order.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// Where the session left another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// Whatever else is to be remembered.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// Files kept with the session, to be sent into the program.
    #[serde(default)]
    pub shelf: Vec<ShelfFile>,
    /// States of the machine, in order.
    #[serde(default)]
    pub checkpoints: Vec<Checkpoint>,
}

/// The image of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// Of the image as the machine reads it: unpacked, assembled.
    pub sha256: Digest,
    /// Its bytes, unpacked.
    pub size_bytes: u64,
    /// What its file was called.
    pub name: String,
    /// The image itself, when it travels with the session; the file holds it packed.
    #[serde(default, with = "serde_bytes", skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Vec<u8>>,
}

/// One delivery of input, made when the program had read all before and asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// What was handed over; empty for the end of input.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// Whether this was the end of input, which is the last entry then.
    pub is_end: bool,
    /// The typed line as the terminal showed it, without its line feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub echo: Option<String>,
    /// Instructions done when the program asked.
    pub instructions: u64,
    /// When it was handed over, in milliseconds since 1970.
    pub date: u64,
}

/// A moment at which the program asked, or was over, with what it had printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// Entries delivered before it.
    pub entries: u64,
    /// Instructions done.
    pub instructions: u64,
    /// Bytes printed since the beginning, all of them, dumps included.
    pub output_bytes: u64,
    /// What they were.
    pub output_hash: Printed,
    /// Given by the person; mostly empty.
    #[serde(default)]
    pub label: String,
}

/// The session another one left, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parent {
    /// Its id.
    pub id: String,
    /// How many of its entries are this session's, too.
    pub entries: u64,
}

/// A file of the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShelfFile {
    /// Its name.
    pub name: String,
    /// What is in it.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// The machine's state at some moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checkpoint {
    /// Entries delivered before it.
    pub entries: u64,
    /// Instructions done.
    pub instructions: u64,
    /// As [`super::checkpoint`] writes it.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// The file of a session.
///
/// # Errors
/// [`SessionError::Senseless`] when the session contradicts itself.
pub fn write(session: &Session) -> Result<Vec<u8>, SessionError> {
    session.check()?;
    let mut file = container::Writer::new();
    content::write(session, &mut file);
    Ok(file.finish())
}

/// The session in a file.
///
/// # Errors
/// [`SessionError`] says what is wrong and at which byte of the file.
pub fn read(bytes: &[u8]) -> Result<Session, SessionError> {
    let file = container::Reader::new(bytes)?;
    let session = content::read(file)?;
    session.check()?;
    Ok(session)
}

impl Session {
    /// What contradicts what in it, if anything does.
    fn check(&self) -> Result<(), SessionError> {
        let ensure = |holds: bool, what| {
            holds.then_some(()).ok_or(SessionError::Senseless {
                section: "session",
                at: 0,
                what,
            })
        };
        let count = self.entries.len() as u64;
        content::bounded(*b"LOGS", count)?;
        content::bounded(*b"MARK", self.marks.len() as u64)?;
        content::bounded(*b"NOTE", self.notes.len() as u64)?;
        ensure(
            self.numbers().all(|number| number <= NUMBER_MAX),
            "a count or a date in it is larger than any can be",
        )?;
        let mut last = 0;
        for (entry, position) in self.entries.iter().zip(1..) {
            ensure(
                entry.instructions >= last,
                "an entry has fewer instructions than the one before",
            )?;
            last = entry.instructions;
            ensure(
                !entry.is_end || (entry.bytes.is_empty() && position == count),
                "the end of input carries bytes or is not last",
            )?;
        }
        let of_marks = || {
            self.marks
                .iter()
                .map(|mark| (mark.entries, mark.instructions))
        };
        let of_checkpoints = || {
            self.checkpoints
                .iter()
                .map(|it| (it.entries, it.instructions))
        };
        ensure(
            of_marks().is_sorted() && of_marks().all(|(entries, _)| entries <= count),
            "its marks are not in order, or lie beyond its last entry",
        )?;
        ensure(
            of_checkpoints().is_sorted() && of_checkpoints().all(|(entries, _)| entries <= count),
            "its checkpoints are not in order, or lie beyond its last entry",
        )?;
        if let Some(image) = &self.image.bytes {
            ensure(
                image.len() as u64 == self.image.size_bytes,
                "its image is longer or shorter than it says",
            )?;
            ensure(
                Digest::of(image) == self.image.sha256,
                "its image is another one than it says: the hashes differ",
            )?;
        }
        Ok(())
    }

    /// All its counts and dates.
    fn numbers(&self) -> impl Iterator<Item = u64> {
        let entries = self.entries.iter();
        let marks = self.marks.iter();
        let checkpoints = self.checkpoints.iter();
        [self.created, self.image.size_bytes]
            .into_iter()
            .chain(self.parent.iter().map(|parent| parent.entries))
            .chain(entries.flat_map(|it| [it.instructions, it.date]))
            .chain(marks.flat_map(|it| [it.entries, it.instructions, it.output_bytes]))
            .chain(checkpoints.flat_map(|it| [it.entries, it.instructions]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session {
            entries: vec![Entry {
                bytes: b"x\n".to_vec(),
                is_end: false,
                echo: None,
                instructions: 0,
                date: 0,
            }],
            marks: vec![Mark {
                entries: 1,
                instructions: 0,
                output_bytes: 0,
                output_hash: OutputHash::default().printed(),
                label: String::new(),
            }],
            parent: Some(Parent {
                id: "none".to_owned(),
                entries: 0,
            }),
            checkpoints: vec![Checkpoint {
                entries: 1,
                instructions: 0,
                bytes: Vec::new(),
            }],
            ..fixture::session("one")
        }
    }

    #[test]
    fn numbers_that_javascript_cannot_count_to_are_refused() {
        let numbers: [fn(&mut Session) -> &mut u64; 8] = [
            |session| &mut session.created,
            |session| &mut session.image.size_bytes,
            |session| &mut session.entries[0].instructions,
            |session| &mut session.entries[0].date,
            |session| &mut session.marks[0].instructions,
            |session| &mut session.marks[0].output_bytes,
            |session| &mut session.parent.as_mut().unwrap().entries,
            |session| &mut session.checkpoints[0].instructions,
        ];
        for (nth, number) in numbers.iter().enumerate() {
            for (value, is_taken) in [((1 << 53) - 1, true), (1 << 53, false), (u64::MAX, false)] {
                let mut session = session();
                *number(&mut session) = value;
                // Written unchecked, as whoever makes such a file would.
                let mut file = container::Writer::new();
                content::write(&session, &mut file);
                let read = read(&file.finish());
                assert_eq!(read.is_ok(), is_taken, "number {nth}, {value}");
                if let Err(error) = read {
                    assert_eq!(error.to_string(), TOO_LARGE);
                }
            }
        }
    }

    const TOO_LARGE: &str =
        "This session makes no sense: a count or a date in it is larger than any can be.";
}
