//! Minimising a smooth function of many weights: limited-memory BFGS with a backtracking line search.
//!
//! Nocedal, Wright: Numerical Optimization, algorithms 7.4 and 3.1.

use std::collections::VecDeque;

/// Pairs of steps and gradient changes that are remembered.
const HISTORY: usize = 6;
/// Share of the promised decrease that a step must bring (Nocedal, Wright: 1e-4).
const SUFFICIENT: f64 = 1e-4;
/// Halvings of a step before the search gives up.
const MAX_HALVINGS: usize = 20;

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Steps at most.
    pub steps: usize,
    /// Relative decrease of one step under which nothing more is to be gained.
    pub tolerance: f64,
}

/// Walks from `weights` downhill and returns the last value.
///
/// `evaluate` gets the weights and fills the gradient, which it finds zeroed. A value that is not finite ends the walk
/// at the last good point.
pub fn minimize(
    weights: &mut Vec<f32>,
    effort: Effort,
    mut evaluate: impl FnMut(&[f32], &mut [f32]) -> f64,
) -> f64 {
    let mut gradient = vec![0.0; weights.len()];
    let mut value = evaluate(weights, &mut gradient);
    let mut memory: VecDeque<Pair> = VecDeque::new();
    let mut next = vec![0.0; weights.len()];
    let mut next_gradient = vec![0.0; weights.len()];
    for _ in 0..effort.steps {
        let mut direction = direction(&gradient, &memory);
        let mut slope = dot(&direction, &gradient);
        if slope >= 0.0 {
            // Rounding spoilt the memory: begin again with the steepest descent.
            memory.clear();
            direction = gradient.iter().map(|g| -g).collect();
            slope = dot(&direction, &gradient);
        }
        let norm = dot(&gradient, &gradient).sqrt();
        if norm <= 1e-9 || !norm.is_finite() {
            break;
        }
        let mut step = if memory.is_empty() { (1.0 / norm).min(1.0) } else { 1.0 };
        let mut found = None;
        for _ in 0..MAX_HALVINGS {
            for ((to, from), along) in next.iter_mut().zip(weights.iter()).zip(&direction) {
                *to = from + step as f32 * along;
            }
            next_gradient.fill(0.0);
            let reached = evaluate(&next, &mut next_gradient);
            if reached.is_finite() && reached <= value + SUFFICIENT * step * slope {
                found = Some(reached);
                break;
            }
            step /= 2.0;
        }
        let Some(reached) = found else { break };
        remember(&mut memory, weights, &next, &gradient, &next_gradient);
        std::mem::swap(weights, &mut next);
        std::mem::swap(&mut gradient, &mut next_gradient);
        let gained = (value - reached) / value.abs().max(1.0);
        value = reached;
        if gained < effort.tolerance {
            break;
        }
    }
    value
}

/// A step and how the gradient changed by it.
struct Pair {
    step: Vec<f32>,
    change: Vec<f32>,
    /// 1 / (step · change).
    inverse: f64,
}

fn remember(memory: &mut VecDeque<Pair>, from: &[f32], to: &[f32], before: &[f32], after: &[f32]) {
    let minus = |a: &[f32], b: &[f32]| -> Vec<f32> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
    let (step, change) = (minus(to, from), minus(after, before));
    let curvature = dot(&step, &change);
    if curvature > 1e-10 {
        if memory.len() == HISTORY {
            memory.pop_front();
        }
        memory.push_back(Pair { step, change, inverse: 1.0 / curvature });
    }
}

/// The two-loop recursion: minus the gradient, bent by the remembered curvature.
fn direction(gradient: &[f32], memory: &VecDeque<Pair>) -> Vec<f32> {
    let mut direction: Vec<f32> = gradient.iter().map(|g| -g).collect();
    let mut shares = Vec::with_capacity(memory.len());
    for pair in memory.iter().rev() {
        let share = pair.inverse * dot(&pair.step, &direction);
        add(&mut direction, -share, &pair.change);
        shares.push(share);
    }
    if let Some(last) = memory.back() {
        let scale = (1.0 / (last.inverse * dot(&last.change, &last.change))) as f32;
        direction.iter_mut().for_each(|d| *d *= scale);
    }
    for (pair, share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = pair.inverse * dot(&pair.change, &direction);
        add(&mut direction, share - back, &pair.step);
    }
    direction
}

fn add(to: &mut [f32], factor: f64, what: &[f32]) {
    let factor = factor as f32;
    to.iter_mut().zip(what).for_each(|(to, what)| *to += factor * what);
}

/// Sums blocks in single and the blocks in double precision: fast, exact enough, and the same in every run.
fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.chunks(64)
        .zip(b.chunks(64))
        .map(|(a, b)| f64::from(a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>()))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bent_valley_is_walked_to_its_end() {
        // Rosenbrock's function, whose lowest point is (1, 1).
        let mut weights = vec![-1.2, 1.0];
        let effort = Effort { steps: 200, tolerance: 0.0 };
        let value = minimize(&mut weights, effort, |w, gradient| {
            let (a, b) = (1.0 - w[0], w[1] - w[0] * w[0]);
            gradient[0] = -2.0 * a - 400.0 * w[0] * b;
            gradient[1] = 200.0 * b;
            f64::from(a * a + 100.0 * b * b)
        });
        assert!(value < 1e-6, "{value} at {weights:?}");
    }

    #[test]
    fn a_function_that_breaks_leaves_the_last_good_point() {
        let mut weights = vec![1.0];
        let effort = Effort { steps: 10, tolerance: 0.0 };
        minimize(&mut weights, effort, |w, gradient| {
            gradient[0] = 1.0;
            if w[0] < 0.5 { f64::NAN } else { f64::from(w[0]) }
        });
        assert!(weights[0].is_finite() && weights[0] >= 0.5);
    }
}
