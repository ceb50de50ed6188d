//! Heads of tables: lines that name the columns, and the columns that they name.

use std::ops::Range;

use perigee_model::{Rect, ValueType};

use super::names::{LEARNED, Meanings, Names};
use crate::sheet::Sheet;

/// Gap, in line heights, between the lines of one head (as in `labels`).
const LINE_GAP: f32 = 0.8;
/// Lines above and below the one with most names that may belong to a head.
const MAX_LINES: usize = 4;
/// Gap between words, in line heights, from which they are two names: a space is about 0.3.
const NAME_GAP: f32 = 0.75;
/// Share of the narrower by which names in two lines must stand over one another to be one name.
const OVER: f32 = 0.3;
/// How far, in line heights, a column without a known name may stand beside the others.
const BESIDE: f32 = 8.0;
/// Distance, in line heights, that no column but one of texts has to the next.
const ASIDE: f32 = 10.0;
/// Columns of a head; what has more is no table of words.
const MAX_COLUMNS: usize = 24;

/// One column of a head.
#[derive(Debug, Clone)]
pub struct Column {
    /// Place of its name.
    pub bbox: Rect,
    /// What the name may mean, surest first.
    pub meanings: Meanings,
    /// What stands under it where it has several names one over the other, from the first row of an item down.
    pub stacked: Vec<usize>,
}

/// The names of the columns of a table.
#[derive(Debug, Clone)]
pub struct Head {
    /// Page of the document, from 0.
    pub page: usize,
    /// Lines of the sheet.
    pub lines: Range<usize>,
    /// From left to right.
    pub columns: Vec<Column>,
}

impl Head {
    /// How many columns have a name that is known.
    pub fn named(&self) -> usize {
        self.columns.iter().filter(|column| !column.meanings.is_empty()).count()
    }

    /// Whether a column may have this meaning.
    pub fn has(&self, header: Option<usize>) -> bool {
        header.is_some_and(|header| {
            self.columns.iter().any(|column| column.meanings.iter().any(|meaning| meaning.0 == header))
        })
    }

    /// Whether another head names mostly the same columns at the same places.
    pub fn is_like(&self, other: &Self, reach: f32) -> bool {
        let alike = |column: &Column| {
            other.columns.iter().any(|o| {
                o.meanings.first().map(|m| m.0) == column.meanings.first().map(|m| m.0)
                    && (o.bbox.center_x() - column.bbox.center_x()).abs() < reach
            })
        };
        3 * self.columns.iter().filter(|column| alike(column)).count() >= 2 * self.columns.len()
    }
}

/// Words of one line that make one name, or none that is known.
#[derive(Debug, Clone)]
struct Piece {
    line: usize,
    bbox: Rect,
    words: Vec<String>,
    meanings: Meanings,
}

/// The heads of a document, from the top.
pub fn find(sheet: &Sheet<'_>, folded: &[String], names: &Names<'_>) -> Vec<Head> {
    let pieces: Vec<Vec<Piece>> =
        (0..sheet.lines.len()).map(|line| pieces(sheet, folded, names, line)).collect();
    let mut anchors: Vec<(usize, usize)> = pieces
        .iter()
        .enumerate()
        .filter_map(|(line, own)| Some((line, strength(sheet, names, line, own, &pieces)?)))
        .collect();
    // The line with most names is the middle of its head.
    anchors.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut heads: Vec<Head> = Vec::new();
    for (line, _) in anchors {
        if heads.iter().any(|head| head.lines.contains(&line)) {
            continue;
        }
        let lines = grow(sheet, &pieces, line);
        let head = assemble(sheet, names, &pieces, line, lines);
        if head.columns.len() <= MAX_COLUMNS
            && heads.iter().all(|other| !is_crossed(&other.lines, &head.lines))
        {
            heads.push(head);
        }
    }
    heads.sort_by_key(|head| head.lines.start);
    heads
}

fn is_crossed(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The names on a line, and the words between them.
fn pieces(sheet: &Sheet<'_>, folded: &[String], names: &Names<'_>, line: usize) -> Vec<Piece> {
    let Some(place) = sheet.lines.get(line) else { return Vec::new() };
    let unit = sheet.unit(place.page);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = place.tokens.start;
    let mut before: Option<Rect> = None;
    while at < place.tokens.end {
        let end = (at + 1..place.tokens.end)
            .find(|&next| gap(sheet, next - 1, next) > NAME_GAP * unit)
            .unwrap_or(place.tokens.end);
        let words = folded.get(at..end).unwrap_or(&[]);
        // A sign belongs to the name before it, never to the one behind.
        let is_sign = words.first().is_none_or(String::is_empty);
        let known = if is_sign { None } else { names.longest(words) };
        let (length, meanings) = known.unwrap_or((1, Meanings::new()));
        let bbox = sheet.bbox(at..at + length);
        let is_near = before.is_some_and(|before| bbox.x0 - before.x1 <= NAME_GAP * unit);
        let own: Vec<String> = words.iter().take(length).cloned().collect();
        let is_same = |piece: &Piece| {
            let first = |meanings: &Meanings| meanings.first().map(|meaning| meaning.0);
            let is_told = first(&piece.meanings) == first(&meanings);
            // The same word once more is the name of the next column: "reading reading" under "previous current".
            meanings.is_empty() || is_told && !piece.words.ends_with(&own)
        };
        match pieces.last_mut().filter(|piece| is_near && is_same(piece)) {
            // Words that say nothing or the same once more belong to the name before them.
            Some(piece) => {
                piece.bbox = piece.bbox.union(bbox);
                piece.words.extend(own);
            }
            None => pieces.push(Piece { line, bbox, words: own, meanings }),
        }
        before = Some(bbox);
        at += length;
    }
    named(names, pieces, unit)
}

/// The names with what stands between them; numbers and words far beside them are of something else on the same height.
fn named(names: &Names<'_>, mut pieces: Vec<Piece>, unit: f32) -> Vec<Piece> {
    let aside = aside(names, &pieces, unit);
    pieces.drain(..aside);
    let is_known = |piece: &Piece| !piece.meanings.is_empty();
    let is_other = |piece: &Piece| piece.words.iter().any(|word| word.bytes().any(|b| b.is_ascii_digit()));
    // A name that a number follows is the label of that number, as totals beside a table have them.
    if let Some(last) = pieces.iter().rposition(is_known)
        && pieces.get(last + 1).is_some_and(is_other)
    {
        pieces.truncate(last);
    }
    let (Some(first), Some(last)) = (pieces.iter().position(is_known), pieces.iter().rposition(is_known))
    else {
        return pieces;
    };
    let near = |a: usize, b: usize| match (pieces.get(a), pieces.get(b)) {
        (Some(a), Some(b)) => !is_other(a) && !is_other(b) && b.bbox.x0 - a.bbox.x1 < BESIDE * unit,
        _ => false,
    };
    let start = (0..first).rev().take_while(|&at| near(at, at + 1)).last().unwrap_or(first);
    let end = (last + 1..pieces.len()).take_while(|&at| near(at - 1, at)).last().unwrap_or(last);
    pieces.truncate(end + 1);
    pieces.split_off(start)
}

fn gap(sheet: &Sheet<'_>, left: usize, right: usize) -> f32 {
    match (sheet.tokens.get(left), sheet.tokens.get(right)) {
        (Some(left), Some(right)) => right.bbox.x0 - left.bbox.x1,
        _ => f32::INFINITY,
    }
}

/// How many pieces at the left are of something beside the table: names far from the next that announce no texts, which
/// alone are wide.
fn aside(names: &Names<'_>, pieces: &[Piece], unit: f32) -> usize {
    let is_wide = |piece: &Piece| {
        let name =
            |meaning: &(usize, f32)| names.headers.get(meaning.0).map_or("", |header| header.name.as_str());
        piece.meanings.is_empty()
            || piece
                .meanings
                .iter()
                .any(|m| matches!(name(m), "description" | "item_number" | "meter_number") || m.1 >= LEARNED)
    };
    let far = pieces.windows(2).position(|pair| match pair {
        [a, b] => b.bbox.x0 - a.bbox.x1 > ASIDE * unit,
        _ => false,
    });
    far.filter(|&at| !pieces.iter().take(at + 1).any(is_wide)).map_or(0, |at| at + 1)
}

/// How many columns a line names, if it can be the head of a table.
fn strength(
    sheet: &Sheet<'_>,
    names: &Names<'_>,
    line: usize,
    pieces: &[Piece],
    all: &[Vec<Piece>],
) -> Option<usize> {
    if pieces.len() > 2 * MAX_COLUMNS {
        return None;
    }
    let known: Vec<&Piece> = pieces.iter().filter(|piece| !piece.meanings.is_empty()).collect();
    let is_value = |&(header, _): &(usize, f32)| {
        names.headers.get(header).is_some_and(|header| header.value_type != ValueType::Text)
    };
    let place = sheet.lines.get(line)?;
    // "Unit" may stand over "price": what is below counts with its name.
    let below = |piece: &Piece| {
        let next = all.iter().skip(line + 1).take(2).flatten();
        next.filter(|p| {
            p.bbox.y0 - piece.bbox.y1 <= LINE_GAP * sheet.unit(place.page) && over(p.bbox, piece.bbox) > OVER
        })
        .any(|p| p.meanings.iter().any(is_value))
    };
    let values = known.iter().filter(|piece| piece.meanings.iter().any(is_value) || below(piece)).count();
    let (left, right) = (pieces.first()?.bbox.x0, pieces.last()?.bbox.x1);
    let numbers =
        place.tokens.clone().filter(|&at| is_figure(sheet, at) && is_within(sheet, at, left, right)).count();
    let words: usize = pieces.iter().map(|piece| piece.words.len()).sum();
    let named: usize = known.iter().map(|piece| piece.words.len()).sum();
    let mut meant: Vec<usize> = known.iter().flat_map(|piece| piece.meanings.iter().map(|m| m.0)).collect();
    meant.sort_unstable();
    meant.dedup();
    // Names that touch are those of a sentence, but for few in a crowded head.
    let touching = known.windows(2).filter(|pair| match pair {
        [a, b] => b.bbox.x0 - a.bbox.x1 <= 0.2 * sheet.unit(place.page),
        _ => false,
    });
    let is_apart = 4 * touching.count() <= known.len().saturating_sub(1);
    let three = known.len() >= 3 && values >= 2 && 2 * named >= words && meant.len() >= 3;
    // Names that were learned from confirmed tables need no others to be believed.
    let mut learned: Vec<usize> =
        known.iter().flat_map(|p| &p.meanings).filter(|m| m.1 >= LEARNED).map(|m| m.0).collect();
    learned.sort_unstable();
    learned.dedup();
    let is_learned = learned.len() >= 2;
    // Two names alone must be all that the line says, far from one another.
    let two = known.len() == 2
        && pieces.len() == 2
        && values >= 1
        && meant.len() >= 2
        && place.segments.len() == 2
        && known.iter().all(|piece| piece.words.len() <= 3);
    ((three || two || is_learned) && numbers == 0 && is_apart).then_some(known.len())
}

fn is_within(sheet: &Sheet<'_>, at: usize, left: f32, right: f32) -> bool {
    sheet.tokens.get(at).is_some_and(|token| left <= token.bbox.center_x() && token.bbox.center_x() <= right)
}

/// A number of a value, which no head has.
fn is_figure(sheet: &Sheet<'_>, at: usize) -> bool {
    sheet.tokens.get(at).is_some_and(|token| {
        let digits = token.text.bytes().filter(u8::is_ascii_digit).count();
        digits > 0 && 2 * digits >= token.text.chars().count()
    })
}

/// The lines around the middle one that belong to the same head; what stands beside the table is passed over.
fn grow(sheet: &Sheet<'_>, pieces: &[Vec<Piece>], middle: usize) -> Range<usize> {
    let own = pieces.get(middle).map_or(&[][..], Vec::as_slice);
    let Some(whole) = Rect::around(own.iter().map(|piece| piece.bbox)) else { return middle..middle + 1 };
    let Some(place) = sheet.lines.get(middle) else { return middle..middle + 1 };
    let (page, unit) = (place.page, sheet.unit(place.page));
    let (mut start, mut end) = (middle, middle + 1);
    let mut edge = whole;
    for line in (0..middle).rev() {
        let Some(bbox) = inside(sheet, page, line, whole, unit) else { continue };
        let is_near = edge.y0 - bbox.y1 <= LINE_GAP * unit && middle - line <= MAX_LINES;
        if !is_near || !belongs(sheet, own, pieces.get(line).map_or(&[][..], Vec::as_slice), line, whole) {
            break;
        }
        (start, edge) = (line, edge.union(bbox));
    }
    for line in middle + 1..sheet.lines.len() {
        if sheet.lines.get(line).is_some_and(|l| l.page != page) {
            break;
        }
        let Some(bbox) = inside(sheet, page, line, whole, unit) else { continue };
        let is_near = bbox.y0 - edge.y1 <= LINE_GAP * unit && line - middle <= MAX_LINES;
        if !is_near || !belongs(sheet, own, pieces.get(line).map_or(&[][..], Vec::as_slice), line, whole) {
            break;
        }
        (end, edge) = (line + 1, edge.union(bbox));
    }
    start..end
}

/// The place of what a line has over the width of a head.
fn inside(sheet: &Sheet<'_>, page: usize, line: usize, whole: Rect, unit: f32) -> Option<Rect> {
    let place = sheet.lines.get(line).filter(|place| place.page == page)?;
    let tokens = place.tokens.clone().filter(|&at| is_within(sheet, at, whole.x0 - unit, whole.x1 + unit));
    Rect::around(tokens.filter_map(|at| sheet.tokens.get(at)).map(|token| token.bbox))
}

/// Whether a line has further names, or the rest of names that stand right there.
fn belongs(sheet: &Sheet<'_>, middle: &[Piece], own: &[Piece], line: usize, whole: Rect) -> bool {
    let is_number = |at: usize| is_figure(sheet, at) && is_within(sheet, at, whole.x0, whole.x1);
    let figures = sheet.lines.get(line).is_some_and(|l| l.tokens.clone().any(is_number));
    if own.len() > 2 * MAX_COLUMNS {
        return false;
    }
    let known = own.iter().filter(|piece| !piece.meanings.is_empty()).count();
    let under = |piece: &&Piece| middle.iter().any(|m| over(m.bbox, piece.bbox) > OVER);
    let short = own.iter().all(|piece| piece.words.len() <= 3);
    let completes = own
        .iter()
        .filter(under)
        .any(|piece| piece.meanings.is_empty() && piece.words.iter().all(|word| word.len() <= 4));
    !figures && short && !own.is_empty() && (known > 0 || completes)
}

/// How much of the narrower stands over the other.
fn over(a: Rect, b: Rect) -> f32 {
    let common = a.x1.min(b.x1) - a.x0.max(b.x0);
    common / a.width().min(b.width()).max(0.1)
}

/// Names over one another become one column.
fn assemble(
    sheet: &Sheet<'_>,
    names: &Names<'_>,
    pieces: &[Vec<Piece>],
    middle: usize,
    lines: Range<usize>,
) -> Head {
    let page = sheet.lines.get(middle).map_or(0, |line| line.page);
    let mut columns: Vec<Vec<Piece>> =
        pieces.get(middle).map_or(&[][..], Vec::as_slice).iter().map(|piece| vec![piece.clone()]).collect();
    let others = lines.clone().filter(|&line| line != middle);
    let unit = sheet.unit(page);
    let whole = Rect::around(columns.iter().flatten().map(|piece| piece.bbox)).unwrap_or_default();
    let is_inside = |piece: &&Piece| {
        piece.bbox.x1 > whole.x0 - BESIDE * unit
            && piece.bbox.x0 < whole.x1 + BESIDE * unit
            && (!piece.meanings.is_empty() || piece.bbox.x1 > whole.x0 && piece.bbox.x0 < whole.x1)
    };
    for piece in others.filter_map(|line| pieces.get(line)).flatten().filter(is_inside) {
        let best = columns
            .iter_mut()
            .map(|column| {
                let around = Rect::around(column.iter().map(|p| p.bbox)).unwrap_or_default();
                (over(around, piece.bbox), column)
            })
            .filter(|(share, _)| *share > OVER)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((_, column)) => column.push(piece.clone()),
            None => columns.push(vec![piece.clone()]),
        }
    }
    let mut columns: Vec<Column> = columns.into_iter().map(|pieces| column(names, pieces)).collect();
    columns.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    Head { page, lines, columns }
}

fn column(names: &Names<'_>, mut pieces: Vec<Piece>) -> Column {
    pieces.sort_by_key(|piece| piece.line);
    let bbox = Rect::around(pieces.iter().map(|piece| piece.bbox)).unwrap_or_default();
    let words: Vec<String> = pieces.iter().flat_map(|piece| piece.words.iter().cloned()).collect();
    let whole = names.find(&words);
    if pieces.len() == 1 || !whole.is_empty() {
        let meanings =
            if whole.is_empty() { pieces.iter().flat_map(|p| p.meanings.clone()).collect() } else { whole };
        return Column { bbox, meanings: ranked(meanings), stacked: Vec::new() };
    }
    // Several names one over the other: values of several columns stand below one another.
    let stacked: Vec<usize> = pieces
        .iter()
        .filter_map(|piece| ranked(piece.meanings.clone()).first().map(|meaning| meaning.0))
        .collect();
    let meanings = ranked(pieces.iter().flat_map(|piece| piece.meanings.clone()).collect());
    Column { bbox, meanings, stacked: if stacked.len() > 1 { stacked } else { Vec::new() } }
}

fn ranked(mut meanings: Meanings) -> Meanings {
    meanings.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut seen = Vec::new();
    meanings.retain(|meaning| {
        let is_new = !seen.contains(&meaning.0);
        seen.push(meaning.0);
        is_new
    });
    meanings
}
