//! What was read in a file as JSON: as `serde_json` writes it, but for words, of which a document has thousands. They
//! are put down byte by byte.

use std::mem;

use perigee_model::results::{OcrFileResult, OcrPage, OcrWords};
use perigee_model::{Rect, Word};
use serde::Serialize;

/// Below this a number of hundredths is told apart from its neighbours by two decimals.
const EXACT_BELOW: f32 = 65_536.0;

/// Appends what was read in a file.
pub fn push_file(out: &mut Vec<u8>, mut file: OcrFileResult) -> serde_json::Result<()> {
    let documents = mem::take(&mut file.documents);
    push_with_list(out, &file, documents, |out, mut document| {
        let pages = mem::take(&mut document.pages);
        push_with_list(out, &document, pages, push_page)
    })
}

fn push_page(out: &mut Vec<u8>, mut page: OcrPage) -> serde_json::Result<()> {
    match page.words.as_mut().map(|OcrWords { words, .. }| mem::take(words)) {
        Some(words) => push_with_list(out, &page, words, |out, word| push_word(out, &word)),
        None => serde_json::to_writer(out, &page),
    }
}

/// Appends a value whose last field is a list that is empty so far, with these items in it.
fn push_with_list<T>(
    out: &mut Vec<u8>,
    value: &impl Serialize,
    items: Vec<T>,
    mut push: impl FnMut(&mut Vec<u8>, T) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    const END: &[u8] = b"]}";
    serde_json::to_writer(&mut *out, value)?;
    debug_assert!(out.ends_with(b"[]}"), "the list is the last field");
    out.truncate(out.len() - END.len());
    for (position, item) in items.into_iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        push(out, item)?;
    }
    out.extend_from_slice(END);
    Ok(())
}

fn push_word(out: &mut Vec<u8>, word: &Word) -> serde_json::Result<()> {
    out.extend_from_slice(b"{\"text\":");
    push_text(out, &word.text)?;
    out.extend_from_slice(b",\"bbox\":");
    push_place(out, word.bbox)?;
    out.extend_from_slice(b",\"confidence\":");
    match word.confidence.get() {
        1.0 => out.extend_from_slice(b"1.0"),
        _ => serde_json::to_writer(&mut *out, &word.confidence)?,
    }
    out.push(b'}');
    Ok(())
}

fn push_text(out: &mut Vec<u8>, text: &str) -> serde_json::Result<()> {
    let is_plain = text
        .bytes()
        .fold(true, |is_plain, byte| is_plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\'));
    if !is_plain {
        return serde_json::to_writer(out, text);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

fn push_place(out: &mut Vec<u8>, place: Rect) -> serde_json::Result<()> {
    let edges = place.hundredths();
    if !edges.iter().fold(true, |are_usual, edge| are_usual & (0.0..100.0 * EXACT_BELOW).contains(edge)) {
        return serde_json::to_writer(out, &place);
    }
    let (mut text, mut end) = ([b'['; 4 * (Digits::MOST + 1) + 1], 1);
    for edge in edges {
        let digits = Digits::of_hundredths(edge as u32);
        text[end..end + Digits::MOST].copy_from_slice(&digits.text);
        end += digits.count;
        text[end] = b',';
        end += 1;
    }
    text[end - 1] = b']';
    out.extend_from_slice(&text[..end]);
    Ok(())
}

/// All numbers of two digits, one after another.
const PAIRS: &[u8; 200] = b"0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899";

/// A number of whole hundredths as it is written.
struct Digits {
    /// Digits, a point, and one digit or two; anything behind them.
    text: [u8; Self::MOST],
    /// How many of `text` it has.
    count: usize,
}

impl Digits {
    /// Characters of the longest.
    const MOST: usize = 8;

    /// The number of so many hundredths, which are below a hundred times [`EXACT_BELOW`].
    fn of_hundredths(hundredths: u32) -> Self {
        let (whole, part) = (hundredths / 100, hundredths % 100);
        let ([a, b], [c, d], [e, f]) = (pair(whole / 100 % 100), pair(whole % 100), pair(part));
        let text = [b'0' + (whole / 10_000) as u8, a, b, c, d, b'.', e, f];
        // Without a branch: how many digits a place on a page has is anyone's guess.
        let leading: u32 = [10, 100, 1_000, 10_000].map(|least| u32::from(whole < least)).iter().sum();
        let is_short = f == b'0';
        let text = (u64::from_le_bytes(text) >> (8 * leading)).to_le_bytes();
        Self { text, count: Self::MOST - leading as usize - usize::from(is_short) }
    }
}

/// The digits of a number below a hundred.
fn pair(number: u32) -> [u8; 2] {
    let at = 2 * number as usize;
    [PAIRS[at], PAIRS[at + 1]]
}

#[cfg(test)]
mod tests {
    use perigee_model::results::OcrDocument;
    use perigee_model::{Confidence, StageStatus};
    use proptest::prelude::*;

    use super::*;

    const ID: &str = "0199e1a0000070008000000000000000";

    fn page(words: Option<Vec<Word>>) -> OcrPage {
        let placed = |words| OcrWords { width: 595.0, height: 841.89, rotation: 90, words };
        OcrPage {
            page_id: ID.parse().unwrap(),
            page_num: 3,
            text: "a \"text\"".to_owned(),
            words: words.map(placed),
        }
    }

    fn file(pages: Vec<OcrPage>) -> OcrFileResult {
        let document = OcrDocument { document_id: ID.parse().unwrap(), name: "scan_0.pdf".to_owned(), pages };
        OcrFileResult {
            file_id: ID.parse().unwrap(),
            file_name: "a [\"scan\"].pdf".to_owned(),
            status: StageStatus::file_completed(),
            total_pages: 1,
            created_at: None,
            documents: vec![document],
        }
    }

    fn written(file: &OcrFileResult) -> String {
        let mut out = Vec::new();
        push_file(&mut out, file.clone()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn word() -> impl Strategy<Value = Word> {
        let edge = || {
            prop_oneof![
                0.0_f32..900.0,
                -5.0_f32..70_000.0,
                any::<f32>().prop_filter("finite", |v| v.is_finite())
            ]
        };
        (".{0,8}", [edge(), edge(), edge(), edge()], prop_oneof![Just(1.0_f32), 0.0_f32..1.0]).prop_map(
            |(text, [x0, y0, x1, y1], sure)| Word {
                text,
                bbox: Rect::new(x0, y0, x1, y1),
                confidence: Confidence::new(sure),
            },
        )
    }

    proptest! {
        #[test]
        fn a_file_looks_as_serde_json_writes_it(words in prop::collection::vec(prop::collection::vec(word(), 0..6), 0..3)) {
            let file = file(words.into_iter().map(|words| page(Some(words))).collect());
            prop_assert_eq!(written(&file), serde_json::to_string(&file).unwrap());
        }
    }

    #[test]
    fn a_file_without_documents_and_a_page_without_places_look_so_too() {
        let nothing = OcrFileResult { documents: Vec::new(), ..file(Vec::new()) };
        for file in [nothing, file(Vec::new()), file(vec![page(None), page(Some(Vec::new()))])] {
            assert_eq!(written(&file), serde_json::to_string(&file).unwrap());
        }
    }

    #[test]
    fn hundredths_are_written_digit_by_digit() {
        for hundredths in (0..6_553_600_u32).step_by(7).chain([0, 9, 10, 99, 100, 6_553_599]) {
            let Digits { text, count } = Digits::of_hundredths(hundredths);
            let number = hundredths as f32 / 100.0;
            assert_eq!(text[..count], *serde_json::to_string(&number).unwrap().as_bytes());
        }
    }
}
