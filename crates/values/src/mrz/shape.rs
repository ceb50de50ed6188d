//! The five layouts of a zone, and lines brought to their length.

use std::ops::Range;

use super::check::{Field, Kind};

/// How a zone is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Cards: three lines of 30.
    Td1,
    /// Older cards: two lines of 36.
    Td2,
    /// Passports: two lines of 44.
    Td3,
    /// Visas as large as a passport page: two lines of 44.
    VisaA,
    /// Smaller visas: two lines of 36.
    VisaB,
}

impl Format {
    /// Lines and characters of a line.
    pub fn size(self) -> (usize, usize) {
        match self {
            Self::Td1 => (3, 30),
            Self::Td2 | Self::VisaB => (2, 36),
            Self::Td3 | Self::VisaA => (2, 44),
        }
    }
}

/// A part of a line.
pub(super) type Part = (usize, Range<usize>);

/// The digit over several fields.
#[derive(Debug)]
pub(super) struct Composite {
    pub(super) parts: Vec<Part>,
    pub(super) line: usize,
    pub(super) check: usize,
}

/// Where the fields stand.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) names: Part,
    pub(super) number: Field,
    pub(super) nationality: Part,
    pub(super) birth: Field,
    pub(super) sex: Part,
    pub(super) expiry: Field,
    pub(super) optional: Part,
    pub(super) optional_check: Option<usize>,
    pub(super) composite: Option<Composite>,
    /// Whether a number of more than nine characters goes on in the optional data.
    pub(super) long_numbers: bool,
}

fn field(line: usize, range: Range<usize>, kind: Kind) -> Field {
    Field { line, check: range.end, range, kind }
}

impl Layout {
    /// ICAO 9303 part 5 (cards of three lines), 6 (of two), 4 (passports), 7 (visas).
    pub(super) fn of(format: Format) -> Self {
        match format {
            Format::Td1 => Self::three_lines(),
            Format::Td3 => {
                Self::two_lines(44, 28..42, Some(42), vec![(1, 0..10), (1, 13..20), (1, 21..43)], 43)
            }
            Format::Td2 => Self {
                long_numbers: true,
                ..Self::two_lines(36, 28..35, None, vec![(1, 0..10), (1, 13..20), (1, 21..35)], 35)
            },
            Format::VisaA => Self { composite: None, ..Self::two_lines(44, 28..44, None, Vec::new(), 0) },
            Format::VisaB => Self { composite: None, ..Self::two_lines(36, 28..36, None, Vec::new(), 0) },
        }
    }

    fn three_lines() -> Self {
        let parts = vec![(0, 5..30), (1, 0..7), (1, 8..15), (1, 18..29)];
        Self {
            names: (2, 0..30),
            number: field(0, 5..14, Kind::Mixed),
            nationality: (1, 15..18),
            birth: field(1, 0..6, Kind::Digits),
            sex: (1, 7..8),
            expiry: field(1, 8..14, Kind::Digits),
            optional: (0, 15..30),
            optional_check: None,
            composite: Some(Composite { parts, line: 1, check: 29 }),
            long_numbers: true,
        }
    }

    fn two_lines(
        length: usize,
        optional: Range<usize>,
        optional_check: Option<usize>,
        parts: Vec<Part>,
        check: usize,
    ) -> Self {
        Self {
            names: (0, 5..length),
            number: field(1, 0..9, Kind::Mixed),
            nationality: (1, 10..13),
            birth: field(1, 13..19, Kind::Digits),
            sex: (1, 20..21),
            expiry: field(1, 21..27, Kind::Digits),
            optional: (1, optional),
            optional_check,
            composite: Some(Composite { parts, line: 1, check }),
            long_numbers: false,
        }
    }
}

/// Fillers that a recognizer may lose, or see too many of, at the end of a line of names.
const LOST_FILLERS: usize = 12;

/// The layout of these lines, and the lines in their full length; only runs of fillers at the end of a line of names are
/// made longer or shorter.
pub(super) fn fitted(lines: &[String]) -> Option<(Format, Vec<String>)> {
    let first = lines.first()?.chars().next()?;
    let formats: &[Format] = match (lines.len(), first) {
        (3, 'A' | 'C' | 'I') => &[Format::Td1],
        (2, 'V') => &[Format::VisaA, Format::VisaB],
        (2, 'P') => &[Format::Td3],
        (2, 'A' | 'C' | 'I') => &[Format::Td2],
        _ => return None,
    };
    formats.iter().find_map(|&format| Some((format, fit(lines, format)?)))
}

fn fit(lines: &[String], format: Format) -> Option<Vec<String>> {
    let (_, length) = format.size();
    let names = Layout::of(format).names.0;
    let fit_line = |(at, line): (usize, &String)| {
        if !line.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<')) {
            return None;
        }
        if line.len() == length {
            return Some(line.clone());
        }
        let bare = line.trim_end_matches('<');
        let fits = at == names && bare.len() <= length && line.len().abs_diff(length) <= LOST_FILLERS;
        fits.then(|| format!("{bare:<<length$}"))
    };
    lines.iter().enumerate().map(fit_line).collect()
}
