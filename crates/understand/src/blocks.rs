//! Address blocks: a postcode line with the lines above it in one column, and sender lines.

use std::ops::Range;

use perigee_model::Rect;
use perigee_values::{country, fold};

use crate::analysis::Analysis;
use crate::candidates::Kind;
use crate::postal::{self, Postal};

/// Lines above the postcode that may belong to it.
const MAX_LINES: usize = 7;
/// Widest gap between the lines of a block, in line heights.
///
/// `research/extraction.md` 8.7 has 2.2 for boxes of the font's full height; ours hug the letters and are a sixth lower.
const LINE_GAP: f32 = 2.6;
/// Widest gap between a heading and the block below it.
const HEADING_GAP: f32 = 3.2;
/// How far edges of one column may differ, in line heights.
const ALIGNED: f32 = 1.0;
/// Share of the page at its head and foot where an address in one line is that of the letterhead.
const LETTERHEAD: f32 = 0.2;
/// A sender line has at least this many separators.
const SEPARATORS: usize = 2;
/// Blocks that are looked for; more are a list of addresses, not an invoice.
const MAX_BLOCKS: usize = 40;

/// Whose address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Who sells.
    Seller,
    /// Who buys.
    Buyer,
    /// Where it is delivered.
    Delivery,
    /// Where the invoice is sent, where not to the buyer.
    Billing,
    /// Who is paid, where not the seller.
    Payee,
    /// A contact person, a bank: none of them.
    Other,
}

/// A name with an address.
#[derive(Debug, Clone)]
pub struct Block {
    /// Page of the document, from 0.
    pub page: usize,
    /// Place of all its lines.
    pub bbox: Rect,
    /// Tokens of the name, of its first line; empty where the address has none.
    pub name: Range<usize>,
    /// Its second line, where a legal form ends the name only there.
    pub more_name: Option<Range<usize>>,
    /// Tokens of the address, line by line.
    pub address: Vec<Range<usize>>,
    /// What the heading above it says.
    pub role: Option<Role>,
    /// Whether it stood in one line, parts divided by separators.
    pub is_sender_line: bool,
}

/// All address blocks of a document, in reading order.
pub fn find(analysis: &Analysis<'_, '_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for segment in 0..analysis.sheet.segments.len() {
        let Some(postal) = postal::find(&analysis.sheet, segment) else { continue };
        let block = if postal.starts_segment {
            column_block(analysis, segment, &postal)
        } else {
            sender_line(analysis, segment, &postal)
        };
        blocks.extend(block);
        if blocks.len() >= MAX_BLOCKS {
            break;
        }
    }
    blocks
}

/// `Name · Street 1 · 12345 Town`, in one segment or in several of one line.
fn sender_line(analysis: &Analysis<'_, '_>, segment: usize, postal: &Postal) -> Option<Block> {
    let place = analysis.sheet.segments.get(segment)?;
    let tokens = place.tokens.clone();
    let divides =
        |at: usize| {
            analysis.sheet.tokens.get(at).is_some_and(|t| {
                postal::is_separator(t.text) || t.text.ends_with([',', ';']) && t.text.len() > 1
            })
        };
    let before: Vec<usize> = (tokens.start..postal.tokens.start).filter(|&at| divides(at)).collect();
    let own_mark = |at: usize| analysis.sheet.tokens.get(at).is_some_and(|t| postal::is_separator(t.text));
    let first = *before.first()?;
    let name = tokens.start..if own_mark(first) { first } else { first + 1 };
    if name.is_empty() || has_label(analysis, place.line, segment) {
        return None;
    }
    if before.len() < SEPARATORS || !can_be_name(analysis, name.clone()) {
        return address_below_name(analysis, segment, postal);
    }
    let mut address = Vec::new();
    let mut start = first + 1;
    for &at in before.iter().skip(1) {
        address.push(start..if own_mark(at) { at } else { at + 1 });
        start = at + 1;
    }
    address.push(start..postal.tokens.end);
    if let Some(country) = inline_country(analysis, postal.tokens.end, tokens.end) {
        address.push(country);
    }
    address.retain(|part| !part.is_empty());
    Some(Block {
        page: place.page,
        bbox: place.bbox,
        name,
        more_name: None,
        address,
        role: None,
        is_sender_line: true,
    })
}

/// Whether the first part of a sender line is a name and not already the street.
fn can_be_name(analysis: &Analysis<'_, '_>, part: Range<usize>) -> bool {
    let text = analysis.sheet.text(part);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_name = postal::has_legal_form(&text) || !postal::has_street_stem(&text);
    letters >= 3 && is_name && !postal::is_sentence(&text)
}

/// `Street 1, 12345 Town` in one line below the name, as letterheads have it.
fn address_below_name(analysis: &Analysis<'_, '_>, segment: usize, postal: &Postal) -> Option<Block> {
    let sheet = &analysis.sheet;
    let place = sheet.segments.get(segment)?;
    let street = place.tokens.start..postal.tokens.start;
    if !postal::is_street(sheet.text(street).trim_end_matches([',', ' ', '·', '|', '-'])) {
        return None;
    }
    let height = sheet.pages.get(place.page).map_or(1.0, |page| page.height.max(1.0));
    let is_head_or_foot = !(LETTERHEAD..=1.0 - LETTERHEAD).contains(&(place.bbox.y0 / height));
    let address: Vec<Range<usize>> = std::iter::once(place.tokens.start..postal.tokens.end)
        .chain(inline_country(analysis, postal.tokens.end, place.tokens.end))
        .collect();
    let nameless = |address: Vec<Range<usize>>| Block {
        page: place.page,
        bbox: place.bbox,
        name: place.tokens.start..place.tokens.start,
        more_name: None,
        address,
        role: None,
        is_sender_line: false,
    };
    let Some((name, above)) = line_above(analysis, place.bbox, place.line) else {
        return is_head_or_foot.then(|| nameless(address));
    };
    let text = sheet.text(name.clone());
    let is_name = text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !text.contains([':', '@'])
        && !postal::is_street(&text)
        && !postal::is_sentence(&text)
        && !is_identifier_line(analysis, name.clone())
        && !crate::title::names_document(&text);
    let row = sheet.tokens.get(name.start)?.line;
    let is_label = analysis.labels.on_line(row).iter().any(|l| l.span.start == name.start && l.fills_segment);
    if !is_name || is_label || heading(analysis, name.clone()).is_some() {
        return None;
    }
    let role = line_above(analysis, above, sheet.tokens.get(name.start)?.line)
        .and_then(|(line, _)| heading(analysis, line))
        .map(|(role, _)| role);
    Some(Block {
        page: place.page,
        bbox: above.union(place.bbox),
        name,
        more_name: None,
        address,
        is_sender_line: role.is_none() && is_head_or_foot,
        role,
    })
}

/// The segment directly above a place that shares its edge or its middle.
fn line_above(analysis: &Analysis<'_, '_>, below: Rect, line: usize) -> Option<(Range<usize>, Rect)> {
    let sheet = &analysis.sheet;
    let row = sheet.lines.get(line.checked_sub(1)?)?;
    let found = row.segments.clone().filter_map(|at| sheet.segments.get(at)).find(|other| {
        let unit = other.bbox.height().max(below.height());
        let is_aligned = (other.bbox.x0 - below.x0).abs() < 1.5 * unit
            || (other.bbox.x1 - below.x1).abs() < 1.5 * unit
            || (other.bbox.center_x() - below.center_x()).abs() < 1.5 * unit;
        is_aligned && below.y0 - other.bbox.y1 < 1.5 * unit
    })?;
    Some((found.tokens.clone(), found.bbox))
}

fn inline_country(analysis: &Analysis<'_, '_>, start: usize, end: usize) -> Option<Range<usize>> {
    let start = (start..end)
        .find(|&at| analysis.sheet.tokens.get(at).is_some_and(|t| !postal::is_separator(t.text)))?;
    // Longest first: `United Kingdom`.
    [2, 1].into_iter().map(|length| start..(start + length).min(end)).find(|span| {
        let text = analysis.sheet.text(span.clone());
        text.len() > 2 && country::find(&text).is_some()
    })
}

fn has_label(analysis: &Analysis<'_, '_>, line: usize, segment: usize) -> bool {
    analysis.labels.on_line(line).iter().any(|label| {
        let is_of_party = label.meanings.iter().any(|meaning| {
            let class = analysis.labels.lexicon.classes.get(meaning.class);
            class.is_some_and(|class| class.name.starts_with("-party") || class.kinds.is_empty())
        });
        label.segment == segment && label.starts_segment && (label.has_colon || !is_of_party)
    })
}

/// The lines above a postcode line, up to a heading or a wide gap.
fn column_block(analysis: &Analysis<'_, '_>, segment: usize, postal: &Postal) -> Option<Block> {
    let place = analysis.sheet.segments.get(segment)?;
    // An address is often set larger than the small print that most of a page is.
    let unit = analysis.sheet.unit(place.page).max(place.bbox.height());
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut bbox = place.bbox;
    let mut lowest = place.bbox;
    let (mut is_closed, mut widest) = (false, 0.4_f32);
    let mut role = None;
    for (above, range) in column_above(analysis, segment) {
        let gap = (lowest.y0 - above.y1) / unit;
        let heading = heading(analysis, range.clone());
        if gap > if heading.is_some() { HEADING_GAP } else { LINE_GAP } {
            break;
        }
        if let Some((found, rest)) = heading {
            role = Some(found);
            // "Bill to: ACME Ltd": the name stands behind the heading.
            if !rest.is_empty() && !is_closed {
                lines.push(rest);
            }
            break;
        }
        lowest = above;
        if is_label_alone(analysis, range.clone()) {
            break;
        }
        if is_identifier_line(analysis, range.clone()) {
            // Numbers of the party stand between its heading and its name; nothing above them is the name.
            is_closed = true;
            continue;
        }
        if is_closed || lines.len() >= MAX_LINES || is_foreign(analysis, &lines, range.clone(), gap, widest) {
            break;
        }
        if is_remark(analysis, range.clone()) {
            continue;
        }
        widest = widest.max(gap);
        bbox = bbox.union(above);
        lines.push(range);
    }
    lines.reverse();
    if lines.iter().any(|line| is_in_table_head(analysis, line)) {
        return None;
    }
    let (name, more_name, mut address) = name_and_address(analysis, &lines)?;
    address.push(postal.tokens.clone());
    address.extend(country_below(analysis, segment));
    Some(Block { page: place.page, bbox, name, more_name, address, role, is_sender_line: false })
}

/// Whether a line above a name and street is no longer of the address: set off more widely, or a title.
fn is_foreign(
    analysis: &Analysis<'_, '_>,
    lines: &[Range<usize>],
    line: Range<usize>,
    gap: f32,
    widest: f32,
) -> bool {
    let has_street = lines.iter().position(|line| postal::is_street(&analysis.sheet.text(line.clone())));
    let has_name = has_street.is_some_and(|at| lines.len() > at + 1);
    let text = analysis.sheet.text(line);
    has_name && gap > 1.3 * widest || crate::title::names_document(&text)
}

/// Rows of a table can begin like postal lines; the head above them tells.
fn is_in_table_head(analysis: &Analysis<'_, '_>, line: &Range<usize>) -> bool {
    let row = analysis.sheet.tokens.get(line.start).map_or(usize::MAX, |token| token.line);
    analysis.labels.on_line(row).iter().any(|label| label.in_table_head && line.contains(&label.span.start))
}

/// Whether a line is nothing but a label that announces no party: what stands below it is a value and no address.
fn is_label_alone(analysis: &Analysis<'_, '_>, line: Range<usize>) -> bool {
    let row = analysis.sheet.tokens.get(line.start).map_or(usize::MAX, |token| token.line);
    analysis.labels.on_line(row).iter().any(|label| {
        let announces = label.meanings.iter().filter_map(|m| analysis.labels.lexicon.classes.get(m.class));
        label.span.start == line.start
            && label.fills_segment
            && label.span.len() >= 2
            && announces.clone().all(|class| !class.name.starts_with("-party"))
            && announces.clone().any(|class| !class.kinds.is_empty() || class.name.ends_with("_address"))
    })
}

/// A line in brackets explains the address and is no part of it.
pub fn is_remark(analysis: &Analysis<'_, '_>, line: Range<usize>) -> bool {
    let text = analysis.sheet.text(line);
    text.starts_with('(') && text.ends_with(')')
}

/// The segments above in the same column, nearest first.
fn column_above(analysis: &Analysis<'_, '_>, segment: usize) -> Vec<(Rect, Range<usize>)> {
    let sheet = &analysis.sheet;
    let Some(place) = sheet.segments.get(segment) else { return Vec::new() };
    let unit = sheet.unit(place.page);
    let first = sheet.pages.get(place.page).map_or(0, |page| page.lines.start);
    let mut column = Vec::new();
    let mut lowest = place.bbox.y0;
    for line in (first..place.line).rev().take(3 * MAX_LINES) {
        let Some(row) = sheet.lines.get(line) else { break };
        let aligned = row.segments.clone().filter_map(|at| sheet.segments.get(at)).find(|other| {
            (other.bbox.x0 - place.bbox.x0).abs() < ALIGNED * unit
                || (other.bbox.x1 - place.bbox.x1).abs() < 0.5 * unit
                    && other.bbox.x0 > place.bbox.x0 - 20.0 * unit
        });
        if let Some(other) = aligned {
            let index = sheet.tokens.get(other.tokens.start).map_or(usize::MAX, |token| token.segment);
            if postal::find(sheet, index).is_some() {
                // Another address, or the sender line above the recipient.
                break;
            }
            column.push((other.bbox, other.tokens.clone()));
            lowest = other.bbox.y0;
        } else if lowest - row.bbox.y1 > (HEADING_GAP + 2.0) * unit {
            break;
        }
    }
    column
}

/// The party that a line announces, and what stands behind the announcement.
pub fn heading(analysis: &Analysis<'_, '_>, tokens: Range<usize>) -> Option<(Role, Range<usize>)> {
    let line = analysis.sheet.tokens.get(tokens.start)?.line;
    let label = analysis.labels.on_line(line).iter().find(|label| {
        tokens.contains(&label.span.start) && label.starts_segment && (label.has_colon || label.fills_segment)
    })?;
    let role = label
        .meanings
        .iter()
        .find_map(|meaning| role_of(&analysis.labels.lexicon.classes.get(meaning.class)?.name))?;
    let mut rest = label.span.end..tokens.end;
    while analysis
        .sheet
        .tokens
        .get(rest.start)
        .is_some_and(|t| rest.start < rest.end && fold(t.text).is_empty())
    {
        rest.start += 1;
    }
    Some((role, rest))
}

fn role_of(class: &str) -> Option<Role> {
    Some(match class {
        "-party_seller" => Role::Seller,
        "-party_buyer" => Role::Buyer,
        "-party_delivery" => Role::Delivery,
        "-party_billing" => Role::Billing,
        "-party_payee" => Role::Payee,
        "-party_other" => Role::Other,
        _ => return None,
    })
}

/// Whether a line holds numbers of the party rather than its name or street.
pub fn is_identifier_line(analysis: &Analysis<'_, '_>, tokens: Range<usize>) -> bool {
    let Some(first) = analysis.sheet.tokens.get(tokens.start) else { return false };
    let labelled = analysis.labels.on_line(first.line).iter().any(|label| {
        tokens.contains(&label.span.start)
            && label.starts_segment
            && (label.has_colon || !label.fills_segment && has_value(analysis, label.span.end..tokens.end))
            && label.meanings.iter().any(|m| {
                analysis.labels.lexicon.classes.get(m.class).is_some_and(|c| !c.name.starts_with("-party"))
            })
    });
    labelled || has_value_of_shape(analysis, tokens)
}

fn has_value(analysis: &Analysis<'_, '_>, tokens: Range<usize>) -> bool {
    analysis
        .sheet
        .tokens
        .get(tokens)
        .unwrap_or(&[])
        .iter()
        .any(|t| t.text.chars().any(|c| c.is_ascii_digit()))
}

/// A telephone number, an e-mail address, an IBAN, a date or an amount is no line of an address.
fn has_value_of_shape(analysis: &Analysis<'_, '_>, tokens: Range<usize>) -> bool {
    let start = analysis.candidates.partition_point(|c| c.span.start < tokens.start);
    analysis.candidates.iter().skip(start).take_while(|c| c.span.start < tokens.end).any(|c| {
        matches!(
            c.kind,
            Kind::Email | Kind::Url | Kind::Iban | Kind::VatId | Kind::Date | Kind::Amount | Kind::Time
        ) || c.kind == Kind::Phone && c.raw.starts_with(['+', '('])
    })
}

/// The first line of a name, its second, and the lines of the address.
type NameAndAddress = (Range<usize>, Option<Range<usize>>, Vec<Range<usize>>);

/// Splits the lines above a postcode: the first is the name; the address begins at the street.
fn name_and_address(analysis: &Analysis<'_, '_>, lines: &[Range<usize>]) -> Option<NameAndAddress> {
    let text = |range: &Range<usize>| analysis.sheet.text(range.clone());
    let is_greeting = |range: &Range<usize>| {
        matches!(
            fold(&text(range)).as_str(),
            "herr"
                | "herrn"
                | "frau"
                | "firma"
                | "fa"
                | "mr"
                | "mrs"
                | "ms"
                | "monsieur"
                | "madame"
                | "pan"
                | "pani"
                | "an"
        )
    };
    let first = lines.iter().position(|line| !is_greeting(line))?;
    let lines = lines.get(first..)?;
    let (name, rest) = lines.split_first()?;
    if postal::is_sentence(&text(name)) {
        return None;
    }
    if rest.is_empty() && postal::is_street(&text(name)) && !postal::has_legal_form(&text(name)) {
        // A street without a name above it: letterheads print the name elsewhere.
        return Some((name.start..name.start, None, vec![name.clone()]));
    }
    let street =
        rest.iter().position(|line| postal::is_street(&text(line))).unwrap_or(rest.len().saturating_sub(1));
    // "Atelier Numérique / Bréval SAS": a long name goes on to its legal form.
    let more = rest.first().filter(|line| {
        street > 0
            && !postal::has_legal_form(&text(name))
            && postal::has_legal_form(&format!("{} {}", text(name), text(line)))
    });
    Some((name.clone(), more.cloned(), rest.get(street..).unwrap_or(&[]).to_vec()))
}

/// A country by itself on the line below.
fn country_below(analysis: &Analysis<'_, '_>, segment: usize) -> Option<Range<usize>> {
    let place = analysis.sheet.segments.get(segment)?;
    let unit = analysis.sheet.unit(place.page);
    (place.line + 1..place.line + 4).filter_map(|line| analysis.sheet.lines.get(line)).find_map(|row| {
        let below = row.segments.clone().filter_map(|at| analysis.sheet.segments.get(at)).find(|other| {
            other.page == place.page
                && ((other.bbox.x0 - place.bbox.x0).abs() < ALIGNED * unit
                    || (other.bbox.x1 - place.bbox.x1).abs() < 0.5 * unit)
                && other.bbox.y0 - place.bbox.y1 < LINE_GAP * unit
        })?;
        let text = analysis.sheet.text(below.tokens.clone());
        (text.len() > 2 && country::find(&text).is_some()).then(|| below.tokens.clone())
    })
}
