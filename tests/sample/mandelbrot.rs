//! Owns the comparison of the sample `mandelbrot` with the set in exact
//! arithmetic. Knows of the sample only what it prints.

use super::{halted, run, sample};

/// A view of the set: the width of a character and the middle, times 2^26.
struct View {
    step: i64,
    middle: (i64, i64),
    limit: u32,
    columns: i64,
    rows: i64,
}

impl View {
    /// Steps left for each character, in exact arithmetic of 64 bits.
    fn left(&self) -> Vec<Vec<u32>> {
        let multiply = |a: i64, b: i64| {
            // The sample cuts off towards 0.
            let size = (a.abs() * b.abs()) >> 26;
            if (a < 0) == (b < 0) { size } else { -size }
        };
        let point = |row: i64, column: i64| {
            let c_r = self.middle.0 + (column - self.columns / 2) * self.step;
            let c_i = self.middle.1 + (self.rows / 2 - row) * 2 * self.step;
            let (mut z_r, mut z_i, mut left) = (0, 0, self.limit);
            while left > 0 {
                let (r, i) = (multiply(z_r, z_r), multiply(z_i, z_i));
                if r + i >= 4 << 26 {
                    break;
                }
                z_i = 2 * multiply(z_r, z_i) + c_i;
                z_r = r - i + c_r;
                left -= 1;
            }
            left
        };
        (0..self.rows)
            .map(|row| (0..self.columns).map(|column| point(row, column)).collect())
            .collect()
    }

    fn shaded(&self) -> String {
        let shades = b".,:;=+*o%#%o*+=;";
        let mut text = String::new();
        for row in self.left() {
            text.extend(row.iter().map(|left| match left {
                0 => ' ',
                left => shades[((self.limit - left) % 16) as usize] as char,
            }));
            text.push('\n');
        }
        text
    }

    fn coloured(&self) -> String {
        let colours = [
            17, 18, 19, 20, 26, 32, 38, 44, 50, 86, 122, 158, 194, 230, 229, 228, 227, 221, 215,
            209, 203, 197, 161, 125, 89, 53,
        ];
        let mut text = String::new();
        for row in self.left() {
            let mut last = 0;
            for left in row {
                let colour = match left {
                    0 => 16,
                    left => colours[((self.limit - left) % 26) as usize],
                };
                if colour != last {
                    text += &format!("\x1b[48;5;{colour}m");
                }
                last = colour;
                text.push(' ');
            }
            text += "\x1b[49m\n";
        }
        text
    }
}

const WHOLE: (i64, i64) = (-50_331_648, 0);
const VALLEY: (i64, i64) = (-49_905_096, 8_846_687);

fn wide(depth: u32, limit: u32) -> View {
    View {
        step: 2_621_440 >> (2 * depth),
        middle: if depth == 0 { WHOLE } else { VALLEY },
        limit,
        columns: 78,
        rows: 33,
    }
}

fn mandelbrot(pictures: &[String], captions: &[(u32, u32)]) -> String {
    let mut text = String::new();
    for (picture, (magnified, limit)) in pictures.iter().zip(captions) {
        text += &format!(
            "{picture}Magnified {magnified} times, at most {limit} steps a point.\n\
             Enter: closer  b: back  c: colours  n: narrow or wide  q: end > "
        );
    }
    text
}

#[test]
fn mandelbrot_agrees_with_exact_arithmetic() {
    let views = [wide(0, 128), wide(1, 256), wide(2, 384), wide(1, 256)];
    assert_eq!(
        halted(&sample("mandelbrot.ums"), "\n\nb\nq\n"),
        mandelbrot(
            &views.map(|view| view.shaded()),
            &[(1, 128), (4, 256), (16, 384), (4, 256)]
        )
    );
    // Far down every bit of every product matters.
    let deep = halted(&sample("mandelbrot.ums"), &"\n".repeat(10));
    assert!(deep.contains(&wide(9, 3072).shaded()));
    assert_eq!(
        deep.matches("Magnified 262144 times, at most 3072 steps")
            .count(),
        1
    );
    assert_eq!(deep.matches("No closer").count(), 1);
}

#[test]
fn mandelbrot_has_colours_and_a_narrow_form() {
    let narrow = View {
        step: 2 * 2_621_440,
        columns: 39,
        rows: 17,
        ..wide(0, 128)
    };
    assert_eq!(
        halted(&sample("mandelbrot.ums"), "n\nc please\nn\nc\n"),
        mandelbrot(
            &[
                wide(0, 128).shaded(),
                narrow.shaded(),
                narrow.coloured(),
                wide(0, 128).coloured(),
                wide(0, 128).shaded(),
            ],
            &[(1, 128); 5]
        )
    );
    let unknown = halted(&sample("mandelbrot.ums"), "x\n");
    assert!(unknown.contains("There is no such command.\n"));
}

#[test]
fn mandelbrot_shows_its_first_picture_within_a_second() {
    let run = run(&sample("mandelbrot.ums"), "");
    assert!(
        (10_000_000..200_000_000).contains(&run.instructions),
        "{} instructions",
        run.instructions
    );
}
