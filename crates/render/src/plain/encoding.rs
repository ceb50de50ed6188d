//! Bytes of text to characters.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

/// Letters of Windows-1250 (ł, ą, ż, ź, Ł, Ż) that are signs in Windows-1252 (³, ¹, ¿, Ÿ, £, ¯), which do not stand
/// inside words.
const CENTRAL_EUROPEAN: [u8; 6] = [0xb3, 0xb9, 0xbf, 0x9f, 0xa3, 0xaf];

/// The characters of a text: as a byte order mark says, else UTF-8 where it is that, else the code page of Western
/// or of Central Europe, whichever makes words.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let (encoding, marks) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => (code_page(bytes), 0),
    };
    let rest = bytes.get(marks..).unwrap_or_default();
    encoding.decode_without_bom_handling(rest).0.into_owned()
}

/// The characters of a text that names its encoding, if the name is known and not contradicted.
pub(crate) fn decode_as(bytes: &[u8], label: Option<&[u8]>) -> String {
    let named = label.and_then(Encoding::for_label).filter(|named| ![UTF_16LE, UTF_16BE].contains(named));
    match named {
        Some(encoding) if encoding != UTF_8 && Encoding::for_bom(bytes).is_none() => {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        _ => decode(bytes),
    }
}

fn code_page(bytes: &[u8]) -> &'static Encoding {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0xc0;
    let inside_words = bytes.windows(3).filter(|window| {
        matches!(window, [before, sign, after] if CENTRAL_EUROPEAN.contains(sign) && is_letter(before) && is_letter(after))
    });
    if inside_words.take(2).count() > 0 { WINDOWS_1250 } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_code_pages_are_told_apart() {
        assert_eq!(decode("\u{feff}Größe".as_bytes()), "Größe");
        assert_eq!(decode(&[0xff, 0xfe, b'a', 0, b'b', 0]), "ab");
        assert_eq!(decode(&[0xfe, 0xff, 0, b'a']), "a");
        assert_eq!(decode(b"Gr\xf6\xdfe 5 m\xb3"), "Größe 5 m³");
        assert_eq!(decode(b"ca\xb3kowita op\xb3ata"), "całkowita opłata");
    }

    #[test]
    fn a_name_of_an_encoding_is_believed_unless_the_bytes_say_otherwise() {
        assert_eq!(decode_as(b"\xb1", Some(b"iso-8859-2")), "ą");
        assert_eq!(decode_as("ą".as_bytes(), Some(b"utf-8")), "ą");
        assert_eq!(decode_as(b"\xe4", Some(b"utf-8")), "ä");
        assert_eq!(decode_as(b"\xe4", Some(b"no-such-name")), "ä");
    }
}
