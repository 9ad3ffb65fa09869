//! Owns how often the finger jumped where, as far as somebody looked: of the
//! places jumped to most, about right; of others nothing. Deliberately small: a
//! count beside every platter would cost a miss of the cache at every look.
//!
//! Each place has one seat it may take. Who holds it loses a little whenever
//! another wants it, and the seat itself in the end: the most frequent stay, as
//! in the counters of Misra and Gries ("Finding repeated elements", 1982).

/// Seats. A power of two.
const SEATS: usize = 1 << 13;
/// Counts grow no further.
const COUNT_MAX: u32 = 1 << 30;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    offset: u32,
    /// Programs before that one.
    programs: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seat {
    place: Place,
    jumps: u32,
}

/// Jumps by offset in the 0 array.
#[derive(Debug)]
pub struct Heat {
    seats: Box<[Seat]>,
    programs: u32,
}

impl Default for Heat {
    fn default() -> Self {
        Self {
            seats: vec![Seat::default(); SEATS].into_boxed_slice(),
            programs: 0,
        }
    }
}

impl Heat {
    fn place(&self, offset: u32) -> Place {
        Place {
            offset,
            programs: self.programs,
        }
    }

    /// The seat of `offset`: places close to each other have different ones.
    fn seat(&mut self, offset: u32) -> &mut Seat {
        &mut self.seats[offset as usize % SEATS]
    }

    /// Counts `jumps` more jumps to `offset`; the new count.
    pub fn count(&mut self, offset: u32, jumps: u32) -> u32 {
        let place = self.place(offset);
        let seat = self.seat(offset);
        if seat.place != place {
            let is_of_this_program = seat.place.programs == place.programs;
            if is_of_this_program && seat.jumps > jumps {
                seat.jumps -= jumps;
                return jumps;
            }
            *seat = Seat { place, jumps: 0 };
        }
        seat.jumps = (seat.jumps + jumps).min(COUNT_MAX);
        seat.jumps
    }

    /// How often the finger jumped to `offset`.
    #[must_use]
    pub fn jumps(&self, offset: u32) -> u32 {
        let seat = self.seats[offset as usize % SEATS];
        if seat.place == self.place(offset) {
            seat.jumps
        } else {
            0
        }
    }

    /// Counts on from `jumps` at `offset`, whoever holds the seat.
    pub fn set(&mut self, offset: u32, jumps: u32) {
        let place = self.place(offset);
        *self.seat(offset) = Seat { place, jumps };
    }

    /// Another program is loaded. There are programs that load themselves anew
    /// thousands of times, so nothing is cleared.
    pub fn forget(&mut self) {
        self.programs = self.programs.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_keeps_its_seat() {
        let mut heat = Heat::default();
        let (usual, rare) = (7, 7 + SEATS as u32);
        for round in 0..1000 {
            heat.count(usual, 64);
            if round % 3 == 0 {
                assert_eq!(heat.count(rare, 64), 64);
            }
        }
        assert_eq!(heat.jumps(rare), 0);
        assert!(heat.jumps(usual) > 600 * 64);
        heat.set(usual, 0);
        assert_eq!((heat.count(rare, 1), heat.jumps(rare)), (1, 1));
    }

    #[test]
    fn counts_do_not_overflow() {
        let mut heat = Heat::default();
        heat.set(3, COUNT_MAX);
        assert_eq!(heat.count(3, u32::MAX >> 2), COUNT_MAX);
        heat.forget();
        assert_eq!(heat.jumps(3), 0);
    }
}
