//! Owns the wasm text of small programs: what the translator makes of one habit
//! each, to be read and to show what a change of the translator changes.
//! Deliberately knows nothing of whether it is right; the other tests do.
//!
//! When a change is meant:
//!
//! ```text
//! UM32_BLESS=1 cargo test --test golden
//! ```
//!
//! writes `tests/golden/*.wat` anew; look at the difference before committing.
#![cfg(not(target_arch = "wasm32"))]

use um32::jit::{self, Arrays, Guarded, Knowledge, Request};
use um32::um::instruction::Register;
use um32::um::layout::Layout;

/// Everything is hot; of arrays and computed jumps only what is said here is
/// known.
struct Hot {
    arrays: Arrays,
    targets: &'static [u32],
}

/// Programs have short arrays and jump to wherever.
const USUAL: Hot = Hot {
    arrays: Arrays::Short,
    targets: &[],
};

impl Knowledge for Hot {
    fn is_hot(&self, _: u32) -> bool {
        true
    }
    fn is_compiled(&self, _: u32) -> bool {
        false
    }
    fn is_covered(&self, _: u32) -> bool {
        false
    }
    fn is_data(&self, _: u32) -> bool {
        false
    }
    fn arrays(&self, _: u32) -> Arrays {
        self.arrays
    }
    fn targets(&self, _: u32) -> Vec<u32> {
        self.targets.to_vec()
    }
}

/// Each program's name and its source.
const PROGRAMS: [(&str, &str); 13] = [
    (
        "arithmetic",
        "r1 := r2 + r3; r4 := r1 * r2; r5 := r4 nand r1; output r5",
    ),
    (
        "constants_fold",
        "r1 := 6; r2 := 7; r1 := r1 * r2; r3 := r1 nand r1; output r3",
    ),
    (
        "division",
        "r1 := r2 / r3; r4 := 10; r5 := r1 / r4; output r5",
    ),
    ("conditional_move", "if (r1 != 0) r2 := r3; output r2"),
    (
        "conditional_jump",
        "r2 := yes; r3 := no; if (r1 != 0) r3 := r2; goto r3 in program m[r0]\n\
         no: r4 := 1; output r4\n yes: r4 := 2; output r4",
    ),
    (
        "loop",
        "r7 := 0; r6 := r7 nand r7\n top: r1 := r1 + r6; r2 := out; r3 := top\n\
         if (r1 != 0) r2 := r3; goto r2 in program m[r7]\n out: halt",
    ),
    (
        "record",
        "r4 := 0; r2 := m[r1][r4]; r4 := 2; r5 := m[r1][r4]; r4 := 1; m[r1][r4] := r2; output r5",
    ),
    (
        "array_index",
        "r1 := 2; r2 := m[r3][r1]; r4 := m[r3][r5]; output r2",
    ),
    (
        "array_amendment",
        "r1 := 2; m[r3][r1] := r2; m[r3][r5] := r4; halt",
    ),
    (
        "zero_array",
        "r0 := 0; r1 := cell; r2 := m[r0][r1]; r2 := r2 + r2; m[r0][r1] := r2; halt\n cell: .data 5",
    ),
    (
        "allocation",
        "r1 := 3; r2 := map segment (r1 words); m[r2][r0] := r3; halt",
    ),
    ("abandonment", "unmap m[r1]; halt"),
    (
        "jump_table",
        "r0 := 0; r1 := table; r1 := r1 + r2; r1 := m[r0][r1]; goto r1 in program m[r0]\n table: .data 0, 0",
    ),
];

/// Programs of which more is known.
const KNOWN: [(&str, Hot, &str); 4] = [
    (
        "long_arrays",
        Hot {
            arrays: Arrays::Long,
            ..USUAL
        },
        "r2 := m[r3][r5]; r4 := m[r3][r6]; m[r3][r5] := r4; halt",
    ),
    (
        "any_arrays",
        Hot {
            arrays: Arrays::Any,
            ..USUAL
        },
        "r2 := m[r3][r5]; m[r3][r5] := r4; halt",
    ),
    (
        "jump_compared",
        Hot {
            targets: &[3],
            ..USUAL
        },
        "r0 := 0; r1 := m[r2][r3]; goto r1 in program m[r0]; r4 := r4 + r1; output r4",
    ),
    (
        "jump_by_table",
        Hot {
            targets: &[3, 5, 7, 9],
            ..USUAL
        },
        "r0 := 0; r1 := m[r2][r3]; goto r1 in program m[r0]\n\
         r4 := 1; halt\n r4 := 2; halt\n r4 := 3; halt\n r1 := 0; goto r1 in program m[r0]",
    ),
];

/// Run while r2, two platters of array 27 and one of the 0 array are watched.
const WATCHED: (&str, &str) = (
    "watched",
    "r2 := r4 + r5; m[r3][r5] := r2; m[r3][r2] := r4; r1 := 2; m[r3][r1] := r4\n\
     r1 := map segment (r1 words); unmap m[r3]; r0 := 0; m[r0][r4] := r5; r1 := cell; m[r0][r1] := r5; halt\n\
     cell: .data 0",
);

fn watched(program: &str) -> Guarded {
    let size = um32::asm::assemble(program).map_or(0, |program| program.len() as u32);
    let mut guarded = Guarded::default();
    guarded.add_register(Register::new(2).expect("one of eight"));
    for (identifier, offset) in [(27, 4), (27, 0), (0, size - 1)] {
        guarded.add_platter(identifier, offset);
    }
    guarded
}

/// Functions at the head of every module that the trees share.
const HELPERS: usize = 3;

/// Leaves out the helpers, which are the same in every module, or all else.
fn part(wat: &str, is_helpers: bool) -> String {
    const FUNCTION: &str = "\n  (func (;";
    let kept = wat
        .split(FUNCTION)
        .enumerate()
        .filter(|(index, _)| *index == 0 || (*index <= HELPERS) == is_helpers);
    kept.map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join(FUNCTION)
}

fn text(source: &str, knowledge: &Hot, is_helpers: bool, guarded: Option<&Guarded>) -> String {
    let program = um32::asm::assemble(source).unwrap_or_else(|error| panic!("{error}"));
    let compiled = jit::compile(Request {
        program: &program,
        program_address: 0x80_0000,
        layout: Layout::new(&(0x1_0000..0x100_0000)),
        marks_address: 0x90_0000,
        covered_address: 0xa0_0000,
        roots: &[0],
        first_slot: 100,
        first_site: 1_000,
        knowledge,
        guarded,
    })
    .expect("code");
    let features = wasmparser::WasmFeatures::WASM2.union(wasmparser::WasmFeatures::TAIL_CALL);
    wasmparser::Validator::new_with_features(features)
        .validate_all(&compiled.bytes)
        .expect("a valid module");
    let wat = wasmprinter::print_bytes(&compiled.bytes).expect("wasm text");
    let listing: String = um32::asm::disassemble(&program)
        .lines()
        .map(|line| format!(";; {line}\n"))
        .collect();
    let sites: String = (1_000..)
        .zip(&compiled.sites)
        .map(|(number, site)| {
            let name = site.reason.name();
            format!(";; site {number}: {name}, finger {}\n", site.finger)
        })
        .collect();
    format!("{listing}{sites}{}", part(&wat, is_helpers))
}

#[test]
fn wasm_of_small_programs() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let bless = std::env::var_os("UM32_BLESS").is_some();
    let mut differing = Vec::new();
    let helpers = [("helpers", "r1 := 1; halt")];
    let usual = helpers.into_iter().chain(PROGRAMS);
    let usual = usual.map(|(name, source)| (name, USUAL, source));
    let guarded = watched(WATCHED.1);
    let all = usual
        .chain(KNOWN)
        .map(|(name, knowledge, source)| (name, knowledge, source, None));
    let watched = (WATCHED.0, USUAL, WATCHED.1, Some(&guarded));
    for (name, knowledge, source, guarded) in all.chain([watched]) {
        let path = format!("{folder}/{name}.wat");
        let found = text(source, &knowledge, name == "helpers", guarded);
        if bless {
            std::fs::write(&path, found).expect("a file that can be written");
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&found) {
            differing.push(name);
        }
    }
    assert!(
        differing.is_empty(),
        "{differing:?} differ from tests/golden; if that is meant: UM32_BLESS=1 cargo test --test golden"
    );
}
