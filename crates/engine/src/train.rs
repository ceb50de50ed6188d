//! The learn stage: confirmed documents to a model.

use perigee_model::ProcessType;
use perigee_understand::learn::{self, Options};
pub use perigee_understand::learn::{
    Confirmed, CurvePoint, Doubt, FieldScore, Forecast, Guarantee, InvalidModel, Model, Scores, Tables,
    Teaching, TrainError, Waiting, forecast, lower_bound, teaching_order,
};

use crate::Engine;

impl Engine {
    /// Everything that can be learned from the confirmed documents of a process.
    ///
    /// The same documents in the same order make the same bytes. `keep_on` is asked between the steps.
    ///
    /// # Errors
    /// `Stopped` when `keep_on` said no; `NothingToLearn` when no confirmed value stands on any page.
    pub fn train(
        &self,
        kind: &ProcessType,
        documents: &[Confirmed<'_>],
        keep_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Model, TrainError> {
        learn::train(kind, documents, &Options { keep_on, ..Options::default() })
    }
}
