//! A linear-chain conditional random field: which data point each word of a document belongs to, with probabilities.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (2001). Forward and backward sums are scaled to 1 at every
//! word, so nothing under- or overflows however long the document is.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::lbfgs::{self, Effort};
use super::packed;
use super::vocabulary::Vocabulary;

/// Strength of the pull of all weights towards 0.
///
/// The best of a few tried on the development receipts.
const L2: f32 = 0.3;
/// Parts of the training set that are summed for themselves; fixed, so that any number of cores makes the same bytes.
const PARTS: usize = 4;

/// The features of a document's words.
#[derive(Debug, Clone, Default)]
pub struct Sequence {
    /// The features of all words.
    pub features: Vec<u32>,
    /// Where the features of each word end.
    pub ends: Vec<u32>,
}

impl Sequence {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The features of a word.
    pub fn of(&self, word: usize) -> &[u32] {
        let start = if word == 0 { 0 } else { self.ends[word - 1] as usize };
        &self.features[start..self.ends[word] as usize]
    }

    /// Ends the word whose features were pushed.
    pub fn close(&mut self) {
        self.ends.push(u32::try_from(self.features.len()).unwrap_or(u32::MAX));
    }
}

/// A trained field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Crf {
    /// Number of tags.
    pub tags: usize,
    vocabulary: Vocabulary,
    /// For each feature, then for each tag to come from, a weight per tag.
    #[serde(with = "packed")]
    weights: Vec<f32>,
}

/// Probabilities of all tags at all words.
#[derive(Debug, Clone, Default)]
pub struct Marginals {
    /// Number of tags.
    pub tags: usize,
    /// Word by word.
    pub values: Vec<f32>,
}

/// A document whose features are known by their places.
struct Placed<'s> {
    places: Vec<u32>,
    ends: &'s [u32],
    tags: &'s [u8],
}

impl Crf {
    /// Trains on documents with the tag of each of their words.
    ///
    /// Features that fewer than `least` documents hold are left out.
    pub fn train(tags: usize, documents: &[(&Sequence, &[u8])], least: u32, effort: Effort) -> Self {
        let vocabulary = Vocabulary::of(documents.iter().map(|(sequence, _)| &sequence.features[..]), least);
        let placed: Vec<(Vec<u32>, Vec<u32>)> =
            documents.iter().map(|(sequence, _)| place(sequence, &vocabulary)).collect();
        let placed: Vec<Placed<'_>> = placed
            .iter()
            .zip(documents)
            .map(|((places, ends), (_, tags))| Placed { places: places.clone(), ends, tags })
            .collect();
        let mut weights = vec![0.0; (vocabulary.len() + tags) * tags];
        let size = placed.len().div_ceil(PARTS).max(1);
        lbfgs::minimize(&mut weights, effort, |weights, gradient| {
            let parts: Vec<(f64, Vec<f32>)> =
                placed.par_chunks(size).map(|part| sum_of(part, tags, weights)).collect();
            let mut loss = 0.0;
            for (part_loss, part) in &parts {
                loss += part_loss;
                gradient.iter_mut().zip(part).for_each(|(to, from)| *to += from);
            }
            let mut squares = 0.0;
            for (weights, gradient) in weights.chunks(64).zip(gradient.chunks_mut(64)) {
                squares += f64::from(weights.iter().map(|w| w * w).sum::<f32>());
                gradient.iter_mut().zip(weights).for_each(|(g, w)| *g += L2 * w);
            }
            loss + f64::from(L2) / 2.0 * squares
        });
        packed::round(&mut weights);
        Self { tags, vocabulary, weights }
    }

    /// Whether it can tell anything.
    pub fn is_empty(&self) -> bool {
        self.tags == 0
    }

    fn unary(&self, sequence: &Sequence) -> Vec<f32> {
        let mut scores = vec![0.0; sequence.len() * self.tags];
        for (word, scores) in scores.chunks_mut(self.tags.max(1)).enumerate() {
            for place in self.vocabulary.places(sequence.of(word)) {
                add(scores, &self.weights[place * self.tags..][..self.tags]);
            }
        }
        scores
    }

    fn transitions(&self) -> &[f32] {
        &self.weights[self.vocabulary.len() * self.tags..]
    }

    /// The probabilities of all tags, and the most probable sequence of tags.
    pub fn read(&self, sequence: &Sequence) -> (Marginals, Vec<u8>) {
        if self.is_empty() {
            return (Marginals::default(), vec![0; sequence.len()]);
        }
        let scores = self.unary(sequence);
        let lattice = Lattice::new(&scores, self.transitions(), self.tags);
        let best = best_tags(&scores, self.transitions(), self.tags);
        (Marginals { tags: self.tags, values: lattice.marginals() }, best)
    }

    /// Keeps only features with a weight of at least this size, as a shipped model must be small.
    pub fn prune(&mut self, least: f32) {
        let tags = self.tags;
        let kept: Vec<usize> = (0..self.vocabulary.len())
            .filter(|place| self.weights[place * tags..][..tags].iter().any(|w| w.abs() >= least))
            .collect();
        let mut weights: Vec<f32> =
            kept.iter().flat_map(|place| self.weights[place * tags..][..tags].iter().copied()).collect();
        weights.extend_from_slice(self.transitions());
        let names: Vec<u32> = kept.iter().map(|place| self.vocabulary.names()[*place]).collect();
        (self.vocabulary, self.weights) = (Vocabulary::sorted(names), weights);
    }

    /// Whether the parts fit together, as those of a file may not.
    pub fn is_sound(&self) -> bool {
        self.weights.len() == (self.vocabulary.len() + self.tags) * self.tags
            && self.weights.iter().all(|weight| weight.is_finite())
    }
}

fn place(sequence: &Sequence, vocabulary: &Vocabulary) -> (Vec<u32>, Vec<u32>) {
    let (mut places, mut ends) = (Vec::with_capacity(sequence.features.len()), Vec::new());
    for word in 0..sequence.len() {
        places.extend(vocabulary.places(sequence.of(word)).map(|place| place as u32));
        ends.push(places.len() as u32);
    }
    (places, ends)
}

fn add(to: &mut [f32], what: &[f32]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += what);
}

/// Loss and gradient of some documents.
fn sum_of(documents: &[Placed<'_>], tags: usize, weights: &[f32]) -> (f64, Vec<f32>) {
    let mut gradient = vec![0.0; weights.len()];
    let first_transition = weights.len() - tags * tags;
    let (mut loss, mut scores) = (0.0, Vec::new());
    for document in documents.iter().filter(|document| !document.ends.is_empty()) {
        scores.clear();
        scores.resize(document.ends.len() * tags, 0.0);
        let mut start = 0;
        for (end, scores) in document.ends.iter().zip(scores.chunks_mut(tags)) {
            for place in &document.places[start..*end as usize] {
                add(scores, &weights[*place as usize * tags..][..tags]);
            }
            start = *end as usize;
        }
        let transitions = &weights[first_transition..];
        let lattice = Lattice::new(&scores, transitions, tags);
        loss += lattice.log_total - score_of(document.tags, &scores, transitions, tags);
        let mut errors = lattice.marginals();
        for (error, tag) in errors.chunks_mut(tags).zip(document.tags) {
            error[*tag as usize] -= 1.0;
        }
        let mut start = 0;
        for (end, error) in document.ends.iter().zip(errors.chunks(tags)) {
            for place in &document.places[start..*end as usize] {
                add(&mut gradient[*place as usize * tags..][..tags], error);
            }
            start = *end as usize;
        }
        lattice.add_pairs(document.tags, &mut gradient[first_transition..]);
    }
    (loss, gradient)
}

fn score_of(tags: &[u8], scores: &[f32], transitions: &[f32], count: usize) -> f64 {
    let unary: f64 =
        tags.iter().enumerate().map(|(word, tag)| f64::from(scores[word * count + *tag as usize])).sum();
    let pairs: f64 =
        tags.windows(2).map(|pair| f64::from(transitions[pair[0] as usize * count + pair[1] as usize])).sum();
    unary + pairs
}

/// Forward and backward sums of a document.
struct Lattice {
    tags: usize,
    /// Exponentials of the scores of each word, the highest being 1.
    emitted: Vec<f32>,
    /// Exponentials of the transitions.
    moved: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// What each forward sum was divided by.
    scales: Vec<f32>,
    log_total: f64,
}

impl Lattice {
    fn new(scores: &[f32], transitions: &[f32], tags: usize) -> Self {
        let words = scores.len() / tags;
        let mut lattice = Self {
            tags,
            emitted: Vec::with_capacity(scores.len()),
            moved: transitions.iter().map(|t| t.exp()).collect(),
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
                for (from, weight) in before[(word - 1) * tags..].iter().enumerate() {
                    for (to, moved) in here.iter_mut().zip(&self.moved[from * tags..][..tags]) {
                        *to += weight * moved;
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
        let mut ahead = vec![0.0; tags];
        for word in (0..self.scales.len().saturating_sub(1)).rev() {
            let next = word + 1;
            for (tag, ahead) in ahead.iter_mut().enumerate() {
                *ahead =
                    self.emitted[next * tags + tag] * self.backward[next * tags + tag] / self.scales[next];
            }
            for tag in 0..tags {
                let moved = &self.moved[tag * tags..][..tags];
                self.backward[word * tags + tag] = moved.iter().zip(&ahead).map(|(m, a)| m * a).sum();
            }
        }
    }

    fn marginals(&self) -> Vec<f32> {
        let mut values: Vec<f32> = self.forward.iter().zip(&self.backward).map(|(f, b)| f * b).collect();
        for values in values.chunks_mut(self.tags) {
            let sum: f32 = values.iter().sum::<f32>().max(1e-30);
            values.iter_mut().for_each(|value| *value /= sum);
        }
        values
    }

    /// Adds the expected less the seen pairs of tags to the gradient of the transitions.
    fn add_pairs(&self, seen: &[u8], gradient: &mut [f32]) {
        let tags = self.tags;
        for next in 1..self.scales.len() {
            for from in 0..tags {
                let before = self.forward[(next - 1) * tags + from] / self.scales[next];
                for to in 0..tags {
                    gradient[from * tags + to] += before
                        * self.moved[from * tags + to]
                        * self.emitted[next * tags + to]
                        * self.backward[next * tags + to];
                }
            }
        }
        for pair in seen.windows(2) {
            gradient[pair[0] as usize * tags + pair[1] as usize] -= 1.0;
        }
    }
}

/// The most probable sequence of tags (Viterbi).
fn best_tags(scores: &[f32], transitions: &[f32], tags: usize) -> Vec<u8> {
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
        add(&mut next, &scores[word * tags..][..tags]);
        reached = next;
    }
    let best = reached.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(tag, _)| tag);
    let mut path = vec![best as u8; words];
    for word in (1..words).rev() {
        path[word - 1] = came_from[word * tags + path[word] as usize];
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(words: &[&[u32]]) -> Sequence {
        let mut sequence = Sequence::default();
        for word in words {
            sequence.features.extend_from_slice(word);
            sequence.close();
        }
        sequence
    }

    fn trained() -> Crf {
        // Feature 1 marks the word before the value, 2 is any word, the value follows its mark.
        let documents = [
            (sequence(&[&[2], &[1], &[2], &[2]]), vec![0, 0, 1, 0]),
            (sequence(&[&[1], &[2], &[2]]), vec![0, 1, 0]),
            (sequence(&[&[2], &[2], &[1], &[2]]), vec![0, 0, 0, 1]),
        ];
        let borrowed: Vec<(&Sequence, &[u8])> = documents.iter().map(|(s, t)| (s, &t[..])).collect();
        Crf::train(2, &borrowed, 1, Effort { steps: 50, tolerance: 1e-6 })
    }

    #[test]
    fn probabilities_sum_to_one_and_features_tell_tags() {
        // The tag cannot see the word before, so the mark gets the feature and its neighbour another.
        let documents = [
            (sequence(&[&[2], &[1], &[3], &[2]]), vec![0, 0, 1, 0]),
            (sequence(&[&[1], &[3], &[2]]), vec![0, 1, 0]),
        ];
        let borrowed: Vec<(&Sequence, &[u8])> = documents.iter().map(|(s, t)| (s, &t[..])).collect();
        let crf = Crf::train(2, &borrowed, 1, Effort { steps: 50, tolerance: 1e-6 });
        let (marginals, best) = crf.read(&sequence(&[&[2], &[2], &[1], &[3]]));
        assert_eq!(best, [0, 0, 0, 1]);
        for word in marginals.values.chunks(2) {
            assert!((word[0] + word[1] - 1.0).abs() < 1e-5);
        }
        assert!(marginals.values[7] > 0.6, "{marginals:?}");
    }

    #[test]
    fn training_twice_makes_the_same_weights() {
        assert_eq!(trained(), trained());
        assert!(trained().is_sound());
    }

    #[test]
    fn nothing_to_read_is_no_error() {
        assert_eq!(trained().read(&Sequence::default()).1, Vec::<u8>::new());
        let unknown = trained().read(&sequence(&[&[99], &[98]])).0;
        assert!(unknown.values.iter().all(|value| value.is_finite()));
        assert!(Crf::default().read(&sequence(&[&[1]])).0.values.is_empty());
    }

    #[test]
    fn pruning_leaves_a_sound_field() {
        let mut crf = trained();
        crf.prune(f32::MAX);
        assert!(crf.is_sound());
        assert_eq!(crf.vocabulary.len(), 0);
    }
}
