//! The head of a receipt: the merchant's name and address, before anything that is about the purchase.

use std::ops::Range;

use perigee_model::Rect;
use perigee_values::fold;

use crate::analysis::Analysis;
use crate::candidates::Kind;
use crate::pick::Pick;
use crate::postal;

/// Lines that can be the head of a receipt (`research/extraction.md` 8.2: name within 17 rows, address within 25).
const HEAD_LINES: usize = 25;
/// Lines in which the name stands.
const NAME_LINES: usize = 8;
/// Lines of one address.
const ADDRESS_LINES: usize = 7;
/// Widest gap, in line heights, inside of an address.
const LINE_GAP: f32 = 2.5;

/// What a line of the head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Letters that may be a name.
    Name,
    /// A line of an address.
    Address,
    /// A register number, marks, a single word of noise: passed over.
    Noise,
    /// Telephone, tax number, title, date: after these no address begins.
    Other,
}

struct HeadLine {
    tokens: Range<usize>,
    text: String,
    bbox: Rect,
    usage: Use,
}

/// Name and address of the merchant.
pub fn decide(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let head = head(analysis);
    let mut picks = Vec::new();
    let Some((name, score)) = name(analysis, &head) else { return picks };
    let spans: Vec<Range<usize>> = name
        .clone()
        .filter_map(|at| head.get(at))
        .map(|line| without_register_number(analysis, line.tokens.clone()))
        .collect();
    let parts: Vec<String> = spans.iter().map(|span| analysis.sheet.text(span.clone())).collect();
    let mut pick = Pick::new("company", spans, clean(without_glued_number(&parts.join(" "))), score);
    pick.is_fallback = score < 0.7;
    picks.push(pick);
    picks.extend(address(analysis, &head, name.end));
    picks
}

/// `SDN BHD(728384-M)`: a register number without a space before it.
fn without_glued_number(text: &str) -> &str {
    match text.rsplit_once('(') {
        Some((name, rest)) if rest.bytes().filter(u8::is_ascii_digit).count() >= 4 => name.trim_end(),
        _ => text,
    }
}

fn clean(text: &str) -> String {
    text.trim_matches(|c: char| {
        matches!(c, ',' | ';' | '*' | '-' | '=' | '_' | '.' | '~' | '|' | ' ') && c != '.'
    })
    .to_owned()
}

/// The first lines of the first page, each with what it is used for.
fn head(analysis: &Analysis<'_, '_>) -> Vec<HeadLine> {
    let lines = analysis.sheet.pages.first().map_or(0..0, |page| page.lines.clone());
    lines
        .take(HEAD_LINES)
        .filter_map(|line| analysis.sheet.lines.get(line).map(|place| (line, place)))
        .map(|(line, place)| {
            let text = analysis.sheet.text(place.tokens.clone());
            HeadLine {
                usage: usage(analysis, line, place.tokens.clone(), &text),
                tokens: place.tokens.clone(),
                bbox: place.bbox,
                text,
            }
        })
        .collect()
}

fn usage(analysis: &Analysis<'_, '_>, line: usize, tokens: Range<usize>, text: &str) -> Use {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if is_about_purchase(analysis, line, &tokens, text) {
        return Use::Other;
    }
    let register_number = digits >= 4 && letters <= 4 && !text.contains(',') && tokens.len() <= 3;
    if letters < 3
        || register_number
            && postal::find(&analysis.sheet, analysis.sheet.lines.get(line).map_or(0, |l| l.segments.start))
                .is_none()
    {
        return if digits == 5 && letters == 0 { Use::Address } else { Use::Noise };
    }
    let is_name_form = postal::has_legal_form(text) && !text.contains(',');
    let is_postal = analysis
        .sheet
        .lines
        .get(line)
        .is_some_and(|row| postal::find(&analysis.sheet, row.segments.start).is_some());
    if (is_postal || is_address_line(text)) && !is_name_form { Use::Address } else { Use::Name }
}

/// Commas, numbers and the words of streets make a line one of an address.
fn is_address_line(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "no",
        "lot",
        "jalan",
        "jln",
        "lorong",
        "taman",
        "tmn",
        "bandar",
        "kampung",
        "kg",
        "batu",
        "km",
        "level",
        "floor",
        "blok",
        "block",
        "blk",
        "unit",
        "plaza",
        "mall",
        "selangor",
        "johor",
        "kuala",
        "lumpur",
        "penang",
        "persiaran",
        "lebuh",
        "lebuhraya",
        "kawasan",
        "sek",
        "seksyen",
        "section",
        "ground",
        "off",
    ];
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let word =
        text.split(|c: char| !c.is_alphanumeric()).map(fold).any(|word| WORDS.contains(&word.as_str()));
    let commas = text.matches(',').count();
    let postcode = text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 5);
    postcode
        || word && (digits || commas > 0)
        || postal::has_street_stem(text) && (digits || commas > 0)
        || commas >= 1 && digits
        || commas >= 2
        || word && text.split_whitespace().count() <= 4 && text.ends_with([',', '.'])
}

fn is_about_purchase(analysis: &Analysis<'_, '_>, line: usize, tokens: &Range<usize>, text: &str) -> bool {
    const TITLES: &[&str] = &[
        "taxinvoice",
        "invoice",
        "simplifiedtaxinvoice",
        "receipt",
        "officialreceipt",
        "cashbill",
        "cashsales",
        "cash",
        "bill",
        "quittung",
        "rechnung",
        "kassenbon",
        "beleg",
        "ticket",
        "facture",
        "paragon",
        "paragonfiskalny",
        "welcome",
        "cashsale",
        "salesreceipt",
        "cashreceipt",
        "taxinvoicereceipt",
        "copy",
        "duplicate",
        "reprint",
        "dinein",
        "takeaway",
        "guestcheck",
    ];
    let folded = fold(text);
    let labelled = analysis.labels.on_line(line).iter().any(|label| {
        let place = label.starts_segment && (label.has_colon || text.chars().any(|c| c.is_ascii_digit()));
        // Amount words such as "change" or "service" also begin names of shops.
        place
            && label.meanings.iter().any(|m| {
                analysis.labels.lexicon.classes.get(m.class).is_some_and(|c| !c.kinds.contains(&Kind::Amount))
            })
    });
    let start = analysis.candidates.partition_point(|c| c.span.start < tokens.start);
    let valued = analysis
        .candidates
        .iter()
        .skip(start)
        .take_while(|c| c.span.start < tokens.end)
        .any(|c| matches!(c.kind, Kind::Date | Kind::Email | Kind::Url | Kind::Amount | Kind::Time));
    let stems = [
        "tel", "fax", "gst", "phone", "email", "hotline", "website", "regno", "coreg", "rocno", "vatno",
        "www",
    ];
    TITLES.contains(&folded.as_str())
        || labelled
        || valued
        || stems.iter().any(|stem| folded.starts_with(stem))
}

/// The lines of the name, and how sure it is: with a legal form, else the first line of letters.
fn name(analysis: &Analysis<'_, '_>, head: &[HeadLine]) -> Option<(Range<usize>, f32)> {
    let top: Vec<usize> = (0..head.len().min(NAME_LINES))
        .filter(|&at| head.get(at).is_some_and(|l| l.usage == Use::Name))
        .collect();
    let first_address = head.iter().position(|line| line.usage == Use::Address).unwrap_or(usize::MAX);
    let before_address: Vec<usize> = top.iter().copied().filter(|&at| at < first_address).collect();
    let text = |at: usize| head.get(at).map_or("", |line| line.text.as_str());
    let formed = before_address.iter().copied().find(|&at| is_company(text(at)));
    let chosen = formed.or_else(|| before_address.first().copied()).or_else(|| top.first().copied())?;
    let mut range = chosen..chosen + 1;
    let is_name = |at: usize| head.get(at).is_some_and(|line| line.usage == Use::Name);
    if is_only_form(text(chosen)) && chosen > 0 && is_name(chosen - 1) {
        // A legal form on a line of its own ends the name above it.
        range.start -= 1;
    } else if !postal::has_legal_form(text(chosen)) && is_name(chosen + 1) && ends_name(text(chosen + 1)) {
        range.end += 1;
    }
    let large = head.get(chosen).is_some_and(|l| l.bbox.height() > 1.2 * analysis.sheet.unit(0));
    let score = if formed.is_some() { 0.85 } else { 0.5 } + if large { 0.1 } else { 0.0 };
    Some((range, score))
}

/// Whether a line goes on with the name above it: a trade, or more words up to a legal form.
fn ends_name(text: &str) -> bool {
    is_only_form(text) || text.split_whitespace().count() <= 6 && fold(text).ends_with("sdnbhd")
}

/// Words that end names of firms and shops.
const TRADES: &[&str] = &[
    "enterprise",
    "trading",
    "restaurant",
    "restoran",
    "mart",
    "market",
    "supermarket",
    "hardware",
    "cafe",
    "bakery",
    "store",
    "stores",
    "shop",
    "pharmacy",
    "hotel",
    "marketing",
    "stationery",
    "company",
    "industries",
    "holdings",
    "services",
    "group",
    "electrical",
    "bhd",
    "kopitiam",
    "bistro",
    "apotheke",
    "baeckerei",
    "supermarkt",
    "sklep",
    "apteka",
    "boulangerie",
    "brasserie",
    "pharmacie",
];

fn is_company(text: &str) -> bool {
    postal::has_legal_form(text)
        || text.split(|c: char| !c.is_alphanumeric()).map(fold).any(|word| TRADES.contains(&word.as_str()))
}

/// Whether a line is nothing but a legal form or a trade: `SDN BHD`, `(M) SDN. BHD.`, `TRADING`.
fn is_only_form(text: &str) -> bool {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|w| !w.is_empty()).collect();
    let is_form = |word: &String| {
        TRADES.contains(&word.as_str())
            || matches!(word.as_str(), "sdn" | "bhd" | "m" | "gmbh" | "ltd" | "co" | "inc" | "kg")
    };
    !words.is_empty() && words.len() <= 4 && words.iter().all(is_form)
}

/// Up to a register number such as `(742016-W)`, and without number signs before it.
fn without_register_number(analysis: &Analysis<'_, '_>, mut tokens: Range<usize>) -> Range<usize> {
    let core = |at: usize| {
        analysis
            .sheet
            .tokens
            .get(at)
            .map_or("", |token| token.text.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let is_number = |at: usize| {
        let digits = core(at).bytes().filter(u8::is_ascii_digit).count();
        digits >= 4 && core(at).chars().filter(|c| c.is_alphabetic()).count() <= 3
    };
    let is_sign = |at: usize| {
        core(at).is_empty() || matches!(fold(core(at)).as_str(), "reg" | "regno" | "no" | "roc" | "rocno")
    };
    if let Some(number) = tokens.clone().skip(1).find(|&at| is_number(at)) {
        tokens.end = number;
    }
    while tokens.len() > 1 && is_sign(tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}

/// Whether a line of letters goes on with an address: a town, a state, a quarter before the line with the postcode.
fn asks_for_more(last: &HeadLine, line: &HeadLine, next: Option<&HeadLine>) -> bool {
    let open = last.text.ends_with([',', ';']);
    let names_town = has_postcode(&last.text) && line.text.split_whitespace().count() <= 3;
    let between = !has_postcode(&last.text) && next.is_some_and(|next| next.usage == Use::Address);
    (open || names_town || between || line.text.ends_with(',')) && !is_company(&line.text)
}

fn has_postcode(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 5)
}

/// The lines below the name that are an address, up to telephone, tax number or title.
fn address(analysis: &Analysis<'_, '_>, head: &[HeadLine], start: usize) -> Option<Pick> {
    let unit = analysis.sheet.unit(0);
    let first = (start..head.len()).find(|&at| head.get(at).is_some_and(|l| l.usage == Use::Address))?;
    let mut lines: Vec<&HeadLine> = Vec::new();
    for (at, line) in head.iter().enumerate().skip(first) {
        let gap = lines.last().map_or(0.0, |last| (line.bbox.y0 - last.bbox.y1) / unit);
        let goes_on = match line.usage {
            Use::Address => true,
            Use::Name => lines.last().is_some_and(|last| asks_for_more(last, line, head.get(at + 1))),
            Use::Noise if line.text.chars().all(|c| !c.is_alphanumeric()) => continue,
            Use::Noise | Use::Other => false,
        };
        if !goes_on || gap > LINE_GAP || lines.len() >= ADDRESS_LINES {
            break;
        }
        lines.push(line);
    }
    let spans: Vec<Range<usize>> = lines.iter().map(|line| line.tokens.clone()).collect();
    let parts: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
    let has_postcode =
        parts.iter().any(|part| part.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 5));
    let raw = parts.join(" ");
    (!raw.is_empty()).then(|| Pick::new("address", spans, raw, if has_postcode { 0.8 } else { 0.5 }))
}
