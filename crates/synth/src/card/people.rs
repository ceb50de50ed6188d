//! Invented people and the offices that give them papers, by country.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::language::Language;
use crate::random::Random;

/// Who holds a paper.
pub struct Person {
    pub surname: &'static str,
    pub given_names: String,
    pub is_woman: bool,
    pub birth: Date,
    pub place: &'static str,
    pub issued: Date,
    pub expires: Date,
    pub office: &'static str,
}

/// What a country prints on its papers.
pub struct Country {
    /// Three letters, or `D`, as the zone has it.
    pub code: &'static str,
    /// The sign of its vehicles.
    pub sign: &'static str,
    pub name: &'static str,
    pub nationality: &'static str,
    pub passport: &'static str,
    pub licence: &'static str,
    surnames: &'static [&'static str],
    women: &'static [&'static str],
    men: &'static [&'static str],
    places: &'static [&'static str],
    offices: &'static [&'static str],
}

/// The country of a language.
pub fn country(language: Language) -> &'static Country {
    match language {
        Language::English => &Country {
            code: "GBR",
            sign: "UK",
            name: "UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND",
            nationality: "BRITISH CITIZEN",
            passport: "PASSPORT",
            licence: "DRIVING LICENCE",
            surnames: &["Hartley", "Whitlow", "O'Connor", "Ellery", "Marsh"],
            women: &["Grace", "Helen", "Alice", "Ruth", "Emily"],
            men: &["Oliver", "Thomas", "Hugh", "Edwin", "Samuel"],
            places: &["LEEDS", "BRISTOL", "NORWICH", "YORK"],
            offices: &["HMPO", "IPS", "DVLA"],
        },
        Language::German => &Country {
            code: "D",
            sign: "D",
            name: "BUNDESREPUBLIK DEUTSCHLAND",
            nationality: "DEUTSCH",
            passport: "REISEPASS",
            licence: "FÜHRERSCHEIN",
            surnames: &["Lohmann", "Müller", "Reimers", "Schäfer", "Thoma"],
            women: &["Anna", "Sabine", "Miriam", "Käthe", "Petra"],
            men: &["Jonas", "Karl", "Ralf", "Jürgen", "Till"],
            places: &["HAMBURG", "LEIPZIG", "FREIBURG", "MÜNSTER"],
            offices: &["STADT HAMBURG", "LANDRATSAMT FREIBURG", "STADT LEIPZIG"],
        },
        Language::Polish => &Country {
            code: "POL",
            sign: "PL",
            name: "RZECZPOSPOLITA POLSKA",
            nationality: "POLSKIE",
            passport: "PASZPORT",
            licence: "PRAWO JAZDY",
            surnames: &["Kowalska-Maj", "Lipski", "Zięba", "Sobol", "Wójcik"],
            women: &["Zofia", "Anna", "Małgorzata", "Ewa"],
            men: &["Tomasz", "Marek", "Paweł", "Jan"],
            places: &["KRAKÓW", "GDAŃSK", "WROCŁAW", "POZNAŃ"],
            offices: &["WOJEWODA MAŁOPOLSKI", "PREZYDENT MIASTA GDAŃSKA", "STAROSTA POZNAŃSKI"],
        },
        Language::French => &Country {
            code: "FRA",
            sign: "F",
            name: "RÉPUBLIQUE FRANÇAISE",
            nationality: "FRANÇAISE",
            passport: "PASSEPORT",
            licence: "PERMIS DE CONDUIRE",
            surnames: &["Vasseur", "Gautier", "Lefèvre", "Morvan", "Roussel"],
            women: &["Claire", "Nadia", "Inès", "Odile"],
            men: &["Paul", "Émile", "Hugo", "Luc"],
            places: &["LYON", "NANTES", "LILLE", "GRENOBLE"],
            offices: &["PRÉFECTURE DU RHÔNE", "PRÉFECTURE DU NORD", "SOUS-PRÉFECTURE DE VIENNE"],
        },
        Language::Spanish => &Country {
            code: "ESP",
            sign: "E",
            name: "REINO DE ESPAÑA",
            nationality: "ESPAÑOLA",
            passport: "PASAPORTE",
            licence: "PERMISO DE CONDUCCIÓN",
            surnames: &["Ferrer Soto", "Molina Campos", "Núñez Prats", "Herrero Gil"],
            women: &["Lucía", "Pilar", "Carmen", "Inés"],
            men: &["Javier", "Andrés", "Diego", "Íñigo"],
            places: &["VALENCIA", "SEVILLA", "BILBAO", "ZARAGOZA"],
            offices: &["DGP-46101A6D1", "JEFATURA DE TRÁFICO SEVILLA", "DGP-28035A6D2"],
        },
        Language::Italian => &Country {
            code: "ITA",
            sign: "I",
            name: "REPUBBLICA ITALIANA",
            nationality: "ITALIANA",
            passport: "PASSAPORTO",
            licence: "PATENTE DI GUIDA",
            surnames: &["Marchetti", "Fontana", "Gallo", "D'Angelo", "Valli"],
            women: &["Giulia", "Rosa", "Elena", "Chiara"],
            men: &["Luca", "Pietro", "Marco", "Nicolò"],
            places: &["TORINO", "BOLOGNA", "VERONA", "BARI"],
            offices: &["MINISTRO AFFARI ESTERI", "MIT-UCO", "QUESTURA DI TORINO"],
        },
    }
}

/// Draws somebody of this country.
pub fn draw(country: &'static Country, years_valid: i64, random: &mut Random) -> Person {
    let is_woman = random.chance(0.5);
    let names = if is_woman { country.women } else { country.men };
    let first = *random.pick(names);
    let second = *random.pick(names);
    let given_names =
        if random.chance(0.4) && first != second { format!("{first} {second}") } else { first.to_owned() };
    let issued = Date::constant(2017, 1, 9).saturating_add(random.between(0, 3_000).days());
    Person {
        surname: random.pick::<&'static str>(country.surnames),
        given_names,
        is_woman,
        birth: Date::constant(1948, 3, 2).saturating_add(random.between(0, 19_500).days()),
        place: random.pick::<&'static str>(country.places),
        issued,
        expires: issued.saturating_add(years_valid.years()).yesterday().unwrap_or(issued),
        office: random.pick::<&'static str>(country.offices),
    }
}
