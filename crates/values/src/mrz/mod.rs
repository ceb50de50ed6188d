//! Machine-readable zones of passports, identity cards and visas (ICAO 9303, parts 3 to 7): fields and check digits.
//!
//! Misread letters and digits are put right only where a check digit proves it; nothing else is changed.

mod check;
mod shape;

use jiff::civil::Date;

use check::Field;
use shape::Layout;

pub use shape::Format;

/// A machine-readable zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mrz {
    /// How it is laid out.
    pub format: Format,
    /// Its lines in their full length, as they must have been printed.
    pub lines: Vec<String>,
    /// Kind of document, e.g. `P`, `ID`, `V`.
    pub document_code: String,
    /// Who issued it: three letters, or `D` for Germany.
    pub issuer: String,
    /// Number of the document.
    pub number: String,
    /// Nationality of the holder: three letters, or `D`.
    pub nationality: String,
    /// When the holder was born; `None` when it is unknown or no date.
    pub birth: Option<Date>,
    /// `M`, `F`, or `None` when unspecified.
    pub sex: Option<char>,
    /// When it expires; `None` when it is no date.
    pub expiry: Option<Date>,
    /// Surname, words separated by spaces.
    pub surname: String,
    /// Given names, separated by spaces; may be empty.
    pub given_names: String,
    /// Personal number or other optional data; may be empty.
    pub optional: String,
    /// Fields whose check digit is wrong, e.g. `number`.
    pub faults: Vec<&'static str>,
}

impl Mrz {
    /// Whether every check digit is right.
    pub fn is_valid(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Reads the lines of a zone, each with or without spaces; `None` when they have not the shape of one.
pub fn parse(lines: &[&str]) -> Option<Mrz> {
    let lines: Vec<String> = lines.iter().map(|line| normalized(line)).collect();
    let (format, lines) = shape::fitted(&lines)?;
    // An exchanged letter can make one digit right by chance; that the digit over all is right as well, hardly.
    let exchanged = read(format, lines.clone(), true).filter(|zone| !zone.faults.contains(&"composite"));
    match exchanged.filter(|_| Layout::of(format).composite.is_some()) {
        Some(zone) => Some(zone),
        None => read(format, lines, false),
    }
}

/// The lines of a zone joined by line feeds; `None` for any other text.
pub fn canonical(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_whitespace().take(4).collect();
    let zone = lines.iter().all(|line| is_line(line)).then(|| parse(&lines)).flatten()?;
    // What reads as another zone, or as none, once its letters are set right, is none.
    let again: Vec<&str> = zone.lines.iter().map(String::as_str).collect();
    let is_stable = again.iter().all(|line| is_line(line))
        && parse(&again).is_some_and(|other| other.lines == zone.lines);
    is_stable.then(|| zone.lines.join("\n"))
}

/// Reads fitted lines; `may_exchange` letters for digits of the same look and the reverse in mixed fields.
fn read(format: Format, lines: Vec<String>, may_exchange: bool) -> Option<Mrz> {
    let layout = Layout::of(format);
    let mut zone = Zone { lines, faults: Vec::new(), may_exchange };
    let number = zone.number(&layout);
    let birth = zone.checked("birth", &layout.birth);
    let expiry = zone.checked("expiry", &layout.expiry);
    let optional = zone.optional(&layout);
    if let Some(composite) = &layout.composite
        && !zone.composite_is_right(composite)
    {
        zone.faults.push("composite");
    }
    // Without a single right digit it is a line of capitals, not a zone.
    if ["number", "birth", "expiry"].iter().all(|name| zone.faults.contains(name)) {
        return None;
    }
    let expiry = date_of(&expiry, None);
    let (surname, given_names) = names(zone.slice(layout.names.0, layout.names.1.clone()));
    Some(Mrz {
        format,
        document_code: letters(zone.slice(0, 0..2)),
        issuer: letters(zone.slice(0, 2..5)),
        number,
        nationality: letters(zone.slice(layout.nationality.0, layout.nationality.1.clone())),
        birth: date_of(&birth, expiry),
        sex: zone
            .slice(layout.sex.0, layout.sex.1.clone())
            .chars()
            .next()
            .filter(|sex| matches!(sex, 'M' | 'F')),
        expiry,
        surname,
        given_names,
        optional,
        faults: zone.faults,
        lines: zone.lines,
    })
}

/// Whether a printed line can be one of a zone: long, without small letters, with fillers.
pub fn is_line(text: &str) -> bool {
    let text = normalized(text);
    let fillers = text.chars().filter(|&c| c == '<').count();
    (24..=48).contains(&text.len())
        && text.chars().all(|c| matches!(c, 'A'..='Z' | '0'..='9' | '<'))
        && (fillers >= 2 || text.chars().filter(char::is_ascii_digit).count() >= 10)
}

/// Capitals, digits and fillers; recognizers see the filler as many things.
fn normalized(line: &str) -> String {
    let mut normal = String::with_capacity(48);
    for character in line.chars().filter(|c| !c.is_whitespace()) {
        match character {
            '«' | '≪' | '《' => normal.push_str("<<"),
            '‹' | '〈' | '＜' | '(' | '{' | '[' | '_' | '-' => normal.push('<'),
            other => normal.extend(other.to_uppercase()),
        }
    }
    normal
}

struct Zone {
    lines: Vec<String>,
    faults: Vec<&'static str>,
    may_exchange: bool,
}

impl Zone {
    fn slice(&self, line: usize, range: std::ops::Range<usize>) -> &str {
        self.lines.get(line).and_then(|line| line.get(range)).unwrap_or("")
    }

    /// The field as its check digit proves it; where none does, as printed, with a fault.
    fn checked(&mut self, name: &'static str, field: &Field) -> String {
        let printed = self.slice(field.line, field.range.clone()).to_owned();
        let digit = self.slice(field.line, field.check..field.check + 1).chars().next().unwrap_or('<');
        let Some((right, digit)) = check::proven(&printed, digit, field.kind, self.may_exchange) else {
            self.faults.push(name);
            return printed;
        };
        self.put(field.line, field.range.clone(), &right);
        self.put(field.line, field.check..field.check + 1, &digit.to_string());
        right
    }

    fn put(&mut self, line: usize, range: std::ops::Range<usize>, text: &str) {
        if let Some(line) = self.lines.get_mut(line).filter(|line| line.get(range.clone()).is_some()) {
            line.replace_range(range, text);
        }
    }

    /// The number of the document; on cards a long one goes on in the optional data (part 5, note j).
    fn number(&mut self, layout: &Layout) -> String {
        let field = &layout.number;
        let is_long = layout.long_numbers && self.slice(field.line, field.check..field.check + 1) == "<";
        if is_long {
            let rest = self.slice(layout.optional.0, layout.optional.1.clone());
            let rest = rest.split('<').next().unwrap_or("").to_owned();
            let whole = format!("{}{rest}", self.slice(field.line, field.range.clone()));
            if let Some((at, digit)) = whole.char_indices().next_back()
                && rest.len() > 1
                && check::proven(&whole[..at], digit, check::Kind::Mixed, false).is_some()
            {
                return whole[..at].to_owned();
            }
        }
        self.checked("number", field).replace('<', "")
    }

    fn optional(&mut self, layout: &Layout) -> String {
        let (line, range) = layout.optional.clone();
        let text = self.slice(line, range.clone()).to_owned();
        if let Some(check) = layout.optional_check {
            let digit = self.slice(line, check..check + 1).chars().next().unwrap_or('<');
            // An empty field may have a filler for its digit (part 4, 4.2.2).
            let is_empty = text.chars().all(|c| c == '<') && matches!(digit, '<' | '0' | 'O');
            if !is_empty && check::proven(&text, digit, check::Kind::Mixed, false).is_none() {
                self.faults.push("optional");
            }
        }
        text.trim_matches('<').replace('<', " ")
    }

    fn composite_is_right(&self, composite: &shape::Composite) -> bool {
        let whole: String =
            composite.parts.iter().map(|(line, range)| self.slice(*line, range.clone())).collect();
        let digit = self.slice(composite.line, composite.check..composite.check + 1).chars().next();
        digit.is_some_and(|digit| check::digit(&whole) == check::as_digit(digit))
    }
}

fn letters(text: &str) -> String {
    // No code of a state or document has a digit; recognizers mix these up.
    let letter = |c: char| match c {
        '0' => 'O',
        '1' => 'I',
        '5' => 'S',
        '8' => 'B',
        other => other,
    };
    text.chars().filter(|&c| c != '<').map(letter).collect()
}

/// Surname and given names: two fillers stand between them, one between words.
fn names(field: &str) -> (String, String) {
    let spaced = |part: &str| {
        let words = part.split('<').filter(|word| !word.is_empty());
        letters(&words.collect::<Vec<_>>().join(" "))
    };
    let field = field.trim_end_matches('<');
    match field.split_once("<<") {
        Some((surname, given)) => (spaced(surname), spaced(given)),
        None => (spaced(field), String::new()),
    }
}

/// `YYMMDD`; a date of birth lies before `expiry`, at most a hundred years.
fn date_of(digits: &str, expiry: Option<Date>) -> Option<Date> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i8>().ok();
    let (year, month, day) = (i16::from(number(0..2)?), number(2..4)?, number(4..6)?);
    let recent = Date::new(2000 + year, month, day).ok();
    match expiry {
        // Documents that expired before 2000 are no use to anybody.
        None => recent,
        Some(expiry) => match recent {
            Some(date) if date < expiry => Some(date),
            _ => Date::new(1900 + year, month, day).ok(),
        },
    }
}

#[cfg(test)]
mod tests;
