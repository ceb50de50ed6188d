//! Straight strokes of ink: runs of dark dots along rows and columns, chained where they touch.

use image::GrayImage;

/// Dots darker than this are part of a stroke: a hairline between two rows of dots is grey in both.
const DARK: u8 = 176;

/// Light dots that a run may hold: scans and JPEG break thin lines.
const MAX_GAP_PX: u32 = 2;

/// Runs of a picture in one direction; hatching and photographs have many more, a form of thousand fields some 20,000.
const MAX_RUNS: usize = 100_000;

/// Which way a stroke runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// From left to right.
    Lying,
    /// From top to bottom.
    Standing,
}

/// A stroke along an axis, in dots; ends are exclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub axis: Axis,
    /// Where it begins and ends along its axis.
    pub from: u32,
    pub to: u32,
    /// Its first and last row or column.
    pub first: u32,
    pub last: u32,
    /// Dots in its runs.
    dots: u32,
}

impl Stroke {
    pub(super) fn length(&self) -> f32 {
        (self.to - self.from) as f32
    }

    /// How thick it is on average.
    pub(super) fn thickness(&self) -> f32 {
        self.dots as f32 / self.length().max(1.0)
    }

    /// How many rows or columns it passes.
    pub(super) fn extent(&self) -> f32 {
        (self.last + 1 - self.first) as f32
    }

    /// Left, upper, right and lower edge in dots, as thick as the stroke is.
    pub(super) fn edges(&self) -> [f32; 4] {
        let middle = (self.first + self.last + 1) as f32 / 2.0;
        let half = self.thickness() / 2.0;
        let (from, to) = (self.from as f32, self.to as f32);
        match self.axis {
            Axis::Lying => [from, middle - half, to, middle + half],
            Axis::Standing => [middle - half, from, middle + half, to],
        }
    }

    /// Both as one, if the other continues it within a gap on the same level.
    pub(super) fn joined(&self, next: &Self, gap: f32, shift: f32) -> Option<Self> {
        let level = |stroke: &Self| (stroke.first + stroke.last) as f32 / 2.0;
        let continues =
            next.from as f32 - self.to as f32 <= gap && (level(self) - level(next)).abs() <= shift;
        continues.then(|| Self {
            from: self.from.min(next.from),
            to: self.to.max(next.to),
            first: self.first.min(next.first),
            last: self.last.max(next.last),
            dots: self.dots + next.dots,
            ..*self
        })
    }
}

/// A stretch of dark dots in one row or column; the end is exclusive.
#[derive(Debug, Clone, Copy)]
struct Run {
    line: u32,
    from: u32,
    to: u32,
}

/// The strokes of both directions that have runs of at least so many dots; none where there are too many.
pub(super) fn find(picture: &GrayImage, min_run: u32) -> [Vec<Stroke>; 2] {
    let (lying, standing) = runs(picture, min_run);
    [chained(lying, Axis::Lying), chained(standing, Axis::Standing)]
}

/// A run that may go on.
#[derive(Debug, Clone, Copy, Default)]
struct Open {
    from: u32,
    to: u32,
}

impl Open {
    /// Takes a dark dot; gives back the run that ended before it.
    fn dark(&mut self, at: u32) -> Option<(u32, u32)> {
        if self.to > self.from && at <= self.to + MAX_GAP_PX {
            self.to = at + 1;
            return None;
        }
        let ended = (self.to > self.from).then_some((self.from, self.to));
        *self = Self { from: at, to: at + 1 };
        ended
    }

    fn end(self) -> Option<(u32, u32)> {
        (self.to > self.from).then_some((self.from, self.to))
    }
}

/// Runs along rows and along columns, in one pass over the rows.
fn runs(picture: &GrayImage, min_run: u32) -> (Vec<Run>, Vec<Run>) {
    let (mut lying, mut standing) = (Vec::new(), Vec::new());
    let keep = |runs: &mut Vec<Run>, line: u32, ended: Option<(u32, u32)>| {
        if let Some((from, to)) = ended.filter(|(from, to)| to - from >= min_run)
            && runs.len() < MAX_RUNS
        {
            runs.push(Run { line, from, to });
        }
    };
    let mut columns = vec![Open::default(); picture.width() as usize];
    for (y, row) in picture.rows().enumerate() {
        let y = y as u32;
        let mut open = Open::default();
        for (x, (dot, column)) in row.zip(&mut columns).enumerate() {
            if dot.0[0] < DARK {
                let x = x as u32;
                keep(&mut lying, y, open.dark(x));
                keep(&mut standing, x, column.dark(y));
            }
        }
        keep(&mut lying, y, open.end());
    }
    for (x, column) in columns.into_iter().enumerate() {
        keep(&mut standing, x as u32, column.end());
    }
    (lying, standing)
}

/// Runs of neighbouring lines that touch, as one stroke each.
fn chained(mut runs: Vec<Run>, axis: Axis) -> Vec<Stroke> {
    if runs.len() >= MAX_RUNS {
        return Vec::new();
    }
    runs.sort_by_key(|run| (run.line, run.from));
    let mut groups = Groups((0..runs.len()).collect());
    // The runs of the line before, and of this one, as ranges of positions.
    let (mut before, mut here) = (0..0, 0..0);
    for (at, run) in runs.iter().enumerate() {
        let line = |range: &std::ops::Range<usize>| runs.get(range.start).map(|run| run.line);
        if line(&here) != Some(run.line) || here.is_empty() {
            before = if line(&here) == run.line.checked_sub(1) { here } else { at..at };
            here = at..at;
        }
        here.end = at + 1;
        // Those of the line before that end left of this run touch none of the later ones either.
        while before.start < before.end && runs[before.start].to + MAX_GAP_PX < run.from {
            before.start += 1;
        }
        for other in before.clone() {
            if runs[other].from > run.to + MAX_GAP_PX {
                break;
            }
            groups.join(other, at);
        }
    }
    let mut strokes: Vec<Option<Stroke>> = vec![None; runs.len()];
    for (at, run) in runs.iter().enumerate() {
        let alone = Stroke {
            axis,
            from: run.from,
            to: run.to,
            first: run.line,
            last: run.line,
            dots: run.to - run.from,
        };
        let whole = &mut strokes[groups.root(at)];
        *whole = Some(whole.map_or(alone, |stroke| Stroke {
            from: stroke.from.min(run.from),
            to: stroke.to.max(run.to),
            last: run.line,
            dots: stroke.dots + alone.dots,
            ..stroke
        }));
    }
    strokes.into_iter().flatten().collect()
}

/// Sets that are joined pair by pair; the root of a set is its first member.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        self.0[left.max(right)] = left.min(right);
    }
}
