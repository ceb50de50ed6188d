//! JSON on standard output: as `serde_json` writes it, with a quick way for places on a page, of which a document has
//! thousands.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter};

/// Below this a number of hundredths is told apart from its neighbours by two decimals.
const EXACT_BELOW: f32 = 65_536.0;

/// Writes a value.
pub fn write(out: &mut impl Write, value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Hundredths(CompactFormatter)))
}

/// Writes numbers of whole hundredths digit by digit; they look as any other.
struct Hundredths(CompactFormatter);

impl Formatter for Hundredths {
    fn write_f32<W: ?Sized + Write>(&mut self, out: &mut W, value: f32) -> io::Result<()> {
        match Digits::of(value) {
            Some(digits) => out.write_all(&digits.text[digits.start..]),
            None => self.0.write_f32(out, value),
        }
    }
}

/// All numbers of two digits, one after another.
const PAIRS: &[u8; 200] = b"0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899";

/// Digits of a number of hundredths.
struct Digits {
    /// They stand at its end.
    text: [u8; 8],
    start: usize,
}

impl Digits {
    /// `None` when the number is another one.
    fn of(value: f32) -> Option<Self> {
        if !(value.is_sign_positive() && value < EXACT_BELOW) {
            return None;
        }
        let hundredths = (value * 100.0 + 0.5) as u32;
        if hundredths as f32 / 100.0 != value {
            return None;
        }
        let (mut whole, part) = (hundredths / 100, hundredths % 100);
        let mut digits = Self { text: [0; 8], start: 8 };
        if part % 10 == 0 {
            digits.put(b'0' + (part / 10) as u8)
        } else {
            digits.put_pair(part)
        }
        digits.put(b'.');
        while whole >= 100 {
            digits.put_pair(whole % 100);
            whole /= 100;
        }
        if whole >= 10 {
            digits.put_pair(whole)
        } else {
            digits.put(b'0' + whole as u8)
        }
        Some(digits)
    }

    fn put(&mut self, digit: u8) {
        self.start -= 1;
        self.text[self.start] = digit;
    }

    fn put_pair(&mut self, number: u32) {
        let pair = 2 * number as usize;
        self.start -= 2;
        self.text[self.start..self.start + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_without_the_quick_way() {
        let hundredths = (0..700_000_u32).step_by(7).map(|number| number as f32 / 100.0);
        let others = [0.1234, 1.0 / 3.0, 65_535.99, 65_536.25, 7e9, -1.25, -0.0, 1e-9, f32::MAX, 4242.42];
        for number in hundredths.chain(others) {
            let mut written = Vec::new();
            write(&mut written, &number).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&number).unwrap());
        }
    }
}
