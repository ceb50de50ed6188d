//! E-mail addresses, telephone numbers, web addresses.

/// Longest e-mail address that the standard allows.
const MAX_EMAIL: usize = 254;

/// An e-mail address, its domain in lower case.
pub fn email(printed: &str) -> Option<String> {
    let trimmed = printed.trim().trim_matches(['<', '>', '(', ')', ',', ';', '.', ':']);
    let trimmed = trimmed.strip_prefix("mailto:").unwrap_or(trimmed);
    let (local, domain) = trimmed.split_once('@')?;
    let is_local = !local.is_empty() && local.chars().all(|c| c.is_alphanumeric() || "._%+-'&/=".contains(c));
    (is_local && is_domain(domain) && trimmed.len() <= MAX_EMAIL)
        .then(|| format!("{local}@{}", domain.to_lowercase()))
}

/// Digits, with a leading `+` where printed; 5 to 15 digits.
pub fn phone(printed: &str) -> Option<String> {
    let trimmed = printed.trim();
    let mut number = String::new();
    for character in trimmed.chars() {
        match character {
            '+' if number.is_empty() => number.push('+'),
            c if c.is_ascii_digit() => number.push(c),
            ' ' | '\u{a0}' | '-' | '\u{2013}' | '/' | '(' | ')' | '.' => {}
            _ => return None,
        }
    }
    // "+49 (0) 6051": the zero in brackets is not dialled from abroad.
    if number.starts_with('+') && trimmed.contains("(0)") {
        number = number.replacen('0', "", 1);
    }
    let digits = number.trim_start_matches('+').len();
    (5..=15).contains(&digits).then_some(number)
}

/// A web address, as printed, with its host in lower case.
pub fn url(printed: &str) -> Option<String> {
    let trimmed = printed.trim().trim_matches(['<', '>', '(', ')', ',', ';', '.']);
    let (scheme, rest) = match trimmed.find("://") {
        Some(at) => trimmed.split_at(at + 3),
        None => ("", trimmed),
    };
    if !matches!(scheme.to_ascii_lowercase().as_str(), "" | "http://" | "https://") {
        return None;
    }
    let host_end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let named = is_domain(host) || !scheme.is_empty() && host.eq_ignore_ascii_case("localhost");
    let clean = !path.chars().any(|c| c.is_whitespace() || c.is_control() || c == '@');
    (named && clean && trimmed.len() <= 500)
        .then(|| format!("{}{}{path}", scheme.to_ascii_lowercase(), host.to_lowercase()))
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let well_formed = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
    };
    labels.len() >= 2
        && labels.iter().all(well_formed)
        && labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Info@Example.COM,", Some("Info@example.com"))]
    #[case("<a.b@c-d.de>", Some("a.b@c-d.de"))]
    #[case("a@b", None)]
    #[case("@b.de", None)]
    fn e_mail_addresses(#[case] printed: &str, #[case] expected: Option<&str>) {
        assert_eq!(email(printed).as_deref(), expected);
    }

    #[rstest]
    #[case("+49 (0) 6051 916 44-10", Some("+4960519164410"))]
    #[case("(555) 23 78 -0", Some("55523780"))]
    #[case("123", None)]
    #[case("12/03/2017 10:00", None)]
    fn telephone_numbers(#[case] printed: &str, #[case] expected: Option<&str>) {
        assert_eq!(phone(printed).as_deref(), expected);
    }

    #[rstest]
    #[case("www.Example.com/Path", Some("www.example.com/Path"))]
    #[case("HTTP://localhost/", Some("http://localhost/"))]
    #[case("1.234,50", None)]
    #[case("ftp://example.com", None)]
    #[case("a@example.com", None)]
    fn web_addresses(#[case] printed: &str, #[case] expected: Option<&str>) {
        assert_eq!(url(printed).as_deref(), expected);
    }

    proptest! {
        #[test]
        fn no_text_makes_them_panic(text in "\\PC{0,60}") {
            let _ = (email(&text), phone(&text), url(&text));
        }
    }
}
