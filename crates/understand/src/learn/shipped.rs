//! The models that come with the program: what every process knows before its first confirmed document.
//!
//! `cargo xtask train-base` makes them; docs/models.md tells from what and how good they are.

use std::sync::LazyLock;

use super::model::Model;

/// Features whose weights are all smaller are left out of a shipped tagger; a fifth of it moved no F1 by more than .001.
const LEAST_TAG_WEIGHT: f32 = 0.05;
/// The same for rankers.
const LEAST_RANK_WEIGHT: f32 = 0.02;

static RECEIPTS: LazyLock<Model> = LazyLock::new(|| {
    Model::from_bytes(include_bytes!("../../models/receipts.model"))
        .expect("a test reads these embedded bytes")
});

/// The model that ships for a process type, if there is one.
pub fn shipped(process_type: &str) -> Option<&'static Model> {
    (process_type == "receipts").then(|| &*RECEIPTS)
}

impl Model {
    /// The shipped model whose opinion this one heard when it was trained.
    pub(crate) fn heard(&self) -> Option<&'static Self> {
        let digest = self.base?;
        shipped(&self.process_type).filter(|base| base.digest() == digest)
    }

    /// This model as it ships: without what it remembers of single documents, and small.
    pub fn into_shipped(mut self) -> Self {
        self.memory = Default::default();
        self.confirmations = Default::default();
        (self.counts, self.judged) = (Vec::new(), Vec::new());
        self.tagger.prune(LEAST_TAG_WEIGHT);
        for field in &mut self.fields {
            field.ranker.prune(LEAST_RANK_WEIGHT);
            field.memory_weight = 0.0;
        }
        self.is_shipped = true;
        self.digest = Default::default();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_models_read_and_know_their_data_points() {
        let receipts = shipped("receipts").unwrap();
        assert!(receipts.learned().any(|name| name == "total"));
        assert!(shipped("custom").is_none());
    }
}
