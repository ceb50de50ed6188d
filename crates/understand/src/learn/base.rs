//! A second opinion: what a model that was trained on other documents thinks of the proposals.

use super::crf::Marginals;
use super::model::Model;
use super::proposals::{self, Proposal};
use super::scene::Scene;
use super::sequence::Sequence;
use super::tagger::{Tags, View};
use super::traits::{self, Traits, at};
use super::weighing::Field;

/// Log-probabilities below this are all the same: impossible.
const LEAST: f32 = -8.0;

/// Another model's reading of a document.
#[derive(Debug)]
pub struct Second<'m> {
    model: &'m Model,
    tags: Tags,
    marginals: Marginals,
    best: Vec<u8>,
}

/// What the other model says of one data point.
#[derive(Debug)]
pub struct Opinion<'m> {
    model: &'m Model,
    field: usize,
    view: View,
}

impl<'m> Second<'m> {
    /// Lets another model read the words of a document.
    pub fn new(model: &'m Model, sequence: &Sequence) -> Self {
        let (marginals, best) = model.tagger.read(sequence);
        Self { model, tags: model.tags(), marginals, best }
    }

    /// What it says of a data point, if it knows it.
    pub fn opinion(&self, data_point: &str) -> Option<Opinion<'m>> {
        let field = self.model.fields.iter().position(|field| field.point.name == data_point)?;
        Some(Opinion { model: self.model, field, view: self.tags.view(field, &self.marginals, &self.best) })
    }
}

impl Opinion<'_> {
    /// Adds the values that it would choose from and that are not there yet.
    pub fn add_proposals(&self, scene: &Scene<'_, '_>, field: Field<'_>, to: &mut Vec<Proposal>) {
        let own = self.model.fields[self.field].shape;
        for proposal in proposals::find(scene, field.point, own, &self.view) {
            if !to.iter().any(|known| known.key == proposal.key) {
                to.push(proposal);
            }
        }
    }

    /// Writes its log-probability of each proposal into the traits.
    pub fn judge(&self, scene: &Scene<'_, '_>, proposals: &[Proposal], traits: &mut [Traits]) {
        let field = &self.model.fields[self.field];
        let mut scores: Vec<f32> = Vec::with_capacity(traits.len());
        for (index, own) in traits.iter().enumerate() {
            let seen = match proposals.get(index) {
                Some(proposal) => traits::seen_by(scene, proposal, &self.view, own),
                None => traits::of_none(&self.view),
            };
            scores.push(field.ranker.score(&seen, field.ranker.own_beliefs(), 0.0));
        }
        let highest = scores.iter().copied().fold(f32::MIN, f32::max);
        let sum: f32 = scores.iter().map(|score| (score - highest).exp()).sum();
        for (traits, score) in traits.iter_mut().zip(&scores) {
            traits.dense[at::BASE] = (score - highest - sum.ln()).max(LEAST);
        }
    }
}
