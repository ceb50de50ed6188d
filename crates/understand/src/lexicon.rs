//! The label lexicon: which printed phrases announce which data point, in English, German, French, Polish, Spanish and
//! Italian.
//!
//! The phrases are data (`lexicon/*.txt` beside the crate's sources); every entry must be true of documents in general.

use std::sync::LazyLock;

use perigee_values::fold;
use rustc_hash::FxHashMap;

use crate::candidates::Kind;
use crate::misread::Misread;

/// Most words of one phrase.
pub const MAX_WORDS: usize = 6;
/// Weight of a phrase marked `~`: right often, but also printed at other values (`research/extraction.md` 8.7).
const WEAK: f32 = 0.6;
/// Weight of a phrase marked `!`: a heading so unmistakable that it beats a nearer plain one.
const STRONG: f32 = 1.1;

/// What a phrase announces.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meaning {
    /// Index into [`Lexicon::classes`].
    pub class: usize,
    /// How sure the phrase is by itself.
    pub weight: f32,
}

/// A data point, or something else that has labels (its name begins with `-`).
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Name of the data point.
    pub name: String,
    /// The types of candidates that can be its value; none for texts and headings.
    pub kinds: Vec<Kind>,
}

/// Phrases of one process type.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Everything that is announced.
    pub classes: Vec<Class>,
    /// Whether the papers are forms: labels are numbered, and printed in several languages with slashes between.
    pub is_form: bool,
    phrases: FxHashMap<String, Vec<Meaning>>,
    /// For recognised text; only of phrases long enough to stay unmistakable.
    misread: Misread,
}

impl Lexicon {
    /// Reads the text form: `kind name` lines, each followed by indented phrases between `|`.
    ///
    /// `{a|b} c` stands for `a c` and `b c`; a leading `~` marks a weak phrase, `!` a strong one. A line `@invoices a b=c`
    /// takes the phrases of the class `a` of another lexicon, and those of its class `c` for the class `b`.
    pub fn parse(text: &str) -> Self {
        let mut lexicon = Self::default();
        let mut class = None;
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            if let Some(taken) = line.strip_prefix('@') {
                lexicon.take(taken);
            } else if line.starts_with([' ', '\t']) {
                let Some(class) = class else { continue };
                for phrase in split(line) {
                    lexicon.add(class, phrase.trim());
                }
            } else if let Some((kinds, name)) = line.split_once(' ') {
                class = Some(lexicon.class(name.trim(), kinds));
            }
        }
        lexicon
    }

    fn class(&mut self, name: &str, kinds: &str) -> usize {
        let kinds: Vec<Kind> = kinds.split('+').filter_map(kind).collect();
        self.add_kinds(name, &kinds)
    }

    /// As [`Lexicon::parse`], for papers that are forms.
    pub fn form(text: &str) -> Self {
        Self { is_form: true, ..Self::parse(text) }
    }

    /// Takes classes of another lexicon: its name, then the classes.
    fn take(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let Some(other) = words.next().and_then(shipped) else { return };
        for word in words {
            let (own, name) = word.split_once('=').unwrap_or((word, word));
            let Some(from) = other.class_of(name) else { continue };
            let kinds = other.classes.get(from).map_or(&[][..], |class| &class.kinds);
            let at = self.add_kinds(own, kinds);
            let mut phrases: Vec<(&String, f32)> = other
                .phrases
                .iter()
                .filter_map(|(phrase, meanings)| {
                    Some((phrase, meanings.iter().find(|meaning| meaning.class == from)?.weight))
                })
                .collect();
            phrases.sort_by_key(|(phrase, _)| *phrase);
            phrases.into_iter().for_each(|(phrase, weight)| self.insert(at, phrase.clone(), weight));
        }
    }

    fn add_kinds(&mut self, name: &str, kinds: &[Kind]) -> usize {
        if let Some(at) = self.classes.iter().position(|class| class.name == name) {
            return at;
        }
        self.classes.push(Class { name: name.to_owned(), kinds: kinds.to_vec() });
        self.classes.len() - 1
    }

    /// Adds a data point that is announced by this phrase, as the label of a custom data point is.
    pub fn add_class(&mut self, name: &str, kinds: &[Kind], phrase: &str) {
        let at = self.add_kinds(name, kinds);
        self.add(at, phrase);
    }

    /// Adds a folded phrase that was learned, with its weight.
    pub fn add_learned(&mut self, name: &str, folded: &str, weight: f32) {
        let class = self.class(name, "");
        self.misread.insert(folded);
        let meanings = self.phrases.entry(folded.to_owned()).or_default();
        meanings.retain(|meaning| meaning.class != class);
        meanings.insert(0, Meaning { class, weight });
    }

    fn add(&mut self, class: usize, marked: &str) {
        let (phrase, weight) = match (marked.strip_prefix('~'), marked.strip_prefix('!')) {
            (Some(weak), _) => (weak, WEAK),
            (_, Some(strong)) => (strong, STRONG),
            _ => (marked, 1.0),
        };
        for expanded in expand(phrase) {
            self.insert(class, fold(&expanded), weight);
        }
    }

    fn insert(&mut self, class: usize, folded: String, weight: f32) {
        if folded.is_empty() {
            return;
        }
        self.misread.insert(&folded);
        let meanings = self.phrases.entry(folded).or_default();
        if !meanings.iter().any(|meaning| meaning.class == class) {
            meanings.push(Meaning { class, weight });
        }
    }

    /// The classes whose names begin with `prefix`, without it, and their phrases.
    pub fn part(&self, prefix: &str) -> Self {
        let mut part = Self::default();
        let mut phrases: Vec<(&String, &Vec<Meaning>)> = self.phrases.iter().collect();
        phrases.sort_by_key(|(phrase, _)| *phrase);
        for (phrase, meanings) in phrases {
            for meaning in meanings {
                let class = self.classes.get(meaning.class);
                let Some(name) = class.and_then(|class| class.name.strip_prefix(prefix)) else { continue };
                let at = part.class(name, "");
                part.insert(at, phrase.clone(), meaning.weight);
            }
        }
        part
    }

    /// What a folded phrase announces.
    pub fn find(&self, folded: &str) -> Option<&[Meaning]> {
        self.phrases.get(folded).map(Vec::as_slice)
    }

    /// As [`Lexicon::find`], forgiving one wrong, missing or extra letter of a long phrase.
    pub fn find_misread(&self, folded: &str) -> Option<&[Meaning]> {
        self.find(self.misread.find(folded)?)
    }

    /// Position of a class by its name.
    pub fn class_of(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|class| class.name == name)
    }
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "amount" => Kind::Amount,
        "date" => Kind::Date,
        "number" => Kind::Number,
        "iban" => Kind::Iban,
        "bic" => Kind::Bic,
        "vat" => Kind::VatId,
        "percent" => Kind::Percent,
        "email" => Kind::Email,
        "phone" => Kind::Phone,
        "url" => Kind::Url,
        "time" => Kind::Time,
        _ => return None,
    })
}

/// Cuts a line at the `|` that are not inside of braces.
fn split(line: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, character) in line.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&line[start..]);
    parts
}

fn expand(phrase: &str) -> Vec<String> {
    let Some((head, rest)) = phrase.split_once('{') else { return vec![phrase.to_owned()] };
    let Some((choices, tail)) = rest.split_once('}') else { return vec![phrase.to_owned()] };
    let tails = expand(tail);
    choices
        .split('|')
        .flat_map(|choice| tails.iter().map(move |tail| format!("{head}{choice}{tail}")))
        .collect()
}

/// Whether a word only says that a number follows: `Nr.`, `no`, `n°`, `#`.
pub fn is_number_sign(text: &str) -> bool {
    text == "#"
        || matches!(
            fold(text).as_str(),
            "n" | "no" | "nr" | "num" | "numer" | "number" | "nummer" | "numero" | "id"
        )
}

/// The lexicon that ships for a process type.
pub fn shipped(short_name: &str) -> Option<&'static Lexicon> {
    /// What is parsed when it is first asked for.
    type Shipped = LazyLock<Lexicon>;
    static INVOICES: Shipped = LazyLock::new(|| Lexicon::parse(include_str!("../lexicon/invoices.txt")));
    static RECEIPTS: Shipped = LazyLock::new(|| Lexicon::parse(include_str!("../lexicon/receipts.txt")));
    static ORDERS: Shipped = LazyLock::new(|| Lexicon::parse(include_str!("../lexicon/orders.txt")));
    static BILLS: Shipped = LazyLock::new(|| Lexicon::parse(include_str!("../lexicon/bills.txt")));
    static PASSPORTS: Shipped = LazyLock::new(|| Lexicon::form(include_str!("../lexicon/passports.txt")));
    static LICENCES: Shipped = LazyLock::new(|| Lexicon::form(include_str!("../lexicon/licences.txt")));
    static CERTIFICATES: Shipped =
        LazyLock::new(|| Lexicon::form(include_str!("../lexicon/certificates.txt")));
    Some(match short_name {
        "invoices" => &INVOICES,
        "receipts" => &RECEIPTS,
        "purchase_orders" => &ORDERS,
        "utility_bills" => &BILLS,
        "passports" => &PASSPORTS,
        "driving_licenses" => &LICENCES,
        "birth_certificates" => &CERTIFICATES,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_weights_and_braces_are_read() {
        let lexicon = Lexicon::parse(
            "# comment\nnumber order_number\n  {purchase|your} order | ~ref\ndate -order_date\n  order date\n",
        );
        assert_eq!(lexicon.classes.len(), 2);
        assert_eq!(lexicon.find("purchaseorder").unwrap(), lexicon.find("yourorder").unwrap());
        assert_eq!(lexicon.find("ref").unwrap()[0].weight, WEAK);
        assert_eq!(lexicon.find("order"), None);
    }

    #[test]
    fn one_misread_letter_of_a_long_phrase_is_forgiven() {
        let lexicon = Lexicon::parse("number invoice_number\n  invoice no | nr\n");
        for misread in ["invo1ceno", "invoceno", "inv0iceno", "invoicenno"] {
            assert!(lexicon.find_misread(misread).is_some(), "{misread}");
        }
        assert!(lexicon.find_misread("invxxceno").is_none());
        assert!(lexicon.find_misread("nx").is_none());
    }

    #[test]
    fn every_class_of_the_lexicons_is_a_data_point_or_marked_as_none() {
        for kind in perigee_model::process_type::list() {
            let Some(lexicon) = shipped(&kind.short_name) else {
                assert_eq!(kind.short_name, "custom");
                continue;
            };
            for class in &lexicon.classes {
                assert!(
                    class.name.starts_with('-') || kind.find_data_point(&class.name).is_some(),
                    "{}: {}",
                    kind.short_name,
                    class.name
                );
            }
        }
    }
}
