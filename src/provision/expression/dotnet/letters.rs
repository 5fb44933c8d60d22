//! Letter case. .NET maps a character to one character, and leaves those alone that would become several; in no culture
//! but the Turkic ones does the dotless i have a capital or the dotted I a small letter.

use std::sync::LazyLock;

use fancy_regex::Regex;

/// The small letter.
pub(in super::super) fn lower(c: char) -> char {
    single(c, c.to_lowercase())
}

/// The capital.
pub(in super::super) fn upper(c: char) -> char {
    if c == 'ı' { c } else { single(c, c.to_uppercase()) }
}

/// The small letter in Turkish and Azerbaijani.
pub(in super::super) fn lower_turkic(c: char) -> char {
    match c {
        'I' => 'ı',
        'İ' => 'i',
        _ => lower(c),
    }
}

/// The capital in Turkish and Azerbaijani.
pub(in super::super) fn upper_turkic(c: char) -> char {
    match c {
        'i' => 'İ',
        'ı' => 'I',
        _ => upper(c),
    }
}

fn single(c: char, mut mapped: impl ExactSizeIterator<Item = char>) -> char {
    if mapped.len() == 1 { mapped.next().unwrap_or(c) } else { c }
}

/// Capitals at the beginning of words as `ToTitleCase` finds them, all other letters small. A word begins with a letter;
/// an apostrophe within it does not end it.
pub(in super::super) fn title(text: &str) -> String {
    let mut in_word = false;
    let mut titled = String::with_capacity(text.len());
    for c in text.chars() {
        titled.push(match (in_word, c.is_alphabetic()) {
            (false, true) => upper(c),
            (true, true) => lower(c),
            (_, false) => c,
        });
        in_word = if in_word { c == '\'' || !is_separator(c) } else { c.is_alphabetic() };
    }
    titled
}

/// Capitals after the separators and at the beginning, all other letters small.
pub(in super::super) fn title_by(text: &str, is_separator: impl Fn(char) -> bool) -> String {
    let mut begins = true;
    let mut titled = String::with_capacity(text.len());
    for c in text.chars() {
        titled.push(if begins { upper(c) } else { lower(c) });
        begins = is_separator(c);
    }
    titled
}

/// By Unicode category: separators, controls, formats, punctuation and symbols.
fn is_separator(c: char) -> bool {
    #[expect(clippy::unwrap_used, reason = "a constant pattern, used by the tests")]
    static SEPARATOR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\A[\p{Z}\p{Cc}\p{Cf}\p{P}\p{S}]\z").unwrap());
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric();
    }
    !c.is_alphanumeric() && SEPARATOR.is_match(c.encode_utf8(&mut [0; 4])).unwrap_or(false)
}
