//! What stands under a head, line by line in its columns, and where rows begin.

use std::ops::Range;

use perigee_model::Rect;

use super::figures::{self, Atom, Figure};
use super::head::{Column, Head};
use super::names::{self, Mark, Names};
use super::place::{Zone, place, zones};
use super::roles::{self, Numbers};
use crate::sheet::Sheet;

/// Gap between words, in line heights, from which they are two cells.
const CELL_GAP: f32 = 0.75;
/// Columns that words without a gap must run across to be a sentence and no cell.
const ACROSS: usize = 3;
/// Passes over the lines: names first, then what the numbers say, then with the room that numbers take.
const PASSES: usize = 3;

/// A line under a head.
#[derive(Debug, Clone)]
pub struct BodyLine {
    /// Line of the sheet.
    pub line: usize,
    /// Page of the document, from 0.
    pub page: usize,
    /// Place of the line.
    pub bbox: Rect,
    /// Per column what stands there.
    pub cells: Vec<Vec<Atom>>,
    /// What its first words say.
    pub mark: Option<Mark>,
    /// Whether it is a sentence across the columns.
    pub is_sentence: bool,
}

impl BodyLine {
    /// The first number in a column.
    pub fn figure(&self, column: Option<usize>) -> Option<&Figure> {
        self.cells.get(column?)?.iter().find_map(|atom| atom.figure.as_ref())
    }

    /// Whether words or numbers stand in a column.
    pub fn has(&self, column: Option<usize>) -> bool {
        column.and_then(|column| self.cells.get(column)).is_some_and(|cell| !cell.is_empty())
    }

    /// Left side of what stands in a column.
    pub fn left(&self, column: Option<usize>) -> Option<f32> {
        self.cells.get(column?)?.first().map(|atom| atom.bbox.x0)
    }
}

/// Where the columns of a table are that matter for its rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Keys {
    /// Number of the row.
    pub position: Option<usize>,
    /// Text of the row.
    pub description: Option<usize>,
    /// How many.
    pub quantity: Option<usize>,
    /// Of what price.
    pub price: Option<usize>,
    /// What it makes; the total with tax where no other is there.
    pub amount: Option<usize>,
}

impl Keys {
    /// By the meanings of the columns.
    pub fn of(names: &Names<'_>, head: &Head, roles: &[Option<usize>]) -> Self {
        let column = |name: &str| {
            let header = names.position(name)?;
            // A name below another in the same column counts too.
            let below = |column: &Column| column.stacked.contains(&header);
            roles.iter().position(|role| *role == Some(header)).or_else(|| head.columns.iter().position(below))
        };
        Self {
            position: column("position"),
            description: column("description"),
            quantity: column("quantity"),
            price: column("unit_price"),
            amount: column("amount").or_else(|| column("gross_amount")),
        }
    }

    /// Whether a line has numbers that only a row has: two of quantity, price and total.
    pub fn is_strong(&self, line: &BodyLine) -> bool {
        let has = |column| usize::from(line.figure(column).is_some());
        let numbered = self.is_numbered(line) && line.figure(self.amount).is_some();
        has(self.quantity) + has(self.price) + has(self.amount) >= 2 && (self.amount.is_none() || has(self.amount) > 0 || has(self.quantity) + has(self.price) == 2)
            || numbered
    }

    /// Whether quantity times price is the total.
    pub fn is_proven(&self, line: &BodyLine) -> bool {
        match (line.figure(self.quantity), line.figure(self.price), line.figure(self.amount)) {
            (Some(q), Some(p), Some(t)) => roles::multiplies(q, p, t),
            _ => false,
        }
    }

    /// The number of the row.
    pub fn number(&self, line: &BodyLine) -> Option<u32> {
        let figure = line.figure(self.position)?;
        if figure.decimals == 0 { figure.value.to_string().parse().ok() } else { None }
    }

    fn is_numbered(&self, line: &BodyLine) -> bool {
        self.number(line).is_some()
    }
}

/// The columns of a head with their meanings, and the lines under it.
#[derive(Debug)]
pub struct Body {
    /// Per column the position in the headers.
    pub roles: Vec<Option<usize>>,
    /// Where the columns are.
    pub zones: Vec<Zone>,
    /// Lines from the top.
    pub lines: Vec<BodyLine>,
}

/// Lays the lines out in the columns, and decides what the columns mean.
pub fn lay_out(
    sheet: &Sheet<'_>,
    folded: &[String],
    names: &Names<'_>,
    head: &Head,
    lines: Range<usize>,
    mark: Option<char>,
) -> Body {
    let atoms: Vec<Vec<Atom>> = lines
        .clone()
        .map(|line| {
            let tokens = sheet.lines.get(line).map_or(0..0, |line| line.tokens.clone());
            figures::atoms(sheet, tokens, mark)
        })
        .collect();
    let mut roles = roles::decide(head, names, &[]);
    let mut seen: Vec<Option<(f32, f32)>> = vec![None; head.columns.len()];
    let mut body = Vec::new();
    let mut places = Vec::new();
    for pass in 0..PASSES {
        places = zones(head, names, &roles, &seen);
        body = lines
            .clone()
            .zip(&atoms)
            .filter_map(|(line, atoms)| body_line(sheet, folded, &places, head, line, atoms))
            .collect();
        if pass + 1 == PASSES {
            break;
        }
        let keys = Keys::of(names, head, &roles);
        let numbers = numbers(keys, &body);
        roles = roles::decide(head, names, &numbers.iter().map(|(_, numbers)| numbers.clone()).collect::<Vec<_>>());
        seen = (0..head.columns.len()).map(|column| room(&numbers, column)).collect();
    }
    Body { roles, zones: places, lines: body }
}

/// The numbers of the lines that may be rows.
fn numbers(keys: Keys, body: &[BodyLine]) -> Vec<(&BodyLine, Numbers)> {
    let is_row = |line: &&BodyLine| {
        let count = line.cells.iter().filter(|cell| cell.iter().any(|atom| atom.figure.is_some())).count();
        line.mark.is_none() && !line.is_sentence && (keys.is_strong(line) || count >= 3)
    };
    let of = |line: &BodyLine| line.cells.iter().map(|cell| cell.iter().find_map(|atom| atom.figure)).collect();
    // What stands below the end of the table is not of it.
    let end = body.iter().position(|line| line.mark == Some(Mark::End) && !keys.is_proven(line)).unwrap_or(body.len());
    body.iter().take(end).filter(is_row).map(|line| (line, of(line))).collect()
}

/// The room that the cells of a column take, of numbers where it has any: of most rows, so that a stray one does not
/// widen it.
fn room(rows: &[(&BodyLine, Numbers)], column: usize) -> Option<(f32, f32)> {
    let of_row = |row: &(&BodyLine, Numbers)| {
        let cell = row.0.cells.get(column)?;
        let atom = cell.iter().find(|atom| atom.figure.is_some()).or(cell.first())?;
        Some((atom.bbox.x0, atom.bbox.x1))
    };
    let boxes: Vec<(f32, f32)> = rows.iter().filter_map(of_row).collect();
    let side = |pick: fn(&(f32, f32)) -> f32, quarter: usize| {
        let mut sides: Vec<f32> = boxes.iter().map(pick).collect();
        sides.sort_by(f32::total_cmp);
        sides.get(sides.len().saturating_sub(1) * quarter / 4).copied()
    };
    Some((side(|b| b.0, 1)?, side(|b| b.1, 3)?))
}

fn body_line(
    sheet: &Sheet<'_>,
    folded: &[String],
    zones: &[Zone],
    head: &Head,
    line: usize,
    atoms: &[Atom],
) -> Option<BodyLine> {
    let place_of = sheet.lines.get(line)?;
    let columns = place(sheet, place_of.page, atoms, zones);
    let mut cells: Vec<Vec<Atom>> = vec![Vec::new(); zones.len()];
    for (atom, column) in atoms.iter().zip(columns) {
        if let Some(cell) = cells.get_mut(column) {
            cell.push(atom.clone());
        }
    }
    Some(BodyLine {
        line,
        page: place_of.page,
        bbox: place_of.bbox,
        cells,
        mark: mark(sheet, folded, line),
        is_sentence: is_sentence(sheet, head, atoms, place_of.page),
    })
}

/// What the words at the start of the line say, or those right before its last number.
fn mark(sheet: &Sheet<'_>, folded: &[String], line: usize) -> Option<Mark> {
    let place = sheet.lines.get(line)?;
    let segments = || place.segments.clone().filter_map(|segment| sheet.segments.get(segment));
    let words = |tokens: Range<usize>| {
        let own = folded.get(tokens).unwrap_or(&[]);
        own.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<String>>()
    };
    let is_text = |words: &[String]| words.first().is_some_and(|word| word.starts_with(char::is_alphabetic));
    let texts: Vec<Vec<String>> =
        segments().map(|segment| words(segment.tokens.clone())).filter(|words| is_text(words)).collect();
    let first = texts.first().and_then(|words| names::mark(words));
    first.or_else(|| texts.last().and_then(|words| names::mark(words)))
}

/// Many words without a gap over several columns.
fn is_sentence(sheet: &Sheet<'_>, head: &Head, atoms: &[Atom], page: usize) -> bool {
    let unit = sheet.unit(page);
    let is_gapless = atoms.windows(2).all(|pair| match pair {
        [a, b] => b.bbox.x0 - a.bbox.x1 <= CELL_GAP * unit,
        _ => true,
    });
    let Some(bbox) = Rect::around(atoms.iter().map(|atom| atom.bbox)) else { return false };
    let across = head.columns.iter().filter(|column| {
        column.bbox.x1.min(bbox.x1) - column.bbox.x0.max(bbox.x0) > 0.5 * column.bbox.width()
    });
    let words = atoms.iter().filter(|atom| atom.figure.is_none()).count();
    is_gapless && words >= 4 && across.count() >= ACROSS
}
