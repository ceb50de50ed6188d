//! What is sold: names, units, usual prices and tax classes of each trade in each language.

use crate::invoice::parties::Trade;
use crate::language::Language;

/// Something that can stand on an invoice.
pub struct Good {
    /// Name, sometimes long enough to be wrapped.
    pub name: &'static str,
    /// Unit as printed.
    pub unit: &'static str,
    /// Usual price in whole units of the currency (zloty prices are multiplied).
    pub price: i64,
    /// Position of its rate among the rates of the language.
    pub rate: usize,
    /// Sold in fractions, e.g. hours and kilograms.
    pub fractions: bool,
}

macro_rules! goods {
    ($($name:literal $unit:literal $price:literal $rate:literal $fractions:literal),+ $(,)?) => {
        &[$(Good { name: $name, unit: $unit, price: $price, rate: $rate, fractions: $fractions }),+]
    };
}

/// The goods of a trade.
pub fn of(language: Language, trade: Trade) -> &'static [Good] {
    match language {
        Language::English => english(trade),
        Language::German => german(trade),
        Language::Polish => polish(trade),
        Language::French => french(trade),
        Language::Spanish => spanish(trade),
        Language::Italian => italian(trade),
    }
}

fn english(trade: Trade) -> &'static [Good] {
    match trade {
        Trade::Office => goods![
            "Copier paper A4 80 g/m², box of 5 reams" "box" 24 0 false,
            "Desk lamp Orla, brushed steel" "pcs" 64 0 false,
            "Height-adjustable desk 160 × 80 cm with cable tray and oak top" "pcs" 489 0 false,
            "Task chair Fen, black mesh" "pcs" 219 0 false,
            "Ring binder A4, 50 mm" "pcs" 3 0 false,
            "Whiteboard 120 × 90 cm" "pcs" 78 0 false,
            "Delivery and assembly" "flat" 45 0 false,
            "Children's picture book, reception area" "pcs" 9 2 false,
        ],
        Trade::Software => goods![
            "Support plan Standard" "month" 180 0 false,
            "Consulting, on site" "h" 95 0 true,
            "Software licence Ledger, named user, twelve months including updates" "user" 240 0 false,
            "Data migration" "h" 110 0 true,
            "Managed backup, 500 GB" "month" 49 0 false,
            "Training workshop" "day" 890 0 false,
            "TLS certificate" "pcs" 60 0 false,
        ],
        Trade::Craft => goods![
            "Joiner's work, fitted shelves" "h" 48 0 true,
            "Oak boards 27 mm, planed" "m²" 86 0 true,
            "Installation of energy-saving materials in roof space, labour" "h" 44 1 true,
            "Mineral wool insulation 200 mm" "m²" 12 1 true,
            "Call-out charge" "flat" 65 0 false,
            "Distribution board, 12 way" "pcs" 148 0 false,
            "LED panel light 600 × 600" "pcs" 39 0 false,
        ],
        Trade::Food => goods![
            "Wholemeal flour, 16 kg sack" "sack" 14 2 false,
            "Butter, unsalted" "kg" 8 2 true,
            "Smoked salmon, sliced" "kg" 27 2 true,
            "Sparkling water 0.75 l, crate of 12" "crate" 11 0 false,
            "Espresso beans, dark roast" "kg" 19 2 true,
            "Elderflower pressé, case of 24" "case" 31 0 false,
            "Chilled delivery" "flat" 12 0 false,
        ],
    }
}

fn german(trade: Trade) -> &'static [Good] {
    match trade {
        Trade::Office => goods![
            "Kopierpapier A4 80 g/m², Karton zu 5 Paketen" "Krt" 27 0 false,
            "Schreibtischlampe Orla, Stahl gebürstet" "Stk" 69 0 false,
            "Höhenverstellbarer Schreibtisch 160 × 80 cm mit Kabelwanne, Platte Eiche" "Stk" 549 0 false,
            "Bürodrehstuhl Fenn, Netz schwarz" "Stk" 239 0 false,
            "Ordner A4, 80 mm" "Stk" 3 0 false,
            "Fachbuch Ablage im Büro" "Stk" 34 1 false,
            "Lieferung und Montage" "psch" 59 0 false,
        ],
        Trade::Software => goods![
            "Wartungsvertrag Standard" "Monat" 190 0 false,
            "Beratung vor Ort" "Std" 105 0 true,
            "Softwarelizenz Kontor, benannter Nutzer, zwölf Monate mit Aktualisierungen" "Nutzer" 260 0 false,
            "Datenübernahme aus dem Altsystem" "Std" 115 0 true,
            "Datensicherung 500 GB" "Monat" 49 0 false,
            "Schulung" "Tag" 940 0 false,
            "Anfahrt" "km" 1 0 false,
        ],
        Trade::Craft => goods![
            "Tischlerarbeiten Einbauregal" "Std" 56 0 true,
            "Eichenbretter 27 mm, gehobelt" "m²" 92 0 true,
            "Unterverteilung 12-reihig liefern und anschließen" "Stk" 186 0 false,
            "Dachdämmung Mineralwolle 200 mm einschließlich Dampfbremse" "m²" 38 0 true,
            "Anfahrtspauschale" "psch" 45 0 false,
            "LED-Einbauleuchte 600 × 600" "Stk" 44 0 false,
            "Kleinmaterial" "psch" 18 0 false,
        ],
        Trade::Food => goods![
            "Weizenvollkornmehl, Sack 25 kg" "Sack" 19 1 false,
            "Süßrahmbutter" "kg" 9 1 true,
            "Kartoffeln festkochend" "kg" 2 1 true,
            "Mineralwasser 0,75 l, Kasten zu 12" "Kasten" 9 0 false,
            "Espressobohnen dunkel geröstet" "kg" 21 1 true,
            "Apfelsaft naturtrüb, Kasten zu 6" "Kasten" 13 0 false,
            "Kühltransport" "psch" 15 0 false,
        ],
    }
}

fn polish(trade: Trade) -> &'static [Good] {
    match trade {
        Trade::Office => goods![
            "Papier ksero A4 80 g/m², karton 5 ryz" "karton" 26 0 false,
            "Lampa biurkowa Orla, stal szczotkowana" "szt." 61 0 false,
            "Biurko z regulacją wysokości 160 × 80 cm, blat dębowy, z kanałem kablowym" "szt." 470 0 false,
            "Krzesło obrotowe Fen, siatka czarna" "szt." 205 0 false,
            "Segregator A4, 75 mm" "szt." 3 0 false,
            "Książka: Porządek w biurze" "szt." 12 2 false,
            "Dostawa i montaż" "usł." 45 0 false,
        ],
        Trade::Software => goods![
            "Abonament serwisowy Standard" "mies." 170 0 false,
            "Konsultacje u klienta" "godz." 52 0 true,
            "Licencja na program Kantor, użytkownik imienny, dwanaście miesięcy z aktualizacjami" "szt." 230 0 false,
            "Migracja danych" "godz." 55 0 true,
            "Kopia zapasowa 500 GB" "mies." 35 0 false,
            "Szkolenie" "dzień" 620 0 false,
        ],
        Trade::Craft => goods![
            "Prace stolarskie, regał wnękowy" "godz." 24 0 true,
            "Deska dębowa 27 mm, strugana" "m²" 81 0 true,
            "Docieplenie poddasza wełną mineralną 200 mm wraz z paroizolacją" "m²" 22 1 true,
            "Rozdzielnica 12-modułowa" "szt." 64 0 false,
            "Dojazd" "usł." 30 0 false,
            "Panel LED 600 × 600" "szt." 29 0 false,
        ],
        Trade::Food => goods![
            "Mąka pszenna pełnoziarnista, worek 25 kg" "worek" 15 2 false,
            "Masło ekstra" "kg" 8 2 true,
            "Łosoś wędzony krojony" "kg" 24 2 true,
            "Woda gazowana 0,7 l, skrzynka 12 szt." "skrz." 8 0 false,
            "Kawa ziarnista, palona ciemno" "kg" 18 0 true,
            "Sok jabłkowy tłoczony, karton 6 szt." "karton" 10 2 false,
            "Transport chłodniczy" "usł." 14 1 false,
        ],
    }
}

fn french(trade: Trade) -> &'static [Good] {
    match trade {
        Trade::Office => goods![
            "Papier A4 80 g/m², carton de 5 ramettes" "carton" 26 0 false,
            "Lampe de bureau Orla, acier brossé" "pce" 67 0 false,
            "Bureau réglable en hauteur 160 × 80 cm, plateau chêne, avec goulotte passe-câbles" "pce" 529 0 false,
            "Fauteuil de bureau Fen, résille noire" "pce" 229 0 false,
            "Classeur A4, dos 80 mm" "pce" 3 0 false,
            "Livre : Le bureau bien rangé" "pce" 22 2 false,
            "Livraison et montage" "forfait" 55 0 false,
        ],
        Trade::Software => goods![
            "Contrat de maintenance Standard" "mois" 185 0 false,
            "Conseil sur site" "h" 98 0 true,
            "Licence logiciel Comptoir, utilisateur nommé, douze mois avec mises à jour" "util." 250 0 false,
            "Reprise de données" "h" 108 0 true,
            "Sauvegarde 500 Go" "mois" 47 0 false,
            "Atelier de formation" "jour" 910 0 false,
        ],
        Trade::Craft => goods![
            "Travaux de menuiserie, étagères sur mesure" "h" 52 0 true,
            "Planches de chêne 27 mm, rabotées" "m²" 89 0 true,
            "Isolation des combles, laine minérale 200 mm, pose comprise" "m²" 34 2 true,
            "Remplacement du tableau électrique, logement de plus de deux ans" "pce" 420 1 false,
            "Déplacement" "forfait" 48 0 false,
            "Dalle LED 600 × 600" "pce" 41 0 false,
        ],
        Trade::Food => goods![
            "Farine complète, sac de 25 kg" "sac" 18 2 false,
            "Beurre doux" "kg" 9 2 true,
            "Saumon fumé tranché" "kg" 29 2 true,
            "Eau gazeuse 0,75 l, caisse de 12" "caisse" 10 2 false,
            "Café en grains, torréfaction foncée" "kg" 20 2 true,
            "Cidre brut, carton de 6" "carton" 22 0 false,
            "Livraison réfrigérée" "forfait" 14 0 false,
        ],
    }
}

fn spanish(trade: Trade) -> &'static [Good] {
    match trade {
        Trade::Office => goods![
            "Papel A4 80 g/m², caja de 5 paquetes" "caja" 25 0 false,
            "Lámpara de escritorio Orla, acero cepillado" "ud." 66 0 false,
            "Mesa regulable en altura 160 × 80 cm, tablero de roble, con bandeja para cables" "ud." 519 0 false,
            "Silla de oficina Fen, malla negra" "ud." 225 0 false,
            "Archivador A4, lomo 75 mm" "ud." 3 0 false,
            "Libro: La oficina ordenada" "ud." 18 2 false,
            "Entrega y montaje" "fijo" 50 0 false,
        ],
        Trade::Software => goods![
            "Contrato de mantenimiento Estándar" "mes" 175 0 false,
            "Consultoría en sus oficinas" "h" 88 0 true,
            "Licencia de software Mostrador, usuario nominal, doce meses con actualizaciones" "usuario" 245 0 false,
            "Migración de datos" "h" 96 0 true,
            "Copia de seguridad 500 GB" "mes" 45 0 false,
            "Taller de formación" "día" 860 0 false,
        ],
        Trade::Craft => goods![
            "Trabajos de carpintería, estantería a medida" "h" 39 0 true,
            "Tablas de roble 27 mm, cepilladas" "m²" 84 0 true,
            "Aislamiento de cubierta, lana mineral 200 mm, colocación incluida" "m²" 31 1 true,
            "Cuadro eléctrico de 12 módulos" "ud." 154 0 false,
            "Desplazamiento" "fijo" 38 0 false,
            "Panel LED 600 × 600" "ud." 39 0 false,
        ],
        Trade::Food => goods![
            "Harina integral, saco de 25 kg" "saco" 17 2 false,
            "Mantequilla" "kg" 8 1 true,
            "Naranjas de mesa" "kg" 2 2 true,
            "Agua mineral 0,75 l, caja de 12" "caja" 9 1 false,
            "Café en grano, tueste natural" "kg" 19 1 true,
            "Aceite de oliva virgen extra 5 l" "ud." 38 2 false,
            "Transporte refrigerado" "fijo" 15 0 false,
        ],
    }
}

fn italian(trade: Trade) -> &'static [Good] {
    match trade {
        Trade::Office => goods![
            "Carta A4 80 g/m², scatola da 5 risme" "scat." 25 0 false,
            "Lampada da scrivania Orla, acciaio spazzolato" "pz" 65 0 false,
            "Scrivania regolabile 160 × 80 cm, piano in rovere, con canalina passacavi" "pz" 525 0 false,
            "Poltrona da ufficio Fen, rete nera" "pz" 229 0 false,
            "Raccoglitore A4, dorso 80 mm" "pz" 3 0 false,
            "Libro: L’ufficio in ordine" "pz" 19 2 false,
            "Consegna e montaggio" "forf." 52 0 false,
        ],
        Trade::Software => goods![
            "Canone di assistenza Standard" "mese" 180 0 false,
            "Consulenza presso la sede" "h" 92 0 true,
            "Licenza software Banco, utente nominale, dodici mesi con aggiornamenti" "utente" 240 0 false,
            "Migrazione dati" "h" 99 0 true,
            "Backup gestito 500 GB" "mese" 46 0 false,
            "Corso di formazione" "giorno" 880 0 false,
        ],
        Trade::Craft => goods![
            "Lavori di falegnameria, libreria su misura" "h" 42 0 true,
            "Tavole di rovere 27 mm, piallate" "mq" 87 0 true,
            "Isolamento del tetto, lana minerale 200 mm, posa inclusa" "mq" 33 1 true,
            "Quadro elettrico 12 moduli" "pz" 158 0 false,
            "Uscita" "forf." 40 0 false,
            "Pannello LED 600 × 600" "pz" 40 0 false,
        ],
        Trade::Food => goods![
            "Farina integrale, sacco da 25 kg" "sacco" 17 2 false,
            "Burro" "kg" 9 2 true,
            "Salmone affumicato a fette" "kg" 28 1 true,
            "Acqua frizzante 0,75 l, cassa da 12" "cassa" 10 0 false,
            "Caffè in grani, tostatura scura" "kg" 20 0 true,
            "Olio extravergine di oliva 5 l" "pz" 41 2 false,
            "Trasporto refrigerato" "forf." 15 0 false,
        ],
    }
}
