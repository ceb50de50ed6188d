//! Printed page numbers.

/// A page's printed number, and how many pages there are where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// From 1.
    pub page: u32,
    /// Number of pages.
    pub of: Option<u32>,
    /// Whether the word "page" or a total stands beside it.
    pub is_explicit: bool,
}

/// Words for "page".
const PAGE: &[&str] =
    &["page", "pg", "seite", "strona", "str", "pagina", "pag", "pagine", "bladzijde", "blatt"];
/// Words between a page's number and the number of pages.
const OF: &[&str] = &["of", "von", "z", "de", "sur", "di", "van", "ze"];
/// More pages than this are no page number but a year or an amount.
const MOST: u32 = 500;

/// The page number that a line of words prints, if it does; `at_edge` says that it stands at the top or bottom.
pub fn find(words: &[&str], at_edge: bool) -> Option<Number> {
    let parts = parts(words);
    for (at, part) in parts.iter().enumerate() {
        let Part::Page = part else { continue };
        let mut rest = parts[at + 1..].iter().filter(|part| !matches!(part, Part::Mark));
        if let Some(Part::Number(page)) = rest.next() {
            let of = match (rest.next(), rest.next()) {
                (Some(Part::Of), Some(Part::Number(of))) if of >= page => Some(*of),
                _ => None,
            };
            return Some(Number { page: *page, of, is_explicit: true });
        }
    }
    if !at_edge {
        return None;
    }
    let bare: Vec<&Part> = parts.iter().filter(|part| !matches!(part, Part::Mark)).collect();
    match bare[..] {
        [Part::Number(page)] => Some(Number { page: *page, of: None, is_explicit: false }),
        [Part::Number(page), Part::Of, Part::Number(of)] if of >= page => {
            Some(Number { page: *page, of: Some(*of), is_explicit: true })
        }
        _ => None,
    }
}

#[derive(Debug, PartialEq)]
enum Part {
    Page,
    Of,
    Number(u32),
    Mark,
    Other,
}

/// Words cut where letters, digits and slashes meet: `1/3`, `Page:2`.
fn parts(words: &[&str]) -> Vec<Part> {
    let mut parts = Vec::new();
    for word in words.iter().take(60) {
        let mut rest = *word;
        while let Some(first) = rest.chars().next() {
            let class = |c: char| (c.is_alphabetic(), c.is_ascii_digit());
            let end = rest.find(|c: char| class(c) != class(first)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            parts.push(part(run, first));
            rest = after;
        }
    }
    parts
}

fn part(run: &str, first: char) -> Part {
    if first.is_ascii_digit() {
        let number = run.parse().ok().filter(|number| (1..=MOST).contains(number) && run.len() <= 3);
        return number.map_or(Part::Other, Part::Number);
    }
    if first.is_alphabetic() {
        let folded = perigee_values::fold(run);
        return match folded.as_str() {
            word if PAGE.contains(&word) => Part::Page,
            word if OF.contains(&word) => Part::Of,
            _ => Part::Other,
        };
    }
    if run == "/" { Part::Of } else { Part::Mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(line: &str, at_edge: bool) -> Option<(u32, Option<u32>)> {
        find(&line.split(' ').collect::<Vec<_>>(), at_edge).map(|number| (number.page, number.of))
    }

    #[test]
    fn printed_page_numbers_are_read_in_many_forms() {
        assert_eq!(number("Invoice 12 Page 2 of 3", false), Some((2, Some(3))));
        assert_eq!(number("Seite: 1/4", false), Some((1, Some(4))));
        assert_eq!(number("strona 2 z 2", false), Some((2, Some(2))));
        assert_eq!(number("- 3 -", true), Some((3, None)));
        assert_eq!(number("1 / 2", true), Some((1, Some(2))));
    }

    #[test]
    fn amounts_years_and_plain_numbers_are_none() {
        assert_eq!(number("- 3 -", false), None);
        assert_eq!(number("2019", true), None);
        assert_eq!(number("12 boxes of 3", true), None);
        assert_eq!(number("Page of 3", false), None);
        assert_eq!(number("9.50", true), None);
    }
}
