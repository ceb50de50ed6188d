//! Enumerations and truth values.

use crate::fold;

/// The literal that the text spells, whatever its case and punctuation.
pub fn find(printed: &str, literals: &[String]) -> Option<String> {
    let folded = fold(printed);
    literals.iter().find(|literal| fold(literal) == folded && !folded.is_empty()).cloned()
}

/// Yes or no in English, German, French and Polish.
pub fn boolean(printed: &str) -> Option<bool> {
    match fold(printed).as_str() {
        "true" | "yes" | "y" | "ja" | "oui" | "tak" | "x" | "1" => Some(true),
        "false" | "no" | "n" | "nein" | "non" | "nie" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_found_in_any_spelling() {
        let literals = ["credit_note".to_owned(), "invoice".to_owned()];
        assert_eq!(find("Credit Note", &literals).as_deref(), Some("credit_note"));
        assert_eq!(find("order", &literals), None);
        assert_eq!(find("…", &literals), None);
    }

    #[test]
    fn truth_is_read_in_four_languages() {
        assert_eq!(boolean("Tak"), Some(true));
        assert_eq!(boolean("nein"), Some(false));
        assert_eq!(boolean("perhaps"), None);
    }
}
