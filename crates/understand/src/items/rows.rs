//! Lines to rows: where each item begins, which lines go on with it, and where the table ends.

use super::body::{BodyLine, Keys};
use super::names::Mark;
use crate::sheet::Sheet;

/// Distance, in line heights, over which a text still belongs to its item (`research/extraction.md` 8.8).
const REACH: f32 = 4.5;
/// The same over which an item may follow whose numbers prove it (as tables go on in `perigee-layout`).
const PROVEN_REACH: f32 = 24.0;
/// How far, in line heights, a text may begin left of the one that it goes on with.
const OUTDENT: f32 = 0.8;
/// How much nearer a text above the numbers must be to them than to the item before to belong to them.
const NEARER: f32 = 1.3;
/// Lines that belong to no item, after which only proven items follow.
const MAX_FOREIGN: usize = 1;

/// An item: positions in the lines of the body.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The line with its numbers.
    pub main: usize,
    /// Lines whose text stands above the numbers.
    pub above: Vec<usize>,
    /// Lines below.
    pub below: Vec<usize>,
    /// Whether nothing but a total says that it is an item.
    pub is_weak: bool,
}

/// The rows of a body, and whether a total ended it.
#[derive(Debug, Default)]
pub struct Rows {
    /// From the top.
    pub rows: Vec<Row>,
    /// Whether the end was told rather than reached.
    pub is_ended: bool,
}

/// Where a scan of the lines stands.
struct Scan<'b> {
    sheet: &'b Sheet<'b>,
    lines: &'b [BodyLine],
    keys: Keys,
    rows: Vec<Row>,
    pending: Vec<usize>,
    foreign: usize,
    /// Whether a sum stood here: further items may follow, but no charges.
    is_summed: bool,
    last: Option<usize>,
}

/// Cuts lines into rows; `goes_on` says that they go on with a table of the page before.
pub fn cut(sheet: &Sheet<'_>, lines: &[BodyLine], keys: Keys, goes_on: bool) -> Rows {
    let mut scan = Scan {
        sheet,
        lines,
        keys,
        rows: Vec::new(),
        pending: Vec::new(),
        foreign: if goes_on { MAX_FOREIGN + 1 } else { 0 },
        is_summed: false,
        last: None,
    };
    let mut is_ended = false;
    for at in 0..lines.len() {
        match scan.step(at) {
            Step::On => {}
            Step::End => {
                is_ended = true;
                break;
            }
            Step::Lost => break,
        }
    }
    scan.hand_back_pending();
    let mut rows = scan.rows;
    lift(sheet, lines, keys, &mut rows);
    Rows { rows, is_ended }
}

enum Step {
    On,
    End,
    Lost,
}

impl Scan<'_> {
    fn step(&mut self, at: usize) -> Step {
        let Some(line) = self.lines.get(at) else { return Step::Lost };
        let is_next = self.is_next_number(line);
        let is_strong = self.keys.is_strong(line) || is_next;
        let is_proven = self.keys.is_proven(line) || is_next;
        match line.mark {
            Some(Mark::End) if !is_proven => {
                return if self.rows.is_empty() && line.figure(self.keys.amount).is_none() {
                    Step::On
                } else {
                    Step::End
                };
            }
            Some(Mark::Sum) if !is_proven => {
                self.last = Some(at);
                self.is_summed = true;
                return Step::On;
            }
            _ => {}
        }
        let distance = self.distance(at);
        if distance > PROVEN_REACH {
            return Step::Lost;
        }
        let lost = self.foreign > MAX_FOREIGN || distance > REACH;
        if line.is_sentence {
            return Step::On;
        }
        if is_strong && (!lost || is_proven) {
            self.open(at, false);
        } else if !lost && !self.is_summed && self.is_weak(line) {
            self.open(at, true);
        } else if line.has(self.keys.description) && distance <= REACH {
            self.go_on(at);
        } else {
            self.foreign += usize::from(self.is_outside(line));
        }
        Step::On
    }

    /// Distance from what belongs to the table so far, in line heights.
    fn distance(&self, at: usize) -> f32 {
        let (Some(last), Some(line)) = (self.last.and_then(|last| self.lines.get(last)), self.lines.get(at))
        else {
            return 0.0;
        };
        if last.page != line.page { 0.0 } else { (line.bbox.y0 - last.bbox.y1) / self.sheet.unit(line.page) }
    }

    fn is_next_number(&self, line: &BodyLine) -> bool {
        let Some(own) = self.keys.number(line) else { return false };
        let before =
            self.rows.iter().rev().filter_map(|row| self.keys.number(self.lines.get(row.main)?)).next();
        line.figure(self.keys.amount).is_some()
            && before.map_or(own == 1, |before| before.checked_add(1) == Some(own))
    }

    /// A text with a total, or with a quantity where the table has no totals.
    fn is_weak(&self, line: &BodyLine) -> bool {
        let Keys { description, quantity, amount, .. } = self.keys;
        let number = if amount.is_some() { amount } else { quantity };
        let figure = line.figure(number);
        let is_money = amount.is_none() || figure.is_some_and(|f| f.decimals == 2 || f.has_currency);
        figure.is_some() && is_money && line.has(description)
    }

    fn is_outside(&self, line: &BodyLine) -> bool {
        line.cells.iter().filter(|cell| !cell.is_empty()).count() > 0
            && line.figure(self.keys.amount).is_none()
    }

    fn open(&mut self, at: usize, is_weak: bool) {
        let mut row = Row { main: at, is_weak, ..Row::default() };
        let pending = std::mem::take(&mut self.pending);
        let near = self.is_nearer(&pending, at) && self.may_stand_above(&pending, at);
        match self.rows.last_mut() {
            Some(before) if !near => before.below.extend(pending),
            None if !near => {}
            _ => row.above = pending,
        }
        self.rows.push(row);
        self.last = Some(at);
        self.foreign = 0;
        self.is_summed = false;
    }

    /// Whether texts above a line stand nearer to it than to the item before them.
    fn is_nearer(&self, pending: &[usize], at: usize) -> bool {
        let (Some(first), Some(last)) = (pending.first(), pending.last()) else { return false };
        let Some(row) = self.rows.last() else { return true };
        let before = row.below.last().copied().unwrap_or(row.main);
        let gap = |a: usize, b: usize| match (self.lines.get(a), self.lines.get(b)) {
            (Some(a), Some(b)) => (b.bbox.y0 - a.bbox.y1) / self.sheet.unit(a.page) + 0.4,
            _ => f32::INFINITY,
        };
        gap(before, *first) > NEARER * gap(*last, at).max(0.1)
    }

    /// Beside numbers that have a text of their own, texts stand above only in tables whose first row has them there.
    fn may_stand_above(&self, pending: &[usize], at: usize) -> bool {
        let has_text = self.lines.get(at).is_some_and(|line| line.has(self.keys.description));
        !has_text || pending.len() == 1 && self.rows.first().is_some_and(|first| !first.above.is_empty())
    }

    /// A text that goes on with the item above it, or announces the one below.
    fn go_on(&mut self, at: usize) {
        let Some(line) = self.lines.get(at) else { return };
        let unit = self.sheet.unit(line.page);
        let left = |line: &BodyLine| line.left(self.keys.description);
        let start = self.rows.last().and_then(|row| {
            std::iter::once(row.main)
                .chain(row.above.iter().copied())
                .filter_map(|at| left(self.lines.get(at)?))
                .reduce(f32::min)
        });
        let is_left = start.zip(left(line)).is_some_and(|(start, own)| own < start - OUTDENT * unit);
        if is_left {
            self.foreign += 1;
            return;
        }
        self.last = Some(at);
        self.pending.push(at);
    }

    fn hand_back_pending(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if let Some(row) = self.rows.last_mut() {
            row.below.extend(pending);
        }
    }
}

/// Where most numbers have no text beside them, the text of each row stands above: rows take it from the row before.
fn lift(sheet: &Sheet<'_>, lines: &[BodyLine], keys: Keys, rows: &mut [Row]) {
    let bare =
        rows.iter().filter(|row| lines.get(row.main).is_some_and(|line| !line.has(keys.description))).count();
    let leads = rows.first().is_some_and(|row| !row.above.is_empty());
    if !leads || 2 * bare < rows.len() {
        return;
    }
    for at in 1..rows.len() {
        let (before, after) = rows.split_at_mut(at);
        let (Some(before), Some(row)) = (before.last_mut(), after.first_mut()) else { continue };
        if row.above.is_empty() {
            // The last text of the row before, up to the widest gap above it.
            let mut texts = std::mem::take(&mut before.below);
            let cut = widest_gap(sheet, lines, before.main, &texts);
            row.above = texts.split_off(cut);
            before.below = texts;
        }
    }
}

/// Position of the text that has the widest gap above it; the first of equals.
fn widest_gap(sheet: &Sheet<'_>, lines: &[BodyLine], main: usize, texts: &[usize]) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    let mut above = main;
    for (at, &text) in texts.iter().enumerate() {
        let gap = match (lines.get(above), lines.get(text)) {
            (Some(a), Some(b)) => (b.bbox.y0 - a.bbox.y1) / sheet.unit(b.page),
            _ => 0.0,
        };
        if gap > best.1 + 0.2 {
            best = (at, gap);
        }
        above = text;
    }
    best.0
}
