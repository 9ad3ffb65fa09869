//! Owns the shape in which the translator's figures reach JavaScript: plain
//! fields. Does not know how they come about; see `engine::statistics`.

use crate::engine::Statistics;
use crate::jit::{Reason, Site};
use wasm_bindgen::prelude::wasm_bindgen;

/// How often something happened, by name.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone, Debug)]
pub struct NamedCount {
    /// What happened, in a few words.
    #[wasm_bindgen(readonly)]
    pub name: String,
    /// How often.
    #[wasm_bindgen(readonly)]
    pub count: f64,
}

/// A place at which compiled code left for the interpreter.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone, Debug)]
pub struct SiteReport {
    /// Why, as in [`TranslatorReport::exits`].
    #[wasm_bindgen(readonly)]
    pub reason: String,
    /// Offset in the 0 array of the instruction that was next; not known where
    /// a jump's target was computed.
    #[wasm_bindgen(readonly)]
    pub finger: Option<u32>,
    /// Offset in the 0 array at which the compiled region begins.
    #[wasm_bindgen(readonly)]
    pub entry: u32,
    /// How often.
    #[wasm_bindgen(readonly)]
    pub count: f64,
}

/// What the translator did since the machine's beginning.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone, Debug)]
pub struct TranslatorReport {
    /// Regions compiled, each a wasm function.
    #[wasm_bindgen(readonly)]
    pub regions: u32,
    /// Modules compiled.
    #[wasm_bindgen(readonly)]
    pub modules: u32,
    /// The part of them that was dropped again.
    #[wasm_bindgen(js_name = droppedModules, readonly)]
    pub dropped_modules: u32,
    /// Modules that the host refused, or had no room for.
    #[wasm_bindgen(js_name = hostRefusals, readonly)]
    pub host_refusals: f64,
    /// Bytes of wasm compiled.
    #[wasm_bindgen(js_name = wasmBytes, readonly)]
    pub wasm_bytes: f64,
    /// Milliseconds of compiling, the host's part included.
    #[wasm_bindgen(js_name = compileMs, readonly)]
    pub compile_ms: f64,
    /// The host's part of it, in milliseconds.
    #[wasm_bindgen(js_name = hostCompileMs, readonly)]
    pub host_compile_ms: f64,
    /// The longest of it in one piece, in milliseconds.
    #[wasm_bindgen(js_name = longestCompileMs, readonly)]
    pub longest_compile_ms: f64,
    /// How often compiling was put off because it had cost its share of the time.
    #[wasm_bindgen(readonly)]
    pub postponed: f64,
    /// Instructions interpreted because compiled code had been slower.
    #[wasm_bindgen(js_name = asideInstructions, readonly)]
    pub aside_instructions: f64,
    /// Calls of compiled code.
    #[wasm_bindgen(readonly)]
    pub calls: f64,
    /// Instructions done, those that were gone back on among them.
    #[wasm_bindgen(readonly)]
    pub instructions: f64,
    /// The part of them that was done in compiled code.
    #[wasm_bindgen(js_name = compiledInstructions, readonly)]
    pub compiled_instructions: f64,
    /// Exits from compiled code by reason, the most frequent first.
    #[wasm_bindgen(readonly)]
    pub exits: Vec<NamedCount>,
    /// Places of exits of the present program, the busiest first.
    #[wasm_bindgen(readonly)]
    pub sites: Vec<SiteReport>,
    /// Refusals to compile an entry, the most frequent first.
    #[wasm_bindgen(readonly)]
    pub refusals: Vec<NamedCount>,
}

impl TranslatorReport {
    /// The report of these figures.
    pub fn new(statistics: &Statistics, sites: &[(Site, u64)]) -> Self {
        Self {
            regions: statistics.functions,
            modules: statistics.modules,
            dropped_modules: statistics.dropped_modules,
            host_refusals: statistics.link_errors as f64,
            wasm_bytes: statistics.wasm_bytes as f64,
            compile_ms: statistics.compile_ms,
            host_compile_ms: statistics.link_ms,
            longest_compile_ms: statistics.longest_compile_ms,
            postponed: statistics.postponed as f64,
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
            reason: site.reason.name().to_owned(),
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
