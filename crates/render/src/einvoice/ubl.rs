//! OASIS UBL 2.1 invoices and credit notes: Peppol BIS Billing 3, XRechnung.

use indexmap::IndexMap;
use perigee_model::{EInvoice, EInvoiceSyntax};

use super::codes;
use super::draft::{Draft, RowDraft, day, discount_percent, joined, place, sum, text_where};
use super::xml::Element;

/// What the invoice says.
pub(super) fn read(root: &Element) -> EInvoice {
    let mut draft = Draft::new(EInvoiceSyntax::Ubl, root.text_at("CustomizationID"));
    header(&mut draft, root);
    if let Some(seller) = root.find("AccountingSupplierParty/Party") {
        party(&mut draft, "seller", seller);
        draft.add("seller_registration", seller.text_at("PartyLegalEntity/CompanyID"));
        let email = seller.text_at("Contact/ElectronicMail");
        draft.add("seller_email", email.or_else(|| text_where(seller, "EndpointID", "schemeID", "EM")));
        draft.add("seller_phone", seller.text_at("Contact/Telephone"));
        draft.add("seller_url", seller.text_at("WebsiteURI"));
    }
    if let Some(buyer) = root.find("AccountingCustomerParty/Party") {
        party(&mut draft, "buyer", buyer);
        draft.add("customer_number", buyer.text_at("PartyIdentification/ID"));
    }
    draft.add("payee_name", root.text_at("PayeeParty/PartyName/Name"));
    delivery(&mut draft, root);
    payment(&mut draft, root);
    totals(&mut draft, root);
    draft.0.items = root.all("InvoiceLine|CreditNoteLine").into_iter().map(item).collect();
    draft.finish()
}

fn header(draft: &mut Draft, root: &Element) {
    let code = root.text_at("InvoiceTypeCode|CreditNoteTypeCode");
    let by_root = if root.name == "CreditNote" { "credit_note" } else { "invoice" };
    let by_code = code.map_or(by_root, |code| match codes::document_type(&code) {
        "invoice" => by_root,
        special => special,
    });
    draft.add("document_type", Some(by_code.to_owned()));
    draft.add("invoice_number", root.text_at("ID"));
    draft.add("issue_date", day(root.text_at("IssueDate")));
    draft.add(
        "due_date",
        day(root.text_at("DueDate").or_else(|| root.text_at("PaymentMeans/PaymentDueDate"))),
    );
    draft.add("service_start", day(root.text_at("InvoicePeriod/StartDate")));
    draft.add("service_end", day(root.text_at("InvoicePeriod/EndDate")));
    draft.add("buyer_reference", root.text_at("BuyerReference"));
    draft.add_all("order_number", root.texts("OrderReference/ID"));
    draft.add("sales_order_number", root.text_at("OrderReference/SalesOrderID"));
    draft.add("contract_number", root.text_at("ContractDocumentReference/ID"));
    draft.add_all("delivery_note_number", root.texts("DespatchDocumentReference/ID"));
    draft.add("currency", root.text_at("DocumentCurrencyCode"));
    draft.add_all("notes", root.texts("Note"));
}

fn party(draft: &mut Draft, role: &str, party: &Element) {
    let name = party.text_at("PartyLegalEntity/RegistrationName");
    draft.add(&format!("{role}_name"), name.or_else(|| party.text_at("PartyName/Name")));
    draft.add(&format!("{role}_address"), party.find("PostalAddress").and_then(address));
    for scheme in party.all("PartyTaxScheme") {
        let is_vat = scheme.text_at("TaxScheme/ID").is_none_or(|id| id.eq_ignore_ascii_case("VAT"));
        let name = if is_vat { "vat_id" } else { "tax_number" };
        draft.complete(&format!("{role}_{name}"), scheme.text_at("CompanyID"));
    }
}

fn address(address: &Element) -> Option<String> {
    let text = |path: &str| address.text_at(path);
    let street = match (text("StreetName"), text("BuildingNumber")) {
        (Some(street), Some(number)) => Some(format!("{street} {number}")),
        (street, number) => street.or(number),
    };
    let place = place(text("PostalZone"), text("CityName"));
    let country = text("Country/IdentificationCode");
    joined([street, text("AdditionalStreetName"), text("AddressLine/Line"), place, country])
}

fn delivery(draft: &mut Draft, root: &Element) {
    draft.add("delivery_date", day(root.text_at("Delivery/ActualDeliveryDate")));
    draft.add("delivery_name", root.text_at("Delivery/DeliveryParty/PartyName/Name"));
    draft.add("delivery_address", root.find("Delivery/DeliveryLocation/Address").and_then(address));
}

fn payment(draft: &mut Draft, root: &Element) {
    for means in root.all("PaymentMeans") {
        let code = means.text_at("PaymentMeansCode");
        draft.complete(
            "payment_method",
            code.and_then(|code| codes::payment_method(&code)).map(str::to_owned),
        );
        draft.complete("payment_reference", means.text_at("PaymentID"));
        let account = means.text_at("PayeeFinancialAccount/ID");
        let is_iban = account.as_ref().is_some_and(|account| looks_like_iban(account));
        draft.add(if is_iban { "iban" } else { "account_number" }, account);
        draft.add("bic", means.text_at("PayeeFinancialAccount/FinancialInstitutionBranch/ID"));
        let bank = "PayeeFinancialAccount/FinancialInstitutionBranch/FinancialInstitution/Name";
        draft.add("bank_name", means.text_at(bank));
    }
    let sentences = root.texts("PaymentTerms/Note");
    draft.add("discount_percent", sentences.iter().find_map(|sentence| discount_percent(sentence)));
    draft.add("payment_terms", (!sentences.is_empty()).then(|| sentences.join(" ")));
}

/// Two letters and two digits begin an IBAN and hardly any other account.
fn looks_like_iban(account: &str) -> bool {
    let letters: Vec<u8> = account.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    matches!(letters.as_slice(), [a, b, c, d, rest @ ..] if a.is_ascii_alphabetic()
        && b.is_ascii_alphabetic() && c.is_ascii_digit() && d.is_ascii_digit() && rest.len() >= 11)
}

fn totals(draft: &mut Draft, root: &Element) {
    let empty = Element::default();
    let totals = root.find("LegalMonetaryTotal").unwrap_or(&empty);
    // A second total may tell the tax in the currency of the tax office.
    let currency = draft.0.first("currency").unwrap_or_default().to_owned();
    let own = text_where(root, "TaxTotal/TaxAmount", "currencyID", &currency);
    draft.add("net_total", totals.text_at("TaxExclusiveAmount"));
    draft.add("tax_total", own.or_else(|| root.text_at("TaxTotal/TaxAmount")));
    draft.add("gross_total", totals.text_at("TaxInclusiveAmount"));
    draft.add("prepaid_total", totals.text_at("PrepaidAmount"));
    draft.add("amount_due", totals.text_at("PayableAmount"));
    draft.add("discount_total", totals.text_at("AllowanceTotalAmount"));
    draft.add("charge_total", totals.text_at("ChargeTotalAmount"));
    draft.add("rounding", totals.text_at("PayableRoundingAmount"));
    draft.0.taxes = root.all("TaxTotal/TaxSubtotal").into_iter().map(tax).collect();
    let is_reversed = draft.0.taxes.iter().any(|row| row.get("category").is_some_and(|code| code == "AE"));
    draft.add("reverse_charge", is_reversed.then(|| "true".to_owned()));
}

fn tax(subtotal: &Element) -> IndexMap<String, String> {
    let mut row = RowDraft::default();
    row.add("rate", subtotal.text_at("TaxCategory/Percent").or_else(|| subtotal.text_at("Percent")));
    row.add("category", subtotal.text_at("TaxCategory/ID"));
    row.add("net", subtotal.text_at("TaxableAmount"));
    row.add("tax", subtotal.text_at("TaxAmount"));
    row.0
}

fn item(line: &Element) -> IndexMap<String, String> {
    let mut row = RowDraft::default();
    let text = |path: &str| line.text_at(path);
    row.add("position", text("ID"));
    row.add("item_number", text("Item/SellersItemIdentification/ID"));
    row.add("buyer_item_number", text("Item/BuyersItemIdentification/ID"));
    row.add("gtin", text_where(line, "Item/StandardItemIdentification/ID", "schemeID", "0160"));
    row.add("description", text("Item/Name").or_else(|| text("Item/Description")));
    let quantity = line.find("InvoicedQuantity|CreditedQuantity");
    row.add("quantity", quantity.and_then(Element::own_text));
    row.add("unit", quantity.and_then(|quantity| quantity.attribute("unitCode")).map(str::to_owned));
    row.add("unit_price", text("Price/PriceAmount"));
    row.add("discount", sum(&allowances(line)));
    row.add("tax_rate", text("Item/ClassifiedTaxCategory/Percent"));
    row.add("tax_amount", text("TaxTotal/TaxAmount"));
    row.add("amount", text("LineExtensionAmount"));
    row.add("date", day(text("Delivery/ActualDeliveryDate")));
    row.add("order_number", text("OrderLineReference/OrderReference/ID"));
    row.0
}

/// What is taken off a line.
fn allowances(line: &Element) -> Vec<String> {
    let is_allowance = |entry: &&Element| entry.text_at("ChargeIndicator").as_deref() == Some("false");
    let entries = line.all("AllowanceCharge").into_iter().filter(is_allowance);
    entries.filter_map(|entry| entry.text_at("Amount")).collect()
}
