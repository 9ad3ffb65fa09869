//! Owns how random programs are drawn: by a seed, so that a red run is red again,
//! and as many as asked for, or for as long. Deliberately knows nothing of what
//! is done with them.

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::time::{Duration, Instant};

/// The number in the environment variable `name`.
pub fn setting(name: &str, default: u32) -> u32 {
    std::env::var(name).map_or(default, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {text}"))
    })
}

/// A source of `trials` programs, the same for the same seed.
pub fn runner(seed: u32, trials: u32) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: trials,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// Between two words of a soak about how far it is.
const WORD_EVERY: Duration = Duration::from_secs(60);

/// How long trials go on: a number of them, or a time.
pub struct Length {
    /// Trials begun.
    pub trials: u64,
    trials_max: u64,
    end: Option<Instant>,
    next_word: Instant,
}

impl Length {
    /// `UM32_SECONDS`, else `UM32_TRIALS`, else `trials`.
    pub fn of_settings(trials: u32) -> Self {
        let now = Instant::now();
        let seconds = std::env::var("UM32_SECONDS").ok();
        let end = seconds.map(|_| now + Duration::from_secs(setting("UM32_SECONDS", 0).into()));
        Self {
            trials: 0,
            trials_max: setting("UM32_TRIALS", trials).into(),
            end,
            next_word: now + WORD_EVERY,
        }
    }

    /// Whether there is to be another trial. Says a word when it is time.
    pub fn goes_on(&mut self, word: impl FnOnce(u64)) -> bool {
        let now = Instant::now();
        if now >= self.next_word {
            word(self.trials);
            self.next_word = now + WORD_EVERY;
        }
        let goes_on = match self.end {
            Some(end) => now < end || self.trials == 0,
            None => self.trials < self.trials_max,
        };
        self.trials += u64::from(goes_on);
        goes_on
    }
}
