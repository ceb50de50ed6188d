//! Texts behind labels, and what whole phrases say: payment terms and method, bank, currency, reverse charge.

use std::collections::BTreeMap;
use std::ops::Range;

use perigee_values::{currency, fold};

use crate::analysis::Analysis;
use crate::candidates::Kind;
use crate::labels::Label;
use crate::pick::Pick;

/// Widest gap, in line heights, between a label and a text to its right.
const RIGHT_GAP: f32 = 30.0;
/// Lines that a sentence may go on for.
const MAX_LINES: usize = 3;
/// Longest text of one value, in tokens.
const MAX_TOKENS: usize = 60;

/// The text that a label announces: behind it in its segment, in the next segment, or below it.
pub fn behind(analysis: &Analysis<'_, '_>, label: &Label<'_>) -> Option<Range<usize>> {
    let sheet = &analysis.sheet;
    let segment = sheet.segments.get(label.segment)?;
    let unit = sheet.unit(label.page);
    let is_text = |range: &Range<usize>| {
        !range.is_empty() && sheet.text(range.clone()).chars().any(char::is_alphanumeric)
    };
    let mut rest = label.span.end..segment.tokens.end;
    while rest.start < rest.end && sheet.tokens.get(rest.start).is_some_and(|t| fold(t.text).is_empty()) {
        rest.start += 1;
    }
    if is_text(&rest) {
        return Some(rest);
    }
    let next = sheet
        .segments
        .get(label.segment + 1)
        .filter(|next| next.line == label.line && (next.bbox.x0 - label.bbox.x1) / unit < RIGHT_GAP);
    // `Advertiser | Name: | Borough Tourism`: between a label and its value stands one of its parts.
    let is_part = |tokens: &Range<usize>| {
        tokens.len() <= 2
            && !label.has_colon
            && sheet.tokens.get(tokens.end.saturating_sub(1)).is_some_and(|t| t.text.ends_with(':'))
    };
    let behind_part = next.filter(|next| is_part(&next.tokens)).and_then(|next| {
        let after = sheet.segments.get(label.segment + 2).filter(|after| after.line == label.line)?;
        let is_near = (after.bbox.x0 - next.bbox.x1) / unit < RIGHT_GAP;
        (is_near && is_text(&after.tokens) && !starts_with_label(analysis, label.segment + 2))
            .then(|| after.tokens.clone())
    });
    if behind_part.is_some() {
        return behind_part;
    }
    if let Some(next) = next
        && is_text(&next.tokens)
        && !starts_with_label(analysis, label.segment + 1)
    {
        return Some(next.tokens.clone());
    }
    if next.is_some() && label.has_colon {
        return None;
    }
    below(analysis, label).filter(is_text)
}

fn starts_with_label(analysis: &Analysis<'_, '_>, segment: usize) -> bool {
    analysis.sheet.segments.get(segment).is_some_and(|place| {
        analysis
            .labels
            .on_line(place.line)
            .iter()
            .any(|l| l.segment == segment && l.starts_segment && (l.has_colon || l.fills_segment))
    })
}

fn below(analysis: &Analysis<'_, '_>, label: &Label<'_>) -> Option<Range<usize>> {
    let sheet = &analysis.sheet;
    let unit = sheet.unit(label.page);
    let row = sheet.lines.get(label.line + 1).filter(|row| row.page == label.page)?;
    row.segments.clone().find_map(|at| {
        let segment = sheet.segments.get(at)?;
        let near = (segment.bbox.x0 - label.bbox.x0).abs() < 2.0 * unit
            && segment.bbox.y0 - label.bbox.y1 < 1.8 * unit;
        (near && !starts_with_label(analysis, at)).then(|| segment.tokens.clone())
    })
}

/// A text goes on in the next lines of its column until it ends or something else begins.
fn sentence(analysis: &Analysis<'_, '_>, first: Range<usize>) -> Vec<Range<usize>> {
    let sheet = &analysis.sheet;
    let mut spans = vec![first];
    while spans.len() < MAX_LINES {
        let Some(last) = spans.last().cloned() else { break };
        let Some(token) = sheet.tokens.get(last.end.saturating_sub(1)) else { break };
        let Some(here) = sheet.segments.get(token.segment) else { break };
        let unit = sheet.unit(here.page);
        let wide = here.bbox.width() > 18.0 * unit || token.text.ends_with(',');
        if token.text.ends_with(['.', '!', ':']) || !wide {
            break;
        }
        let next = sheet.lines.get(here.line + 1).and_then(|row| {
            row.segments.clone().filter_map(|at| Some((at, sheet.segments.get(at)?))).find(|(_, s)| {
                s.page == here.page
                    && (s.bbox.x0 - sheet.bbox(last.clone()).x0).abs() < 2.0 * unit
                    && s.bbox.y0 - here.bbox.y1 < 0.9 * unit
            })
        });
        match next {
            Some((at, segment)) if !starts_with_label(analysis, at) => spans.push(segment.tokens.clone()),
            _ => break,
        }
    }
    spans
}

/// A labelled text as a pick.
pub fn labelled(analysis: &Analysis<'_, '_>, data_point: &str, goes_on: bool) -> Option<Pick> {
    let class = analysis.labels.lexicon.class_of(data_point)?;
    analysis.labels.of(data_point).filter(|label| !label.in_table_head && label.starts_segment).find_map(
        |label| {
            let text = behind(analysis, label)?;
            let spans = match goes_on {
                // A label inside of the sentence is a part of it.
                true => sentence(analysis, with_label_of_segment(label, text)),
                false => vec![text],
            };
            let weight = analysis.labels.weight(label, class) * if label.has_colon { 1.0 } else { 0.8 };
            pick(analysis, data_point, spans, weight)
        },
    )
}

fn with_label_of_segment(label: &Label<'_>, text: Range<usize>) -> Range<usize> {
    // Behind a colon the sentence begins, before none the label is its first words.
    let goes_on = label.span.end <= text.start && text.start - label.span.end <= 1 && !label.fills_segment;
    if goes_on && !label.has_colon { label.span.start..text.end } else { text }
}

fn pick(analysis: &Analysis<'_, '_>, data_point: &str, spans: Vec<Range<usize>>, score: f32) -> Option<Pick> {
    let parts: Vec<String> = spans.iter().map(|span| analysis.sheet.text(span.clone())).collect();
    let raw = parts.join(" ");
    let tokens: usize = spans.iter().map(Range::len).sum();
    let letters = raw.chars().filter(|c| c.is_alphabetic()).count();
    (tokens <= MAX_TOKENS && letters >= 3).then(|| Pick::new(data_point, spans, raw, score))
}

/// The sentence that says when to pay: behind its label, or one that begins like it.
pub fn payment_terms(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    const BEGINNINGS: &[&str] = &[
        "zahlbar",
        "zahlungszielnetto",
        "bittezahlen",
        "bitteueberweisen",
        "derrechnungsbetragist",
        "derbetragist",
        "payablewithin",
        "paymentdue",
        "paymentwithin",
        "pleasepay",
        "termsnet",
        "net30",
        "net14",
        "netto30",
        "platnewciagu",
        "platnosc",
        "paiementa",
        "payablea",
        "areglera",
        "zahlungsofort",
        "zahlunginnerhalb",
        "rechnungsbetragzahlbar",
        "innerhalbvon",
        "prosimyozaplate",
        "zahlungsziel",
        "terminplatnosci",
        "conditionsdereglement",
        "dueonreceipt",
        "duewithin",
        "faelligohneabzug",
        "sofortfaellig",
        "sofortzahlbar",
        "pagoa",
        "rogamosefectueelpago",
        "pagara",
        "vencimientoa",
        "pagamentoa",
        "sipregadipagare",
        "siprega",
        "pagamentoentro",
        "bonificobancario",
        "mercideregler",
        "mercidepayer",
        "paymentisdue",
    ];
    let says_terms = |pick: &Pick| {
        // A label that a date stands behind says when to pay, which is the due date, and no terms.
        let is_said = |at: usize| {
            let is_label = analysis.labels.all.iter().any(|label| label.span.contains(&at));
            let is_date = analysis.candidates.iter().any(|c| c.kind == Kind::Date && c.span.contains(&at));
            let word = analysis.sheet.tokens.get(at).map_or("", |token| token.text);
            !is_label && !is_date && word.chars().any(char::is_alphanumeric)
        };
        pick.spans.iter().cloned().flatten().any(is_said)
    };
    let by_beginning = || {
        analysis.sheet.segments.iter().find_map(|segment| {
            let start = segment.tokens.start..segment.tokens.end.min(segment.tokens.start + 5);
            let folded = fold(&analysis.sheet.text(start));
            let says_when = analysis.sheet.text(segment.tokens.clone()).chars().any(|c| c.is_ascii_digit())
                || folded.contains("sofort")
                || folded.contains("receipt");
            let begins =
                BEGINNINGS.iter().any(|b| folded.starts_with(b)) && says_when && segment.tokens.len() >= 3;
            begins
                .then(|| {
                    let sentence = sentence(analysis, after_label(analysis, segment));
                    pick(analysis, "payment_terms", sentence, 0.7)
                })?
                .filter(|pick| says_terms(pick))
        })
    };
    labelled(analysis, "payment_terms", true).filter(|pick| says_terms(pick)).or_else(by_beginning)
}

/// The tokens of a segment behind the label with a colon that begins it.
fn after_label(analysis: &Analysis<'_, '_>, segment: &crate::sheet::Segment) -> Range<usize> {
    let labels = analysis.labels.on_line(segment.line);
    let label = labels.iter().find(|l| l.span.start == segment.tokens.start && l.has_colon);
    let start = label.map_or(segment.tokens.start, |label| label.span.end);
    if start < segment.tokens.end { start..segment.tokens.end } else { segment.tokens.clone() }
}

/// Literal, stems of folded words that mean it.
const METHODS: &[(&str, &[&str])] = &[
    (
        "direct_debit",
        &[
            "lastschrift",
            "bankeinzug",
            "abbuchung",
            "eingezogen",
            "abgebucht",
            "directdebit",
            "prelevement",
            "polecenie",
            "automatischeincasso",
        ],
    ),
    (
        "transfer",
        &[
            "ueberweis",
            "banktransfer",
            "wiretransfer",
            "banktransfers",
            "virement",
            "przelew",
            "bankueberweisung",
            "vorkasse",
            "sepawire",
            "bonifico",
            "transferencia",
            "bacs",
            "overschrijving",
        ],
    ),
    (
        "card",
        &[
            "kreditkarte",
            "creditcard",
            "debitcard",
            "visa",
            "mastercard",
            "cartebancaire",
            "carteb",
            "karta",
            "paymentcard",
            "creditkarte",
        ],
    ),
    ("cash", &["barzahlung", "especes", "gotowka", "cashpayment", "bargeld"]),
    ("cheque", &["cheque", "scheck", "check", "czek"]),
];

/// How it is paid: behind a label, or by a word that means nothing else.
pub fn payment_method(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let literal = |text: &str| {
        METHODS.iter().find(|(_, stems)| stems.iter().any(|stem| text.contains(stem))).map(|(name, _)| *name)
    };
    let make = |span: Range<usize>, name: &str, score: f32| {
        let mut pick = Pick::new("payment_method", vec![span.clone()], analysis.sheet.text(span), score);
        pick.value = Some(name.to_owned());
        pick
    };
    let by_label = analysis.labels.of("-payment_method").filter(|l| !l.in_table_head).find_map(|label| {
        let span = behind(analysis, label)?;
        let folded = fold(&analysis.sheet.text(span.clone()));
        let name = literal(&folded)
            .or_else(|| matches!(folded.as_str(), "cash" | "bar" | "comptant").then_some("cash"))?;
        Some(make(span, name, 1.0))
    });
    by_label.or_else(|| {
        // Single words of a sentence: "check" and "visa" mean too much else.
        (0..analysis.sheet.tokens.len()).find_map(|at| {
            let folded = fold(analysis.sheet.tokens.get(at)?.text);
            let strong = [
                "lastschrift",
                "ueberweis",
                "bankeinzug",
                "virement",
                "przelew",
                "prelevement",
                "barzahlung",
            ];
            let found = folded.len() >= 7
                && strong.iter().any(|stem| folded.starts_with(stem) || folded.ends_with(stem));
            found.then(|| Some(make(at..at + 1, literal(&folded)?, 0.5)))?
        })
    })
}

/// The bank: behind its label, or a name that sounds like one near an account number.
pub fn bank_name(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let named = |text: &str| {
        let folded = fold(text);
        [
            "bank",
            "sparkasse",
            "caisse",
            "credit",
            "banque",
            "raiffeisen",
            "volksbank",
            "banco",
            "banca",
            "caja",
            "credito",
            "pko",
            "santander",
            "bnp",
            "kasse",
        ]
        .iter()
        .any(|stem| folded.contains(stem))
    };
    let by_label = || {
        analysis.labels.of("bank_name").filter(|l| l.starts_segment).find_map(|label| {
            let span = behind(analysis, label)?;
            let text = analysis.sheet.text(span.clone());
            let is_number = text.chars().filter(char::is_ascii_digit).count() > 4;
            let is_beside =
                analysis.sheet.tokens.get(span.start).is_some_and(|t| {
                    t.line == label.line && label.fills_segment && t.segment != label.segment
                });
            (named(&text) || (label.has_colon || is_beside) && !is_number && span.len() <= 6)
                .then(|| pick(analysis, "bank_name", vec![span], 0.9))?
        })
    };
    let near_account = || {
        let accounts: Vec<_> = analysis.candidates.iter().filter(|c| matches!(c.kind, Kind::Iban)).collect();
        analysis.sheet.segments.iter().find_map(|segment| {
            let unit = analysis.sheet.unit(segment.page);
            let near = accounts.iter().any(|account| {
                account.page == segment.page
                    && (account.bbox.y0 - segment.bbox.y0).abs() < 8.0 * unit
                    && (account.bbox.x0 - segment.bbox.x0).abs() < 12.0 * unit
            });
            let text = analysis.sheet.text(segment.tokens.clone());
            let plain = !text.contains(':') && !text.contains('@') && segment.tokens.len() <= 6;
            let is_label = analysis
                .labels
                .on_line(segment.line)
                .iter()
                .any(|l| l.segment == segment_index(analysis, segment) && l.fills_segment);
            let digits = text.chars().filter(char::is_ascii_digit).count();
            (near && plain && !is_label && digits <= 2 && named(&text))
                .then(|| pick(analysis, "bank_name", vec![segment.tokens.clone()], 0.6))?
        })
    };
    by_label().or_else(near_account)
}

fn segment_index(analysis: &Analysis<'_, '_>, segment: &crate::sheet::Segment) -> usize {
    analysis.sheet.tokens.get(segment.tokens.start).map_or(usize::MAX, |token| token.segment)
}

/// The currency: behind its label, else the one that is printed most often.
pub fn currency(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let make = |span: Range<usize>, raw: &str, code: &str, score: f32| {
        let mut pick = Pick::new("currency", vec![span], raw, score);
        pick.value = Some(code.to_owned());
        pick
    };
    let by_label = analysis.labels.of("-currency").find_map(|label| {
        let span = behind(analysis, label)?;
        let first = span.start..span.start + 1;
        let raw = analysis.sheet.text(first.clone());
        currency::find(&raw).map(|code| make(first, &raw, code, 1.0))
    });
    if by_label.is_some() {
        return by_label;
    }
    let mut counts: BTreeMap<&str, (usize, Range<usize>, String)> = BTreeMap::new();
    for (at, token) in analysis.sheet.tokens.iter().enumerate() {
        let Some((raw, code)) = printed_currency(token.text) else { continue };
        counts.entry(code).or_insert_with(|| (0, at..at + 1, raw.to_owned())).0 += 1;
    }
    let total: usize = counts.values().map(|(count, ..)| count).sum();
    let (code, (count, span, raw)) =
        counts.into_iter().max_by_key(|(_, (count, span, _))| (*count, usize::MAX - span.start))?;
    // A few mentions among many of another currency make it less sure.
    let score = 0.6 + 0.4 * count as f32 / total.max(1) as f32;
    Some(make(span, &raw, code, score))
}

/// The sign or code in a token: `€`, `EUR`, `$4.11`, `160,00€`, `(EUR)`.
pub fn printed_currency(text: &str) -> Option<(&str, &'static str)> {
    let outer = text.trim_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | ',' | '-' | '(' | ')' | ':' | '\u{2212}' | '*' | '/' | '[' | ']')
    });
    if outer.is_empty() || outer.len() > 8 || outer.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_code = outer.len() == 3 && outer.bytes().all(|b| b.is_ascii_uppercase());
    let is_sign = currency::has_sign(outer) || matches!(outer, "zł" | "Kč" | "RM" | "Euro" | "EURO");
    (is_code || is_sign).then(|| currency::find(outer).map(|code| (outer, code)))?
}

/// The phrase that shifts the tax to the buyer.
pub fn reverse_charge(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    const PHRASES: &[&str] = &[
        "reversecharge",
        "steuerschuldnerschaftdesleistungsempfaengers",
        "umkehrungdersteuerschuld",
        "autoliquidation",
        "odwrotneobciazenie",
        "btwverlegd",
        "uebergangdersteuerschuld",
    ];
    analysis.sheet.lines.iter().find_map(|line| {
        let folded = fold(&analysis.sheet.text(line.tokens.clone()));
        let phrase = PHRASES.iter().find(|phrase| folded.contains(*phrase))?;
        let span = line
            .segments
            .clone()
            .filter_map(|at| analysis.sheet.segments.get(at))
            .find(|s| fold(&analysis.sheet.text(s.tokens.clone())).contains(phrase))
            .map_or(line.tokens.clone(), |s| s.tokens.clone());
        let mut pick = Pick::new("reverse_charge", vec![span.clone()], analysis.sheet.text(span), 0.9);
        pick.value = Some("true".to_owned());
        Some(pick)
    })
}
