//! Apostrophes inside words, written in one way.
//!
//! Tesseract writes most of them curved, the networks all of them straight, whatever the print shows. The truths of forms,
//! pages of print and drawn pages have 41 straight ones and one curved.

/// The text with its apostrophes between letters straight; quotation marks at the edges of words stay.
pub(crate) fn straight(text: &str) -> String {
    let mut before = None;
    let mut after = text.chars().skip(1);
    text.chars()
        .map(|sign| {
            let next = after.next();
            let is_inside = [before, next].iter().all(|side| side.is_some_and(char::is_alphabetic));
            before = Some(sign);
            if sign == '’' && is_inside { '\'' } else { sign }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_between_letters_is_straight() {
        assert_eq!(straight("Unit’s"), "Unit's");
        assert_eq!(straight("rock’n’roll"), "rock'n'roll");
        assert_eq!(straight("d'Été"), "d'Été");
    }

    #[test]
    fn quotation_marks_and_feet_stay() {
        for text in ["‘quoted’", "’tis", "agents’", "5’6", "’", ""] {
            assert_eq!(straight(text), text);
        }
    }
}
