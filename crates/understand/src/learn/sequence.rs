//! The features of a document's words, those that all words of a row share kept once.

use std::ops::Range;

/// The features of a document's words.
#[derive(Debug, Clone, Default)]
pub struct Sequence {
    /// The features that words have for themselves.
    pub features: Vec<u32>,
    /// Where the features of each word end.
    ends: Vec<u32>,
    /// The features that rows share.
    shared: Vec<u32>,
    /// First word and first shared feature of each row.
    rows: Vec<(u32, u32)>,
}

/// Words of a row with the features that they share.
#[derive(Debug)]
pub struct Row<'s> {
    /// Its words.
    pub words: Range<usize>,
    /// What all of them have.
    pub shared: &'s [u32],
}

impl Sequence {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The features of a word, without those of its row.
    pub fn of(&self, word: usize) -> &[u32] {
        let start = if word == 0 { 0 } else { self.ends[word - 1] as usize };
        &self.features[start..self.ends[word] as usize]
    }

    /// Begins a row whose words share features.
    pub fn begin_row(&mut self, shared: &[u32]) {
        self.rows.push((count(&self.ends), count(&self.shared)));
        self.shared.extend_from_slice(shared);
    }

    /// Ends the word whose features were pushed.
    pub fn close(&mut self) {
        if self.rows.is_empty() {
            self.rows.push((0, 0));
        }
        self.ends.push(count(&self.features));
    }

    /// All rows, from the first.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let ends = self.rows.iter().skip(1).copied();
        let ends = ends.chain([(count(&self.ends), count(&self.shared))]);
        self.rows.iter().zip(ends).map(|(start, end)| Row {
            words: start.0 as usize..end.0 as usize,
            shared: &self.shared[start.1 as usize..end.1 as usize],
        })
    }

    /// All features, some of them more than once.
    pub fn all(&self) -> impl Iterator<Item = &u32> {
        self.features.iter().chain(&self.shared)
    }

    /// The same with other numbers; features that have none are left out.
    pub fn renumbered(&self, number: impl Fn(u32) -> Option<u32>) -> Self {
        let mut other = Self {
            features: Vec::with_capacity(self.features.len()),
            ends: Vec::with_capacity(self.ends.len()),
            shared: Vec::with_capacity(self.shared.len()),
            rows: Vec::with_capacity(self.rows.len()),
        };
        for row in self.rows() {
            other.rows.push((count(&other.ends), count(&other.shared)));
            other.shared.extend(row.shared.iter().filter_map(|feature| number(*feature)));
            for word in row.words {
                other.features.extend(self.of(word).iter().filter_map(|feature| number(*feature)));
                other.ends.push(count(&other.features));
            }
        }
        other
    }
}

fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_what_their_words_share() {
        let mut sequence = Sequence::default();
        for (shared, words) in [(&[1, 2][..], &[&[7][..], &[8, 9]][..]), (&[3], &[&[]])] {
            sequence.begin_row(shared);
            for word in words {
                sequence.features.extend_from_slice(word);
                sequence.close();
            }
        }
        let told = |sequence: &Sequence| -> Vec<(Range<usize>, Vec<u32>)> {
            sequence.rows().map(|row| (row.words, row.shared.to_vec())).collect()
        };
        assert_eq!(told(&sequence), [(0..2, vec![1, 2]), (2..3, vec![3])]);
        let odd = sequence.renumbered(|feature| (feature % 2 == 1).then_some(feature * 10));
        assert_eq!(told(&odd), [(0..2, vec![10]), (2..3, vec![30])]);
        assert_eq!((odd.of(0), odd.of(1), odd.of(2)), (&[70][..], &[90][..], &[][..]));
        assert_eq!(sequence.all().count(), 6);
    }
}
