//! Dates: numeric forms, month names in English, German, French, Polish, Spanish, Italian and Dutch, ISO.
//!
//! Whether `03/04/2020` is in March or April is decided once for a document, by [`DateOrder::decide`].

use jiff::civil::Date;

/// Longer texts are no dates ("Wednesday, the 30th of September 2020, 12:00:00" has 47 characters).
const MAX_CHARACTERS: usize = 60;
/// Two-digit years up to this one are of the 2000s, others of the 1900s: papers in use are seldom older than 40 years.
const LAST_YEAR_OF_2000S: i16 = 59;
/// Years outside of these are misreadings.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Which of day and month is printed first in numeric dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `31/12/2020`: most of the world.
    #[default]
    DayFirst,
    /// `12/31/2020`: the United States.
    MonthFirst,
}

impl DateOrder {
    /// The order that most of a document's numeric dates prove; `hint` where none proves anything or they disagree evenly.
    pub fn decide<'a>(printed: impl IntoIterator<Item = &'a str>, hint: Self) -> Self {
        let (mut day_first, mut month_first) = (0_usize, 0_usize);
        for numbers in printed.into_iter().filter_map(numeric_parts) {
            match numbers {
                [first, second, _] if first > 12 && (1..=12).contains(&second) && first <= 31 => {
                    day_first += 1
                }
                [first, second, _] if second > 12 && (1..=12).contains(&first) && second <= 31 => {
                    month_first += 1
                }
                _ => {}
            }
        }
        match day_first.cmp(&month_first) {
            std::cmp::Ordering::Greater => Self::DayFirst,
            std::cmp::Ordering::Less => Self::MonthFirst,
            std::cmp::Ordering::Equal => hint,
        }
    }
}

/// Whether the printed date means two days, depending on the order.
pub fn is_ambiguous(printed: &str) -> bool {
    parse(printed, DateOrder::DayFirst).is_some_and(|day_first| {
        parse(printed, DateOrder::MonthFirst).is_some_and(|month_first| day_first != month_first)
    })
}

/// Reads a date; weekday names before it and a time of day after it are passed over.
pub fn parse(printed: &str, order: DateOrder) -> Option<Date> {
    let trimmed = printed.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']'));
    if trimmed.len() > MAX_CHARACTERS || !trimmed.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(trimmed);
    let tokens = without_time(skip_weekday(&tokens));
    with_month_name(tokens).or_else(|| numeric(tokens, order))
}

/// The three numbers of a numeric date with the year last.
fn numeric_parts(printed: &str) -> Option<[u16; 3]> {
    let tokens = tokens(printed.trim());
    let [first, a, second, b, year] = without_time(&tokens) else { return None };
    let (Token::Mark(a), Token::Mark(b)) = (a, b) else { return None };
    (a == b && first.digits() <= 2 && second.digits() <= 2)
        .then(|| Some([first.number()?, second.number()?, year.number()?]))?
}

/// A piece of a printed date.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(u32, usize),
    Name(String),
    Mark(char),
}

impl Token {
    fn number(&self) -> Option<u16> {
        match self {
            Self::Number(value, _) => u16::try_from(*value).ok(),
            _ => None,
        }
    }

    fn digits(&self) -> usize {
        match self {
            Self::Number(_, digits) => *digits,
            _ => usize::MAX,
        }
    }
}

/// Numbers, folded names, and marks; spaces separate and disappear, except between two numbers.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| match first {
            f if f.is_ascii_digit() => c.is_ascii_digit(),
            f if f.is_alphabetic() => c.is_alphabetic(),
            f if f.is_whitespace() => c.is_whitespace(),
            _ => false,
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (piece, after) = rest.split_at(end);
        rest = after;
        if first.is_ascii_digit() {
            tokens.push(Token::Number(piece.parse().unwrap_or(u32::MAX), piece.len()));
        } else if first.is_alphabetic() {
            tokens.push(Token::Name(crate::fold(piece)));
        } else if first.is_whitespace() {
            let between_numbers = matches!(tokens.last(), Some(Token::Number(..)))
                && rest.starts_with(|c: char| c.is_ascii_digit());
            if between_numbers {
                tokens.push(Token::Mark(' '));
            }
        } else {
            tokens.push(Token::Mark(if first == '\u{2013}' || first == '\u{2212}' { '-' } else { first }));
        }
    }
    tokens
}

fn skip_weekday(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::Name(name), rest @ ..] if is_weekday(name) => match rest {
            [Token::Mark(',' | '.'), rest @ ..] => skip_weekday_mark(rest),
            _ => rest,
        },
        [Token::Name(name), rest @ ..]
            if matches!(name.as_str(), "the" | "den" | "le" | "am" | "vom" | "du") =>
        {
            rest
        }
        _ => tokens,
    }
}

fn skip_weekday_mark(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::Mark(','), rest @ ..] => rest,
        [Token::Name(name), rest @ ..] if matches!(name.as_str(), "the" | "den" | "le") => rest,
        _ => tokens,
    }
}

/// Cuts a time of day off: `25/12/2018 8:13:39 PM`, `2018-12-25T10:00:00Z`.
fn without_time(tokens: &[Token]) -> &[Token] {
    let Some(colon) = tokens.iter().position(|token| *token == Token::Mark(':')) else {
        return without_trailing_marks(tokens);
    };
    let before_hour = tokens.get(..colon.saturating_sub(1)).unwrap_or(&[]);
    match before_hour {
        [date @ .., Token::Mark(' ' | ',' | '-')] => without_trailing_marks(date),
        [date @ .., Token::Name(t)] if t == "t" || t == "at" || t == "um" => without_trailing_marks(date),
        date => without_trailing_marks(date),
    }
}

fn without_trailing_marks(tokens: &[Token]) -> &[Token] {
    match tokens {
        [rest @ .., Token::Mark('.' | ',' | ';' | ')')] => without_trailing_marks(rest),
        // "2024 r.": Polish for "of the year".
        [rest @ .., Token::Name(r)] if r == "r" || r == "roku" => rest,
        _ => tokens,
    }
}

fn with_month_name(tokens: &[Token]) -> Option<Date> {
    let at = tokens.iter().position(|token| matches!(token, Token::Name(name) if month(name).is_some()))?;
    let Token::Name(name) = tokens.get(at)? else { return None };
    let month = month(name)?;
    let numbers = |part: &[Token]| -> Option<Vec<(u16, usize)>> {
        let mut numbers = Vec::new();
        for token in part {
            match token {
                Token::Number(..) => numbers.push((token.number()?, token.digits())),
                Token::Mark('.' | ',' | '-' | '/' | '\'' | '\u{2019}' | ' ') => {}
                Token::Name(name) if is_joiner(name) => {}
                _ => return None,
            }
        }
        Some(numbers)
    };
    let before = numbers(tokens.get(..at)?)?;
    let after = numbers(tokens.get(at + 1..)?)?;
    let (day, year) = match (before.as_slice(), after.as_slice()) {
        // 7. Mai 2014
        ([day], [year]) if day.1 <= 2 => (day, year),
        // 2014 May 7
        ([year], [day]) if year.1 == 4 && day.1 <= 2 => (day, year),
        // May 7, 2014
        ([], [day, year]) if day.1 <= 2 => (day, year),
        _ => return None,
    };
    date(full_year(year.0, year.1)?, month, day.0)
}

fn numeric(tokens: &[Token], order: DateOrder) -> Option<Date> {
    match tokens {
        [Token::Number(..)] => compact(tokens.first()?),
        [a, Token::Mark(first), b, Token::Mark(second), c]
            if first == second && matches!(first, '.' | '/' | '-' | ' ' | '\\') =>
        {
            three(a, b, c, order)
        }
        _ => None,
    }
}

fn three(a: &Token, b: &Token, c: &Token, order: DateOrder) -> Option<Date> {
    if a.digits() == 4 {
        return (b.digits() <= 2 && c.digits() <= 2)
            .then(|| date(full_year(a.number()?, 4)?, b.number()?, c.number()?))?;
    }
    if a.digits() > 2 || b.digits() > 2 || !matches!(c.digits(), 2 | 4) {
        return None;
    }
    let year = full_year(c.number()?, c.digits())?;
    let (first, second) = (a.number()?, b.number()?);
    let (day, month) = match order {
        DateOrder::DayFirst => (first, second),
        DateOrder::MonthFirst => (second, first),
    };
    // An impossible month means that this one date is printed the other way round.
    date(year, month, day).or_else(|| date(year, day, month))
}

/// `20140703`.
fn compact(token: &Token) -> Option<Date> {
    let Token::Number(value, 8) = token else { return None };
    let part = |divisor: u32, modulus: u32| u16::try_from(value / divisor % modulus).ok();
    date(i16::try_from(value / 10_000).ok()?, part(100, 100)?, part(1, 100)?)
}

fn full_year(number: u16, digits: usize) -> Option<i16> {
    let number = i16::try_from(number).ok()?;
    match digits {
        4 => Some(number),
        2 if number <= LAST_YEAR_OF_2000S => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

fn date(year: i16, month: u16, day: u16) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn is_joiner(name: &str) -> bool {
    matches!(name, "st" | "nd" | "rd" | "th" | "of" | "de" | "del" | "er" | "the" | "di")
}

fn is_weekday(name: &str) -> bool {
    const WEEKDAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "poniedzialek",
        "wtorek",
        "sroda",
        "czwartek",
        "piatek",
        "sobota",
        "niedziela",
    ];
    WEEKDAYS.contains(&name)
}

/// Whether a folded word names a month; used to look for dates on a page.
pub fn is_month(folded: &str) -> bool {
    month(folded).is_some()
}

/// Month names and their abbreviations, folded.
fn month(folded: &str) -> Option<u16> {
    const MONTHS: [&[&str]; 12] = [
        &[
            "january", "januar", "jaenner", "janvier", "styczen", "stycznia", "enero", "gennaio", "januari",
            "jan", "janv", "sty", "ene", "gen",
        ],
        &[
            "february", "februar", "fevrier", "luty", "lutego", "febrero", "febbraio", "februari", "feb",
            "fev", "fevr", "lut",
        ],
        &["march", "maerz", "mars", "marzec", "marca", "marzo", "maart", "mar", "mrz", "mrt"],
        &["april", "avril", "kwiecien", "kwietnia", "abril", "aprile", "apr", "avr", "kwi", "abr"],
        &["may", "mai", "maj", "maja", "mayo", "maggio", "mei", "mag"],
        &["june", "juni", "juin", "czerwiec", "czerwca", "junio", "giugno", "jun", "cze", "giu"],
        &["july", "juli", "juillet", "lipiec", "lipca", "julio", "luglio", "jul", "juil", "lip", "lug"],
        &["august", "aout", "sierpien", "sierpnia", "agosto", "augustus", "aug", "sie", "ago"],
        &[
            "september",
            "septembre",
            "wrzesien",
            "wrzesnia",
            "septiembre",
            "settembre",
            "sep",
            "sept",
            "wrz",
            "set",
        ],
        &[
            "october",
            "oktober",
            "octobre",
            "pazdziernik",
            "pazdziernika",
            "octubre",
            "ottobre",
            "oct",
            "okt",
            "paz",
            "ott",
        ],
        &["november", "novembre", "listopad", "listopada", "noviembre", "nov", "lis"],
        &[
            "december",
            "dezember",
            "decembre",
            "grudzien",
            "grudnia",
            "diciembre",
            "dicembre",
            "dec",
            "dez",
            "gru",
            "dic",
        ],
    ];
    let index = MONTHS.iter().position(|names| names.contains(&folded))?;
    u16::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("03.07.2014", "2014-07-03")]
    #[case("3.7.14", "2014-07-03")]
    #[case("2014-07-03", "2014-07-03")]
    #[case("2014/07/03", "2014-07-03")]
    #[case("20140703", "2014-07-03")]
    #[case("25/12/2018 8:13:39 PM", "2018-12-25")]
    #[case("2018-12-25T10:00:00Z", "2018-12-25")]
    #[case("(06/12/2016)", "2016-12-06")]
    #[case("12/25/2018", "2018-12-25")]
    #[case("7. Mai 2014", "2014-05-07")]
    #[case("19 april 2014", "2014-04-19")]
    #[case("August 3 , 2014", "2014-08-03")]
    #[case("the 1st of March 2020", "2020-03-01")]
    #[case("03-JAN-20", "2020-01-03")]
    #[case("2 Juillet 2015", "2015-07-02")]
    #[case("1er août 2015", "2015-08-01")]
    #[case("12 października 2024 r.", "2024-10-12")]
    #[case("Freitag, den 5. März 2021", "2021-03-05")]
    #[case("15 MAY '18", "2018-05-15")]
    #[case("18 05 2018", "2018-05-18")]
    #[case("31.12.99", "1999-12-31")]
    #[case("5 de mayo de 2021", "2021-05-05")]
    #[case("30.02.2020", "none")]
    #[case("12.34.5678", "none")]
    #[case("1.2", "none")]
    #[case("19-18/01/2018", "none")]
    #[case("May 2014", "none")]
    #[case("0000-00-00", "none")]
    #[case("99999999999999999999", "none")]
    fn dates_are_read_in_many_forms(#[case] printed: &str, #[case] expected: &str) {
        let read = parse(printed, DateOrder::DayFirst).map_or("none".to_owned(), |date| date.to_string());
        assert_eq!(read, expected, "{printed}");
    }

    #[test]
    fn the_order_of_the_document_decides_what_one_date_cannot() {
        assert_eq!(parse("03/04/2020", DateOrder::MonthFirst).unwrap().to_string(), "2020-03-04");
        assert_eq!(
            DateOrder::decide(["03/04/2020", "03/25/2020"], DateOrder::DayFirst),
            DateOrder::MonthFirst
        );
        assert_eq!(
            DateOrder::decide(["03/04/2020", "25/03/2020"], DateOrder::MonthFirst),
            DateOrder::DayFirst
        );
        assert_eq!(DateOrder::decide(["03/04/2020"], DateOrder::MonthFirst), DateOrder::MonthFirst);
        assert!(is_ambiguous("03/04/2020") && !is_ambiguous("13/04/2020") && !is_ambiguous("4/4/2020"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,70}") {
            let _ = parse(&text, DateOrder::DayFirst);
            let _ = DateOrder::decide([text.as_str()], DateOrder::DayFirst);
        }

        #[test]
        fn what_is_printed_is_read(year in 1960_i16..2059, month in 1_i8..=12, day in 1_i8..=28) {
            let date = Date::new(year, month, day).unwrap();
            for printed in [
                date.to_string(),
                format!("{day:02}.{month:02}.{year}"),
                format!("{day}/{month}/{year}"),
                format!("{day:02}-{month:02}-{:02}", year % 100),
                date.strftime("%d %B %Y").to_string(),
                date.strftime("%b %d, %Y").to_string(),
            ] {
                prop_assert_eq!(parse(&printed, DateOrder::DayFirst), Some(date), "{}", printed);
            }
        }
    }
}
