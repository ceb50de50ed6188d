//! Dates that come in pairs, as the first and last day of a period: decided together.
//!
//! `research/extraction.md` 8.6: worth two to four points on contracts of which few are known.

use perigee_model::{DataPoint, ValueType};

use super::proposals::Proposal;
use super::scene::Scene;
use crate::candidates::Kind;

/// Best proposals of each date that are tried together.
const TRIED: usize = 8;
/// What it says that the later date stands right of the earlier one in its row.
const IN_ROW: f32 = 2.0;
/// The same for right below it.
const BELOW: f32 = 1.0;
/// What it costs that both are the same print.
const SAME_PRINT: f32 = 2.0;
/// Line heights within which the later date follows in the row: 200 pt of the recipe, at 8 pt type.
const ROW_REACH: f32 = 25.0;

/// Words that make a pair of two names that are otherwise equal.
const ENDS: [(&str, &str); 4] = [("from", "to"), ("start", "end"), ("begin", "end"), ("first", "last")];

/// The pairs of date data points whose names tell that one is the end of the other's period.
pub fn of(points: &[&DataPoint]) -> Vec<(usize, usize)> {
    let dates = || points.iter().enumerate().filter(|(_, point)| point.value_type == ValueType::Date);
    let mut pairs = Vec::new();
    for (first, from) in dates() {
        for (second, to) in dates().filter(|(second, _)| *second != first) {
            let is_pair = ENDS.iter().any(|(a, b)| {
                let parts: Vec<&str> = from.name.split('_').collect();
                parts.contains(a)
                    && parts.iter().map(|part| if part == a { *b } else { *part }).eq(to.name.split('_'))
            });
            if is_pair {
                pairs.push((first, second));
            }
        }
    }
    pairs
}

/// Bends the scores of two dates so that the best pair wins where the pair says more than each alone.
pub fn decide(
    scene: &Scene<'_, '_>,
    (from, from_scores): (&[Proposal], &mut [f32]),
    (to, to_scores): (&[Proposal], &mut [f32]),
) {
    let mut best: Option<(f32, usize, usize)> = None;
    for &first in &leading(from_scores, from.len()) {
        for &second in &leading(to_scores, to.len()) {
            let days = (day(scene, &from[first]), day(scene, &to[second]));
            if matches!(days, (Some(from), Some(to)) if from > to) {
                continue;
            }
            let together = from_scores[first] + to_scores[second] + bond(scene, &from[first], &to[second]);
            if best.is_none_or(|(known, ..)| together > known) {
                best = Some((together, first, second));
            }
        }
    }
    if let Some((_, first, second)) = best {
        lift(from_scores, first);
        lift(to_scores, second);
    }
}

/// The day of a proposal, in a form that sorts as time does.
fn day<'s>(scene: &'s Scene<'_, '_>, proposal: &Proposal) -> Option<&'s str> {
    let candidate = scene.analysis.candidates.get(*proposal.candidates.first()?)?;
    (candidate.kind == Kind::Date).then_some(candidate.value.as_str())
}

/// Positions of the highest scores of real proposals.
fn leading(scores: &[f32], proposals: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..proposals.min(scores.len())).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    order.truncate(TRIED);
    order
}

/// Makes one score the highest, by as little as is needed.
fn lift(scores: &mut [f32], chosen: usize) {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    if scores[chosen] < highest {
        scores[chosen] = highest + 0.5;
    }
}

fn bond(scene: &Scene<'_, '_>, from: &Proposal, to: &Proposal) -> f32 {
    let tokens = &scene.sheet().tokens;
    let prints = |proposal: &Proposal| -> Vec<usize> {
        proposal.places.iter().take(6).filter_map(|spans| Some(spans.first()?.start)).collect()
    };
    let mut best = f32::MIN;
    for first in prints(from) {
        for second in prints(to) {
            let (a, b) = (&tokens[first], &tokens[second]);
            let unit = scene.sheet().unit(a.page);
            let gap = (b.bbox.x0 - a.bbox.x1) / unit;
            let is_below = a.page == b.page
                && b.bbox.y0 >= a.bbox.y1 - 0.5 * unit
                && b.bbox.y0 - a.bbox.y1 <= 2.0 * unit
                && (a.bbox.x0 - b.bbox.x0).abs() <= 2.0 * unit;
            let score = if first == second {
                -SAME_PRINT
            } else if a.line == b.line && (0.0..=ROW_REACH).contains(&gap) {
                IN_ROW
            } else if is_below {
                BELOW
            } else {
                0.0
            };
            best = best.max(score);
        }
    }
    if best == f32::MIN { 0.0 } else { best }
}

#[cfg(test)]
mod tests {
    use perigee_model::process_type;

    use super::*;

    #[test]
    fn names_tell_which_dates_are_a_period() {
        let kind = process_type::find_by_short_name("invoices").unwrap();
        let points: Vec<&DataPoint> = kind.data_points.iter().collect();
        let names: Vec<(&str, &str)> = of(&points)
            .into_iter()
            .map(|(a, b)| (points[a].name.as_str(), points[b].name.as_str()))
            .collect();
        assert_eq!(names, [("service_start", "service_end")]);
    }
}
