//! The machine-readable zone of a passport (ICAO 9303 part 4): two lines of 44 characters with check digits.

/// What the zone says.
pub struct Zone<'a> {
    /// Three letters, or `D` for Germany.
    pub issuer: &'a str,
    pub nationality: &'a str,
    pub surname: &'a str,
    pub given_names: &'a str,
    pub number: &'a str,
    /// `YYMMDD`.
    pub birth: &'a str,
    pub sex: char,
    /// `YYMMDD`.
    pub expiry: &'a str,
    pub personal: &'a str,
}

/// The two lines.
pub fn passport(zone: &Zone<'_>) -> [String; 2] {
    let names = format!("{}<<{}", plain(zone.surname), plain(zone.given_names));
    let first = padded(&format!("P<{}{names}", padded(zone.issuer, 3)), 44);
    let number = with_digit(&padded(zone.number, 9));
    let (birth, expiry) = (with_digit(zone.birth), with_digit(zone.expiry));
    let personal = padded(zone.personal, 14);
    // An empty field may have a filler for its digit.
    let personal = if zone.personal.is_empty() { format!("{personal}<") } else { with_digit(&personal) };
    let all = check_digit(&format!("{number}{birth}{expiry}{personal}"));
    let second = format!("{number}{}{birth}{}{expiry}{personal}{all}", padded(zone.nationality, 3), zone.sex);
    [first, second]
}

fn with_digit(field: &str) -> String {
    format!("{field}{}", check_digit(field))
}

/// Weights 7, 3, 1; letters count from 10, fillers nothing.
fn check_digit(text: &str) -> u32 {
    text.chars()
        .map(|c| c.to_digit(36).unwrap_or(0))
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(value, weight)| value * weight)
        .sum::<u32>()
        % 10
}

fn padded(text: &str, length: usize) -> String {
    text.chars().chain(std::iter::repeat('<')).take(length).collect()
}

/// A name in the letters of the zone.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in name.to_uppercase().chars() {
        match c {
            'Ä' => plain.push_str("AE"),
            'Ö' | 'Ø' => plain.push_str("OE"),
            'Ü' => plain.push_str("UE"),
            'À' | 'Á' | 'Â' | 'Ą' => plain.push('A'),
            'É' | 'È' | 'Ê' | 'Ę' => plain.push('E'),
            'Í' | 'Ì' | 'Î' => plain.push('I'),
            'Ó' | 'Ò' | 'Ô' => plain.push('O'),
            'Ú' | 'Ù' => plain.push('U'),
            'Ł' => plain.push('L'),
            'Ñ' | 'Ń' => plain.push('N'),
            'Ć' | 'Ç' => plain.push('C'),
            'Ś' => plain.push('S'),
            'Ź' | 'Ż' => plain.push('Z'),
            c if c.is_ascii_uppercase() => plain.push(c),
            _ => plain.push('<'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specimen_of_the_standard_is_reproduced() {
        let zone = Zone {
            issuer: "UTO",
            nationality: "UTO",
            surname: "Eriksson",
            given_names: "Anna Maria",
            number: "L898902C3",
            birth: "740812",
            sex: 'F',
            expiry: "120415",
            personal: "ZE184226B",
        };
        let [first, second] = passport(&zone);
        assert_eq!(first, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<");
        assert_eq!(second, "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
    }
}
