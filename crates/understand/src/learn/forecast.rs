//! How good a process will be after more confirmed documents.
//!
//! Errors of learners fall as a power of the number of documents (Hestness and others: Deep learning scaling is
//! predictable, empirically, 2017; for extraction see the curves in `research/extraction.md`): on logarithmic axes a
//! straight line, fitted here by weighted least squares.

use serde::{Deserialize, Serialize};

/// Points that a line needs.
const LEAST_POINTS: usize = 4;
/// How many times more documents the last point needs than the first: over less the slope is noise.
const LEAST_SPREAD: f64 = 3.0;
/// Steepest fall that is believed, as the power of the number of documents.
const STEEPEST: f64 = -1.0;

/// How a process did at one time, on documents that it had not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Confirmed documents.
    pub documents: u32,
    /// Values that were right.
    pub right: u32,
    /// Confirmed values.
    pub confirmed: u32,
}

impl CurvePoint {
    /// Share of wrong values, never none: half an error is added, as one more value may be wrong.
    fn error(self) -> f64 {
        let wrong = f64::from(self.confirmed.saturating_sub(self.right));
        (wrong + 0.5) / (f64::from(self.confirmed) + 1.0)
    }

    /// The variance of a logarithm of counted errors is about one by their number.
    fn weight(self) -> f64 {
        f64::from(self.confirmed.saturating_sub(self.right)) + 0.5
    }
}

/// What is to be expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// After so many confirmed documents in all.
    pub documents: u32,
    /// Share of right values.
    pub accuracy: f64,
}

/// The expected share of right values at so many documents; `None` while there are too few points to tell.
pub fn forecast(points: &[CurvePoint], documents: u32) -> Option<Forecast> {
    let known: Vec<CurvePoint> =
        points.iter().copied().filter(|point| point.documents > 0 && point.confirmed > 0).collect();
    let counts = || known.iter().map(|point| f64::from(point.documents));
    let (least, most) = (counts().reduce(f64::min)?, counts().reduce(f64::max)?);
    if known.len() < LEAST_POINTS || most < LEAST_SPREAD * least {
        return None;
    }
    let total: f64 = known.iter().map(|point| point.weight()).sum();
    let mean = |of: &dyn Fn(CurvePoint) -> f64| {
        known.iter().map(|point| point.weight() * of(*point)).sum::<f64>() / total
    };
    let (x, y) = (|p: CurvePoint| f64::from(p.documents).ln(), |p: CurvePoint| p.error().ln());
    let (mean_x, mean_y) = (mean(&x), mean(&y));
    let spread = mean(&|p| (x(p) - mean_x).powi(2));
    let slope = (mean(&|p| (x(p) - mean_x) * (y(p) - mean_y)) / spread).clamp(STEEPEST, 0.0);
    let error = (mean_y + slope * (f64::from(documents).ln() - mean_x)).exp();
    Some(Forecast { documents, accuracy: 1.0 - error.min(1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn falling(power: f64) -> Vec<CurvePoint> {
        let of = |documents: u32| {
            let confirmed = documents * 400;
            let error = 0.4 * f64::from(documents).powf(power);
            CurvePoint { documents, right: (f64::from(confirmed) * (1.0 - error)) as u32, confirmed }
        };
        [5, 10, 20, 40, 80].map(of).to_vec()
    }

    #[test]
    fn a_power_of_the_documents_is_carried_on() {
        let told = forecast(&falling(-0.5), 320).unwrap();
        assert!((told.accuracy - (1.0 - 0.4 * 320_f64.powf(-0.5))).abs() < 0.003, "{told:?}");
    }

    #[test]
    fn nothing_is_told_by_few_or_near_points_and_nothing_gets_worse() {
        assert_eq!(forecast(&falling(-0.5)[..3], 100), None);
        assert_eq!(forecast(&[], 100), None);
        let near = [50, 51, 52, 53, 54].map(|documents| CurvePoint { documents, right: 90, confirmed: 100 });
        assert_eq!(forecast(&near, 100), None);
        let told = forecast(&falling(0.2), 320).unwrap();
        let last = falling(0.2).last().unwrap().error();
        assert!(told.accuracy >= 1.0 - last - 0.05 && told.accuracy <= 1.0);
    }
}
