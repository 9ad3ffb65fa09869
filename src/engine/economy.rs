//! Owns whether compiling may go on: what it has cost, what it has gained.
//! Deliberately knows nothing of what is compiled.
//!
//! Compiling pays for itself: it may cost what compiled code has saved by now, so
//! that no program is much slower than interpreted. The first module, when nothing
//! has been spent, is free. What is hottest gets hot first, so little is lost by
//! putting the rest off; but what has been put off for long is compiled without
//! asking here, see [`super::compiling`].

use super::statistics::Statistics;

/// Milliseconds that each compiled instruction saves, cautiously estimated.
const SAVED_MS: f64 = 0.000_000_7;
/// Milliseconds that a call of compiled code costs, beside what it does.
const CALL_MS: f64 = 0.000_15;
/// Milliseconds that an exit and the way back cost.
const EXIT_MS: f64 = 0.000_3;
/// Functions that a module costs as much as, beside those in it.
const MODULE_FUNCTIONS: f64 = 2.0;
/// Milliseconds that a host spends later for each instruction lowered, when it
/// compiles a function at its first call. Not seen by our clock.
const LATER_MS: f64 = 0.000_6;
/// Milliseconds that a host takes to link what lowering took a millisecond for, where
/// compiling costs at most what it usually does: V8 takes half of one, SpiderMonkey a whole one.
const USUAL_LINK_MS: f64 = 2.0;
/// Milliseconds of lowering that are added to what was measured: some clocks are as coarse,
/// and of a host that linked little yet nothing is known.
const GIVEN_MS: f64 = 1.0;
/// Times of the usual that compiling is taken to cost at most: long works would wait for
/// their code, and short ones gain no more.
const DEAREST: f64 = 2.0;

/// Whether something may be compiled now.
pub fn may_compile(statistics: &Statistics) -> bool {
    let saved_ms =
        statistics.compiled_instructions as f64 * SAVED_MS - statistics.calls as f64 * CALL_MS;
    spent_ms(statistics) <= saved_ms
}

/// Whether so many exits have cost as much as compiling so many functions will,
/// judged by those that were compiled.
pub fn cost_as_much(statistics: &Statistics, exits: u32, functions: u32) -> bool {
    let function_ms = spent_ms(statistics) / f64::from(statistics.functions.max(1));
    f64::from(exits) * EXIT_MS > (f64::from(functions) + MODULE_FUNCTIONS) * function_ms
}

/// How many times as much compiling costs on this host as on the usual ones, by how long
/// it links what we lowered: both by the same clock, so that a slow machine is no dear
/// host. JavaScriptCore links behind whatever it optimises just then, and takes five to
/// ten times as long as we.
pub fn dearness(statistics: &Statistics) -> f64 {
    let own_ms = statistics.compile_ms - statistics.link_ms + GIVEN_MS;
    (statistics.link_ms / (own_ms * USUAL_LINK_MS)).clamp(1.0, DEAREST)
}

/// Milliseconds that all compiling costs, sooner or later. What a dear host does later is
/// dear, too.
fn spent_ms(statistics: &Statistics) -> f64 {
    let later_ms = statistics.lowered_instructions as f64 * LATER_MS;
    statistics.compile_ms + later_ms * dearness(statistics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_may_be_spent() {
        let mut statistics = Statistics::default();
        assert!(may_compile(&statistics), "the first");
        statistics.compile_ms = 100.0;
        assert!(!may_compile(&statistics));
        statistics.compiled_instructions = (90.0 / SAVED_MS) as u64;
        assert!(!may_compile(&statistics));
        statistics.compiled_instructions = (110.0 / SAVED_MS) as u64;
        assert!(may_compile(&statistics));
        statistics.calls = (20.0 / CALL_MS) as u64;
        assert!(!may_compile(&statistics));
    }

    #[test]
    fn a_host_is_dear_that_links_for_long_what_was_lowered_in_a_short_time() {
        let dear = |compile_ms, link_ms| {
            dearness(&Statistics {
                compile_ms,
                link_ms,
                ..Statistics::default()
            })
        };
        assert_eq!(dear(0.0, 0.0), 1.0);
        assert_eq!(dear(250.0, 150.0), 1.0);
        assert_eq!(dear(68.0, 27.0), 1.0, "not less than usual");
        assert_eq!(dear(2.0, 2.0), 1.0, "a clock of whole milliseconds");
        assert!((1.4..1.6).contains(&dear(400.0, 300.0)));
        assert_eq!(dear(1e6, 1e6), DEAREST);
    }

    #[test]
    fn what_a_dear_host_does_later_is_dear() {
        let statistics = |link_ms| Statistics {
            compile_ms: 100.0,
            link_ms,
            lowered_instructions: 100_000,
            ..Statistics::default()
        };
        let [usual, dear] = [50.0, 90.0].map(|link_ms| spent_ms(&statistics(link_ms)));
        assert!(dear > usual + 50.0, "{usual} {dear}");
    }

    #[test]
    fn exits_pay_for_code_made_anew() {
        let statistics = Statistics {
            functions: 50,
            compile_ms: 15.0,
            ..Statistics::default()
        };
        for functions in [1, 30] {
            let enough = (0.3 * (f64::from(functions) + MODULE_FUNCTIONS) / EXIT_MS) as u32;
            assert!(!cost_as_much(&statistics, enough - 1, functions));
            assert!(cost_as_much(&statistics, enough + 1, functions));
        }
    }
}
