//! Invented companies: who sells, who buys, where they sit and how they are reached.

use crate::language::Language;
use crate::numbers;
use crate::random::Random;

/// A company on an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Full name with legal form.
    pub name: String,
    /// Street and house number.
    pub street: String,
    /// Postcode and town, in the order of the country.
    pub town: String,
    /// Country as printed, where it is.
    pub country: Option<String>,
    /// Tax number with country prefix.
    pub vat_id: String,
    /// National tax or company number.
    pub tax_number: String,
    /// Entry in the trade register.
    pub registration: String,
    /// Phone as printed.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Web address without scheme.
    pub url: String,
}

impl Party {
    /// Street, town and country, a line each.
    pub fn address(&self) -> Vec<String> {
        [Some(&self.street), Some(&self.town), self.country.as_ref()].into_iter().flatten().cloned().collect()
    }
}

/// What a seller deals in; decides its name and its goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trade {
    /// Office furniture and supplies.
    Office,
    /// Software and services around it.
    Software,
    /// Building and repair.
    Craft,
    /// Food for restaurants.
    Food,
}

impl Trade {
    /// Every trade.
    pub const ALL: [Self; 4] = [Self::Office, Self::Software, Self::Craft, Self::Food];
}

/// Draws a company that sells.
pub fn seller(language: Language, trade: Trade, random: &mut Random) -> Party {
    let name = *random.pick(seller_names(language, trade));
    party(language, name, random)
}

/// Draws a company that buys.
pub fn buyer(language: Language, random: &mut Random) -> Party {
    let name = *random.pick(buyer_names(language));
    party(language, name, random)
}

/// Draws an address and numbers for somebody of this name.
pub fn named(language: Language, name: &str, random: &mut Random) -> Party {
    party(language, name, random)
}

fn party(language: Language, name: &str, random: &mut Random) -> Party {
    let places = places(language);
    let place = random.pick(places.towns);
    let street = random.pick(places.streets);
    let house = random.between(2, 148);
    let street = match language {
        Language::English => format!("{house} {street}"),
        Language::French => format!("{house}, {street}"),
        Language::Spanish | Language::Italian => format!("{street}, {house}"),
        Language::German | Language::Polish => format!("{street} {house}"),
    };
    let code = random.pattern(place.postcode);
    let town = match language {
        Language::English => format!("{} {code}", place.name),
        _ => format!("{code} {}", place.name),
    };
    let vat_id = numbers::vat_id(language, random);
    let domain = format!("{}.example", slug(name));
    let mailbox = match language {
        Language::English => *random.pick(&["accounts", "billing", "hello"]),
        Language::German => *random.pick(&["buchhaltung", "info", "rechnung"]),
        Language::Polish => *random.pick(&["biuro", "faktury", "ksiegowosc"]),
        Language::French => *random.pick(&["comptabilite", "contact", "facturation"]),
        Language::Spanish => *random.pick(&["facturacion", "administracion", "info"]),
        Language::Italian => *random.pick(&["amministrazione", "fatture", "info"]),
    };
    let phone = *random.pick(places.phones);
    Party {
        name: name.to_owned(),
        street,
        town,
        country: random.chance(0.3).then(|| places.country.to_owned()),
        tax_number: tax_number(language, &vat_id, random),
        registration: registration(language, place.name, &vat_id, random),
        phone: random.pattern(phone),
        email: format!("{mailbox}@{domain}"),
        url: format!("www.{domain}"),
        vat_id,
    }
}

fn tax_number(language: Language, vat_id: &str, random: &mut Random) -> String {
    match language {
        Language::English => random.digits(10),
        Language::German => random.pattern("1##/2##/4####"),
        Language::Polish => vat_id[2..].to_owned(),
        // The establishment's number: company number and five digits.
        Language::French => format!("{}{}", &vat_id[4..], random.pattern("000##")),
        Language::Spanish | Language::Italian => vat_id[2..].to_owned(),
    }
}

fn registration(language: Language, town: &str, vat_id: &str, random: &mut Random) -> String {
    match language {
        Language::English => random.pattern("0#######"),
        Language::German => format!("{town} HRB {}", random.digits(5)),
        Language::Polish => random.pattern("0000######"),
        Language::French => format!("{town} {}", &vat_id[4..]),
        Language::Spanish => random.pattern("#### T-#### H-#####"),
        Language::Italian => random.pattern("@@-######"),
    }
}

/// A name as it stands in a web address.
fn slug(name: &str) -> String {
    let plain = |c: char| match c {
        'ä' | 'à' | 'â' | 'ą' | 'á' => 'a',
        'ö' | 'ó' | 'ô' | 'ò' => 'o',
        'ü' | 'ù' | 'ú' => 'u',
        'é' | 'è' | 'ê' | 'ę' => 'e',
        'ł' => 'l',
        'ń' | 'ñ' => 'n',
        'í' | 'ì' => 'i',
        'ś' | 'ß' => 's',
        'ź' | 'ż' => 'z',
        'ć' | 'ç' => 'c',
        other => other,
    };
    let words: Vec<String> = name
        .to_lowercase()
        .chars()
        .map(plain)
        .collect::<String>()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 2)
        .take(2)
        .map(str::to_owned)
        .collect();
    words.join("-")
}

struct Place {
    name: &'static str,
    /// Pattern of the postcodes there.
    postcode: &'static str,
}

struct Places {
    country: &'static str,
    towns: &'static [Place],
    streets: &'static [&'static str],
    /// Patterns of phone numbers, from ranges that are kept for films where a country has some.
    phones: &'static [&'static str],
}

macro_rules! towns {
    ($($name:literal $postcode:literal),+ $(,)?) => { &[$(Place { name: $name, postcode: $postcode }),+] };
}

fn places(language: Language) -> &'static Places {
    match language {
        Language::English => &Places {
            country: "United Kingdom",
            towns: towns!["Bristol" "BS# #PQ", "Leeds" "LS1# #DA", "Norwich" "NR# #RT", "York" "YO# #AB", "Bath" "BA# #HN"],
            streets: &[
                "Mill Lane",
                "Station Road",
                "Harbour Street",
                "Castle Gate",
                "Orchard Way",
                "King Street",
            ],
            phones: &["+44 20 7946 0###", "+44 117 496 0###", "0113 496 0###"],
        },
        Language::German => &Places {
            country: "Deutschland",
            towns: towns!["Hamburg" "2####", "Leipzig" "04#2#", "Freiburg" "79#1#", "Münster" "48#4#", "Köln" "50#3#"],
            streets: &[
                "Lindenstraße",
                "Am Alten Hafen",
                "Goethestraße",
                "Industrieweg",
                "Marktplatz",
                "Bahnhofstraße",
            ],
            phones: &["+49 30 23125 ###", "040 66969 ###", "+49 221 4710 ###"],
        },
        Language::Polish => &Places {
            country: "Polska",
            towns: towns!["Kraków" "30-0##", "Gdańsk" "80-2##", "Wrocław" "50-1##", "Poznań" "60-3##", "Łódź" "90-0##"],
            streets: &[
                "ul. Lipowa",
                "ul. Długa",
                "ul. Słoneczna",
                "al. Wojska Polskiego",
                "ul. Przemysłowa",
                "ul. Kościuszki",
            ],
            phones: &["+48 12 555 0# ##", "+48 58 555 1# ##", "22 555 #4 ##"],
        },
        Language::French => &Places {
            country: "France",
            towns: towns!["Lyon" "6900#", "Nantes" "44#00", "Bordeaux" "33#00", "Lille" "59#00", "Grenoble" "38#00"],
            streets: &[
                "rue des Lilas",
                "avenue Victor Hugo",
                "quai de la Gare",
                "boulevard Voltaire",
                "rue du Moulin",
                "place du Marché",
            ],
            phones: &["01 99 00 ## ##", "02 61 91 ## ##", "04 65 71 ## ##"],
        },
        Language::Spanish => &Places {
            country: "España",
            towns: towns!["Madrid" "280##", "Valencia" "460##", "Sevilla" "410##", "Bilbao" "480##", "Zaragoza" "500##"],
            streets: &[
                "Calle Mayor",
                "Calle del Olmo",
                "Avenida de la Constitución",
                "Plaza Nueva",
                "Paseo del Río",
                "Calle San Miguel",
            ],
            phones: &["+34 910 55 0# ##", "963 55 1# ##", "+34 954 55 2# ##"],
        },
        Language::Italian => &Places {
            country: "Italia",
            towns: towns!["Milano" "201##", "Torino" "101##", "Bologna" "401##", "Verona" "371##", "Bari" "701##"],
            streets: &[
                "Via Garibaldi",
                "Via dei Mille",
                "Viale Europa",
                "Corso Italia",
                "Piazza San Marco",
                "Via delle Rose",
            ],
            phones: &["+39 02 5550 1###", "011 555 0###", "+39 051 555 2###"],
        },
    }
}

fn seller_names(language: Language, trade: Trade) -> &'static [&'static str] {
    match (language, trade) {
        (Language::English, Trade::Office) => {
            &["Larkspur Office Supplies Ltd", "Fenwick & Rowe Interiors Ltd", "Paper Mill Direct Ltd"]
        }
        (Language::English, Trade::Software) => {
            &["Brightwater Systems Ltd", "Northfold Digital LLP", "Quill Analytics Ltd"]
        }
        (Language::English, Trade::Craft) => {
            &["Harrow Joinery Ltd", "Ashdown Building Services Ltd", "Copper Beech Electrical Ltd"]
        }
        (Language::English, Trade::Food) => {
            &["Saltmarsh Provisions Ltd", "Orchard Row Wholesale Ltd", "Tideway Seafoods Ltd"]
        }
        (Language::German, Trade::Office) => {
            &["Kranich Bürobedarf GmbH", "Möbelwerk Nordlicht GmbH", "Papierhaus Engel e.K."]
        }
        (Language::German, Trade::Software) => {
            &["Feldmann Systemhaus GmbH", "Wolkenbruch Software GmbH", "Datenwerft Lüders GmbH & Co. KG"]
        }
        (Language::German, Trade::Craft) => {
            &["Tischlerei Osterloh GmbH", "Elektro Brandhorst GmbH", "Dachdeckerei Wehner"]
        }
        (Language::German, Trade::Food) => {
            &["Frischekontor Sander GmbH", "Gemüsehof Reetz GbR", "Rösterei am Speicher GmbH"]
        }
        (Language::Polish, Trade::Office) => {
            &["Biuro Plus Nowak Sp. z o.o.", "Meblarnia Jodła Sp. z o.o.", "Papirus Hurt Sp. j."]
        }
        (Language::Polish, Trade::Software) => {
            &["Kodownia Sp. z o.o.", "Wisła Systemy S.A.", "Bursztyn Soft Sp. z o.o."]
        }
        (Language::Polish, Trade::Craft) => {
            &["Stolarstwo Górski", "Elektro-Mont Zieliński Sp. z o.o.", "Dach-Bud Sp. z o.o."]
        }
        (Language::Polish, Trade::Food) => {
            &["Spiżarnia Hurt Sp. z o.o.", "Owocowy Sad Sp. z o.o.", "Palarnia Kawy Żuraw"]
        }
        (Language::French, Trade::Office) => {
            &["Papeterie Marchand SARL", "Mobilier Clairval SAS", "Bureau Lumière SARL"]
        }
        (Language::French, Trade::Software) => {
            &["Atelier Numérique Bréval SAS", "Logiciels Corvin SARL", "Nuage & Cie SAS"]
        }
        (Language::French, Trade::Craft) => {
            &["Menuiserie Duvallon SARL", "Électricité Garnier-Roux SARL", "Toitures Belmont SAS"]
        }
        (Language::French, Trade::Food) => {
            &["Maison Tessier SARL", "Primeurs du Rhône SAS", "Torréfaction Saint-Clair SARL"]
        }
        (Language::Spanish, Trade::Office) => {
            &["Papelería Castaño S.L.", "Mobiliario Ribera S.A.", "Oficinas Luz S.L.U."]
        }
        (Language::Spanish, Trade::Software) => {
            &["Sistemas Almendro S.L.", "Nube Clara Software S.L.", "Datos Ibera S.A."]
        }
        (Language::Spanish, Trade::Craft) => {
            &["Carpintería Robledo S.L.", "Electricidad Montalvo S.L.", "Tejados Sierra S.L."]
        }
        (Language::Spanish, Trade::Food) => {
            &["Aceites del Campo S.A.", "Frutas Naranjal S.L.", "Tostadero La Plaza S.L."]
        }
        (Language::Italian, Trade::Office) => {
            &["Cartoleria Bianchi S.r.l.", "Arredi Nordest S.p.A.", "Ufficio Luce S.r.l."]
        }
        (Language::Italian, Trade::Software) => {
            &["Sistemi Colombo S.r.l.", "Nuvola Chiara S.r.l.", "Dati Adriatici S.p.A."]
        }
        (Language::Italian, Trade::Craft) => {
            &["Falegnameria Rossi S.n.c.", "Elettrica Montanari S.r.l.", "Coperture Alpine S.r.l."]
        }
        (Language::Italian, Trade::Food) => {
            &["Oleificio Collina S.r.l.", "Ortofrutta del Lago S.r.l.", "Torrefazione San Giorgio S.r.l."]
        }
    }
}

fn buyer_names(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "Whitcombe Hotels Ltd",
            "Pennine Publishing plc",
            "Oakhurst Dental Practice",
            "Severn Cycle Works Ltd",
            "Marlowe & Finch LLP",
        ],
        Language::German => &[
            "Hotel Seeblick Betriebs GmbH",
            "Verlag Hagedorn GmbH",
            "Praxis Dr. Albers",
            "Velowerk Süd GmbH",
            "Kanzlei Reuter & Thoma",
        ],
        Language::Polish => &[
            "Hotel Pod Dębem Sp. z o.o.",
            "Wydawnictwo Latarnia S.A.",
            "Przychodnia Zdrowie Sp. z o.o.",
            "Rowery Mazury Sp. z o.o.",
            "Kancelaria Lis i Wspólnicy",
        ],
        Language::French => &[
            "Hôtel des Remparts SAS",
            "Éditions du Phare SA",
            "Cabinet dentaire Aubry",
            "Cycles Fontaine SARL",
            "Cabinet Perrin & Associés",
        ],
        Language::Spanish => &[
            "Hotel Miramar S.A.",
            "Editorial Faro S.L.",
            "Clínica Dental Ortega",
            "Bicicletas Duero S.L.",
            "Bufete Lara y Asociados",
        ],
        Language::Italian => &[
            "Hotel Belvedere S.r.l.",
            "Edizioni Faro S.p.A.",
            "Studio Dentistico Moretti",
            "Cicli Adige S.r.l.",
            "Studio Legale Ferri",
        ],
    }
}
