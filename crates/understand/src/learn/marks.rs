//! What single words say of the text that they stand in: legal forms, streets, register numbers, postcodes.
//!
//! Each word is looked at once, however many proposals it is part of.

use std::ops::Range;

use crate::postal;
use crate::sheet::Sheet;

/// How many flags describe a text.
pub const FLAGS: usize = 8;
/// Place of the flag that says that a text has a legal form.
pub const LEGAL_FORM: usize = 1;

/// What one word is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Marks {
    is_registration: bool,
    is_form: bool,
    /// May be the end of a legal form that is written in several words.
    may_end_form: bool,
    is_street: bool,
    is_postcode: bool,
    has_bracket: bool,
    begins_with_digit: bool,
    /// Brackets that it opens, less those that it closes.
    opened: i8,
    /// A colon at its end: a label.
    has_colon: bool,
    /// An address of the web, or what announces a telephone.
    is_contact: bool,
    spelling: Spelling,
}

/// Words that announce a telephone, a fax, or the web.
const CONTACTS: [&str; 9] =
    ["tel", "fax", "phone", "telefon", "email", "hotline", "website", "whatsapp", "telefax"];

/// Of what characters a text is made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spelling {
    /// All of them, blanks between words included.
    pub characters: usize,
    /// Digits.
    pub digits: usize,
    /// Upper-case letters.
    pub capitals: usize,
    /// Commas.
    pub commas: usize,
    /// Whether the last one is a comma or a full stop.
    pub ends_in_mark: bool,
}

impl Spelling {
    fn of(text: &str, digits: usize) -> Self {
        Self {
            characters: text.chars().count(),
            digits,
            capitals: text.chars().filter(|c| c.is_uppercase()).count(),
            commas: text.bytes().filter(|b| *b == b',').count(),
            ends_in_mark: text.ends_with([',', '.']),
        }
    }

    fn and(self, next: Self) -> Self {
        let blank = usize::from(self.characters > 0);
        Self {
            characters: self.characters + blank + next.characters,
            digits: self.digits + next.digits,
            capitals: self.capitals + next.capitals,
            commas: self.commas + next.commas,
            ends_in_mark: next.ends_in_mark,
        }
    }
}

impl Marks {
    /// Looks at a word and its folded spelling.
    pub fn of(text: &str, folded: &str) -> Self {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let core = text.trim_matches(|c: char| !c.is_alphanumeric());
        Self {
            is_registration: text.contains('-') && (5..=9).contains(&digits) || digits >= 8,
            is_form: postal::is_legal_form(folded),
            may_end_form: folded.ends_with(['o', 'a', 'j', 'k']),
            is_street: digits < text.len() && postal::has_street_stem(text),
            is_postcode: core.len() == 5 && digits == 5,
            has_bracket: text.contains('('),
            begins_with_digit: text.starts_with(|c: char| c.is_ascii_digit()),
            opened: text
                .bytes()
                .map(|b| i8::from(b == b'(') - i8::from(b == b')'))
                .fold(0, i8::saturating_add),
            has_colon: text.ends_with(':'),
            is_contact: CONTACTS.contains(&folded)
                || folded.starts_with("www")
                || folded.starts_with("http")
                || text.contains('@'),
            spelling: Spelling::of(text, digits),
        }
    }
}

/// Register number, legal form, street, postcode, bracket, one that is not closed, label, contact: what a text has.
pub fn flags(sheet: &Sheet<'_>, marks: &[Marks], spans: &[Range<usize>]) -> [f32; FLAGS] {
    let words = || spans.iter().flat_map(|span| marks.get(span.clone()).unwrap_or(&[]));
    let mut all = Marks::default();
    for (at, word) in words().enumerate() {
        all.is_registration |= word.is_registration;
        // The first word of a text is a name, whatever it looks like ("AS Trading").
        all.is_form |= at > 0 && word.is_form;
        all.may_end_form |= word.may_end_form;
        all.is_street |= word.is_street;
        all.is_postcode |= word.is_postcode;
        all.has_bracket |= word.has_bracket;
        all.has_colon |= word.has_colon;
        all.is_contact |= word.is_contact;
        all.opened = all.opened.saturating_add(word.opened);
    }
    let begins_or_ends_with_digit = words().next().is_some_and(|w| w.begins_with_digit)
        || words().last().is_some_and(|w| w.begins_with_digit);
    let is_form = all.is_form
        || all.may_end_form && postal::has_long_legal_form(&joined(sheet, spans), words().count());
    let is_street = all.is_street || begins_or_ends_with_digit && words().nth(1).is_some();
    let is_open = all.opened != 0;
    [
        all.is_registration,
        is_form,
        is_street,
        all.is_postcode,
        all.has_bracket,
        is_open,
        all.has_colon,
        all.is_contact,
    ]
    .map(|holds| if holds { 1.0 } else { 0.0 })
}

/// Of what characters a text is made.
pub fn spelling(marks: &[Marks], spans: &[Range<usize>]) -> Spelling {
    let words = spans.iter().flat_map(|span| marks.get(span.clone()).unwrap_or(&[]));
    words.map(|word| word.spelling).fold(Spelling::default(), Spelling::and)
}

/// The folded words of a text, without blanks.
fn joined(sheet: &Sheet<'_>, spans: &[Range<usize>]) -> String {
    let words = spans.iter().flat_map(|span| sheet.folded.get(span.clone()).unwrap_or(&[]));
    words.map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use perigee_model::{Confidence, Page, Rect, Word};

    use super::*;

    fn flags_of(text: &str) -> [f32; FLAGS] {
        let words = text.split(' ').enumerate().map(|(at, text)| {
            let x = 60.0 * at as f32;
            let bbox = Rect::new(x, 10.0, x + 55.0, 20.0);
            Word { text: text.to_owned(), bbox, confidence: Confidence::CERTAIN }
        });
        let pages = [Page { width: 595.0, height: 842.0, words: words.collect(), ..Page::default() }];
        let sheet = Sheet::new(&pages, false);
        let marks: Vec<Marks> = sheet
            .tokens
            .iter()
            .zip(&sheet.folded)
            .map(|(token, folded)| Marks::of(token.text, folded))
            .collect();
        flags(&sheet, &marks, std::slice::from_ref(&(0..sheet.tokens.len())))
    }

    #[test]
    fn words_tell_what_a_text_is() {
        assert_eq!(flags_of("BOOK TA SDN BHD (789417-W)"), [1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        assert_eq!(flags_of("12 Jalan Besar 43000 Kajang"), [0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(flags_of("Firma ABC Sp. z o.o."), [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(flags_of("AS Trading"), [0.0; FLAGS]);
        assert_eq!(flags_of("Lucky Store (Nr. Tel:"), [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
    }
}
