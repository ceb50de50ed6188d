//! Secrets that must be read again, encrypted where they are stored: a stolen database alone does not tell them.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use uuid::Uuid;

use crate::identity::secrets::Pepper;

/// Bytes of the nonce, which stands before the ciphertext. It is random: 192 bits never meet again.
const NONCE_BYTES: usize = 24;

/// Encrypts a secret of this person. It opens for this person alone, whatever row it is copied to.
pub(crate) fn seal(pepper: &Pepper, user_id: Uuid, secret: &[u8]) -> Vec<u8> {
    let nonce: [u8; NONCE_BYTES] = rand::random();
    let payload = Payload { msg: secret, aad: user_id.as_bytes() };
    let sealed = cipher(pepper).encrypt(&XNonce::from(nonce), payload);
    let sealed = sealed.expect("a few bytes are never too long");
    [&nonce[..], &sealed].concat()
}

/// The secret of this person; `None` when the bytes were changed, are of another person, or of another pepper.
pub(crate) fn open(pepper: &Pepper, user_id: Uuid, stored: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = stored.split_first_chunk::<NONCE_BYTES>()?;
    let payload = Payload { msg: sealed, aad: user_id.as_bytes() };
    cipher(pepper).decrypt(&XNonce::from(*nonce), payload).ok()
}

/// HMAC as a key derivation: what it is for stands in the text.
fn cipher(pepper: &Pepper) -> XChaCha20Poly1305 {
    let key = pepper.mac("perigee: secrets of second factors, version 1");
    XChaCha20Poly1305::new_from_slice(&key).expect("HMAC-SHA-256 has the 32 bytes of a key")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_for_its_person_and_its_pepper_alone() {
        let (pepper, other) =
            (Pepper::from_hex(&"1a".repeat(32)).unwrap(), Pepper::from_hex(&"2b".repeat(32)).unwrap());
        let (ada, eve) = (Uuid::now_v7(), Uuid::now_v7());
        let sealed = seal(&pepper, ada, b"secret");
        assert_eq!(open(&pepper, ada, &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(open(&pepper, eve, &sealed), None);
        assert_eq!(open(&other, ada, &sealed), None);
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(open(&pepper, ada, &changed), None);
        assert_eq!(open(&pepper, ada, &sealed[..10]), None);
        assert_ne!(seal(&pepper, ada, b"secret"), sealed);
    }
}
