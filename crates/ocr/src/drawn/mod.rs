//! What is drawn on a picture beside its words: lines, boxes to tick, and ink that is no text.
//!
//! The picture is levelled and straight; which lines make a table is left to `perigee-layout`.

mod boxes;
mod marks;
mod strokes;

use boxes::Square;
use image::GrayImage;
use strokes::Stroke;

/// Lines shorter than this many points belong to letters: the stems of a heading of 24 pt are 18 pt high.
const MIN_RULE: f32 = 20.0;

/// Lines thicker than this many points are areas.
const MAX_THICKNESS: f32 = 4.0;

/// How far a line may bend or lean over its length, in points, beside its thickness: what straightening leaves.
const MAX_BEND: f32 = 3.0;

/// Pieces of a line this near belong together, in points, when their levels differ by no more than the second.
const MAX_BREAK: f32 = 4.0;
const MAX_SHIFT: f32 = 1.5;

/// Strokes of one direction from which lines are joined; a page of more is hatched, or a photograph.
const MAX_STROKES: usize = 5_000;

/// What was found, as edges in dots.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Drawn {
    /// Lines, each as a thin box.
    pub rules: Vec<[f32; 4]>,
    /// Boxes to tick, and whether something stands in them.
    pub boxes: Vec<([f32; 4], bool)>,
    /// Ink that is no text.
    pub marks: Vec<[f32; 4]>,
}

/// The straight strokes of a picture, and the squares that they make: all that is known before its words are.
#[derive(Debug, Clone)]
pub(crate) struct Strokes {
    dots_per_point: f32,
    lying: Vec<Stroke>,
    standing: Vec<Stroke>,
    squares: Vec<Square>,
}

impl Strokes {
    /// Looks at a straight, levelled picture.
    pub(crate) fn of(picture: &GrayImage, dpi: f32) -> Self {
        let dots_per_point = dpi / 72.0;
        let shortest = (boxes::SIDES.start() * dots_per_point) as u32;
        let [lying, standing] = strokes::find(picture, shortest.max(4));
        let squares = boxes::find(picture, &lying, dots_per_point);
        Self { dots_per_point, lying, standing, squares }
    }

    /// The picture without its boxes to tick, which recognizers take for letters; `None` where it has none.
    pub(crate) fn without_boxes(&self, picture: &GrayImage) -> Option<GrayImage> {
        let is_box = |square: &&Square| {
            square.stands_apart(picture, self.dots_per_point) && !square.is_field(&self.squares)
        };
        let boxes: Vec<&Square> = self.squares.iter().filter(is_box).collect();
        if boxes.is_empty() {
            return None;
        }
        let mut bare = picture.clone();
        boxes.iter().for_each(|square| square.erase(&mut bare, self.dots_per_point));
        Some(bare)
    }

    /// The edges of lying strokes that are longer than any of a letter.
    pub(crate) fn level_rules(&self) -> impl Iterator<Item = [f32; 4]> + '_ {
        let longest = MIN_RULE * self.dots_per_point;
        self.lying.iter().filter(move |stroke| stroke.length() >= longest).map(Stroke::edges)
    }

    /// Whether a word at these edges is the cross in a ticked box, which is reported as such.
    pub(crate) fn is_cross(&self, text: &str, edges: [f32; 4]) -> bool {
        let crosses = text.chars().all(|sign| matches!(sign, 'x' | 'X' | '×'));
        let fills = |square: &Square| square.ticked && square.is_filled_by(edges);
        crosses && self.squares.iter().any(|square| fills(square) && !square.is_field(&self.squares))
    }
}

/// What is drawn on the picture with these strokes; `words` are the places of what was read.
pub(crate) fn find(picture: &GrayImage, strokes: &Strokes, words: &[[f32; 4]]) -> Drawn {
    let Strokes { dots_per_point, lying, standing, squares } = strokes;
    let dots_per_point = *dots_per_point;
    let mut rules: Vec<[f32; 4]> = Vec::new();
    for strokes in [lying, standing] {
        rules.extend(whole_lines(strokes, dots_per_point).iter().map(Stroke::edges));
    }
    let boxes = squares.iter().map(|square| (square.edges, square.ticked)).collect();
    let inflated = |edges: &[f32; 4]| {
        let by = 2.0 * dots_per_point;
        [edges[0] - by, edges[1] - by, edges[2] + by, edges[3] + by]
    };
    let squares = squares.iter().map(|square| square.edges);
    let known: Vec<[f32; 4]> = words
        .iter()
        .copied()
        .chain(rules.iter().copied())
        .chain(squares)
        .map(|edges| inflated(&edges))
        .collect();
    Drawn { marks: marks::find(picture, &known, dots_per_point), rules, boxes }
}

/// The strokes that are lines, pieces of one line joined.
fn whole_lines(strokes: &[Stroke], dots_per_point: f32) -> Vec<Stroke> {
    if strokes.len() > MAX_STROKES {
        return Vec::new();
    }
    let thin = |stroke: &&Stroke| {
        let thickness = stroke.thickness();
        thickness <= MAX_THICKNESS * dots_per_point
            && stroke.extent() <= thickness + MAX_BEND * dots_per_point
    };
    let mut pieces: Vec<Stroke> = strokes.iter().filter(thin).copied().collect();
    pieces.sort_by_key(|piece| piece.from);
    let (gap, shift) = (MAX_BREAK * dots_per_point, MAX_SHIFT * dots_per_point);
    let mut lines: Vec<Stroke> = Vec::new();
    for piece in pieces {
        let whole = lines.iter_mut().rev().find_map(|line| Some((line.joined(&piece, gap, shift)?, line)));
        match whole {
            Some((whole, line)) => *line = whole,
            None => lines.push(piece),
        }
    }
    lines.retain(|line| line.length() >= MIN_RULE * dots_per_point && is_straight(line, dots_per_point));
    lines
}

/// Whether a line keeps its level, as far as its length lets it lean.
fn is_straight(line: &Stroke, dots_per_point: f32) -> bool {
    line.extent() <= line.thickness() + 2.0 * MAX_BEND * dots_per_point
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    const DPI: f32 = 144.0;

    fn find(picture: &GrayImage, words: &[[f32; 4]], dpi: f32) -> Drawn {
        super::find(picture, &Strokes::of(picture, dpi), words)
    }

    /// White paper of A4 with black areas: left, top, width and height in dots, two for each point.
    fn paper(areas: &[(u32, u32, u32, u32)]) -> GrayImage {
        let mut paper = GrayImage::from_pixel(1_190, 1_684, Luma([255]));
        for &(left, top, width, height) in areas {
            for (x, y) in (left..left + width).flat_map(|x| (top..top + height).map(move |y| (x, y))) {
                paper.put_pixel(x, y, Luma([30]));
            }
        }
        paper
    }

    /// A frame with sides two dots thick.
    fn frame(left: u32, top: u32, side: u32) -> [(u32, u32, u32, u32); 4] {
        let end = side - 2;
        [(left, top, side, 2), (left, top + end, side, 2), (left, top, 2, side), (left + end, top, 2, side)]
    }

    #[test]
    fn the_lines_of_a_table_are_found_whole() {
        let lying = (0..5).map(|row| (100, 200 + 60 * row, 900, 2));
        let standing = (0..4).map(|column| (100 + 300 * column, 200, 2, 242));
        let found = find(&paper(&lying.chain(standing).collect::<Vec<_>>()), &[], DPI);
        let is_lying = |edges: &&[f32; 4]| edges[2] - edges[0] > edges[3] - edges[1];
        assert_eq!(found.rules.iter().filter(is_lying).count(), 5, "{:?}", found.rules);
        assert_eq!(found.rules.len(), 9);
        assert!(found.boxes.is_empty() && found.marks.is_empty());
    }

    #[test]
    fn a_line_that_leans_a_little_and_has_gaps_is_one_line() {
        let pieces: Vec<_> = (0..18).map(|at| (100 + 50 * at, 300 + at / 6, 47, 2)).collect();
        let found = find(&paper(&pieces), &[], DPI).rules;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0][0] <= 101.0 && found[0][2] >= 990.0);
    }

    #[test]
    fn boxes_are_ticked_when_something_stands_in_them() {
        let cross = (0..12).flat_map(|at| [(205 + at, 305 + at, 3, 2), (205 + at, 317 - at, 3, 2)]);
        let areas: Vec<_> = frame(200, 300, 24).into_iter().chain(frame(200, 400, 24)).chain(cross).collect();
        let mut boxes = find(&paper(&areas), &[], DPI).boxes;
        boxes.sort_by(|a, b| a.0[1].total_cmp(&b.0[1]));
        assert_eq!(boxes, [([200.0, 300.0, 224.0, 324.0], true), ([200.0, 400.0, 224.0, 424.0], false)]);
    }

    #[test]
    fn boxes_are_taken_off_before_words_are_read_and_ticks_stay() {
        let tick = (210, 308, 4, 8);
        let letter = (300, 304, 3, 16);
        let in_a_word = [frame(500, 304, 16).as_slice(), &[(518, 308, 3, 8)]].concat();
        let kept = [&[tick, letter], in_a_word.as_slice()].concat();
        let areas = [frame(200, 300, 24).as_slice(), &frame(200, 400, 24), &kept].concat();
        let page = paper(&areas);
        let bare = Strokes::of(&page, DPI).without_boxes(&page);
        assert!(bare == Some(paper(&kept)));
        let page = paper(&[letter]);
        assert!(Strokes::of(&page, DPI).without_boxes(&page).is_none());
    }

    #[test]
    fn fields_for_letters_keep_their_frames() {
        let fields: Vec<_> = (0..4).flat_map(|at| frame(200 + 36 * at, 300, 24)).collect();
        let page = paper(&fields);
        assert!(Strokes::of(&page, DPI).without_boxes(&page).is_none());
    }

    #[test]
    fn the_cross_of_a_ticked_box_is_no_text() {
        let tick = (206, 306, 12, 12);
        let areas = [frame(200, 300, 24).as_slice(), &frame(200, 400, 24), &[tick]].concat();
        let strokes = Strokes::of(&paper(&areas), DPI);
        assert!(strokes.is_cross("X", [205.0, 305.0, 219.0, 319.0]));
        assert!(!strokes.is_cross("7", [205.0, 305.0, 219.0, 319.0]));
        assert!(!strokes.is_cross("x", [208.0, 308.0, 214.0, 316.0]), "it is too small");
        assert!(!strokes.is_cross("X", [205.0, 405.0, 219.0, 419.0]), "nothing stands in that box");
        assert!(!strokes.is_cross("X", [305.0, 305.0, 319.0, 319.0]));
    }

    #[test]
    fn bars_and_open_corners_are_no_boxes() {
        let open = [(200, 300, 24, 2), (200, 322, 24, 2), (200, 300, 2, 24)];
        let thick = [(200, 400, 24, 8), (200, 420, 24, 8), (200, 400, 8, 28), (216, 400, 8, 28)];
        assert!(find(&paper(&[open.as_slice(), &thick].concat()), &[], DPI).boxes.is_empty());
    }

    #[test]
    fn ink_beside_words_and_lines_is_a_region() {
        // A pen that goes up and down over 60 pt, a word, and a line.
        let mut areas: Vec<_> = (0..120).map(|x| (700 + x, 1_400 + (x * 7 % 40), 2, 3)).collect();
        areas.extend((0..40).map(|x| (200 + 4 * x, 1_000, 2, 16)));
        areas.push((650, 1_460, 300, 2));
        let word = [196.0, 996.0, 364.0, 1_020.0];
        let found = find(&paper(&areas), &[word], DPI);
        assert_eq!(found.rules.len(), 1);
        let [region] = found.marks.as_slice() else { panic!("{:?}", found.marks) };
        assert!(region[0] <= 704.0 && region[2] >= 816.0 && region[1] <= 1_404.0, "{region:?}");
    }

    #[test]
    fn the_shadow_at_an_edge_is_no_region() {
        let shadow: Vec<_> = (0..800).map(|y| (0, 2 * y, 20 + y % 7, 1)).collect();
        assert!(find(&paper(&shadow), &[], DPI).marks.is_empty());
    }
}
