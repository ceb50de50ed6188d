//! A model and a document to values.

use std::borrow::Cow;

use perigee_model::{Confidence, DataPoint, ProcessType};
use perigee_values::{Context, convert, fault};

use super::align::is_text;
use super::base::Second;
use super::certainty::{self, Circumstances, Signs};
use super::known_words;
use super::memory::{Landmarks, Nearest};
use super::model::{LearnedField, Model, count_of};
use super::pairs;
use super::proposals::Proposal;
use super::ranker::Beliefs;
use super::scene::Scene;
use super::several;
use super::traits::Described;
use super::weighing::{self, Decision, Field, Weighed};
use super::words;
use crate::pick::{Pick, Rival};

/// Other values that are told, at most.
const MAX_RIVALS: usize = 3;
/// Probability under which another value is not worth telling.
const WORTH_TELLING: f32 = 0.005;

/// Values less sure than this are left out, unless the rules found them too: four of five would be wrong.
///
/// After one confirmed document nothing tells yet that others may lack a value.
const LEAST_SURE: f32 = 0.2;

/// Confidence of a reading from which on every letter is believed: words of a text layer, or that people gave.
const SURELY_READ: f32 = 0.995;

/// What a decision is made in.
pub struct Setting<'s, 'p, 'l> {
    /// The document.
    pub scene: &'s Scene<'p, 'l>,
    /// Likeness of the nearest confirmed page.
    pub similarity: f32,
    /// How often the chosen value was confirmed before.
    pub confirmed: usize,
}

/// The signs of a decision.
pub fn signs(
    setting: &Setting<'_, '_, '_>,
    point: &DataPoint,
    weighed: &Weighed,
    decision: &Decision,
    chosen: usize,
) -> Signs {
    let proposal = &weighed.proposals[chosen];
    let sheet = setting.scene.sheet();
    let known = Circumstances {
        margin: decision.margin,
        posterior: decision.posterior[chosen],
        dense: &weighed.traits[chosen].dense,
        similarity: setting.similarity,
        confirmed: setting.confirmed,
        read: (sheet.reading_confidence(proposal.spans()), sheet.page_confidence(proposal.spans())),
        is_sound: is_sound(setting.scene, point, proposal),
        by_rules: by_rules(setting.scene, point, proposal),
    };
    certainty::signs(&proposal.raw(setting.scene), known)
}

/// How sure the rules are of a proposal, if it is theirs.
fn by_rules(scene: &Scene<'_, '_>, point: &DataPoint, proposal: &Proposal) -> Option<f32> {
    let own = |pick: &&Pick| pick.data_point == point.name && proposal.places.contains(&pick.spans);
    let pick = scene.picks.iter().find(own)?;
    Some(crate::confidence::of(&crate::reading::features(&scene.analysis, pick)).get())
}

/// Whether a proposal can be converted to the type of its data point and breaks no rule of it.
fn is_sound(scene: &Scene<'_, '_>, point: &DataPoint, proposal: &Proposal) -> bool {
    let context =
        Context { date_order: scene.analysis.date_order, decimal_mark: None, literals: &point.literals };
    let printed = proposal.value(scene).map_or_else(|| proposal.raw(scene), Cow::Borrowed);
    convert(point.value_type, &printed, &context)
        .is_some_and(|value| fault(point.value_type, &value).is_none())
}

impl Model {
    /// Decides the data points that it has learned, the others are left to the rules; and tells how close the document is
    /// to a confirmed one, from 0 to 1 for the same form.
    pub(crate) fn decide(&self, scene: &Scene<'_, '_>, base: Option<&Self>) -> (Vec<Pick>, f32) {
        let sequence = words::features(scene);
        let (marginals, best) = self.tagger.read(&sequence);
        let second = base.map(|base| Second::new(base, &sequence));
        let landmarks = Landmarks::of(scene);
        let nearest = self.memory.nearest(&landmarks, None);
        let tags = self.tags();
        let mut described = Described::default();
        let weighed: Vec<Weighed> = self
            .fields
            .iter()
            .enumerate()
            .map(|(position, field)| {
                let view = tags.view(position, &marginals, &best);
                let votes = weighing::votes(scene, &self.memory, &landmarks, &nearest, position);
                weighing::weigh(scene, field.at(position), &view, second.as_ref(), votes, &mut described)
            })
            .collect();
        let beliefs: Vec<Beliefs> =
            self.fields.iter().map(|field| field.ranker.beliefs(nearest.closeness())).collect();
        let scores: Vec<Vec<f32>> = self
            .fields
            .iter()
            .zip(&weighed)
            .zip(&beliefs)
            .map(|((field, weighed), beliefs)| weighed.scores(&field.ranker, *beliefs, field.memory_weight))
            .collect();
        let points: Vec<&DataPoint> = self.fields.iter().map(|field| &field.point).collect();
        let decisions = weighing::decide(scene, &weighed, scores.clone(), &pairs::of(&points));
        let mut picks = Vec::new();
        for (position, (weighed, decision)) in weighed.iter().zip(&decisions).enumerate() {
            let Some(first) = decision.chosen else { continue };
            let field = &self.fields[position];
            let further = if several::are_allowed(&field.point) {
                several::more(weighed, &scores[position], (&field.ranker, beliefs[position]), first)
            } else {
                Vec::new()
            };
            for decision in std::iter::once(decision).chain(&further) {
                let pick =
                    decision.chosen.map(|at| self.pick(scene, &nearest, position, (weighed, decision, at)));
                let is_doubtful = |pick: &Pick| pick.sure.is_some_and(|sure| sure.get() < LEAST_SURE);
                let has_rule = scene.picks.iter().any(|rule| rule.data_point == field.point.name);
                picks.extend(pick.filter(|pick| has_rule || !is_doubtful(pick)));
            }
        }
        (picks, nearest.closeness())
    }

    fn pick(
        &self,
        scene: &Scene<'_, '_>,
        nearest: &Nearest,
        position: usize,
        (weighed, decision, chosen): (&Weighed, &Decision, usize),
    ) -> Pick {
        let point = &self.fields[position].point;
        let proposal = &weighed.proposals[chosen];
        let confirmed = count_of(&self.counts, position, proposal.key);
        let setting = Setting { scene, similarity: nearest.similarity(), confirmed };
        let signs = signs(&setting, point, weighed, decision, chosen);
        let posterior = decision.posterior[chosen];
        let raw = proposal.raw(scene).into_owned();
        let mut pick = Pick::new(&point.name, proposal.spans().to_vec(), raw, posterior);
        pick.value = proposal.value(scene).map(str::to_owned);
        pick.sure = Some(Confidence::new(self.certainty.of(position, &signs)));
        pick.rivals = rivals(scene, weighed, decision, chosen);
        if is_text(point) {
            pick.value = self.set_right(scene, position, proposal, &pick.raw).or(pick.value);
        }
        pick
    }

    /// A text as it should have been read, judging by what was confirmed before.
    fn set_right(
        &self,
        scene: &Scene<'_, '_>,
        position: usize,
        proposal: &Proposal,
        raw: &str,
    ) -> Option<String> {
        let is_unsure = scene.sheet().reading_confidence(proposal.spans()) < SURELY_READ;
        let words = if is_unsure { self.words_set_right(position, raw) } else { None };
        let read = words.as_deref().unwrap_or(raw);
        let value_type = self.fields[position].point.value_type;
        let known = self.confirmations.find(position, value_type, read, is_unsure);
        known.map(str::to_owned).or(words)
    }

    /// A text with known words in the place of those that differ from them by one letter.
    fn words_set_right(&self, position: usize, raw: &str) -> Option<String> {
        let name = &self.fields[position].point.name;
        let base = self.heard().filter(|_| self.base.is_some());
        let of_base = base
            .and_then(|base| Some((base, base.fields.iter().position(|field| field.point.name == *name)?)));
        let mended = |word: &str| {
            let word = known_words::with_letters(word);
            let by_base = || of_base.and_then(|(base, position)| base.known_words.mended(position, &word));
            self.known_words.mended(position, &word).or_else(by_base).unwrap_or(word)
        };
        let words: Vec<String> = raw.split(' ').filter(|word| *word != "|").map(mended).collect();
        let joined = words.join(" ");
        (joined != raw).then_some(joined)
    }
}

impl LearnedField {
    /// The field as the weighing needs it.
    pub fn at(&self, position: usize) -> Field<'_> {
        Field { point: &self.point, position, shape: self.shape, is_optional: self.is_optional }
    }
}

/// The next best values.
fn rivals(scene: &Scene<'_, '_>, weighed: &Weighed, decision: &Decision, chosen: usize) -> Vec<Rival> {
    let mut order: Vec<usize> = (0..weighed.proposals.len()).filter(|at| *at != chosen).collect();
    order.sort_by(|a, b| decision.posterior[*b].total_cmp(&decision.posterior[*a]).then(a.cmp(b)));
    order
        .into_iter()
        .take(MAX_RIVALS)
        .filter(|at| decision.posterior[*at] > WORTH_TELLING)
        .map(|at| {
            let proposal = &weighed.proposals[at];
            Rival {
                spans: proposal.spans().to_vec(),
                raw: proposal.raw(scene).into_owned(),
                value: proposal.value(scene).map(str::to_owned),
                score: decision.posterior[at],
            }
        })
        .collect()
}

/// What a model decides, with the rules for everything that it has not learned.
pub(crate) fn beside_rules(
    learned: Vec<Pick>,
    model: &Model,
    kind: &ProcessType,
    rules: &[Pick],
) -> Vec<Pick> {
    let mut picks: Vec<Pick> =
        rules.iter().filter(|pick| !model.learned().any(|name| name == pick.data_point)).cloned().collect();
    picks.extend(learned.into_iter().filter(|pick| kind.find_data_point(&pick.data_point).is_some()));
    picks
}
