//! A linear-chain conditional random field: which data point each word of a document belongs to, with probabilities.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (2001). How it is trained stands in `fitting`.

use serde::{Deserialize, Serialize};

use super::lattice::{Lattice, best_tags};
use super::packed;
use super::sequence::Sequence;
use super::vocabulary::Vocabulary;

/// Weights of a feature are kept in a multiple of this many places, so that they are added four at a time.
const LANES: usize = 4;

/// A trained field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Crf {
    /// Number of tags.
    pub tags: usize,
    vocabulary: Vocabulary,
    weights: Weights,
}

/// A field as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    tags: usize,
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

/// The weights of a field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weights {
    tags: usize,
    /// For each feature a weight per tag, filled up with zeros to whole lanes.
    unary: Vec<f32>,
    /// For each tag to come from, a weight per tag.
    pairs: Vec<f32>,
}

/// Places that the weights of one feature take.
pub fn lanes(tags: usize) -> usize {
    tags.next_multiple_of(LANES)
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

/// The scores of all words, in whole lanes; the numbers of the features are places of weights.
pub fn unary_scores(placed: &Sequence, unary: &[f32], tags: usize) -> Vec<f32> {
    let lanes = lanes(tags);
    let mut scores = vec![0.0; placed.len() * lanes];
    let mut shared = vec![0.0; lanes];
    for row in placed.rows() {
        shared.fill(0.0);
        for place in row.shared {
            add(&mut shared, &unary[*place as usize * lanes..][..lanes]);
        }
        for word in row.words {
            let scores = &mut scores[word * lanes..][..lanes];
            scores.copy_from_slice(&shared);
            for place in placed.of(word) {
                add(scores, &unary[*place as usize * lanes..][..lanes]);
            }
        }
    }
    scores
}

/// Rows of whole lanes without what fills them up.
pub fn without_filling(scores: &[f32], tags: usize) -> Vec<f32> {
    scores.chunks(lanes(tags).max(1)).flat_map(|scores| &scores[..tags]).copied().collect()
}

impl Weights {
    /// Weights as they are fitted: of the features in whole lanes, then of the pairs; rounded as they are stored.
    pub fn of(tags: usize, mut fitted: Vec<f32>) -> Self {
        packed::round(&mut fitted);
        let pairs = fitted.split_off(fitted.len() - tags * tags);
        Self { tags, unary: fitted, pairs }
    }

    /// The probabilities of all tags, and the most probable sequence of tags; features are places of weights.
    pub fn read(&self, placed: &Sequence) -> (Marginals, Vec<u8>) {
        let scores = without_filling(&unary_scores(placed, &self.unary, self.tags), self.tags);
        let moved: Vec<f32> = self.pairs.iter().map(|weight| weight.exp()).collect();
        let lattice = Lattice::new(&scores, &moved, self.tags);
        let best = best_tags(&scores, &self.pairs, self.tags);
        (Marginals { tags: self.tags, values: lattice.marginals() }, best)
    }
}

impl Crf {
    /// A field of fitted weights.
    pub fn new(vocabulary: Vocabulary, weights: Weights) -> Self {
        Self { tags: weights.tags, vocabulary, weights }
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
        self.weights.read(&sequence.renumbered(|feature| self.vocabulary.find(feature).map(|place| place as u32)))
    }

    /// Keeps only features with a weight of at least this size, as a shipped model must be small.
    pub fn prune(&mut self, least: f32) {
        let lanes = lanes(self.tags);
        let unary = &self.weights.unary;
        let kept: Vec<usize> = (0..self.vocabulary.len())
            .filter(|place| unary[place * lanes..][..lanes].iter().any(|w| w.abs() >= least))
            .collect();
        let names: Vec<u32> = kept.iter().map(|place| self.vocabulary.names()[*place]).collect();
        self.weights.unary = kept.iter().flat_map(|place| unary[place * lanes..][..lanes].to_vec()).collect();
        self.vocabulary = Vocabulary::sorted(names);
    }

    /// Whether the parts fit together, as those of a file may not.
    pub fn is_sound(&self) -> bool {
        let Weights { unary, pairs, .. } = &self.weights;
        unary.len() == self.vocabulary.len() * lanes(self.tags)
            && pairs.len() == self.tags * self.tags
            && unary.iter().chain(pairs).all(|weight| weight.is_finite())
    }
}

impl From<Crf> for Stored {
    fn from(crf: Crf) -> Self {
        let mut weights = without_filling(&crf.weights.unary, crf.tags);
        weights.extend_from_slice(&crf.weights.pairs);
        Self { tags: crf.tags, vocabulary: crf.vocabulary, weights }
    }
}

impl From<Stored> for Crf {
    fn from(stored: Stored) -> Self {
        let (tags, mut unary) = (stored.tags, Vec::new());
        let features = stored.vocabulary.len() * tags;
        let (of_features, pairs) = stored.weights.split_at(features.min(stored.weights.len()));
        for weights in of_features.chunks_exact(tags.max(1)) {
            unary.extend_from_slice(weights);
            unary.resize(unary.len().next_multiple_of(LANES), 0.0);
        }
        let weights = Weights { tags, unary, pairs: pairs.to_vec() };
        Self { tags, vocabulary: stored.vocabulary, weights }
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
        assert_eq!(crf.vocabulary.len(), 0);
    }
}
