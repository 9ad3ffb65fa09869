//! Owns the keeping of several sessions in one file: one after another, each
//! whole, as [`super::write`] writes it. A session without its image means the
//! one of the same hash in a session before it. Deliberately reads nothing of
//! what is in a session; who reads one finds what is wrong with it.

use super::container::{CRC_BYTES, DONE, FRAME_BYTES, HEAD_BYTES};

/// The sessions of a file, in order. What is cut off or damaged so that its end
/// cannot be told is the last, with all that follows.
#[must_use]
pub fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut sessions = Vec::new();
    let mut rest = bytes;
    while let Some(end) = end_of_first(rest) {
        let (session, after) = rest.split_at(end);
        sessions.push(session);
        rest = after;
    }
    if !rest.is_empty() || sessions.is_empty() {
        sessions.push(rest);
    }
    sessions
}

/// Where the first session ends, as its sections say.
fn end_of_first(bytes: &[u8]) -> Option<usize> {
    let mut at = HEAD_BYTES;
    loop {
        let frame: &[u8; FRAME_BYTES] = bytes.get(at..)?.first_chunk()?;
        let [t, a, g, s, _, length @ ..] = *frame;
        let length = usize::try_from(u32::from_le_bytes(length)).ok()?;
        at = at
            .checked_add(FRAME_BYTES + CRC_BYTES)?
            .checked_add(length)?;
        if at > bytes.len() {
            return None;
        }
        if [t, a, g, s] == DONE {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, Session, fixture, read, write};
    use super::*;

    fn session(id: &str, lines: u64) -> Vec<u8> {
        let entries = (0..lines).map(|nth| Entry {
            bytes: vec![b'x'; 1 + nth as usize],
            is_end: false,
            echo: None,
            instructions: nth,
            date: 0,
        });
        write(&Session {
            entries: entries.collect(),
            ..fixture::session(id)
        })
        .unwrap()
    }

    #[test]
    fn sessions_come_apart_as_they_were_put_together() {
        let all = [session("a", 0), session("b", 300), session("c", 1)];
        let bundle = all.concat();
        assert_eq!(split(&bundle), all);
        assert_eq!(split(&all[1]), [&all[1][..]]);
        let ids: Vec<_> = split(&bundle)
            .into_iter()
            .map(|bytes| read(bytes).unwrap().id)
            .collect();
        assert_eq!(ids, ["a", "b", "c"]);
    }

    #[test]
    fn what_is_cut_off_anywhere_is_the_last_and_reading_it_fails() {
        let all = [session("a", 2), session("b", 2)];
        let bundle = all.concat();
        for end in all[0].len() + 1..bundle.len() {
            let pieces = split(&bundle[..end]);
            assert_eq!(pieces[0], all[0], "cut at {end}");
            assert_eq!(pieces.concat(), &bundle[..end]);
            assert!(read(pieces[pieces.len() - 1]).is_err(), "cut at {end}");
        }
        assert_eq!(split(b""), [b""]);
        assert!(read(split(b"SAND")[0]).is_err());
    }

    #[test]
    fn any_altered_byte_is_found_in_the_session_that_it_is_in() {
        let all = [session("a", 2), session("b", 2)];
        let bundle = all.concat();
        for at in 0..bundle.len() {
            let mut altered = bundle.clone();
            altered[at] ^= 4;
            let is_found = split(&altered).into_iter().any(|one| read(one).is_err());
            assert!(is_found, "altered at {at}");
        }
    }
}
