//! Whether a new document begins between two pages.

use super::face::Face;
use super::votes;

/// How many numbers describe a border.
pub const SIGNS: usize = 18;
/// Their names, in order.
pub const SIGN_NAMES: [&str; SIGNS] = [
    "the number goes on",
    "the number is 1 again",
    "the last page of a count",
    "numbers that do not follow",
    "another page size",
    "common heads and feet",
    "common words",
    "common codes",
    "a title",
    "the same title",
    "a sentence goes on",
    "the other was recognised",
    "another type size",
    "another class",
    "labels of a beginning",
    "labels of an end before",
    "two full pages",
    "another margin",
];
/// What speaks for a new document, the bias first.
///
/// Set by hand on pairs of pages of the development documents; `cargo run --release -p perigee-understand --example
/// splitting` prints how well they tell them apart.
const WEIGHTS: [f32; SIGNS + 1] =
    [-2.0, -3.0, 3.6, 2.2, 1.0, 2.3, -0.5, -0.5, -2.5, 2.1, -0.1, -0.6, 2.5, 0.5, 1.0, 2.8, 2.2, -2.0, 0.5];

/// Which of the signs is another class.
const CLASS: usize = 13;

/// What it says that the second page looks like a first one of a confirmed document, or like a further one.
///
/// More than any sign that nobody confirmed, and less than two of them together.
const LEARNED: f32 = 4.0;

/// What confirmed documents say about a border.
#[derive(Debug, Clone, Copy, Default)]
pub struct Learned {
    /// From 1, the next page looks like a first one, to -1, it looks like a further one.
    pub beginning: f32,
    /// How surely the two pages are of different classes, from 0 to 1.
    pub difference: f32,
}

/// The probability that a new document begins with the second page.
pub fn probability(before: &Face, next: &Face, learned: Learned) -> f32 {
    let mut signs = signs(before, next);
    signs[CLASS] = signs[CLASS].max(learned.difference);
    let score: f32 = WEIGHTS[0] + signs.iter().zip(&WEIGHTS[1..]).map(|(s, w)| s * w).sum::<f32>();
    let score = score + LEARNED * learned.beginning;
    1.0 / (1.0 + (-score).exp())
}

/// The signs of a border, for measuring and fitting.
pub fn signs_between(before: &perigee_model::Page, next: &perigee_model::Page) -> ([f32; SIGNS], f32) {
    let (before, next) = (Face::of(before), Face::of(next));
    (signs(&before, &next), probability(&before, &next, Learned::default()))
}

fn signs(a: &Face, b: &Face) -> [f32; SIGNS] {
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    let sure = |explicit: bool| if explicit { 1.0 } else { 0.4 };
    let number = |face: &Face| face.number;
    let (follows, breaks) = match (number(a), number(b)) {
        (Some(x), Some(y)) => {
            let is_next = y.page == x.page + 1 && (x.of.is_none() || y.of.is_none() || x.of == y.of);
            let weight = sure(x.is_explicit && y.is_explicit);
            (flag(is_next) * weight, flag(!is_next) * weight)
        }
        // The first page often bears no number.
        (None, Some(y)) => (flag(y.page == 2) * 0.5 * sure(y.is_explicit), 0.0),
        _ => (0.0, 0.0),
    };
    let differs = |x: f32, y: f32| (x - y).abs() / x.max(y).max(1.0);
    let size = differs(a.size.0, b.size.0).max(differs(a.size.1, b.size.1));
    let restarts = number(b).map_or(0.0, |n| flag(n.page == 1) * sure(n.is_explicit));
    let ends = number(a).map_or(0.0, |n| flag(n.of == Some(n.page)));
    let units = (a.unit.max(1.0) / b.unit.max(1.0)).ln().abs().min(1.0);
    [
        follows,
        restarts,
        ends,
        breaks,
        flag(size > 0.03),
        common(&a.edges, &b.edges),
        common(&a.words, &b.words),
        shared(&a.codes, &b.codes).min(3) as f32 / 3.0,
        flag(b.title.is_some()),
        flag(b.title.is_some() && a.title == b.title),
        (flag(a.ends_open) + flag(b.begins_inside)) / 2.0,
        flag(a.is_ocr != b.is_ocr),
        units,
        votes::difference(&a.classes, &b.classes),
        // One such label may stand anywhere.
        b.openings.saturating_sub(1).min(3) as f32 / 3.0,
        a.closings.min(3) as f32 / 3.0,
        flag(a.count > 250 && b.count > 250),
        (a.margin - b.margin).abs().min(0.3),
    ]
}

/// Common members of two sorted lists.
fn shared(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|x| b.binary_search(x).is_ok()).count()
}

/// Common members as a share of the shorter list.
fn common(a: &[u32], b: &[u32]) -> f32 {
    let least = a.len().min(b.len());
    if least == 0 { 0.0 } else { shared(a, b) as f32 / least as f32 }
}
