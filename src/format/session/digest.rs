//! Owns the hashes of sessions: of images, and of what was printed so far. Deliberately
//! does not know what they are compared with.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Bytes that are hashed at once. V8 goes on in code that it compiled in haste until a function ends:
/// at one go 16 MB take ten times as long.
const PIECE_BYTES: usize = 1 << 16;

/// A SHA-256; 64 hexadecimal digits to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(pub [u8; 32]);

/// The first eight bytes of the SHA-256 of all that was printed since the
/// beginning; 16 hexadecimal digits to people. Enough to notice a replay that
/// went another way, and short, for there is one for each line typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed(pub [u8; 8]);

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_pieces(bytes.chunks(PIECE_BYTES))
    }

    /// The digest of these pieces, one after the other; none of them is long.
    #[must_use]
    pub fn of_pieces(pieces: impl IntoIterator<Item: AsRef<[u8]>>) -> Self {
        let mut hash = Sha256::new();
        for piece in pieces {
            hash.update(piece);
        }
        Self(hash.finalize().into())
    }
}

/// What was printed so far, hashed as it comes.
#[derive(Clone, Debug, Default)]
pub struct OutputHash {
    hash: Sha256,
    bytes: u64,
}

impl OutputHash {
    /// More was printed.
    pub fn update(&mut self, output: &[u8]) {
        self.hash.update(output);
        self.bytes += output.len() as u64;
    }

    /// The hash so far.
    #[must_use]
    pub fn printed(&self) -> Printed {
        let digest: [u8; 32] = self.hash.clone().finalize().into();
        Printed(*digest.first_chunk().expect("32 bytes"))
    }

    /// Bytes so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// Formats, serializes and parses a newtype of bytes as hexadecimal digits.
macro_rules! hexadecimal {
    ($name:ident, $bytes:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let digits = String::deserialize(deserializer)?;
                let mut bytes = [0; $bytes];
                let pairs = digits.as_bytes().chunks(2);
                let is_right = digits.len() == 2 * $bytes
                    && pairs.zip(&mut bytes).all(|(pair, byte)| {
                        let digits = str::from_utf8(pair).ok();
                        let digits = digits.filter(|digits| !digits.starts_with('+'));
                        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                        value.inspect(|&value| *byte = value).is_some()
                    });
                if is_right {
                    Ok(Self(bytes))
                } else {
                    let what = concat!("a hash is not ", $bytes, " bytes as hexadecimal digits");
                    Err(D::Error::custom(what))
                }
            }
        }
    };
}

hexadecimal!(Digest, 32);
hexadecimal!(Printed, 8);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_one_digest_in_whatever_pieces() {
        // From FIPS 180-4's examples: a million times "a".
        let told = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
        let bytes = vec![b'a'; 1_000_000];
        assert_eq!(Digest::of(&bytes).to_string(), told);
        assert_eq!(
            Digest::of_pieces([&bytes[..7], &bytes[7..]]).to_string(),
            told
        );
    }
}
