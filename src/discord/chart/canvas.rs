//! A picture of a few colours, and how it becomes a PNG.
//!
//! **Invariant:** whatever is drawn outside of it is left out, and never a panic.

use super::font;

/// How many points of the picture a point of a letter takes, on each side.
const SCALE: usize = 2;

/// How wide a letter is with the room behind it, and how high.
pub(super) const LETTER: usize = (font::WIDTH + 1) * SCALE;
pub(super) const LINE: usize = font::HEIGHT * SCALE;

/// A colour of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Ink {
    Paper,
    Black,
    Grid,
    Green,
    Blue,
    Yellow,
    Grey,
    Red,
}

/// The palette, in the order of [`Ink`]: colours that people who see few of them tell apart (Okabe
/// and Ito, "Color Universal Design", 2008).
const PALETTE: [[u8; 3]; 8] = [
    [255, 255, 255],
    [0, 0, 0],
    [216, 216, 216],
    [0, 158, 115],
    [86, 180, 233],
    [240, 228, 66],
    [170, 170, 170],
    [213, 94, 0],
];

/// How an area is filled, so that it is told apart without its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Solid,
    Rising,
    Dotted,
    Striped,
    Crossed,
}

impl Pattern {
    /// Whether a point of the pattern is black instead of coloured.
    fn is_marked(self, x: usize, y: usize) -> bool {
        match self {
            Pattern::Solid => false,
            Pattern::Rising => (x + y).is_multiple_of(8),
            Pattern::Dotted => x.is_multiple_of(6) && y.is_multiple_of(6),
            Pattern::Striped => y.is_multiple_of(6),
            Pattern::Crossed => x.is_multiple_of(6) || y.is_multiple_of(6),
        }
    }
}

/// An area of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// The picture.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    points: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Canvas { width, height, points: vec![Ink::Paper as u8; width * height] }
    }

    fn set(&mut self, x: usize, y: usize, ink: Ink) {
        if x < self.width
            && let Some(point) = self.points.get_mut(y * self.width + x)
        {
            *point = ink as u8;
        }
    }

    pub(super) fn fill(&mut self, area: Area, ink: Ink, pattern: Pattern) {
        for y in area.top..area.top + area.height {
            for x in area.left..area.left + area.width {
                let is_marked = pattern.is_marked(x, y);
                self.set(x, y, if is_marked { Ink::Black } else { ink });
            }
        }
    }

    /// A line around an area, inside of it.
    pub(super) fn frame(&mut self, area: Area) {
        let Area { left, top, width, height } = area;
        let (right, bottom) = ((left + width).saturating_sub(1), (top + height).saturating_sub(1));
        for x in left..left + width {
            self.set(x, top, Ink::Black);
            self.set(x, bottom, Ink::Black);
        }
        for y in top..top + height {
            self.set(left, y, Ink::Black);
            self.set(right, y, Ink::Black);
        }
    }

    pub(super) fn line(&mut self, left: usize, y: usize, width: usize, ink: Ink) {
        self.fill(Area { left, top: y, width, height: 1 }, ink, Pattern::Solid);
    }

    /// Words, with their left end and top there.
    pub(super) fn write(&mut self, left: usize, top: usize, words: &str) {
        for (place, letter) in words.chars().enumerate() {
            for (column, bits) in font::columns(letter).into_iter().enumerate() {
                for row in (0..font::HEIGHT).filter(|row| bits >> row & 1 == 1) {
                    let (left, top) = (left + place * LETTER + column * SCALE, top + row * SCALE);
                    let dot = Area { left, top, width: SCALE, height: SCALE };
                    self.fill(dot, Ink::Black, Pattern::Solid);
                }
            }
        }
    }

    /// The picture as a file. Nothing where it cannot be written, which no picture of this kind is
    /// known to be.
    pub(super) fn png(&self) -> Option<Vec<u8>> {
        let mut file = Vec::new();
        let (width, height) = (u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(PALETTE.concat());
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.points).ok()?;
        writer.finish().ok()?;
        Some(file)
    }
}
