//! How the scores of a process grew with its confirmed documents.

use perigee_engine::{CurvePoint, Scores};

/// Points that are kept; beyond, every second one goes, since the line needs its span and not its density.
const KEPT_MOST: usize = 100;

/// Adds what a training came to.
///
/// Points of more documents than there are now go: some of those documents were deleted.
pub(super) fn add(points: &mut Vec<CurvePoint>, documents: u32, scores: &Scores) {
    points.retain(|point| point.documents < documents);
    if scores.documents == 0 {
        return;
    }
    let (right, confirmed) =
        scores.fields.iter().fold((0, 0), |sum, field| (sum.0 + field.right, sum.1 + field.confirmed));
    if points.len() >= KEPT_MOST {
        let mut position = 0;
        points.retain(|_| {
            position += 1;
            position % 2 == 1
        });
    }
    points.push(CurvePoint { documents, right, confirmed });
}

#[cfg(test)]
mod tests {
    use perigee_engine::FieldScore;

    use super::*;

    fn scores(right: u32, confirmed: u32) -> Scores {
        let field = FieldScore { data_point: "total".to_owned(), right, confirmed };
        Scores { fields: vec![field], documents_right: 0, documents: 1 }
    }

    #[test]
    fn what_was_reached_with_documents_that_are_gone_is_left_out() {
        let mut points = Vec::new();
        for documents in [1, 2, 3, 4] {
            add(&mut points, documents, &scores(documents, 10));
        }
        add(&mut points, 3, &scores(9, 10));
        let told: Vec<(u32, u32)> = points.iter().map(|point| (point.documents, point.right)).collect();
        assert_eq!(told, [(1, 1), (2, 2), (3, 9)]);
        add(&mut points, 4, &Scores::default());
        assert_eq!(points.len(), 3);
    }

    #[test]
    fn a_long_curve_keeps_its_first_and_last_points() {
        let mut points = Vec::new();
        for documents in 1..=1000 {
            add(&mut points, documents, &scores(9, 10));
        }
        assert!(points.len() <= KEPT_MOST);
        assert_eq!((points[0].documents, points[points.len() - 1].documents), (1, 1000));
    }
}
