//! Boxes to tick among drawn lines: four sides of one length, and what is drawn inside.

use perigee_model::{CheckBox, Rect};

/// Sides of boxes to tick, in points: forms print them as high as their text, rarely twice as high.
const SIDES: std::ops::RangeInclusive<f32> = 5.0..=24.0;

/// How far the sides of a box may differ in length, and its corners may be open, in points.
const SLACK: f32 = 1.2;

/// What is drawn in a box and no wider or lower than this share of it is a dot of a pattern.
const MIN_MARK: f32 = 0.25;

/// Sides that are compared with one; hatching and maps have thousands within the height of a box.
const MAX_COMPARED: usize = 400;

/// Boxes of a page; a questionnaire has a few hundred.
const MAX_BOXES: usize = 2_000;

/// What is drawn and may be a tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    pub bbox: Rect,
    /// It is an area that is not dark, as the ground of a field.
    pub pale: bool,
}

/// The longest side of what may be a tick: pens go over the frame.
pub(super) const MAX_MARK: f64 = 30.0;

/// The boxes that these pieces of lines make, with their state.
pub(super) fn find(lying: &[Rect], standing: &[Rect], marks: &[Mark]) -> Vec<CheckBox> {
    let mut sides: Vec<Rect> =
        lying.iter().copied().filter(|piece| SIDES.contains(&(piece.width() + SLACK))).collect();
    let mut uprights: Vec<Rect> =
        standing.iter().copied().filter(|piece| SIDES.contains(&(piece.height() + SLACK))).collect();
    sides.sort_by(|a, b| a.center_y().total_cmp(&b.center_y()).then(a.x0.total_cmp(&b.x0)));
    uprights.sort_by(|a, b| a.center_x().total_cmp(&b.center_x()));
    let mut boxes: Vec<CheckBox> = Vec::new();
    for (at, upper) in sides.iter().enumerate() {
        let below = sides
            .iter()
            .skip(at + 1)
            .take(MAX_COMPARED)
            .take_while(|lower| lower.y0 - upper.y0 <= SIDES.end() + SLACK);
        let found = below.filter_map(|lower| closed(*upper, *lower, &uprights)).next();
        let Some(bbox) = found.filter(|bbox| !boxes.iter().rev().take(50).any(|b| same(b.bbox, *bbox)))
        else {
            continue;
        };
        boxes.push(CheckBox { bbox, checked: marks.iter().any(|mark| is_tick(*mark, bbox)) });
        if boxes.len() >= MAX_BOXES {
            break;
        }
    }
    boxes
}

/// The box of an upper and a lower side, if they are as far apart as they are long and uprights join their ends.
fn closed(upper: Rect, lower: Rect, uprights: &[Rect]) -> Option<Rect> {
    let bbox = upper.union(lower);
    let near = |a: f32, b: f32| (a - b).abs() <= SLACK;
    let square = near(upper.x0, lower.x0)
        && near(upper.x1, lower.x1)
        && (bbox.width() - bbox.height()).abs() <= 0.2 * bbox.width().max(bbox.height());
    let has_upright = |x: f32| {
        let first = uprights.partition_point(|upright| upright.center_x() < x - SLACK);
        let here = uprights.iter().skip(first).take_while(|upright| upright.center_x() <= x + SLACK);
        here.into_iter().any(|upright| upright.y0 <= upper.y1 + SLACK && upright.y1 >= lower.y0 - SLACK)
    };
    (square && has_upright(bbox.x0) && has_upright(bbox.x1)).then_some(bbox)
}

/// A frame drawn twice, or its outer and its inner edge.
fn same(a: Rect, b: Rect) -> bool {
    a.intersection(b).is_some_and(|common| common.area() > 0.5 * a.area().min(b.area()))
}

/// Whether a mark stands in a box: its middle does, and it is neither a dot nor the ground of the box.
fn is_tick(mark: Mark, frame: Rect) -> bool {
    let Mark { bbox, pale } = mark;
    let inside = frame.x0 < bbox.center_x()
        && bbox.center_x() < frame.x1
        && frame.y0 < bbox.center_y()
        && bbox.center_y() < frame.y1;
    let share = |size: f32, whole: f32| size / whole.max(0.1);
    let (across, down) = (share(bbox.width(), frame.width()), share(bbox.height(), frame.height()));
    let is_dot = across < MIN_MARK || down < MIN_MARK;
    let is_ground = across > 0.8 && down > 0.8 && pale;
    inside && !is_dot && !is_ground && across < 2.5 && down < 2.5
}
