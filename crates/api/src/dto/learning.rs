//! Learning, and the models that it makes.

use perigee_app::Guarantee;
use perigee_app::learning::{Learning as ShownLearning, Progress, Promise, SettingsChange};
use perigee_app::model::{Diff as ShownDiff, Model as ShownModel};
use perigee_model::{CollectionId, DocumentId, ModelId, ModelState, ProcessId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::pagination::Pagination;
use super::promise::{AutomaticAcceptance, CurvePoint};
use super::time::rfc3339;
use crate::input::{Fields, FromFields};

/// How a process learns, and how far it came.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Learning {
    /// The process.
    pub process_id: ProcessId,
    /// Whether it learns from documents that people accept, and uses what it learned.
    pub enabled: bool,
    /// Whether the values of e-invoices count as confirmed without a person.
    pub from_einvoices: bool,
    /// Models that are kept, the active one among them.
    pub models_kept: u32,
    /// Whether something is being learned.
    pub state: LearningState,
    /// When the training that runs began.
    #[schema(required = true)]
    pub running_since: Option<String>,
    /// When learning last ended.
    #[schema(required = true)]
    pub last_ended_at: Option<String>,
    /// Why it then learned nothing.
    #[schema(required = true)]
    pub last_error: Option<String>,
    /// Documents that are confirmed.
    pub documents: u64,
    /// Confirmed documents that the active model does not know yet.
    pub documents_waiting: u64,
    /// The model that is used for files sent now.
    #[schema(required = true)]
    pub active_model: Option<Model>,
    /// The share of values accepted without a person that may be wrong, e.g. 0.02; `null` = a person accepts everything.
    #[schema(required = true)]
    pub target_error: Option<f64>,
    /// What is accepted without a person now.
    pub acceptance: AutomaticAcceptance,
    /// How its accuracy grew with the confirmed documents, oldest first.
    pub curve: Vec<CurvePoint>,
    /// What twice and four times the documents are expected to bring; empty while that cannot be told.
    pub forecast: Vec<CurvePoint>,
}

/// Whether something is being learned.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LearningState {
    /// Nothing is.
    Idle,
    /// A training waits for a worker.
    Waiting,
    /// A training runs.
    Running,
}

/// What a process learned in one training.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The model.
    pub id: ModelId,
    /// Its process.
    pub process_id: ProcessId,
    /// As results name it.
    pub name: String,
    /// SHA-256 of its contents: the same confirmed documents make the same one.
    pub digest: String,
    /// `active` = in use, `retired` = was in use, `candidate` = never was.
    pub state: ModelState,
    /// Why it was taken into use, or not.
    pub reason: String,
    /// Why it cannot be used; `null` = it can. Documents are then read without it, and the process learns anew.
    #[schema(required = true)]
    pub error: Option<String>,
    /// Bytes.
    pub size_bytes: u64,
    /// Confirmed documents that it was trained on.
    pub documents: u32,
    /// Documents that it was tried on without having seen them.
    pub documents_tried: u32,
    /// Those of them of which every learned value was right.
    pub documents_right: u32,
    /// Share of the confirmed values that it found on documents that it had not seen; `null` = not tried.
    #[schema(required = true)]
    pub accuracy: Option<f64>,
    /// The same for each data point.
    pub data_points: Vec<DataPointAccuracy>,
    /// What it can promise at an error rate of 1, 2 and 5 %.
    pub guarantees: Vec<ModelGuarantee>,
    /// When it was trained.
    pub created_at: String,
    /// When it was last taken into use.
    #[schema(required = true)]
    pub activated_at: Option<String>,
}

/// How a model did for one data point, on documents that it had not seen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataPointAccuracy {
    /// Name of the data point.
    pub data_point: String,
    /// Values that were right.
    pub right: u32,
    /// Confirmed values.
    pub confirmed: u32,
}

/// From which confidence on at most a share of the accepted values is wrong, with 95 % confidence.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModelGuarantee {
    /// The share, e.g. 0.02.
    pub target: f64,
    /// Whether it can be promised.
    pub granted: bool,
    /// The lowest confidence at which values are accepted.
    #[schema(required = true)]
    pub threshold: Option<f32>,
    /// Share of the values that reach it.
    #[schema(required = true)]
    pub coverage: Option<f32>,
    /// Confirmed values that it rests on.
    pub values: u32,
    /// Confirmed values needed before it can be promised, where there are too few.
    #[schema(required = true)]
    pub needed: Option<u32>,
    /// What speaks against it since, if anything does; it is then not granted any more.
    #[schema(required = true)]
    pub withdrawn: Option<Drift>,
    /// All that in a sentence, e.g. `41 of 59 confirmed values`.
    pub message: String,
}

/// The surest values of the newest documents that people looked at.
#[derive(Debug, Serialize, ToSchema)]
pub struct Drift {
    /// Values over the threshold.
    pub values: u32,
    /// Those that had to be put right.
    pub wrong: u32,
}

/// A page of models.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModelList {
    /// The models, newest first.
    pub models: Vec<Model>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// What to change about learning. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LearningChange {
    /// Whether it learns from documents that people accept, and uses what it learned.
    pub enabled: Option<bool>,
    /// Whether the values of e-invoices count as confirmed without a person.
    pub from_einvoices: Option<bool>,
    /// Models that are kept, the active one among them; those over it are deleted at the next training.
    #[schema(minimum = 1, maximum = 100)]
    pub models_kept: Option<u32>,
    /// The share of values accepted without a person that may be wrong: 0.01, 0.02 or 0.05; `null` = a person accepts
    /// everything.
    #[schema(value_type = Option<f64>)]
    pub target_error: Option<Option<f64>>,
}

impl FromFields for LearningChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (enabled, from_einvoices) = (fields.flag("enabled"), fields.flag("fromEinvoices"));
        let models_kept = fields.number("modelsKept", (1, 100)).and_then(|count| u32::try_from(count).ok());
        Some(Self {
            enabled,
            from_einvoices,
            models_kept,
            target_error: fields.nullable_share("targetError"),
        })
    }
}

impl From<LearningChange> for SettingsChange {
    fn from(change: LearningChange) -> Self {
        Self {
            is_enabled: change.enabled,
            from_einvoices: change.from_einvoices,
            models_kept: change.models_kept,
            target_per_mille: change
                .target_error
                .map(|share| share.map(|share| (share * 1000.0).round() as u32)),
        }
    }
}

impl From<ShownLearning> for Learning {
    fn from(shown: ShownLearning) -> Self {
        let known = shown.active.as_ref().map_or(0, |model| u64::from(model.documents));
        let (state, running_since) = match shown.progress {
            Progress::Idle => (LearningState::Idle, None),
            Progress::Waiting => (LearningState::Waiting, None),
            Progress::Running { since_ms } => (LearningState::Running, Some(rfc3339(since_ms))),
        };
        Self {
            process_id: shown.process_id,
            enabled: shown.settings.is_enabled,
            from_einvoices: shown.settings.from_einvoices,
            models_kept: shown.settings.models_kept,
            state,
            running_since,
            last_ended_at: shown.ended_at_ms.map(rfc3339),
            last_error: shown.fault,
            documents: shown.documents,
            documents_waiting: shown.documents.saturating_sub(known),
            active_model: shown.active.map(Model::from),
            target_error: shown.settings.target_per_mille.map(|target| f64::from(target) / 1000.0),
            acceptance: shown.acceptance.into(),
            curve: shown.curve.into_iter().map(CurvePoint::from).collect(),
            forecast: shown.forecasts.into_iter().map(CurvePoint::from).collect(),
        }
    }
}

impl From<ShownModel> for Model {
    fn from(shown: ShownModel) -> Self {
        let scores = shown.metrics.scores;
        let accuracy = (scores.documents > 0).then(|| scores.accuracy());
        let data_points = scores.fields.into_iter().map(|field| DataPointAccuracy {
            data_point: field.data_point,
            right: field.right,
            confirmed: field.confirmed,
        });
        Self {
            id: shown.id,
            process_id: shown.process_id,
            name: shown.name,
            digest: shown.digest,
            state: shown.state,
            reason: shown.reason,
            error: shown.fault,
            size_bytes: shown.size_bytes,
            documents: shown.documents,
            documents_tried: scores.documents,
            documents_right: scores.documents_right,
            accuracy,
            data_points: data_points.collect(),
            guarantees: shown.metrics.promises.into_iter().map(ModelGuarantee::from).collect(),
            created_at: rfc3339(shown.created_at_ms),
            activated_at: shown.activated_at_ms.map(rfc3339),
        }
    }
}

impl From<Promise> for ModelGuarantee {
    fn from(promise: Promise) -> Self {
        let (threshold, coverage, values, needed, message) = match promise.guarantee {
            Guarantee::Granted { threshold, values, coverage } => {
                let message = format!(
                    "from {:.1} % confidence on, which {:.0} % of the values reach",
                    threshold * 100.0,
                    coverage * 100.0
                );
                (Some(threshold), Some(coverage), values, None, message)
            }
            Guarantee::TooFew { values, needed } => {
                (None, None, values, Some(needed), format!("{values} of {needed} confirmed values"))
            }
            Guarantee::NotReached { values } => {
                let message = format!("not yet to be promised by {values} confirmed values");
                (None, None, values, None, message)
            }
        };
        let withdrawn = promise.withdrawn.map(|drift| Drift { values: drift.values, wrong: drift.wrong });
        let message = match &withdrawn {
            Some(Drift { values, wrong }) => {
                format!("withdrawn: {wrong} of the {values} surest values of the newest documents were wrong")
            }
            None => message,
        };
        Self {
            target: promise.target,
            granted: threshold.is_some() && withdrawn.is_none(),
            threshold,
            coverage,
            values,
            needed,
            withdrawn,
            message,
        }
    }
}

/// Which values a model would read differently.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModelDiff {
    /// The model.
    pub model_id: ModelId,
    /// Documents that were read with it.
    pub documents: u64,
    /// The values that would be others, those of the newest document first.
    pub changes: Vec<ValueChange>,
}

/// A value that would be another one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ValueChange {
    /// Its document.
    pub document_id: DocumentId,
    /// The document's name.
    pub document_name: String,
    /// The document's collection.
    pub collection_id: CollectionId,
    /// Name of the data point.
    pub data_point: String,
    /// What is shown now.
    pub before: Vec<String>,
    /// What the model would read.
    pub after: Vec<String>,
    /// Whether a person confirmed what is shown now, so that the change would be a fault.
    pub confirmed: bool,
}

/// How many documents to compare.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DiffQuery {
    /// The newest so many documents.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub documents: Option<u64>,
}

/// Documents that a comparison reads unless asked otherwise: about a second.
const COMPARED: u64 = 50;

impl DiffQuery {
    pub(crate) fn documents(&self) -> u64 {
        self.documents.unwrap_or(COMPARED)
    }
}

impl FromFields for DiffQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { documents: fields.number("documents", (1, 200)) })
    }
}

impl From<ShownDiff> for ModelDiff {
    fn from(shown: ShownDiff) -> Self {
        let changes = shown.changes.into_iter().map(|change| ValueChange {
            document_id: change.document_id,
            document_name: change.document_name,
            collection_id: change.collection_id,
            data_point: change.data_point,
            before: change.before,
            after: change.after,
            confirmed: change.is_confirmed,
        });
        Self { model_id: shown.model_id, documents: shown.documents, changes: changes.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guarantee_says_what_is_missing_or_from_where_it_holds() {
        let shown = |guarantee| ModelGuarantee::from(Promise { target: 0.05, guarantee, withdrawn: None });
        let few = shown(Guarantee::TooFew { values: 41, needed: 59 });
        assert_eq!(
            (few.granted, few.needed, few.message.as_str()),
            (false, Some(59), "41 of 59 confirmed values")
        );
        let granted = shown(Guarantee::Granted { threshold: 0.93, values: 200, coverage: 0.7 });
        assert_eq!(granted.message, "from 93.0 % confidence on, which 70 % of the values reach");
        assert!(granted.granted && granted.threshold == Some(0.93));
        assert!(!shown(Guarantee::NotReached { values: 100 }).granted);
        let broken = ModelGuarantee::from(Promise {
            target: 0.05,
            guarantee: Guarantee::Granted { threshold: 0.93, values: 200, coverage: 0.7 },
            withdrawn: Some(perigee_app::learning::Drift { values: 80, wrong: 12 }),
        });
        assert!(
            !broken.granted && broken.message.starts_with("withdrawn: 12 of the 80"),
            "{}",
            broken.message
        );
    }
}
