//! Owns the checks of the notation: what assembles to what, where errors point
//! and what they advise. Knows only the public face of `um32::asm`. Native only:
//! the assembler has no code that differs by target.
#![cfg(not(target_arch = "wasm32"))]

use um32::asm::{AsmError, assemble};

fn refusal(source: &str) -> AsmError {
    match assemble(source) {
        Ok(program) => panic!("{source:?} was assembled to {program:x?}"),
        Err(mistakes) => mistakes.told()[0].clone(),
    }
}

/// The error of `source` stands at line and column and says all of `words`.
#[track_caller]
fn refused(source: &str, line: u32, column: u32, words: &[&str]) {
    let error = refusal(source);
    assert_eq!(
        (error.line, error.column),
        (line, column),
        "{source:?} gave: {error}"
    );
    for word in words {
        assert!(
            error.message.contains(word),
            "{source:?} gave {error}, without {word:?}"
        );
    }
    assert!(
        !error.message.contains("  ") && !error.message.contains('\n'),
        "not one plain sentence: {error}"
    );
}

#[test]
fn each_instruction_assembles_to_its_platter() {
    let program = assemble(
        "if (r3 != 0) r1 := r2\n\
         r1 := m[r2][r3]\n\
         m[r1][r2] := r3\n\
         r1 := r2 + r3\n\
         r1 := r2 * r3\n\
         r1 := r2 / r3\n\
         r1 := r2 nand r3\n\
         halt\n\
         r2 := map segment (r3 words)\n\
         unmap m[r3]\n\
         output r3\n\
         r3 := input()\n\
         goto r3 in program m[r2]\n\
         r1 := 25\n",
    );
    assert_eq!(
        program.unwrap(),
        [
            0x0000_0053,
            0x1000_0053,
            0x2000_0053,
            0x3000_0053,
            0x4000_0053,
            0x5000_0053,
            0x6000_0053,
            0x7000_0000,
            0x8000_0013,
            0x9000_0003,
            0xa000_0003,
            0xb000_0003,
            0xc000_0013,
            0xd200_0019,
        ]
    );
}

#[test]
fn labels_name_offsets_forward_and_backward() {
    let source = "
        start: again:
            r1 := end; r2 := start; r3 := table + 2   // two names for offset 0
        table: .data end, again, -1, end - table, 'A'
        name: .string \"ab\"
        hole: .space 2
        end: halt";
    assert_eq!(
        assemble(source).unwrap(),
        [
            0xd200_000c,
            0xd400_0000,
            0xd600_0005,
            12,
            0,
            0xffff_ffff,
            9,
            65,
            97,
            98,
            0,
            0,
            0x7000_0000,
        ]
    );
}

#[test]
fn constants_name_numbers() {
    let source = "
        .equ WIDTH, 78
        .equ AREA, WIDTH * 2 + 10 - 3 * -2
        r1 := AREA - 1
        .data AREA, -WIDTH,
              0xffffffff   # a list goes on after a comma
        .space WIDTH - 77
        halt";
    assert_eq!(
        assemble(source).unwrap(),
        [0xd200_00ab, 172, (-78_i32) as u32, u32::MAX, 0, 0x7000_0000]
    );
}

#[test]
fn listings_assemble() {
    let source = "     0: [0xd2000002] r1 := 2;\n     1: [0x70000000] halt;\n2: .data 5\r\n";
    assert_eq!(assemble(source).unwrap(), [0xd200_0002, 0x7000_0000, 5]);
    // A label defined further down, in a line of a listing.
    let source = "0: [0xd2000001] r1 := end\nend: 1: [0x70000000] halt";
    assert_eq!(assemble(source).unwrap(), [0xd200_0001, 0x7000_0000]);
    // Other tools show the instruction although unused bits are set.
    assert_eq!(assemble("0: [0x70000fff] halt").unwrap(), [0x7000_0fff]);
}

#[test]
fn listings_are_checked() {
    refused(
        "0: [0x70000001] r1 := 2",
        1,
        5,
        &["0x70000001", "0xd2000002"],
    );
    refused(
        "0: [0x70000000] r1 := end\nend:",
        1,
        5,
        &["0x70000000", "0xd2000001"],
    );
    refused("halt\n5: halt", 2, 1, &["offset 5", "offset 1"]);
    refused("0: .space 2", 1, 4, &["one platter", "2"]);
    refused("0: .string \"\"", 1, 4, &["one platter"]);
    refused("0: [", 1, 5, &["platter"]);
    refused("0: [12", 1, 7, &["`]`"]);
    refused("0: [12]", 1, 8, &["an instruction"]);
    refused("5 halt", 1, 1, &[".data"]);
}

#[test]
fn orthography_has_25_bits() {
    assert_eq!(assemble("r1 := 33554431").unwrap(), [0xd3ff_ffff]);
    refused(
        "halt\n  r1 := 33554432",
        2,
        9,
        &["33554432", "25 bits", ".data"],
    );
    refused(
        "r1 := -1",
        1,
        7,
        &["complement", "`r1 := 0`", "`r1 := r1 nand r1`"],
    );
    refused("r1 := 0xffffffff", 1, 7, &["4294967295", "25 bits"]);
    refused(
        ".equ BIG, 4000000000\n r5 := BIG",
        2,
        8,
        &["4000000000", "25 bits"],
    );
    refused("r1 := end + 33554431\nend:", 1, 7, &["33554432"]);
}

#[test]
fn data_has_32_bits() {
    assert_eq!(
        assemble(".data -2147483648, 4294967295").unwrap(),
        [0x8000_0000, u32::MAX]
    );
    refused(".data 1, 4294967296", 1, 10, &["4294967296", "32 bits"]);
    refused(".data -2147483649", 1, 7, &["-2147483649", "-2147483648"]);
    refused(".data 4294967295 + 1", 1, 7, &["4294967296"]);
    let overflow = format!(".data 4294967295{}", " * 4294967295".repeat(3));
    refused(&overflow, 1, 7, &["64 bits"]);
    refused(".space 4294967295", 1, 8, &["map segment"]);
    refused(".space -1", 1, 8, &["negative"]);
}

#[test]
fn names_are_checked() {
    refused("a: halt\nb:\na: halt", 3, 1, &["`a`", "line 1"]);
    refused(".equ a, 5\na:", 2, 1, &["`a`", "line 1"]);
    refused(
        "r1 := loop\nhalt\nlopo: halt",
        1,
        7,
        &["did you mean `lopo`"],
    );
    refused("r1 := Loop\nloop: halt", 1, 7, &["did you mean `loop`"]);
    refused("r1 := 5 + nowhere", 1, 11, &["`nowhere`", ".equ"]);
    refused(".space later\nlater:", 1, 8, &["further up"]);
    refused("halt:", 1, 1, &["word of the notation"]);
    refused("m: halt", 1, 1, &["word of the notation"]);
    refused(".equ map, 5", 1, 6, &["word of the notation"]);
    refused("r1: halt", 1, 3, &["label"]);
    refused("r8: halt", 1, 1, &["r0 to r7"]);
}

#[test]
fn only_what_a_slip_of_the_pen_would_make_is_taken_for_what_was_meant() {
    // Nothing of `b` is in `a`; and of these two it is chance.
    for source in ["r1 := a\nb: halt", "r1 := counter\nprinter_loop: halt"] {
        let sentence = refusal(source).message;
        assert!(!sentence.contains("did you mean"), "{source:?}: {sentence}");
    }
}

#[test]
fn usual_mistakes_get_advice() {
    refused("r1 = 5", 1, 4, &["`:=`", "`=`"]);
    refused("r1 == 5", 1, 4, &["`:=`"]);
    refused("r1 += r2", 1, 4, &["`:=`", "r1 := r1 + r2"]);
    refused("r1 : = 5", 1, 4, &["without a space"]);
    refused("r1[r2] := r3", 1, 3, &["m[rA][rB]"]);
    refused("r1 := r2", 1, 1, &["copies", "r1 := r2 nand r2"]);
    refused("r1 := r2 - r3", 1, 10, &["no subtraction"]);
    refused("r1 := r2 % r3", 1, 10, &["no remainder"]);
    refused("r1 := r2 & r3", 1, 10, &["nand"]);
    refused("r1 := r2 | r3", 1, 10, &["nand"]);
    refused("r1 := r2 xor r3", 1, 10, &["no xor", "`r4 := r3 nand r4`"]);
    refused("r1 := r2 < r3", 1, 10, &["no comparison", "r2 / r3"]);
    refused("r1 := ~r2", 1, 7, &["r2 nand r2"]);
    refused("r1 := r2 + 1", 1, 12, &["load the number first"]);
    refused("r1 := r2 + r3 + r4", 1, 15, &["one operation"]);
    refused("r1 := \"text\"", 1, 7, &[".string"]);
    refused("r1 := m[r2][5]", 1, 13, &["only a register"]);
    refused("r1 := m[r2]", 1, 12, &["`[`", "m[array][offset]"]);
    refused("r1 := r2[r3]", 1, 9, &["m[rB][rC]"]);
    refused(
        "r1 := 5 + r2",
        1,
        11,
        &["fixed when the program is assembled"],
    );
    refused("r1 := (5)", 1, 7, &["expected a number"]);
    refused("r1 := 2 * (5)", 1, 11, &["parentheses", ".equ"]);
    refused("r1 := input", 1, 12, &["input()"]);
    refused("r1 := map segment (5 words)", 1, 20, &["in a register"]);
    refused("r1 := map (r2)", 1, 11, &["segment"]);
    refused("if (r1 == 0) r2 := r3", 1, 8, &["only condition"]);
    refused("if (r1 != 1) r2 := r3", 1, 11, &["only condition"]);
    refused("if (r1 != 0) goto r2", 1, 14, &["its target can"]);
    refused("if (r1 != 0) r2 := 5", 1, 20, &["register to register"]);
    refused("goto loop", 1, 6, &["r1 := loop"]);
    refused("goto 5", 1, 6, &["r1 := 25"]);
    refused("goto r1", 1, 8, &["in program m[r0]"]);
    refused("goto r1 linking r2", 1, 9, &["umasm"]);
    refused("output 'A'", 1, 8, &["r1 := 'A'"]);
    refused("output \"hello\"", 1, 8, &["a loop"]);
    refused("halt()", 1, 5, &["parentheses"]);
    refused("halt halt", 1, 6, &["a line of its own"]);
    refused("unmap r1", 1, 7, &["`m`", "unmap m[rC]"]);
    refused("r9 := 5", 1, 1, &["r0 to r7"]);
    refused("R1 := 5", 1, 1, &["r1"]);
    refused("loop halt", 1, 1, &["`loop:`"]);
    // As comments are written elsewhere.
    refused("halt ; done", 1, 8, &["`done:`", "comment", "`//`"]);
    refused("rA := 25", 1, 1, &["any register", "r0 to r7"]);
    refused("counter := r1", 1, 1, &["m[r0][r1] := r2"]);
    refused("mov r1, r2", 1, 1, &["assignments"]);
    refused("jmp loop", 1, 1, &["goto"]);
    refused("push r1 on stack r2", 1, 1, &["umasm"]);
    refused(".section init", 1, 1, &["umasm"]);
    refused(".word 5", 1, 1, &[".data"]);
    refused(".ascii \"a\"", 1, 1, &[".string"]);
    refused(".nonsense", 1, 1, &[".data, .string, .space and .equ"]);
    refused(".string hello", 1, 9, &["quotes"]);
    refused(".data \"a\"", 1, 7, &[".string"]);
    refused(".data", 1, 6, &["expected a number"]);
    refused("m[r1][r2] = r3", 1, 11, &["`:=`"]);
    refused(":= 5", 1, 1, &["expected an instruction"]);
    refused("r1 := 5, 6", 1, 8, &["only .data"]);
}

#[test]
fn errors_display_line_and_column() {
    let error = refusal("halt\n r1 = 5");
    assert_eq!(
        error.to_string(),
        "line 2, column 5: an assignment is written `:=`, not `=`"
    );
}

#[test]
fn an_empty_text_is_an_empty_program() {
    for source in ["", "\n\n", "// nothing", " # nothing\r\n;;;\n", "\u{feff}"] {
        assert_eq!(assemble(source).unwrap(), Vec::<u32>::new());
    }
}
