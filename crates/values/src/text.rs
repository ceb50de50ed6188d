//! Plain text.

/// White space joined to single spaces, control characters dropped; `None` when nothing is left.
pub fn canonical(printed: &str) -> Option<String> {
    let mut text = String::with_capacity(printed.len());
    for word in printed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_joined_and_control_characters_go() {
        assert_eq!(canonical(" Bei \n Spiel\u{0}GmbH ").as_deref(), Some("Bei Spiel GmbH"));
        assert_eq!(canonical("\t\n"), None);
    }
}
