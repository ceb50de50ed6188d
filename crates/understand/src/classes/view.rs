//! What is looked at of a document when its class is told.

use perigee_layout::{Line, lines};
use perigee_model::{Page, PageSource};
use perigee_values::fold;
use serde::{Deserialize, Serialize};

use crate::learn::Name;
use crate::splitting::votes::{self, Votes};

/// Share of the first page's height from the top that is its head: names, titles, addresses.
const HEAD: f32 = 0.3;
/// Pages whose words may name a known class: it is said on the first few.
const MAX_PAGES: usize = 4;
/// Words of the head, of the first page, pairs of neighbours on it, and words of the second page that are remembered.
///
/// Set by hand: a dense page has some 300 different words.
const MAX_WORDS: [usize; LISTS] = [120, 300, 300, 300];
/// Lists of words of a view.
pub(super) const LISTS: usize = 4;
/// The list of the words of the first page.
pub(super) const FIRST: usize = 1;
/// The list of the words of the second page.
pub(super) const SECOND: usize = 3;
/// Measures of the layout of a first page.
pub(super) const MEASURES: usize = 14;
/// Words from which on a line is running text.
const PROSE: usize = 8;

/// A document as the learner of classes sees it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Hashed words, each list sorted: of the head, of the first page, pairs of neighbours, of the second page.
    pub(super) lists: [Vec<u32>; LISTS],
    /// Measures of the first page's layout, from 0 to 255.
    pub(super) layout: [u8; MEASURES],
    /// How strongly the words speak for each known class; not remembered.
    #[serde(skip)]
    pub(super) votes: Votes,
}

impl View {
    /// Looks at the pages of a document.
    pub fn of(pages: &[Page]) -> Self {
        let mut view = Self::default();
        for (number, page) in pages.iter().take(MAX_PAGES).enumerate() {
            let lines = lines(page);
            view.add_votes(page, &lines);
            match number {
                0 => {
                    view.layout = layout(page, &lines, pages.len());
                    view.add_first(page, &lines);
                }
                1 => view.add_second(page, &lines),
                _ => {}
            }
        }
        for list in &mut view.lists {
            list.sort_unstable();
        }
        view
    }

    /// A page as it would be remembered as the first of a document, and as the second.
    pub(super) fn of_page(page: &Page) -> Self {
        let (lines, mut view) = (lines(page), Self::default());
        view.add_first(page, &lines);
        view.add_second(page, &lines);
        view.lists.iter_mut().for_each(|list| list.sort_unstable());
        view
    }

    /// The same without what its words say for the known classes: as a paper that no word list names.
    pub fn without_names(&self) -> Self {
        Self { votes: Votes::default(), ..self.clone() }
    }

    fn add_first(&mut self, page: &Page, lines: &[Line]) {
        for line in lines {
            let words = of_line(page, line);
            if line.bbox.y0 < HEAD * page.height {
                add(&mut self.lists[0], MAX_WORDS[0], words.iter().map(|word| named("head", word)));
            }
            add(&mut self.lists[1], MAX_WORDS[1], words.iter().map(|word| named("first", word)));
            let pair = |two: &[String]| Name::new("class pair").text(&two[0]).text(&two[1]).id();
            add(&mut self.lists[2], MAX_WORDS[2], words.windows(2).map(pair));
        }
    }

    fn add_second(&mut self, page: &Page, lines: &[Line]) {
        let words = lines.iter().flat_map(|line| of_line(page, line));
        add(&mut self.lists[SECOND], MAX_WORDS[SECOND], words.map(|word| named("second", &word)));
    }

    fn add_votes(&mut self, page: &Page, lines: &[Line]) {
        let mut own: Votes = Votes::default();
        for line in lines {
            let words: Vec<&str> = raw(page, line).collect();
            votes::add_line(&words, line.bbox.y0 / page.height.max(1.0), &mut own);
        }
        votes::add_page(&mut self.votes, &own);
    }
}

fn named(list: &str, word: &str) -> u32 {
    Name::new("class").text(list).text(word).id()
}

/// Adds what is not in the list yet, up to so many.
fn add(list: &mut Vec<u32>, most: usize, words: impl Iterator<Item = u32>) {
    for word in words {
        if list.len() < most && !list.contains(&word) {
            list.push(word);
        }
    }
}

fn raw<'p>(page: &'p Page, line: &Line) -> impl Iterator<Item = &'p str> {
    let words: Vec<&str> = line
        .words
        .iter()
        .filter_map(|at| page.words.get(*at as usize))
        .map(|word| word.text.as_str())
        .collect();
    words.into_iter()
}

/// The words of a line that can tell a class: numbers and codes differ from document to document.
fn of_line(page: &Page, line: &Line) -> Vec<String> {
    raw(page, line)
        .map(fold)
        .filter(|word| word.chars().nth(1).is_some() && !word.contains(char::is_numeric))
        .collect()
}

/// Measures of a first page, each from 0 to 255.
fn layout(page: &Page, lines: &[Line], pages: usize) -> [u8; MEASURES] {
    let count =
        |holds: &dyn Fn(&str) -> bool| page.words.iter().filter(|word| holds(&word.text)).count() as f32;
    let words = page.words.len().max(1) as f32;
    let rows = lines.len().max(1) as f32;
    let area = (page.width * page.height).max(1.0);
    let ink: f32 = page.words.iter().map(|word| word.bbox.width() * word.bbox.height()).sum();
    let pictures: f32 = page.graphics.pictures.iter().map(|place| place.width() * place.height()).sum();
    let segments: usize = lines.iter().map(|line| line.segments.len()).sum();
    let left = lines.iter().map(|line| line.bbox.x0).fold(page.width, f32::min);
    let bottom = lines.iter().map(|line| line.bbox.y1).fold(0.0, f32::max);
    let prose = lines.iter().filter(|line| line.words.len() >= PROSE && line.segments.len() == 1).count();
    let measures = [
        page.width / (page.width + page.height).max(1.0),
        (page.height / 2000.0).min(1.0),
        pages.min(8) as f32 / 8.0,
        (ink / area * 3.0).min(1.0),
        (rows / 100.0).min(1.0),
        (words / rows / 15.0).min(1.0),
        count(&|text| text.contains(|c: char| c.is_ascii_digit())) / words,
        count(&|text| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)) / words,
        left / page.width.max(1.0),
        bottom / page.height.max(1.0),
        ((segments as f32 / rows - 1.0) / 3.0).clamp(0.0, 1.0),
        prose as f32 / rows,
        (pictures / area).min(1.0),
        f32::from(u8::from(page.source == PageSource::Ocr)),
    ];
    measures
        .map(|measure| if measure.is_finite() { (measure.clamp(0.0, 1.0) * 255.0).round() as u8 } else { 0 })
}
