//! Confirmed documents to a model.

use std::sync::LazyLock;

use indexmap::IndexMap;
use perigee_model::{DataPoint, Page, ProcessType, ValueType};
use rayon::prelude::*;

use super::columns::{self, ColumnName, Counted};
use super::doubts;
use super::laid::{self, LaidTable};
use super::learner::{Label, Learner, Prepared, certainty};
use super::memory::{Memory, Remembered};
use super::model::{LearnedField, Model};
use super::selection::{self, Selection};
use super::shipped::shipped;
use super::tagger::MAX_FIELDS;

/// A document whose values a person has confirmed.
#[derive(Debug, Clone, Copy)]
pub struct Confirmed<'a> {
    /// What was read.
    pub pages: &'a [Page],
    /// Data point → values, as printed or converted; a data point that is left out is not learned from.
    pub fields: &'a IndexMap<String, Vec<String>>,
    /// Table data point → its rows; a table that is left out is not learned from.
    pub tables: &'a Tables,
}

/// Table data point → rows from the top, each with header → cell.
pub type Tables = IndexMap<String, Vec<IndexMap<String, String>>>;

impl<'a> Confirmed<'a> {
    /// A document of which only single values were confirmed.
    pub fn new(pages: &'a [Page], fields: &'a IndexMap<String, Vec<String>>) -> Self {
        static NONE: LazyLock<Tables> = LazyLock::new(Tables::new);
        Self { pages, fields, tables: &NONE }
    }
}

/// A model of other documents, whose opinion is heard beside what is learned.
#[derive(Debug, Clone, Copy, Default)]
pub enum Base<'o> {
    /// The one that ships for the process type, if there is one.
    #[default]
    Shipped,
    /// None.
    Nothing,
    /// This one; it must be at hand when the trained model is used.
    Other(&'o Model),
}

/// How to train.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// Asked between the steps; training ends without a model when it says no.
    pub keep_on: &'o (dyn Fn() -> bool + Sync),
    /// Whose opinion is heard.
    pub base: Base<'o>,
    /// Whether documents are remembered one by one; not in models that ship.
    pub remember: bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { keep_on: &|| true, base: Base::Shipped, remember: true }
    }
}

/// Why there is no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrainError {
    /// It was told to stop.
    #[error("training was stopped")]
    Stopped,
    /// No confirmed value stands on any page.
    #[error("none of the confirmed values stands on its document's pages")]
    NothingToLearn,
}

/// Trains a model; the same documents in the same order make the same bytes.
pub fn train(
    kind: &ProcessType,
    documents: &[Confirmed<'_>],
    options: &Options<'_>,
) -> Result<Model, TrainError> {
    let go_on = || if (options.keep_on)() { Ok(()) } else { Err(TrainError::Stopped) };
    let lexicon = crate::lexicon_of(kind);
    let base = match options.base {
        Base::Shipped => shipped(&kind.short_name),
        Base::Nothing => None,
        Base::Other(model) => Some(model),
    };
    // More documents than can be learned from are chosen among.
    let Selection { learned, remembered } = selection::select(documents);
    let chosen: Vec<Confirmed<'_>> = learned.iter().map(|at| documents[*at]).collect();
    // Everything that does not depend on what is learned.
    let prepared: Vec<Prepared<'_, '_, '_>> =
        chosen.par_iter().map(|document| Prepared::new(document, kind, &lexicon, base)).collect();
    go_on()?;
    // Where the confirmed values stand.
    let points: Vec<&DataPoint> = kind
        .data_points
        .iter()
        .filter(|point| point.value_type != ValueType::Table)
        .take(MAX_FIELDS)
        .collect();
    let labels: Vec<Vec<Option<Label>>> = prepared
        .par_iter()
        .zip(&chosen)
        .map(|(prepared, document)| {
            points.iter().map(|point| Label::of(&prepared.scene, point, document)).collect()
        })
        .collect();
    let (columns, laid) = tables_of(kind, &prepared, &chosen, options.remember);
    let Some(mut learner) = Learner::new(&points, prepared, labels) else {
        return only_tables(kind, documents.len(), columns, laid).ok_or(TrainError::NothingToLearn);
    };
    go_on()?;
    // Taggers: one for use, others that have not seen the documents they read.
    let (tagger, read) = learner.taggers();
    go_on()?;
    // Proposals with what speaks for them, then who chooses among them.
    let memory = if options.remember {
        let others: Vec<Remembered> =
            remembered.par_iter().map(|at| learner.remembered(&documents[*at], kind, &lexicon)).collect();
        learner.memory(&others)
    } else {
        Memory::default()
    };
    let weighed = learner.weighed(read, &memory);
    let votes = learner.vote_weights(&weighed);
    let choices = learner.choices(&weighed, &votes);
    go_on()?;
    let (rankers, decisions) = learner.rankers(&choices, &weighed, &votes, &memory);
    go_on()?;
    // How sure decisions are, from those on documents that were not seen.
    let counts = learner.counts(documents);
    let judged = learner.judged(&weighed, &decisions, &memory, &counts);
    let (certainty, confidences) = certainty(&judged, learner.fields.len(), base.map(|base| &base.certainty));
    let scores = learner.scores(&weighed, &decisions);
    let doubts = doubts::doubts(&learner, &weighed, &decisions, &judged, &confidences);
    let fields = learner.fields.iter().zip(rankers).zip(&votes);
    Ok(Model {
        process_type: kind.short_name.clone(),
        data_points: kind.data_points.clone(),
        documents: u32::try_from(documents.len()).unwrap_or(u32::MAX),
        scores,
        fields: fields
            .map(|((field, ranker), votes)| LearnedField {
                point: field.point.clone(),
                shape: field.shape,
                is_optional: field.is_optional,
                ranker,
                memory_weight: *votes,
            })
            .collect(),
        tagger,
        memory,
        confirmations: learner.confirmations(documents),
        known_words: learner.known_words(documents),
        certainty,
        counts,
        judged: confidences,
        doubts,
        base: base.map(Model::digest),
        columns,
        laid,
        ..Model::default()
    })
}

/// How columns of tables are called, and where tables stood; not of single documents in models that ship.
fn tables_of(
    kind: &ProcessType,
    prepared: &[Prepared<'_, '_, '_>],
    documents: &[Confirmed<'_>],
    remember: bool,
) -> (Vec<ColumnName>, Vec<LaidTable>) {
    let (mut counted, mut laid) = (Counted::default(), Vec::new());
    for (prepared, document) in prepared.iter().zip(documents) {
        let (names, tables) = columns::names(&prepared.scene, kind, document.tables);
        counted.add(names);
        laid.extend(tables);
    }
    (counted.agreed(), if remember { laid::kept(laid) } else { Vec::new() })
}

/// The model of a process whose confirmed documents show tables and no single values.
fn only_tables(
    kind: &ProcessType,
    documents: usize,
    columns: Vec<ColumnName>,
    laid: Vec<LaidTable>,
) -> Option<Model> {
    let is_something = !columns.is_empty() || !laid.is_empty();
    let model = move || Model {
        process_type: kind.short_name.clone(),
        data_points: kind.data_points.clone(),
        documents: u32::try_from(documents).unwrap_or(u32::MAX),
        columns,
        laid,
        ..Model::default()
    };
    is_something.then(model)
}
