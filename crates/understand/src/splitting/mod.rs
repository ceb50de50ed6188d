//! A stream of pages to documents: where one ends and the next begins, and what each is.

mod border;
mod class;
mod face;
mod numbering;

use perigee_model::{Confidence, Page};
use serde::{Deserialize, Serialize};

pub use border::{SIGN_NAMES, SIGNS, signs_between};

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

/// The documents of a stream, in order; every page is in exactly one of them. No pages make no documents.
pub fn split(pages: &[Page]) -> Vec<Part> {
    split_with(pages, None)
}

/// As [`split`], for a process whose model remembers how the first and second pages of its confirmed documents look.
pub fn split_with(pages: &[Page], learned: Option<&Model>) -> Vec<Part> {
    let faces: Vec<Face> = pages.iter().map(Face::of).collect();
    let learned = learned.map_or_else(|| vec![0.0; pages.len()], |model| model.beginnings(pages));
    // Probability that a new document begins with each page but the first.
    let pairs = faces.windows(2).zip(learned.iter().skip(1));
    let begins: Vec<f32> =
        pairs.map(|(pair, learned)| border::probability(&pair[0], &pair[1], *learned)).collect();
    let mut parts = Vec::new();
    let mut first = 0;
    for page in 0..faces.len() {
        let next = begins.get(page).copied();
        if next.is_some_and(|begins| begins < 0.5) {
            continue;
        }
        parts.push(part(&faces, &begins, first, page));
        first = page + 1;
    }
    parts
}

/// The whole stream as one document.
pub fn classify(pages: &[Page]) -> Option<Part> {
    let faces: Vec<Face> = pages.iter().map(Face::of).collect();
    let last = faces.len().checked_sub(1)?;
    let (class, sure) = class::of(&faces);
    Some(Part {
        first_page: 0,
        last_page: u32::try_from(last).unwrap_or(u32::MAX),
        document_class: class.to_owned(),
        confidence: Confidence::new(sure),
    })
}

fn part(faces: &[Face], begins: &[f32], first: usize, last: usize) -> Part {
    let (class, mut sure) = class::of(&faces[first..=last]);
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
        document_class: class.to_owned(),
        confidence: Confidence::new(sure),
    }
}

#[cfg(test)]
mod tests;
