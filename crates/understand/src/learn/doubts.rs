//! Confirmed values that the rest of what was confirmed speaks against.

use super::certainty::Judged;
use super::learner::Learner;
use super::weighing::{Decision, Weighed};

/// How sure a decision against a confirmed value has to be before the value is doubted.
///
/// Set by hand: at an honest confidence nine of ten such decisions are right, so most doubts are worth a look.
const DOUBTED_FROM: f32 = 0.9;

/// A confirmed value that is probably a slip.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// Which of the documents that were trained on.
    pub document: usize,
    /// Name of the data point.
    pub data_point: String,
    /// What was decided by all the other documents.
    pub read: String,
    /// How probable it is that this is right.
    pub confidence: f32,
}

/// The doubted values, the surest doubts first.
///
/// `confidences` holds, for each of the `judged` decisions, how sure it is.
pub(super) fn doubts(
    learner: &Learner<'_, '_, '_, '_>,
    weighed: &[Vec<Weighed>],
    decisions: &[Vec<Decision>],
    judged: &[Judged],
    confidences: &[(f32, bool)],
) -> Vec<Doubt> {
    let against =
        judged.iter().zip(confidences).filter(|(_, (sure, is_right))| !is_right && *sure >= DOUBTED_FROM);
    let mut doubts: Vec<Doubt> = against
        .filter_map(|(judged, (sure, _))| {
            let decision = &decisions[judged.document][judged.field];
            let proposals = &weighed[judged.document][judged.field].proposals;
            Some(Doubt {
                document: judged.document,
                data_point: learner.fields[judged.field].point.name.clone(),
                read: proposals.get(decision.chosen?)?.raw(learner.scene(judged.document)).into_owned(),
                confidence: *sure,
            })
        })
        .collect();
    doubts.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.document.cmp(&b.document)));
    doubts
}
