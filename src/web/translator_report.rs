//! Owns the shape in which the translator's figures reach JavaScript: plain
//! objects. Deliberately does not know how they come about; see `engine::statistics`.

use crate::engine::Statistics;
use crate::jit::{Reason, Site};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How often something happened, by name. */
export interface NamedCount {
  name: string;
  count: number;
}

/** A place at which compiled code left for the interpreter. */
export interface SiteReport {
  /** Why, as in the report's `exits`. */
  reason: string;
  /** Offset in the 0 array of the instruction that was next; not known where a jump's target was computed. */
  finger?: number;
  /** Offset in the 0 array at which that code begins. */
  entry: number;
  count: number;
}

/** What the translator did since the machine's beginning. */
export interface TranslatorReport {
  /** Functions compiled, each from a tree of the program's blocks. */
  functions: number;
  modules: number;
  /** The part of them that was dropped again. */
  droppedModules: number;
  /** Modules that the host refused, or had no room for. */
  hostRefusals: number;
  /** Instructions lowered, copies counted. */
  loweredInstructions: number;
  wasmBytes: number;
  /** Milliseconds of compiling, the host's part included. */
  compileMs: number;
  hostCompileMs: number;
  /** The longest of it in one piece. */
  longestCompileMs: number;
  /** How often compiling was put off because it had cost its share of the time. */
  postponed: number;
  /** How often compiled code was compared with interpreting. */
  trials: number;
  /** How often it was slower. */
  lostTrials: number;
  /** Instructions interpreted with no eye on anything, of programs that load one another soon. */
  unseenInstructions: number;
  /** Instructions interpreted because compiled code had been slower. */
  asideInstructions: number;
  /** Calls of compiled code. */
  calls: number;
  /** Instructions done, those that were gone back on among them. */
  instructions: number;
  /** The part of them that was done in compiled code. */
  compiledInstructions: number;
  /** Exits from compiled code by reason, the most frequent first. */
  exits: NamedCount[];
  /** Places of exits of the present program, the busiest first. */
  sites: SiteReport[];
  /** Refusals to compile an entry, the most frequent first. */
  refusals: NamedCount[];
}
"#;

/// How often something happened, by name.
#[derive(Debug, Serialize)]
struct NamedCount {
    name: String,
    count: f64,
}

/// A place at which compiled code left for the interpreter.
#[derive(Debug, Serialize)]
struct SiteReport {
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    finger: Option<u32>,
    entry: u32,
    count: f64,
}

/// What the translator did since the machine's beginning; see `TYPES`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TranslatorReport {
    functions: f64,
    modules: f64,
    dropped_modules: f64,
    host_refusals: f64,
    lowered_instructions: f64,
    wasm_bytes: f64,
    compile_ms: f64,
    host_compile_ms: f64,
    longest_compile_ms: f64,
    postponed: f64,
    trials: f64,
    lost_trials: f64,
    unseen_instructions: f64,
    aside_instructions: f64,
    calls: f64,
    instructions: f64,
    compiled_instructions: f64,
    exits: Vec<NamedCount>,
    sites: Vec<SiteReport>,
    refusals: Vec<NamedCount>,
}

impl TranslatorReport {
    /// The report of these figures.
    pub fn new(statistics: &Statistics, sites: &[(Site, u64)]) -> Self {
        Self {
            functions: f64::from(statistics.functions),
            modules: f64::from(statistics.modules),
            dropped_modules: f64::from(statistics.dropped_modules),
            host_refusals: statistics.link_errors as f64,
            lowered_instructions: statistics.lowered_instructions as f64,
            wasm_bytes: statistics.wasm_bytes as f64,
            compile_ms: statistics.compile_ms,
            host_compile_ms: statistics.link_ms,
            longest_compile_ms: statistics.longest_compile_ms,
            postponed: statistics.postponed as f64,
            trials: f64::from(statistics.trials),
            lost_trials: f64::from(statistics.lost_trials),
            unseen_instructions: statistics.unseen_instructions as f64,
            aside_instructions: statistics.aside_instructions as f64,
            calls: statistics.calls as f64,
            instructions: statistics.instructions as f64,
            compiled_instructions: statistics.compiled_instructions as f64,
            exits: named(
                statistics
                    .exits
                    .iter()
                    .map(|(reason, &count)| (reason.name(), count)),
            ),
            sites: sites.iter().map(SiteReport::from).collect(),
            refusals: named(
                statistics
                    .refusals
                    .iter()
                    .map(|(refusal, &count)| (refusal, count)),
            ),
        }
    }
}

impl From<&(Site, u64)> for SiteReport {
    fn from(&(site, count): &(Site, u64)) -> Self {
        Self {
            reason: site.reason.name(),
            finger: (site.reason != Reason::ComputedTarget).then_some(site.finger),
            entry: site.entry,
            count: count as f64,
        }
    }
}

/// The most frequent first.
fn named(counts: impl Iterator<Item = (impl ToString, u64)>) -> Vec<NamedCount> {
    let mut named: Vec<NamedCount> = Vec::new();
    for (name, count) in counts {
        let (name, count) = (name.to_string(), count as f64);
        let at = named.partition_point(|other| other.count >= count);
        named.insert(at, NamedCount { name, count });
    }
    named
}
