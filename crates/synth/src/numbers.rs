//! Official numbers with right check digits: bank accounts, tax numbers, company numbers.
//!
//! The banks are invented; the numbers only have to satisfy whoever checks them.

use crate::language::Language;
use crate::random::Random;

/// A bank account with the name of its (invented) bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// IBAN without spaces.
    pub iban: String,
    /// BIC of 8 or 11 characters.
    pub bic: String,
    /// Name of the bank.
    pub bank: String,
}

/// Draws an account in the country of the language.
pub fn account(language: Language, random: &mut Random) -> Account {
    let (bank, bic, body) = match language {
        Language::English => {
            let (name, code) = *random.pick(&[
                ("Harbour & Vale Bank", "HVBK"),
                ("Northgate Mutual", "NGMT"),
                ("Larkfield Bank plc", "LRKF"),
            ]);
            (name, format!("{code}GB2L"), format!("{code}{}{}", random.digits(6), random.digits(8)))
        }
        Language::German => {
            let (name, code) = *random.pick(&[
                ("Hansebank Nord", "HSBN"),
                ("Isartaler Volksbank", "ISVB"),
                ("Kontor Kreditbank", "KTKR"),
            ]);
            (name, format!("{code}DEFF"), random.digits(18))
        }
        Language::Polish => {
            let (name, code) = *random.pick(&[
                ("Bank Wiślany S.A.", "WISL"),
                ("Bank Kupiecki S.A.", "KUPC"),
                ("Bałtycki Bank Handlowy", "BBHL"),
            ]);
            (name, format!("{code}PLPW"), polish_account(random))
        }
        Language::French => {
            let (name, code) = *random.pick(&[
                ("Banque du Vieux Port", "BVPT"),
                ("Crédit des Artisans", "CART"),
                ("Caisse Rhodanienne", "CRHO"),
            ]);
            (name, format!("{code}FRPP"), french_account(random))
        }
        Language::Spanish => {
            let (name, code) = *random.pick(&[
                ("Banco de la Ribera", "BRIB"),
                ("Caja Levantina", "CLEV"),
                ("Banco Mercantil del Sur", "BMSU"),
            ]);
            (name, format!("{code}ESMM"), spanish_account(random))
        }
        Language::Italian => {
            let (name, code) = *random.pick(&[
                ("Banca del Lago S.p.A.", "BLAG"),
                ("Credito Adriatico", "CADR"),
                ("Banca Popolare Collina", "BPCO"),
            ]);
            (name, format!("{code}ITMM"), italian_account(random))
        }
    };
    Account { iban: iban(language.country(), &body), bic, bank: bank.to_owned() }
}

/// An IBAN with its check digits (ISO 7064 mod 97-10) in front of a national account number.
fn iban(country: &str, body: &str) -> String {
    let remainder = mod97(&format!("{body}{country}00"));
    format!("{country}{:02}{body}", 98 - remainder)
}

/// The text as a number modulo 97, letters counting as 10 to 35.
fn mod97(text: &str) -> u32 {
    text.chars().filter_map(|c| c.to_digit(36)).fold(0, |rest, digit| {
        let shift = if digit < 10 { 10 } else { 100 };
        (rest * shift + digit) % 97
    })
}

/// Bank and branch (8 digits, the last a check digit) and 16 digits of the account.
fn polish_account(random: &mut Random) -> String {
    let branch = random.digits(7);
    let weighed = weighted_sum(&branch, &[3, 9, 7, 1, 3, 9, 7]);
    format!("{branch}{}{}", (10 - weighed % 10) % 10, random.digits(16))
}

/// Bank, branch and account with the RIB key.
fn french_account(random: &mut Random) -> String {
    let (bank, branch, account) = (random.digits(5), random.digits(5), random.digits(11));
    let number = |text: &str| text.parse::<u64>().unwrap_or_default();
    let key = 97 - (89 * number(&bank) + 15 * number(&branch) + 3 * number(&account)) % 97;
    format!("{bank}{branch}{account}{key:02}")
}

/// Bank, branch, two check digits and account.
fn spanish_account(random: &mut Random) -> String {
    let (bank, branch, account) = (random.digits(4), random.digits(4), random.digits(10));
    let check = |digits: &str| match 11 - weighted_sum(digits, &[1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 {
        10 => 1,
        11 => 0,
        rest => rest,
    };
    let first = check(&format!("00{bank}{branch}"));
    format!("{bank}{branch}{first}{}{account}", check(&account))
}

/// A check letter (whose right value only Italian banks look at), bank, branch and account.
fn italian_account(random: &mut Random) -> String {
    format!("{}{}{}{}", random.pattern("@"), random.digits(5), random.digits(5), random.digits(12))
}

fn weighted_sum(digits: &str, weights: &[u32]) -> u32 {
    digits.chars().filter_map(|c| c.to_digit(10)).zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Groups of four, as IBANs are printed.
pub fn in_fours(iban: &str) -> String {
    let chars: Vec<char> = iban.chars().collect();
    chars.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// A value added tax number with right check digits, country prefix included.
pub fn vat_id(language: Language, random: &mut Random) -> String {
    match language {
        Language::English => format!("GB{}", british_vat(random)),
        Language::German => format!("DE{}", german_vat(random)),
        Language::Polish => format!("PL{}", polish_nip(random)),
        Language::French => french_vat(&siren(random)),
        Language::Spanish => format!("ES{}", spanish_nif(random)),
        Language::Italian => format!("IT{}", luhn(&random.digits(10))),
    }
}

fn british_vat(random: &mut Random) -> String {
    let body = random.digits(7);
    format!("{body}{:02}", british_check(&body))
}

/// The last two digits: what is missing to a multiple of 97.
fn british_check(body: &str) -> u32 {
    97 - weighted_sum(body, &[8, 7, 6, 5, 4, 3, 2]) % 97
}

fn german_vat(random: &mut Random) -> String {
    let body = random.digits(8);
    format!("{body}{}", german_check(&body))
}

/// The last digit, by ISO 7064 mod 11,10.
fn german_check(body: &str) -> u32 {
    let product = body.chars().filter_map(|c| c.to_digit(10)).fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10
}

fn polish_nip(random: &mut Random) -> String {
    loop {
        let body = random.digits(9);
        if let Some(check) = polish_check(&body) {
            return format!("{body}{check}");
        }
    }
}

/// The last digit, a weighted remainder modulo 11; numbers with a remainder of 10 are never given out.
fn polish_check(body: &str) -> Option<u32> {
    Some(weighted_sum(body, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11).filter(|check| *check < 10)
}

/// The tax number of a Spanish company: a letter, seven digits, a check digit.
fn spanish_nif(random: &mut Random) -> String {
    let letter = *random.pick(&['A', 'B']);
    let body = random.digits(7);
    let sum: u32 = body
        .chars()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(i, digit)| if i % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    format!("{letter}{body}{}", (10 - sum % 10) % 10)
}

/// A French company number: eight digits and a Luhn digit.
pub fn siren(random: &mut Random) -> String {
    luhn(&random.digits(8))
}

/// The digits with their check digit behind them; of an even count of digits.
fn luhn(body: &str) -> String {
    let sum: u32 = body
        .chars()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(i, digit)| if i % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The French tax number of a company.
pub fn french_vat(siren: &str) -> String {
    let key = (12 + 3 * mod97(siren)) % 97;
    format!("FR{key:02}{siren}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drawn_iban_is_valid() {
        let mut random = Random::new(11);
        for language in Language::ALL {
            for _ in 0..50 {
                let account = account(language, &mut random);
                let iban: iban::Iban = account.iban.parse().unwrap();
                assert_eq!(iban::IbanLike::country_code(&iban), language.country());
            }
        }
    }

    #[test]
    fn check_digits_agree_with_published_examples() {
        assert_eq!(french_vat("404833048"), "FR83404833048");
        assert_eq!(british_check("9807806"), 84);
        assert_eq!(german_check("13669597"), 6);
        assert_eq!(polish_check("123456321"), Some(8));
    }

    #[test]
    fn an_iban_is_printed_in_groups_of_four() {
        assert_eq!(in_fours("DE89370400440532013000"), "DE89 3704 0044 0532 0130 00");
        assert_eq!(iban("DE", "370400440532013000"), "DE89370400440532013000");
    }
}
