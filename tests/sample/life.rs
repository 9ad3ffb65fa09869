//! Owns the comparison of the sample `life` with the game's rule. Knows of the
//! sample only what it prints.

use super::{halted, run, sample};

const LIFE_WIDTH: usize = 64;
const LIFE_HEIGHT: usize = 20;

/// The worlds that a run of Life showed, each a row of text a line.
fn worlds(output: &str) -> Vec<Vec<Vec<bool>>> {
    output
        .replace("\x1b[J", "")
        .split("\x1b[H")
        .filter(|frame| !frame.is_empty())
        .map(|frame| {
            let rows: Vec<Vec<bool>> = frame
                .lines()
                .take(LIFE_HEIGHT)
                .map(|line| line.bytes().map(|cell| cell == b'O').collect())
                .collect();
            assert_eq!(rows.len(), LIFE_HEIGHT);
            assert!(rows.iter().all(|row| row.len() == LIFE_WIDTH));
            let living = rows.iter().flatten().filter(|cell| **cell).count();
            assert!(frame.contains(&format!(", {living} living.")), "{frame}");
            rows
        })
        .collect()
}

fn next_generation(world: &[Vec<bool>]) -> Vec<Vec<bool>> {
    let neighbours = |row: usize, column: usize| {
        let mut count = 0;
        for down in [LIFE_HEIGHT - 1, 0, 1] {
            for right in [LIFE_WIDTH - 1, 0, 1] {
                let cell = world[(row + down) % LIFE_HEIGHT][(column + right) % LIFE_WIDTH];
                count += usize::from(cell && (down, right) != (0, 0));
            }
        }
        count
    };
    (0..LIFE_HEIGHT)
        .map(|row| {
            (0..LIFE_WIDTH)
                .map(|column| match neighbours(row, column) {
                    2 => world[row][column],
                    count => count == 3,
                })
                .collect()
        })
        .collect()
}

#[test]
fn life_agrees_with_the_rule() {
    // Long enough for gliders to leave at every edge and to hit the gun.
    for start in ["", "r\n", "a\n", "s\n", "p\n"] {
        let output = halted(&sample("life.ums"), &format!("{start}\n2\n400\nq\n"));
        let shown = worlds(&output);
        let first = shown.len() - 404;
        for pair in shown[first..].windows(2) {
            assert!(next_generation(&pair[0]) == pair[1], "after {start:?}");
        }
        assert!(output.contains("Generation 403, "));
    }
}

#[test]
fn life_keeps_one_world() {
    let few = run(&sample("life.ums"), "10\n");
    let many = run(&sample("life.ums"), "100\ng\nr\n50\nx\n");
    assert_eq!(few.live_arrays, many.live_arrays);
    assert!(many.output.contains("There is no such pattern.\n"));
    assert!(worlds(&halted(&sample("life.ums"), "0\n")).len() == 2);
}

#[test]
fn lifes_pulsar_comes_back_after_three() {
    let output = halted(&sample("life.ums"), "p\n3\n");
    let shown = worlds(&output);
    assert_eq!(shown.len(), 5);
    assert!(shown[1] == shown[4]);
    assert!(shown[1] != shown[2] && shown[2] != shown[3]);
}
