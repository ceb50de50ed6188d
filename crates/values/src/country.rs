//! Countries: codes and names in English, German, French, Polish and their own language to ISO 3166-1 alpha-2.

/// Alpha-2, alpha-3 and folded names. European and the most frequent trading countries; others are left as printed.
const COUNTRIES: &[(&str, &str, &[&str])] = &[
    ("DE", "DEU", &["germany", "deutschland", "allemagne", "niemcy", "bundesrepublikdeutschland"]),
    ("AT", "AUT", &["austria", "oesterreich", "autriche"]),
    ("CH", "CHE", &["switzerland", "schweiz", "suisse", "szwajcaria", "svizzera"]),
    ("LI", "LIE", &["liechtenstein"]),
    ("FR", "FRA", &["france", "frankreich", "francja"]),
    ("BE", "BEL", &["belgium", "belgien", "belgique", "belgia", "belgie"]),
    (
        "NL",
        "NLD",
        &["netherlands", "thenetherlands", "niederlande", "paysbas", "holandia", "nederland", "holland"],
    ),
    ("LU", "LUX", &["luxembourg", "luxemburg", "luksemburg"]),
    ("PL", "POL", &["poland", "polen", "pologne", "polska"]),
    (
        "CZ",
        "CZE",
        &["czechrepublic", "czechia", "tschechien", "republiquetcheque", "czechy", "ceskarepublika"],
    ),
    ("SK", "SVK", &["slovakia", "slowakei", "slovaquie", "slowacja", "slovensko"]),
    ("HU", "HUN", &["hungary", "ungarn", "hongrie", "wegry", "magyarorszag"]),
    ("SI", "SVN", &["slovenia", "slowenien", "slovenie", "slowenia", "slovenija"]),
    ("HR", "HRV", &["croatia", "kroatien", "croatie", "chorwacja", "hrvatska"]),
    ("RO", "ROU", &["romania", "rumaenien", "roumanie", "rumunia"]),
    ("BG", "BGR", &["bulgaria", "bulgarien", "bulgarie", "bulgaria"]),
    ("GR", "GRC", &["greece", "griechenland", "grece", "grecja"]),
    ("IT", "ITA", &["italy", "italien", "italie", "wlochy", "italia"]),
    ("ES", "ESP", &["spain", "spanien", "espagne", "hiszpania", "espana"]),
    ("PT", "PRT", &["portugal", "portugalia"]),
    ("IE", "IRL", &["ireland", "irland", "irlande", "irlandia"]),
    (
        "GB",
        "GBR",
        &[
            "unitedkingdom",
            "uk",
            "greatbritain",
            "england",
            "scotland",
            "wales",
            "grossbritannien",
            "vereinigteskoenigreich",
            "royaumeuni",
            "wielkabrytania",
        ],
    ),
    ("DK", "DNK", &["denmark", "daenemark", "danemark", "dania", "danmark"]),
    ("SE", "SWE", &["sweden", "schweden", "suede", "szwecja", "sverige"]),
    ("NO", "NOR", &["norway", "norwegen", "norvege", "norwegia", "norge"]),
    ("FI", "FIN", &["finland", "finnland", "finlande", "finlandia", "suomi"]),
    ("IS", "ISL", &["iceland", "island", "islande", "islandia"]),
    ("EE", "EST", &["estonia", "estland", "estonie", "eesti"]),
    ("LV", "LVA", &["latvia", "lettland", "lettonie", "lotwa", "latvija"]),
    ("LT", "LTU", &["lithuania", "litauen", "lituanie", "litwa", "lietuva"]),
    ("MT", "MLT", &["malta", "malte"]),
    ("CY", "CYP", &["cyprus", "zypern", "chypre", "cypr"]),
    ("UA", "UKR", &["ukraine", "ukraina"]),
    ("RS", "SRB", &["serbia", "serbien", "serbie"]),
    ("TR", "TUR", &["turkey", "tuerkei", "turquie", "turcja", "tuerkiye"]),
    (
        "US",
        "USA",
        &["unitedstates", "unitedstatesofamerica", "vereinigtestaaten", "etatsunis", "stanyzjednoczone"],
    ),
    ("CA", "CAN", &["canada", "kanada"]),
    ("MX", "MEX", &["mexico", "mexiko", "mexique", "meksyk"]),
    ("BR", "BRA", &["brazil", "brasilien", "bresil", "brazylia", "brasil"]),
    ("AU", "AUS", &["australia", "australien", "australie"]),
    ("NZ", "NZL", &["newzealand", "neuseeland", "nouvellezelande"]),
    ("CN", "CHN", &["china", "chine", "chiny"]),
    ("HK", "HKG", &["hongkong"]),
    ("TW", "TWN", &["taiwan"]),
    ("JP", "JPN", &["japan", "japon", "japonia"]),
    ("KR", "KOR", &["southkorea", "suedkorea", "coreedusud"]),
    ("IN", "IND", &["india", "indien", "inde", "indie"]),
    ("SG", "SGP", &["singapore", "singapur", "singapour"]),
    ("MY", "MYS", &["malaysia", "malaisie", "malezja"]),
    ("AE", "ARE", &["unitedarabemirates", "uae"]),
    ("IL", "ISR", &["israel", "izrael"]),
    ("ZA", "ZAF", &["southafrica", "suedafrika", "afriquedusud"]),
    ("MA", "MAR", &["morocco", "marokko", "maroc", "maroko"]),
    ("TN", "TUN", &["tunisia", "tunesien", "tunisie", "tunezja"]),
];

/// The alpha-2 code of a code or name; passports print Germany as `D` or `D<<`, which is accepted.
pub fn find(printed: &str) -> Option<&'static str> {
    let folded = crate::fold(printed);
    if folded.is_empty() || folded.len() > 40 {
        return None;
    }
    let is_code =
        folded.len() <= 3 && printed.trim_matches(|c: char| !c.is_alphanumeric()) == folded.to_uppercase();
    COUNTRIES
        .iter()
        .find(|(two, three, names)| {
            names.contains(&folded.as_str())
                || is_code && (two.eq_ignore_ascii_case(&folded) || three.eq_ignore_ascii_case(&folded))
                || is_code && *two == "DE" && folded == "d"
        })
        .map(|(two, ..)| *two)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Deutschland", Some("DE"))]
    #[case("POL", Some("PL"))]
    #[case("PL", Some("PL"))]
    #[case("D<<", Some("DE"))]
    #[case("Österreich", Some("AT"))]
    #[case("Royaume-Uni", Some("GB"))]
    #[case("in", None)]
    #[case("Atlantis", None)]
    fn codes_and_names_become_alpha_2(#[case] printed: &str, #[case] expected: Option<&str>) {
        assert_eq!(find(printed), expected);
    }
}
