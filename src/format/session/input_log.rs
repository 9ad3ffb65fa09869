//! Owns what the input log is as bytes, in a session's file and in a link; the layout is
//! described in [`super`]. Deliberately leaves checksums and packing to whoever holds it.

use super::Entry;
use super::primitive::{ENDS, Put, Take, Wrong, unzigzag, zigzag};

const IS_END: u8 = 1;
const ECHO_IS_BYTES: u8 = 2;
const ECHO_IS_OTHER: u8 = 4;
const ENTRY_MIN_BYTES: usize = 3;
/// Set in a length: the echo is to be had from the bytes.
const ECHO_FOLLOWS: u64 = 1 << 63;

/// What the echo of an entry is when it is nothing special.
fn plain_echo(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\n").unwrap_or(bytes)
}

pub(super) fn write(entries: &[Entry]) -> Vec<u8> {
    let mut log = Vec::new();
    log.number(entries.len() as u64);
    let (mut instructions, mut date) = (0, 0);
    for entry in entries {
        let echo = match &entry.echo {
            None => 0,
            Some(echo) if echo.as_bytes() == plain_echo(&entry.bytes) => ECHO_IS_BYTES,
            Some(_) => ECHO_IS_OTHER,
        };
        log.push(echo + u8::from(entry.is_end) * IS_END);
        log.number(entry.instructions - instructions);
        log.number(zigzag(entry.date.wrapping_sub(date) as i64));
        if !entry.is_end {
            log.number(entry.bytes.len() as u64);
        }
        if let (ECHO_IS_OTHER, Some(other)) = (echo, &entry.echo) {
            log.text(other);
        }
        (instructions, date) = (entry.instructions, entry.date);
    }
    for entry in entries {
        log.extend(&entry.bytes);
    }
    log
}

pub(super) fn read(from: &mut Take) -> Result<Vec<Entry>, Wrong> {
    let count = from.count(ENTRY_MIN_BYTES)?;
    let mut entries = Vec::with_capacity(count);
    let mut lengths = Vec::with_capacity(count);
    let (mut instructions, mut date) = (0_u64, 0_u64);
    for _ in 0..count {
        let flags = from.byte()?;
        let is_end = flags & IS_END != 0;
        let echo = flags & !IS_END;
        instructions = instructions
            .checked_add(from.number()?)
            .ok_or("there are too many instructions")?;
        date = date.wrapping_add(unzigzag(from.number()?) as u64);
        lengths.push(if is_end { 0 } else { from.count(1)? as u64 });
        entries.push(Entry {
            bytes: Vec::new(),
            is_end,
            echo: match echo {
                0 => None,
                ECHO_IS_BYTES => Some(String::new()),
                ECHO_IS_OTHER => Some(from.text()?),
                _ => return Err("an entry is of no known kind"),
            },
            instructions,
            date,
        });
        // Only the bytes, which come later, tell this echo.
        if echo == ECHO_IS_BYTES {
            *lengths.last_mut().expect("just pushed") |= ECHO_FOLLOWS;
        }
    }
    for (entry, length) in entries.iter_mut().zip(lengths) {
        let bytes = usize::try_from(length & !ECHO_FOLLOWS).map_err(|_| ENDS)?;
        entry.bytes = from.slice(bytes)?.to_vec();
        if length & ECHO_FOLLOWS != 0 {
            let echo = str::from_utf8(plain_echo(&entry.bytes));
            entry.echo = Some(echo.map_err(|_| "an echo is not UTF-8")?.to_owned());
        }
    }
    from.end()?;
    Ok(entries)
}
