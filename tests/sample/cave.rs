//! Owns the checks of the sample `cave`: that its caves are sound, that one can
//! be left, and its keys. Knows of the sample only what it prints.

use std::collections::BTreeSet;

use super::{halted, sample};

const OUT: &str = "ddddddssssddddssssssssddssddddddwwwwddddssddddddddddssssdddd";

/// The map shown last, without colours.
fn last_map(output: &str) -> Vec<String> {
    let mut text = output.to_string();
    for colour in ["\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m"] {
        text = text.replace(colour, "");
    }
    let frame = text.rsplit("\x1b[H\x1b[J").next().unwrap().to_string();
    let map: Vec<String> = frame.lines().take(19).map(String::from).collect();
    assert!(
        map.len() == 19 && map.iter().all(|row| row.len() == 39),
        "{frame}"
    );
    map
}

/// The cave that grows from a word, read off after being caught on purpose.
fn cave(word: &str) -> Vec<String> {
    let output = halted(
        &sample("cave.ums"),
        &format!("{word}\n{}\n", "dasw".repeat(300)),
    );
    assert!(output.contains("The keeper has you. Here is the cave.\n"));
    last_map(&output)
}

#[test]
fn caves_are_sound() {
    for word in ["", "sand", "a", "b", "pennsylvania", "Bound Variable"] {
        let map = cave(word);
        let count = |glyph| {
            map.iter()
                .flat_map(|row| row.chars())
                .filter(|c| *c == glyph)
                .count()
        };
        assert_eq!((count('o'), count('>'), count(' ')), (3, 1, 0), "{word:?}");
        // Rock all round, and every place can be reached from the first.
        let open = |row: usize, column: usize| map[row].as_bytes()[column] != b'#';
        let mut reached = BTreeSet::new();
        let mut edge = vec![(1, 1)];
        while let Some((row, column)) = edge.pop() {
            if open(row, column) && reached.insert((row, column)) {
                assert!((1..18).contains(&row) && (1..38).contains(&column));
                edge.extend([
                    (row + 1, column),
                    (row - 1, column),
                    (row, column + 1),
                    (row, column - 1),
                ]);
            }
        }
        assert_eq!(reached.len() + count('#'), 39 * 19, "{word:?}");
    }
}

#[test]
fn the_same_word_grows_the_same_cave() {
    assert_eq!(cave("sand"), cave("sand"));
    assert_ne!(cave("sand"), cave("sane"));
    assert_ne!(cave("ab"), cave("ba"));
}

#[test]
fn the_cave_can_be_left_with_three_platters() {
    let output = halted(&sample("cave.ums"), &format!("sand\n{OUT}\n"));
    assert!(output.contains("You are out, with all three platters.\n"));
    assert!(output.contains("Steps 60  Platters 3"));
    assert!(output.ends_with("Type a word: "));
    // One step a line shows more and changes nothing.
    let steps: String = OUT.chars().map(|step| format!("{step}\n")).collect();
    let slowly = halted(&sample("cave.ums"), &format!("sand\n{steps}"));
    assert_eq!(last_map(&slowly), last_map(&output));
    assert_eq!(slowly.matches("You take a platter.\n").count(), 2);
    assert_eq!(slowly.matches("The last platter. Now find").count(), 1);
    // And then another word begins anew.
    let again = halted(&sample("cave.ums"), &format!("sand\n{OUT}\nsand\n{OUT}\n"));
    assert_eq!(again.matches("Steps 60  Platters 3").count(), 2);
}

#[test]
fn the_cave_obeys_its_keys() {
    let run_and_walk = |keys: &str| last_map(&halted(&sample("cave.ums"), keys));
    // A run of the word's first corridor ends at its crossing, as steps do.
    assert_eq!(run_and_walk("sand\nD\n"), run_and_walk("sand\nddddd\nd\n"));
    // Walls are no steps.
    let output = halted(&sample("cave.ums"), "sand\nwwaa\n");
    assert!(output.contains("Steps 0  Platters 0  Keeper at 76\n"));
    assert_eq!(output.matches("q ends.\n").count(), 1);
    let help = halted(&sample("cave.ums"), "sand\nx\n?\n");
    assert_eq!(help.matches("q ends.\n").count(), 3);
    assert!(!halted(&sample("cave.ums"), "sand\nq\nd\n").contains("Steps 1 "));
}
