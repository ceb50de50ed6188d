//! The form of a key: whether a text is one can be told offline, without asking any server.

use perigee_model::ApiKeyId;

use super::authenticate::prefix;
use crate::identity::secrets;

/// Characters of the secret part, its checksum included.
const SECRET_LENGTH: usize = secrets::LENGTH;

/// Hex digits of an id.
const ID_LENGTH: usize = 32;

/// What a text that has the form of a key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyForm {
    /// Whether it is a key of one process.
    pub of_process: bool,
    /// The key, if it is one: only a server knows whether it was ever made.
    pub id: ApiKeyId,
}

/// A key found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The line, from 1.
    pub line: usize,
    /// What it says.
    pub form: KeyForm,
}

impl KeyForm {
    /// Reads a whole key, `user:pass`; `None` when it is none, e.g. because a character was mistyped.
    pub fn read(key: &str) -> Option<Self> {
        let (user, secret) = key.split_once(':')?;
        let of_process = user.starts_with(prefix(true));
        let id = user.strip_prefix(prefix(of_process))?;
        let is_id = id.len() == ID_LENGTH && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_id || !secrets::is_well_formed(secret) {
            return None;
        }
        Some(Self { of_process, id: id.parse().ok()? })
    }

    /// The public part of the key.
    pub fn user(self) -> String {
        format!("{}{}", prefix(self.of_process), self.id)
    }
}

/// Every key in a text, whatever stands around it. Bytes that are no text are passed over.
pub fn scan(text: &[u8]) -> Vec<Found> {
    let lines = text.split(|byte| *byte == b'\n').enumerate();
    lines
        .flat_map(|(index, line)| {
            scan_line(line).into_iter().map(move |form| Found { line: index + 1, form })
        })
        .collect()
}

fn scan_line(line: &[u8]) -> Vec<KeyForm> {
    let length = prefix(false).len() + ID_LENGTH + 1 + SECRET_LENGTH;
    let found = line.windows(length).enumerate().filter_map(|(start, window)| {
        let before = start.checked_sub(1).and_then(|index| line.get(index));
        let goes_on = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        if !window.starts_with(b"pk_") || goes_on(before) || goes_on(line.get(start + length)) {
            return None;
        }
        KeyForm::read(std::str::from_utf8(window).ok()?)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(of_process: bool) -> String {
        format!("{}{}:{}", prefix(of_process), uuid::Uuid::now_v7().simple(), secrets::new_secret())
    }

    #[test]
    fn a_key_is_told_from_a_text_that_looks_like_one() {
        for of_process in [false, true] {
            let key = key(of_process);
            let form = KeyForm::read(&key).unwrap();
            assert_eq!(form.of_process, of_process);
            assert!(key.starts_with(&form.user()));
            for wrong in [
                key[..key.len() - 1].to_owned(),
                format!("{key}A"),
                key.replacen(':', "", 1),
                key.replacen("pk_", "sk_", 1),
                key.to_uppercase(),
                format!(" {key}"),
            ] {
                assert_eq!(KeyForm::read(&wrong), None, "{wrong}");
            }
        }
        assert_eq!(KeyForm::read(""), None);
        assert_eq!(KeyForm::read("pk_org_é:é"), None);
    }

    #[test]
    fn keys_are_found_in_any_text_with_their_lines() {
        let (first, second) = (key(false), key(true));
        let mut text = format!("# settings\nKEY=\"{first}\"\r\ncurl -u '{second}' https://x\n").into_bytes();
        text.extend([0xff, 0xfe, b'\n']);
        text.extend(format!("{first}x {}\n", &second[..second.len() - 2]).bytes());
        let found = scan(&text);
        assert_eq!(found.iter().map(|found| found.line).collect::<Vec<_>>(), [2, 3]);
        assert!(found[1].form.of_process);
        assert!(scan(b"").is_empty());
    }

    /// Bits a character, as gitleaks reckons.
    fn entropy(text: &str) -> f64 {
        let mut counts = std::collections::HashMap::new();
        text.chars().for_each(|one| *counts.entry(one).or_insert(0_u32) += 1);
        let share = |count: u32| f64::from(count) / text.len() as f64;
        counts.into_values().map(|count| -share(count) * share(count).log2()).sum()
    }

    #[test]
    fn the_rule_for_gitleaks_finds_keys_and_passes_over_near_misses() {
        let rule = include_str!("../../../../docs/gitleaks.toml");
        let between = |begin: &str, end: &str| rule.split_once(begin).unwrap().1.split_once(end).unwrap().0;
        let regex = regex::Regex::new(between("regex = '''", "'''")).unwrap();
        let least: f64 = between("entropy = ", "\n").parse().unwrap();
        let keywords = between("keywords = [", "]");
        let finds = |text: &str| {
            let secret = regex.captures(text).and_then(|found| found.get(1));
            secret.is_some_and(|secret| entropy(secret.as_str()) >= least)
        };
        for number in 0..500 {
            let key = key(number % 2 == 0);
            assert!(keywords.contains(&key[..7]));
            for text in [key.clone(), format!("KEY=\"{key}\""), format!("curl -u {key} https://x")] {
                assert!(finds(&text), "{text}");
            }
            assert!(!finds(&key[..key.len() - 1]), "too short");
            assert!(!finds(&format!("{key}0")), "too long");
            assert!(!finds(&format!("s{key}")), "part of a longer word");
            assert!(!finds(&key.replacen(':', " ", 1)));
        }
        assert!(!finds(&format!("pk_org_{}:{}", "0".repeat(32), "x".repeat(36))), "a placeholder");
        assert!(!finds(&format!("pk_usr_{}:{}", "0".repeat(32), secrets::new_secret())));
    }
}
