//! Codes of a second factor that change with time (RFC 6238): SHA-1, six digits, 30 seconds, as every app knows them.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

/// Length of a time step.
const STEP_S: i64 = 30;

/// Steps before and after the present one that count too: clocks differ, and people type slowly. RFC 6238 advises one.
const STEPS_AROUND: i64 = 1;

/// 160 bits, as RFC 4226 recommends.
pub(crate) const SECRET_BYTES: usize = 20;

/// The step whose code this is, if it is one of those around now.
pub(crate) fn step_of(secret: &[u8], code: &str, now_ms: i64) -> Option<i64> {
    let now = now_ms.div_euclid(1_000 * STEP_S);
    let steps = now - STEPS_AROUND..=now + STEPS_AROUND;
    // All are compared, so that the time does not tell which one was near.
    steps.fold(None, |found, step| {
        let is_code = bool::from(code_at(secret, step).as_bytes().ct_eq(code.as_bytes()));
        if is_code { Some(step) } else { found }
    })
}

/// The code of a step.
pub(crate) fn code_at(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash[hash.len() - 1] & 0xf);
    let number = hash[offset..offset + 4].iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// The secret as apps take it: base 32 without padding (RFC 4648).
pub(crate) fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits = bytes.len() * 8;
    let bit = |at: usize| at < bits && bytes[at / 8] >> (7 - at % 8) & 1 == 1;
    let digit = |at: usize| (at..at + 5).fold(0, |digit, at| digit << 1 | usize::from(bit(at)));
    (0..bits).step_by(5).map(|at| char::from(ALPHABET[digit(at)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's test vectors.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_the_rfc() {
        for (at_s, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(code_at(SECRET, at_s / STEP_S), code);
        }
    }

    #[test]
    fn a_code_counts_one_step_before_and_after_its_own_and_no_longer() {
        let at = |seconds: i64| step_of(SECRET, "287082", seconds * 1_000);
        assert_eq!((at(0), at(59), at(89), at(90)), (Some(1), Some(1), Some(1), None));
        assert_eq!(step_of(SECRET, "28708", 59_000), None);
        assert_eq!(step_of(SECRET, "", 59_000), None);
    }

    #[test]
    fn base_32_is_that_of_the_rfc() {
        for (text, encoded) in [("", ""), ("f", "MY"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(text.as_bytes()), encoded);
        }
    }
}
