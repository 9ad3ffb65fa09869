//! Owns why bytes are no scroll, in sentences for the user. Deliberately judges nothing.

use super::{MAX_PLATTERS, TextKind};
use std::fmt;

/// Why bytes are no scroll. Its `Display` is a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScrollError {
    /// There is not one byte.
    Empty,
    /// The length is no multiple of four.
    Ragged {
        /// Its length in bytes.
        bytes: usize,
        /// Each line feed in it has a carriage return before it.
        has_returns: bool,
    },
    /// It is text, or was taken for text on its way.
    Text(TextKind),
    /// It is a file of another kind, named here with its article.
    OtherKind(&'static str),
    /// It is packed in a way that is not taken off here, and may be a scroll inside.
    Packed(&'static str),
    /// It is a session that was recorded.
    Session,
    /// It begins like gzip but cannot be unpacked.
    BadGzip(String),
    /// It unpacks to more than [`MAX_PLATTERS`].
    TooLong,
    /// It unpacks to more than there is memory for.
    NoRoom,
}

impl fmt::Display for ScrollError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(
                f,
                "This file is empty. A program has at least one platter of four bytes."
            ),
            Self::Ragged { bytes, has_returns } => {
                write!(
                    f,
                    "This file has {bytes} bytes. A program consists of platters of four bytes, so {} too many or {} \
                     missing: ",
                    bytes % 4,
                    4 - bytes % 4
                )?;
                f.write_str(if *has_returns {
                    "each byte 0x0a in it has a 0x0d before it, as text has that Windows wrote. Write it as binary."
                } else {
                    "it was probably cut off or altered on its way. Fetch it again, as binary, or look at how your \
                     program writes it."
                })
            }
            Self::Text(kind) => f.write_str(text_words(*kind)),
            Self::OtherKind(kind) => {
                write!(
                    f,
                    "This file is {kind}, not a program. Choose the .um or .umz file itself."
                )
            }
            Self::Packed(kind) => {
                write!(
                    f,
                    "This file is {kind}, not a program. Unpack it, and choose the .um or .umz file inside."
                )
            }
            Self::Session => write!(
                f,
                "This file is a session of um32, not a program. The page plays it, and um32 replay does."
            ),
            Self::BadGzip(reason) => {
                write!(
                    f,
                    "This file is packed with gzip but cannot be unpacked ({reason}). Fetch it again, as binary."
                )
            }
            Self::TooLong => write!(
                f,
                "This file holds more than {} million platters, more than um32 takes.",
                MAX_PLATTERS / 1_000_000
            ),
            Self::NoRoom => write!(
                f,
                "This file is packed with gzip and larger than um32 takes: there is no memory here to unpack it."
            ),
        }
    }
}

fn text_words(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Plain => {
            "This file is text, not a program. If it is UM assembly, give it a name that ends in .ums; if it came from \
             a web page, download the program itself."
        }
        TextKind::Digits => {
            "This file has numbers as text. A program has four bytes for each platter: of hexadecimal digits xxd -r -p \
             makes such a file."
        }
        TextKind::Wide => {
            "This file is text in UTF-16, as > in PowerShell writes it. A program has to be written as binary."
        }
        TextKind::Recoded => {
            "This program was written as text: each byte above 127 became two. Write it as binary."
        }
        TextKind::Replaced => {
            "This program was read as text: bytes that are none were replaced, and are lost. Make or fetch it again, as \
             binary."
        }
    }
}

impl std::error::Error for ScrollError {}
