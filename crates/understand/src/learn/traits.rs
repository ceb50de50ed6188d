//! What speaks for a proposal: a row of numbers, and the names of what stands in and around it.
//!
//! The list is that of `research/extraction.md` 8.4.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::hash::Name;
use super::marks::FLAGS;
use super::proposals::{Proposal, positions};
use super::ranker::Beliefs;
use super::scene::{Scene, Spans};
use super::tagger::{View, log_odds};
use super::words::{part, shape, within};
use crate::candidates::Kind;

/// Lines above a value in which a heading may stand that it belongs to: a tax summary has that many.
const HEADING_REACH: usize = 6;
/// How many numbers describe a proposal.
pub const DENSE: usize = 96;

/// Places of the numbers that others than this file fill or read.
pub mod at {
    /// Log-odds of the mean probability of the words.
    pub const MEAN: usize = 0;
    /// Log-odds of the least probable word.
    pub const LEAST: usize = 1;
    /// Sum of the logarithms over the words and their borders.
    pub const BORDERS: usize = 6;
    /// Score of the rules, where they decided for it.
    pub const RULE: usize = 50;
    /// Whether the rules weighed it.
    pub const RIVAL: usize = 51;
    /// How strongly labels announce it.
    pub const LABEL: usize = 52;
    /// Votes of the nearest confirmed pages.
    pub const MEMORY: usize = 56;
    /// What the shipped model thinks of it.
    pub const BASE: usize = 57;
    /// Whether a bracket is opened and not closed in it, or the other way round.
    pub const OPEN: usize = 80;
    /// Whether it begins with what is the rest of a name.
    pub const REST: usize = 83;
    /// Whether it ends in a colon, as labels do and values do not.
    pub const LABEL_END: usize = 92;
    /// Says that the data point has no value.
    pub const NONE: usize = 58;
    /// Highest mean probability, for the proposal that there is no value.
    pub const NONE_MASS: usize = 59;
}

/// What speaks for a proposal.
#[derive(Debug, Clone)]
pub struct Traits {
    /// Numbers, about -1 to 1.
    pub dense: [f32; DENSE],
    /// Names of features that are there or not.
    pub named: Arc<[u32]>,
}

/// What is believed of the numbers before anything is learned of them.
///
/// Set on the development receipts and contracts so that a single confirmed document already ranks well; training
/// moves away from them as documents come in.
pub fn prior(dense: &[f32; DENSE], Beliefs { trust, rules }: Beliefs) -> f32 {
    trust * (1.6 * dense[at::MEAN] + 0.8 * dense[at::LEAST] + 2.0 * dense[at::BORDERS])
        + 3.0 * rules * dense[at::RULE]
        + 0.5 * dense[at::RIVAL]
        + 1.0 * dense[at::LABEL]
        + (2.0 - trust) * dense[at::BASE]
        - 1.5 * dense[at::OPEN]
        - 1.0 * dense[at::REST]
        - 2.0 * dense[at::LABEL_END]
        - 1.5 * dense[at::NONE]
        - 2.0 * trust * dense[at::NONE_MASS]
}

/// The traits of the proposal that a data point has no value.
pub fn of_none(view: &View) -> Traits {
    let mut dense = [0.0; DENSE];
    dense[at::NONE] = 1.0;
    let highest = view.inside.iter().copied().fold(0.0, f32::max);
    dense[at::NONE_MASS] = log_odds(highest) / 4.0;
    Traits { dense, named: Arc::default() }
}

/// What is the same for every data point of a document, each place described once.
#[derive(Debug, Default)]
pub struct Described {
    typed: FxHashMap<Vec<Spans>, Traits>,
    texts: FxHashMap<Vec<Spans>, Traits>,
}

/// The traits of a proposal.
pub fn of(
    scene: &Scene<'_, '_>,
    data_point: &str,
    proposal: &Proposal,
    view: &View,
    described: &mut Described,
) -> Traits {
    let known = if proposal.candidates.is_empty() { &mut described.texts } else { &mut described.typed };
    let mut traits = match known.get(&proposal.places) {
        Some(traits) => traits.clone(),
        None => {
            let traits = described_once(scene, proposal);
            known.insert(proposal.places.clone(), traits.clone());
            traits
        }
    };
    tagged(scene, proposal, view, &mut traits.dense);
    ruled(scene, data_point, proposal, &mut traits.dense);
    traits
}

fn described_once(scene: &Scene<'_, '_>, proposal: &Proposal) -> Traits {
    let mut dense = [0.0; DENSE];
    placed(scene, proposal, &mut dense);
    written(scene, proposal, &mut dense);
    around(scene, proposal, &mut dense);
    amounts(scene, proposal, &mut dense);
    let mut named = Vec::with_capacity(64);
    name(scene, proposal, &mut named);
    Traits { dense, named: named.into() }
}

/// The same proposal as another tagger sees it: all but its probabilities stays, and no memory votes.
pub fn seen_by(scene: &Scene<'_, '_>, proposal: &Proposal, view: &View, own: &Traits) -> Traits {
    let mut seen = own.clone();
    (seen.dense[at::MEMORY], seen.dense[at::BASE]) = (0.0, 0.0);
    tagged(scene, proposal, view, &mut seen.dense);
    seen
}

fn flag(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}

/// What the tagger thinks of its words, of their borders, and of other data points there.
fn tagged(scene: &Scene<'_, '_>, proposal: &Proposal, view: &View, dense: &mut [f32; DENSE]) {
    let best = proposal
        .places
        .iter()
        .map(|spans| (mean(scene, spans, view), spans))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((mean_inside, spans)) = best else { return };
    let words: Vec<usize> = spans.iter().filter_map(|span| positions(scene, span)).flatten().collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return };
    let least = words.iter().map(|w| view.at(Some(*w))).fold(1.0, f32::min);
    let (before, after) = (view.at(first.checked_sub(1)), view.at(Some(last + 1)));
    let inside_mass: f32 = words.iter().map(|w| view.at(Some(*w))).sum();
    let logs: f32 = spans.iter().filter_map(|span| positions(scene, span)).map(|p| view.logs(p)).sum();
    let outside = (1.0 - before).max(0.001).ln() + (1.0 - after).max(0.001).ln();
    let begins = view.begins.get(first).copied().unwrap_or(0.0);
    let other = words.iter().filter_map(|w| view.other.get(*w)).copied().fold(0.0, f32::max);
    let none = 1.0 - proposal.places.iter().map(|s| 1.0 - mean(scene, s, view)).product::<f32>();
    dense[at::MEAN] = log_odds(mean_inside) / 4.0;
    dense[at::LEAST] = log_odds(least) / 4.0;
    dense[2] = log_odds(begins) / 4.0;
    dense[3] = log_odds(1.0 - before) / 4.0;
    dense[4] = log_odds(1.0 - after) / 4.0;
    dense[5] = inside_mass / view.mass.max(0.5);
    dense[at::BORDERS] = ((logs + outside) / 10.0).max(-4.0);
    dense[7] = log_odds(other) / 4.0;
    dense[8] = flag(view.best.iter().any(|span| span.start == first));
    dense[9] = flag(view.best.iter().any(|span| span.end == last + 1));
    dense[10] = (proposal.places.len() as f32).ln();
    dense[11] = log_odds(none) / 4.0;
    lined(scene, spans, view, dense);
}

/// What the tagger thinks of each line, and of the lines that go before and on: a line too many or too few shows there.
fn lined(scene: &Scene<'_, '_>, spans: &[Range<usize>], view: &View, dense: &mut [f32; DENSE]) {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return };
    let of = |span: &Range<usize>| log_odds(mean(scene, std::slice::from_ref(span), view)) / 4.0;
    let tokens = &scene.sheet().tokens;
    let of_segment = |segment: Option<usize>| {
        segment.and_then(|at| scene.sheet().segments.get(at)).map_or(-2.0, |segment| of(&segment.tokens))
    };
    let above = tokens.get(first.start).and_then(|token| scene.above[token.segment]);
    let below = last.end.checked_sub(1).and_then(|at| scene.below[tokens.get(at)?.segment]);
    dense[74] = spans.iter().map(of).fold(2.0, f32::min);
    dense[75] = of_segment(above);
    dense[76] = of_segment(below);
    dense[77] = of(first);
    dense[78] = of(last);
}

/// Mean probability of the words of a place.
pub fn mean(scene: &Scene<'_, '_>, spans: &[Range<usize>], view: &View) -> f32 {
    let (mut sum, mut count) = (0.0, 0);
    for word in spans.iter().filter_map(|span| positions(scene, span)).flatten() {
        sum += view.at(Some(word));
        count += 1;
    }
    if count == 0 { 0.0 } else { sum / count as f32 }
}

fn placed(scene: &Scene<'_, '_>, proposal: &Proposal, dense: &mut [f32; DENSE]) {
    let sheet = scene.sheet();
    let tokens = &sheet.tokens;
    let (Some(first), Some(last)) = (first_token(proposal), last_token(proposal)) else { return };
    let page = tokens[first].page;
    let frame = scene.frames.get(page).copied().unwrap_or_default();
    let bbox = sheet.bbox(proposal.spans()[0].clone());
    let (x, y) = within(frame, bbox);
    let (_, y_last) = within(frame, tokens[last].bbox);
    let (top, bottom) = scene.row(tokens[first].line);
    dense[12] = (bbox.x0 - frame.x0) / frame.width().max(1.0);
    dense[13] = (bbox.x1 - frame.x0) / frame.width().max(1.0);
    dense[14] = y;
    dense[15] = y_last;
    dense[16] = top.min(20) as f32 / 10.0;
    dense[17] = bottom.min(20) as f32 / 10.0;
    dense[18] = (x - 0.5).abs() * 2.0;
    dense[19] = (bbox.height() / sheet.unit(page)).min(4.0) / 2.0;
    dense[20] = flag(page > 0);
    let place = places_y(scene, proposal);
    (dense[60], dense[61]) = place;
    dense[62] = flag(top == 0);
    if let Some((first_amount, _)) = scene.money.lines {
        dense[21] = (first_amount as f32 - tokens[last].line as f32).clamp(-10.0, 10.0) / 5.0;
    }
}

/// The highest and lowest of all places, as parts of their pages.
fn places_y(scene: &Scene<'_, '_>, proposal: &Proposal) -> (f32, f32) {
    let tokens = &scene.sheet().tokens;
    let of = |spans: &Vec<Range<usize>>| {
        let token = tokens.get(spans.first()?.start)?;
        Some(within(scene.frames.get(token.page).copied()?, token.bbox).1)
    };
    let all = || proposal.places.iter().filter_map(of);
    (all().fold(1.0, f32::min), all().fold(0.0, f32::max))
}

fn first_token(proposal: &Proposal) -> Option<usize> {
    proposal.spans().first().map(|span| span.start)
}

fn last_token(proposal: &Proposal) -> Option<usize> {
    proposal.spans().last().and_then(|span| span.end.checked_sub(1))
}

fn written(scene: &Scene<'_, '_>, proposal: &Proposal, dense: &mut [f32; DENSE]) {
    let sheet = scene.sheet();
    let (Some(first), Some(last)) = (first_token(proposal), last_token(proposal)) else { return };
    let words: usize = proposal.spans().iter().map(Range::len).sum();
    let spelling = scene.spelling(proposal.spans());
    let characters = spelling.characters.max(1) as f32;
    let segment_of = |token: usize| sheet.segments.get(sheet.tokens[token].segment);
    dense[22] = proposal.spans().len().min(8) as f32 / 4.0;
    dense[23] = (words as f32).ln() / 2.0;
    dense[24] = characters.ln() / 3.0;
    dense[25] = spelling.digits as f32 / characters;
    dense[26] = spelling.capitals as f32 / characters;
    dense[27] = flag(segment_of(first).is_some_and(|segment| segment.tokens.start == first));
    dense[28] = flag(segment_of(last).is_some_and(|segment| segment.tokens.end == last + 1));
    dense[29] = flag(spelling.ends_in_mark);
    dense[30] = spelling.commas.min(6) as f32 / 3.0;
    let text_flags = scene.flags(proposal.spans());
    dense[31..36].copy_from_slice(&text_flags[..5]);
    dense[at::OPEN..at::OPEN + 3].copy_from_slice(&text_flags[5..]);
    dense[at::REST] = flag(is_rest(scene, first));
    dense[at::LABEL_END] = flag(sheet.tokens[last].text.ends_with(':'));
    let line = sheet.tokens[first].line;
    let inside = scene.analysis.labels.on_line(line).iter();
    dense[36] =
        flag(inside.clone().any(|label| proposal.spans().iter().any(|s| s.contains(&label.span.start))));
    let fills = |span: &Range<usize>| segment_of(span.start).is_some_and(|segment| segment.tokens == *span);
    dense[37] = flag(proposal.spans().iter().all(fills));
    for (start, line) in [(64, proposal.spans().first()), (84, proposal.spans().last())] {
        let flags = line.map_or([0.0; FLAGS], |line| scene.flags(std::slice::from_ref(line)));
        dense[start..start + FLAGS].copy_from_slice(&flags);
    }
    // The line below goes on with it, and is left out.
    dense[63] = flag(scene.below[sheet.tokens[last].segment].is_some());
}

/// Whether a text begins with what is the rest of a name: its own beginning stands before it or in the line above.
fn is_rest(scene: &Scene<'_, '_>, first: usize) -> bool {
    scene.sheet().tokens.get(first).is_some_and(|token| token.text.starts_with(['&', '(', ',', '-', '.']))
}

/// Legal form, street and the like in the lines above and below.
fn around(scene: &Scene<'_, '_>, proposal: &Proposal, dense: &mut [f32; DENSE]) {
    let sheet = scene.sheet();
    let (Some(first), Some(last)) = (first_token(proposal), last_token(proposal)) else { return };
    let line_above = sheet.tokens[first].line.checked_sub(1);
    let line_below = sheet.tokens[last].line + 1;
    for (start, line) in [(38, line_above), (43, Some(line_below))] {
        let Some(line) = line.and_then(|line| sheet.lines.get(line)) else { continue };
        let flags = scene.flags(std::slice::from_ref(&line.tokens));
        dense[start..start + 4].copy_from_slice(&flags[..4]);
        dense[start + 4] =
            flag(!scene.analysis.labels.on_line(sheet.tokens[line.tokens.start].line).is_empty());
    }
}

fn amounts(scene: &Scene<'_, '_>, proposal: &Proposal, dense: &mut [f32; DENSE]) {
    let Some(&candidate) = proposal.candidates.first() else { return };
    let place = &scene.analysis.candidates[candidate];
    dense[48] = flag(!place.is_sound);
    dense[49] = flag(proposal.candidates.iter().any(|&c| {
        let line = scene.analysis.candidates[c].line;
        scene.analysis.candidates.iter().any(|other| other.kind == Kind::Time && other.line == line)
    }));
    let Some(cents) = scene.money.cents(candidate) else { return };
    let (rank, count) = scene.money.rank(cents);
    let largest = scene.money.values.first().map_or(1, |(value, _)| *value).max(1) as f32;
    // Texts have no amounts: their places are free.
    dense[22] = rank.min(8) as f32 / 4.0;
    dense[23] = flag(rank == 0);
    dense[30] = (cents as f32 / largest).clamp(0.0, 1.0);
    dense[31] = count.min(5) as f32 / 2.5;
    dense[32] = flag(cents % 5 == 0);
    dense[33] = flag(scene.money.has_near(cents));
    dense[34] = flag(scene.money.is_part(cents));
    dense[35] = flag(scene.money.is_sum(cents));
    dense[29] = (cents.max(1) as f32).ln() / 6.0;
    dense[79] = match scene.money.rounding(cents) {
        Some(true) => 1.0,
        Some(false) => -1.0,
        None => 0.0,
    };
}

/// What the rules and the labels say.
fn ruled(scene: &Scene<'_, '_>, data_point: &str, proposal: &Proposal, dense: &mut [f32; DENSE]) {
    let holds = |spans: &[Range<usize>]| proposal.places.iter().any(|place| place.as_slice() == spans);
    let own = || scene.picks.iter().filter(|pick| pick.data_point == data_point);
    // The rules may find several values, of which one may be this.
    if let Some(pick) = own().find(|pick| holds(&pick.spans)).or_else(|| own().next()) {
        if holds(&pick.spans) {
            dense[at::RULE] = pick.score.min(1.3) - if pick.is_fallback { 0.3 } else { 0.0 };
            dense[53] = flag(pick.is_supported);
            dense[54] = pick.margin().clamp(0.0, 1.0);
        }
        dense[at::RIVAL] = flag(pick.rivals.iter().any(|rival| holds(&rival.spans)));
    }
    let class = scene.analysis.labels.lexicon.class_of(data_point);
    let score = |c: &usize| class.map_or(0.0, |class| scene.analysis.score(*c, class));
    dense[at::LABEL] = proposal.candidates.iter().map(score).fold(0.0, f32::max);
    let best = |c: &usize| scene.analysis.support[*c].iter().map(|s| s.score).fold(0.0, f32::max);
    dense[55] = proposal.candidates.iter().map(best).fold(0.0, f32::max) - dense[at::LABEL];
}

/// Names of what stands in, beside, above and below the first places.
fn name(scene: &Scene<'_, '_>, proposal: &Proposal, named: &mut Vec<u32>) {
    let is_typed = !proposal.candidates.is_empty();
    if is_typed {
        for spans in proposal.places.iter().take(4) {
            surroundings(scene, spans, named);
        }
    } else {
        inside(scene, proposal.spans(), named);
        surroundings(scene, proposal.spans(), named);
    }
    named.sort_unstable();
    named.dedup();
}

fn inside(scene: &Scene<'_, '_>, spans: &[Range<usize>], named: &mut Vec<u32>) {
    let tokens: Vec<usize> = spans.iter().cloned().flatten().collect();
    let mut push = |name: Name| named.push(name.id());
    for &at in tokens.iter().take(20) {
        push(Name::new("has").text(&scene.zeroed[at]));
    }
    if let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) {
        push(Name::new("first").text(&scene.sheet().folded[first]));
        push(Name::new("last").text(&scene.sheet().folded[last]));
        push(Name::new("first shape").text(&scene.shapes[first]));
        push(Name::new("last shape").text(&scene.shapes[last]));
    }
    push(Name::new("lines").number(spans.len()));
    if let [head, .., tail] = spans {
        head.clone().take(6).for_each(|at| push(Name::new("head has").text(&scene.zeroed[at])));
        tail.clone().take(6).for_each(|at| push(Name::new("tail has").text(&scene.zeroed[at])));
    }
    if tokens.len() <= 3 {
        let joined: String = tokens.iter().map(|at| scene.sheet().tokens[*at].text).collect();
        push(Name::new("form").zeroed(&joined));
        push(Name::new("form shape").text(&shape(&joined)));
    }
}

fn surroundings(scene: &Scene<'_, '_>, spans: &[Range<usize>], named: &mut Vec<u32>) {
    let (Some(first_span), Some(last_span)) = (spans.first(), spans.last()) else { return };
    let sheet = scene.sheet();
    let token = &sheet.tokens[first_span.start];
    let mut push = |name: Name| named.push(name.id());
    let line = &sheet.lines[token.line];
    let left = first_span.start.saturating_sub(4).max(line.tokens.start)..first_span.start;
    for (distance, at) in left.clone().rev().enumerate() {
        let word = &scene.zeroed[at];
        push(Name::new("left").text(word));
        if distance < 2 {
            push(Name::new("left at").number(distance).text(word));
        }
    }
    push(Name::new("label").texts(scene.zeroed[left].iter().map(String::as_str)));
    for at in (first_span.end..line.tokens.end).take(2) {
        push(Name::new("right").text(&scene.zeroed[at]));
    }
    for label in scene.analysis.labels.on_line(token.line).iter().filter(|l| l.span.end <= first_span.start) {
        label.meanings.iter().take(2).for_each(|m| push(Name::new("class").number(m.class)));
    }
    let lexicon = scene.analysis.labels.lexicon;
    for line in token.line.saturating_sub(HEADING_REACH)..token.line {
        let classes = scene.analysis.labels.on_line(line).iter().flat_map(|label| label.meanings);
        // Headings of what is no data point of its own: a summary of tax, bank details.
        let is_heading = |class: usize| lexicon.classes.get(class).is_some_and(|c| c.name.starts_with('-'));
        classes.filter(|m| is_heading(m.class)).for_each(|m| push(Name::new("under").number(m.class)));
    }
    for (family, line) in [("above", token.line.checked_sub(1)), ("above 2", token.line.checked_sub(2))] {
        overlapping(scene, line, first_span, |at| push(Name::new(family).text(&scene.zeroed[at])));
    }
    let below = Some(sheet.tokens[last_span.end - 1].line + 1);
    overlapping(scene, below, last_span, |at| push(Name::new("below").text(&scene.zeroed[at])));
    let (x, y) = within(scene.frames.get(token.page).copied().unwrap_or_default(), token.bbox);
    push(Name::new("place").number(part(x, 4)).number(part(y, 6)).number(token.page.min(1)));
    push(Name::new("row").number(scene.row(token.line).0.min(12)));
    push(Name::new("shape").text(&shape(&sheet.text(first_span.clone()))));
}

/// The words of a line that share the column of a span, at most four.
fn overlapping(scene: &Scene<'_, '_>, line: Option<usize>, span: &Range<usize>, mut then: impl FnMut(usize)) {
    let sheet = scene.sheet();
    let Some(line) = line.and_then(|line| sheet.lines.get(line)) else { return };
    let bbox = sheet.bbox(span.clone());
    let page = sheet.tokens[span.start].page;
    let shares = |at: &usize| {
        let other = &sheet.tokens[*at];
        other.page == page && other.bbox.x0 < bbox.x1 && other.bbox.x1 > bbox.x0
    };
    line.tokens.clone().filter(shares).take(4).for_each(&mut then);
}
