//! Owns whether compiled code is a gain, as measured: now and then a run is split, a part
//! of it only interpreted, and the two speeds are compared. Where compiled code is slower,
//! time after time, it is left aside for a while, then tried again; without a trial where
//! calls are too short to pay on any host. Deliberately knows neither what is run nor the
//! clock: it is told instructions and times.
//!
//! What compiling costs is not part of it, see [`super::economy`], which counts on
//! every compiled instruction to gain. Not all do: code that is called millions of times
//! for a dozen instructions each, or that a host keeps in its hasty compiler's version,
//! thousands of functions of it, takes up to four times as long as interpreting.

mod speed;

pub use speed::{Called, Speed};
use speed::{MUCH, Side};

/// Milliseconds with compiled code until the first trial, and at least between two.
const WAIT_MIN_MS: f64 = 15.0;
/// A wait is so many times as short where there was a call every so many instructions and
/// less: then it is likely that compiled code is slower.
const WAIT_SUSPICIOUS: f64 = 5.0;
const SUSPICIOUS_CALL: u64 = 40;
/// A wait in milliseconds at the most, when trial after trial was won.
const WAIT_MAX_MS: f64 = 2000.0;
/// Instructions in hopeless calls, and between them, after which compiled code is left aside
/// without a trial: a millisecond or two.
const HOPELESS: u64 = 500_000;
/// By how much the wait grows after a trial that was won clearly, or hardly.
const WAIT_GROWTH_CLEAR: f64 = 4.0;
const WAIT_GROWTH: f64 = 2.0;
/// Milliseconds of waiting up to which there is no trial where compiled code is so many times
/// as quick as interpreting was in the last one: a trial costs what compiled code would have
/// gained meanwhile.
const UNASKED_MS: f64 = 300.0;
const UNASKED_GAIN: f64 = 1.2;
/// Milliseconds that each side is measured for.
const MEASURED_MS: f64 = 3.0;
/// Ticks of the clock that each side is measured for: what is shorter than a tick is 0 or
/// one, about right on the whole.
const MEASURED_TICKS: f64 = 30.0;
/// The same where the answer is clear.
const CLEAR_MS: f64 = 1.0;
const CLEAR_TICKS: f64 = 10.0;
/// How many times as quick compiled code is then.
const CLEAR_GAIN: f64 = 1.3;
/// How many times as long it takes then.
const CLEAR_LOSS: f64 = 1.5;
/// Times of interpreting from which on a trial is lost.
const LOST: f64 = 1.05;
/// Compiled code is left aside when the trials lost in a row have come to so many, each
/// counted by the share of the instructions that compiled code did: what most of a program
/// has yet to be compiled for may soon be a gain, and would never be one left aside.
const LOSSES_MAX: f64 = 1.0;
/// What a lost trial counts at least. Code of which next to nothing is used can lose, too,
/// by what it costs to look out for it.
const LOSS_MIN: f64 = 0.1;
/// Milliseconds that it is left aside for, first and at the most.
const ASIDE_MIN_MS: f64 = 100.0;
const ASIDE_MAX_MS: f64 = 1000.0;
/// Milliseconds that interpreting an instruction takes at least: what is left aside comes back
/// also where the clock stands still.
const INTERPRETED_MS: f64 = 0.000_001;
/// Readings of a clock after which it is taken to stand still: nothing can be compared.
const READINGS_MAX: u32 = 1_000_000;
/// Instructions of a run that are only interpreted in a trial, at the most: some tenths of
/// a millisecond.
const PART: u64 = 200_000;
/// Instructions of a run at least: shorter ones are neither split nor timed.
pub const RUN_MIN: u64 = 15_000;
/// The share of a run that is only interpreted at first. Then it is such that both sides take
/// as long as each other, within the other two.
const SHARE: f64 = 0.3;
const SHARE_MIN: f64 = 0.1;
const SHARE_MAX: f64 = 0.75;

/// How a run is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// With compiled code, where there is any.
    Compiled,
    /// Compiled code is left aside.
    Interpreted,
    /// So many instructions are interpreted first, and both parts timed.
    Both(u64),
}

/// How a trial ended for compiled code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Won,
    Lost,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    Waiting {
        left_ms: f64,
        compiled: Speed,
        /// Instructions of the last runs, all of them of hopeless calls.
        hopeless: u64,
    },
    Measuring {
        interpreted: Side,
        compiled: Side,
        /// See [`Called`].
        compiled_instructions: u64,
    },
    Aside {
        left_ms: f64,
    },
}

fn waiting(left_ms: f64) -> Phase {
    Phase::Waiting {
        left_ms,
        compiled: Speed::default(),
        hopeless: 0,
    }
}

fn measuring() -> Phase {
    Phase::Measuring {
        interpreted: Side::default(),
        compiled: Side::default(),
        compiled_instructions: 0,
    }
}

/// Whether compiled code is a gain.
#[derive(Debug)]
pub struct Trial {
    phase: Phase,
    /// Interpreting in the last trial.
    interpreted: Option<Speed>,
    /// A tick of the clock, once it is known.
    tick_ms: Option<f64>,
    /// The next wait, and the next time that code is left aside.
    wait_ms: f64,
    aside_ms: f64,
    /// Trials lost in a row, counted as [`LOSSES_MAX`] says; just the last one when code
    /// comes back that was left aside.
    losses: f64,
    /// What the last trial counts, if it was lost.
    last_loss: f64,
}

impl Default for Trial {
    fn default() -> Self {
        Self {
            phase: waiting(WAIT_MIN_MS),
            interpreted: None,
            tick_ms: None,
            wait_ms: WAIT_MIN_MS,
            aside_ms: ASIDE_MIN_MS,
            losses: 0.0,
            last_loss: 0.0,
        }
    }
}

impl Trial {
    /// Whether the clock must be looked at before the next run, as a trial has begun.
    pub fn wants_tick(&self) -> bool {
        self.tick_ms.is_none() && matches!(self.phase, Phase::Measuring { .. })
    }

    /// Finds out how exactly the clock tells the time: browsers' may tick once a millisecond.
    pub fn find_tick(&mut self, milliseconds: impl Fn() -> f64) {
        let began = milliseconds();
        let ends = (0..READINGS_MAX).map(|_| milliseconds());
        self.tick_ms = ends.map(|end| end - began).find(|&tick| tick > 0.0);
        if self.tick_ms.is_none() {
            self.phase = waiting(f64::INFINITY);
        }
    }

    /// How the next run, of so many instructions, is to be done.
    pub fn plan(&self, budget_instructions: u64) -> Plan {
        match self.phase {
            Phase::Waiting { .. } => Plan::Compiled,
            Phase::Aside { .. } => Plan::Interpreted,
            Phase::Measuring {
                interpreted,
                compiled,
                ..
            } => {
                let sides = [interpreted, compiled];
                let [interpreted, compiled] = sides.map(|side| side.usual().ms_each());
                let both = interpreted + compiled;
                let share = if both > 0.0 { compiled / both } else { SHARE };
                let part = budget_instructions as f64 * share.clamp(SHARE_MIN, SHARE_MAX);
                Plan::Both((part as u64).min(PART))
            }
        }
    }

    /// Whether compiled code that is much used lost the last trial: then no more of it is
    /// made.
    pub fn is_doubtful(&self) -> bool {
        self.last_loss >= MUCH || matches!(self.phase, Phase::Aside { .. })
    }

    /// A run that called compiled code was so quick.
    pub fn note_compiled(&mut self, called: Called) {
        let Phase::Waiting {
            left_ms,
            compiled,
            hopeless,
        } = &mut self.phase
        else {
            return;
        };
        let run = called.speed;
        if called.is_hopeless() {
            *hopeless += run.instructions;
            if *hopeless >= HOPELESS {
                self.leave_aside();
            }
            return;
        }
        *hopeless = 0;
        let is_suspicious = run.instructions <= called.calls * SUSPICIOUS_CALL;
        let weight = if is_suspicious { WAIT_SUSPICIOUS } else { 1.0 };
        compiled.add(run);
        *left_ms -= run.ms * weight;
        if *left_ms <= 0.0 {
            let compiled = *compiled;
            self.end_wait(compiled);
        }
    }

    /// Begins a trial, unless compiled code seems to be a gain as it was.
    fn end_wait(&mut self, compiled: Speed) {
        let is_gain = |interpreted: Speed| {
            interpreted.ms_each() > compiled.ms_each() * UNASKED_GAIN && self.wait_ms < UNASKED_MS
        };
        if self.losses == 0.0 && self.interpreted.is_some_and(is_gain) {
            self.wait_again(WAIT_GROWTH);
        } else {
            self.phase = measuring();
        }
    }

    /// A run that left compiled code aside was so quick.
    pub fn note_aside(&mut self, interpreted: Speed) {
        if let Phase::Aside { left_ms } = &mut self.phase {
            let least_ms = interpreted.instructions as f64 * INTERPRETED_MS;
            *left_ms -= interpreted.ms.max(least_ms);
            if *left_ms <= 0.0 {
                // Hopeless calls are seen before a trial begins.
                self.phase = waiting(0.0);
            }
        }
    }

    /// The two parts of a run were so quick; the second called compiled code. Ends the
    /// trial when enough is known.
    pub fn note_both(&mut self, first: Speed, second: Called) -> Option<Verdict> {
        if let Phase::Measuring {
            interpreted,
            compiled,
            compiled_instructions,
        } = &mut self.phase
        {
            interpreted.add(first);
            compiled.add(second.speed);
            *compiled_instructions += second.compiled_instructions;
        }
        self.judge()
    }

    /// A run, or the second part of one, called no compiled code: what there is is not in
    /// use any more, and what lost is no reason to make no other.
    pub fn note_uncalled(&mut self) {
        if matches!(self.phase, Phase::Measuring { .. }) || self.is_doubtful() {
            self.forget_losses();
            self.wait_ms = WAIT_MIN_MS;
            self.phase = waiting(self.wait_ms);
        }
    }

    /// The verdict, when enough is known, and what follows from it.
    fn judge(&mut self) -> Option<Verdict> {
        let Phase::Measuring {
            interpreted,
            compiled,
            compiled_instructions,
        } = self.phase
        else {
            return None;
        };
        let tick_ms = self.tick_ms?;
        let share = compiled_instructions as f64 / compiled.all.instructions.max(1) as f64;
        let [interpreted, compiled] = [interpreted, compiled].map(Side::usual);
        let least_ms = interpreted.ms.min(compiled.ms);
        let is_measured = |ms: f64, ticks: f64| least_ms >= ms.max(ticks * tick_ms);
        self.interpreted = Some(interpreted);
        let times = compiled.ms_each() / interpreted.ms_each();
        let is_clear_gain = times * CLEAR_GAIN < 1.0;
        let is_clear = is_clear_gain || times > CLEAR_LOSS;
        if !(is_measured(MEASURED_MS, MEASURED_TICKS)
            || is_clear && is_measured(CLEAR_MS, CLEAR_TICKS))
        {
            return None;
        }
        Some(if times > LOST {
            self.lose(share)
        } else if is_clear_gain {
            self.win(WAIT_GROWTH_CLEAR)
        } else {
            self.win(WAIT_GROWTH)
        })
    }

    fn win(&mut self, growth: f64) -> Verdict {
        self.forget_losses();
        self.aside_ms = ASIDE_MIN_MS;
        self.wait_again(growth);
        Verdict::Won
    }

    fn forget_losses(&mut self) {
        (self.losses, self.last_loss) = (0.0, 0.0);
    }

    fn wait_again(&mut self, growth: f64) {
        self.wait_ms = (self.wait_ms * growth).min(WAIT_MAX_MS);
        self.phase = waiting(self.wait_ms);
    }

    /// By code that did such a share of the instructions.
    fn lose(&mut self, share: f64) -> Verdict {
        self.last_loss = share.max(LOSS_MIN);
        self.losses += self.last_loss;
        self.wait_ms = WAIT_MIN_MS;
        if self.losses >= LOSSES_MAX {
            self.losses = self.last_loss;
            self.leave_aside();
        } else if self.is_doubtful() {
            self.phase = measuring();
        } else {
            self.phase = waiting(self.wait_ms);
        }
        Verdict::Lost
    }

    fn leave_aside(&mut self) {
        let left_ms = self.aside_ms;
        self.aside_ms = (self.aside_ms * 2.0).min(ASIDE_MAX_MS);
        self.phase = Phase::Aside { left_ms };
    }
}

#[cfg(test)]
mod tests;
