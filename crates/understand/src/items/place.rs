//! Which column the words of a line belong to.

use perigee_model::{Rect, ValueType};

use super::figures::Atom;
use super::head::Head;
use super::names::Names;
use crate::sheet::Sheet;

/// What a word that is no number costs in a column of numbers, in line heights.
///
/// Costs were chosen on drawn invoices: distances between columns are one to five line heights.
const WORD_IN_NUMBERS: f32 = 2.0;
/// The same for a quantity, whose unit may stand in its column.
const WORD_IN_QUANTITY: f32 = 0.3;
/// What an amount costs in a column of texts.
const AMOUNT_IN_TEXT: f32 = 0.8;
/// What another number costs there.
const NUMBER_IN_TEXT: f32 = 0.25;
/// What it costs to part words that stand close together, and the gap in line heights that is close.
const PARTED: f32 = 2.0;
const CLOSE: f32 = 0.65;
/// Part of the distance of the nearest edges that counts (`research/extraction.md` 8.8).
const EDGES: f32 = 0.3;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A description: words over any width.
    Words,
    /// A short text or code.
    Code,
    /// A number with its unit.
    Quantity,
    /// Amounts, percentages, other numbers.
    Numbers,
    /// Nothing is known.
    Unknown,
}

/// A column with the room that its cells take.
#[derive(Debug, Clone, Copy)]
pub struct Zone {
    /// Left and right side of its name and of its cells.
    pub x0: f32,
    /// See `x0`.
    pub x1: f32,
    /// How far words may reach.
    reach: (f32, f32),
    holds: Holds,
}

/// The columns of a head; `roles` says what each means, `seen` where numbers of each were found.
pub fn zones(
    head: &Head,
    names: &Names<'_>,
    roles: &[Option<usize>],
    seen: &[Option<(f32, f32)>],
) -> Vec<Zone> {
    let mut zones: Vec<Zone> = head
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let seen = seen.get(at).copied().flatten();
            let is_description =
                |header: &usize| names.headers.get(*header).is_some_and(|h| h.name == "description");
            let holds = match column.stacked.iter().any(is_description) {
                // A description below a code takes the room of one.
                true => Holds::Words,
                false => holds(names, roles.get(at).copied().flatten()),
            };
            let (x0, x1) = match (seen, holds) {
                // Words begin at one side, wherever their name stands.
                (Some((x0, _)), Holds::Words | Holds::Code) => (x0, column.bbox.x1.max(x0)),
                (Some((x0, x1)), _) => (column.bbox.x0.min(x0), column.bbox.x1.max(x1)),
                (None, _) => (column.bbox.x0, column.bbox.x1),
            };
            Zone { x0, x1, reach: (x0, x1), holds }
        })
        .collect();
    for at in 0..zones.len() {
        let left =
            at.checked_sub(1).and_then(|before| zones.get(before)).map_or(f32::NEG_INFINITY, |zone| zone.x1);
        let right = zones.get(at + 1).map_or(f32::INFINITY, |zone| zone.x0);
        if let Some(zone) = zones.get_mut(at) {
            zone.reach = match zone.holds {
                Holds::Words => (left.min(zone.x0), right),
                // Codes begin under their names and may be longer.
                Holds::Code => (zone.x0, right.min(zone.x1 + 2.0 * (zone.x1 - zone.x0))),
                _ => (zone.x0, zone.x1),
            };
        }
    }
    zones
}

/// What a column of this meaning holds.
pub fn holds(names: &Names<'_>, role: Option<usize>) -> Holds {
    let Some(header) = role.and_then(|role| names.headers.get(role)) else { return Holds::Unknown };
    match (header.value_type, header.name.as_str()) {
        (_, "description") => Holds::Words,
        (_, "quantity" | "consumption") => Holds::Quantity,
        (ValueType::Amount | ValueType::Number | ValueType::Percent, _) => Holds::Numbers,
        _ => Holds::Code,
    }
}

/// The column of each atom of a line, never falling from left to right.
pub fn place(sheet: &Sheet<'_>, page: usize, atoms: &[Atom], zones: &[Zone]) -> Vec<usize> {
    if zones.is_empty() {
        return Vec::new();
    }
    let unit = sheet.unit(page);
    // The cheapest way to have the atoms so far end in each column, and the column of the atom before.
    let mut totals: Vec<f32> = vec![0.0; zones.len()];
    let mut steps: Vec<Vec<usize>> = Vec::with_capacity(atoms.len());
    let mut before: Option<&Atom> = None;
    for atom in atoms {
        let close = before.is_some_and(|before| atom.bbox.x0 - before.bbox.x1 < CLOSE * unit);
        let (mut next, mut step) = (Vec::with_capacity(zones.len()), Vec::with_capacity(zones.len()));
        for (at, zone) in zones.iter().enumerate() {
            let parted = |from: usize| if close && from != at { PARTED } else { 0.0 };
            let (from, total) = (0..=at)
                .map(|from| (from, totals.get(from).copied().unwrap_or(0.0) + parted(from)))
                .reduce(|a, b| if b.1 <= a.1 { b } else { a })
                .unwrap_or((at, 0.0));
            next.push(total + cost(atom, zone, unit));
            step.push(from);
        }
        totals = next;
        steps.push(step);
        before = Some(atom);
    }
    let end = totals.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at);
    let mut columns = vec![end];
    for step in steps.iter().skip(1).rev() {
        let last = columns.last().copied().unwrap_or(0);
        columns.push(step.get(last).copied().unwrap_or(last));
    }
    columns.truncate(atoms.len());
    columns.reverse();
    columns
}

fn cost(atom: &Atom, zone: &Zone, unit: f32) -> f32 {
    let away = |(left, right): (f32, f32)| (left - atom.bbox.x1).max(atom.bbox.x0 - right).max(0.0) / unit;
    let edges = edges(atom.bbox, zone) / unit;
    let place = match zone.holds {
        Holds::Words => away(zone.reach) + 0.1,
        Holds::Code => away(zone.reach) + EDGES * 0.5 * edges.min(4.0),
        _ => away((zone.x0, zone.x1)) + EDGES * edges.min(6.0),
    };
    let kind = match (zone.holds, &atom.figure) {
        (Holds::Words, Some(figure)) if figure.decimals == 2 || figure.has_currency => AMOUNT_IN_TEXT,
        (Holds::Words, Some(_)) => NUMBER_IN_TEXT,
        (Holds::Code, Some(figure)) if figure.decimals == 2 || figure.has_currency => AMOUNT_IN_TEXT,
        (Holds::Numbers, None) => WORD_IN_NUMBERS,
        (Holds::Quantity, None) => WORD_IN_QUANTITY,
        _ => 0.0,
    };
    place + kind
}

/// Distance of the nearest of left sides, right sides and middles.
fn edges(bbox: Rect, zone: &Zone) -> f32 {
    let middle = (zone.x0 + zone.x1) / 2.0;
    (bbox.x0 - zone.x0).abs().min((bbox.x1 - zone.x1).abs()).min((bbox.center_x() - middle).abs())
}
