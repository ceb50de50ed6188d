//! The steps of training: labels, taggers, proposals, rankers, decisions on documents that were not seen.

use perigee_model::{DataPoint, ProcessType};
use rayon::prelude::*;

use super::align;
use super::base::Second;
use super::certainty::{Certainty, Judged};
use super::crf::Crf;
use super::fitting::{self, Plan, Read};
use super::hash::Name;
use super::known_words::{Counted, KnownWords};
use super::lbfgs::Effort;
use super::memory::{Landmarks, Memory, Remembered};
use super::model::{Counts, FieldScore, Model, Scores, count_of};
use super::pairs;
use super::predicting::{self, Setting};
use super::proposals::{self, Shape};
use super::ranker::{Choice, Ranker};
use super::scene::{Scene, Spans};
use super::sequence::Sequence;
use super::several::{self, Step};
use super::snapping::{Confirmations, Spellings};
use super::tagger::Tags;
use super::training::Confirmed;
use super::traits::{Described, Traits};
use super::weighing::{self, Decision, Field, Weighed};
use super::words;
use crate::pick::Pick;

/// What the votes of the memory weigh where they are reliable (`research/extraction.md` 8.5).
const VOTES: f32 = 4.0;
/// Share of right votes from which on they begin to count, and over how much more they come to count fully.
///
/// By `research/extraction.md` 3 votes alone are right for .64 and more of the values of forms; on receipts they add nothing.
const VOTES_FROM: (f32, f32) = (0.4, 0.3);
/// Share of the confirmed texts that are codes, from which on every code of a page is a proposal.
const CODES: f32 = 0.3;
/// Lines of one value at most.
const MAX_LINES: usize = 8;
/// Folds of the second model, so that what it says of a value does not rest on that value.
const FOLDS_OF_CERTAINTY: usize = 5;

/// A document with everything that does not depend on what is learned.
pub(super) struct Prepared<'p, 'l, 'm> {
    pub scene: Scene<'p, 'l>,
    landmarks: Landmarks,
    sequence: Sequence,
    second: Option<Second<'m>>,
}

impl<'p, 'l, 'm> Prepared<'p, 'l, 'm> {
    pub(super) fn new(
        document: &Confirmed<'p>,
        kind: &ProcessType,
        lexicon: &'l crate::lexicon::Lexicon,
        base: Option<&'m Model>,
    ) -> Self {
        let scene = Scene::new(document.pages, kind, lexicon);
        let sequence = words::features(&scene);
        let second = base.map(|base| Second::new(base, &sequence));
        Self { landmarks: Landmarks::of(&scene), sequence, second, scene }
    }
}

/// What was confirmed for a data point of a document.
pub(super) struct Label {
    /// The values in the form in which they are compared.
    keys: Vec<Name>,
    /// All places of all values.
    places: Vec<Spans>,
    /// Whether a value stands there only as a bare number.
    is_wide: bool,
    /// Whether a text is a code.
    is_code: bool,
}

impl Label {
    pub(super) fn of(scene: &Scene<'_, '_>, point: &DataPoint, document: &Confirmed<'_>) -> Option<Self> {
        let values = document.fields.get(&point.name)?;
        let has_digits = |spans: &Spans| {
            let text = scene.folded_text(spans);
            let digits = text.chars().filter(char::is_ascii_digit).count();
            spans.len() == 1 && digits * 2 >= text.chars().count() && digits > 0
        };
        let places: Vec<Spans> = values.iter().flat_map(|value| places(scene, point, value)).collect();
        Some(Self {
            keys: values.iter().filter_map(|value| align::key(point, value)).collect(),
            is_wide: !align::is_text(point)
                && values.iter().any(|value| align::needs_wide(scene, point, value)),
            is_code: align::is_text(point) && places.first().is_some_and(has_digits),
            places,
        })
    }
}

/// All places of a confirmed value: where it is printed, or where the rules read it from what is printed.
fn places(scene: &Scene<'_, '_>, point: &DataPoint, value: &str) -> Vec<Spans> {
    let printed = align::places(scene, point, value);
    if !printed.is_empty() {
        return printed;
    }
    let key = align::key(point, value);
    let is_value = |pick: &Pick| key.is_some() && proposals::key_of_pick(point, pick) == key;
    proposals::picks(scene, point)
        .filter(|(_, pick)| is_value(pick))
        .map(|(_, pick)| pick.spans.clone())
        .collect()
}

/// Everything that training works on.
pub(super) struct Learner<'k, 'p, 'l, 'm> {
    pub fields: Vec<Field<'k>>,
    documents: Vec<Prepared<'p, 'l, 'm>>,
    /// Per document and field.
    labels: Vec<Vec<Option<Label>>>,
    tags: Tags,
    folds: usize,
    pairs: Vec<(usize, usize)>,
}

impl<'k, 'p, 'l, 'm> Learner<'k, 'p, 'l, 'm> {
    /// Keeps the data points that any document shows a confirmed value of.
    pub(super) fn new(
        points: &[&'k DataPoint],
        documents: Vec<Prepared<'p, 'l, 'm>>,
        mut labels: Vec<Vec<Option<Label>>>,
    ) -> Option<Self> {
        let shown = |at: usize| labels.iter().filter_map(move |labels| labels[at].as_ref());
        let kept: Vec<usize> =
            (0..points.len()).filter(|at| shown(*at).any(|label| !label.places.is_empty())).collect();
        let fields: Vec<Field<'k>> = kept
            .iter()
            .enumerate()
            .map(|(position, &at)| {
                let seen: Vec<&Label> = shown(at).filter(|label| !label.places.is_empty()).collect();
                let lines = seen.iter().flat_map(|l| &l.places).map(Vec::len).max().unwrap_or(1);
                let codes = seen.iter().filter(|label| label.is_code).count();
                let shape = Shape {
                    lines: (lines + 1).min(MAX_LINES),
                    is_code: codes as f32 >= CODES * seen.len() as f32,
                    is_wide: seen.iter().any(|label| label.is_wide),
                };
                let is_optional = shown(at).any(|label| label.keys.is_empty());
                Field { point: points[at], position, shape, is_optional }
            })
            .collect();
        for labels in &mut labels {
            let mut at = 0;
            labels.retain(|_| {
                at += 1;
                kept.contains(&(at - 1))
            });
        }
        let points: Vec<&DataPoint> = fields.iter().map(|field| field.point).collect();
        let folds = folds(documents.len());
        let (tags, pairs) = (Tags::of(points.iter().copied()), pairs::of(&points));
        (!fields.is_empty()).then_some(Self { fields, documents, labels, tags, folds, pairs })
    }

    pub(super) fn scene(&self, document: usize) -> &Scene<'p, 'l> {
        &self.documents[document].scene
    }

    pub(super) fn marked(&self) -> Vec<Vec<u8>> {
        self.documents
            .iter()
            .zip(&self.labels)
            .map(|(document, labels)| {
                let mut tags = vec![0; document.scene.words.len()];
                for (field, label) in labels.iter().enumerate() {
                    for spans in label.iter().flat_map(|label| &label.places) {
                        self.tags.mark(&document.scene, field, spans, &mut tags);
                    }
                }
                tags
            })
            .collect()
    }

    /// The tagger of all documents, and each document as read by one that has not seen it.
    pub(super) fn taggers(&mut self) -> (Crf, Vec<Read>) {
        let tags = self.marked();
        let documents: Vec<(&Sequence, &[u8])> = self
            .documents
            .iter()
            .zip(&tags)
            .map(|(document, tags)| (&document.sequence, &tags[..]))
            .collect();
        let least = if documents.len() > 150 { 2 } else { 1 };
        let fitted = fitting::fit(self.tags.count, &documents, least, plan(documents.len()));
        // Nothing later looks at the features again, and they take much memory.
        self.documents.iter_mut().for_each(|document| document.sequence = Sequence::default());
        fitted
    }

    /// Remembers every document, and then others that are not learned from.
    pub(super) fn memory(&self, others: &[Remembered]) -> Memory {
        let mut memory = Memory::default();
        for (document, labels) in self.documents.iter().zip(&self.labels) {
            let values: Vec<(usize, Vec<Spans>)> = labels
                .iter()
                .enumerate()
                .filter_map(|(field, label)| Some((field, label.as_ref()?.places.clone())))
                .collect();
            memory.push(Remembered::of(&document.scene, &document.landmarks, &values));
        }
        others.iter().for_each(|other| memory.push(other.clone()));
        memory
    }

    /// A document that is not learned from, as the memory keeps it.
    pub(super) fn remembered(
        &self,
        document: &Confirmed<'_>,
        kind: &ProcessType,
        lexicon: &crate::lexicon::Lexicon,
    ) -> Remembered {
        let scene = Scene::new(document.pages, kind, lexicon);
        let values: Vec<(usize, Vec<Spans>)> = self
            .fields
            .iter()
            .filter_map(|field| Some((field.position, Label::of(&scene, field.point, document)?.places)))
            .collect();
        Remembered::of(&scene, &Landmarks::of(&scene), &values)
    }

    /// Per document and field, the proposals; the memory does not hold the document itself, unless it is the only one.
    pub(super) fn weighed(&self, read: Vec<Read>, memory: &Memory) -> Vec<Vec<Weighed>> {
        self.documents
            .par_iter()
            .zip(read)
            .enumerate()
            .map(|(number, (document, (marginals, best)))| {
                let (marginals, best) = (&marginals, &best[..]);
                let nearest = memory.nearest(&document.landmarks, Some(number));
                let mut described = Described::default();
                self.fields
                    .iter()
                    .map(|field| {
                        let view = self.tags.view(field.position, marginals, best);
                        let scene = &document.scene;
                        let votes =
                            weighing::votes(scene, memory, &document.landmarks, &nearest, field.position);
                        weighing::weigh(scene, *field, &view, document.second.as_ref(), votes, &mut described)
                    })
                    .collect()
            })
            .collect()
    }

    /// What the votes weigh for each data point, by how often they are right.
    pub(super) fn vote_weights(&self, weighed: &[Vec<Weighed>]) -> Vec<f32> {
        self.fields
            .iter()
            .map(|field| {
                let (mut right, mut all) = (0, 0);
                for (number, weighed) in weighed.iter().enumerate() {
                    let weighed = &weighed[field.position];
                    let Some(label) = &self.labels[number][field.position] else { continue };
                    if let Some(most) = weighed.most_votes() {
                        all += 1;
                        right += usize::from(label.keys.contains(&weighed.proposals[most].key));
                    }
                }
                if all == 0 {
                    return VOTES;
                }
                let share = right as f32 / all as f32;
                VOTES * ((share - VOTES_FROM.0) / VOTES_FROM.1).clamp(0.0, 1.0)
            })
            .collect()
    }

    /// Per field, what the ranker learns from, each with its document.
    pub(super) fn choices<'w>(&self, weighed: &'w [Vec<Weighed>], votes: &[f32]) -> Vec<Vec<Lesson<'w>>> {
        self.fields
            .iter()
            .map(|field| {
                let vote = votes[field.position];
                let mut lessons = Vec::new();
                for (number, weighed) in weighed.iter().enumerate() {
                    let weighed = &weighed[field.position];
                    let label = self.labels[number][field.position].as_ref();
                    let right = label.map_or(Vec::new(), |label| right(weighed, label));
                    if several::are_allowed(field.point) && label.is_some_and(|label| !label.keys.is_empty())
                    {
                        lessons.extend(
                            further(weighed, &right, vote).into_iter().map(|(choice, weight)| Lesson {
                                document: number,
                                choice,
                                weight,
                            }),
                        );
                    }
                    let choice = Choice {
                        traits: weighed.traits.iter().collect(),
                        stop: None,
                        offsets: weighed.traits.iter().map(|traits| weighed.offset(traits, vote)).collect(),
                        right,
                    };
                    lessons.push(Lesson { document: number, choice, weight: 1.0 });
                }
                lessons
            })
            .collect()
    }

    /// The rankers of all documents, and what others that have not seen a document decide on it.
    pub(super) fn rankers(
        &self,
        choices: &[Vec<Lesson<'_>>],
        weighed: &[Vec<Weighed>],
        votes: &[f32],
        memory: &Memory,
    ) -> (Vec<Ranker>, Vec<Vec<Decision>>) {
        if self.folds < 2 {
            let of_field = |lessons: &Vec<Lesson<'_>>| {
                Ranker::untrained(&lessons.iter().map(|lesson| (&lesson.choice, 1.0)).collect::<Vec<_>>())
            };
            return (choices.iter().map(of_field).collect(), Vec::new());
        }
        let least = if self.documents.len() > 50 { 2 } else { 1 };
        let jobs: Vec<(usize, Option<usize>)> = (0..self.fields.len())
            .flat_map(|field| {
                std::iter::once(None).chain((0..self.folds).map(Some)).map(move |fold| (field, fold))
            })
            .collect();
        let trained: Vec<Ranker> = jobs
            .par_iter()
            .map(|(field, without)| {
                let choices: Vec<(&Choice<'_>, f32)> = choices[*field]
                    .iter()
                    .filter(|lesson| without.is_none_or(|fold| lesson.document % self.folds != fold))
                    .map(|lesson| (&lesson.choice, lesson.weight))
                    .collect();
                Ranker::train(&choices, least)
            })
            .collect();
        let closeness: Vec<f32> = self
            .documents
            .iter()
            .enumerate()
            .map(|(number, document)| memory.nearest(&document.landmarks, Some(number)).closeness())
            .collect();
        let of = |field: usize, fold: usize| &trained[field * (self.folds + 1) + 1 + fold];
        let decisions = self
            .documents
            .par_iter()
            .zip(weighed)
            .enumerate()
            .map(|(number, (document, weighed))| {
                let scores = weighed
                    .iter()
                    .enumerate()
                    .map(|(field, weighed)| {
                        let ranker = of(field, number % self.folds);
                        weighed.scores(ranker, ranker.beliefs(closeness[number]), votes[field])
                    })
                    .collect();
                weighing::decide(&document.scene, weighed, scores, &self.pairs)
            })
            .collect();
        let finals = trained.into_iter().step_by(self.folds + 1).collect();
        (finals, decisions)
    }

    /// How often each value was confirmed, in documents that are not learned from as well.
    pub(super) fn counts(&self, documents: &[Confirmed<'_>]) -> Vec<(u8, u32, u32)> {
        let keys: Vec<Vec<(usize, Name)>> = documents
            .par_iter()
            .map(|document| {
                let values = |field: &Field<'_>| document.fields.get(&field.point.name).into_iter().flatten();
                let key = |field: &Field<'_>, value: &String| {
                    Some((field.position, align::key(field.point, value)?))
                };
                let of_field = |field| values(field).filter_map(move |value| key(field, value));
                self.fields.iter().flat_map(of_field).collect()
            })
            .collect();
        let mut counts = Counts::default();
        keys.into_iter().flatten().for_each(|(field, key)| counts.insert(field, key));
        counts.sorted()
    }

    /// Every decision of cross-validation on a confirmed data point.
    pub(super) fn judged(
        &self,
        weighed: &[Vec<Weighed>],
        decisions: &[Vec<Decision>],
        memory: &Memory,
        counts: &[(u8, u32, u32)],
    ) -> Vec<Judged> {
        let mut judged = Vec::new();
        for (number, decisions) in decisions.iter().enumerate() {
            let document = &self.documents[number];
            let similarity = memory.nearest(&document.landmarks, Some(number)).similarity();
            for field in &self.fields {
                let (weighed, decision) = (&weighed[number][field.position], &decisions[field.position]);
                let (Some(label), Some(chosen)) = (&self.labels[number][field.position], decision.chosen)
                else {
                    continue;
                };
                let key = weighed.proposals[chosen].key;
                let is_right = label.keys.contains(&key);
                // The document itself is no earlier confirmation.
                let confirmed = count_of(counts, field.position, key) - usize::from(is_right);
                let setting = Setting { scene: &document.scene, similarity, confirmed };
                let signs = predicting::signs(&setting, field.point, weighed, decision, chosen);
                judged.push(Judged { field: field.position, signs, is_right, document: number });
            }
        }
        judged
    }

    pub(super) fn scores(&self, weighed: &[Vec<Weighed>], decisions: &[Vec<Decision>]) -> Scores {
        let mut scores = Scores { documents: decisions.len() as u32, ..Scores::default() };
        let mut all_right = vec![true; decisions.len()];
        for field in &self.fields {
            let (mut right, mut confirmed) = (0, 0);
            for (number, decisions) in decisions.iter().enumerate() {
                let Some(label) = &self.labels[number][field.position] else { continue };
                let proposals = &weighed[number][field.position].proposals;
                let found = decisions[field.position].chosen.map(|chosen| &proposals[chosen].key);
                let is_right = found.map_or(label.keys.is_empty(), |key| label.keys.contains(key));
                confirmed += 1;
                right += u32::from(is_right);
                all_right[number] &= is_right;
            }
            scores.fields.push(FieldScore { data_point: field.point.name.clone(), right, confirmed });
        }
        scores.documents_right = all_right.iter().filter(|right| **right).count() as u32;
        scores
    }

    pub(super) fn confirmations(&self, documents: &[Confirmed<'_>]) -> Confirmations {
        let mut confirmations = Spellings::default();
        for field in self.fields.iter().filter(|field| align::is_text(field.point)) {
            for values in documents.iter().filter_map(|document| document.fields.get(&field.point.name)) {
                values.iter().for_each(|value| confirmations.insert(field.position, value));
            }
        }
        confirmations.agreed()
    }

    pub(super) fn known_words(&self, documents: &[Confirmed<'_>]) -> KnownWords {
        let mut counted = Counted::default();
        for field in self.fields.iter().filter(|field| align::is_text(field.point)) {
            for values in documents.iter().filter_map(|document| document.fields.get(&field.point.name)) {
                counted.insert(field.position, values.iter().map(String::as_str));
            }
        }
        counted.known()
    }
}

/// A choice that a document teaches.
pub(super) struct Lesson<'w> {
    /// Its document.
    document: usize,
    choice: Choice<'w>,
    /// How much it counts.
    weight: f32,
}

/// The choices after the first value of a document, which count as much as that one together.
fn further<'w>(weighed: &'w Weighed, right: &[usize], vote: f32) -> Vec<(Choice<'w>, f32)> {
    let steps = several::steps(weighed, right);
    let weight = 1.0 / steps.len().max(1) as f32;
    let choice = |(step, last): (Step, Option<usize>)| {
        let traits: Vec<&Traits> = step.remaining.iter().map(|at| &weighed.traits[*at]).collect();
        let position = |last: usize| step.remaining.iter().position(|at| *at == last);
        let offsets = traits.iter().map(|traits| weighed.offset(traits, vote)).chain([0.0]).collect();
        let right = vec![last.and_then(position).unwrap_or(traits.len())];
        (Choice { stop: Some(Box::new(step.stop)), offsets, right, traits }, weight)
    };
    steps.into_iter().map(choice).collect()
}

/// Positions of the proposals that are the confirmed value; none where it is not among them.
fn right(weighed: &Weighed, label: &Label) -> Vec<usize> {
    if label.keys.is_empty() {
        return (weighed.proposals.len()..weighed.traits.len()).collect();
    }
    let is_right = |at: &usize| label.keys.contains(&weighed.proposals[*at].key);
    let exact: Vec<usize> = (0..weighed.proposals.len()).filter(is_right).collect();
    if !exact.is_empty() {
        return exact;
    }
    // A label that was typed or read otherwise than the page has it: the words that were taken for it.
    let same_place =
        |at: &usize| weighed.proposals[*at].places.iter().any(|place| label.places.contains(place));
    (0..weighed.proposals.len()).filter(same_place).collect()
}

/// In how many parts the documents are cut for taggers that have not seen them (`research/extraction.md` 8.3).
fn folds(documents: usize) -> usize {
    match documents {
        0..=1 => 1,
        2..=50 => documents.min(5),
        51..=150 => 3,
        _ => 2,
    }
}

/// How taggers are fitted: few documents need more steps.
fn plan(documents: usize) -> Plan {
    let steps = match documents {
        0..=30 => 40,
        31..=150 => 30,
        _ => 24,
    };
    let folds = folds(documents);
    let of_all = if folds < 2 { steps } else { steps / 2 };
    let effort = |steps: usize| Effort { steps, tolerance: 1e-3 };
    Plan { folds, of_folds: effort(steps * 2 / 3), of_all: effort(of_all) }
}

/// The second model, and the confidence of each value by one that has not seen its document.
pub(super) fn certainty(
    judged: &[Judged],
    fields: usize,
    before: Option<&Certainty>,
) -> (Certainty, Vec<(f32, bool)>) {
    let all = Certainty::train(&judged.iter().collect::<Vec<_>>(), fields, before);
    let by_fold: Vec<Certainty> = (0..FOLDS_OF_CERTAINTY)
        .into_par_iter()
        .map(|fold| {
            let others: Vec<&Judged> =
                judged.iter().filter(|judged| judged.document % FOLDS_OF_CERTAINTY != fold).collect();
            Certainty::train(&others, fields, before)
        })
        .collect();
    let confidences = judged
        .iter()
        .map(|j| (by_fold[j.document % FOLDS_OF_CERTAINTY].of(j.field, &j.signs), j.is_right))
        .collect();
    (all, confidences)
}
