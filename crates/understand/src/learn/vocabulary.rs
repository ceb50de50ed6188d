//! Which features a trained part knows, each with the place of its weights.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

/// Feature numbers are hashes already.
#[derive(Debug, Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u32(&mut self, number: u32) {
        // Tables take the low bits for the place and the high ones for the comparison.
        self.0 = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Feature number → place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<u32>", into = "Vec<u32>")]
pub struct Vocabulary {
    /// In the order of their places.
    names: Vec<u32>,
    places: HashMap<u32, u32, BuildHasherDefault<AsIs>>,
}

impl Vocabulary {
    /// The features that at least `least` of these lists hold, in the order of their numbers.
    pub fn of<'a, L>(lists: impl Iterator<Item = L>, least: u32) -> Self
    where
        L: IntoIterator<Item = &'a u32>,
    {
        let mut counts: HashMap<u32, (u32, usize), BuildHasherDefault<AsIs>> = HashMap::default();
        for (number, list) in lists.enumerate() {
            for feature in list {
                let (count, last) = counts.entry(*feature).or_insert((0, usize::MAX));
                if *last != number {
                    (*count, *last) = (*count + 1, number);
                }
            }
        }
        let mut names: Vec<u32> =
            counts.into_iter().filter(|(_, (count, _))| *count >= least).map(|(name, _)| name).collect();
        names.sort_unstable();
        Self::sorted(names)
    }

    /// The place of a feature.
    pub fn find(&self, name: u32) -> Option<usize> {
        self.places.get(&name).map(|place| *place as usize)
    }

    /// Places of those of the features that are known.
    pub fn places<'s>(&'s self, names: &'s [u32]) -> impl Iterator<Item = usize> + 's {
        names.iter().filter_map(|name| self.find(*name))
    }

    /// Number of features.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The features in the order of their places.
    pub fn names(&self) -> &[u32] {
        &self.names
    }
}

impl Vocabulary {
    /// These features, which must be in the order of their numbers.
    pub fn sorted(names: Vec<u32>) -> Self {
        let places = names.iter().zip(0..).map(|(name, place)| (*name, place)).collect();
        Self { names, places }
    }
}

/// Stored as differences, which are smaller than the numbers.
impl From<Vec<u32>> for Vocabulary {
    fn from(differences: Vec<u32>) -> Self {
        let mut last = 0_u32;
        let next = |difference: u32| {
            last = last.wrapping_add(difference);
            last
        };
        Self::sorted(differences.into_iter().map(next).collect())
    }
}

impl From<Vocabulary> for Vec<u32> {
    fn from(vocabulary: Vocabulary) -> Self {
        let mut last = 0_u32;
        let mut difference = |name: u32| name.wrapping_sub(std::mem::replace(&mut last, name));
        vocabulary.names.into_iter().map(&mut difference).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_features_are_left_out_and_places_are_found_again() {
        let lists: [&[u32]; 3] = [&[7, 7, 3], &[3, 9], &[3, 9]];
        let vocabulary = Vocabulary::of(lists.into_iter(), 2);
        assert_eq!(vocabulary.names(), [3, 9]);
        assert_eq!(vocabulary.places(&[9, 7, 3]).collect::<Vec<_>>(), [1, 0]);
        let copy = Vocabulary::from(Vec::<u32>::from(vocabulary.clone()));
        assert_eq!(copy, vocabulary);
    }
}
