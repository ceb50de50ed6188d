//! Which of very many confirmed documents are learned from, and which are remembered.
//!
//! More documents of one layout teach less and less, and the seconds and the memory of a training must end somewhere. The
//! choice depends on the documents and their order alone: without a document it is what it would be, had it never been
//! there.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::hash::Name;
use super::training::Confirmed;

/// Documents that are learned from.
///
/// All of the development receipts, so that no figure of theirs depends on the choice, and a few seconds of two cores.
const LEARNED: usize = 800;
/// The newest are always learned from, whatever their layout: what comes next looks like them.
const NEWEST: usize = 200;
/// Documents that are remembered by their layout; a remembered receipt takes some 4 kB of the model.
const REMEMBERED: usize = 2_000;
/// Documents of one layout that are remembered: as many vote.
const OF_ONE_LAYOUT: usize = 5;

/// Positions of documents, each list from the first.
#[derive(Debug, PartialEq)]
pub struct Selection {
    /// What is learned from; remembered as well.
    pub learned: Vec<usize>,
    /// What is remembered besides.
    pub remembered: Vec<usize>,
}

/// Selects from confirmed documents, the newest being the last.
pub fn select(documents: &[Confirmed<'_>]) -> Selection {
    if documents.len() <= LEARNED {
        return Selection { learned: (0..documents.len()).collect(), remembered: Vec::new() };
    }
    let layouts: Vec<u64> = documents.par_iter().map(layout).collect();
    select_by(&layouts)
}

fn select_by(layouts: &[u64]) -> Selection {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    // Newest first, the first of every layout before the second of any.
    let mut turns: Vec<(usize, usize)> = (0..layouts.len())
        .rev()
        .enumerate()
        .map(|(age, at)| {
            let newer = seen.entry(layouts[at]).or_default();
            *newer += 1;
            (if age < NEWEST { 0 } else { *newer - 1 }, at)
        })
        .collect();
    turns.sort_by_key(|(newer, at)| (*newer, std::cmp::Reverse(*at)));
    let (learned, others) = turns.split_at(LEARNED.min(turns.len()));
    let in_order = |chosen: &mut dyn Iterator<Item = &(usize, usize)>| {
        let mut positions: Vec<usize> = chosen.map(|(_, at)| *at).collect();
        positions.sort_unstable();
        positions
    };
    Selection {
        learned: in_order(&mut learned.iter()),
        remembered: in_order(
            &mut others.iter().take_while(|(newer, _)| *newer < OF_ONE_LAYOUT).take(REMEMBERED - LEARNED),
        ),
    }
}

/// A number that pages of one layout mostly share: the least two of differently mixed hashes of the first page's words.
///
/// Broder: On the resemblance and containment of documents (1997).
fn layout(document: &Confirmed<'_>) -> u64 {
    let words = document.pages.first().map_or(&[][..], |page| &page.words);
    let (mut first, mut second) = (u64::MAX, u64::MAX);
    for word in words.iter().filter(|word| !word.text.contains(|c: char| c.is_numeric())) {
        let folded = perigee_values::fold(&word.text);
        if folded.len() > 1 {
            let hash = u64::from(Name::new("layout").text(&folded).id());
            first = first.min(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            second = second.min((hash ^ 0xffff_ffff).wrapping_mul(0xc2b2_ae3d_27d4_eb4f));
        }
    }
    first ^ second.rotate_left(32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_documents_are_all_learned_from() {
        let selection = select_by(&[7; 300]);
        assert_eq!(selection.learned, (0..300).collect::<Vec<_>>());
        assert!(selection.remembered.is_empty());
    }

    #[test]
    fn rare_layouts_and_the_newest_documents_are_kept() {
        // Five thousand of one layout, and an old one of another in every hundred.
        let layouts: Vec<u64> = (0..5_000).map(|at| if at % 100 == 0 { at + 1 } else { 0 }).collect();
        let selection = select_by(&layouts);
        assert_eq!(selection.learned.len(), LEARNED);
        assert!((0..50).all(|at| selection.learned.contains(&(at * 100))));
        assert!((5_000 - NEWEST..5_000).all(|at| selection.learned.contains(&at)));
        assert!(selection.learned.is_sorted());
        assert!(selection.remembered.is_empty(), "five of that layout are learned from");
    }

    #[test]
    fn every_layout_is_remembered_as_long_as_there_is_room() {
        let layouts: Vec<u64> = (0..1_500).collect();
        let selection = select_by(&layouts);
        assert_eq!(selection.learned.len() + selection.remembered.len(), 1_500);
        let layouts: Vec<u64> = (0..9_000).collect();
        let selection = select_by(&layouts);
        assert_eq!(selection.remembered.len(), REMEMBERED - LEARNED);
        assert_eq!(selection.learned[0], 9_000 - LEARNED);
    }

    #[test]
    fn a_document_that_is_deleted_leaves_no_trace() {
        let mut layouts: Vec<u64> = (0..3_000).map(|at| at % 700).collect();
        let never_there = select_by(&layouts);
        layouts.insert(1_234, 99_999);
        assert_ne!(select_by(&layouts), never_there);
        layouts.remove(1_234);
        assert_eq!(select_by(&layouts), never_there);
    }
}
