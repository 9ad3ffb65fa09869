//! Owns how often the finger jumped where and what was in the registers then, as far
//! as somebody looked: of the places jumped to most, about right; of others nothing.
//! Deliberately small: a count beside every platter, or a map of them, would cost a
//! miss of the cache at every look.
//!
//! Each place has one row of seats it may take. When others have them all, the one
//! with the fewest jumps loses a little, and the seat itself in the end: the most
//! frequent stay, as in the counters of Misra and Gries ("Finding repeated
//! elements", 1982).

/// Rows. A power of two.
const ROWS: usize = 1 << 11;
/// Seats in a row: a line of the cache.
const SEATS: usize = 4;
/// Counts grow no further.
const COUNT_MAX: u32 = 1 << 30;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    offset: u32,
    /// Programs before that one.
    programs: u32,
}

/// Which registers were 0 whenever a place was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// A bit for each register that was never anything else.
    zeros: u8,
    /// Looks, as far as they can be counted.
    looks: u8,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            zeros: u8::MAX,
            looks: 0,
        }
    }
}

impl Profile {
    /// Notes a look: a bit in `zeros` for each register that is 0.
    pub fn note(&mut self, zeros: u8) {
        self.zeros &= zeros;
        self.looks = self.looks.saturating_add(1);
    }

    /// What both say.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            zeros: self.zeros & other.zeros,
            looks: self.looks.saturating_add(other.looks),
        }
    }

    #[must_use]
    pub fn looks(self) -> u8 {
        self.looks
    }

    /// Whether the register of this number was 0 at every look, one at least.
    #[must_use]
    pub fn is_zero(self, register: usize) -> bool {
        self.looks > 0 && self.zeros >> register & 1 == 1
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Seat {
    place: Place,
    jumps: u32,
    profile: Profile,
}

/// Jumps by offset in the 0 array.
#[derive(Debug)]
pub struct Heat {
    rows: Box<[[Seat; SEATS]]>,
    programs: u32,
}

impl Default for Heat {
    fn default() -> Self {
        Self {
            rows: vec![[Seat::default(); SEATS]; ROWS].into_boxed_slice(),
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

    /// The row of `offset`: places close to each other have different ones.
    fn row(&self, offset: u32) -> &[Seat; SEATS] {
        &self.rows[offset as usize % ROWS]
    }

    fn row_mut(&mut self, offset: u32) -> &mut [Seat; SEATS] {
        &mut self.rows[offset as usize % ROWS]
    }

    /// Counts `jumps` more jumps to `offset`; the new count.
    pub fn count(&mut self, offset: u32, jumps: u32) -> u32 {
        let place = self.place(offset);
        let row = self.row_mut(offset);
        if let Some(seat) = row.iter_mut().find(|seat| seat.place == place) {
            seat.jumps = (seat.jumps + jumps).min(COUNT_MAX);
            return seat.jumps;
        }
        let seat = weakest(row, place);
        let is_of_this_program = seat.place.programs == place.programs;
        if is_of_this_program && seat.jumps > jumps {
            seat.jumps -= jumps;
        } else {
            *seat = Seat {
                place,
                jumps,
                profile: Profile::default(),
            };
        }
        jumps
    }

    /// Notes which registers are 0 at `offset`, if that has a seat.
    pub fn sample(&mut self, offset: u32, zeros: u8) {
        let place = self.place(offset);
        let row = self.row_mut(offset);
        if let Some(seat) = row.iter_mut().find(|seat| seat.place == place) {
            seat.profile.note(zeros);
        }
    }

    /// What was seen at `offset`.
    #[must_use]
    pub fn profile(&self, offset: u32) -> Profile {
        let place = self.place(offset);
        let seat = self.row(offset).iter().find(|seat| seat.place == place);
        seat.map_or_else(Profile::default, |seat| seat.profile)
    }

    /// How often the finger jumped to `offset`.
    #[must_use]
    pub fn jumps(&self, offset: u32) -> u32 {
        let place = self.place(offset);
        let seat = self.row(offset).iter().find(|seat| seat.place == place);
        seat.map_or(0, |seat| seat.jumps)
    }

    /// Counts on from `jumps` at `offset`, whoever holds the seats.
    pub fn set(&mut self, offset: u32, jumps: u32) {
        let place = self.place(offset);
        let row = self.row_mut(offset);
        let own = row.iter().position(|seat| seat.place == place);
        match own {
            Some(own) => row[own].jumps = jumps,
            None => {
                *weakest(row, place) = Seat {
                    place,
                    jumps,
                    profile: Profile::default(),
                };
            }
        }
    }

    /// Nobody counts at `offset` any more, so its seat is free.
    pub fn free(&mut self, offset: u32) {
        let place = self.place(offset);
        let row = self.row_mut(offset);
        for seat in row.iter_mut().filter(|seat| seat.place == place) {
            *seat = Seat {
                place,
                ..Seat::default()
            };
        }
    }

    /// Another program is loaded. There are programs that load themselves anew
    /// thousands of times, so nothing is cleared.
    pub fn forget(&mut self) {
        self.programs = self.programs.wrapping_add(1);
    }
}

/// The seat that `place` may take: one of an earlier program, or that with the
/// fewest jumps.
fn weakest(row: &mut [Seat; SEATS], place: Place) -> &mut Seat {
    let strength = |seat: &Seat| {
        if seat.place.programs == place.programs {
            seat.jumps
        } else {
            0
        }
    };
    let mut weakest = 0;
    for seat in 1..SEATS {
        if strength(&row[seat]) < strength(&row[weakest]) {
            weakest = seat;
        }
    }
    &mut row[weakest]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Offsets of one row.
    fn of_one_row(number: u32) -> u32 {
        7 + number * ROWS as u32
    }

    #[test]
    fn the_most_frequent_keep_their_seats() {
        let mut heat = Heat::default();
        let rare = of_one_row(SEATS as u32);
        for round in 0..1000 {
            for number in 0..SEATS as u32 {
                heat.count(of_one_row(number), 64);
            }
            if round % 3 == 0 {
                assert_eq!(heat.count(rare, 64), 64);
            }
        }
        assert_eq!(heat.jumps(rare), 0);
        for number in 0..SEATS as u32 {
            assert!(heat.jumps(of_one_row(number)) > 600 * 64);
        }
    }

    #[test]
    fn a_seat_that_is_free_is_taken() {
        let mut heat = Heat::default();
        for number in 0..SEATS as u32 {
            heat.set(of_one_row(number), 1000);
        }
        let other = of_one_row(SEATS as u32);
        assert_eq!((heat.count(other, 1), heat.jumps(other)), (1, 0));
        heat.free(of_one_row(2));
        assert_eq!((heat.count(other, 1), heat.jumps(other)), (1, 1));
        assert_eq!(heat.jumps(of_one_row(3)), 1000);
        heat.forget();
        assert_eq!(heat.jumps(of_one_row(3)), 0);
        assert_eq!(heat.count(of_one_row(3), 5), 5);
    }

    #[test]
    fn counts_do_not_overflow() {
        let mut heat = Heat::default();
        heat.set(3, COUNT_MAX);
        assert_eq!(heat.count(3, u32::MAX >> 2), COUNT_MAX);
        heat.forget();
        assert_eq!(heat.jumps(3), 0);
    }

    #[test]
    fn what_was_seen_at_an_entry_lasts_as_long_as_its_seat() {
        let mut heat = Heat::default();
        heat.sample(3, 0);
        assert_eq!(heat.profile(3), Profile::default());
        heat.count(3, 1);
        heat.sample(3, 0b0110);
        heat.sample(3, 0b1010);
        let profile = heat.profile(3);
        assert_eq!(profile.looks(), 2);
        let zeros: Vec<usize> = (0..8).filter(|&number| profile.is_zero(number)).collect();
        assert_eq!(zeros, [1]);
        heat.free(3);
        assert_eq!(heat.profile(3), Profile::default());
    }

    #[test]
    fn what_was_never_looked_at_is_not_known_to_be_zero() {
        assert!((0..8).all(|number| !Profile::default().is_zero(number)));
        let mut often = Profile::default();
        (0..300).for_each(|_| often.note(1));
        assert_eq!(often.looks(), u8::MAX);
        assert_eq!(often.and(often).looks(), u8::MAX);
    }

    #[test]
    fn seats_of_an_earlier_program_are_free_however_often_it_jumped() {
        let mut heat = Heat::default();
        for number in 0..SEATS as u32 {
            heat.set(of_one_row(number), 1000);
        }
        heat.forget();
        for number in 0..SEATS as u32 {
            heat.count(of_one_row(10 + number), 1);
        }
        for number in 0..SEATS as u32 {
            assert_eq!(heat.jumps(of_one_row(10 + number)), 1);
        }
    }

    #[test]
    fn who_has_the_fewest_jumps_loses_as_many_as_are_counted_and_the_seat_in_the_end() {
        let mut heat = Heat::default();
        for number in 0..SEATS as u32 {
            heat.set(of_one_row(number), 1000);
        }
        heat.set(of_one_row(2), 130);
        let other = of_one_row(SEATS as u32);
        let counted = [(); 3].map(|()| {
            let count = heat.count(other, 64);
            (count, heat.jumps(other), heat.jumps(of_one_row(2)))
        });
        assert_eq!(counted, [(64, 0, 66), (64, 0, 2), (64, 64, 0)]);
    }
}
