//! Owns intervals of unsigned values, and what operators make of them.
//! Deliberately knows nothing of where values are.

/// All values from `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub low: u32,
    pub high: u32,
}

impl Range {
    /// Any value.
    pub const FULL: Self = Self {
        low: 0,
        high: u32::MAX,
    };

    pub fn one(value: u32) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// Values that are in this range and at most `high`.
    pub fn at_most(self, high: u32) -> Self {
        Self {
            low: self.low.min(high),
            high: self.high.min(high),
        }
    }

    pub fn contains(self, value: u32) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Whether all values of the other one are in this one.
    pub fn has(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// Whether some value is in both.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The smallest range with both.
    pub fn or(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Sums; everything when one may wrap.
    pub fn add(self, other: Self) -> Self {
        match self.high.checked_add(other.high) {
            Some(high) => Self {
                low: self.low + other.low,
                high,
            },
            None => Self::FULL,
        }
    }

    /// Products; everything when one may wrap.
    pub fn multiply(self, other: Self) -> Self {
        match self.high.checked_mul(other.high) {
            Some(high) => Self {
                low: self.low * other.low,
                high,
            },
            None => Self::FULL,
        }
    }

    /// Quotients by what is not 0.
    pub fn divide(self, divisor: Self) -> Self {
        Self {
            low: self.low / divisor.high.max(1),
            high: self.high / divisor.low.max(1),
        }
    }

    /// Complements of common bits.
    pub fn not_and(self, other: Self) -> Self {
        Self {
            low: !self.high.min(other.high),
            high: u32::MAX,
        }
    }

    /// Complements.
    pub fn not(self) -> Self {
        Self {
            low: !self.high,
            high: !self.low,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ends and neighbours of interesting ranges.
    const VALUES: [u32; 11] = [
        0,
        1,
        2,
        3,
        255,
        256,
        65_535,
        1 << 20,
        u32::MAX / 2,
        u32::MAX - 1,
        u32::MAX,
    ];

    fn ranges() -> impl Iterator<Item = Range> + Clone {
        let ends = VALUES
            .iter()
            .flat_map(|&low| VALUES.iter().map(move |&high| (low, high)));
        ends.filter(|(low, high)| low <= high)
            .map(|(low, high)| Range { low, high })
    }

    fn members(range: Range) -> impl Iterator<Item = u32> {
        VALUES
            .into_iter()
            .filter(move |&value| range.contains(value))
    }

    #[test]
    fn a_range_has_both_its_ends_and_nothing_beyond() {
        let range = Range { low: 3, high: 256 };
        let found: Vec<u32> = members(range).collect();
        assert_eq!(found, [3, 255, 256]);
        assert!(members(Range::one(255)).eq([255]));
        assert!(members(Range::FULL).eq(VALUES));
    }

    #[test]
    fn no_operator_leaves_its_range() {
        for (left, right) in ranges().flat_map(|left| ranges().map(move |right| (left, right))) {
            for (l, r) in members(left).flat_map(|l| members(right).map(move |r| (l, r))) {
                assert!(left.add(right).contains(l.wrapping_add(r)));
                assert!(left.multiply(right).contains(l.wrapping_mul(r)));
                assert!(left.not_and(right).contains(!(l & r)));
                assert!(left.or(right).contains(l) && left.or(right).contains(r));
                assert!(left.meets(right) || l != r);
                assert!(left.contains(r) || !left.has(right));
                if let Some(quotient) = l.checked_div(r) {
                    assert!(left.divide(right).contains(quotient));
                }
            }
            for l in members(left) {
                assert!(left.not().contains(!l));
                assert!(l > right.high || left.at_most(right.high).contains(l));
            }
        }
    }

    #[test]
    fn ranges_meet_in_any_value_and_have_another_with_both_its_ends() {
        let range = Range { low: 3, high: 256 };
        let small = |low, high| Range { low, high };
        for (other, meets, has) in [
            (small(0, 2), false, false),
            (small(0, 3), true, false),
            (small(3, 3), true, true),
            (range, true, true),
            (small(4, 257), true, false),
            (small(256, 300), true, false),
            (small(257, 300), false, false),
            (Range::FULL, true, false),
        ] {
            assert_eq!(
                (range.meets(other), range.has(other)),
                (meets, has),
                "{other:?}"
            );
        }
    }

    #[test]
    fn a_masked_value_is_small_and_stays_so_behind_a_table() {
        let masked = Range::FULL.not_and(Range::one(255)).not();
        assert_eq!(masked, Range { low: 0, high: 255 });
        let offset = masked.add(Range::one(868));
        assert_eq!((offset.low, offset.high), (868, 1123));
    }
}
