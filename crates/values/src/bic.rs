//! Bank identifier codes.

/// Upper case, without spaces; `None` when it is not 4 letters, 2 letters, 2 or 5 letters or digits.
pub fn canonical(printed: &str) -> Option<String> {
    let bic: String =
        printed.trim().chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let is_shaped = matches!(bic.len(), 8 | 11)
        && bic.bytes().take(6).all(|b| b.is_ascii_uppercase())
        && bic.bytes().skip(6).all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    is_shaped.then_some(bic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_or_eleven_characters_make_a_bic() {
        assert_eq!(canonical("cobadeffxxx").as_deref(), Some("COBADEFFXXX"));
        assert_eq!(canonical("INGB NL 2A").as_deref(), Some("INGBNL2A"));
        assert_eq!(canonical("COBADEFF1"), None);
        assert_eq!(canonical("C0BADEFF"), None);
        assert_eq!(canonical("ÄÖÜÄÖÜÄÖ"), None);
    }
}
