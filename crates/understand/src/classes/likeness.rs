//! How alike two documents are: by their words, each weighed by how few classes share it, and by their layout.

use rustc_hash::FxHashMap;

use super::view::{LISTS, MEASURES, View};

/// What each list of words weighs: the first page says most, its head the more so, as it is a part of it.
///
/// Set by hand.
const WEIGHTS: [f32; LISTS] = [0.3, 0.4, 0.2, 0.1];
/// Difference of two layouts, as the mean of their measures, at which nothing is left in common.
const FAR: f32 = 0.25;

/// How much each word tells: rare among the classes = much.
#[derive(Debug, Clone, Default)]
pub struct Telling {
    /// In how many classes a word stands, each counted by its share of documents that have it.
    spread: FxHashMap<u32, f32>,
    classes: f32,
}

impl Telling {
    /// Counts the words of every class.
    pub fn of<'v>(classes: impl Iterator<Item = &'v [View]>) -> Self {
        let mut telling = Self::default();
        for views in classes.filter(|views| !views.is_empty()) {
            telling.classes += 1.0;
            let share = 1.0 / views.len() as f32;
            for word in views.iter().flat_map(|view| view.lists.iter().flatten()) {
                *telling.spread.entry(*word).or_default() += share;
            }
        }
        telling
    }

    fn weight(&self, word: u32) -> f32 {
        let spread = self.spread.get(&word).copied().unwrap_or(0.0);
        let weight = 1.0 + ((self.classes + 1.0) / (spread + 1.0)).ln();
        weight * weight
    }

    /// The lengths of a document's lists of words.
    pub fn lengths(&self, view: &View) -> [f32; LISTS] {
        let length = |list: &Vec<u32>| list.iter().map(|word| self.weight(*word)).sum::<f32>().sqrt();
        [0, 1, 2, 3].map(|list| length(&view.lists[list]))
    }

    /// How alike the words of two documents are, from 0 to 1; their lengths are those of [`Telling::lengths`].
    pub fn likeness(&self, a: (&View, &[f32; LISTS]), b: (&View, &[f32; LISTS])) -> f32 {
        let (mut sum, mut total) = (0.0, 0.0);
        for (list, weight) in WEIGHTS.iter().enumerate() {
            if a.1[list] > 0.0 || b.1[list] > 0.0 {
                total += weight;
                sum += weight * self.of_list(list, a, b);
            }
        }
        if total > 0.0 { sum / total } else { 0.0 }
    }

    /// How alike one list of words of two documents is, from 0 to 1.
    pub fn of_list(&self, list: usize, a: (&View, &[f32; LISTS]), b: (&View, &[f32; LISTS])) -> f32 {
        let both = a.1[list] * b.1[list];
        if both > 0.0 { self.common(&a.0.lists[list], &b.0.lists[list]) / both } else { 0.0 }
    }

    /// What the words say that two sorted lists share.
    fn common(&self, a: &[u32], b: &[u32]) -> f32 {
        let (mut at, mut sum) = (0, 0.0);
        for word in a {
            while b.get(at).is_some_and(|other| other < word) {
                at += 1;
            }
            if b.get(at) == Some(word) {
                sum += self.weight(*word);
            }
        }
        sum
    }
}

/// How alike the layouts of two first pages are, from 0 to 1.
pub fn of_layouts(a: &View, b: &View) -> f32 {
    let apart: f32 =
        a.layout.iter().zip(b.layout).map(|(a, b)| f32::from(a.abs_diff(b)) / 255.0).sum::<f32>()
            / MEASURES as f32;
    (1.0 - apart / FAR).max(0.0)
}
