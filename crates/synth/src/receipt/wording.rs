//! What receipts say, in each language.

use crate::language::Language;

/// The words of one language.
pub struct Wording {
    pub shops: &'static [Shop],
    pub receipt: &'static [&'static str],
    pub date: &'static str,
    pub time: &'static str,
    pub phone: &'static str,
    pub tax_id: &'static str,
    pub subtotal: &'static [&'static str],
    pub tax: &'static [&'static str],
    pub total: &'static [&'static str],
    pub cash: &'static [&'static str],
    pub card: &'static [&'static str],
    pub change: &'static [&'static str],
    pub thanks: &'static [&'static str],
}

/// A shop with what it sells.
pub struct Shop {
    pub name: &'static str,
    /// Literal of the data point `category`.
    pub category: &'static str,
    /// Name and usual price in hundredths of pounds or euros.
    pub goods: &'static [(&'static str, i64)],
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
    shops: &[
        Shop {
            name: "The Copper Kettle Café",
            category: "meal",
            goods: &[
                ("Flat white", 340),
                ("Pot of tea", 290),
                ("Cheese scone", 310),
                ("Soup of the day", 650),
                ("Ploughman's lunch", 1150),
            ],
        },
        Shop {
            name: "Fairweather Stationers Ltd",
            category: "supplies",
            goods: &[
                ("Gel pen black", 180),
                ("Notebook A5 ruled", 450),
                ("Sticky notes 6 pack", 525),
                ("Envelopes C5 x25", 395),
            ],
        },
        Shop {
            name: "Millbrook Service Station",
            category: "fuel",
            goods: &[("Unleaded 95", 4860), ("Screen wash 5 l", 799), ("Coffee large", 345)],
        },
    ],
    receipt: &["Receipt", "Receipt no.", "Slip no."],
    date: "Date",
    time: "Time",
    phone: "Tel",
    tax_id: "VAT No.",
    subtotal: &["Subtotal", "Sub total"],
    tax: &["VAT {rate}", "of which VAT {rate}"],
    total: &["TOTAL", "Total due", "Balance due"],
    cash: &["Cash", "Cash tendered"],
    card: &["Visa Debit", "Mastercard", "Card"],
    change: &["Change", "Change due"],
    thanks: &["Thank you for your visit", "Please keep your receipt"],
};

static GERMAN: Wording = Wording {
    shops: &[
        Shop {
            name: "Gasthaus Zur Linde",
            category: "meal",
            goods: &[
                ("Tagesgericht", 1190),
                ("Apfelschorle 0,4", 390),
                ("Kaffee", 280),
                ("Käsespätzle", 1250),
                ("Salat klein", 520),
            ],
        },
        Shop {
            name: "Schreibwaren Albrecht",
            category: "supplies",
            goods: &[
                ("Kugelschreiber blau", 190),
                ("Collegeblock A4", 345),
                ("Briefumschläge 25 St", 410),
                ("Textmarker 4er", 560),
            ],
        },
        Shop {
            name: "Parkhaus Am Dom GmbH",
            category: "parking",
            goods: &[("Kurzparken", 450), ("Tageskarte", 1400)],
        },
    ],
    receipt: &["Beleg-Nr.", "Bon-Nr.", "Rechnung Nr."],
    date: "Datum",
    time: "Uhrzeit",
    phone: "Tel.",
    tax_id: "USt-IdNr.",
    subtotal: &["Zwischensumme", "Netto"],
    tax: &["MwSt. {rate}", "inkl. {rate} MwSt."],
    total: &["SUMME", "Gesamtbetrag", "Zu zahlen"],
    cash: &["Bar", "Gegeben bar"],
    card: &["girocard", "Kartenzahlung"],
    change: &["Rückgeld", "Zurück"],
    thanks: &["Vielen Dank für Ihren Besuch", "Es bediente Sie: Kasse 2"],
};

static POLISH: Wording = Wording {
    shops: &[
        Shop {
            name: "Bistro Pod Lipami",
            category: "meal",
            goods: &[
                ("Zupa dnia", 420),
                ("Pierogi ruskie", 690),
                ("Kawa czarna", 260),
                ("Kompot", 190),
                ("Naleśniki z serem", 580),
            ],
        },
        Shop {
            name: "Papiernia Śródmieście",
            category: "supplies",
            goods: &[
                ("Długopis żelowy", 120),
                ("Zeszyt A4 w kratkę", 190),
                ("Koperty C5 25 szt.", 330),
                ("Zakreślacze 4 szt.", 460),
            ],
        },
        Shop {
            name: "Stacja Paliw Orzeł",
            category: "fuel",
            goods: &[("Benzyna Pb95", 4700), ("Płyn do spryskiwaczy", 520), ("Hot dog", 310)],
        },
    ],
    receipt: &["Nr paragonu", "Paragon nr", "Nr wydr."],
    date: "Data",
    time: "Godz.",
    phone: "Tel.",
    tax_id: "NIP",
    subtotal: &["Razem netto", "Sprzedaż opodatk. A"],
    tax: &["PTU A {rate}", "VAT {rate}"],
    total: &["SUMA PLN", "RAZEM", "Do zapłaty"],
    cash: &["Gotówka", "Gotówka PLN"],
    card: &["Karta", "Karta płatnicza"],
    change: &["Reszta", "Reszta gotówka"],
    thanks: &["Dziękujemy, zapraszamy ponownie", "Miłego dnia"],
};

static FRENCH: Wording = Wording {
    shops: &[
        Shop {
            name: "Brasserie du Canal",
            category: "meal",
            goods: &[
                ("Plat du jour", 1490),
                ("Café", 190),
                ("Quiche lorraine", 890),
                ("Verre de cidre", 380),
                ("Tarte fine", 650),
            ],
        },
        Shop {
            name: "Papeterie de la Poste",
            category: "supplies",
            goods: &[
                ("Stylo bille bleu", 160),
                ("Cahier A4 96 p.", 320),
                ("Enveloppes C5 x25", 410),
                ("Surligneurs x4", 540),
            ],
        },
        Shop {
            name: "Hôtel Beau Rivage",
            category: "hotel",
            goods: &[("Nuitée chambre simple", 8900), ("Petit déjeuner", 1150), ("Parking", 900)],
        },
    ],
    receipt: &["Ticket n°", "N° de ticket", "Facture n°"],
    date: "Date",
    time: "Heure",
    phone: "Tél.",
    tax_id: "N° TVA",
    subtotal: &["Total HT", "Sous-total"],
    tax: &["TVA {rate}", "dont TVA {rate}"],
    total: &["TOTAL", "Total TTC", "Net à payer"],
    cash: &["Espèces", "Payé en espèces"],
    card: &["Carte bancaire", "CB"],
    change: &["Rendu", "Monnaie rendue"],
    thanks: &["Merci de votre visite", "À bientôt"],
};

static SPANISH: Wording = Wording {
    shops: &[
        Shop {
            name: "Cafetería El Olivo",
            category: "meal",
            goods: &[
                ("Café con leche", 180),
                ("Tostada con tomate", 260),
                ("Tortilla de patatas", 350),
                ("Menú del día", 1290),
                ("Zumo de naranja", 310),
            ],
        },
        Shop {
            name: "Papelería Castaño S.L.",
            category: "supplies",
            goods: &[
                ("Bolígrafo azul", 120),
                ("Cuaderno A5", 390),
                ("Notas adhesivas", 290),
                ("Archivador A4", 410),
            ],
        },
    ],
    receipt: &["Factura simplificada", "Ticket", "Recibo"],
    date: "Fecha",
    time: "Hora",
    phone: "Tel.",
    tax_id: "NIF",
    subtotal: &["Base imponible", "Subtotal"],
    tax: &["IVA {rate}", "IVA"],
    total: &["TOTAL", "Total a pagar", "Importe total"],
    cash: &["Efectivo", "Entregado"],
    card: &["Tarjeta", "Pago con tarjeta"],
    change: &["Cambio"],
    thanks: &["Gracias por su visita", "¡Hasta pronto!"],
};

static ITALIAN: Wording = Wording {
    shops: &[
        Shop {
            name: "Bar Trattoria La Quercia",
            category: "meal",
            goods: &[
                ("Caffè espresso", 130),
                ("Cornetto alla crema", 160),
                ("Piatto del giorno", 1150),
                ("Acqua minerale", 200),
                ("Insalata mista", 650),
            ],
        },
        Shop {
            name: "Cartoleria Bianchi S.r.l.",
            category: "supplies",
            goods: &[
                ("Penna a sfera nera", 110),
                ("Quaderno A5 a righe", 350),
                ("Foglietti adesivi", 280),
                ("Raccoglitore A4", 430),
            ],
        },
    ],
    receipt: &["Documento commerciale", "Scontrino", "Ricevuta"],
    date: "Data",
    time: "Ora",
    phone: "Tel.",
    tax_id: "P. IVA",
    subtotal: &["Imponibile", "Subtotale"],
    tax: &["IVA {rate}", "di cui IVA"],
    total: &["TOTALE", "Totale complessivo", "Totale da pagare"],
    cash: &["Contanti"],
    card: &["Carta", "Pagamento elettronico"],
    change: &["Resto"],
    thanks: &["Grazie e arrivederci", "Grazie della visita"],
};
