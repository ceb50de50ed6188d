//! What purchase orders call things, in each language; the most usual word first.

use crate::language::Language;

/// The words of one language.
pub struct Wording {
    pub order: &'static [&'static str],
    pub number: &'static [&'static str],
    pub date: &'static [&'static str],
    pub delivery_date: &'static [&'static str],
    pub supplier_number: &'static [&'static str],
    pub quote_number: &'static [&'static str],
    pub project_number: &'static [&'static str],
    pub contact: &'static [&'static str],
    pub buyer: &'static [&'static str],
    pub supplier: &'static [&'static str],
    pub bill_to: &'static [&'static str],
    pub payment_terms: &'static [&'static str],
    /// `{days}` is filled in.
    pub terms: &'static [&'static str],
    pub delivery_terms: &'static [&'static str],
    pub gross_total: &'static [&'static str],
    pub people: &'static [&'static str],
    pub greeting: &'static [&'static str],
    pub closing: &'static [&'static str],
}

/// The words of this language.
pub fn of(language: Language) -> &'static Wording {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Polish => &POLISH,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
        Language::Italian => &ITALIAN,
    }
}

static ENGLISH: Wording = Wording {
    order: &["Purchase Order", "Purchase Order", "Order"],
    number: &["PO Number", "Order No.", "Purchase Order No.", "Order number"],
    date: &["Order date", "Date", "PO Date", "Date of order"],
    delivery_date: &["Delivery date", "Required by", "Requested delivery date", "Due date"],
    supplier_number: &["Vendor No.", "Supplier number", "Vendor ID"],
    quote_number: &["Quotation No.", "Your quote", "Quote ref."],
    project_number: &["Project No.", "Project", "Job number"],
    contact: &["Buyer contact", "Contact", "Ordered by", "Requisitioner"],
    buyer: &["Buyer", "Ordered by", "Purchaser"],
    supplier: &["Supplier", "Vendor", "To"],
    bill_to: &["Bill to", "Invoice to"],
    payment_terms: &["Payment terms", "Terms of payment"],
    terms: &["{days} days net", "Net {days} days", "{days} days from invoice date"],
    delivery_terms: &["Delivery terms", "Incoterms", "Shipping terms"],
    gross_total: &["Order total", "Total", "Grand total"],
    people: &["Helen Marsh", "Tom Ellery", "Priya Nair", "Owen Hartley"],
    greeting: &["Please supply the following goods:", "We order as follows:"],
    closing: &["Please confirm receipt of this order.", "Quote our order number on all papers."],
};

static GERMAN: Wording = Wording {
    order: &["Bestellung", "Bestellung", "Einkaufsbestellung"],
    number: &["Bestellnummer", "Bestell-Nr.", "Bestellung Nr.", "Auftragsnummer"],
    date: &["Bestelldatum", "Datum", "Belegdatum"],
    delivery_date: &["Liefertermin", "Lieferdatum", "Wunschtermin"],
    supplier_number: &["Lieferanten-Nr.", "Lieferantennummer", "Kreditorennummer"],
    quote_number: &["Ihr Angebot", "Angebots-Nr.", "Angebotsnummer"],
    project_number: &["Projekt-Nr.", "Projekt", "Kommission"],
    contact: &["Ansprechpartner", "Sachbearbeiter", "Einkäufer"],
    buyer: &["Besteller", "Auftraggeber"],
    supplier: &["Lieferant", "Auftragnehmer"],
    bill_to: &["Rechnungsanschrift", "Rechnung an"],
    payment_terms: &["Zahlungsbedingungen", "Zahlungsbedingung"],
    terms: &["{days} Tage netto", "innerhalb {days} Tagen ohne Abzug"],
    delivery_terms: &["Lieferbedingung", "Lieferbedingungen", "Incoterms"],
    gross_total: &["Gesamtbetrag", "Gesamtsumme", "Bestellsumme brutto"],
    people: &["Petra Lang", "Jens Ohlsen", "Miriam Vogt", "Ralf Zander"],
    greeting: &["wir bestellen zu den genannten Bedingungen:", "bitte liefern Sie:"],
    closing: &["Bitte bestätigen Sie diese Bestellung.", "Bitte geben Sie stets unsere Bestellnummer an."],
};

static POLISH: Wording = Wording {
    order: &["Zamówienie", "Zamówienie zakupu"],
    number: &["Nr zamówienia", "Numer zamówienia", "Zamówienie nr"],
    date: &["Data zamówienia", "Data wystawienia", "Data"],
    delivery_date: &["Termin dostawy", "Data dostawy", "Termin realizacji"],
    supplier_number: &["Nr dostawcy", "Kod dostawcy"],
    quote_number: &["Nr oferty", "Oferta nr"],
    project_number: &["Nr projektu", "Projekt"],
    contact: &["Osoba kontaktowa", "Zamówił", "Kontakt"],
    buyer: &["Zamawiający", "Kupujący"],
    supplier: &["Dostawca", "Sprzedawca"],
    bill_to: &["Dane do faktury", "Faktura na"],
    payment_terms: &["Warunki płatności"],
    terms: &["przelew {days} dni", "{days} dni od daty faktury"],
    delivery_terms: &["Warunki dostawy", "Incoterms"],
    gross_total: &["Razem brutto", "Wartość brutto", "Ogółem"],
    people: &["Marta Zielińska", "Piotr Sowa", "Ewa Kubiak", "Adam Rogala"],
    greeting: &["Zamawiamy następujące towary i usługi:"],
    closing: &["Prosimy o potwierdzenie zamówienia.", "Na fakturze prosimy podać numer zamówienia."],
};

static FRENCH: Wording = Wording {
    order: &["Bon de commande", "Commande"],
    number: &["N° de commande", "Commande n°", "Numéro de commande"],
    date: &["Date de commande", "Date", "Date d’émission"],
    delivery_date: &["Date de livraison", "Livraison souhaitée le", "Date de livraison souhaitée"],
    supplier_number: &["N° fournisseur", "Code fournisseur"],
    quote_number: &["Devis n°", "Votre devis", "N° de devis"],
    project_number: &["N° de projet", "Affaire", "Chantier"],
    contact: &["Contact", "Suivi par", "Acheteur"],
    buyer: &["Client", "Donneur d’ordre"],
    supplier: &["Fournisseur", "Adresse fournisseur"],
    bill_to: &["Adresse de facturation", "Facturer à"],
    payment_terms: &["Conditions de paiement", "Conditions de règlement"],
    terms: &["{days} jours net", "{days} jours date de facture"],
    delivery_terms: &["Conditions de livraison", "Incoterm"],
    gross_total: &["Total TTC", "Montant TTC"],
    people: &["Claire Morvan", "Hugo Besnard", "Inès Caron", "Luc Tessandier"],
    greeting: &["Nous vous passons commande de :", "Merci de nous livrer :"],
    closing: &["Merci de confirmer cette commande.", "Rappelez notre numéro de commande sur vos factures."],
};

static SPANISH: Wording = Wording {
    order: &["Pedido", "Orden de compra", "Pedido de compra"],
    number: &["N.º de pedido", "Pedido n.º", "Número de pedido", "Orden de compra n.º"],
    date: &["Fecha de pedido", "Fecha", "Fecha de emisión"],
    delivery_date: &["Fecha de entrega", "Entrega prevista", "Plazo de entrega"],
    supplier_number: &["N.º de proveedor", "Código de proveedor"],
    quote_number: &["Oferta n.º", "N.º de oferta", "Presupuesto n.º"],
    project_number: &["Proyecto", "N.º de proyecto", "Obra"],
    contact: &["Contacto", "Persona de contacto", "Solicitado por"],
    buyer: &["Comprador", "Cliente"],
    supplier: &["Proveedor", "Datos del proveedor"],
    bill_to: &["Facturar a", "Dirección de facturación"],
    payment_terms: &["Condiciones de pago", "Forma de pago"],
    terms: &["{days} días fecha factura", "transferencia a {days} días"],
    delivery_terms: &["Condiciones de entrega", "Incoterms"],
    gross_total: &["Total pedido", "Importe total", "Total"],
    people: &["Lucía Herrero", "Javier Molina", "Carmen Prats", "Diego Salas"],
    greeting: &["Rogamos nos suministren lo siguiente:"],
    closing: &["Rogamos confirmen este pedido.", "Indiquen nuestro número de pedido en la factura."],
};

static ITALIAN: Wording = Wording {
    order: &["Ordine di acquisto", "Ordine"],
    number: &["N. ordine", "Ordine n.", "Numero ordine"],
    date: &["Data ordine", "Data", "Data di emissione"],
    delivery_date: &["Data di consegna", "Consegna prevista", "Data consegna richiesta"],
    supplier_number: &["Codice fornitore", "N. fornitore"],
    quote_number: &["Vostra offerta", "Offerta n.", "Preventivo n."],
    project_number: &["Commessa", "Progetto", "N. commessa"],
    contact: &["Referente", "Contatto", "Ordinato da"],
    buyer: &["Committente", "Acquirente"],
    supplier: &["Fornitore", "Spett.le"],
    bill_to: &["Fatturare a", "Indirizzo di fatturazione"],
    payment_terms: &["Condizioni di pagamento", "Termini di pagamento"],
    terms: &["bonifico {days} giorni", "{days} giorni data fattura"],
    delivery_terms: &["Condizioni di consegna", "Resa"],
    gross_total: &["Totale ordine", "Totale", "Importo totale"],
    people: &["Giulia Ferri", "Marco Bassi", "Elena Conti", "Paolo Riva"],
    greeting: &["Con la presente ordiniamo quanto segue:"],
    closing: &["Si prega di confermare l’ordine.", "Indicare il numero d’ordine in fattura."],
};
