//! Owns the properties of the notation that hold for every program and every
//! text, and the strategies that make these. Knows only the public face of
//! `um32::asm`. Native only: the assembler has no code that differs by target.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use um32::asm::{Mistakes, Notation, assemble, disassemble, listing};

/// Texts that look like programs: random tokens of the notation in a row.
fn token_soup() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "r0",
        "r7",
        "r8",
        ":=",
        ":",
        ";",
        ",",
        "(",
        ")",
        "[",
        "]",
        "!=",
        "+",
        "-",
        "*",
        "/",
        "=",
        "if",
        "m",
        "nand",
        "halt",
        "map",
        "segment",
        "words",
        "unmap",
        "output",
        "input",
        "goto",
        "in",
        "program",
        "label",
        ".data",
        ".string",
        ".space",
        ".equ",
        "\"a\\n\"",
        "\"",
        "'a'",
        "'",
        "0",
        "25",
        "0xffffffff",
        "4294967296",
        "12z",
        "\n",
        "//",
        "#",
        "é",
        "\\",
        "0x",
    ]);
    prop::collection::vec(token, 0..60).prop_map(|tokens| tokens.join(" "))
}

/// Platters that favour decodable instructions with stray bits now and then.
fn platter() -> impl Strategy<Value = u32> {
    prop_oneof![
        any::<u32>(),
        (0_u32..16, 0_u32..512).prop_map(|(operator, registers)| operator << 28 | registers),
        (0_u32..16, 0_u32..512, 9_u32..28)
            .prop_map(|(operator, registers, bit)| operator << 28 | 1 << bit | registers),
    ]
}

/// One statement of a generated source: its text, and the platters it makes
/// once the offsets of the labels `l0`, `l1`, … are known.
#[derive(Clone, Debug)]
enum Line {
    Platter(u32),
    Label,
    Load {
        register: u8,
        label: usize,
        add: u32,
    },
    Offset {
        label: usize,
    },
    Text(Vec<u8>),
    Space(u32),
}

fn line() -> impl Strategy<Value = Line> {
    prop_oneof![
        4 => platter().prop_map(Line::Platter),
        2 => Just(Line::Label),
        2 => (0_u8..8, any::<usize>(), 0_u32..100)
            .prop_map(|(register, label, add)| Line::Load { register, label, add }),
        1 => any::<usize>().prop_map(|label| Line::Offset { label }),
        1 => prop::collection::vec(any::<u8>(), 0..20).prop_map(Line::Text),
        1 => (0_u32..20).prop_map(Line::Space),
    ]
}

/// The text of these lines, and the program it must make. `l0` is the end.
fn write(lines: &[Line]) -> (String, Vec<u32>) {
    let mut offsets = vec![0];
    let mut length = 0;
    for line in lines {
        match line {
            Line::Label => offsets.push(length),
            Line::Text(bytes) => length += bytes.len() as u32,
            Line::Space(count) => length += count,
            Line::Platter(_) | Line::Load { .. } | Line::Offset { .. } => length += 1,
        }
    }
    offsets[0] = length;
    let (mut text, mut program, mut labels) = (String::new(), Vec::new(), 0);
    for line in lines {
        match line {
            Line::Platter(platter) => {
                text += &format!("  {} // {platter}\n", Notation(*platter));
                program.push(*platter);
            }
            Line::Label => {
                labels += 1;
                text += &format!("l{labels}: ");
            }
            Line::Load {
                register,
                label,
                add,
            } => {
                let label = label % offsets.len();
                text += &format!("r{register} := l{label} + {add};");
                program.push(0xd000_0000 | u32::from(*register) << 25 | (offsets[label] + add));
            }
            Line::Offset { label } => {
                let label = label % offsets.len();
                text += &format!("\t.data -l{label}\r\n");
                program.push(offsets[label].wrapping_neg());
            }
            Line::Text(bytes) => {
                let escaped: String = bytes
                    .iter()
                    .map(|byte| match byte {
                        b'\n' => "\\n".into(),
                        b'"' => "\\\"".into(),
                        b' '..=b'~' if *byte != b'\\' => char::from(*byte).to_string(),
                        _ => format!("\\x{byte:02x}"),
                    })
                    .collect();
                text += &format!(".string \"{escaped}\"\n");
                program.extend(bytes.iter().map(|byte| u32::from(*byte)));
            }
            Line::Space(count) => {
                text += &format!(".space {count} # none\n");
                program.resize(program.len() + *count as usize, 0);
            }
        }
    }
    (text + "l0:", program)
}

proptest! {
    #[test]
    fn any_program_survives_the_round_trip(program in prop::collection::vec(platter(), 0..200)) {
        prop_assert_eq!(assemble(&disassemble(&program)).unwrap(), program);
    }

    #[test]
    fn any_listing_survives_the_round_trip(program in prop::collection::vec(platter(), 0..200)) {
        let text: String = listing(&program, 0).map(|line| format!("{line}\n")).collect();
        prop_assert_eq!(assemble(&text).unwrap(), program);
    }

    #[test]
    fn any_platter_is_one_line(platter in any::<u32>()) {
        let text = Notation(platter).to_string();
        prop_assert!(!text.contains('\n'));
        prop_assert_eq!(assemble(&text).unwrap(), [platter]);
    }

    #[test]
    fn programs_with_labels_assemble_to_what_they_say(
        lines in prop::collection::vec(line(), 0..60),
    ) {
        let (text, program) = write(&lines);
        prop_assert_eq!(assemble(&text).map_err(|e| format!("{e}\n{text}")).unwrap(), program);
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = assemble(&text);
    }

    #[test]
    fn no_tokens_make_it_panic(text in token_soup()) {
        let mistakes = assemble(&text).err();
        let lines: Vec<&str> = text.split('\n').collect();
        for error in mistakes.iter().flat_map(Mistakes::told) {
            let line = lines.get(error.line as usize - 1);
            prop_assert!(line.is_some(), "{} in {:?}", error, text);
            let columns = line.unwrap().chars().count() + 1;
            prop_assert!((1..=columns).contains(&(error.column as usize)), "{} in {:?}", error, text);
        }
    }

    #[test]
    fn a_broken_line_is_found_where_it_stands(
        lines in prop::collection::vec(platter(), 0..30),
        after in prop::collection::vec(platter(), 0..5),
    ) {
        let text = format!("{}  r1 = 5\n{}", disassemble(&lines), disassemble(&after));
        let mistakes = assemble(&text).unwrap_err();
        prop_assert_eq!(mistakes.told().len(), 1);
        let error = &mistakes.told()[0];
        prop_assert_eq!((error.line as usize, error.column), (lines.len() + 1, 6));
    }
}
