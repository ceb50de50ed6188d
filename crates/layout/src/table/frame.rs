//! Drawn lines to frames: groups of lines that touch, with the levels at which they run.

use std::collections::BTreeMap;

use perigee_model::Rect;

use super::grid::Cell;

/// Lines whose ends are this near touch.
const TOUCH: f32 = 3.0;

/// Lines of each direction looked at on a page, the longest first; a table of 500 rows has a thousand.
const MAX_LINES: usize = 2_000;

/// Frames this near above one another with the same columns are one table.
const STACK_GAP: f32 = 6.0;

/// Levels nearer than this are a double line, with no text between (`research/pdf-ocr.md` 6 snaps 3 pt;
/// frames of two lines stand up to 4 pt apart).
const MIN_STEP: f32 = 4.5;

/// Share of a cell's side that must be drawn for a border to stand there.
const BORDER_SHARE: f32 = 0.55;

/// Lines that touch one another.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub bbox: Rect,
    lying: Vec<Rect>,
    standing: Vec<Rect>,
    /// Levels of the lying lines from top to bottom, outer sides included.
    pub ys: Vec<f32>,
    /// Levels of the standing lines from left to right, outer sides included.
    pub xs: Vec<f32>,
}

impl Frame {
    fn new(lying: Vec<Rect>, standing: Vec<Rect>) -> Option<Self> {
        let bbox = Rect::around(lying.iter().chain(&standing).copied())?;
        let ys = levels(lying.iter().map(|line| line.center_y()), bbox.y0, bbox.y1);
        let xs = levels(standing.iter().map(|line| line.center_x()), bbox.x0, bbox.x1);
        Some(Self { bbox, lying, standing, ys, xs })
    }

    /// The levels of the standing lines from that before column `first` to that after column `last`.
    pub(super) fn frame_sides(&self, first: usize, last: usize) -> &[f32] {
        self.xs.get(first..last + 2).unwrap_or_default()
    }

    /// The box of a cell's rows in one column.
    pub(super) fn field(&self, cell: &Cell, col: usize) -> Option<Rect> {
        let (x0, x1) = (*self.xs.get(col)?, *self.xs.get(col + 1)?);
        let (y0, y1) = (*self.ys.get(cell.row)?, *self.ys.get(cell.row_end + 1)?);
        Some(Rect::new(x0, y0, x1, y1))
    }

    /// Whether a line is drawn at level `y` from `x0` to `x1`; the outer sides count as drawn.
    pub(super) fn has_lying(&self, y: f32, x0: f32, x1: f32) -> bool {
        if (y - self.bbox.y0).abs() < MIN_STEP || (y - self.bbox.y1).abs() < MIN_STEP {
            return true;
        }
        let at_level = self.lying.iter().filter(|line| (line.center_y() - y).abs() <= MIN_STEP);
        covered(at_level.map(|line| (line.x0, line.x1)), x0, x1)
    }

    /// Whether a line is drawn at level `x` from `y0` to `y1`; the outer sides count as drawn.
    pub(super) fn has_standing(&self, x: f32, y0: f32, y1: f32) -> bool {
        if (x - self.bbox.x0).abs() < MIN_STEP || (x - self.bbox.x1).abs() < MIN_STEP {
            return true;
        }
        let at_level = self.standing.iter().filter(|line| (line.center_x() - x).abs() <= MIN_STEP);
        covered(at_level.map(|line| (line.y0, line.y1)), y0, y1)
    }
}

fn covered(spans: impl Iterator<Item = (f32, f32)>, from: f32, to: f32) -> bool {
    let length: f32 = spans.map(|(a, b)| (b.min(to) - a.max(from)).max(0.0)).sum();
    length >= BORDER_SHARE * (to - from)
}

/// The groups of lines that touch, each with lines of both directions.
pub(super) fn frames(rules: &[Rect]) -> Vec<Frame> {
    let lies = |rule: &&Rect| rule.width() >= rule.height();
    let lying = longest(rules.iter().filter(lies).copied().collect(), |rule| rule.width());
    let standing = longest(rules.iter().filter(|rule| !lies(rule)).copied().collect(), |rule| rule.height());
    let mut groups = Groups::new(lying.len() + standing.len());
    for (i, level) in lying.iter().enumerate() {
        for (j, upright) in standing.iter().enumerate() {
            let touches = level.x0 - TOUCH <= upright.x1
                && upright.x0 <= level.x1 + TOUCH
                && upright.y0 - TOUCH <= level.y1
                && level.y0 <= upright.y1 + TOUCH;
            if touches {
                groups.join(i, lying.len() + j);
            }
        }
    }
    stack(collect(&mut groups, &lying, &standing))
}

/// Joins frames that stand on one another with the same columns.
fn stack(mut frames: Vec<Frame>) -> Vec<Frame> {
    frames.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
    let mut stacked: Vec<Frame> = Vec::new();
    for frame in frames {
        let below = stacked.iter().rposition(|upper| {
            (frame.bbox.y0 - upper.bbox.y1).abs() <= STACK_GAP
                && upper.xs.len() == frame.xs.len()
                && upper.xs.iter().zip(&frame.xs).all(|(a, b)| (a - b).abs() <= TOUCH)
        });
        let joined = below.map(|at| stacked.remove(at)).and_then(|mut upper| {
            // The sides of two areas that meet are a border even where no line is drawn.
            let seam = (upper.bbox.y1 + frame.bbox.y0) / 2.0;
            upper.lying.push(Rect::new(frame.bbox.x0, seam, frame.bbox.x1, seam));
            upper.lying.extend(&frame.lying);
            upper.standing.extend(&frame.standing);
            Frame::new(upper.lying, upper.standing)
        });
        stacked.push(joined.unwrap_or(frame));
    }
    stacked
}

fn longest(mut lines: Vec<Rect>, length: impl Fn(&Rect) -> f32) -> Vec<Rect> {
    lines.sort_by(|a, b| length(b).total_cmp(&length(a)));
    lines.truncate(MAX_LINES);
    lines
}

fn collect(groups: &mut Groups, lying: &[Rect], standing: &[Rect]) -> Vec<Frame> {
    let mut parts: BTreeMap<usize, (Vec<Rect>, Vec<Rect>)> = BTreeMap::new();
    for (i, line) in lying.iter().enumerate() {
        parts.entry(groups.root(i)).or_default().0.push(*line);
    }
    for (j, line) in standing.iter().enumerate() {
        parts.entry(groups.root(lying.len() + j)).or_default().1.push(*line);
    }
    let both = parts.into_values().filter(|(lying, standing)| !lying.is_empty() && !standing.is_empty());
    both.filter_map(|(lying, standing)| Frame::new(lying, standing)).collect()
}

/// Levels at which lines run, those that are one border melted, with the outer sides.
fn levels(centers: impl Iterator<Item = f32>, low: f32, high: f32) -> Vec<f32> {
    let mut centers: Vec<f32> = centers.chain([low, high]).collect();
    centers.sort_by(f32::total_cmp);
    let mut levels: Vec<(f32, f32)> = Vec::new();
    for center in centers {
        match levels.last_mut() {
            Some((sum, count)) if center - *sum / *count <= MIN_STEP => {
                *sum += center;
                *count += 1.0;
            }
            _ => levels.push((center, 1.0)),
        }
    }
    levels.into_iter().map(|(sum, count)| sum / count).collect()
}

/// Sets that are joined pair by pair.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while let Some(&above) = self.0.get(at).filter(|&&above| above != at) {
            let next = self.0.get(above).copied().unwrap_or(above);
            if let Some(place) = self.0.get_mut(at) {
                *place = next;
            }
            at = above;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(place) = self.0.get_mut(a.max(b)) {
            *place = a.min(b);
        }
    }
}
