//! What kind of document pages are, by the words that name it.

use perigee_model::process_type;
use perigee_values::fold;

/// The class of what no words tell.
pub const OTHER: &str = "other";

/// A process type's short name, and words that name its documents in English, German, French, Polish, Spanish, Italian.
///
/// A word at the beginning of a phrase only counts with all the words after it.
const NAMES: &[(&str, &[&str])] = &[
    (
        "invoices",
        &[
            "invoice",
            "rechnung",
            "facture",
            "faktura",
            "fattura",
            "factura",
            "gutschrift",
            "creditnote",
            "avoir",
            "taxinvoice",
            "invoicenumber",
            "invoiceno",
            "invoicedate",
            "rechnungsnummer",
            "rechnungsdatum",
            "rechnungskorrektur",
            "fakturavat",
            "billto",
            "numerofacture",
            "datedefacture",
            "proforma",
        ],
    ),
    (
        "receipts",
        &[
            "receipt",
            "quittung",
            "kassenbon",
            "bon",
            "ticket",
            "paragon",
            "paragonfiskalny",
            "recibo",
            "scontrino",
            "cash",
            "change",
            "cashier",
            "rounding",
            "gstsummary",
            "thankyou",
            "kasse",
            "rueckgeld",
            "kasa",
            "reszta",
        ],
    ),
    (
        "purchase_orders",
        &[
            "purchaseorder",
            "bestellung",
            "auftrag",
            "orderconfirmation",
            "zamowienie",
            "commande",
            "pedido",
            "ordine",
            "bondecommande",
            "ponumber",
            "shipto",
            "orderdate",
            "bestellnummer",
        ],
    ),
    (
        "utility_bills",
        &[
            "utilitybill",
            "electricity",
            "kwh",
            "meterreading",
            "stromrechnung",
            "zaehlerstand",
            "gasbill",
            "waterbill",
            "accountstatement",
            "billingperiod",
            "energia",
            "licznik",
            "verbrauch",
        ],
    ),
    ("passports", &["passport", "reisepass", "passeport", "paszport", "pasaporte", "passaporto"]),
    (
        "driving_licenses",
        &[
            "drivinglicence",
            "driverlicense",
            "driverslicense",
            "fuehrerschein",
            "permisdeconduire",
            "prawojazdy",
            "patentediguida",
            "permisodeconduccion",
        ],
    ),
    (
        "birth_certificates",
        &[
            "birthcertificate",
            "certificateofbirth",
            "geburtsurkunde",
            "actedenaissance",
            "aktaurodzenia",
            "odpisaktuurodzenia",
            "certificadodenacimiento",
        ],
    ),
];

/// Labels that stand at the beginning of documents.
const OPENINGS: &[&str] = &[
    "invoiceno",
    "invoicenumber",
    "invoicedate",
    "date",
    "datum",
    "dated",
    "to",
    "billto",
    "soldto",
    "shipto",
    "rechnungsnummer",
    "rechnungsnr",
    "rechnungsdatum",
    "kundennummer",
    "kundennr",
    "customerno",
    "customernumber",
    "contract",
    "contractnumber",
    "order",
    "ordernumber",
    "orderno",
    "nazwa",
    "sprzedawca",
    "nabywca",
    "client",
    "facture",
    "numero",
    "registrant",
    "nameofregistrant",
    "agreement",
    "thisagreement",
    "advertiser",
    "agency",
    "dear",
    "subject",
    "betreff",
    "re",
];

/// Labels that stand at their end.
const CLOSINGS: &[&str] = &[
    "grandtotal",
    "totaldue",
    "amountdue",
    "totalamount",
    "gesamtbetrag",
    "rechnungsbetrag",
    "zuzahlen",
    "totalttc",
    "netapayer",
    "razem",
    "dozaplaty",
    "signature",
    "unterschrift",
    "witness",
    "sincerely",
    "inwitnesswhereof",
    "change",
    "thankyou",
    "bankverbindung",
    "iban",
    "signed",
    "signatureofregistrant",
    "podpis",
];

/// Words of a phrase at most.
const MAX_PHRASE: usize = 4;
/// What one page says for a class at most: two headings and a label.
const MOST_OF_PAGE: f32 = 6.0;
/// Share of the page from the top in which a name counts as a heading.
const HEADING: f32 = 0.35;

/// How strongly words speak for each class of [`NAMES`].
pub type Votes = [f32; 7];

/// The short name of the process type whose documents a vote is for.
pub fn short_name(at: usize) -> &'static str {
    NAMES.get(at).map_or("", |(name, _)| name)
}

/// Adds what a page says to what its document says: what it repeats is said once.
pub fn add_page(votes: &mut Votes, own: &Votes) {
    votes.iter_mut().zip(own).for_each(|(all, own)| *all += own.min(MOST_OF_PAGE));
}

/// Adds what a line says; `depth` is its place from the top of the page, from 0 to 1.
pub fn add_line(words: &[&str], depth: f32, votes: &mut Votes) {
    let weight = if depth < HEADING { 2.0 } else { 0.7 } * if words.len() <= 4 { 1.5 } else { 1.0 };
    each_phrase(words, |phrase, is_start| {
        for ((_, names), vote) in NAMES.iter().zip(votes.iter_mut()) {
            if names.contains(&phrase) {
                *vote += if is_start { weight } else { weight * 0.6 };
            }
        }
    });
}

/// Whether a line holds a label of a document's beginning.
pub fn is_opening(words: &[&str]) -> bool {
    begins_with(words, OPENINGS)
}

/// Whether a line holds a label of a document's end.
pub fn is_closing(words: &[&str]) -> bool {
    begins_with(words, CLOSINGS)
}

fn begins_with(words: &[&str], labels: &[&str]) -> bool {
    let mut found = false;
    each_phrase(words, |phrase, is_start| found |= is_start && labels.contains(&phrase));
    found
}

/// Every run of a few words, folded into one, and whether it begins the line.
fn each_phrase(words: &[&str], mut then: impl FnMut(&str, bool)) {
    let folded: Vec<String> = words.iter().take(40).map(|word| fold(word)).collect();
    for start in 0..folded.len() {
        let mut phrase = String::new();
        for word in folded.iter().skip(start).take(MAX_PHRASE) {
            phrase.push_str(word);
            then(&phrase, start == 0);
        }
    }
}

/// The class of some pages, and how sure it is.
pub fn of(faces: &[super::Face]) -> (&'static str, f32) {
    let mut votes: Votes = [0.0; 7];
    faces.iter().for_each(|face| add_page(&mut votes, &face.classes));
    best(&votes)
}

/// The class with the most votes; the first page's votes must speak clearly.
fn best(votes: &Votes) -> (&'static str, f32) {
    let total: f32 = votes.iter().sum::<f32>() + 1.5;
    let (at, most) = votes.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap_or((0, &0.0));
    if *most < 1.5 {
        return (OTHER, 1.5 / total);
    }
    let kind = process_type::find_by_short_name(NAMES[at].0);
    (kind.map_or(OTHER, |kind| kind.document_class.as_str()), most / total)
}

/// How differently two pages speak, from 0 to 1.
pub fn difference(a: &Votes, b: &Votes) -> f32 {
    let share = |votes: &Votes| -> Votes {
        let total: f32 = votes.iter().sum::<f32>() + 1.0;
        votes.map(|vote| vote / total)
    };
    let (a, b) = (share(a), share(b));
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f32>() / 2.0
}
