//! Which features a tagger knows: those that it has seen at words of values, and those that it has seen elsewhere only.
//!
//! The latter say one thing, that a word is of no value, and take one weight instead of one for each tag.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::sequence::Sequence;
use super::vocabulary::{AsIs, Vocabulary};

/// Features and the places of their weights.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Features {
    /// Seen at words of values, in the order of their numbers.
    inside: Vec<u32>,
    /// Seen at other words only, in the same order.
    outside: Vec<u32>,
    places: HashMap<u32, Place, BuildHasherDefault<AsIs>>,
}

/// Two lists of features, each as a vocabulary is stored.
#[derive(Serialize, Deserialize)]
struct Stored(Vocabulary, Vocabulary);

/// Place of a feature's weights among those of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(u32);

/// Documents up to which no feature is taken for one of other words only: ten receipts lose .003 by it, a hundred nothing.
const FEW: usize = 50;
/// Tags above which that would take too long.
const FEW_TAGS: usize = 24;
/// Says that a place is among the features that were seen outside of values only.
const OUTSIDE: u32 = 1 << 31;

impl Place {
    /// A place as a number.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// What a number of [`Place::number`] is: a place among the features of values, or among the others.
#[inline]
pub fn place_of(number: u32) -> Result<usize, usize> {
    if number & OUTSIDE == 0 { Ok(number as usize) } else { Err((number & !OUTSIDE) as usize) }
}

impl Features {
    /// The features that at least `least` documents hold; tag 0 is no value.
    pub fn of(documents: &[(&Sequence, &[u8])], least: u32, tags: usize) -> Self {
        let vocabulary = Vocabulary::of(documents.iter().map(|(sequence, _)| sequence.all()), least);
        let at_values: FxHashSet<u32> = documents
            .par_iter()
            .fold(FxHashSet::default, |mut found, (sequence, tags)| {
                add_at_values(sequence, tags, &mut found);
                found
            })
            .reduce(FxHashSet::default, |mut all, found| {
                all.extend(found);
                all
            });
        let has_few = documents.len() <= FEW && tags <= FEW_TAGS;
        let (inside, outside) =
            vocabulary.names().iter().partition(|name| has_few || at_values.contains(name));
        Self::sorted(inside, outside)
    }

    fn sorted(inside: Vec<u32>, outside: Vec<u32>) -> Self {
        let of_values = inside.iter().zip(0..).map(|(name, place)| (*name, Place(place)));
        let others = outside.iter().zip(0..).map(|(name, place)| (*name, Place(place | OUTSIDE)));
        let places = of_values.chain(others).collect();
        Self { inside, outside, places }
    }

    /// Number of features seen at values, and of the others.
    pub fn counts(&self) -> (usize, usize) {
        (self.inside.len(), self.outside.len())
    }

    /// A document with places instead of features.
    pub fn placed(&self, sequence: &Sequence) -> Sequence {
        sequence.renumbered(|feature| self.places.get(&feature).map(|place| place.number()))
    }

    /// Only the features whose places are kept.
    pub fn kept(&self, inside: impl Fn(usize) -> bool, outside: impl Fn(usize) -> bool) -> Self {
        let keep = |names: &[u32], is_kept: &dyn Fn(usize) -> bool| -> Vec<u32> {
            names.iter().enumerate().filter(|(place, _)| is_kept(*place)).map(|(_, name)| *name).collect()
        };
        Self::sorted(keep(&self.inside, &inside), keep(&self.outside, &outside))
    }
}

fn add_at_values(sequence: &Sequence, tags: &[u8], found: &mut FxHashSet<u32>) {
    for row in sequence.rows() {
        let mut has_value = false;
        for word in row.words.filter(|word| tags.get(*word).is_some_and(|tag| *tag != 0)) {
            has_value = true;
            found.extend(sequence.of(word));
        }
        if has_value {
            found.extend(row.shared);
        }
    }
}

impl From<Features> for Stored {
    fn from(features: Features) -> Self {
        Self(Vocabulary::sorted(features.inside), Vocabulary::sorted(features.outside))
    }
}

impl From<Stored> for Features {
    fn from(stored: Stored) -> Self {
        Self::sorted(stored.0.names().to_vec(), stored.1.names().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_of_values_and_of_other_words_have_places_of_their_own() {
        let mut sequence = Sequence::default();
        for features in [[1, 2], [2, 3]] {
            sequence.features.extend(features);
            sequence.close();
        }
        let few = Features::of(&[(&sequence, &[0, 4])], 1, 5);
        assert_eq!(few.counts(), (3, 0));
        let features = Features::of(&[(&sequence, &[0, 4][..]); FEW + 1], 1, 5);
        assert_eq!(features.counts(), (2, 1));
        let placed = features.placed(&sequence);
        assert_eq!(placed.of(0).iter().map(|p| place_of(*p)).collect::<Vec<_>>(), [Err(0), Ok(0)]);
        assert_eq!(placed.of(1).iter().map(|p| place_of(*p)).collect::<Vec<_>>(), [Ok(0), Ok(1)]);
        let bytes = postcard::to_stdvec(&features).unwrap();
        assert_eq!(postcard::from_bytes::<Features>(&bytes).unwrap(), features);
        assert_eq!(features.kept(|place| place == 1, |_| true).counts(), (1, 1));
    }
}
