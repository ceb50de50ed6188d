//! From which confidence on a process accepts without a person, or why it does not.

use perigee_engine::{Guarantee, lower_bound};
use perigee_model::{ProcessId, Scope};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, models};
use serde::{Deserialize, Serialize};

use super::{Metrics, Settings};
use crate::AppError;

/// Confirmed documents, the newest, that tell whether a promise still holds.
///
/// Few enough that a new layout shows among them, enough that two slips are no reason.
const LOOKED_AT: usize = 50;

/// Fewer wrong values withdraw nothing: a single one can always be a slip of the person.
const LEAST_WRONG: u64 = 2;

/// From which confidence on at most this share of the accepted values is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// The error rate.
    pub target: f64,
    /// Whether it can be promised.
    pub guarantee: Guarantee,
    /// What speaks against it since, if anything does.
    #[serde(default)]
    pub withdrawn: Option<Drift>,
}

/// Values over a promised threshold that people looked at since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// How many.
    pub values: u32,
    /// How many of them they put right.
    pub wrong: u32,
}

/// A value as a model read it on a new document, and what a person then made of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Looked {
    /// How sure the model was.
    pub confidence: f32,
    /// Whether the person left it.
    pub is_right: bool,
}

/// Withdraws what the newest documents speak against; they are given oldest first.
///
/// A promise rests on documents as they were; when others come, it is broken on those that people still look at.
pub(super) fn withdraw<'d>(
    promises: &mut [Promise],
    documents: impl DoubleEndedIterator<Item = &'d [Looked]>,
) {
    let newest: Vec<&Looked> =
        documents.rev().filter(|looked| !looked.is_empty()).take(LOOKED_AT).flatten().collect();
    for promise in promises {
        let Guarantee::Granted { threshold, .. } = promise.guarantee else { continue };
        let accepted = || newest.iter().filter(|looked| looked.confidence >= threshold);
        let (values, wrong) = (accepted().count(), accepted().filter(|looked| !looked.is_right).count());
        let is_broken =
            wrong as u64 >= LEAST_WRONG && lower_bound(wrong as u64, values as u64) > promise.target;
        promise.withdrawn = is_broken.then_some(Drift { values: values as u32, wrong: wrong as u32 });
    }
}

/// What is accepted without a person.
#[derive(Debug, Clone, PartialEq)]
pub enum Acceptance {
    /// Nothing: nobody set how much may be wrong.
    Off,
    /// Nothing, since that cannot be promised, and why.
    NotPromised(String),
    /// Values from this confidence on.
    From(f32),
}

impl Acceptance {
    /// What a process accepts of documents that were read with a model; `None` = with none that is known.
    pub(super) fn of(settings: Settings, metrics: Option<&Metrics>) -> Self {
        let Some(target) = settings.target_per_mille else { return Self::Off };
        let percent = f64::from(target) / 10.0;
        let Some(metrics) = metrics else {
            return Self::NotPromised(
                "nothing is learned yet that an error rate could be promised for".to_owned(),
            );
        };
        let is_asked = |promise: &&Promise| (promise.target * 1000.0).round() as u32 == target;
        match metrics.promises.iter().find(is_asked) {
            None => Self::NotPromised(format!("no promise of {percent} % was looked into")),
            Some(Promise { withdrawn: Some(Drift { values, wrong }), .. }) => Self::NotPromised(format!(
                "{wrong} of the {values} surest values of the newest documents had to be put right, which is more than {percent} %"
            )),
            Some(Promise { guarantee: Guarantee::TooFew { values, needed }, .. }) => Self::NotPromised(
                format!("not enough is confirmed for a promise of {percent} %: {values} of {needed} values"),
            ),
            Some(Promise { guarantee: Guarantee::NotReached { values }, .. }) => Self::NotPromised(format!(
                "of {values} confirmed values too many of the surest were read wrong for a promise of {percent} %"
            )),
            Some(Promise { guarantee: Guarantee::Granted { threshold, .. }, .. }) => Self::From(*threshold),
        }
    }
}

/// What a process accepts without a person of a document that was read with the model of this name.
pub(crate) async fn acceptance(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    model: &str,
) -> Result<Acceptance, AppError> {
    let settings = super::settings(conn, scope, process_id).await?;
    if settings.target_per_mille.is_none() {
        return Ok(Acceptance::Off);
    }
    let row = models::find_by_name(conn, &scope.seeing(), process_id, model).await?;
    let metrics = row.map(|row| from_json("models.metrics", &row.metrics)).transpose()?;
    Ok(Acceptance::of(settings, metrics.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted() -> Promise {
        let guarantee = Guarantee::Granted { threshold: 0.9, values: 400, coverage: 0.8 };
        Promise { target: 0.02, guarantee, withdrawn: None }
    }

    fn looked(confidence: f32, is_right: bool) -> Looked {
        Looked { confidence, is_right }
    }

    #[test]
    fn a_promise_falls_when_the_newest_documents_break_it() {
        let good: Vec<Vec<Looked>> = vec![vec![looked(0.95, true); 4]; 60];
        let mut bad = good.clone();
        // A new layout: two of its four sure values are wrong.
        bad.extend(vec![
            vec![
                looked(0.95, true),
                looked(0.95, false),
                looked(0.95, false),
                looked(0.95, true)
            ];
            10
        ]);
        let mut promises = [granted()];
        withdraw(&mut promises, good.iter().map(Vec::as_slice));
        assert_eq!(promises[0].withdrawn, None);
        withdraw(&mut promises, bad.iter().map(Vec::as_slice));
        assert_eq!(promises[0].withdrawn, Some(Drift { values: 200, wrong: 20 }));
        // They were put right, and the fifty after them are good again.
        bad.extend(good);
        withdraw(&mut promises, bad.iter().map(Vec::as_slice));
        assert_eq!(promises[0].withdrawn, None);
    }

    #[test]
    fn one_slip_and_unsure_values_withdraw_nothing() {
        let mut promises = [granted()];
        withdraw(&mut promises, std::iter::once(&[looked(0.99, false)][..]));
        assert_eq!(promises[0].withdrawn, None);
        withdraw(&mut promises, std::iter::once(&[looked(0.5, false); 9][..]));
        assert_eq!(promises[0].withdrawn, None);
    }

    #[test]
    fn what_is_accepted_says_why_it_is_nothing() {
        let settings = Settings { target_per_mille: Some(20), ..Settings::default() };
        let of = |promise: Promise| {
            Acceptance::of(settings, Some(&Metrics { promises: vec![promise], ..Metrics::default() }))
        };
        assert_eq!(of(granted()), Acceptance::From(0.9));
        assert_eq!(Acceptance::of(Settings::default(), None), Acceptance::Off);
        let few = Promise { guarantee: Guarantee::TooFew { values: 41, needed: 149 }, ..granted() };
        let told = Acceptance::NotPromised(
            "not enough is confirmed for a promise of 2 %: 41 of 149 values".to_owned(),
        );
        assert_eq!(of(few), told);
        let broken = Promise { withdrawn: Some(Drift { values: 80, wrong: 7 }), ..granted() };
        assert!(matches!(of(broken), Acceptance::NotPromised(why) if why.starts_with("7 of the 80 surest")));
        assert!(matches!(Acceptance::of(settings, None), Acceptance::NotPromised(_)));
    }
}
