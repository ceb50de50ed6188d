//! UN/CEFACT Cross Industry Invoice: ZUGFeRD 1 and 2, Factur-X, XRechnung.
//!
//! ZUGFeRD 1 calls the same things otherwise; both names stand side by side in the paths.

use indexmap::IndexMap;
use perigee_model::{EInvoice, EInvoiceSyntax};

use super::codes;
use super::draft::{Draft, RowDraft, day, discount_percent, joined, place, sum, text_where};
use super::xml::Element;

/// What the invoice says.
pub(super) fn read(root: &Element) -> EInvoice {
    let profile = root.text_at(
        "ExchangedDocumentContext|SpecifiedExchangedDocumentContext\
         /GuidelineSpecifiedDocumentContextParameter/ID",
    );
    let mut draft = Draft::new(EInvoiceSyntax::Cii, profile);
    if let Some(document) = root.find("ExchangedDocument|HeaderExchangedDocument") {
        header(&mut draft, document);
    }
    let empty = Element::default();
    let transaction =
        root.find("SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction").unwrap_or(&empty);
    if let Some(agreement) =
        transaction.find("ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement")
    {
        self::agreement(&mut draft, agreement);
    }
    if let Some(delivery) =
        transaction.find("ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery")
    {
        self::delivery(&mut draft, delivery);
    }
    if let Some(settlement) =
        transaction.find("ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement")
    {
        self::settlement(&mut draft, settlement);
    }
    draft.0.items =
        transaction.all("IncludedSupplyChainTradeLineItem").into_iter().filter_map(item).collect();
    draft.finish()
}

fn header(draft: &mut Draft, document: &Element) {
    let code = document.text_at("TypeCode");
    draft.add("document_type", code.map(|code| codes::document_type(&code).to_owned()));
    draft.add("invoice_number", document.text_at("ID"));
    draft.add("issue_date", date(document, "IssueDateTime"));
    draft.add_all("notes", document.texts("IncludedNote/Content"));
}

/// A day inside the named element, whatever the element around its text is called.
fn date(of: &Element, path: &str) -> Option<String> {
    let element = of.find(path)?;
    day(element.children.iter().find_map(Element::own_text).or_else(|| element.own_text()))
}

fn agreement(draft: &mut Draft, agreement: &Element) {
    draft.add("buyer_reference", agreement.text_at("BuyerReference"));
    draft.add_all("order_number", agreement.texts("BuyerOrderReferencedDocument/IssuerAssignedID|ID"));
    draft.add("sales_order_number", agreement.text_at("SellerOrderReferencedDocument/IssuerAssignedID|ID"));
    draft.add("contract_number", agreement.text_at("ContractReferencedDocument/IssuerAssignedID|ID"));
    if let Some(seller) = agreement.find("SellerTradeParty") {
        party(draft, "seller", seller);
        draft.add("seller_registration", seller.text_at("SpecifiedLegalOrganization/ID"));
        let contact = "DefinedTradeContact";
        let email = seller.text_at(&format!("{contact}/EmailURIUniversalCommunication/URIID|CompleteNumber"));
        let address = text_where(seller, "URIUniversalCommunication/URIID", "schemeID", "EM");
        draft.add("seller_email", email.or(address));
        draft.add(
            "seller_phone",
            seller.text_at(&format!("{contact}/TelephoneUniversalCommunication/CompleteNumber")),
        );
    }
    if let Some(buyer) = agreement.find("BuyerTradeParty") {
        party(draft, "buyer", buyer);
        draft.add("customer_number", buyer.text_at("ID"));
    }
}

fn party(draft: &mut Draft, role: &str, party: &Element) {
    draft.add(&format!("{role}_name"), party.text_at("Name"));
    draft.add(&format!("{role}_address"), party.find("PostalTradeAddress").and_then(address));
    let registration = "SpecifiedTaxRegistration/ID";
    draft.add(&format!("{role}_vat_id"), text_where(party, registration, "schemeID", "VA"));
    draft.add(&format!("{role}_tax_number"), text_where(party, registration, "schemeID", "FC"));
}

fn address(address: &Element) -> Option<String> {
    let text = |path: &str| address.text_at(path);
    let place = place(text("PostcodeCode"), text("CityName"));
    joined([text("LineOne"), text("LineTwo"), text("LineThree"), place, text("CountryID")])
}

fn delivery(draft: &mut Draft, delivery: &Element) {
    draft.add("delivery_date", date(delivery, "ActualDeliverySupplyChainEvent/OccurrenceDateTime"));
    let notes = "DeliveryNoteReferencedDocument|DespatchAdviceReferencedDocument/IssuerAssignedID|ID";
    draft.add_all("delivery_note_number", delivery.texts(notes));
    if let Some(receiver) = delivery.find("ShipToTradeParty") {
        draft.add("delivery_name", receiver.text_at("Name"));
        draft.add("delivery_address", receiver.find("PostalTradeAddress").and_then(address));
    }
}

fn settlement(draft: &mut Draft, settlement: &Element) {
    draft.add("payee_name", settlement.text_at("PayeeTradeParty/Name"));
    draft.add("payment_reference", settlement.text_at("PaymentReference"));
    draft.add("currency", settlement.text_at("InvoiceCurrencyCode"));
    draft.add("service_start", date(settlement, "BillingSpecifiedPeriod/StartDateTime"));
    draft.add("service_end", date(settlement, "BillingSpecifiedPeriod/EndDateTime"));
    for means in settlement.all("SpecifiedTradeSettlementPaymentMeans") {
        let code = means.text_at("TypeCode");
        draft.complete(
            "payment_method",
            code.and_then(|code| codes::payment_method(&code)).map(str::to_owned),
        );
        let account = "PayeePartyCreditorFinancialAccount";
        draft.add("iban", means.text_at(&format!("{account}/IBANID")));
        draft.add("account_number", means.text_at(&format!("{account}/ProprietaryID")));
        let bank = "PayeeSpecifiedCreditorFinancialInstitution";
        draft.add("bic", means.text_at(&format!("{bank}/BICID")));
        draft.add("bank_name", means.text_at(&format!("{bank}/Name")));
    }
    terms(draft, settlement);
    totals(draft, settlement);
    draft.0.taxes = settlement.all("ApplicableTradeTax").into_iter().filter_map(tax).collect();
    let is_reversed = draft.0.taxes.iter().any(|row| row.get("category").is_some_and(|code| code == "AE"));
    draft.add("reverse_charge", is_reversed.then(|| "true".to_owned()));
}

fn terms(draft: &mut Draft, settlement: &Element) {
    let terms = "SpecifiedTradePaymentTerms";
    let sentences = settlement.texts(&format!("{terms}/Description"));
    draft.add("discount_percent", sentences.iter().find_map(|sentence| discount_percent(sentence)));
    draft.add("payment_terms", (!sentences.is_empty()).then(|| sentences.join(" ")));
    draft.add("due_date", date(settlement, &format!("{terms}/DueDateDateTime")));
    let discount = format!("{terms}/ApplicableTradePaymentDiscountTerms");
    draft.complete("discount_percent", settlement.text_at(&format!("{discount}/CalculationPercent")));
    draft.add("discount_amount", settlement.text_at(&format!("{discount}/ActualDiscountAmount")));
}

fn totals(draft: &mut Draft, settlement: &Element) {
    let shipping = sum(&settlement.texts("SpecifiedLogisticsServiceCharge/AppliedAmount"));
    draft.add("shipping_total", shipping);
    let Some(totals) = settlement
        .find("SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation")
    else {
        return;
    };
    draft.add("net_total", totals.text_at("TaxBasisTotalAmount"));
    // A second total may tell the tax in the currency of the tax office.
    let currency = draft.0.first("currency").unwrap_or_default().to_owned();
    let own = text_where(totals, "TaxTotalAmount", "currencyID", &currency);
    draft.add("tax_total", own.or_else(|| totals.text_at("TaxTotalAmount")));
    draft.add("gross_total", totals.text_at("GrandTotalAmount"));
    draft.add("prepaid_total", totals.text_at("TotalPrepaidAmount"));
    draft.add("amount_due", totals.text_at("DuePayableAmount"));
    draft.add("discount_total", totals.text_at("AllowanceTotalAmount"));
    draft.add("charge_total", totals.text_at("ChargeTotalAmount"));
    draft.add("rounding", totals.text_at("RoundingAmount"));
}

const RATE: &str = "RateApplicablePercent|ApplicablePercent";

fn tax(tax: &Element) -> Option<IndexMap<String, String>> {
    let mut row = RowDraft::default();
    row.add("rate", tax.text_at(RATE));
    row.add("category", tax.text_at("CategoryCode"));
    row.add("net", tax.text_at("BasisAmount"));
    row.add("tax", tax.text_at("CalculatedAmount"));
    (!row.0.is_empty()).then_some(row.0)
}

fn item(line: &Element) -> Option<IndexMap<String, String>> {
    let mut row = RowDraft::default();
    let empty = Element::default();
    let part = |path: &str| line.find(path).unwrap_or(&empty);
    let product = part("SpecifiedTradeProduct");
    let agreement = part("SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement");
    let delivery = part("SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery");
    let settlement = part("SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement");
    let amount = settlement.text_at(
        "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation\
         /LineTotalAmount",
    );
    let name = product.text_at("Name").or_else(|| product.text_at("Description"));
    // ZUGFeRD 1 carries free texts as lines that are no items.
    if amount.is_none() && name.is_none() {
        return None;
    }
    row.add("position", line.text_at("AssociatedDocumentLineDocument/LineID"));
    row.add("item_number", product.text_at("SellerAssignedID"));
    row.add("buyer_item_number", product.text_at("BuyerAssignedID"));
    let gtin = text_where(product, "GlobalID", "schemeID", "0160");
    row.add("gtin", gtin.or_else(|| text_where(product, "GlobalID", "schemeID", "0088")));
    row.add("description", name);
    let quantity = delivery.find("BilledQuantity");
    row.add("quantity", quantity.and_then(Element::own_text));
    row.add("unit", quantity.and_then(|quantity| quantity.attribute("unitCode")).map(str::to_owned));
    let price = agreement.text_at("NetPriceProductTradePrice/ChargeAmount");
    row.add("unit_price", price.or_else(|| agreement.text_at("GrossPriceProductTradePrice/ChargeAmount")));
    row.add("discount", sum(&allowances(settlement)));
    row.add("tax_rate", settlement.text_at(&format!("ApplicableTradeTax/{RATE}")));
    row.add("tax_amount", settlement.text_at("ApplicableTradeTax/CalculatedAmount"));
    row.add("amount", amount);
    row.add("date", date(delivery, "ActualDeliverySupplyChainEvent/OccurrenceDateTime"));
    row.add("order_number", agreement.text_at("BuyerOrderReferencedDocument/IssuerAssignedID|ID"));
    Some(row.0)
}

/// What is taken off a line.
fn allowances(settlement: &Element) -> Vec<String> {
    let is_allowance = |entry: &&Element| {
        entry.text_at("ChargeIndicator/Indicator").or_else(|| entry.text_at("ChargeIndicator")).as_deref()
            == Some("false")
    };
    let entries = settlement.all("SpecifiedTradeAllowanceCharge").into_iter().filter(is_allowance);
    entries.filter_map(|entry| entry.text_at("ActualAmount")).collect()
}
