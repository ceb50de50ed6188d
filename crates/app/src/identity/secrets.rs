//! Random secrets, and what is stored instead of them.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::AppError;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// 30 characters of 62 are 178 random bits; 128 would be enough against guessing, 160 is what we promise.
const SECRET_LENGTH: usize = 30;

/// Six characters of 62: a typing mistake passes once in 5·10¹⁰, so a key scanner can tell ours from noise.
const CHECKSUM_LENGTH: usize = 6;

/// Characters of a secret.
pub(crate) const LENGTH: usize = SECRET_LENGTH + CHECKSUM_LENGTH;

/// Digits of a fingerprint: enough to tell the few peppers of an installation apart.
const FINGERPRINT_DIGITS: usize = 16;

/// The server's key for the HMAC of API key secrets: a stolen database alone cannot check guesses.
#[derive(Clone)]
pub struct Pepper {
    bytes: [u8; 32],
    id: std::sync::Arc<str>,
}

impl Pepper {
    /// Reads the file, or makes it (only its owner may read it).
    ///
    /// # Errors
    /// When the file cannot be read or written, or has not 32 bytes.
    pub fn load(path: &Path) -> Result<Self, AppError> {
        let failed = |source| AppError::Setup { what: format!("the pepper file {}", path.display()), source };
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Ok(mut file) => {
                let bytes: [u8; 32] = rand::random();
                file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
                Ok(Self::new(bytes))
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let bytes = std::fs::read(path).map_err(failed)?;
                let bytes = bytes.try_into().map_err(|_| failed(ErrorKind::InvalidData.into()))?;
                Ok(Self::new(bytes))
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// A pepper from 64 hex digits, for several servers on one database.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits: Vec<u8> =
            text.trim().chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        (digits.len() == 64).then(|| bytes.try_into().ok().map(Self::new)).flatten()
    }

    fn new(bytes: [u8; 32]) -> Self {
        let digest = mac(&bytes, "perigee: fingerprint of a pepper, version 1");
        let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { bytes, id: digits[..FINGERPRINT_DIGITS].into() }
    }

    /// A new one.
    pub(crate) fn random() -> Self {
        Self::new(rand::random())
    }

    /// Its fingerprint: tells peppers apart and nothing about them.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// As it is given from outside. To be shown once, to whoever has to keep it.
    pub(crate) fn hex(&self) -> String {
        self.bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What is stored of an API key's secret.
    pub(crate) fn mac(&self, secret: &str) -> Vec<u8> {
        mac(&self.bytes, secret)
    }

    /// Whether this is the secret, in a time that does not depend on how much of it is right.
    pub(crate) fn matches(&self, secret: &str, stored: &[u8]) -> bool {
        self.mac(secret).ct_eq(stored).into()
    }
}

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pepper({}…)", self.id)
    }
}

fn mac(key: &[u8; 32], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// A new secret: random characters and their checksum.
pub(crate) fn new_secret() -> String {
    let mut secret = String::with_capacity(LENGTH);
    while secret.len() < SECRET_LENGTH {
        let byte: u8 = rand::random();
        // Bytes from 248 up would make the first characters of the alphabet more likely.
        if byte < 248 {
            secret.push(ALPHABET[usize::from(byte % 62)].into());
        }
    }
    let checksum = checksum(&secret);
    secret + &checksum
}

/// Whether a text has the form of a secret, before anything is looked up.
pub(crate) fn is_well_formed(secret: &str) -> bool {
    secret.len() == LENGTH
        && secret.bytes().all(|byte| ALPHABET.contains(&byte))
        && checksum(&secret[..SECRET_LENGTH]) == secret[SECRET_LENGTH..]
}

fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().take(CHECKSUM_LENGTH).map(|byte| char::from(ALPHABET[usize::from(byte % 62)])).collect()
}

/// What is stored of a session's or link's token: they are random, so a fast hash is enough.
pub(crate) fn hash_token(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_well_formed_and_a_mistyped_one_is_not() {
        let secret = new_secret();
        assert!(is_well_formed(&secret));
        let mistyped = format!("{}{}", if secret.starts_with('A') { 'B' } else { 'A' }, &secret[1..]);
        assert!(!is_well_formed(&mistyped));
        assert!(!is_well_formed("é"));
        assert_ne!(secret, new_secret());
    }

    #[test]
    fn a_pepper_file_is_made_once_and_is_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pepper");
        let first = Pepper::load(&path).unwrap();
        let second = Pepper::load(&path).unwrap();
        assert!(second.matches("secret", &first.mac("secret")));
        assert!(!second.matches("Secret", &first.mac("secret")));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_pepper_reads_from_64_hex_digits_only() {
        assert!(Pepper::from_hex(&"0f".repeat(32)).is_some());
        assert!(Pepper::from_hex(&"0f".repeat(31)).is_none());
        assert!(Pepper::from_hex(&"xy".repeat(32)).is_none());
    }
}
