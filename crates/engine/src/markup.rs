//! Text inside XML and HTML.

use std::borrow::Cow;

/// The text with everything escaped that means something in markup; characters that XML 1.0 cannot hold are replaced.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'') && is_allowed(c);
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            allowed if is_allowed(allowed) => safe.push(allowed),
            _ => safe.push('\u{fffd}'),
        }
    }
    Cow::Owned(safe)
}

/// Whether XML 1.0 (production 2, `Char`) may hold the character.
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(escaped("a & b"), "a &amp; b");
        assert_eq!(escaped("\"/><script>'"), "&quot;/&gt;&lt;script&gt;&#39;");
        assert_eq!(escaped("a\u{0}\u{1f}\u{ffff}é"), "a\u{fffd}\u{fffd}\u{fffd}é");
    }
}
