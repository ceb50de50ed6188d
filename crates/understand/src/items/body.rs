//! What stands under a head, line by line in its columns, and where rows begin.

use std::ops::Range;

use perigee_model::Rect;
use rust_decimal::Decimal;

use super::figures::{self, Atom, Figure};
use super::head::{Column, Head};
use super::names::{self, Mark, Names};
use super::place::{Holds, Zone, holds, place, zones};
use super::roles::{self, Numbers};
use crate::sheet::{Segment, Sheet};

/// Gap between words, in line heights, from which they are two cells.
pub const CELL_GAP: f32 = 0.75;
/// Columns that words without a gap must run across to be a sentence and no cell.
const ACROSS: usize = 3;
/// Highest tax rate that is one (Hungary has 27 %).
const MAX_RATE: Decimal = Decimal::from_parts(30, 0, 0, false, 0);
/// How far, in line heights, cells may reach over the sides of the table.
const MARGIN: f32 = 1.5;
/// Passes over the lines: names first, then what the numbers say, then with the room that numbers take.
const PASSES: usize = 3;

/// A line under a head.
#[derive(Debug, Clone)]
pub struct BodyLine {
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
    /// How many columns a row fills in tables without prices; 0 for those with.
    pub values: usize,
    /// Whether quantity, price and amount are those of tax rows: rate, net amount and tax.
    pub is_of_taxes: bool,
}

impl Keys {
    /// By the meanings of the columns.
    pub fn of(names: &Names<'_>, head: &Head, roles: &[Option<usize>]) -> Self {
        let column = |name: &str| {
            let header = names.position(name)?;
            // A name below another in the same column counts too.
            let below = |column: &Column| column.stacked.contains(&header);
            roles
                .iter()
                .position(|role| *role == Some(header))
                .or_else(|| head.columns.iter().position(below))
        };
        if names.position("rate").is_some() && names.position("tax").is_some() {
            let (rate, net, tax) = (column("rate"), column("net"), column("tax"));
            return Self { quantity: rate, price: net, amount: tax, is_of_taxes: true, ..Self::default() };
        }
        let mut keys = Self {
            position: column("position"),
            description: column("description"),
            quantity: column("quantity"),
            price: column("unit_price"),
            amount: column("amount").or_else(|| column("gross_amount")),
            values: 0,
            is_of_taxes: false,
        };
        if [keys.quantity, keys.price, keys.amount].iter().flatten().count() < 2 {
            keys.values = roles.iter().flatten().count().div_ceil(2).max(2);
        }
        keys
    }

    /// Whether a line has numbers that only a row has: two of quantity, price and total.
    pub fn is_strong(&self, line: &BodyLine) -> bool {
        if self.values > 0 {
            let filled = line.cells.iter().filter(|cell| !cell.is_empty()).count();
            return filled >= self.values && line.cells.iter().flatten().any(is_value);
        }
        let has = |column| line.figure(column).is_some_and(|figure| self.is_of_taxes || !figure.is_percent);
        let (q, p, t) = (has(self.quantity), has(self.price), has(self.amount));
        if self.is_of_taxes {
            let is_rate = line.figure(self.quantity).is_some_and(|rate| rate.value.abs() <= MAX_RATE);
            return is_rate && (p || t);
        }
        // Details of a row have prices too, but no total of their own.
        q && p && self.amount.is_none() || t && (q || p)
    }

    /// Whether quantity times price is the total, or the rate of what is taxed the tax.
    pub fn is_proven(&self, line: &BodyLine) -> bool {
        match (line.figure(self.quantity), line.figure(self.price), line.figure(self.amount)) {
            (Some(rate), Some(net), Some(tax)) if self.is_of_taxes => roles::takes_rate(rate, net, tax),
            (Some(q), Some(p), Some(t)) => roles::multiplies(q, p, t),
            _ => false,
        }
    }

    /// The number of the row.
    pub fn number(&self, line: &BodyLine) -> Option<u32> {
        let figure = line.figure(self.position)?;
        if figure.decimals == 0 { figure.value.to_string().parse().ok() } else { None }
    }
}

/// A number, or a date and the like.
fn is_value(atom: &Atom) -> bool {
    atom.figure.is_some() || atom.has_digit
}

/// The columns of a head with their meanings, and the lines under it.
#[derive(Debug)]
pub struct Body {
    /// Per column the position in the headers.
    pub roles: Vec<Option<usize>>,
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
    for pass in 0..PASSES {
        let places = zones(head, names, &roles, &seen);
        let sides = if pass == 0 { None } else { sides(head, &places, &roles, &seen) };
        body = lines
            .clone()
            .zip(&atoms)
            .filter_map(|(line, atoms)| body_line(sheet, folded, &places, head, sides, line, atoms))
            .collect();
        if pass + 1 == PASSES {
            break;
        }
        let keys = Keys::of(names, head, &roles);
        let numbers = numbers(keys, &body);
        roles = roles::decide(
            head,
            names,
            &numbers.iter().map(|(_, numbers)| numbers.clone()).collect::<Vec<_>>(),
        );
        let of = |(at, column): (usize, &Column)| {
            let is_text =
                matches!(holds(names, roles.get(at).copied().flatten()), Holds::Words | Holds::Code);
            room(sheet, &numbers, at, column.bbox.x0, is_text)
        };
        seen = head.columns.iter().enumerate().map(of).collect();
    }
    Body { roles, lines: body }
}

/// The numbers of the lines that may be rows.
fn numbers(keys: Keys, body: &[BodyLine]) -> Vec<(&BodyLine, Numbers)> {
    let is_row = |line: &&BodyLine| {
        let count = line.cells.iter().filter(|cell| cell.iter().any(|atom| atom.figure.is_some())).count();
        line.mark.is_none() && !line.is_sentence && (keys.is_strong(line) || count >= 3)
    };
    let of =
        |line: &BodyLine| line.cells.iter().map(|cell| cell.iter().find_map(|atom| atom.figure)).collect();
    // What stands below the end of the table is not of it.
    let end = body
        .iter()
        .position(|line| line.mark == Some(Mark::End) && !keys.is_proven(line))
        .unwrap_or(body.len());
    body.iter().take(end).filter(is_row).map(|line| (line, of(line))).collect()
}

/// The room that the cells of a column take: of most rows, so that a stray one does not widen it.
fn room(
    sheet: &Sheet<'_>,
    rows: &[(&BodyLine, Numbers)],
    column: usize,
    name: f32,
    is_text: bool,
) -> Option<(f32, f32)> {
    let cells = || rows.iter().filter_map(|row| row.0.cells.get(column)).filter(|cell| !cell.is_empty());
    let numbers: Vec<Rect> = cells()
        .filter_map(|cell| cell.iter().find(|atom| atom.figure.is_some()))
        .map(|atom| atom.bbox)
        .collect();
    if is_text || 2 * numbers.len() < cells().count() {
        let unit = rows.first().map_or(10.0, |row| sheet.unit(row.0.page));
        let starts: Vec<f32> = cells().flat_map(|cell| starts(cell, unit)).collect();
        return common_side(&starts, name, unit).map(|x0| (x0, x0));
    }
    let side = |pick: fn(&Rect) -> f32, quarter: usize| {
        let mut sides: Vec<f32> = numbers.iter().map(pick).collect();
        sides.sort_by(f32::total_cmp);
        sides.get(sides.len().saturating_sub(1) * quarter / 4).copied()
    };
    Some((side(|bbox| bbox.x0, 1)?, side(|bbox| bbox.x1, 3)?))
}

/// Left sides of the texts of a cell, which may have got one from beside the table.
fn starts(cell: &[Atom], unit: f32) -> Vec<f32> {
    let first = cell.first().map(|atom| atom.bbox.x0);
    let later = cell.windows(2).filter_map(|pair| match pair {
        [a, b] if b.bbox.x0 - a.bbox.x1 > CELL_GAP * unit => Some(b.bbox.x0),
        _ => None,
    });
    first.into_iter().chain(later).collect()
}

/// The side that most texts begin at; of equals the nearest to the name of the column.
fn common_side(starts: &[f32], name: f32, unit: f32) -> Option<f32> {
    let support = |x: f32| starts.iter().filter(|other| (**other - x).abs() < 0.5 * unit).count();
    starts.iter().copied().reduce(|a, b| {
        let key = |x: f32| (support(x), -(x - name).abs());
        if key(b).partial_cmp(&key(a)) == Some(std::cmp::Ordering::Greater) { b } else { a }
    })
}

/// Left and right side of the table: what stands beside it on the same height is of something else.
fn sides(
    head: &Head,
    zones: &[Zone],
    roles: &[Option<usize>],
    seen: &[Option<(f32, f32)>],
) -> Option<(f32, f32)> {
    let is_used = |at: &usize| {
        roles.get(*at).copied().flatten().is_some() || seen.get(*at).copied().flatten().is_some()
    };
    let used = || (0..head.columns.len()).filter(is_used).filter_map(|at| zones.get(at));
    let left = used().map(|zone| zone.x0).reduce(f32::min)?;
    let right = used().map(|zone| zone.x1).reduce(f32::max)?;
    Some((left, right))
}

fn body_line(
    sheet: &Sheet<'_>,
    folded: &[String],
    zones: &[Zone],
    head: &Head,
    sides: Option<(f32, f32)>,
    line: usize,
    atoms: &[Atom],
) -> Option<BodyLine> {
    let place_of = sheet.lines.get(line)?;
    let margin = MARGIN * sheet.unit(place_of.page);
    let is_inside = |atom: &&Atom| {
        sides.is_none_or(|(left, right)| atom.bbox.x1 > left - margin && atom.bbox.x0 < right + margin)
    };
    let atoms: Vec<Atom> = atoms.iter().filter(is_inside).cloned().collect();
    let bbox = Rect::around(atoms.iter().map(|atom| atom.bbox))?;
    let tokens = atoms.first()?.span.start..atoms.last()?.span.end;
    let columns = place(sheet, place_of.page, &atoms, zones);
    let mut cells: Vec<Vec<Atom>> = vec![Vec::new(); zones.len()];
    let is_sentence = is_sentence(sheet, head, &atoms, place_of.page);
    for (atom, column) in atoms.into_iter().zip(columns) {
        if let Some(cell) = cells.get_mut(column) {
            cell.push(atom);
        }
    }
    Some(BodyLine { page: place_of.page, bbox, cells, mark: mark(sheet, folded, line, &tokens), is_sentence })
}

/// What the words at the start of the line say, or those right before its last number.
fn mark(sheet: &Sheet<'_>, folded: &[String], line: usize, inside: &Range<usize>) -> Option<Mark> {
    let place = sheet.lines.get(line)?;
    let is_inside =
        |segment: &&Segment| segment.tokens.start < inside.end && inside.start < segment.tokens.end;
    let segments =
        || place.segments.clone().filter_map(|segment| sheet.segments.get(segment)).filter(is_inside);
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
