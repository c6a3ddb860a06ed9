//! What was asked by day and how it went, as a picture. Pure.
//!
//! **Invariant:** what a part of a bar stands for is told by its pattern and its place too, never by
//! colour alone; all figures stand in words beside the picture.

mod canvas;
mod font;

use canvas::{Area, Canvas, Ink, LETTER, LINE, Pattern};

use crate::store::Counts;

/// The size of the picture: as wide as Discord shows it on a desktop, legible on a phone.
const WIDTH: usize = 960;
const HEIGHT: usize = 460;

/// Where the bars stand. Left of them are numbers of up to six digits, below them dates and the
/// legend.
const PLOT: Area = Area { left: 90, top: 20, width: 850, height: 340 };

/// Room between two dates, at the least.
const BETWEEN_DATES: usize = 12;

/// Above so many days, bars stand side by side without room between them.
const MANY_DAYS: usize = 120;

/// One day: its name, such as `11-29`, and how its questions went.
pub struct Day {
    /// What stands below it.
    pub name: String,
    /// The counts.
    pub counts: Counts,
}

/// A part of a bar.
struct Part {
    name: &'static str,
    ink: Ink,
    pattern: Pattern,
    of: fn(&Counts) -> u64,
}

/// The parts, from below. Together they are all that was asked.
const PARTS: [Part; 5] = [
    Part { name: "answered", ink: Ink::Green, pattern: Pattern::Solid, of: |it| it.answered },
    Part { name: "referred", ink: Ink::Blue, pattern: Pattern::Rising, of: |it| it.referred },
    Part { name: "asked back", ink: Ink::Yellow, pattern: Pattern::Dotted, of: asked_back },
    Part { name: "not known", ink: Ink::Grey, pattern: Pattern::Striped, of: |it| it.unknown },
    Part { name: "crises", ink: Ink::Red, pattern: Pattern::Crossed, of: |it| it.escalated },
];

/// Those at which the bot asked back and nobody chose.
fn asked_back(counts: &Counts) -> u64 {
    let known = counts.answered + counts.referred + counts.unknown + counts.escalated;
    counts.asked.saturating_sub(known)
}

/// Draws the days, in order, as a PNG.
#[must_use]
pub fn draw(days: &[Day]) -> Option<Vec<u8>> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT);
    let most = days.iter().map(|day| day.counts.asked).max().unwrap_or_default();
    let step = step(most);
    let top = most.div_ceil(step).max(1) * step;
    // A height in points: the plot is a few hundred, whatever was asked.
    let height = |count: u64| -> usize {
        let points = u128::from(count) * PLOT.height as u128 / u128::from(top);
        usize::try_from(points).unwrap_or(PLOT.height)
    };
    let bottom = PLOT.top + PLOT.height;
    let mut count = 0;
    while count <= top {
        let y = bottom - height(count);
        canvas.line(PLOT.left, y, PLOT.width, Ink::Grid);
        let words = count.to_string();
        let left = PLOT.left.saturating_sub((words.len() + 1) * LETTER);
        canvas.write(left, y.saturating_sub(LINE / 2), &words);
        count += step;
    }
    let slot = |place: usize| PLOT.left + place * PLOT.width / days.len().max(1);
    let mut free = 0;
    for (place, day) in days.iter().enumerate() {
        let (left, right) = (slot(place), slot(place + 1));
        let room = if days.len() > MANY_DAYS { 0 } else { (right - left) / 6 };
        let mut below = 0;
        for part in &PARTS {
            let (low, high) = (height(below), height(below + (part.of)(&day.counts)));
            below += (part.of)(&day.counts);
            let area = Area {
                left: left + room,
                top: bottom - high,
                width: (right - left - 2 * room).max(1),
                height: high - low,
            };
            if area.height > 0 {
                canvas.fill(area, part.ink, part.pattern);
                canvas.frame(area);
            }
        }
        let width = day.name.len() * LETTER;
        let middle = (left + right) / 2;
        let start = middle.saturating_sub(width / 2);
        if start >= free && start + width <= WIDTH {
            canvas.write(start, bottom + 8, &day.name);
            free = start + width + BETWEEN_DATES;
        }
    }
    canvas.line(PLOT.left, bottom, PLOT.width, Ink::Black);
    legend(&mut canvas, days);
    canvas.png()
}

/// What each pattern stands for, in two rows.
fn legend(canvas: &mut Canvas, days: &[Day]) {
    const IN_A_ROW: usize = 3;
    const SWATCH: usize = 26;
    let top = PLOT.top + PLOT.height + 36;
    for (place, part) in PARTS.iter().enumerate() {
        let left = PLOT.left + place % IN_A_ROW * (PLOT.width / IN_A_ROW);
        let top = top + place / IN_A_ROW * (SWATCH + 6);
        let area = Area { left, top, width: SWATCH, height: SWATCH };
        canvas.fill(area, part.ink, part.pattern);
        canvas.frame(area);
        let counts = days.iter().map(|day| (part.of)(&day.counts));
        let count = counts.fold(0, u64::saturating_add);
        let words = format!("{} {count}", part.name);
        canvas.write(left + SWATCH + 8, top + (SWATCH - LINE) / 2, &words);
    }
}

/// The distance of two lines of the grid: 1, 2 or 5 and noughts, so that there are few of them.
fn step(most: u64) -> u64 {
    const LINES: u64 = 6;
    let mut step = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            if most.div_ceil(step.saturating_mul(factor)) <= LINES {
                return step.saturating_mul(factor);
            }
        }
        step = step.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(asked: u64, answered: u64, escalated: u64) -> Day {
        let counts = Counts { asked, answered, escalated, ..Counts::default() };
        Day { name: "11-29".to_owned(), counts }
    }

    /// The width, the height and the colours of the points of a picture.
    fn read(file: &[u8]) -> (usize, Vec<u8>) {
        let mut reader =
            png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("it is a PNG");
        let mut points = vec![0; reader.output_buffer_size().expect("it fits")];
        let info = reader.next_frame(&mut points).expect("it is whole");
        assert_eq!((info.width, info.height), (WIDTH as u32, HEIGHT as u32));
        assert_eq!(info.line_size, WIDTH);
        (info.line_size, points)
    }

    fn count(points: &[u8], ink: Ink) -> usize {
        points.iter().filter(|point| **point == ink as u8).count()
    }

    #[test]
    fn a_picture_shows_what_was_counted_and_whatever_the_numbers_are_it_is_one() {
        for most in [0, 1, 7, 1_000_000, u64::MAX / 2] {
            for days in [0, 1, 2, 7, 31, 366] {
                let days: Vec<Day> = (0..days).map(|_| day(most, most, 0)).collect();
                read(&draw(&days).expect("a picture"));
            }
        }
        let (_, half) = read(&draw(&[day(10, 5, 5)]).expect("a picture"));
        let (_, whole) = read(&draw(&[day(10, 10, 0)]).expect("a picture"));
        assert!(count(&whole, Ink::Green) > 19 * count(&half, Ink::Green) / 10);
        let legend = 26 * 26;
        assert!(count(&half, Ink::Red) > legend && count(&whole, Ink::Red) < legend);
    }

    #[test]
    fn the_grid_has_few_lines_at_round_numbers() {
        for (most, expected) in [(0, 1), (1, 1), (6, 1), (7, 2), (13, 5), (30, 5), (31, 10)] {
            assert_eq!(step(most), expected, "{most}");
        }
        assert!(u64::MAX.div_ceil(step(u64::MAX)) <= 6);
    }
}
