//! What a process has learned, as one artefact.

use std::collections::HashMap;
use std::sync::OnceLock;

use perigee_model::{DataPoint, Page};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::certainty::Certainty;
use super::columns::ColumnName;
use super::crf::Crf;
use super::doubts::Doubt;
use super::guarantee::{self, Guarantee};
use super::hash::Name;
use super::known_words::KnownWords;
use super::laid::LaidTable;
use super::memory::{self, Memory};
use super::proposals::Shape;
use super::ranker::Ranker;
use super::snapping::Confirmations;
use super::tagger::Tags;
use crate::artefact::{self, Mark};

/// Begins every model file; the last digit is the format.
const MARK: &Mark = b"PERIGEE-MDL3";
/// What the names of models of a process begin with.
const LEARNED: &str = "learned";

/// A data point that is learned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LearnedField {
    pub point: DataPoint,
    pub shape: Shape,
    pub is_optional: bool,
    pub ranker: Ranker,
    pub memory_weight: f32,
}

/// How a model did on documents that it was not trained on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scores {
    /// Per data point, values that were right, and all that were confirmed.
    pub fields: Vec<FieldScore>,
    /// Documents of which every learned data point was right.
    pub documents_right: u32,
    /// Documents that were tried.
    pub documents: u32,
}

/// How a data point did in cross-validation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldScore {
    /// Name of the data point.
    pub data_point: String,
    /// Values that were right.
    pub right: u32,
    /// Confirmed values.
    pub confirmed: u32,
}

impl Scores {
    /// Share of the confirmed values that were found.
    pub fn accuracy(&self) -> f64 {
        let (right, all) = self
            .fields
            .iter()
            .fold((0, 0), |(right, all), field| (right + field.right, all + field.confirmed));
        if all == 0 { 0.0 } else { f64::from(right) / f64::from(all) }
    }
}

/// Everything learned from the confirmed documents of a process.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Short name of the process type.
    pub process_type: String,
    /// The data points of the process when it was trained.
    pub data_points: Vec<DataPoint>,
    /// Confirmed documents that it was trained on.
    pub documents: u32,
    /// How it does on documents that it has not seen.
    pub scores: Scores,
    pub(crate) fields: Vec<LearnedField>,
    pub(crate) tagger: Crf,
    pub(crate) memory: Memory,
    pub(crate) confirmations: Confirmations,
    pub(crate) known_words: KnownWords,
    pub(crate) certainty: Certainty,
    /// Position of the data point and name of a confirmed value → how often; sorted.
    pub(crate) counts: Vec<(u8, u32, u32)>,
    /// How columns of tables are called, in order.
    pub(crate) columns: Vec<ColumnName>,
    /// Where tables of confirmed documents stood; written behind the rest, so that models without it stay readable.
    #[serde(skip)]
    pub(crate) laid: Vec<LaidTable>,
    /// Confidence of each value of cross-validation, and whether it was right.
    pub(crate) judged: Vec<(f32, bool)>,
    /// Digest of the shipped model whose opinion it heard.
    pub(crate) base: Option<[u8; 32]>,
    /// Whether it comes with the program.
    pub(crate) is_shipped: bool,
    /// Confirmed values that the others speak against; known right after training only.
    #[serde(skip)]
    pub doubts: Vec<Doubt>,
    /// Its digest, once it was asked for.
    #[serde(skip)]
    pub(crate) digest: OnceLock<[u8; 32]>,
}

/// Why bytes are no model.
#[derive(Debug, thiserror::Error)]
pub enum InvalidModel {
    /// They do not begin as one.
    #[error("this is no model of Perigee")]
    NotAModel,
    /// They were made by a version that kept other things.
    #[error("the model was made by another version of Perigee; train it again")]
    OtherFormat,
    /// They changed since they were written.
    #[error("the model is damaged: its digest does not fit its contents")]
    Damaged,
}

impl Model {
    /// The artefact: a mark, the SHA-256 of the rest, the rest. The same model makes the same bytes everywhere.
    pub fn to_bytes(&self) -> Vec<u8> {
        artefact::seal(MARK, &self.body())
    }

    /// The contents of the artefact.
    fn body(&self) -> Vec<u8> {
        let mut body = postcard::to_stdvec(self).expect("a model holds only plain values");
        if !self.laid.is_empty() {
            body.extend(postcard::to_stdvec(&self.laid).expect("a model holds only plain values"));
        }
        body
    }

    /// Reads an artefact; anything that is not exactly as it was written is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidModel> {
        let (digest, body) = artefact::open(MARK, bytes)?;
        let (mut model, rest): (Self, &[u8]) =
            postcard::take_from_bytes(body).map_err(|_| InvalidModel::OtherFormat)?;
        if !rest.is_empty() {
            model.laid = postcard::from_bytes(rest).map_err(|_| InvalidModel::OtherFormat)?;
        }
        let _ = model.digest.set(*digest);
        if model.is_sound() { Ok(model) } else { Err(InvalidModel::Damaged) }
    }

    /// The SHA-256 of the artefact's contents.
    pub fn digest(&self) -> [u8; 32] {
        *self.digest.get_or_init(|| Sha256::digest(self.body()).into())
    }

    /// Name and version, as extractions tell it.
    pub fn name(&self) -> String {
        let digest: String = self.digest().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        format!("{}@{digest}", if self.is_shipped { "base" } else { LEARNED })
    }

    /// Whether an extraction with this name was made by a model of a process.
    pub fn is_learned(name: &str) -> bool {
        name.split_once('@').is_some_and(|(kind, _)| kind == LEARNED)
    }

    /// For each page how much it looks like the first page of a confirmed document, 1, or like a further one, -1.
    pub fn beginnings(&self, pages: &[Page]) -> Vec<f32> {
        pages.iter().map(|page| self.memory.beginning(&memory::words_of_page(page))).collect()
    }

    /// Names of the data points that it has learned.
    pub fn learned(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| field.point.name.as_str())
    }

    /// From which confidence on at most this share of the accepted values is wrong, with 95 % confidence.
    pub fn guarantee(&self, target: f64) -> Guarantee {
        guarantee::certify(&self.judged, target)
    }

    /// The confidence of each value of cross-validation, and whether it was right.
    pub fn judged(&self) -> &[(f32, bool)] {
        &self.judged
    }

    /// How much each sign of a right value weighs, the bias first: for the constants in `certainty`.
    pub fn weights_of_signs(&self) -> Vec<f32> {
        self.certainty.pooled()
    }

    pub(crate) fn tags(&self) -> Tags {
        Tags::of(self.fields.iter().map(|field| &field.point))
    }

    fn is_sound(&self) -> bool {
        (self.tagger.is_empty() || self.tagger.tags == self.tags().count)
            && self.tagger.is_sound()
            && self.certainty.is_sound()
            && self.fields.iter().all(|field| field.ranker.is_sound())
    }
}

/// Counts confirmed values.
#[derive(Debug, Default)]
pub(crate) struct Counts(HashMap<(u8, u32), u32>);

impl Counts {
    pub fn insert(&mut self, field: usize, key: Name) {
        *self.0.entry((field as u8, key.id())).or_default() += 1;
    }

    pub fn sorted(&self) -> Vec<(u8, u32, u32)> {
        let mut sorted: Vec<(u8, u32, u32)> = self.0.iter().map(|((f, k), n)| (*f, *k, *n)).collect();
        sorted.sort_unstable();
        sorted
    }
}

/// How often a value was confirmed.
pub(crate) fn count_of(counts: &[(u8, u32, u32)], field: usize, key: Name) -> usize {
    let wanted = (field as u8, key.id());
    counts.binary_search_by_key(&wanted, |(f, k, _)| (*f, *k)).map_or(0, |at| counts[at].2 as usize)
}
