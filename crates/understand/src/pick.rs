//! A decided value, before it gets its confidence and becomes a reading.

use std::ops::Range;

use perigee_model::{Confidence, Source};

use crate::analysis::{Analysis, Choice};

/// How many of the values that were not chosen are told.
const MAX_ALTERNATIVES: usize = 3;
/// Labels weaker than this announce nothing (`research/extraction.md` 8.7).
pub const THRESHOLD: f32 = 0.12;

/// A value that was weighed and not chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    /// Its tokens.
    pub spans: Vec<Range<usize>>,
    /// As printed.
    pub raw: String,
    /// After conversion.
    pub value: Option<String>,
    /// What spoke for it.
    pub score: f32,
}

/// A value chosen for a data point.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// Name of the data point.
    pub data_point: String,
    /// Its tokens; empty for what stands nowhere.
    pub spans: Vec<Range<usize>>,
    /// As printed.
    pub raw: String,
    /// After conversion; `None` leaves the conversion to the data point's type.
    pub value: Option<String>,
    /// What spoke for it, from 0 to about 1.3.
    pub score: f32,
    /// Whether arithmetic or another independent rule agrees.
    pub is_supported: bool,
    /// Whether check digits or shape speak for it.
    pub is_sound: bool,
    /// Whether it was taken by place or habit, for want of a label.
    pub is_fallback: bool,
    /// How sure it is, where a model says so.
    pub sure: Option<Confidence>,
    /// How it was obtained, where not read from the page.
    pub source: Option<Source>,
    /// The next best different values, best first.
    pub rivals: Vec<Rival>,
}

impl Pick {
    /// A value that was read from these tokens.
    pub fn new(data_point: &str, spans: Vec<Range<usize>>, raw: impl Into<String>, score: f32) -> Self {
        Self {
            data_point: data_point.to_owned(),
            spans,
            raw: raw.into(),
            value: None,
            score,
            is_supported: false,
            is_sound: true,
            is_fallback: false,
            sure: None,
            source: None,
            rivals: Vec::new(),
        }
    }

    /// A value that was read from one token.
    pub fn token(data_point: &str, at: usize, raw: &str, score: f32) -> Self {
        Self::new(data_point, std::iter::once(at..at + 1).collect(), raw, score)
    }

    /// The first of ranked choices, with the others as its rivals.
    pub fn first(analysis: &Analysis<'_, '_>, data_point: &str, choices: &[Choice]) -> Option<Self> {
        let (first, others) = choices.split_first()?;
        Self::of(analysis, data_point, *first).map(|pick| pick.against(analysis, others))
    }

    /// A single choice.
    pub fn of(analysis: &Analysis<'_, '_>, data_point: &str, choice: Choice) -> Option<Self> {
        let candidate = analysis.candidates.get(choice.candidate)?;
        let mut pick =
            Self::new(data_point, vec![candidate.span.clone()], candidate.raw.clone(), choice.score);
        pick.value = Some(candidate.value.clone());
        pick.is_sound = candidate.is_sound;
        Some(pick)
    }

    /// Tells the values that were not chosen.
    pub fn against(mut self, analysis: &Analysis<'_, '_>, others: &[Choice]) -> Self {
        self.rivals = others
            .iter()
            .filter_map(|choice| Some((choice, analysis.candidates.get(choice.candidate)?)))
            .filter(|(_, candidate)| Some(&candidate.value) != self.value.as_ref())
            .take(MAX_ALTERNATIVES)
            .map(|(choice, candidate)| Rival {
                spans: vec![candidate.span.clone()],
                raw: candidate.raw.clone(),
                value: Some(candidate.value.clone()),
                score: choice.score,
            })
            .collect();
        self
    }

    /// Distance to the next best different value; the whole score where there is none.
    pub fn margin(&self) -> f32 {
        self.score - self.rivals.first().map_or(0.0, |rival| rival.score)
    }
}
