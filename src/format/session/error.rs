//! Owns why bytes are no session, in sentences that say what is wrong and at
//! which byte of the file. Deliberately finds nothing itself.

use std::fmt;

/// Why bytes are no session. Its `Display` is a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionError {
    /// The bytes begin like no session.
    OtherKind,
    /// A newer um32 wrote it.
    Newer {
        /// The file's version, or this one's when only a section is new.
        version: u16,
        /// The tag of a section that is not known.
        section: Option<String>,
    },
    /// The file ends too soon.
    Cut {
        /// How many bytes there are.
        bytes: usize,
        /// What is being read, and where it begins.
        section: String,
        /// Byte of the file.
        at: usize,
    },
    /// A checksum does not match.
    Altered {
        /// What is altered.
        section: String,
        /// Byte of the file where that begins.
        at: usize,
    },
    /// It holds more than is taken.
    TooLarge {
        /// More of what, as a sentence goes on after a colon.
        what: &'static str,
    },
    /// The checksums fit, and yet it makes no sense.
    Senseless {
        /// What makes no sense.
        section: &'static str,
        /// Byte of the file where that begins.
        at: usize,
        /// Why.
        what: &'static str,
    },
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherKind => write!(f, "This is not a session of um32."),
            Self::Newer {
                section: Some(section),
                ..
            } => write!(
                f,
                "This session has a part called {section}, which this um32 does not know: a newer um32 made it."
            ),
            Self::Newer { version, .. } => write!(
                f,
                "This session is of version {version}, which this um32 does not know: a newer um32 made it."
            ),
            Self::Cut { bytes, section, at } => write!(
                f,
                "This session is cut off: it ends after {bytes} bytes, within {section}, which begins at byte {at}."
            ),
            Self::Altered { section, at } => write!(
                f,
                "This session was altered: the checksum of {section}, which begins at byte {at}, does not match."
            ),
            Self::TooLarge { what } => {
                write!(f, "This session is larger than um32 takes: {what}.")
            }
            Self::Senseless {
                section,
                at: 0,
                what,
            } => {
                write!(f, "This {section} makes no sense: {what}.")
            }
            Self::Senseless { section, at, what } => write!(
                f,
                "This session makes no sense in {section}, which begins at byte {at}: {what}."
            ),
        }
    }
}

impl std::error::Error for SessionError {}
