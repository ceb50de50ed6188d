//! Text layer or recognition: which words of a page are believed.

use perigee_model::{Confidence, Word};
use perigee_render::{LayerWord, TextLayer};

/// Share of glyphs without a known character from which a text layer is of no use (`research/pdf-ocr.md` 2.5).
const MAX_UNKNOWN: f32 = 0.10;

/// Share of the page under pictures from which the page is taken for a scan.
const SCAN_COVER: f32 = 0.5;

/// A scan with fewer painted words than this carries only a stamp of the program that made it.
const FEW_WORDS: usize = 10;

/// A page without words whose pictures or drawings are smaller than this is blank.
const BLANK_COVER: f32 = 0.01;
const BLANK_PATHS: u32 = 20;

/// An invisible layer looks like words when at least this share of its characters is letters or digits …
const MIN_WORDLIKE: f32 = 0.6;

/// … and its words are on average between these lengths: single letters and endless strings are garbage.
const WORD_LENGTH: std::ops::RangeInclusive<f32> = 2.0..=15.0;

/// How far the characters of an invisible layer are believed: they are an earlier recognition of unknown quality.
/// Chosen so that they rank below a text layer and above an unsure recognition of our own; not measured.
const EARLIER_RECOGNITION: f32 = 0.9;

/// Where the words of a page come from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Choice {
    /// From the file, in the order in which it draws them.
    Layer(Vec<Word>),
    /// From the file, unseen on a scan; believed only where they lie on its ink.
    Earlier(Vec<Word>),
    /// By recognition of the drawn page.
    Recognize,
    /// There are none.
    Blank,
}

/// Decides for one page.
pub(crate) fn choose(layer: TextLayer) -> Choice {
    let is_scan = layer.picture_cover >= SCAN_COVER;
    let painted = layer.words.iter().filter(|word| !word.invisible).count();
    let unknown = layer.unknown_glyphs as f32 > MAX_UNKNOWN * layer.glyphs as f32;
    if painted > 0 && !unknown && !(is_scan && painted < FEW_WORDS) {
        // Words that nobody can see on a page of real text are not what it says.
        return Choice::Layer(words(layer.words, |word| !word.invisible));
    }
    if layer.picture_cover > BLANK_COVER && looks_like_words(&layer.words) {
        return Choice::Earlier(words(layer.words, |_| true));
    }
    let is_blank = layer.glyphs == 0 && layer.picture_cover < BLANK_COVER && layer.paths < BLANK_PATHS;
    if is_blank { Choice::Blank } else { Choice::Recognize }
}

fn words(layer: Vec<LayerWord>, keep: impl Fn(&LayerWord) -> bool) -> Vec<Word> {
    layer
        .into_iter()
        .filter(keep)
        .map(|word| Word {
            text: word.text,
            bbox: word.bbox,
            confidence: match word.invisible {
                true => Confidence::new(EARLIER_RECOGNITION),
                false => Confidence::CERTAIN,
            },
        })
        .collect()
}

/// Whether the invisible words are a recognition of the page rather than garbage.
fn looks_like_words(layer: &[LayerWord]) -> bool {
    let texts = || layer.iter().filter(|word| word.invisible).map(|word| word.text.as_str());
    let (count, characters) = (texts().count(), texts().flat_map(str::chars).count());
    let wordlike = texts().flat_map(str::chars).filter(|character| character.is_alphanumeric()).count();
    count >= FEW_WORDS
        && wordlike as f32 >= MIN_WORDLIKE * characters as f32
        && WORD_LENGTH.contains(&(characters as f32 / count as f32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use perigee_model::Rect;

    fn layer(texts: &[&str], invisible: bool) -> TextLayer {
        let words =
            texts.iter().map(|&text| LayerWord { text: text.to_owned(), bbox: Rect::default(), invisible });
        let glyphs = if invisible { 0 } else { 100 };
        TextLayer { words: words.collect(), glyphs, ..TextLayer::default() }
    }

    const TWELVE: [&str; 12] = [
        "Rechnung", "Nr.", "4711", "vom", "3.5.2024", "Summe", "119,00", "EUR", "Netto", "100,00", "USt",
        "19",
    ];

    #[test]
    fn painted_words_are_taken_from_the_file() {
        assert!(matches!(choose(layer(&["Total", "9.00"], false)), Choice::Layer(words) if words.len() == 2));
    }

    #[test]
    fn glyphs_without_characters_lead_to_recognition() {
        let garbled = TextLayer { unknown_glyphs: 11, ..layer(&["Total"], false) };
        assert_eq!(choose(garbled), Choice::Recognize);
    }

    #[test]
    fn a_stamp_on_a_scan_does_not_hide_the_scan() {
        let scan = TextLayer { picture_cover: 1.0, ..layer(&["Scanned", "by", "X"], false) };
        assert_eq!(choose(scan), Choice::Recognize);
    }

    #[test]
    fn the_layer_of_an_earlier_recognition_is_kept() {
        let scan = TextLayer { picture_cover: 1.0, ..layer(&TWELVE, true) };
        let Choice::Earlier(words) = choose(scan) else { panic!("expected the layer") };
        assert_eq!(words.len(), 12);
        assert!(words[0].confidence < Confidence::CERTAIN);
    }

    #[test]
    fn a_garbage_layer_is_read_anew() {
        let scan = TextLayer {
            picture_cover: 1.0,
            ..layer(&["~", ".", "'", "|", "-", "_", "^", "°", ",", ";"], true)
        };
        assert_eq!(choose(scan), Choice::Recognize);
    }

    #[test]
    fn hidden_words_on_a_page_of_text_are_not_what_it_says() {
        let mut page = layer(&TWELVE, false);
        page.words.push(LayerWord { text: "hidden".to_owned(), bbox: Rect::default(), invisible: true });
        assert!(matches!(choose(page), Choice::Layer(words) if words.len() == 12));
    }

    #[test]
    fn an_empty_page_is_blank() {
        assert_eq!(choose(TextLayer::default()), Choice::Blank);
    }

    #[test]
    fn text_drawn_as_outlines_is_recognized() {
        assert_eq!(choose(TextLayer { paths: 400, ..TextLayer::default() }), Choice::Recognize);
    }
}
