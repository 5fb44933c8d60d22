//! Text in columns: wrapped by the room that a terminal gives to each character, and safe from what a tenant writes.
//!
//! Knows nothing of results; it neither cuts nor invents anything without saying so.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::text::{cut, printable};

/// What stands behind a value that was cut.
const WHOLE: &str = " whole in --format json";

/// The text in rows of at most that many columns, broken between words. A word that is longer stays whole, as it may be a
/// URL, unless it is of a script that may be broken anywhere.
pub(in crate::report) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in text.split_whitespace().flat_map(|word| pieces(word, width)) {
        match rows.last_mut() {
            Some(row) if row.is_empty() => row.push_str(&word),
            Some(row) if row.width() + 1 + word.width() <= width => {
                row.push(' ');
                row.push_str(&word);
            }
            _ => rows.push(word),
        }
    }
    rows
}

/// A word of wide characters in pieces that fit; any other word as it is.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let columns = |c: char| c.width().unwrap_or(0);
    if word.width() <= width || word.chars().all(|c| columns(c) < 2) {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for c in word.chars() {
        if used + columns(c) > width {
            pieces.push(String::new());
            used = 0;
        }
        used += columns(c);
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

/// A value that takes no more than that many characters, with a note where the whole is.
pub(in crate::report) fn noted(text: &str, length: usize) -> String {
    let shown = cut(text, length);
    if shown == text { shown } else { format!("{shown}{WHOLE}") }
}

/// Text as it may stand in a line: without controls, its direction kept to itself, and no command to a CI system.
pub(in crate::report) fn safe(text: &str) -> String {
    isolated(&inert(&printable(text)))
}

/// Text with letters that run from right to left does not pull the rest of its line along: it is isolated (UAX #9).
fn isolated(text: &str) -> String {
    if text.chars().any(runs_left) { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
}

/// Hebrew, Arabic and their neighbours, with the presentation forms.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// GitHub Actions obeys lines that begin with `::`, Azure Pipelines and its kin what stands behind `##[` or `##vso[`,
/// wherever a command printed it.
fn inert(text: &str) -> String {
    let text = text.replace("##[", "# #[").replace("##vso[", "# #vso[");
    match text.strip_prefix("::") {
        Some(rest) => format!(": :{rest}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_wrapped_between_words() {
        assert_eq!(wrap("a bb ccc dddd", 6), ["a bb", "ccc", "dddd"]);
        assert_eq!(wrap("", 6), [""]);
        assert_eq!(wrap("see https://example.com now", 6), ["see", "https://example.com", "now"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(wrap("山田 太郎 さん", 9), ["山田 太郎", "さん"]);
        assert_eq!(wrap("山田太郎さん", 5), ["山田", "太郎", "さん"]);
    }

    #[test]
    fn a_line_obeys_nobody_and_keeps_its_direction() {
        assert_eq!(safe("::error::x"), ": :error::x");
        assert_eq!(safe("a ##vso[task.complete] ##[error]b"), "a # #vso[task.complete] # #[error]b");
        assert_eq!(safe("דנה"), "\u{2068}דנה\u{2069}");
        assert_eq!(safe("Zoë"), "Zoë");
    }

    #[test]
    fn what_is_cut_says_where_the_whole_is() {
        assert_eq!(noted("abcdef", 4), "abc… whole in --format json");
        assert_eq!(noted("abcd", 4), "abcd");
    }
}
