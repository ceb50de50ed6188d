//! A stream of pages to documents: where one ends and the next begins, and what each is.

mod border;
mod face;
mod numbering;
pub(crate) mod votes;

use std::ops::RangeInclusive;

use perigee_model::{Confidence, Page};
use serde::{Deserialize, Serialize};

pub use border::{SIGN_NAMES, SIGNS, signs_between};
pub use votes::OTHER;

use crate::classes::{Classes, View};
use crate::learn::Model;
use face::Face;

/// A document within a stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Its first page, from 0.
    pub first_page: u32,
    /// Its last page, from 0.
    pub last_page: u32,
    /// What it is: the class of a process type, or `other`.
    pub document_class: String,
    /// Probability that its borders and its class are right.
    pub confidence: Confidence,
}

/// What an organization and a process learned from their confirmed documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// How the first and second pages of the process's documents look.
    pub model: Option<&'a Model>,
    /// Classes of the organization.
    pub classes: Option<&'a Classes>,
}

/// The documents of a stream, in order; every page is in exactly one of them. No pages make no documents.
pub fn split(pages: &[Page]) -> Vec<Part> {
    split_with(pages, Known::default())
}

/// As [`split`], with what was learned from confirmed documents.
pub fn split_with(pages: &[Page], known: Known<'_>) -> Vec<Part> {
    let faces: Vec<Face> = pages.iter().map(Face::of).collect();
    let learned = learned(pages, known);
    // Probability that a new document begins with each page but the first.
    let pairs = faces.windows(2).zip(&learned);
    let begins: Vec<f32> =
        pairs.map(|(pair, learned)| border::probability(&pair[0], &pair[1], *learned)).collect();
    let mut parts = Vec::new();
    let mut first = 0;
    for page in 0..faces.len() {
        let next = begins.get(page).copied();
        if next.is_some_and(|begins| begins < 0.5) {
            continue;
        }
        parts.push(part((&faces, pages), &begins, first..=page, known.classes));
        first = page + 1;
    }
    parts
}

/// What was learned about the border behind each page but the last.
fn learned(pages: &[Page], known: Known<'_>) -> Vec<border::Learned> {
    let beginnings = known.model.map(|model| model.beginnings(pages));
    let places = known.classes.map(|classes| classes.places(pages));
    let after = |page: usize| {
        let of_process = beginnings.as_ref().map_or(0.0, |all| all[page]);
        let of_classes = places.as_ref().map_or(0.0, |all| all[page].beginning);
        // Both are made of the same documents, so that the surer one is heard and not the sum.
        let beginning = if of_process.abs() >= of_classes.abs() { of_process } else { of_classes };
        let difference = places.as_ref().map_or(0.0, |all| all[page - 1].difference(&all[page]));
        border::Learned { beginning, difference }
    };
    (1..pages.len()).map(after).collect()
}

/// The whole stream as one document.
pub fn classify(pages: &[Page]) -> Option<Part> {
    let faces: Vec<Face> = pages.iter().map(Face::of).collect();
    let last = faces.len().checked_sub(1)?;
    let (class, sure) = votes::of(&faces);
    Some(Part {
        first_page: 0,
        last_page: u32::try_from(last).unwrap_or(u32::MAX),
        document_class: class.to_owned(),
        confidence: Confidence::new(sure),
    })
}

fn part(
    (faces, pages): (&[Face], &[Page]),
    begins: &[f32],
    range: RangeInclusive<usize>,
    classes: Option<&Classes>,
) -> Part {
    let (first, last) = (*range.start(), *range.end());
    let (class, mut sure) = match classes.filter(|classes| !classes.is_empty()) {
        Some(classes) => {
            let told = classes.tell(&View::of(&pages[range]), None);
            (told.class, told.confidence.get())
        }
        None => {
            let (class, sure) = votes::of(&faces[range]);
            (class.to_owned(), sure)
        }
    };
    if let Some(before) = first.checked_sub(1) {
        sure *= begins[before];
    }
    for inner in &begins[first..last] {
        sure *= 1.0 - inner;
    }
    if let Some(after) = begins.get(last) {
        sure *= after;
    }
    let number = |page: usize| u32::try_from(page).unwrap_or(u32::MAX);
    Part {
        first_page: number(first),
        last_page: number(last),
        document_class: class,
        confidence: Confidence::new(sure),
    }
}

#[cfg(test)]
mod tests;
