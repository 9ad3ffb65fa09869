//! Owns the writing of a transcript as an asciicast, version 2, which players
//! exist for. Deliberately knows nothing of sessions: what was on the terminal,
//! and when, is all it needs.
//!
//! Source: <https://docs.asciinema.org/manual/asciicast/v2/>. The machine prints
//! line feeds only; a terminal in raw mode, which a player is, needs a carriage
//! return before each. Bytes are UTF-8, as in the page's terminal.

use serde::{Deserialize, Serialize};

/// Longer pauses are shown as this long, in seconds: people think, viewers wait.
const IDLE_LIMIT_SECONDS: u8 = 2;

/// A transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cast {
    /// Shown by players; may be empty.
    pub title: String,
    /// The terminal's width in characters.
    pub columns: u32,
    /// Its height in lines.
    pub rows: u32,
    /// When it began, in milliseconds since 1970.
    pub created: u64,
    /// In order.
    pub pieces: Vec<Piece>,
}

/// What was printed, and then typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Piece {
    /// What was printed until the program asked.
    #[serde(with = "serde_bytes")]
    pub output: Vec<u8>,
    /// The line typed then, as the terminal showed it, without its line feed.
    #[serde(default)]
    pub echo: Option<String>,
    /// When it was typed, in milliseconds since 1970.
    #[serde(default)]
    pub date: Option<u64>,
}

#[derive(Serialize)]
struct Header<'a> {
    version: u8,
    width: u32,
    height: u32,
    timestamp: u64,
    idle_time_limit: u8,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
}

/// The text of an asciicast file: one line of JSON for the header and each event.
#[must_use]
pub fn write(cast: &Cast) -> String {
    let header = Header {
        version: 2,
        width: cast.columns,
        height: cast.rows,
        timestamp: cast.created / 1000,
        idle_time_limit: IDLE_LIMIT_SECONDS,
        title: &cast.title,
    };
    let mut text = serde_json::to_string(&header).expect("plain fields");
    text.push('\n');
    let mut terminal = Terminal::default();
    let mut elapsed_ms = 0;
    let mut event = |elapsed_ms: u64, kind: &str, data: &str| {
        if !data.is_empty() {
            let (seconds, ms) = (elapsed_ms / 1000, elapsed_ms % 1000);
            let data = serde_json::to_string(data).expect("a text");
            // Milliseconds are whole: the tables that print any f64 are a part of the
            // page's weight that nothing else needs.
            text += &format!("[{seconds}.{ms:03},\"{kind}\",{data}]\n");
        }
    };
    for piece in &cast.pieces {
        event(elapsed_ms, "o", &terminal.shown(&piece.output));
        if let Some(date) = piece.date {
            // A clock may have been set back; a cast's time never runs back.
            elapsed_ms = elapsed_ms.max(date.saturating_sub(cast.created));
        }
        if let Some(echo) = &piece.echo {
            event(elapsed_ms, "m", echo);
            event(
                elapsed_ms,
                "o",
                &terminal.shown(format!("{echo}\n").as_bytes()),
            );
        }
    }
    event(elapsed_ms, "o", &terminal.rest());
    text
}

/// Bytes to what a raw terminal is given.
#[derive(Default)]
struct Terminal {
    /// A character's first bytes, of which the rest has not come.
    begun: Vec<u8>,
    after_carriage_return: bool,
}

impl Terminal {
    fn shown(&mut self, bytes: &[u8]) -> String {
        self.begun.extend(bytes);
        let whole = self.begun.len() - unfinished(&self.begun);
        let characters: Vec<u8> = self.begun.drain(..whole).collect();
        let mut shown = String::with_capacity(characters.len());
        for character in String::from_utf8_lossy(&characters).chars() {
            if character == '\n' && !self.after_carriage_return {
                shown.push('\r');
            }
            self.after_carriage_return = character == '\r';
            shown.push(character);
        }
        shown
    }

    fn rest(&mut self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut self.begun)).into_owned()
    }
}

/// How many last bytes begin a character that may go on.
fn unfinished(bytes: &[u8]) -> usize {
    let last = bytes.len().saturating_sub(3);
    (last..bytes.len())
        .find(|&start| {
            str::from_utf8(&bytes[start..])
                .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
        })
        .map_or(0, |start| bytes.len() - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_times_and_characters_across_pieces() {
        let piece = |output: &[u8], echo: &str, date| Piece {
            output: output.to_vec(),
            echo: Some(echo.to_owned()),
            date: Some(date),
        };
        let cast = Cast {
            title: "a \"cast\"".to_owned(),
            columns: 80,
            rows: 24,
            created: 1_500_000_001_000,
            pieces: vec![
                piece(b"a\nb\r\n\xe2\x82", "ls", 1_500_000_002_250),
                piece(b"\xac\xff\x1b[2J", "", 1_400_000_000_000),
                Piece {
                    output: b"\xc3".to_vec(),
                    ..Piece::default()
                },
            ],
        };
        // The echo comes between the two halves of a character, as it did on the screen.
        let lines = [
            r#"{"version":2,"width":80,"height":24,"timestamp":1500000001,"idle_time_limit":2,"title":"a \"cast\""}"#,
            r#"[0.000,"o","a\r\nb\r\n"]"#,
            r#"[1.250,"m","ls"]"#,
            "[1.250,\"o\",\"\u{fffd}ls\\r\\n\"]",
            "[1.250,\"o\",\"\u{fffd}\u{fffd}\\u001b[2J\"]",
            r#"[1.250,"o","\r\n"]"#,
            "[1.250,\"o\",\"\u{fffd}\"]",
        ];
        assert_eq!(write(&cast), lines.join("\n") + "\n");
    }
}
