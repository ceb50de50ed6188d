//! What utility bills call things, in each language; the most usual word first.

use crate::language::Language;

/// The words of one language.
pub struct Wording {
    /// Title, providers, name of what is used, tariff and further charges, by supply.
    pub supplies: &'static [Supply],
    pub number: &'static [&'static str],
    pub date: &'static [&'static str],
    pub due_date: &'static [&'static str],
    pub customer_number: &'static [&'static str],
    pub account_number: &'static [&'static str],
    pub contract_number: &'static [&'static str],
    pub meter_number: &'static [&'static str],
    pub period: &'static [&'static str],
    /// Between the two ends of a period.
    pub to: &'static [&'static str],
    pub consumption: &'static [&'static str],
    pub service_address: &'static [&'static str],
    pub customer: &'static [&'static str],
    pub previous: &'static [&'static str],
    pub current: &'static [&'static str],
    pub gross_total: &'static [&'static str],
    pub previous_balance: &'static [&'static str],
    pub payments: &'static [&'static str],
    pub amount_due: &'static [&'static str],
    /// `{date}` is filled in.
    pub closing: &'static [&'static str],
    pub people: &'static [&'static str],
}

/// What is supplied.
pub struct Supply {
    /// Literal of the data point `utility_type`.
    pub literal: &'static str,
    pub title: &'static str,
    pub providers: &'static [&'static str],
    pub charge: &'static str,
    pub standing: &'static str,
    pub unit: &'static str,
    /// Price of a unit in hundredths of a cent.
    pub price: i64,
    /// Use in a month.
    pub monthly: i64,
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

macro_rules! supplies {
    ($($literal:literal $title:literal [$($provider:literal),+] $charge:literal $standing:literal $unit:literal $price:literal $monthly:literal),+ $(,)?) => {
        &[$(Supply {
            literal: $literal,
            title: $title,
            providers: &[$($provider),+],
            charge: $charge,
            standing: $standing,
            unit: $unit,
            price: $price,
            monthly: $monthly,
        }),+]
    };
}

static ENGLISH: Wording = Wording {
    supplies: supplies![
        "electricity" "Electricity bill" ["Larkfield Energy plc", "Northgate Power Ltd"] "Electricity used" "Standing charge" "kWh" 2740 240,
        "gas" "Gas bill" ["Pennine Gas Supply Ltd", "Larkfield Energy plc"] "Gas used" "Standing charge" "kWh" 720 900,
        "water" "Water bill" ["Severnside Water plc", "Dale Water Ltd"] "Water supplied" "Fixed charge" "m³" 21000 9,
    ],
    number: &["Bill number", "Invoice number", "Bill no."],
    date: &["Bill date", "Date of bill", "Issue date"],
    due_date: &["Payment due by", "Due date", "Please pay by"],
    customer_number: &["Customer number", "Customer no."],
    account_number: &["Account number", "Your account number", "Account no."],
    contract_number: &["Contract number", "Agreement no."],
    meter_number: &["Meter number", "Meter serial number", "Meter no."],
    period: &["Billing period", "Period", "Charges for the period"],
    to: &["to", "–", "-"],
    consumption: &["Consumption", "Total consumption", "Usage"],
    service_address: &["Supply address", "Service address", "Property"],
    customer: &["Customer", "Account holder", "Bill to"],
    previous: &["Previous reading", "Start reading"],
    current: &["Current reading", "End reading"],
    gross_total: &["Total charges this period", "Total incl. VAT", "Bill total"],
    previous_balance: &["Previous balance", "Balance brought forward"],
    payments: &["Payments received", "Less payments received"],
    amount_due: &["Amount due", "Total amount due", "Balance due"],
    closing: &["Please pay by {date}.", "We will collect the amount by direct debit on {date}."],
    people: &["John Ellery", "Mary Hartley", "Oliver Nash", "Grace Whitlow"],
};

static GERMAN: Wording = Wording {
    supplies: supplies![
        "electricity" "Stromrechnung" ["Stadtwerke Isartal GmbH", "Nordlicht Energie GmbH"] "Arbeitspreis Strom" "Grundpreis" "kWh" 3150 230,
        "gas" "Gasrechnung" ["Stadtwerke Isartal GmbH", "Erdgas Heide GmbH"] "Arbeitspreis Erdgas" "Grundpreis" "kWh" 1090 1100,
        "water" "Wasserrechnung" ["Wasserwerk Seeland GmbH", "Zweckverband Wasser Aue"] "Trinkwasser" "Grundpreis" "m³" 22000 10,
        "heat" "Wärmerechnung" ["Fernwärme Hafen GmbH"] "Fernwärme Arbeitspreis" "Leistungspreis" "kWh" 1240 800,
    ],
    number: &["Rechnungsnummer", "Rechnungs-Nr.", "Rechnung Nr."],
    date: &["Rechnungsdatum", "Datum"],
    due_date: &["Fällig am", "Zahlbar bis", "Fälligkeit"],
    customer_number: &["Kundennummer", "Kunden-Nr."],
    account_number: &["Vertragskonto", "Vertragskontonummer", "Kundenkonto"],
    contract_number: &["Vertragsnummer", "Vertrags-Nr."],
    meter_number: &["Zählernummer", "Zähler-Nr.", "Zähler"],
    period: &["Abrechnungszeitraum", "Verbrauchszeitraum", "Zeitraum"],
    to: &["bis", "–", "-"],
    consumption: &["Verbrauch", "Gesamtverbrauch", "Ihr Verbrauch"],
    service_address: &["Verbrauchsstelle", "Lieferstelle", "Abnahmestelle"],
    customer: &["Kunde", "Vertragspartner"],
    previous: &["Zählerstand alt", "Anfangsstand"],
    current: &["Zählerstand neu", "Endstand"],
    gross_total: &["Rechnungsbetrag", "Gesamtbetrag brutto", "Bruttobetrag"],
    previous_balance: &["Saldo Vorperiode", "Saldovortrag"],
    payments: &["Geleistete Abschläge", "abzgl. Abschläge", "Abschlagszahlungen"],
    amount_due: &["Nachzahlung", "Zu zahlender Betrag", "Zahlbetrag"],
    closing: &["Bitte überweisen Sie den Betrag bis zum {date}.", "Wir buchen den Betrag am {date} ab."],
    people: &["Anna Lohmann", "Karl Reimers", "Sabine Thoma", "Jonas Adler"],
};

static POLISH: Wording = Wording {
    supplies: supplies![
        "electricity" "Faktura za energię elektryczną" ["Energa Wisła S.A.", "Prąd Bałtyk Sp. z o.o."] "Energia elektryczna czynna" "Opłata handlowa" "kWh" 6200 210,
        "gas" "Faktura za gaz" ["Gazownia Mazowsze S.A."] "Paliwo gazowe" "Opłata abonamentowa" "kWh" 2900 700,
        "water" "Faktura za wodę i ścieki" ["Wodociągi Krakowskie S.A.", "Wodkan Poznań Sp. z o.o."] "Woda" "Opłata abonamentowa" "m³" 61000 8,
    ],
    number: &["Numer faktury", "Nr faktury", "Faktura nr"],
    date: &["Data wystawienia", "Data faktury"],
    due_date: &["Termin płatności", "Płatne do"],
    customer_number: &["Numer klienta", "Nr klienta"],
    account_number: &["Numer konta klienta", "Nr ewidencyjny", "Nr płatnika"],
    contract_number: &["Numer umowy", "Nr umowy"],
    meter_number: &["Numer licznika", "Nr licznika"],
    period: &["Okres rozliczeniowy", "Za okres"],
    to: &["do", "–", "-"],
    consumption: &["Zużycie", "Zużycie razem"],
    service_address: &["Adres punktu poboru", "Miejsce dostarczania", "Punkt poboru"],
    customer: &["Nabywca", "Odbiorca", "Klient"],
    previous: &["Wskazanie poprzednie", "Odczyt poprzedni"],
    current: &["Wskazanie bieżące", "Odczyt bieżący"],
    gross_total: &["Razem brutto", "Wartość faktury", "Należność brutto"],
    previous_balance: &["Saldo poprzednie", "Saldo początkowe"],
    payments: &["Wpłaty", "Dokonane wpłaty"],
    amount_due: &["Do zapłaty", "Kwota do zapłaty", "Razem do zapłaty"],
    closing: &["Prosimy o wpłatę do dnia {date}."],
    people: &["Anna Maj", "Tomasz Lipski", "Zofia Bielak", "Marek Sobol"],
};

static FRENCH: Wording = Wording {
    supplies: supplies![
        "electricity" "Facture d’électricité" ["Énergie du Rhône SA", "Lumière Atlantique SAS"] "Consommation d’électricité" "Abonnement" "kWh" 1980 260,
        "gas" "Facture de gaz" ["Gaz des Alpes SA"] "Consommation de gaz" "Abonnement" "kWh" 890 800,
        "water" "Facture d’eau" ["Eaux de la Garonne SA", "Régie des Eaux du Lac"] "Consommation d’eau" "Abonnement" "m³" 19500 11,
    ],
    number: &["N° de facture", "Facture n°", "Numéro de facture"],
    date: &["Date de facture", "Date d’émission"],
    due_date: &["À payer avant le", "Date limite de paiement", "Date d’échéance"],
    customer_number: &["N° client", "Numéro client", "Référence client"],
    account_number: &["N° de compte", "Compte client"],
    contract_number: &["N° de contrat", "Référence contrat"],
    meter_number: &["N° compteur", "N° de compteur", "Compteur"],
    period: &["Période de facturation", "Période de consommation", "Période"],
    to: &["au", "–", "-"],
    consumption: &["Consommation", "Consommation totale", "Consommation facturée"],
    service_address: &["Lieu de consommation", "Adresse de consommation", "Lieu de livraison"],
    customer: &["Client", "Titulaire du contrat"],
    previous: &["Ancien index", "Index de début"],
    current: &["Nouvel index", "Index de fin"],
    gross_total: &["Total TTC", "Montant de la facture TTC"],
    previous_balance: &["Solde précédent", "Solde antérieur"],
    payments: &["Paiements reçus", "Mensualités versées"],
    amount_due: &["Montant à payer", "Net à payer", "Solde à payer"],
    closing: &["Merci de régler avant le {date}.", "Le montant sera prélevé le {date}."],
    people: &["Claire Vasseur", "Paul Gautier", "Nadia Perrot", "Émile Roussel"],
};

static SPANISH: Wording = Wording {
    supplies: supplies![
        "electricity" "Factura de electricidad" ["Energía Levante S.A.", "Luz del Duero S.L."] "Energía consumida" "Término fijo" "kWh" 1640 250,
        "gas" "Factura de gas" ["Gas Natural Ebro S.A."] "Consumo de gas" "Término fijo" "kWh" 780 600,
        "water" "Factura de agua" ["Aguas del Turia S.A.", "Canal del Sur S.A."] "Consumo de agua" "Cuota de servicio" "m³" 17800 12,
    ],
    number: &["N.º de factura", "Factura n.º", "Número de factura"],
    date: &["Fecha de factura", "Fecha de emisión"],
    due_date: &["Fecha de vencimiento", "Fecha límite de pago", "Fecha de cargo"],
    customer_number: &["N.º de cliente", "Número de cliente"],
    account_number: &["Cuenta contrato", "N.º de cuenta cliente"],
    contract_number: &["N.º de contrato", "Referencia del contrato"],
    meter_number: &["N.º de contador", "Contador", "Número de contador"],
    period: &["Periodo de facturación", "Periodo de consumo", "Periodo facturado"],
    to: &["a", "al", "–", "-"],
    consumption: &["Consumo", "Consumo total", "Consumo facturado"],
    service_address: &["Dirección de suministro", "Dirección del suministro"],
    customer: &["Titular", "Cliente", "Titular del contrato"],
    previous: &["Lectura anterior"],
    current: &["Lectura actual"],
    gross_total: &["Total factura", "Importe factura", "Total importe factura"],
    previous_balance: &["Saldo anterior"],
    payments: &["Pagos recibidos", "Pagos realizados"],
    amount_due: &["Total a pagar", "Importe a pagar"],
    closing: &["Rogamos efectúe el pago antes del {date}.", "El importe se cargará en su cuenta el {date}."],
    people: &["Lucía Ferrer", "Andrés Molina", "Pilar Soto", "Javier Campos"],
};

static ITALIAN: Wording = Wording {
    supplies: supplies![
        "electricity" "Bolletta energia elettrica" ["Energia Adriatica S.p.A.", "Luce Padana S.r.l."] "Spesa per la materia energia" "Quota fissa" "kWh" 2210 220,
        "gas" "Bolletta gas naturale" ["Metano Nordest S.p.A."] "Spesa per la materia gas" "Quota fissa" "Smc" 9800 70,
        "water" "Bolletta del servizio idrico" ["Acque del Garda S.p.A.", "Acquedotto Collina S.r.l."] "Acquedotto" "Quota fissa" "m³" 16500 12,
    ],
    number: &["Numero fattura", "Bolletta n.", "N. fattura"],
    date: &["Data di emissione", "Data fattura", "Data bolletta"],
    due_date: &["Scadenza", "Data di scadenza", "Da pagare entro il"],
    customer_number: &["Codice cliente", "Numero cliente"],
    account_number: &["Conto contrattuale", "Codice conto"],
    contract_number: &["N. contratto", "Codice contratto"],
    meter_number: &["Matricola contatore", "Contatore", "N. contatore"],
    period: &["Periodo di fatturazione", "Periodo di riferimento", "Periodo"],
    to: &["al", "–", "-"],
    consumption: &["Consumo", "Consumo totale", "Consumi fatturati"],
    service_address: &["Indirizzo di fornitura", "Ubicazione fornitura"],
    customer: &["Intestatario", "Cliente"],
    previous: &["Lettura precedente"],
    current: &["Lettura attuale"],
    gross_total: &["Totale bolletta", "Importo fattura", "Totale fattura"],
    previous_balance: &["Saldo precedente"],
    payments: &["Pagamenti ricevuti", "Acconti versati"],
    amount_due: &["Totale da pagare", "Importo da pagare"],
    closing: &["Si prega di pagare entro il {date}.", "L’importo sarà addebitato il {date}."],
    people: &["Giulia Marchetti", "Luca Fontana", "Rosa Gallo", "Pietro Valli"],
};
