//! Which class a document is of, and how sure that is.

use perigee_model::{Confidence, process_type};

use super::OTHER;
use super::likeness;
use super::remembered::{Class, Classes};
use super::view::View;
use crate::splitting::votes;

/// How many numbers describe how a document stands to a class.
pub const SIGNS: usize = 11;
/// Their names, in order.
pub const SIGN_NAMES: [&str; SIGNS] = [
    "it was confirmed",
    "the nearest document",
    "the three nearest",
    "nearer than its documents are to each other",
    "the layout",
    "documents of it",
    "it is a known class",
    "share of the words that name it",
    "how many name it",
    "nearer than the documents of any other class",
    "how many name it, where it was confirmed",
];
/// Likeness of words from which on the likeness of layouts counts whole.
const SOME_WORDS: f32 = 0.2;
/// The sign "the nearest document".
const NEAREST: usize = 1;
/// The sign "nearer than the documents of any other class".
const NEARER: usize = 9;
/// What is the most by which a class can be nearer than another, or farther away.
const MOST_NEARER: f32 = 0.5;
/// What speaks for a class; what no class is has 0.
///
/// Set by hand near what the example `classes` fits to drawn documents, SROIE and ZUGFeRD (`FIT=1`), with less trust in
/// layouts, which are too alike where they are drawn; docs/adr/0068 has how they do on others.
const WEIGHTS: [f32; SIGNS] = [-7.0, 6.5, 5.5, 2.0, 9.0, -0.6, -3.9, 1.6, 3.2, 4.5, -1.0];
/// What it says that the process of a document expects a class: e to this for one.
///
/// Of the documents that people send to a process some few of a hundred are others.
const EXPECTED: f32 = 4.0;

/// The class of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its name, or `other`.
    pub class: String,
    /// Probability that this is right.
    pub confidence: Confidence,
}

/// A class that a document may be of.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its name.
    pub class: String,
    /// How the document stands to it.
    pub signs: [f32; SIGNS],
    /// Its probability.
    pub probability: f32,
}

impl Classes {
    /// The class of a document; `expected` is that of its process, where that has one.
    pub fn tell(&self, view: &View, expected: Option<&str>) -> Told {
        self.told(self.candidates_without(view, expected, None))
    }

    /// How probable it is that a document is of the class that its process expects.
    pub fn chance(&self, view: &View, expected: &str) -> f32 {
        let all = self.candidates_without(view, Some(expected), None);
        all.iter().find(|one| one.class == expected).map_or(0.0, |one| one.probability)
    }

    /// Every class that a document may be of, in no order. What is missing to a probability of 1 is that it is none.
    pub fn candidates(&self, view: &View, expected: Option<&str>) -> Vec<Candidate> {
        self.candidates_without(view, expected, None)
    }

    /// On documents that it had not seen: of how many it told the class, and how many it tried, at most so many.
    pub fn score(&self, most: usize) -> (usize, usize) {
        let all: Vec<(usize, usize)> = (0..self.classes.len())
            .flat_map(|class| (0..self.classes[class].views.len()).map(move |view| (class, view)))
            // One alone cannot be told by others of its class.
            .filter(|(class, _)| self.classes[*class].views.len() > 1)
            .collect();
        let step = all.len().div_ceil(most.max(1)).max(1);
        let tried: Vec<(usize, usize)> = all.into_iter().step_by(step).collect();
        let is_right = |(class, view): &&(usize, usize)| {
            let one = &self.classes[*class];
            let told = self.told(self.candidates_without(&one.views[*view], None, Some((*class, *view))));
            told.class == one.name
        };
        (tried.iter().filter(is_right).count(), tried.len())
    }

    fn told(&self, candidates: Vec<Candidate>) -> Told {
        // A class that people name so teaches what belongs to none of the others.
        let named: Vec<Candidate> = candidates.into_iter().filter(|one| one.class != OTHER).collect();
        let known: f32 = named.iter().map(|candidate| candidate.probability).sum();
        let best = named.into_iter().max_by(|a, b| a.probability.total_cmp(&b.probability));
        match best.filter(|best| best.probability > 1.0 - known) {
            Some(best) => Told { class: best.class, confidence: Confidence::new(best.probability) },
            None => Told { class: OTHER.to_owned(), confidence: Confidence::new(1.0 - known) },
        }
    }

    fn candidates_without(
        &self,
        view: &View,
        expected: Option<&str>,
        except: Option<(usize, usize)>,
    ) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let lengths = self.telling.lengths(view);
        for (at, class) in self.classes.iter().enumerate() {
            let left_out = except.filter(|(of, _)| *of == at).map(|(_, view)| view);
            let signs = self.signs(class, (view, &lengths), left_out);
            found.push(Candidate { class: class.name.clone(), signs, probability: 0.0 });
        }
        compare(&mut found);
        add_known(view, &mut found);
        if let Some(class) = expected.filter(|class| !found.iter().any(|one| one.class == *class)) {
            let known = Candidate { class: class.to_owned(), signs: [0.0; SIGNS], probability: 0.0 };
            found.push(known);
        }
        weigh(&mut found, expected);
        found
    }

    fn signs(
        &self,
        class: &Class,
        to: (&View, &[f32; super::view::LISTS]),
        except: Option<usize>,
    ) -> [f32; SIGNS] {
        let count = class.views.len() - usize::from(except.is_some());
        let [nearest, three] = class.nearest(&self.telling, to, except);
        let layouts = class.views.iter().enumerate().filter(|(at, _)| Some(*at) != except);
        let layout = layouts.map(|(_, other)| likeness::of_layouts(to.0, other)).fold(0.0, f32::max);
        // Typed pages look alike whatever they say: a layout counts as far as there are words in common.
        let layout = layout * (nearest / SOME_WORDS).min(1.0);
        let beside = class.cohesion.map_or(0.0, |cohesion| (nearest - cohesion).min(0.0));
        [1.0, nearest, three, beside, layout, (count as f32).ln_1p(), 0.0, 0.0, 0.0, 0.0, 0.0]
    }
}

/// How much nearer each confirmed class is than the nearest other one.
fn compare(confirmed: &mut [Candidate]) {
    let nearest: Vec<f32> = confirmed.iter().map(|one| one.signs[NEAREST]).collect();
    if nearest.len() < 2 {
        return;
    }
    for (at, one) in confirmed.iter_mut().enumerate() {
        let others = nearest.iter().enumerate().filter(|(other, _)| *other != at);
        let other = others.map(|(_, likeness)| *likeness).fold(0.0, f32::max);
        one.signs[NEARER] = (nearest[at] - other).clamp(-MOST_NEARER, MOST_NEARER);
    }
}

/// What the words say that name the known classes.
fn add_known(view: &View, found: &mut Vec<Candidate>) {
    let total: f32 = view.votes.iter().sum();
    for (at, vote) in view.votes.iter().enumerate() {
        let Some(kind) = process_type::find_by_short_name(votes::short_name(at)) else { continue };
        let place = found.iter().position(|one| one.class == kind.document_class);
        let place = place.unwrap_or_else(|| {
            let class = kind.document_class.clone();
            found.push(Candidate { class, signs: [0.0; SIGNS], probability: 0.0 });
            found.len() - 1
        });
        found[place].signs[6] = 1.0;
        found[place].signs[7] = vote / (total + 1.5);
        found[place].signs[8] = vote.ln_1p();
        found[place].signs[10] = found[place].signs[0] * vote.ln_1p();
    }
}

/// Scores to probabilities, beside a score of 0 for none of them.
fn weigh(found: &mut [Candidate], expected: Option<&str>) {
    let score = |one: &Candidate| -> f32 {
        let own: f32 = one.signs.iter().zip(WEIGHTS).map(|(sign, weight)| sign * weight).sum();
        own + if Some(one.class.as_str()) == expected { EXPECTED } else { 0.0 }
    };
    let scores: Vec<f32> = found.iter().map(score).collect();
    let most = scores.iter().copied().fold(0.0, f32::max);
    let total: f32 = (-most).exp() + scores.iter().map(|score| (score - most).exp()).sum::<f32>();
    for (one, score) in found.iter_mut().zip(scores) {
        one.probability = (score - most).exp() / total;
    }
}
