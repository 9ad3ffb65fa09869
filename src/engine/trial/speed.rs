//! Owns how quick parts of runs were, and what can be said of calls without a clock.
//! Deliberately compares nothing: that is [`super`]'s.

/// Instructions of a call of compiled code, on the average, that do not pay for it on any
/// host: looking code up, going in and out takes as long as interpreting twice as many.
pub const HOPELESS_CALL: u64 = 24;
/// The share of the instructions from which on compiled code does much of a program: when
/// it loses then, no more is compiled, and the next trial follows at once.
pub const MUCH: f64 = 0.5;

/// How quick something was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Speed {
    pub instructions: u64,
    /// Milliseconds.
    pub ms: f64,
}

impl Speed {
    pub fn add(&mut self, other: Self) {
        self.instructions += other.instructions;
        self.ms += other.ms;
    }

    pub fn ms_each(self) -> f64 {
        self.ms / self.instructions.max(1) as f64
    }
}

/// A run, or a part of one, in which compiled code was called.
#[derive(Clone, Copy, Debug, Default)]
pub struct Called {
    /// All of it, what was interpreted between the calls as well.
    pub speed: Speed,
    /// The instructions that compiled code did.
    pub compiled_instructions: u64,
    pub calls: u64,
}

impl Called {
    /// The share of the instructions that compiled code did.
    pub fn share(self) -> f64 {
        self.compiled_instructions as f64 / self.speed.instructions.max(1) as f64
    }

    /// Whether compiled code does much of the program, in calls too short to pay.
    pub fn is_hopeless(self) -> bool {
        self.share() >= MUCH && self.compiled_instructions < self.calls * HOPELESS_CALL
    }
}

/// One side of a trial.
#[derive(Clone, Copy, Debug, Default)]
pub struct Side {
    pub all: Speed,
    /// The part that took longest.
    longest: Speed,
}

impl Side {
    pub fn add(&mut self, part: Speed) {
        self.all.add(part);
        if part.ms > self.longest.ms {
            self.longest = part;
        }
    }

    /// All but the part that took longest: in one, the host may have done something else.
    pub fn usual(self) -> Speed {
        Speed {
            instructions: self.all.instructions - self.longest.instructions,
            ms: self.all.ms - self.longest.ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_took_longest_is_left_out() {
        let part = |instructions, ms| Speed { instructions, ms };
        let mut side = Side::default();
        for (instructions, ms) in [(100, 2.0), (300, 9.0), (50, 1.0)] {
            side.add(part(instructions, ms));
        }
        assert_eq!((side.all.instructions, side.all.ms), (450, 12.0));
        let usual = side.usual();
        assert_eq!((usual.instructions, usual.ms), (150, 3.0));
        assert_eq!(usual.ms_each(), 0.02);
        assert_eq!(Speed::default().ms_each(), 0.0, "of nothing");
    }

    #[test]
    fn calls_are_hopeless_that_do_half_of_a_program_in_next_to_nothing() {
        let is_hopeless = |instructions, compiled_instructions| {
            let called = Called {
                speed: Speed {
                    instructions,
                    ms: 1.0,
                },
                compiled_instructions,
                calls: 100,
            };
            called.is_hopeless()
        };
        let few = 100 * HOPELESS_CALL;
        assert!(is_hopeless(few - 1, few - 1));
        assert!(!is_hopeless(few, few));
        assert!(is_hopeless(2000, 1000), "half of it");
        assert!(!is_hopeless(2000, 999));
    }
}
