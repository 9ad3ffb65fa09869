//! Owns numbers as little-endian bytes, written and read through a buffer.
//! Deliberately knows nothing of what they mean. A machine has millions of
//! short arrays, so what is small is done in line.

use super::{QUEUE_MAX_BYTES, RestoreError};
use std::io::{self, Read, Write};
use std::ops::Range;

const BUFFER_BYTES: usize = 1 << 16;

/// Numbers as little-endian bytes, through a buffer.
pub(in crate::um) struct Writer<'a> {
    out: &'a mut dyn Write,
    buffer: Box<[u8]>,
    /// Bytes in the buffer.
    filled: usize,
    /// Bytes in all.
    pub(super) written: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            buffer: vec![0; BUFFER_BYTES].into_boxed_slice(),
            filled: 0,
            written: 0,
        }
    }

    pub(in crate::um) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len();
        if bytes.len() > BUFFER_BYTES - self.filled {
            self.flush()?;
            if bytes.len() >= BUFFER_BYTES {
                return self.out.write_all(bytes);
            }
        }
        self.buffer[self.filled..][..bytes.len()].copy_from_slice(bytes);
        self.filled += bytes.len();
        Ok(())
    }

    pub(in crate::um) fn word(&mut self, word: u32) -> io::Result<()> {
        self.bytes(&word.to_le_bytes())
    }

    /// A word and a byte.
    #[inline]
    pub(in crate::um) fn link(&mut self, step: u32, note: u8) -> io::Result<()> {
        let [a, b, c, d] = step.to_le_bytes();
        self.bytes(&[a, b, c, d, note])
    }

    pub(in crate::um) fn words(&mut self, words: &[u32]) -> io::Result<()> {
        for words in words.chunks(BUFFER_BYTES / 8) {
            self.few_words(words)?;
        }
        Ok(())
    }

    /// Words that fit the buffer: those of a short array, of which a machine has millions.
    #[inline]
    pub(in crate::um) fn few_words(&mut self, words: &[u32]) -> io::Result<()> {
        let bytes = 4 * words.len();
        self.written += bytes;
        if bytes > BUFFER_BYTES - self.filled {
            self.flush()?;
        }
        let room = self.buffer[self.filled..][..bytes].as_chunks_mut::<4>().0;
        for (bytes, word) in room.iter_mut().zip(words) {
            *bytes = word.to_le_bytes();
        }
        self.filled += bytes;
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer[..self.filled])?;
        self.filled = 0;
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.flush()
    }
}

/// Little-endian bytes as numbers, through a buffer.
pub(in crate::um) struct Reader<'a> {
    from: &'a mut dyn Read,
    buffer: Box<[u8]>,
    /// What of the buffer is still to be had.
    rest: Range<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(from: &'a mut dyn Read) -> Self {
        Self {
            from,
            buffer: vec![0; BUFFER_BYTES].into_boxed_slice(),
            rest: 0..0,
        }
    }

    /// The next bytes, no more than the buffer holds.
    fn next(&mut self, bytes: usize) -> io::Result<&[u8]> {
        if self.rest.len() < bytes {
            self.fill(bytes)?;
        }
        let start = self.rest.start;
        self.rest.start += bytes;
        Ok(&self.buffer[start..][..bytes])
    }

    /// Reads on until there are so many bytes in the buffer.
    #[cold]
    fn fill(&mut self, bytes: usize) -> io::Result<()> {
        self.buffer.copy_within(self.rest.clone(), 0);
        self.rest = 0..self.rest.len();
        while self.rest.end < bytes {
            match self.from.read(&mut self.buffer[self.rest.end..]) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(more) => self.rest.end += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    pub(in crate::um) fn bytes(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        for bytes in bytes.chunks_mut(BUFFER_BYTES) {
            bytes.copy_from_slice(self.next(bytes.len())?);
        }
        Ok(())
    }

    pub(in crate::um) fn byte(&mut self) -> io::Result<u8> {
        Ok(self.next(1)?[0])
    }

    pub(in crate::um) fn word(&mut self) -> io::Result<u32> {
        let mut word = [0];
        self.few_words(&mut word)?;
        Ok(word[0])
    }

    pub(in crate::um) fn long(&mut self) -> io::Result<u64> {
        let mut long = [0; 8];
        self.bytes(&mut long)?;
        Ok(u64::from_le_bytes(long))
    }

    /// A word and a byte.
    #[inline]
    pub(in crate::um) fn link(&mut self) -> io::Result<(u32, u8)> {
        let bytes = self.next(5)?;
        let word = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        Ok((word, bytes[4]))
    }

    pub(in crate::um) fn words(&mut self, words: &mut [u32]) -> io::Result<()> {
        for words in words.chunks_mut(BUFFER_BYTES / 8) {
            self.few_words(words)?;
        }
        Ok(())
    }

    /// Words that fit the buffer.
    #[inline]
    pub(in crate::um) fn few_words(&mut self, words: &mut [u32]) -> io::Result<()> {
        let bytes = self.next(4 * words.len())?.as_chunks::<4>().0;
        for (word, bytes) in words.iter_mut().zip(bytes) {
            *word = u32::from_le_bytes(*bytes);
        }
        Ok(())
    }

    /// A number of bytes, and so many; memory is taken as they come.
    pub(super) fn queue(&mut self) -> Result<Vec<u8>, RestoreError> {
        let length = self.word()?;
        if length > QUEUE_MAX_BYTES {
            return Err(RestoreError::Impossible(
                "too much input or output is queued",
            ));
        }
        let mut queue = Vec::new();
        while queue.len() < length as usize {
            let piece = BUFFER_BYTES.min(length as usize - queue.len());
            queue.extend_from_slice(self.next(piece)?);
        }
        Ok(queue)
    }

    pub(super) fn end(&mut self) -> Result<(), RestoreError> {
        match self.byte() {
            Ok(_) => Err(RestoreError::Impossible("something follows its end")),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
