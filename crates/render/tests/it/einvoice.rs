//! E-invoices: what each language says, what is refused, and the page of one that has no picture.

use perigee_model::{EInvoice, EInvoiceSyntax};
use perigee_render::{Document, RenderLimits, einvoice};
use proptest::prelude::*;

const LIMITS: RenderLimits = RenderLimits { pages: 100, page_pixels: 100_000_000 };

fn read(xml: &str) -> EInvoice {
    einvoice::parse(xml.as_bytes()).unwrap()
}

fn code(bytes: &[u8]) -> String {
    einvoice::parse(bytes).unwrap_err().code
}

#[track_caller]
fn says(invoice: &EInvoice, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(invoice.first(name), Some(*value), "{name}");
    }
}

const CII: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:ram" xmlns:udt="urn:udt">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
 <ram:ID>urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID> R-2024/17 </ram:ID><ram:TypeCode>380</ram:TypeCode>
 <ram:IssueDateTime><udt:DateTimeString format="102">20240305</udt:DateTimeString></ram:IssueDateTime>
 <ram:IncludedNote><ram:Content>Es gelten
   unsere AGB &amp; Preise.</ram:Content></ram:IncludedNote></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
 <ram:IncludedSupplyChainTradeLineItem>
  <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
  <ram:SpecifiedTradeProduct><ram:GlobalID schemeID="0160">4012345001235</ram:GlobalID>
   <ram:SellerAssignedID>A-1</ram:SellerAssignedID><ram:Name>Trennblätter A4</ram:Name></ram:SpecifiedTradeProduct>
  <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>9.90</ram:ChargeAmount>
  </ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
  <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="H87">20.0000</ram:BilledQuantity>
  </ram:SpecifiedLineTradeDelivery>
  <ram:SpecifiedLineTradeSettlement>
   <ram:ApplicableTradeTax><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>
    <ram:ActualAmount>1.50</ram:ActualAmount></ram:SpecifiedTradeAllowanceCharge>
   <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>196.50</ram:LineTotalAmount>
   </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
 </ram:IncludedSupplyChainTradeLineItem>
 <ram:ApplicableHeaderTradeAgreement><ram:BuyerReference>04011000-12345-34</ram:BuyerReference>
  <ram:SellerTradeParty><ram:Name>Lieferant GmbH</ram:Name>
   <ram:SpecifiedLegalOrganization><ram:ID>HRB 123</ram:ID></ram:SpecifiedLegalOrganization>
   <ram:DefinedTradeContact>
    <ram:TelephoneUniversalCommunication><ram:CompleteNumber>+49 89 1</ram:CompleteNumber>
    </ram:TelephoneUniversalCommunication>
    <ram:EmailURIUniversalCommunication><ram:URIID>re@lieferant.de</ram:URIID></ram:EmailURIUniversalCommunication>
   </ram:DefinedTradeContact>
   <ram:PostalTradeAddress><ram:PostcodeCode>80333</ram:PostcodeCode><ram:LineOne>Lieferantenstraße 20</ram:LineOne>
    <ram:CityName>München</ram:CityName><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>
   <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID></ram:SpecifiedTaxRegistration>
   <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE136695976</ram:ID></ram:SpecifiedTaxRegistration>
  </ram:SellerTradeParty>
  <ram:BuyerTradeParty><ram:ID>GE2020211</ram:ID><ram:Name>Kunden AG Mitte</ram:Name></ram:BuyerTradeParty>
  <ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>B-9</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>
 </ram:ApplicableHeaderTradeAgreement>
 <ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>
  <udt:DateTimeString format="102">20240304</udt:DateTimeString></ram:OccurrenceDateTime>
 </ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
 <ram:ApplicableHeaderTradeSettlement><ram:PaymentReference>R-2024/17</ram:PaymentReference>
  <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
  <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>
   <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE02120300000000202051</ram:IBANID>
   </ram:PayeePartyCreditorFinancialAccount>
   <ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>BYLADEM1001</ram:BICID>
   </ram:PayeeSpecifiedCreditorFinancialInstitution></ram:SpecifiedTradeSettlementPaymentMeans>
  <ram:ApplicableTradeTax><ram:CalculatedAmount>37.34</ram:CalculatedAmount><ram:BasisAmount>196.50</ram:BasisAmount>
   <ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent>
  </ram:ApplicableTradeTax>
  <ram:SpecifiedTradePaymentTerms><ram:Description>Zahlbar binnen 30 Tagen</ram:Description><ram:DueDateDateTime>
   <udt:DateTimeString format="102">20240404</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
  <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>196.50</ram:TaxBasisTotalAmount>
   <ram:TaxTotalAmount currencyID="USD">40.00</ram:TaxTotalAmount>
   <ram:TaxTotalAmount currencyID="EUR">37.34</ram:TaxTotalAmount><ram:GrandTotalAmount>233.84</ram:GrandTotalAmount>
   <ram:TotalPrepaidAmount>33.84</ram:TotalPrepaidAmount><ram:DuePayableAmount>200.00</ram:DuePayableAmount>
  </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
 </ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"#;

#[test]
fn a_cross_industry_invoice_is_read_in_full() {
    let invoice = read(CII);
    assert_eq!(invoice.syntax, EInvoiceSyntax::Cii);
    assert!(invoice.profile.ends_with("xrechnung_3.0"));
    says(
        &invoice,
        &[
            ("document_type", "invoice"),
            ("invoice_number", "R-2024/17"),
            ("issue_date", "2024-03-05"),
            ("delivery_date", "2024-03-04"),
            ("due_date", "2024-04-04"),
            ("order_number", "B-9"),
            ("buyer_reference", "04011000-12345-34"),
            ("customer_number", "GE2020211"),
            ("seller_name", "Lieferant GmbH"),
            ("seller_vat_id", "DE136695976"),
            ("seller_address", "Lieferantenstraße 20, 80333 München, DE"),
            ("seller_tax_number", "201/113/40209"),
            ("seller_registration", "HRB 123"),
            ("seller_email", "re@lieferant.de"),
            ("seller_phone", "+49 89 1"),
            ("buyer_name", "Kunden AG Mitte"),
            ("iban", "DE02120300000000202051"),
            ("bic", "BYLADEM1001"),
            ("payment_method", "transfer"),
            ("payment_terms", "Zahlbar binnen 30 Tagen"),
            ("payment_reference", "R-2024/17"),
            ("currency", "EUR"),
            ("net_total", "196.50"),
            ("tax_total", "37.34"),
            ("gross_total", "233.84"),
            ("prepaid_total", "33.84"),
            ("amount_due", "200.00"),
            ("notes", "Es gelten unsere AGB & Preise."),
        ],
    );
    let item = &invoice.items[0];
    let cells: Vec<&str> = item.values().map(String::as_str).collect();
    assert_eq!(
        cells,
        ["1", "A-1", "4012345001235", "Trennblätter A4", "20.0000", "H87", "9.90", "1.50", "19.00", "196.50"]
    );
    assert_eq!(invoice.taxes[0]["tax"], "37.34");
    assert!(!invoice.values.contains_key("reverse_charge"));
}

#[test]
fn the_names_of_zugferd_1_are_understood() {
    let invoice = read(
        "<CrossIndustryDocument xmlns='urn:ferd:CrossIndustryDocument:invoice:1p0'>\
         <HeaderExchangedDocument><ID>471102</ID><TypeCode>380</TypeCode></HeaderExchangedDocument>\
         <SpecifiedSupplyChainTradeTransaction>\
         <ApplicableSupplyChainTradeAgreement><BuyerOrderReferencedDocument><ID>B-1</ID>\
         </BuyerOrderReferencedDocument></ApplicableSupplyChainTradeAgreement>\
         <ApplicableSupplyChainTradeSettlement><SpecifiedTradeSettlementMonetarySummation>\
         <GrandTotalAmount currencyID='EUR'>235.62</GrandTotalAmount>\
         </SpecifiedTradeSettlementMonetarySummation></ApplicableSupplyChainTradeSettlement>\
         <IncludedSupplyChainTradeLineItem><SpecifiedTradeProduct><Name>Tinte</Name></SpecifiedTradeProduct>\
         <SpecifiedSupplyChainTradeSettlement><ApplicableTradeTax><ApplicablePercent>19</ApplicablePercent>\
         </ApplicableTradeTax></SpecifiedSupplyChainTradeSettlement></IncludedSupplyChainTradeLineItem>\
         <IncludedSupplyChainTradeLineItem><AssociatedDocumentLineDocument><IncludedNote/>\
         </AssociatedDocumentLineDocument></IncludedSupplyChainTradeLineItem>\
         </SpecifiedSupplyChainTradeTransaction></CrossIndustryDocument>",
    );
    says(&invoice, &[("invoice_number", "471102"), ("gross_total", "235.62"), ("order_number", "B-1")]);
    assert_eq!(invoice.items.len(), 1);
    assert_eq!(invoice.items[0]["tax_rate"], "19");
}

const UBL: &str = r#"<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
 xmlns:cbc="urn:cbc" xmlns:cac="urn:cac"><cbc:CustomizationID>urn:peppol:bis:billing:3.0</cbc:CustomizationID>
<cbc:ID>CN-1</cbc:ID><cbc:IssueDate>2024-05-01</cbc:IssueDate><cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>
<cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode><cac:OrderReference><cbc:ID>PO 7</cbc:ID></cac:OrderReference>
<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="EM">post@seller.se</cbc:EndpointID>
 <cac:PartyName><cbc:Name>Trading name</cbc:Name></cac:PartyName>
 <cac:PostalAddress><cbc:StreetName>Main street 1</cbc:StreetName><cbc:CityName>Stockholm</cbc:CityName>
  <cbc:PostalZone>111 22</cbc:PostalZone><cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country>
 </cac:PostalAddress>
 <cac:PartyTaxScheme><cbc:CompanyID>SE123456789701</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
 </cac:PartyTaxScheme>
 <cac:PartyTaxScheme><cbc:CompanyID>Godkänd</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme>
 </cac:PartyTaxScheme>
 <cac:PartyLegalEntity><cbc:RegistrationName>Seller AB</cbc:RegistrationName><cbc:CompanyID>556677</cbc:CompanyID>
 </cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>OCR 99</cbc:PaymentID>
 <cac:PayeeFinancialAccount><cbc:ID>SE45 5000 0000 0583 9825 7466</cbc:ID></cac:PayeeFinancialAccount>
</cac:PaymentMeans>
<cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>5050-1055</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">0</cbc:TaxAmount><cac:TaxSubtotal>
 <cbc:TaxableAmount currencyID="SEK">100</cbc:TaxableAmount><cbc:TaxAmount currencyID="SEK">0</cbc:TaxAmount>
 <cac:TaxCategory><cbc:ID>AE</cbc:ID><cbc:Percent>0</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="SEK">100</cbc:TaxExclusiveAmount>
 <cbc:TaxInclusiveAmount currencyID="SEK">100</cbc:TaxInclusiveAmount><cbc:PayableAmount>100</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
<cac:CreditNoteLine><cbc:ID>1</cbc:ID><cbc:CreditedQuantity unitCode="EA">2</cbc:CreditedQuantity>
 <cbc:LineExtensionAmount>100</cbc:LineExtensionAmount><cac:Item><cbc:Name>Chair</cbc:Name></cac:Item>
 <cac:Price><cbc:PriceAmount>50</cbc:PriceAmount></cac:Price></cac:CreditNoteLine></CreditNote>"#;

#[test]
fn a_ubl_credit_note_is_read_in_full() {
    let invoice = read(UBL);
    assert_eq!(invoice.syntax, EInvoiceSyntax::Ubl);
    says(
        &invoice,
        &[
            ("document_type", "credit_note"),
            ("invoice_number", "CN-1"),
            ("issue_date", "2024-05-01"),
            ("order_number", "PO 7"),
            ("currency", "SEK"),
            ("seller_name", "Seller AB"),
            ("seller_address", "Main street 1, 111 22 Stockholm, SE"),
            ("seller_vat_id", "SE123456789701"),
            ("seller_tax_number", "Godkänd"),
            ("seller_registration", "556677"),
            ("seller_email", "post@seller.se"),
            ("iban", "SE45 5000 0000 0583 9825 7466"),
            ("account_number", "5050-1055"),
            ("payment_reference", "OCR 99"),
            ("reverse_charge", "true"),
            ("gross_total", "100"),
            ("tax_total", "0"),
        ],
    );
    assert_eq!((invoice.items[0]["quantity"].as_str(), invoice.items[0]["unit"].as_str()), ("2", "EA"));
}

const KSEF: &str = r#"<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek>
<KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza></Naglowek>
<Podmiot1><PrefiksPodatnika>PL</PrefiksPodatnika><DaneIdentyfikacyjne><NIP>5260250274</NIP><Nazwa>ABC Sp. z o.o.</Nazwa>
</DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>ul. Kwiatowa 1</AdresL1><AdresL2>00-001 Łódź</AdresL2></Adres>
</Podmiot1><Podmiot2><DaneIdentyfikacyjne><NIP>1111111111</NIP><Nazwa>Żubr S.A.</Nazwa></DaneIdentyfikacyjne></Podmiot2>
<Fa><KodWaluty>PLN</KodWaluty><P_1>2026-02-15</P_1><P_2>FV2026/02/150</P_2><P_6>2026-02-14</P_6>
<P_13_1>1666.66</P_13_1><P_14_1>383.33</P_14_1><P_13_3>0.95</P_13_3><P_14_3>0.05</P_14_3><P_13_7>10</P_13_7>
<P_15>2060.99</P_15><Adnotacje><P_17>2</P_17><P_18>2</P_18></Adnotacje><RodzajFaktury>VAT</RodzajFaktury>
<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>lodówka Zimnotech</P_7><P_8A>szt.</P_8A><P_8B>1</P_8B><P_9A>1666.66</P_9A>
<P_11>1666.66</P_11><P_12>23</P_12></FaWiersz>
<FaWiersz><NrWierszaFa>2</NrWierszaFa><P_7>usługa</P_7><P_11>10</P_11><P_12>zw</P_12></FaWiersz>
<Platnosc><TerminPlatnosci><Termin>2026-03-01</Termin></TerminPlatnosci><FormaPlatnosci>6</FormaPlatnosci>
<RachunekBankowy><NrRB>61109010140000071219812874</NrRB><SWIFT>WBKPPLPP</SWIFT></RachunekBankowy></Platnosc>
<WarunkiTransakcji><Zamowienia><NrZamowienia>ZAM/7</NrZamowienia></Zamowienia></WarunkiTransakcji></Fa></Faktura>"#;

#[test]
fn a_polish_invoice_is_read_in_full() {
    let invoice = read(KSEF);
    assert_eq!((invoice.syntax, invoice.profile.as_str()), (EInvoiceSyntax::Ksef, "FA (3)"));
    says(
        &invoice,
        &[
            ("document_type", "invoice"),
            ("invoice_number", "FV2026/02/150"),
            ("issue_date", "2026-02-15"),
            ("delivery_date", "2026-02-14"),
            ("due_date", "2026-03-01"),
            ("order_number", "ZAM/7"),
            ("seller_name", "ABC Sp. z o.o."),
            ("seller_vat_id", "PL5260250274"),
            ("seller_tax_number", "5260250274"),
            ("seller_address", "ul. Kwiatowa 1, 00-001 Łódź, PL"),
            ("buyer_tax_number", "1111111111"),
            ("net_total", "1677.61"),
            ("tax_total", "383.38"),
            ("gross_total", "2060.99"),
            ("currency", "PLN"),
            ("iban", "PL61109010140000071219812874"),
            ("bic", "WBKPPLPP"),
            ("payment_method", "transfer"),
        ],
    );
    let rates: Vec<Option<&str>> =
        invoice.taxes.iter().map(|row| row.get("rate").map(String::as_str)).collect();
    assert_eq!(rates, [Some("23"), Some("5"), None]);
    assert_eq!(invoice.items.len(), 2);
    assert!(!invoice.items[1].contains_key("tax_rate"));
}

#[test]
fn an_invoice_that_says_nothing_is_still_one() {
    for xml in [
        "<CrossIndustryInvoice/>",
        "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'></Invoice>",
        "<f:Faktura xmlns:f='http://crd.gov.pl/wzor/2023/06/29/12648/'/>",
    ] {
        assert!(read(xml).items.is_empty(), "{xml}");
    }
}

#[test]
fn what_is_no_invoice_is_refused_for_its_reason() {
    assert_eq!(code(b"<Invoice xmlns='urn:other'/>"), "file_unsupported");
    assert_eq!(code(b"<html/>"), "file_unsupported");
    for broken in
        ["", "<a>", "<a></b>", "<a/><b/>", "text", "<CrossIndustryInvoice>&unknown;</CrossIndustryInvoice>"]
    {
        assert_eq!(code(broken.as_bytes()), "file_damaged", "{broken}");
    }
    let laughs =
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><CrossIndustryInvoice>&b;</CrossIndustryInvoice>";
    assert_eq!(code(laughs.as_bytes()), "file_unsupported");
    assert_eq!(code("<a>".repeat(1_000_000).as_bytes()), "file_too_large");
    let wide = format!("<CrossIndustryInvoice>{}</CrossIndustryInvoice>", "<a/>".repeat(1_000_001));
    assert_eq!(code(wide.as_bytes()), "file_too_large");
    let long = format!("<CrossIndustryInvoice>{}</CrossIndustryInvoice>", "a".repeat(21 << 20));
    assert_eq!(code(long.as_bytes()), "file_too_large");
}

#[test]
fn every_encoding_of_an_invoice_is_read() {
    let declared = |encoding: &str| {
        KSEF.replacen("<Faktura", &format!("<?xml version='1.0' encoding='{encoding}'?><Faktura"), 1)
    };
    let name = |bytes: &[u8]| einvoice::parse(bytes).unwrap().first("buyer_name").unwrap().to_owned();
    assert_eq!(name(&[b"\xef\xbb\xbf", KSEF.as_bytes()].concat()), "Żubr S.A.");
    let wide: Vec<u8> =
        std::iter::once(0xfeff).chain(declared("UTF-16").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(name(&wide), "Żubr S.A.");
    let big: Vec<u8> = declared("UTF-16").encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(name(&big), "Żubr S.A.");
    let latin_2: Vec<u8> = declared("ISO-8859-2")
        .chars()
        .map(|c| match c {
            'Ż' => 0xaf,
            'Ł' => 0xa3,
            'ó' => 0xf3,
            'ź' => 0xbc,
            'ł' => 0xb3,
            c => c as u8,
        })
        .collect();
    assert_eq!(name(&latin_2), "Żubr S.A.");
    // Declared as UTF-8, written in Latin-1.
    let wrong: Vec<u8> = declared("UTF-8").replace("Żubr", "Müller").chars().map(|c| c as u8).collect();
    assert_eq!(name(&wrong), "Müller S.A.");
}

#[test]
fn an_invoice_without_a_picture_gets_a_page_of_its_words() {
    for (xml, number, total) in
        [(CII, "R-2024/17", "233.84"), (UBL, "CN-1", "100"), (KSEF, "FV2026/02/150", "2060.99")]
    {
        let document = Document::open(xml.as_bytes().to_vec(), LIMITS).unwrap();
        assert_eq!(document.kind().media_type(), "application/xml");
        let attached = document.einvoice().unwrap();
        assert_eq!(attached.xml, xml.as_bytes());
        assert_eq!(attached.invoice.as_ref().unwrap().first("invoice_number"), Some(number));
        let page = document.reader().content(0).unwrap();
        let words: Vec<String> = page.text.unwrap().words.into_iter().map(|word| word.text).collect();
        assert!(
            words.iter().any(|word| word == number) && words.iter().any(|word| word == total),
            "{words:?}"
        );
    }
}

#[test]
fn other_xml_is_refused_by_its_kind() {
    let fault = Document::open(b"<?xml version='1.0'?><orders/>".to_vec(), LIMITS).unwrap_err();
    assert_eq!(fault.code, "file_unsupported");
    assert!(fault.message.contains("XML"), "{}", fault.message);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = einvoice::parse(&bytes);
    }

    #[test]
    fn no_damage_to_an_invoice_makes_it_panic(
        which in 0_usize..3, at in any::<prop::sample::Index>(), len in 0_usize..40, with in "\\PC{0,12}",
    ) {
        let xml = [CII, UBL, KSEF][which];
        let mut bytes = xml.as_bytes().to_vec();
        let from = at.index(bytes.len());
        let to = (from + len).min(bytes.len());
        bytes.splice(from..to, with.into_bytes());
        if let Ok(document) = Document::open(bytes, LIMITS) {
            prop_assert!(document.reader().content(0).is_ok());
        }
    }
}
