//! A page on its way from child to parent: its words as bytes, for most of a document is words and writing numbers as
//! text took a fifth of the time of reading; the rest as JSON.

use std::io;

use perigee_model::{Confidence, Page, Rect, Word};

/// Bytes of a word beside its text: four edges, the confidence, and the length of the text.
const WORD_BYTES: usize = 4 * 6;

/// The page as the payload of a frame.
pub(super) fn encode(mut page: Page) -> io::Result<Vec<u8>> {
    let words = std::mem::take(&mut page.words);
    let rest = serde_json::to_vec(&page)?;
    let texts: usize = words.iter().map(|word| word.text.len()).sum();
    let mut payload = Vec::with_capacity(2 * 4 + rest.len() + words.len() * WORD_BYTES + texts);
    payload.extend(length(rest.len())?);
    payload.extend(rest);
    payload.extend(length(words.len())?);
    for word in &words {
        let Rect { x0, y0, x1, y1 } = word.bbox;
        for number in [x0, y0, x1, y1, word.confidence.get()] {
            payload.extend(number.to_le_bytes());
        }
        payload.extend(length(word.text.len())?);
    }
    words.iter().for_each(|word| payload.extend(word.text.as_bytes()));
    Ok(payload)
}

fn length(bytes: usize) -> io::Result<[u8; 4]> {
    u32::try_from(bytes).map(u32::to_le_bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// The page of a payload; `None` when the child does not say a page.
pub(super) fn decode(payload: &[u8]) -> Option<Page> {
    let mut rest = payload;
    let json = part(&mut rest)?;
    let mut page: Page = serde_json::from_slice(json).ok()?;
    let (count, behind) = rest.split_first_chunk()?;
    let places = (u32::from_le_bytes(*count) as usize).checked_mul(WORD_BYTES)?;
    let (places, texts) = behind.split_at_checked(places)?;
    let (mut rest, mut texts) = (places, std::str::from_utf8(texts).ok()?);
    page.words.reserve_exact(places.len() / WORD_BYTES);
    while !rest.is_empty() {
        let [x0, y0, x1, y1, confidence] = numbers(&mut rest)?;
        let (length, behind) = rest.split_first_chunk()?;
        let (text, others) = texts.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        (rest, texts) = (behind, others);
        let (bbox, confidence) = (Rect::new(x0, y0, x1, y1), Confidence::new(confidence));
        page.words.push(Word { text: text.to_owned(), bbox, confidence });
    }
    texts.is_empty().then_some(page)
}

/// Bytes behind their length.
fn part<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, behind) = rest.split_first_chunk()?;
    let (part, behind) = behind.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *rest = behind;
    Some(part)
}

/// Five numbers, none of them endless.
fn numbers(rest: &mut &[u8]) -> Option<[f32; 5]> {
    let mut numbers = [0.0; 5];
    for number in &mut numbers {
        let (bytes, behind) = rest.split_first_chunk()?;
        *number = f32::from_le_bytes(*bytes);
        *rest = behind;
    }
    numbers.iter().all(|number| number.is_finite()).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use perigee_model::{Graphics, PageSource};
    use proptest::prelude::*;

    use super::*;

    fn page(texts: &[String]) -> Page {
        let word = |(at, text): (usize, &String)| Word {
            text: text.clone(),
            bbox: Rect::new(at as f32 * 1.25, 2.5, at as f32 * 1.25 + 30.75, 12.99),
            confidence: Confidence::new(1.0 / (at + 1) as f32),
        };
        Page {
            number: 7,
            width: 595.0,
            height: 842.0,
            rotation: 90,
            source: PageSource::Ocr,
            words: texts.iter().enumerate().map(word).collect(),
            graphics: Graphics { rules: vec![Rect::new(1.0, 2.0, 300.0, 2.5)], ..Graphics::default() },
        }
    }

    proptest! {
        #[test]
        fn a_page_comes_through_as_it_was(texts in prop::collection::vec(".{0,12}", 0..20)) {
            let page = page(&texts);
            prop_assert_eq!(decode(&encode(page.clone()).unwrap()), Some(page));
        }

        #[test]
        fn a_payload_that_was_changed_is_another_page_or_none(
            at in 0usize..200, with in any::<u8>(), cut in 0usize..200,
        ) {
            let mut payload = encode(page(&["Total".to_owned(), "9,00 €".to_owned()])).unwrap();
            if let Some(byte) = payload.get_mut(at) {
                *byte = with;
            }
            payload.truncate(payload.len().saturating_sub(cut));
            if let Some(page) = decode(&payload) {
                prop_assert!(page.words.iter().all(|word| word.bbox.x1.is_finite()));
            }
        }
    }

    #[test]
    fn a_word_without_a_place_is_refused() {
        let mut payload = encode(page(&["9,00".to_owned()])).unwrap();
        let first_edge = payload.len() - "9,00".len() - WORD_BYTES;
        payload[first_edge..first_edge + 4].copy_from_slice(&f32::NAN.to_le_bytes());
        assert_eq!(decode(&payload), None);
    }
}
