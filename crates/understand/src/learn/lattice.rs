//! Sums over all sequences of tags of a document, and the best one.
//!
//! Sums are scaled to 1 at every word, so nothing under- or overflows however long the document is.

/// Share of a sum that is left out: less than single precision tells.
const NEGLIGIBLE: f32 = 1e-9;

/// Forward and backward sums of a document.
pub struct Lattice<'m> {
    tags: usize,
    /// Exponentials of the scores of each word, the highest being 1.
    emitted: Vec<f32>,
    /// Exponentials of the transitions.
    moved: &'m [f32],
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// What each forward sum was divided by.
    scales: Vec<f32>,
    /// Logarithm of the sum over all sequences of tags.
    pub log_total: f64,
}

impl<'m> Lattice<'m> {
    /// Sums over the scores of all words and the exponentials of the transitions.
    pub fn new(scores: &[f32], moved: &'m [f32], tags: usize) -> Self {
        let words = scores.len() / tags;
        let mut lattice = Self {
            tags,
            emitted: Vec::with_capacity(scores.len()),
            moved,
            forward: vec![0.0; scores.len()],
            backward: vec![1.0; scores.len()],
            scales: vec![1.0; words],
            log_total: 0.0,
        };
        for scores in scores.chunks(tags) {
            let highest = scores.iter().copied().fold(f32::MIN, f32::max);
            lattice.emitted.extend(scores.iter().map(|s| (s - highest).exp().max(1e-30)));
            lattice.log_total += f64::from(highest);
        }
        lattice.go_forward();
        lattice.go_backward();
        lattice
    }

    fn go_forward(&mut self) {
        let tags = self.tags;
        for word in 0..self.scales.len() {
            let (before, here) = self.forward.split_at_mut(word * tags);
            let here = &mut here[..tags];
            if word == 0 {
                here.fill(1.0);
            } else {
                let before = &before[(word - 1) * tags..];
                for (moved, weight) in self.moved.chunks_exact(tags).zip(before) {
                    if *weight > NEGLIGIBLE {
                        here.iter_mut().zip(moved).for_each(|(to, moved)| *to += weight * moved);
                    }
                }
            }
            here.iter_mut().zip(&self.emitted[word * tags..]).for_each(|(to, emitted)| *to *= emitted);
            let sum: f32 = here.iter().sum::<f32>().max(1e-30);
            here.iter_mut().for_each(|to| *to /= sum);
            self.scales[word] = sum;
            self.log_total += f64::from(sum.ln());
        }
    }

    fn go_backward(&mut self) {
        let tags = self.tags;
        // From each tag to those before it, so that whole rows are added.
        let mut moved_back = vec![0.0; tags * tags];
        for (from, moved) in self.moved.chunks_exact(tags).enumerate() {
            moved.iter().enumerate().for_each(|(to, moved)| moved_back[to * tags + from] = *moved);
        }
        let mut ahead = vec![0.0; tags];
        for word in (0..self.scales.len().saturating_sub(1)).rev() {
            self.ahead(word + 1, &mut ahead);
            let least = NEGLIGIBLE * ahead.iter().copied().fold(0.0, f32::max);
            let here = &mut self.backward[word * tags..][..tags];
            here.fill(0.0);
            for (moved, ahead) in moved_back.chunks_exact(tags).zip(&ahead) {
                if *ahead > least {
                    here.iter_mut().zip(moved).for_each(|(to, moved)| *to += ahead * moved);
                }
            }
        }
    }

    /// What each tag of a word weighs with all that follows.
    fn ahead(&self, word: usize, ahead: &mut [f32]) {
        let range = word * self.tags..(word + 1) * self.tags;
        let emitted = self.emitted[range.clone()].iter().zip(&self.backward[range]);
        let share = 1.0 / self.scales[word];
        ahead.iter_mut().zip(emitted).for_each(|(to, (emitted, backward))| *to = emitted * backward * share);
    }

    /// The probability of each tag at each word.
    pub fn marginals(&self) -> Vec<f32> {
        let mut values: Vec<f32> = self.forward.iter().zip(&self.backward).map(|(f, b)| f * b).collect();
        for values in values.chunks_mut(self.tags) {
            let sum: f32 = values.iter().sum::<f32>().max(1e-30);
            values.iter_mut().for_each(|value| *value /= sum);
        }
        values
    }

    /// Adds the expected less the seen pairs of tags to the gradient of the transitions.
    pub fn add_pairs(&self, seen: &[u8], gradient: &mut [f32]) {
        let tags = self.tags;
        let (mut expected, mut ahead) = (vec![0.0; tags * tags], vec![0.0; tags]);
        for next in 1..self.scales.len() {
            self.ahead(next, &mut ahead);
            let before = &self.forward[(next - 1) * tags..][..tags];
            for (expected, before) in expected.chunks_exact_mut(tags).zip(before) {
                if *before > NEGLIGIBLE {
                    expected.iter_mut().zip(&ahead).for_each(|(to, ahead)| *to += before * ahead);
                }
            }
        }
        let expected = expected.iter().zip(self.moved);
        gradient.iter_mut().zip(expected).for_each(|(to, (times, moved))| *to += times * moved);
        for pair in seen.windows(2) {
            gradient[pair[0] as usize * tags + pair[1] as usize] -= 1.0;
        }
    }
}

/// The most probable sequence of tags (Viterbi).
pub fn best_tags(scores: &[f32], transitions: &[f32], tags: usize) -> Vec<u8> {
    let words = scores.len() / tags;
    let mut reached: Vec<f32> = scores.iter().take(tags).copied().collect();
    let mut came_from = vec![0_u8; scores.len()];
    for word in 1..words {
        let mut next = vec![f32::MIN; tags];
        for (from, score) in reached.iter().enumerate() {
            for to in 0..tags {
                let score = score + transitions[from * tags + to];
                if score > next[to] {
                    next[to] = score;
                    came_from[word * tags + to] = from as u8;
                }
            }
        }
        next.iter_mut().zip(&scores[word * tags..]).for_each(|(to, score)| *to += score);
        reached = next;
    }
    let best = reached.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(tag, _)| tag);
    let mut path = vec![best as u8; words];
    for word in (1..words).rev() {
        path[word - 1] = came_from[word * tags + path[word] as usize];
    }
    path
}
