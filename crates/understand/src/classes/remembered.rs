//! What is remembered of the confirmed documents of an organization, and the artefact that it makes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::likeness::Telling;
use super::view::{LISTS, View};
use crate::artefact::{self, Mark};
use crate::learn::InvalidModel;

/// Documents of a class that are remembered, the newest.
///
/// Accuracy grows up to so many (docs/adr/0068); a document takes some 4 kB.
pub const MOST_PER_CLASS: usize = 50;
/// Classes that are remembered, those with the newest documents: with [`MOST_PER_CLASS`] at most 20 MB.
pub const MOST_CLASSES: usize = 100;

/// Begins every file of classes; the last digit is the format.
const MARK: &Mark = b"PERIGEE-CLS1";

/// A document whose class a person confirmed.
#[derive(Debug, Clone, Copy)]
pub struct Confirmed<'a> {
    /// Its class.
    pub class: &'a str,
    /// The document.
    pub view: &'a View,
}

/// Everything that is known of the classes of an organization; by default nothing is, and known classes are told by
/// the words that name them.
#[derive(Debug, Clone, Default)]
pub struct Classes {
    pub(super) classes: Vec<Class>,
    pub(super) telling: Telling,
}

/// A class.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub name: String,
    pub views: Vec<View>,
    /// Lengths of the lists of words of each view.
    pub lengths: Vec<[f32; LISTS]>,
    /// How alike its documents are to the nearest other one of them; `None` for one document.
    pub cohesion: Option<f32>,
}

/// A class as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    name: String,
    views: Vec<View>,
}

/// Positions of the documents that are remembered of those given, oldest first: of each class the newest, of the
/// classes those with the newest documents.
pub fn newest<'c>(classes: impl DoubleEndedIterator<Item = &'c str> + ExactSizeIterator) -> Vec<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut taken = Vec::new();
    for (at, class) in classes.enumerate().rev() {
        if counts.len() >= MOST_CLASSES && !counts.contains_key(class) {
            continue;
        }
        let count = counts.entry(class).or_default();
        *count += 1;
        if *count <= MOST_PER_CLASS {
            taken.push(at);
        }
    }
    taken.reverse();
    taken
}

impl Classes {
    /// Everything that can be learned from these documents, oldest first; the same ones make the same bytes.
    pub fn learn(documents: &[Confirmed<'_>]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<View>> = BTreeMap::new();
        for at in newest(documents.iter().map(|document| document.class)) {
            let Confirmed { class, view } = documents[at];
            by_name.entry(class).or_default().push(view.clone());
        }
        let stored = by_name.into_iter().map(|(name, views)| Stored { name: name.to_owned(), views });
        Self::prepared(stored.collect())
    }

    /// The artefact: a mark, the SHA-256 of the rest, the rest.
    pub fn to_bytes(&self) -> Vec<u8> {
        artefact::seal(MARK, &self.body())
    }

    /// Reads an artefact; anything that is not exactly as it was written is refused.
    ///
    /// # Errors
    /// When the bytes are no classes, of another format, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidModel> {
        let (_, body) = artefact::open(MARK, bytes)?;
        Ok(Self::prepared(postcard::from_bytes(body).map_err(|_| InvalidModel::OtherFormat)?))
    }

    /// The SHA-256 of the artefact's contents, in hex digits.
    pub fn digest(&self) -> String {
        Sha256::digest(self.body()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Names of the classes and how many documents are remembered of each, by name.
    pub fn counts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.classes.iter().map(|class| (class.name.as_str(), class.views.len()))
    }

    fn body(&self) -> Vec<u8> {
        let of = |class: &Class| Stored { name: class.name.clone(), views: class.views.clone() };
        let stored: Vec<Stored> = self.classes.iter().map(of).collect();
        postcard::to_stdvec(&stored).expect("classes hold only plain values")
    }

    fn prepared(stored: Vec<Stored>) -> Self {
        let telling = Telling::of(stored.iter().map(|class| class.views.as_slice()));
        let classes = stored.into_iter().map(|class| prepared(&telling, class)).collect();
        Self { classes, telling }
    }
}

fn prepared(telling: &Telling, Stored { name, views }: Stored) -> Class {
    let lengths: Vec<_> = views.iter().map(|view| telling.lengths(view)).collect();
    let mut class = Class { name, views, lengths, cohesion: None };
    let nearest = |at: usize| class.nearest(telling, (&class.views[at], &class.lengths[at]), Some(at))[0];
    if class.views.len() > 1 {
        let sum: f32 = (0..class.views.len()).map(nearest).sum();
        class.cohesion = Some(sum / class.views.len() as f32);
    }
    class
}

impl Class {
    /// How alike the most similar of its documents is, and the three most similar on average; without one of them.
    pub fn nearest(&self, telling: &Telling, to: (&View, &[f32; LISTS]), except: Option<usize>) -> [f32; 2] {
        let others = self.views.iter().zip(&self.lengths).enumerate().filter(|(at, _)| Some(*at) != except);
        let mut alike: Vec<f32> = others.map(|(_, one)| telling.likeness(to, one)).collect();
        alike.sort_by(|a, b| b.total_cmp(a));
        alike.truncate(3);
        [alike.first().copied().unwrap_or(0.0), alike.iter().sum::<f32>() / alike.len().max(1) as f32]
    }
}
