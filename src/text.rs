//! Small helpers for words: similar names, lists in sentences, cutting long text.

/// The name most like `word`, if one is similar enough to be a slip of the pen.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = names.into_iter().map(|name| (strsim::jaro_winkler(&word, &name.to_lowercase()), name));
    scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// `1 check`, `2 checks`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// The text, cut to at most `length` characters with an ellipsis.
pub fn cut(text: &str, length: usize) -> String {
    // No further than to what is cut off: the text may be very long.
    if text.chars().nth(length).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(length.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// Line and column, both from 1, of a byte position; the column counts characters.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let end = (0..=at.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let before = &text[..end];
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}

/// Characters a terminal or a log would act on are shown, not obeyed: controls, and what turns the direction of the text
/// around it or ends a line unseen.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

fn acts(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || matches!(c, '\u{2028}' | '\u{2029}') || (c.is_control() && c != '\n')
}

/// The text in one line, with nothing that a terminal or a log would act on.
pub fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(nearest("rhombus", ["entra", "rhombus-systems"]), Some("rhombus-systems"));
        assert_eq!(nearest("zzz", ["entra", "rfpio"]), None);
        assert_eq!((count(1, "check"), count(0, "check")), ("1 check".into(), "0 checks".into()));
        assert_eq!(cut("Sølvi", 3), "Sø…");
        assert_eq!(printable("a\u{1b}[31mb"), "a\u{fffd}[31mb");
        assert_eq!(printable("exe.\u{202e}fdp"), "exe.\u{fffd}fdp");
        assert_eq!(one_line("a\nb\u{2028}c"), "a b\u{fffd}c");
    }
}
