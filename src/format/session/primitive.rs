//! Owns the numbers, texts and bytes that sections consist of. Deliberately
//! knows nothing of what they mean.
//!
//! None of it is inline: sessions are small, and the page weighs every copy.

/// Why a primitive cannot be read.
pub(super) type Wrong = &'static str;

pub(super) const ENDS: Wrong = "it ends too soon";

/// Appends primitives.
pub(super) trait Put {
    fn number(&mut self, number: u64);
    fn bytes(&mut self, bytes: &[u8]);
    fn text(&mut self, text: &str);
}

impl Put for Vec<u8> {
    #[inline(never)]
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.push(number as u8);
    }

    #[inline(never)]
    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }
}

/// Takes primitives off the front. Lengths are checked against what is there
/// before anything is allocated.
pub(super) struct Take<'a>(pub(super) &'a [u8]);

impl<'a> Take<'a> {
    pub(super) fn byte(&mut self) -> Result<u8, Wrong> {
        self.slice(1).map(|byte| byte[0])
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Wrong> {
        self.slice(N)
            .map(|bytes| bytes.try_into().expect("as many as asked for"))
    }

    pub(super) fn slice(&mut self, bytes: usize) -> Result<&'a [u8], Wrong> {
        let (slice, rest) = self.0.split_at_checked(bytes).ok_or(ENDS)?;
        self.0 = rest;
        Ok(slice)
    }

    #[inline(never)]
    pub(super) fn number(&mut self) -> Result<u64, Wrong> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if part << shift >> shift != part {
                break;
            }
            number |= part << shift;
            if byte < 0x80 {
                // One way to write each number, so that equal sessions are equal bytes.
                if byte == 0 && shift > 0 {
                    return Err("a number is written longer than it needs");
                }
                return Ok(number);
            }
        }
        Err("a number is too large")
    }

    /// A number of things of which each takes at least `least` bytes.
    #[inline(never)]
    pub(super) fn count(&mut self, least: usize) -> Result<usize, Wrong> {
        let count = self.number()?;
        if count > (self.0.len() / least) as u64 {
            return Err("it holds fewer things than it says");
        }
        Ok(count as usize)
    }

    #[inline(never)]
    pub(super) fn bytes(&mut self) -> Result<&'a [u8], Wrong> {
        let length = self.number()?;
        self.slice(usize::try_from(length).map_err(|_| ENDS)?)
    }

    #[inline(never)]
    pub(super) fn text(&mut self) -> Result<String, Wrong> {
        let text = str::from_utf8(self.bytes()?).map_err(|_| "a text is not UTF-8")?;
        Ok(text.to_owned())
    }

    pub(super) fn end(&self) -> Result<(), Wrong> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err("something follows its end")
        }
    }
}

/// A signed number, small when near 0.
pub(super) fn zigzag(number: i64) -> u64 {
    (number as u64) << 1 ^ (number >> 63) as u64
}

/// The other way.
pub(super) fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}
