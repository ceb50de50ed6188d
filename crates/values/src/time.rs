//! Times of day.

/// `HH:MM` or `HH:MM:SS` in 24 hours; reads `8:13:39 PM`, `20.13`, `20h13`, `8:13 Uhr`.
pub fn canonical(printed: &str) -> Option<String> {
    let lower = printed.trim().to_ascii_lowercase();
    if lower.len() > 24 {
        return None;
    }
    let afternoon = ends_with_half(&lower, 'p');
    let morning = ends_with_half(&lower, 'a');
    let digits = lower.trim_end_matches(|c: char| !c.is_ascii_digit());
    let suffix = lower[digits.len()..].trim().replace(['.', ' '], "");
    if !matches!(suffix.as_str(), "" | "am" | "pm" | "a" | "p" | "h" | "uhr") {
        return None;
    }
    let parts: Vec<&str> = digits.split([':', '.', 'h']).collect();
    if !(2..=3).contains(&parts.len()) || parts.iter().skip(1).any(|part| part.len() != 2) {
        return None;
    }
    let numbers: Vec<u8> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hour, minute, rest @ ..] = numbers.as_slice() else { return None };
    let mut hour = *hour;
    match (afternoon, morning) {
        (true, _) if hour < 12 => hour += 12,
        (_, true) if hour == 12 => hour = 0,
        _ => {}
    }
    if hour > 23 || *minute > 59 || rest.first().is_some_and(|second| *second > 59) {
        return None;
    }
    Some(match rest.first() {
        Some(second) => format!("{hour:02}:{minute:02}:{second:02}"),
        None => format!("{hour:02}:{minute:02}"),
    })
}

fn ends_with_half(lower: &str, half: char) -> bool {
    let letters: String = lower.chars().filter(|c| c.is_ascii_alphabetic()).collect();
    letters.strip_suffix('m').unwrap_or(&letters).ends_with(half)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("8:13:39 PM", Some("20:13:39"))]
    #[case("12:05 am", Some("00:05"))]
    #[case("20h13", Some("20:13"))]
    #[case("08.05 Uhr", Some("08:05"))]
    #[case("24:00", None)]
    #[case("7:5", None)]
    #[case("pm", None)]
    fn times_become_24_hours(#[case] printed: &str, #[case] expected: Option<&str>) {
        assert_eq!(canonical(printed).as_deref(), expected);
    }
}
