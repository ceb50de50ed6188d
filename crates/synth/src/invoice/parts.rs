//! What stands on every invoice, as labels and values; the layouts decide where.

use crate::invoice::sheet::{Row, Sheet};
use crate::language::Language;
use crate::numbers;

/// A label with its value.
pub type Labelled = (String, String);

/// A line of the totals.
pub struct Total {
    pub label: String,
    pub value: String,
    /// The sum that counts.
    pub strong: bool,
}

/// `Invoice` or `Credit note` in the language of the sheet.
pub fn title(sheet: &mut Sheet) -> &'static str {
    let credit_note = sheet.invoice.credit_note;
    sheet.printed("document_type", if credit_note { "credit_note" } else { "invoice" });
    let words = if credit_note { sheet.words.credit_note } else { sheet.words.invoice };
    sheet.word(words)
}

/// Number, dates and references with their labels.
pub fn meta(sheet: &mut Sheet) -> Vec<Labelled> {
    let (invoice, words, notation) = (sheet.invoice, sheet.words, sheet.notation);
    let date = |date| notation.date(date);
    let mut rows = Vec::new();
    let mut row = |labels, data_point: &str, value: Option<String>| {
        if let Some(value) = value {
            let value = sheet.printed(data_point, value);
            rows.push((sheet.word(labels).to_owned(), value));
        }
    };
    row(words.invoice_number, "invoice_number", Some(invoice.number.clone()));
    row(words.issue_date, "issue_date", Some(date(invoice.issue_date)));
    row(words.delivery_date, "delivery_date", invoice.delivery_date.map(date));
    row(words.customer_number, "customer_number", invoice.customer_number.clone());
    row(words.order_number, "order_number", invoice.order_number.clone());
    row(words.delivery_note_number, "delivery_note_number", invoice.delivery_note_number.clone());
    row(words.contract_number, "contract_number", invoice.contract_number.clone());
    if !invoice.credit_note {
        row(words.due_date, "due_date", Some(date(invoice.due_date)));
    }
    if let Some((start, end)) = invoice.service_period {
        let start = sheet.printed("service_start", notation.date(start));
        let end = sheet.printed("service_end", notation.date(end));
        rows.push((sheet.word(words.service_period).to_owned(), format!("{start} – {end}")));
    }
    if !notation.names_currency() {
        let code = sheet.printed("currency", invoice.language.currency());
        rows.push((sheet.word(words.currency).to_owned(), code));
    }
    rows
}

/// Name and address of the buyer, a line each; the tax number where it is printed.
pub fn buyer(sheet: &mut Sheet) -> Vec<String> {
    let buyer = &sheet.invoice.buyer;
    let mut lines = vec![sheet.printed("buyer_name", buyer.name.clone())];
    lines.extend(buyer.address());
    sheet.printed("buyer_address", buyer.address().join(" "));
    if sheet.invoice.language == Language::Polish {
        let number = sheet.printed("buyer_tax_number", buyer.tax_number.clone());
        lines.push(format!("NIP: {number}"));
    } else if sheet.random.chance(0.5) {
        let label = sheet.word(sheet.words.vat_id);
        let number = sheet.printed("buyer_vat_id", buyer.vat_id.clone());
        lines.push(format!("{label} {number}"));
    }
    lines
}

/// Name of the seller.
pub fn seller_name(sheet: &mut Sheet) -> String {
    let name = sheet.invoice.seller.name.clone();
    sheet.printed("seller_name", name)
}

/// Address of the seller, a line each.
pub fn seller_address(sheet: &mut Sheet) -> Vec<String> {
    let lines = sheet.invoice.seller.address();
    sheet.printed("seller_address", lines.join(" "));
    lines
}

/// Phone, e-mail and web address of the seller.
pub fn seller_contact(sheet: &mut Sheet) -> Vec<Labelled> {
    let seller = &sheet.invoice.seller;
    let phone =
        (sheet.word(sheet.words.phone).to_owned(), sheet.printed("seller_phone", seller.phone.clone()));
    let email =
        (sheet.word(sheet.words.email).to_owned(), sheet.printed("seller_email", seller.email.clone()));
    let mut rows = vec![phone, email];
    if sheet.random.chance(0.6) {
        rows.push(("Web".to_owned(), sheet.printed("seller_url", seller.url.clone())));
    }
    rows
}

/// Tax and register numbers of the seller.
pub fn seller_numbers(sheet: &mut Sheet) -> Vec<Labelled> {
    let (seller, language) = (&sheet.invoice.seller, sheet.invoice.language);
    let mut rows = Vec::new();
    // Polish sellers print the number without the country, others the number with it.
    if language != Language::Polish || sheet.random.chance(0.25) {
        let label = sheet.word(sheet.words.vat_id).to_owned();
        rows.push((label, sheet.printed("seller_vat_id", seller.vat_id.clone())));
    }
    if language == Language::Polish || (language != Language::English && sheet.random.chance(0.6)) {
        let label = sheet.word(sheet.words.tax_number).to_owned();
        rows.push((label, sheet.printed("seller_tax_number", seller.tax_number.clone())));
    }
    if sheet.random.chance(0.6) {
        let label = sheet.word(sheet.words.registration).to_owned();
        rows.push((label, sheet.printed("seller_registration", seller.registration.clone())));
    }
    rows
}

/// Where to pay.
pub fn bank(sheet: &mut Sheet) -> Vec<Labelled> {
    let account = &sheet.invoice.account;
    let iban = match sheet.random.chance(0.75) {
        true => numbers::in_fours(&account.iban),
        false => account.iban.clone(),
    };
    let label = sheet.word(sheet.words.bank).to_owned();
    let mut rows = vec![(label, sheet.printed("bank_name", account.bank.clone()))];
    rows.push(("IBAN".to_owned(), sheet.printed("iban", iban)));
    if sheet.random.chance(0.8) {
        let label = *sheet.random.pick(&["BIC", "BIC", "SWIFT", "BIC/SWIFT"]);
        rows.push((label.to_owned(), sheet.printed("bic", account.bic.clone())));
    }
    rows
}

/// The sums, from net to what is to be paid.
pub fn totals(sheet: &mut Sheet) -> Vec<Total> {
    let (invoice, words, notation) = (sheet.invoice, sheet.words, sheet.notation);
    let money = |value| notation.money(value);
    let amount = |value| notation.amount(value);
    let mut rows = Vec::new();
    if notation.names_currency() {
        sheet.printed("currency", invoice.language.currency());
    }
    sheet.printed("net_total", amount(invoice.net));
    rows.push(plain(sheet.word(words.net_total), money(invoice.net)));
    // One rate is usually named with its sum; of several rates either each or only the sum is.
    let template = sheet.word(words.tax_of_rate);
    let each = sheet.random.chance(0.75);
    for tax in invoice.taxes.iter().filter(|_| each) {
        rows.push(plain(&template.replace("{rate}", &notation.percent(tax.rate)), money(tax.tax)));
    }
    if !each || invoice.taxes.len() > 1 {
        rows.push(plain(sheet.word(words.tax_total), money(invoice.tax)));
    }
    sheet.printed("tax_total", amount(invoice.tax));
    sheet.printed("gross_total", amount(invoice.gross));
    let strong = invoice.prepaid.is_none();
    rows.push(Total { strong, ..plain(sheet.word(words.gross_total), money(invoice.gross)) });
    if let Some(prepaid) = invoice.prepaid {
        sheet.printed("prepaid_total", amount(prepaid));
        rows.push(plain(sheet.word(words.prepaid), money(-prepaid)));
        rows.push(Total { strong: true, ..plain(sheet.word(words.amount_due), money(invoice.due())) });
    }
    sheet.printed("amount_due", amount(invoice.due()));
    rows
}

fn plain(label: &str, value: String) -> Total {
    Total { label: label.to_owned(), value, strong: false }
}

/// The tax breakdown: a header and a row for each rate, texts as printed.
pub fn tax_table(sheet: &mut Sheet) -> Vec<[String; 4]> {
    let (words, notation) = (sheet.words, sheet.notation);
    let head = [words.tax_rate[0], words.tax_table_net, words.tax_table_tax, words.tax_table_gross];
    let mut rows = vec![head.map(str::to_owned)];
    for tax in &sheet.invoice.taxes {
        let cells = [
            notation.percent(tax.rate),
            notation.amount(tax.net),
            notation.amount(tax.tax),
            notation.amount(tax.net + tax.tax),
        ];
        let names = ["rate", "net", "tax", "gross"].map(str::to_owned);
        sheet.printed_tax(names.into_iter().zip(cells.clone()).collect::<Row>());
        rows.push(cells);
    }
    rows
}

/// How and until when to pay, as sentences; empty on a credit note.
pub fn terms(sheet: &mut Sheet) -> Vec<String> {
    let (invoice, words, notation) = (sheet.invoice, sheet.words, sheet.notation);
    if invoice.credit_note {
        return Vec::new();
    }
    let template = sheet.word(words.terms);
    let mut sentence = template
        .replace("{days}", &invoice.days.to_string())
        .replace("{date}", &notation.date(invoice.due_date))
        .replace("{number}", &invoice.number);
    if template.contains("{date}") {
        sheet.printed("due_date", notation.date(invoice.due_date));
    }
    if let Some(discount) = invoice.discount {
        let percent = sheet.printed("discount_percent", notation.percent(discount.percent));
        let date = sheet.printed("discount_date", notation.date(discount.date));
        let offer = words
            .discount_terms
            .replace("{percent}", &percent)
            .replace("{date}", &date)
            .replace("{days}", &discount.days.to_string());
        sentence = format!("{sentence} {offer}");
    }
    // What stands before a colon is the label of the terms.
    let terms = sentence.split_once(": ").map_or(sentence.as_str(), |(_, terms)| terms).to_owned();
    sheet.printed("payment_terms", terms);
    vec![sentence]
}

/// `Payment method: transfer`, where the sheet says so.
pub fn method(sheet: &mut Sheet) -> Option<Labelled> {
    let usual = if sheet.invoice.language == Language::Polish { 0.9 } else { 0.3 };
    if sheet.invoice.credit_note || !sheet.random.chance(usual) {
        return None;
    }
    sheet.printed("payment_method", "transfer");
    let (label, value) = (sheet.words.payment_method, sheet.words.transfer);
    Some((sheet.word(label).to_owned(), sheet.word(value).to_owned()))
}
