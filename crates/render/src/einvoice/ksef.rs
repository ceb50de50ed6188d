//! The Polish FA schema of KSeF, versions 2 and 3.

use indexmap::IndexMap;
use perigee_model::{EInvoice, EInvoiceSyntax};

use super::codes;
use super::draft::{Draft, RowDraft, day, joined, sum};
use super::xml::Element;

/// Net and tax of one rate: their fields, the category (EN 16931), and what a rate of the items looks like in it.
const RATES: [(&str, &str, &str, &[&str]); 14] = [
    ("P_13_1", "P_14_1", "S", &["23", "22"]),
    ("P_13_2", "P_14_2", "S", &["8", "7"]),
    ("P_13_3", "P_14_3", "S", &["5"]),
    ("P_13_4", "P_14_4", "S", &["4", "3"]),
    ("P_13_5", "P_14_5", "S", &[]),
    ("P_13_6", "", "Z", &["0"]),
    ("P_13_6_1", "", "Z", &["0", "0 KR"]),
    ("P_13_6_2", "", "K", &["0", "0 WDT"]),
    ("P_13_6_3", "", "G", &["0", "0 EX"]),
    ("P_13_7", "", "E", &[]),
    ("P_13_8", "", "O", &[]),
    ("P_13_9", "", "O", &[]),
    ("P_13_10", "", "AE", &[]),
    ("P_13_11", "", "E", &[]),
];

/// What the invoice says.
pub(super) fn read(root: &Element) -> EInvoice {
    let form = root.find("Naglowek/KodFormularza");
    let profile = form.and_then(|form| form.attribute("kodSystemowy")).map(str::to_owned);
    let mut draft = Draft::new(EInvoiceSyntax::Ksef, profile);
    let empty = Element::default();
    let invoice = root.find("Fa").unwrap_or(&empty);
    header(&mut draft, invoice);
    seller(&mut draft, root);
    buyer(&mut draft, root);
    for third in root.all("Podmiot3") {
        let name = third.text_at("DaneIdentyfikacyjne/Nazwa");
        match third.text_at("Rola").as_deref() {
            // The factor is paid; the receiver gets the goods.
            Some("1") => draft.add("payee_name", name),
            Some("2") => {
                draft.add("delivery_name", name);
                draft.add("delivery_address", third.find("Adres").and_then(address));
            }
            _ => {}
        }
    }
    payment(&mut draft, invoice);
    draft.0.items = invoice.all("FaWiersz").into_iter().map(item).collect();
    totals(&mut draft, invoice);
    draft.add_all("notes", root.texts("Stopka/Informacje/StopkaFaktury"));
    draft.finish()
}

fn header(draft: &mut Draft, invoice: &Element) {
    let kind = invoice.text_at("RodzajFaktury").map(|code| codes::ksef_document_type(&code));
    let is_self_billed = kind == Some("invoice") && is_set(invoice, "Adnotacje/P_17");
    draft.add("document_type", kind.map(|kind| if is_self_billed { "self_billed" } else { kind }.to_owned()));
    draft.add("invoice_number", invoice.text_at("P_2"));
    draft.add("issue_date", day(invoice.text_at("P_1")));
    draft.add("delivery_date", day(invoice.text_at("P_6")));
    draft.add("service_start", day(invoice.text_at("OkresFa/P_6_Od")));
    draft.add("service_end", day(invoice.text_at("OkresFa/P_6_Do")));
    draft.add("currency", invoice.text_at("KodWaluty"));
    draft.add_all("delivery_note_number", invoice.texts("WZ"));
    draft.add_all("order_number", invoice.texts("WarunkiTransakcji/Zamowienia/NrZamowienia"));
    draft.add("contract_number", invoice.text_at("WarunkiTransakcji/Umowy/NrUmowy"));
    draft.add("reverse_charge", is_set(invoice, "Adnotacje/P_18").then(|| "true".to_owned()));
    for extra in invoice.all("DodatkowyOpis") {
        let (key, value) = (extra.text_at("Klucz"), extra.text_at("Wartosc"));
        draft.add("notes", key.zip(value).map(|(key, value)| format!("{key}: {value}")));
    }
}

/// Marks are 1 for yes and 2 for no.
fn is_set(of: &Element, path: &str) -> bool {
    of.text_at(path).as_deref() == Some("1")
}

fn seller(draft: &mut Draft, root: &Element) {
    let Some(seller) = root.find("Podmiot1") else { return };
    let number = seller.text_at("DaneIdentyfikacyjne/NIP");
    let prefix = seller.text_at("PrefiksPodatnika");
    draft.add("seller_name", seller.text_at("DaneIdentyfikacyjne/Nazwa|PelnaNazwa"));
    draft.add("seller_address", seller.find("Adres").and_then(address));
    let with_prefix = prefix.zip(number.clone()).map(|(prefix, number)| format!("{prefix}{number}"));
    draft.add("seller_vat_id", with_prefix);
    draft.add("seller_tax_number", number);
    draft.add("seller_email", seller.text_at("DaneKontaktowe/Email"));
    draft.add("seller_phone", seller.text_at("DaneKontaktowe/Telefon"));
    draft.add("seller_registration", root.text_at("Stopka/Rejestry/KRS"));
}

fn buyer(draft: &mut Draft, root: &Element) {
    let Some(buyer) = root.find("Podmiot2") else { return };
    let identity = |name: &str| buyer.text_at(&format!("DaneIdentyfikacyjne/{name}"));
    draft.add("buyer_name", identity("Nazwa").or_else(|| identity("PelnaNazwa")));
    draft.add("buyer_address", buyer.find("Adres").and_then(address));
    let abroad = identity("KodUE").zip(identity("NrVatUE")).map(|(code, number)| format!("{code}{number}"));
    draft.add("buyer_vat_id", abroad);
    draft.add("buyer_tax_number", identity("NIP").or_else(|| identity("NrID")));
    draft.add("customer_number", buyer.text_at("NrKlienta"));
}

fn address(address: &Element) -> Option<String> {
    let text = |path: &str| address.text_at(path);
    joined([text("AdresL1"), text("AdresL2"), text("KodKraju")])
}

fn payment(draft: &mut Draft, invoice: &Element) {
    let Some(payment) = invoice.find("Platnosc") else { return };
    draft.add("due_date", day(payment.text_at("TerminPlatnosci/Termin|TerminyPlatnosci")));
    let method = payment.text_at("FormaPlatnosci").map(|code| codes::ksef_payment_method(&code).to_owned());
    draft.add(
        "payment_method",
        method.or_else(|| payment.text_at("OpisPlatnosci").map(|_| "other".to_owned())),
    );
    let terms = payment.find("TerminPlatnosci/TerminOpis");
    draft.add(
        "payment_terms",
        terms.and_then(|terms| {
            let parts = ["Ilosc", "Jednostka", "ZdarzeniePoczatkowe"].map(|name| terms.text_at(name));
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            if parts.is_empty() { terms.own_text() } else { Some(parts.join(" ")) }
        }),
    );
    for account in payment.all("RachunekBankowy|RachunekBankowyFaktora") {
        let number = account.text_at("NrRB").map(|number| number.replace(' ', ""));
        let is_iban =
            number.as_ref().is_some_and(|number| number.starts_with(|c: char| c.is_ascii_alphabetic()));
        let is_polish =
            number.as_ref().is_some_and(|n| n.len() == 26 && n.bytes().all(|b| b.is_ascii_digit()));
        match (is_iban, is_polish) {
            (true, _) => draft.add("iban", number),
            // A Polish account number is its IBAN without the country.
            (_, true) => draft.add("iban", number.map(|number| format!("PL{number}"))),
            _ => draft.add("account_number", number),
        }
        draft.add("bic", account.text_at("SWIFT"));
        draft.add("bank_name", account.text_at("NazwaBanku"));
    }
}

fn totals(draft: &mut Draft, invoice: &Element) {
    let (mut nets, mut taxes, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for (net, tax, category, rates) in RATES {
        let Some(net) = invoice.text_at(net) else { continue };
        let tax = (!tax.is_empty()).then(|| invoice.text_at(tax)).flatten();
        let mut row = RowDraft::default();
        row.add("rate", rate(draft, rates));
        row.add("category", Some(category.to_owned()));
        row.add("net", Some(net.clone()));
        row.add("tax", tax.clone());
        nets.push(net);
        taxes.extend(tax);
        rows.push(row.0);
    }
    draft.0.taxes = rows;
    draft.add("net_total", sum(&nets));
    let tax = if taxes.is_empty() && !nets.is_empty() { Some("0.00".to_owned()) } else { sum(&taxes) };
    draft.add("tax_total", tax);
    draft.add("gross_total", invoice.text_at("P_15"));
    draft.add("discount_total", invoice.text_at("Rozliczenie/SumaOdliczen"));
    draft.add("charge_total", invoice.text_at("Rozliczenie/SumaObciazen"));
    draft.add("amount_due", invoice.text_at("Rozliczenie/DoZaplaty"));
    let paid = invoice.texts("Platnosc/ZaplataCzesciowa/KwotaZaplatyCzesciowej");
    draft.add("prepaid_total", sum(&paid));
}

/// Which of the possible rates the items have; the usual one where they do not say.
fn rate(draft: &Draft, rates: &[&str]) -> Option<String> {
    let of_items = || draft.0.items.iter().filter_map(|row| row.get("tax_rate"));
    let used = rates.iter().find(|rate| of_items().any(|own| own == *rate));
    used.or_else(|| rates.first()).map(|rate| (*rate).to_owned())
}

fn item(line: &Element) -> IndexMap<String, String> {
    let mut row = RowDraft::default();
    let text = |path: &str| line.text_at(path);
    row.add("position", text("NrWierszaFa"));
    row.add("item_number", text("Indeks"));
    row.add("gtin", text("GTIN"));
    row.add("description", text("P_7"));
    row.add("quantity", text("P_8B"));
    row.add("unit", text("P_8A"));
    row.add("unit_price", text("P_9A").or_else(|| text("P_9B")));
    row.add("discount", text("P_10"));
    // "0 WDT" is a rate of 0; "zw", "np" and "oo" are none.
    let rate = text("P_12").map(|rate| rate.split(' ').next().unwrap_or_default().to_owned());
    row.add("tax_rate", rate.filter(|rate| rate.starts_with(|c: char| c.is_ascii_digit())));
    row.add("tax_amount", text("P_11Vat"));
    row.add("amount", text("P_11").or_else(|| text("P_11A")));
    row.add("gross_amount", text("P_11A"));
    row.add("date", day(text("P_6A")));
    row.0
}
