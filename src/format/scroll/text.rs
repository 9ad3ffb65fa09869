//! Owns which bytes are text, and which were a program before something took them for text.
//! Deliberately has no words for it: see [`super::ScrollError`].

/// What kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// Of any kind but the others.
    Plain,
    /// Nothing but digits of numbers.
    Digits,
    /// In UTF-16.
    Wide,
    /// A program whose bytes above 127 were each written as a character of two bytes.
    Recoded,
    /// A program that was read as text: what was no character there is lost.
    Replaced,
}

/// Which kind of text the beginning of a file of `length` bytes is. No program of use is any:
/// orthography, operator 13, needs a byte of 0xd0 to 0xdf that no ASCII text has, and UTF-8 has it
/// only before a byte of 0x80 to 0xbf; and UTF-16 begins with an operator that there is none of.
pub(super) fn kind(beginning: &[u8], length: usize) -> Option<TextKind> {
    if is_wide(beginning) {
        return Some(TextKind::Wide);
    }
    let text = match std::str::from_utf8(beginning) {
        Ok(text) => text,
        // A character may be cut at the end of the piece looked at.
        Err(error) if length > beginning.len() && error.error_len().is_none() => {
            std::str::from_utf8(&beginning[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return None,
    };
    let (mut is_plain, mut is_digits, mut digits, mut highest) = (true, true, 0, '\0');
    for c in text.chars() {
        let is_blank = matches!(c, '\n' | '\r' | '\t' | '\x0c');
        // Controls, those of Latin-1 among them.
        is_plain &= is_blank || !matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}');
        // Numbers in any notation that programs print them in.
        is_digits &= is_blank || c.is_ascii_hexdigit() || matches!(c, ' ' | 'x' | ',');
        digits += u32::from(c.is_ascii_digit());
        highest = highest.max(c);
    }
    match highest {
        '\0' => None,
        // Enough of them for a platter.
        _ if is_digits && digits >= 8 => Some(TextKind::Digits),
        _ if is_plain => Some(TextKind::Plain),
        char::REPLACEMENT_CHARACTER => Some(TextKind::Replaced),
        '\u{80}'..='\u{ff}' => Some(TextKind::Recoded),
        _ => None,
    }
}

/// Whether a file begins with the mark of UTF-16.
#[must_use]
pub fn is_wide(beginning: &[u8]) -> bool {
    beginning.starts_with(b"\xff\xfe") || beginning.starts_with(b"\xfe\xff")
}

/// Whether each line feed has a carriage return before it, as text has that Windows wrote.
pub(super) fn has_returns(beginning: &[u8]) -> bool {
    let count = |part: &[u8]| {
        beginning
            .windows(part.len())
            .filter(|&at| at == part)
            .count()
    };
    let returns = count(b"\r\n");
    returns > 0 && returns == count(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `r1 := 200; output r1; halt`
    const PROGRAM: [u8; 12] = [0xd2, 0, 0, 200, 0xa0, 0, 0, 1, 0x70, 0, 0, 0];

    fn of(bytes: &[u8]) -> Option<TextKind> {
        kind(bytes, bytes.len())
    }

    #[test]
    fn a_program_is_no_text_and_what_was_made_of_it_is_told() {
        assert_eq!(of(&PROGRAM), None);
        let recoded: String = PROGRAM.iter().map(|&byte| char::from(byte)).collect();
        assert_eq!(of(recoded.as_bytes()), Some(TextKind::Recoded));
        let replaced = String::from_utf8_lossy(&PROGRAM);
        assert_eq!(of(replaced.as_bytes()), Some(TextKind::Replaced));
        for digits in [
            "d20000c8\na0000001\n70000000\n",
            "0xd20000C8, 0x70000000",
            "01110000",
        ] {
            assert_eq!(of(digits.as_bytes()), Some(TextKind::Digits), "{digits}");
        }
        for plain in ["halt", "r1 := 25", "1234567", "Grüße"] {
            assert_eq!(of(plain.as_bytes()), Some(TextKind::Plain), "{plain}");
        }
        assert_eq!(of(b"\xff\xfeh\0"), Some(TextKind::Wide));
        assert_eq!(of(b"\xfe\xff\0h"), Some(TextKind::Wide));
        // Without an orthography there may be no byte above 127 at all.
        assert_eq!(of(&[0x70, 0, 0, 0]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn line_feeds_of_windows_are_told_from_others() {
        assert!(has_returns(b"\xd2\0\0\r\n\xa0\0\0\x01"));
        assert!(!has_returns(b"\xd2\0\0\r\n\xd4\0\0\n"));
        assert!(!has_returns(b"\xd2\0\0\r"));
    }
}
