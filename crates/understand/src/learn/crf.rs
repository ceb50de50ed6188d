//! A linear-chain conditional random field: which data point each word of a document belongs to, with probabilities.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (2001). How it is trained stands in `fitting`.

use serde::{Deserialize, Serialize};

use super::features::{Features, place_of};
use super::lattice::{Lattice, best_tags};
use super::packed;
use super::sequence::Sequence;

/// A tag is a byte.
const MAX_TAGS: usize = 256;
/// Weights of a feature are kept in a multiple of this many places, so that they are added four at a time.
const LANES: usize = 4;

/// A trained field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Crf {
    /// Number of tags.
    pub tags: usize,
    features: Features,
    weights: Weights,
}

/// A field as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    tags: usize,
    features: Features,
    /// For each feature of values, then for each tag to come from, a weight per tag; between them those of the others.
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

/// The weights of a field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weights {
    tags: usize,
    /// For each feature of values a weight per tag, filled up with zeros to whole lanes.
    inside: Vec<f32>,
    /// For each other feature the weight of tag 0.
    outside: Vec<f32>,
    /// For each tag to come from, a weight per tag.
    pairs: Vec<f32>,
}

/// Weights, or their gradient, in one row as they are fitted.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Number of tags.
    pub tags: usize,
    /// Features seen at values, and others.
    pub features: (usize, usize),
}

impl Shape {
    /// Places that the weights of one feature take.
    pub fn lanes(self) -> usize {
        self.tags.next_multiple_of(LANES)
    }

    /// Number of all weights.
    pub fn len(self) -> usize {
        self.features.0 * self.lanes() + self.features.1 + self.tags * self.tags
    }

    /// Where the weights of the other features and those of the pairs begin.
    pub fn borders(self) -> (usize, usize) {
        let first = self.features.0 * self.lanes();
        (first, first + self.features.1)
    }
}

/// Adds the weights of one feature to others, whole lanes both.
#[inline]
pub fn add(to: &mut [f32], what: &[f32]) {
    for (to, what) in to.chunks_exact_mut(LANES).zip(what.chunks_exact(LANES)) {
        for (to, what) in to.iter_mut().zip(what) {
            *to += what;
        }
    }
}

/// The scores of all words, a row of `tags` for each; the numbers of the features are places of weights.
pub fn unary_scores(placed: &Sequence, inside: &[f32], outside: &[f32], tags: usize) -> Vec<f32> {
    let lanes = tags.next_multiple_of(LANES);
    let mut scores = Vec::with_capacity(placed.len() * tags);
    let (mut shared, mut own) = (vec![0.0; lanes], vec![0.0; lanes]);
    let add_all = |places: &[u32], to: &mut [f32]| {
        for number in places {
            match place_of(*number) {
                Ok(place) => add(to, &inside[place * lanes..][..lanes]),
                Err(place) => to[0] += outside[place],
            }
        }
    };
    for row in placed.rows() {
        shared.fill(0.0);
        add_all(row.shared, &mut shared);
        for word in row.words {
            own.copy_from_slice(&shared);
            add_all(placed.of(word), &mut own);
            scores.extend_from_slice(&own[..tags]);
        }
    }
    scores
}

impl Weights {
    /// Weights as they are fitted: of the features, then of the pairs; rounded as they are stored.
    pub fn of(shape: Shape, mut fitted: Vec<f32>) -> Self {
        packed::round(&mut fitted);
        let (first, second) = shape.borders();
        let pairs = fitted.split_off(second);
        let outside = fitted.split_off(first);
        Self { tags: shape.tags, inside: fitted, outside, pairs }
    }

    /// The probabilities of all tags, and the most probable sequence of tags; features are places of weights.
    pub fn read(&self, placed: &Sequence) -> (Marginals, Vec<u8>) {
        let scores = unary_scores(placed, &self.inside, &self.outside, self.tags);
        let moved: Vec<f32> = self.pairs.iter().map(|weight| weight.exp()).collect();
        let lattice = Lattice::new(&scores, &moved, self.tags);
        let best = best_tags(&scores, &self.pairs, self.tags);
        (Marginals { tags: self.tags, values: lattice.marginals() }, best)
    }
}

impl Crf {
    /// A field of fitted weights.
    pub fn new(features: Features, weights: Weights) -> Self {
        Self { tags: weights.tags, features, weights }
    }

    /// Whether it can tell anything.
    pub fn is_empty(&self) -> bool {
        self.tags == 0
    }

    /// The probabilities of all tags, and the most probable sequence of tags.
    pub fn read(&self, sequence: &Sequence) -> (Marginals, Vec<u8>) {
        if self.is_empty() {
            return (Marginals::default(), vec![0; sequence.len()]);
        }
        self.weights.read(&self.features.placed(sequence))
    }

    /// Keeps only features with a weight of at least this size, as a shipped model must be small.
    pub fn prune(&mut self, least: f32) {
        let lanes = self.shape().lanes();
        let Weights { inside, outside, .. } = &self.weights;
        let of_place = |place: usize| &inside[place * lanes..][..lanes];
        let is_inside_kept = |place: usize| of_place(place).iter().any(|weight| weight.abs() >= least);
        let is_outside_kept = |place: usize| outside[place].abs() >= least;
        let (count, others) = self.features.counts();
        let features = self.features.kept(is_inside_kept, is_outside_kept);
        let inside_kept =
            (0..count).filter(|place| is_inside_kept(*place)).flat_map(of_place).copied().collect();
        let outside_kept = (0..others).filter(|p| is_outside_kept(*p)).map(|place| outside[place]).collect();
        (self.weights.inside, self.weights.outside) = (inside_kept, outside_kept);
        self.features = features;
    }

    fn shape(&self) -> Shape {
        Shape { tags: self.tags, features: self.features.counts() }
    }

    /// Whether the parts fit together, as those of a file may not.
    pub fn is_sound(&self) -> bool {
        let (shape, Weights { inside, outside, pairs, .. }) = (self.shape(), &self.weights);
        inside.len() == shape.features.0 * shape.lanes()
            && outside.len() == shape.features.1
            && pairs.len() == self.tags * self.tags
            && inside.iter().chain(outside).chain(pairs).all(|weight| weight.is_finite())
    }
}

impl From<Crf> for Stored {
    fn from(crf: Crf) -> Self {
        let lanes = crf.shape().lanes().max(1);
        let inside = crf.weights.inside.chunks(lanes).flat_map(|weights| &weights[..crf.tags]);
        let weights = inside.chain(&crf.weights.outside).chain(&crf.weights.pairs).copied().collect();
        Self { tags: crf.tags, features: crf.features, weights }
    }
}

impl From<Stored> for Crf {
    fn from(stored: Stored) -> Self {
        // What no field can have is found to be unsound afterwards.
        let (tags, (count, others)) = (stored.tags.min(MAX_TAGS), stored.features.counts());
        let (of_values, rest) = stored.weights.split_at((count * tags).min(stored.weights.len()));
        let (outside, pairs) = rest.split_at(others.min(rest.len()));
        let mut inside = Vec::with_capacity(count * tags.next_multiple_of(LANES));
        for weights in of_values.chunks_exact(tags.max(1)) {
            inside.extend_from_slice(weights);
            inside.resize(inside.len().next_multiple_of(LANES), 0.0);
        }
        let weights = Weights { tags, inside, outside: outside.to_vec(), pairs: pairs.to_vec() };
        Self { tags, features: stored.features, weights }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fitting;
    use super::super::lbfgs::Effort;
    use super::*;

    fn sequence(words: &[&[u32]]) -> Sequence {
        let mut sequence = Sequence::default();
        for word in words {
            sequence.features.extend_from_slice(word);
            sequence.close();
        }
        sequence
    }

    fn fit(documents: &[(&Sequence, &[u8])]) -> Crf {
        let effort = Effort { steps: 50, tolerance: 1e-6 };
        fitting::fit(2, documents, 1, fitting::Plan { folds: 1, of_folds: effort, of_all: effort }).0
    }

    fn trained() -> Crf {
        // Feature 1 marks the word before the value, 2 is any word, the value follows its mark.
        let documents = [
            (sequence(&[&[2], &[1], &[2], &[2]]), vec![0, 0, 1, 0]),
            (sequence(&[&[1], &[2], &[2]]), vec![0, 1, 0]),
            (sequence(&[&[2], &[2], &[1], &[2]]), vec![0, 0, 0, 1]),
        ];
        let borrowed: Vec<(&Sequence, &[u8])> = documents.iter().map(|(s, t)| (s, &t[..])).collect();
        fit(&borrowed)
    }

    #[test]
    fn probabilities_sum_to_one_and_features_tell_tags() {
        // The tag cannot see the word before, so the mark gets the feature and its neighbour another.
        let documents = [
            (sequence(&[&[2], &[1], &[3], &[2]]), vec![0, 0, 1, 0]),
            (sequence(&[&[1], &[3], &[2]]), vec![0, 1, 0]),
        ];
        let borrowed: Vec<(&Sequence, &[u8])> = documents.iter().map(|(s, t)| (s, &t[..])).collect();
        let crf = fit(&borrowed);
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
        assert_eq!(crf.features.counts(), (0, 0));
    }
}
