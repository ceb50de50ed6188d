//! Pieces of lines to whole lines.

use perigee_model::Rect;

/// Lines whose centres are this near lie on one level (`research/pdf-ocr.md` 6 snaps 3 pt, which would melt the
/// double lines under totals; files draw the cells of one row within 1 pt).
const SAME_LEVEL: f32 = 1.5;

/// Ends this near touch.
const TOUCH: f32 = 1.5;

/// Pieces shorter than this may be dashes, whose gaps are as long as they are.
const MAX_DASH: f32 = 8.0;

/// Lines shorter than this belong to letters and drawings (`research/pdf-ocr.md` 6).
const MIN_LENGTH: f32 = 8.0;

/// Which way lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// From left to right.
    Lying,
    /// From top to bottom.
    Standing,
}

impl Axis {
    /// The rectangle as if it lay.
    fn lay(self, rect: Rect) -> Rect {
        match self {
            Self::Lying => rect,
            Self::Standing => Rect { x0: rect.y0, y0: rect.x0, x1: rect.y1, y1: rect.x1 },
        }
    }
}

/// Joins pieces that run on one level and touch, and drops what stays short.
pub(super) fn join(pieces: Vec<Rect>, axis: Axis) -> Vec<Rect> {
    let mut pieces: Vec<Rect> = pieces.into_iter().map(|piece| axis.lay(piece)).collect();
    pieces.sort_by(|a, b| a.center_y().total_cmp(&b.center_y()));
    let mut joined = Vec::new();
    let mut level: Vec<Rect> = Vec::new();
    let mut last = f32::NEG_INFINITY;
    let mut first = f32::NEG_INFINITY;
    for piece in pieces {
        let center = piece.center_y();
        // A level stays thin even where many lines stand close, as the hatching of a drawing.
        if center - last > SAME_LEVEL || center - first > 2.0 * SAME_LEVEL {
            join_level(&mut level, &mut joined);
            first = center;
        }
        last = center;
        level.push(piece);
    }
    join_level(&mut level, &mut joined);
    joined.into_iter().map(|line| axis.lay(line)).collect()
}

fn join_level(level: &mut Vec<Rect>, joined: &mut Vec<Rect>) {
    level.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut open: Option<(Rect, f32)> = None;
    for piece in level.drain(..) {
        open = Some(match open {
            Some((line, last_piece)) => {
                let dash = last_piece.min(piece.width());
                let reach = if dash <= MAX_DASH { TOUCH.max(1.2 * dash) } else { TOUCH };
                if piece.x0 - line.x1 <= reach {
                    (line.union(piece), piece.width())
                } else {
                    joined.extend((line.width() >= MIN_LENGTH).then_some(line));
                    (piece, piece.width())
                }
            }
            None => (piece, piece.width()),
        });
    }
    joined.extend(open.map(|(line, _)| line).filter(|line| line.width() >= MIN_LENGTH));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lying(x0: f32, x1: f32, y: f32) -> Rect {
        Rect::new(x0, y - 0.25, x1, y + 0.25)
    }

    #[test]
    fn lines_of_cells_become_one_line() {
        let pieces = vec![lying(100.0, 200.0, 50.0), lying(0.0, 100.2, 50.3), lying(0.0, 100.0, 50.0)];
        let joined = join(pieces, Axis::Lying);
        assert_eq!(joined.len(), 1);
        assert_eq!((joined[0].x0, joined[0].x1), (0.0, 200.0));
    }

    #[test]
    fn dashes_become_one_line_and_lines_with_a_gap_stay_two() {
        let dashes: Vec<Rect> = (0..30).map(|i| lying(5.0 * i as f32, 5.0 * i as f32 + 3.0, 10.0)).collect();
        assert_eq!(join(dashes, Axis::Lying).len(), 1);
        assert_eq!(join(vec![lying(0.0, 50.0, 10.0), lying(55.0, 90.0, 10.0)], Axis::Lying).len(), 2);
    }

    #[test]
    fn strokes_of_a_drawing_are_dropped_and_double_lines_stay_double() {
        assert!(join(vec![lying(0.0, 6.0, 10.0)], Axis::Lying).is_empty());
        assert_eq!(join(vec![lying(0.0, 60.0, 10.0), lying(0.0, 60.0, 12.0)], Axis::Lying).len(), 2);
    }
}
