//! Codes of a second factor as an app shows them; told apart from the server's own reckoning.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

/// The code for a secret in base 32, so many steps of 30 seconds after the present one.
///
/// # Panics
/// When it is no base 32.
pub fn code(secret: &str, steps_later: i64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let step = i64::try_from(now / 30).unwrap() + steps_later;
    let mut mac = Hmac::<Sha1>::new_from_slice(&decoded(secret)).unwrap();
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 0xf);
    let number = u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

fn decoded(base32: &str) -> Vec<u8> {
    let mut bits = String::new();
    for digit in base32.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'2'..=b'7' => digit - b'2' + 26,
            other => panic!("{other} is no digit of base 32"),
        };
        bits.push_str(&format!("{value:05b}"));
    }
    let whole = bits.as_bytes().chunks_exact(8);
    whole.map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()).collect()
}
