//! Whether a new model takes the place of the one in use.

use perigee_engine::Scores;

/// Under so many documents every new one teaches more than a comparison of scores can tell.
const ALWAYS_UNDER: u32 = 5;

/// How many standard errors worse a candidate may be: the one-sided 95 % point of the normal distribution.
const NOISE: f64 = 1.645;

/// What was decided, and why in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub is_promoted: bool,
    pub reason: String,
}

impl Verdict {
    pub fn promoted(reason: impl Into<String>) -> Self {
        Self { is_promoted: true, reason: reason.into() }
    }
}

/// Compares how two models did on documents that they had not seen.
///
/// Values of one document are right or wrong together, so documents, not values, are what is counted for the noise.
pub(super) fn decide(candidate: &Scores, trained_on: u32, champion: Option<&Scores>) -> Verdict {
    let Some(champion) = champion else { return Verdict::promoted("it is the first model of its process") };
    if trained_on < ALWAYS_UNDER {
        return Verdict::promoted(format!("under {ALWAYS_UNDER} documents each one more is taken along"));
    }
    if candidate.documents == 0 || champion.documents == 0 {
        return Verdict::promoted("there are no scores to compare");
    }
    let (new, old) = (candidate.accuracy(), champion.accuracy());
    let (new_count, old_count) = (f64::from(candidate.documents), f64::from(champion.documents));
    let both = (new * new_count + old * old_count) / (new_count + old_count);
    let error = (both * (1.0 - both) * (1.0 / new_count + 1.0 / old_count)).sqrt();
    let shares = format!("{:.1} % of its values are right, {:.1} % before", new * 100.0, old * 100.0);
    if old - new <= NOISE * error {
        Verdict::promoted(shares)
    } else {
        Verdict {
            is_promoted: false,
            reason: format!("{shares}; that is worse by more than chance explains"),
        }
    }
}

#[cfg(test)]
mod tests {
    use perigee_engine::FieldScore;

    use super::*;

    fn scores(right: u32, confirmed: u32, documents: u32) -> Scores {
        let field = FieldScore { data_point: "total".to_owned(), right, confirmed };
        Scores { fields: vec![field], documents_right: 0, documents }
    }

    #[test]
    fn the_first_model_and_those_of_few_documents_are_taken_into_use() {
        assert!(decide(&scores(0, 4, 4), 4, None).is_promoted);
        assert!(decide(&scores(0, 4, 4), 4, Some(&scores(3, 3, 3))).is_promoted);
        assert!(decide(&scores(0, 0, 0), 5, Some(&scores(4, 4, 4))).is_promoted);
    }

    #[test]
    fn a_model_that_is_no_worse_than_chance_explains_is_taken_into_use() {
        let before = scores(460, 500, 100);
        assert!(decide(&scores(470, 505, 101), 101, Some(&before)).is_promoted);
        // One document whose labels are wrong in every value.
        assert!(decide(&scores(460, 505, 101), 101, Some(&before)).is_promoted);
    }

    #[test]
    fn a_model_that_is_clearly_worse_stays_a_candidate_and_says_by_how_much() {
        let verdict = decide(&scores(300, 505, 101), 101, Some(&scores(460, 500, 100)));
        assert!(!verdict.is_promoted);
        assert!(
            verdict.reason.starts_with("59.4 % of its values are right, 92.0 % before"),
            "{}",
            verdict.reason
        );
    }
}
