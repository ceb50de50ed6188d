//! What a process accepts without a person, how it grew, and where a person helps it most.

use perigee_app::learning::{
    Acceptance as ShownAcceptance, Suspect as ShownSuspect, Teacher as ShownTeacher,
};
use perigee_app::{CurvePoint as ShownPoint, Forecast as ShownForecast};
use perigee_model::{CollectionId, DocumentId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::input::{Fields, FromFields};

/// What is accepted without a person of documents that the active model reads.
#[derive(Debug, Serialize, ToSchema)]
pub struct AutomaticAcceptance {
    /// Whether anything is.
    pub state: AcceptanceState,
    /// The lowest confidence at which all values of a document are accepted.
    #[schema(required = true)]
    pub threshold: Option<f32>,
    /// Why nothing is, although an error rate is set.
    #[schema(required = true)]
    pub reason: Option<String>,
}

/// Whether anything is accepted without a person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AcceptanceState {
    /// Nobody set an error rate: a person accepts everything.
    Off,
    /// The error rate cannot be promised.
    NotPromised,
    /// Documents whose values all reach the threshold, and that break no rule.
    On,
}

/// How a process did after so many confirmed documents, on documents that it had not seen.
#[derive(Debug, Serialize, ToSchema)]
pub struct CurvePoint {
    /// Confirmed documents.
    pub documents: u32,
    /// Share of the confirmed values that were found.
    pub accuracy: f64,
}

/// A confirmed value that everything else that was confirmed speaks against.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Suspect {
    /// Its document.
    pub document_id: DocumentId,
    /// The document's name.
    pub document_name: String,
    /// The document's collection.
    pub collection_id: CollectionId,
    /// Name of the data point.
    pub data_point: String,
    /// What a person confirmed; empty = that there is none.
    pub confirmed: Vec<String>,
    /// What all the other documents say.
    pub read: String,
    /// How probable it is that this is right.
    pub confidence: f32,
}

/// Suspects, the surest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspectList {
    /// The suspects.
    pub suspects: Vec<Suspect>,
}

/// A waiting document that is worth confirming.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Teacher {
    /// The document.
    pub document_id: DocumentId,
    /// Its name.
    pub document_name: String,
    /// Its collection.
    pub collection_id: CollectionId,
    /// How many other waiting documents look like it.
    pub alike: u32,
    /// How many documents' worth of doubt it is expected to take away.
    pub gain: f32,
}

/// Waiting documents, those that teach most first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeacherList {
    /// The documents.
    pub documents: Vec<Teacher>,
}

/// How many documents to name.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TeacherQuery {
    /// At most so many.
    #[param(minimum = 1, maximum = 50, default = 5)]
    pub limit: Option<u64>,
}

/// Documents that are named unless asked otherwise: a small batch of work.
const NAMED: u64 = 5;

impl TeacherQuery {
    pub(crate) fn limit(&self) -> usize {
        usize::try_from(self.limit.unwrap_or(NAMED)).unwrap_or(usize::MAX)
    }
}

impl FromFields for TeacherQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { limit: fields.number("limit", (1, 50)) })
    }
}

impl From<ShownAcceptance> for AutomaticAcceptance {
    fn from(shown: ShownAcceptance) -> Self {
        let (state, threshold, reason) = match shown {
            ShownAcceptance::Off => (AcceptanceState::Off, None, None),
            ShownAcceptance::NotPromised(why) => (AcceptanceState::NotPromised, None, Some(why)),
            ShownAcceptance::From(threshold) => (AcceptanceState::On, Some(threshold), None),
        };
        Self { state, threshold, reason }
    }
}

impl From<ShownPoint> for CurvePoint {
    fn from(point: ShownPoint) -> Self {
        let accuracy = f64::from(point.right) / f64::from(point.confirmed.max(1));
        Self { documents: point.documents, accuracy }
    }
}

impl From<ShownForecast> for CurvePoint {
    fn from(forecast: ShownForecast) -> Self {
        Self { documents: forecast.documents, accuracy: forecast.accuracy }
    }
}

impl From<ShownSuspect> for Suspect {
    fn from(shown: ShownSuspect) -> Self {
        Self {
            document_id: shown.document_id,
            document_name: shown.document_name,
            collection_id: shown.collection_id,
            data_point: shown.data_point,
            confirmed: shown.confirmed,
            read: shown.read,
            confidence: shown.confidence,
        }
    }
}

impl From<ShownTeacher> for Teacher {
    fn from(shown: ShownTeacher) -> Self {
        Self {
            document_id: shown.document_id,
            document_name: shown.document_name,
            collection_id: shown.collection_id,
            alike: shown.alike,
            gain: shown.gain,
        }
    }
}
