//! What the frame header of a JPEG says, which the decoder keeps to itself.

/// The number of colours of a JPEG: 1 for grey, 3, or 4 for inks; `None` when no frame header is found.
pub(super) fn colours(bytes: &[u8]) -> Option<u8> {
    // After the start mark come segments: a mark of two bytes, the length with itself, and that much.
    let mut at = 2;
    loop {
        let [0xff, mark] = *bytes.get(at..at + 2)? else { return None };
        let length = usize::from(u16::from_be_bytes(*bytes.get(at + 2..)?.first_chunk()?));
        match mark {
            // Start of frame; C4, C8 and CC are other things. Precision, height and width come before the colours.
            0xc0..=0xcf if !matches!(mark, 0xc4 | 0xc8 | 0xcc) => return bytes.get(at + 9).copied(),
            // Start of scan: there is no header any more.
            0xda | 0xd9 => return None,
            // A fill byte stands for nothing.
            0xff => at += 1,
            _ => at += 2 + length.max(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_drawn_pictures_are_told() {
        let encode = |picture: image::DynamicImage| {
            let mut bytes = std::io::Cursor::new(Vec::new());
            picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
            bytes.into_inner()
        };
        assert_eq!(colours(&encode(image::DynamicImage::new_luma8(9, 9))), Some(1));
        let bytes = encode(image::DynamicImage::new_rgb8(9, 9));
        assert_eq!(colours(&bytes), Some(3));
        for end in 0..bytes.len() {
            colours(&bytes[..end]);
        }
    }
}
