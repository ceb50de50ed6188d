//! Which waiting documents teach the most when they are confirmed.
//!
//! A confirmed document helps those that look like it, as much as they are alike and as unsure as they still are. So
//! documents are taken one by one, each the one that helps most beyond those taken before it: the greedy choice for
//! facility location, within 1 - 1/e of the best one (Nemhauser, Wolsey, Fisher 1978).

use std::cmp::Ordering;

use perigee_model::Page;
use rayon::prelude::*;

use super::hash::Name;
use super::memory::ALIKE;

/// A document that nobody has confirmed.
#[derive(Debug, Clone, Copy)]
pub struct Waiting<'a> {
    /// What was read; the first page decides what it is like.
    pub pages: &'a [Page],
    /// How unsure its values are, 0 = not at all.
    pub doubt: f32,
}

/// A document that is worth confirming.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Teaching {
    /// Which of the waiting documents.
    pub document: usize,
    /// How many of the others look like it.
    pub alike: usize,
    /// How much doubt it is expected to take from all of them, in documents.
    pub gain: f32,
}

/// The waiting documents that teach the most, best first, at most so many; none that would teach nothing.
pub fn teaching_order(waiting: &[Waiting<'_>], most: usize) -> Vec<Teaching> {
    let words: Vec<Vec<u32>> = waiting.par_iter().map(|one| landmarks(one.pages)).collect();
    let alike: Vec<Vec<(usize, f32)>> = (0..waiting.len())
        .into_par_iter()
        .map(|at| {
            let to = |other: usize| if at == other { 1.0 } else { jaccard(&words[at], &words[other]) };
            (0..waiting.len()).map(|other| (other, to(other))).filter(|(_, like)| *like >= ALIKE).collect()
        })
        .collect();
    // How well each is helped already.
    let mut helped = vec![0.0_f32; waiting.len()];
    let mut order: Vec<Teaching> = Vec::new();
    while order.len() < most {
        let gain = |at: usize| -> f32 {
            alike[at]
                .iter()
                .map(|&(other, like)| waiting[other].doubt * (like - helped[other]).max(0.0))
                .sum()
        };
        let gains = (0..waiting.len()).map(|at| (at, gain(at)));
        let best = gains.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((document, gain)) = best.filter(|best| best.1.total_cmp(&0.0) == Ordering::Greater) else {
            break;
        };
        for &(other, like) in &alike[document] {
            helped[other] = helped[other].max(like);
        }
        order.push(Teaching { document, alike: alike[document].len() - 1, gain });
    }
    order
}

/// Common words as a share of all words of two sorted lists.
fn jaccard(a: &[u32], b: &[u32]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

/// The words without digits of the first page, sorted.
fn landmarks(pages: &[Page]) -> Vec<u32> {
    let words = pages.first().into_iter().flat_map(|page| &page.words);
    let mut found: Vec<u32> = words
        .filter(|word| word.text.chars().count() > 1 && !word.text.contains(char::is_numeric))
        .map(|word| Name::new("landmark").text(&word.text.to_lowercase()).id())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use perigee_model::{Confidence, Page, Rect, Word};

    use super::*;

    fn page(text: &str) -> Vec<Page> {
        let word = |(at, text): (usize, &str)| Word {
            text: text.to_owned(),
            bbox: Rect::new(at as f32 * 50.0, 10.0, at as f32 * 50.0 + 40.0, 20.0),
            confidence: Confidence::CERTAIN,
        };
        let words = text.split_whitespace().enumerate().map(word).collect();
        vec![Page { width: 600.0, height: 800.0, words, ..Page::default() }]
    }

    #[test]
    fn the_commonest_layout_comes_first_and_then_one_of_another() {
        let common = page("invoice from alpha works to buyer total");
        let rare = page("rechnung der firma beta an kunde summe");
        let known = page("facture de gamma pour client somme");
        let waiting = [
            Waiting { pages: &rare, doubt: 0.6 },
            Waiting { pages: &common, doubt: 0.5 },
            Waiting { pages: &common, doubt: 0.5 },
            Waiting { pages: &common, doubt: 0.5 },
            Waiting { pages: &known, doubt: 0.0 },
        ];
        let order = teaching_order(&waiting, 10);
        assert_eq!(order.iter().map(|one| one.document).collect::<Vec<_>>(), [1, 0]);
        assert_eq!((order[0].alike, order[1].alike), (2, 0));
        assert!((order[0].gain - 1.5).abs() < 1e-6);
    }

    #[test]
    fn likeness_is_the_share_of_common_words() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4]), 0.5);
        assert_eq!(jaccard(&[], &[]), 0.0);
        assert_eq!(jaccard(&[7], &[7]), 1.0);
    }

    #[test]
    fn nothing_waits_or_nothing_is_unsure() {
        assert!(teaching_order(&[], 5).is_empty());
        assert!(teaching_order(&[Waiting { pages: &[], doubt: 0.0 }], 5).is_empty());
        assert_eq!(teaching_order(&[Waiting { pages: &[], doubt: 1.0 }], 5).len(), 1);
    }
}
