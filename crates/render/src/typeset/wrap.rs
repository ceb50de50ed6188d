//! Texts to lines of a width.

use super::face::Style;

/// The lines of a text, at most this wide; line feeds are kept, a longer word is cut.
pub(super) fn wrap(text: &str, width: f32, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        wrap_line(&printable(line), width, style, &mut lines);
    }
    lines
}

/// A line without what cannot be seen: controls become spaces, marks of direction and the like are dropped.
pub(super) fn printable(line: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    line.chars().filter(|&c| !invisible(c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn wrap_line(line: &str, width: f32, style: Style, lines: &mut Vec<String>) {
    let space = style.advance(' ');
    let mut current = String::new();
    let mut filled = 0.0;
    // A no-break space holds its words together, which is why this is not `split_whitespace`.
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let length = style.width(word);
        if !current.is_empty() && filled + space + length > width {
            lines.push(std::mem::take(&mut current));
            filled = 0.0;
        }
        if !current.is_empty() {
            current.push(' ');
            filled += space;
        }
        for c in word.chars() {
            let advance = style.advance(c);
            if length > width && !current.is_empty() && filled + advance > width {
                lines.push(std::mem::take(&mut current));
                filled = 0.0;
            }
            current.push(c);
            filled += advance;
        }
    }
    lines.push(current);
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { bold: false, size: 10.0 };

    #[test]
    fn lines_keep_the_width_and_no_character_is_lost() {
        let text = "Unterhaltungselektronikfachgeschäft, net 30 days\u{a0}from receipt 12345678901234567890";
        let lines = wrap(text, 70.0, STYLE);
        assert!(lines.iter().all(|line| STYLE.width(line) <= 70.0), "{lines:?}");
        let joined: String = lines.concat();
        assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn line_feeds_are_kept_and_controls_become_spaces() {
        assert_eq!(wrap("a\n\nb\u{1}c\u{200b}d", 500.0, STYLE), ["a", "", "b cd"]);
    }
}
