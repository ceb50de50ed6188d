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
        match text(value) {
            Some((text, length)) => out.write_all(text.get(text.len() - length..).unwrap_or_default()),
            None => self.0.write_f32(out, value),
        }
    }
}

/// The digits of a number of hundredths, at the end of the room for them, and how many they are.
fn text(value: f32) -> Option<([u8; 8], usize)> {
    if !(value.is_sign_positive() && value < EXACT_BELOW) {
        return None;
    }
    let hundredths = (value * 100.0 + 0.5) as u32;
    if hundredths as f32 / 100.0 != value {
        return None;
    }
    let (mut whole, part) = (hundredths / 100, hundredths % 100);
    let digit = |number: u32| b'0' + (number % 10) as u8;
    let mut text = [0; 8];
    let mut places = text.iter_mut().rev();
    let mut length = 0;
    let mut put = |byte: u8| {
        if let Some(place) = places.next() {
            *place = byte;
            length += 1;
        }
    };
    if part % 10 != 0 {
        put(digit(part));
    }
    put(digit(part / 10));
    put(b'.');
    loop {
        put(digit(whole));
        whole /= 10;
        if whole == 0 {
            return Some((text, length));
        }
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
