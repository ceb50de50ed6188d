//! Which of the squares on a page are boxes to tick, and whether they are ticked.
//!
//! A square alone is not one: forms print a row of squares for the letters of a name, and frames around numbers.

use perigee_model::{CheckBox, PageSource, Rect, Word};

/// Squares this near side by side are a row of fields for letters.
const TOUCH: f32 = 1.5;

/// How much the sides of squares of one row differ at most, in points.
const SAME_SIZE: f32 = 1.5;

/// Squares in one row, each nearer to the next than its own width, from which they are fields for letters.
const MIN_ROW: usize = 4;

/// Squares that are compared with one another; more are a pattern.
const MAX_SQUARES: usize = 2_000;

/// Words that stand for a tick.
const TICKS: [&str; 14] = ["x", "X", "✓", "✔", "✗", "✘", "×", "✕", "✖", "√", "●", "•", "■", "✅"];

/// Characters that are a box themselves.
const EMPTY: [&str; 3] = ["☐", "❏", "❑"];
const TICKED: [&str; 4] = ["☑", "☒", "🗹", "🗷"];

/// The boxes to tick among squares, and those that are printed as characters.
pub fn check_boxes(squares: Vec<CheckBox>, words: &[Word], source: PageSource) -> Vec<CheckBox> {
    let mut boxes: Vec<CheckBox> = words
        .iter()
        .filter_map(|word| Some(CheckBox { bbox: word.bbox, checked: state(&word.text)? }))
        .collect();
    if squares.len() <= MAX_SQUARES {
        let places: Vec<Rect> = squares.iter().map(|square| square.bbox).collect();
        let alone = squares.into_iter().filter(|square| !is_in_row(square.bbox, &places));
        boxes.extend(alone.filter_map(|square| with_words(square, words, source)));
    }
    boxes.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    boxes
}

/// The state that a character shows.
fn state(text: &str) -> Option<bool> {
    match text {
        empty if EMPTY.contains(&empty) => Some(false),
        ticked if TICKED.contains(&ticked) => Some(true),
        _ => None,
    }
}

/// Whether squares of its size stand beside it as the fields of one word do, or on every side as those of a table.
fn is_in_row(square: Rect, places: &[Rect]) -> bool {
    let alike = |other: &&Rect| {
        (other.width() - square.width()).abs() <= SAME_SIZE
            && (other.center_y() - square.center_y()).abs() <= SAME_SIZE
    };
    let row: Vec<&Rect> = places.iter().filter(alike).collect();
    let touches = |other: &&&Rect| {
        let gap = (other.x0 - square.x1).max(square.x0 - other.x1);
        gap.abs() <= TOUCH
    };
    if row.iter().any(|other| touches(&other)) {
        return true;
    }
    // From each square to the next one of the row, to both sides.
    let mut count = 1;
    for step in [1.0_f32, -1.0] {
        let mut at = square;
        while let Some(next) = row.iter().find(|other| {
            let gap = if step > 0.0 { other.x0 - at.x1 } else { at.x0 - other.x1 };
            (0.0..at.width()).contains(&gap) && (other.center_x() - at.center_x()) * step > 0.0
        }) {
            count += 1;
            at = **next;
            if count >= MIN_ROW {
                return true;
            }
        }
    }
    false
}

/// The square with what its words say: a tick, or nothing, or that it is a frame around a text.
fn with_words(square: CheckBox, words: &[Word], source: PageSource) -> Option<CheckBox> {
    let bbox = square.bbox;
    let inside = words.iter().filter(|word| {
        (bbox.x0..=bbox.x1).contains(&word.bbox.center_x())
            && (bbox.y0..=bbox.y1).contains(&word.bbox.center_y())
    });
    let mut checked = square.checked;
    for word in inside {
        if TICKS.contains(&word.text.as_str()) || state(&word.text) == Some(true) {
            checked = true;
        } else if state(&word.text).is_some() {
            // The character is a box by itself.
            return None;
        } else if source == PageSource::Text && word.text.chars().any(char::is_alphanumeric) {
            return None;
        }
    }
    Some(CheckBox { bbox, checked })
}

#[cfg(test)]
mod tests {
    use perigee_model::Confidence;

    use super::*;

    fn square(x: f32, y: f32, checked: bool) -> CheckBox {
        CheckBox { bbox: Rect::new(x, y, x + 10.0, y + 10.0), checked }
    }

    fn word(text: &str, x: f32, y: f32) -> Word {
        let bbox = Rect::new(x, y, x + 6.0, y + 8.0);
        Word { text: text.to_owned(), bbox, confidence: Confidence::CERTAIN }
    }

    fn of(squares: &[CheckBox], words: &[Word]) -> Vec<bool> {
        let found = check_boxes(squares.to_vec(), words, PageSource::Text);
        found.into_iter().map(|found| found.checked).collect()
    }

    #[test]
    fn a_square_with_a_typed_x_is_ticked_and_one_without_is_not() {
        let squares = [square(50.0, 50.0, false), square(50.0, 70.0, false), square(50.0, 90.0, true)];
        assert_eq!(of(&squares, &[word("X", 52.0, 51.0), word("Yes", 64.0, 71.0)]), [true, false, true]);
    }

    #[test]
    fn a_frame_around_a_number_is_no_box_to_tick() {
        assert!(of(&[square(50.0, 50.0, false)], &[word("7", 52.0, 51.0)]).is_empty());
    }

    #[test]
    fn fields_for_letters_are_no_boxes_to_tick() {
        let touching: Vec<CheckBox> = (0..3).map(|at| square(50.0 + 10.0 * at as f32, 50.0, false)).collect();
        assert!(of(&touching, &[]).is_empty());
        let apart: Vec<CheckBox> = (0..6).map(|at| square(50.0 + 13.0 * at as f32, 50.0, false)).collect();
        assert!(of(&apart, &[]).is_empty());
        let answers: Vec<CheckBox> = (0..3).map(|at| square(50.0 + 60.0 * at as f32, 50.0, false)).collect();
        assert_eq!(of(&answers, &[]).len(), 3);
    }

    #[test]
    fn characters_that_are_boxes_count_with_their_state() {
        assert_eq!(
            of(&[], &[word("☐", 50.0, 50.0), word("☒", 50.0, 70.0), word("☑", 50.0, 90.0)]),
            [false, true, true]
        );
    }
}
