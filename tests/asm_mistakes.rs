//! Owns the checks that all mistakes of a source text are told at once, and none that only
//! follows from another. What each says is in `asm`. Native only: the assembler has no code
//! that differs by target.
#![cfg(not(target_arch = "wasm32"))]

use um32::asm::{Mistakes, assemble};

fn mistakes(source: &str) -> Mistakes {
    match assemble(source) {
        Ok(program) => panic!("{source:?} was assembled to {program:x?}"),
        Err(mistakes) => mistakes,
    }
}

/// The mistakes of `source` stand exactly at these lines and columns.
#[track_caller]
fn stand_at(source: &str, places: &[(u32, u32)]) {
    let mistakes = mistakes(source);
    let found: Vec<_> = mistakes
        .told()
        .iter()
        .map(|mistake| (mistake.line, mistake.column))
        .collect();
    assert_eq!(found, places, "{source:?} gave:\n{mistakes}");
    assert_eq!(mistakes.more(), 0);
}

#[test]
fn every_line_tells_its_own() {
    stand_at(
        "r1 = 5\nhalt\n  r2 := r3\nr9 := 1\nr1 := nowhere\n.nonsense\n\"text\nr1 := 'ab'",
        &[(1, 4), (3, 3), (4, 1), (5, 7), (6, 1), (7, 1), (8, 7)],
    );
    // Of one line the first.
    stand_at("r1 = 5; r2 = 6\nr3 = 7", &[(1, 4), (2, 4)]);
}

#[test]
fn they_are_told_in_the_order_of_the_text() {
    // A name is known to be undefined only at the end.
    stand_at(
        "r1 := nowhere\nr2 = 5\n.space -1\nr3 := 33554432",
        &[(1, 7), (2, 4), (3, 8), (4, 7)],
    );
}

#[test]
fn what_a_broken_line_may_define_is_not_undefined() {
    let uses = "\nr1 := name\n.space name\n.equ other, name + 1\nr2 := other";
    for (line, column) in [
        ("name: r9 := 5", 7),
        ("name: r1 = 5", 10),
        ("r1 = 5; name: halt", 4),
        ("name halt", 1),
        ("name = 5", 1),
        (".equ name 5", 11),
        (".equ name, r1", 12),
        (".equ name, 33554432 * 33554432 * 33554432", 12),
        (".define name, 5", 1),
    ] {
        stand_at(&format!("{line}{uses}"), &[(1, column)]);
    }
    // In a text there are no names.
    stand_at("\"name: halt\nr1 := name", &[(1, 1), (2, 7)]);
}

#[test]
fn an_undefined_name_is_told_once() {
    stand_at(
        "r1 := nowhere\nr2 := nowhere + 1\nr3 := elsewhere - nowhere",
        &[(1, 7), (3, 7)],
    );
    stand_at(".equ a, b + c\nr1 := a\n.space a", &[(1, 9), (1, 13)]);
}

#[test]
fn labels_below_a_broken_line_have_no_offset_to_complain_of() {
    // Without the broken line `end` would be too far for an orthography.
    stand_at(
        ".space 33554431\nr1 = 2\nend: halt\nr1 := end\n.equ size, end - start\nstart: .space size",
        &[(2, 4), (5, 18)],
    );
}

#[test]
fn a_list_that_goes_on_is_one() {
    stand_at(".data 1, 2,\n 3 4,\n 5,\n 6\nr1 = 2", &[(2, 4), (5, 4)]);
    stand_at(".word 1, 2,\n 3,\n 4\nr1 = 2", &[(1, 1), (4, 4)]);
    // No list, so a comma too many.
    stand_at("r1 := 5,\nr2 = 6", &[(1, 8), (2, 4)]);
}

#[test]
fn a_line_missing_from_a_listing_is_told_once() {
    stand_at(
        "0: r1 := 2\n2: r1 := 3\n3: r1 := 4\n5: halt",
        &[(2, 1), (4, 1)],
    );
    stand_at(
        "0: r1 = 2\n1: [0xd2000003] r1 := 3\n2: .string \"ab\"\n3: [0xd2000003] r1 := 4\n5: halt",
        &[(1, 7), (3, 4), (4, 5), (5, 1)],
    );
    // What stands beside it cannot be compared with it.
    stand_at(
        "0: [0xd2000002] r1 := nowhere\n1: [0xd2000002] r1 := 33554432\n2: .space elsewhere\n3: [0x70000000] halt",
        &[(1, 23), (2, 23), (3, 11)],
    );
}

#[test]
fn the_first_twenty_are_told_and_how_many_more() {
    // Undefined names come last, and stand first.
    let source = format!("r1 := nowhere\n{}r1 := elsewhere", "r1 = 5\n".repeat(30));
    let mistakes = mistakes(&source);
    let lines: Vec<_> = mistakes.told().iter().map(|one| one.line).collect();
    assert_eq!(lines, (1..=20).collect::<Vec<_>>());
    assert_eq!(mistakes.more(), 12);
    let shown = mistakes.shown_in(&source);
    assert!(shown.starts_with("line 1, column 7: `nowhere` is not defined"));
    assert!(
        shown.ends_with("\n  20 | r1 = 5\n     |    ^\n\nand 12 more"),
        "{shown}"
    );
    assert_eq!(shown.split("\n\n").count(), 21);
}

#[test]
fn one_mistake_is_shown_alone() {
    let source = "halt\n r1 = 5";
    assert_eq!(
        mistakes(source).shown_in(source),
        "line 2, column 5: an assignment is written `:=`, not `=`\n  2 |  r1 = 5\n    |     ^"
    );
}

#[test]
fn thousands_of_undefined_names_are_not_all_looked_up() {
    let lines = 20_000;
    let source: String = (0..lines)
        .map(|line| format!("name_{line}: r1 := other_{line}\n"))
        .collect();
    let mistakes = mistakes(&source);
    assert_eq!(mistakes.told().len() + mistakes.more(), lines);
}
