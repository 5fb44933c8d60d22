//! Letters with marks and their base letters (Microsoft Learn, "Reference for writing expressions for attribute
//! mappings", `NormalizeDiacritics`).

/// Base letters and the letters that become them. Written with a mark of its own after the base letter, a letter
/// becomes the base letter, too.
const LETTERS: [(&str, &str); 35] = [
    ("a", "äàâãåáąăāǟǡ"),
    ("A", "ÄÀÂÃÅÁĄĂĀǞǠ"),
    ("ae", "æǣ"),
    ("AE", "ÆǢ"),
    ("c", "çčć"),
    ("C", "ÇČĆ"),
    ("d", "ďḏ"),
    ("D", "ĎḎ"),
    ("e", "ëèéêęěėēḗḕ"),
    ("E", "ËÈÉÊĘĚĖĒḖḔ"),
    ("g", "ğḡ"),
    ("G", "ĞḠ"),
    ("i", "ïîìíıī"),
    ("I", "ÏÎÌÍİĪ"),
    ("l", "ľłḹḻ"),
    ("L", "ĽŁḸḺ"),
    ("n", "ñńňṉ"),
    ("N", "ÑŃŇṈ"),
    ("o", "öòőõôóōṓṑȫǭȭȱ"),
    ("O", "ÖÒŐÕÔÓŌṒṐȪǬȬȰ"),
    ("oe", "ø"),
    ("OE", "Ø"),
    ("r", "řṟṝ"),
    ("R", "ŘṞṜ"),
    ("ss", "ß"),
    ("s", "šśșş"),
    ("S", "ŠŚȘŞ"),
    ("t", "ťțṯ"),
    ("T", "ŤȚṮ"),
    ("u", "üùûúůűūǖṻṳ"),
    ("U", "ÜÙÛÚŮŰŪǕṺṲ"),
    ("y", "ÿýȳ"),
    ("Y", "ŸÝȲ"),
    ("z", "źžżẕ"),
    ("Z", "ŹŽŻẔ"),
];

const MACRON: char = '\u{304}';

/// The text without the marks that are listed.
pub(super) fn normalize(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut after_base = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if after_base && ('\u{300}'..='\u{36f}').contains(&c) {
            continue;
        }
        match base(c, characters.peek().copied()) {
            Some(base) => normal.push_str(base),
            None => normal.push(c),
        }
        after_base = base(c, Some(MACRON)).is_some() || is_base(c);
    }
    normal
}

fn base(c: char, following: Option<char>) -> Option<&'static str> {
    match c {
        _ if c.is_ascii() => None,
        // The ligature is listed with a macron only.
        'œ' => (following == Some(MACRON)).then_some("oe"),
        'Œ' => (following == Some(MACRON)).then_some("OE"),
        _ => LETTERS.iter().find(|(_, letters)| letters.contains(c)).map(|(base, _)| *base),
    }
}

/// Whether marks written after this letter go.
fn is_base(c: char) -> bool {
    c.is_ascii() && LETTERS.iter().any(|(base, _)| base.len() == 1 && base.starts_with(c))
}
