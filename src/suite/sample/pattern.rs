//! Texts that match a regular expression as a whole: written from the expression's own structure, then tried.

use fancy_regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind, Repetition};

use super::serial::Serial;

/// How many repetitions beyond the least are tried, where more are allowed.
const EXTRA: [usize; 8] = [6, 4, 2, 0, 1, 9, 14, 24];

/// Longer texts are not written: no app asks for one.
const LONGEST: usize = 10_000;

/// Most parts of an expression that are written for one text. Parts that give no letter, such as an empty class, would
/// be repeated without end.
const MOST_PARTS: usize = 4 * LONGEST;

/// Most steps back in matching one text. Some hundred texts are tried, all of them short.
const MOST_STEPS: usize = 20_000;

/// A regular expression that every value matches as a whole.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    regex: Regex,
    /// Absent where the expression looks around or back, which no text is written from.
    structure: Option<Hir>,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Result<Self, String> {
        let whole = format!(r"\A(?:{text})\z");
        let regex = RegexBuilder::new(&whole).backtrack_limit(MOST_STEPS).build();
        let regex = regex.map_err(|error| error.to_string())?;
        Ok(Self { regex, structure: regex_syntax::parse(text).ok() })
    }

    /// Whether the whole text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text).unwrap_or(false)
    }

    /// Texts that match, written with the serial. Those with a marker hold it letter for letter.
    pub(super) fn texts(&self, serial: Serial, marker: Option<&str>) -> Vec<String> {
        let Some(structure) = &self.structure else { return Vec::new() };
        let mut texts: Vec<String> =
            EXTRA.iter().map(|extra| write(structure, serial, *extra, marker)).collect();
        texts.retain(|text| self.matches(text) && marker.is_none_or(|marker| text.contains(marker)));
        texts
    }
}

fn write(structure: &Hir, serial: Serial, extra: usize, marker: Option<&str>) -> String {
    let mut writer =
        Writer { text: String::new(), serial, number: serial.counter(), drawn: 0, parts: 0, extra, marker };
    writer.write(structure);
    writer.text
}

struct Writer<'a> {
    text: String,
    serial: Serial,
    /// What the choices are taken from, as the digits of a number with changing bases: other serials choose otherwise.
    number: u128,
    drawn: u64,
    /// How many parts of the expression were written or looked at.
    parts: usize,
    extra: usize,
    /// Is to be written where it fits; taken by the place that does.
    marker: Option<&'a str>,
}

impl Writer<'_> {
    fn choose(&mut self, many: usize) -> usize {
        if self.number < many as u128 {
            self.drawn += 1;
            self.number += u128::from(self.serial.mix(self.drawn, false)) << 20;
        }
        let choice = self.number % many as u128;
        self.number /= many as u128;
        usize::try_from(choice).unwrap_or(0)
    }

    fn write(&mut self, hir: &Hir) {
        self.parts += 1;
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => self.member(class),
            HirKind::Repetition(repetition) => self.repeat(repetition),
            HirKind::Capture(capture) => self.write(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.write(part)),
            HirKind::Alternation(ways) => {
                self.parts += ways.len();
                let holds = |way: &Hir| self.marker.is_some_and(|marker| has_room(way, marker));
                let way = ways.iter().position(holds).unwrap_or_else(|| self.choose(ways.len()));
                self.write(&ways[way]);
            }
        }
    }

    fn member(&mut self, class: &Class) {
        let members = usual(class);
        if !members.is_empty() {
            let choice = self.choose(members.len());
            self.text.push(members[choice]);
        }
    }

    fn repeat(&mut self, repetition: &Repetition) {
        let least = repetition.min as usize;
        let most = repetition.max.map_or(usize::MAX, |max| max as usize);
        let mut times = least.saturating_add(self.extra).min(most).min(LONGEST);
        if let (Some(marker), HirKind::Class(class)) = (self.marker, repetition.sub.kind())
            && takes(class, most, marker)
        {
            self.text.push_str(marker);
            self.marker = None;
            // What follows the marker tells the people apart.
            times = least.max(marker.len() + self.extra.max(4)).min(most) - marker.len();
        }
        for _ in 0..times {
            if self.text.len() > LONGEST || self.parts > MOST_PARTS {
                return;
            }
            self.write(&repetition.sub);
        }
    }
}

/// Whether some repetition in it can be the marker.
fn has_room(hir: &Hir, marker: &str) -> bool {
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            let most = repetition.max.map_or(usize::MAX, |max| max as usize);
            match repetition.sub.kind() {
                HirKind::Class(class) => takes(class, most, marker),
                _ => has_room(&repetition.sub, marker),
            }
        }
        HirKind::Capture(capture) => has_room(&capture.sub, marker),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().any(|part| has_room(part, marker))
        }
        _ => false,
    }
}

fn takes(class: &Class, most: usize, marker: &str) -> bool {
    let ranges = ranges(class);
    let holds = |letter: char| ranges.iter().any(|r| (r.start()..=r.end()).contains(&letter));
    most >= marker.len() && marker.chars().all(holds)
}

fn ranges(class: &Class) -> Vec<ClassUnicodeRange> {
    match class {
        Class::Unicode(class) => class.ranges().to_vec(),
        Class::Bytes(class) => {
            let ascii = class.ranges().iter().filter(|range| range.start().is_ascii());
            ascii
                .map(|r| ClassUnicodeRange::new(char::from(r.start()), char::from(r.end().min(b'~'))))
                .collect()
        }
    }
}

/// The members of a class that people write: letters and digits, else other visible characters, else what there is.
fn usual(class: &Class) -> Vec<char> {
    let ranges = ranges(class);
    let among = |all: std::ops::RangeInclusive<char>| -> Vec<char> {
        all.filter(|c| ranges.iter().any(|r| (r.start()..=r.end()).contains(c))).collect()
    };
    let plain = [among('a'..='z'), among('0'..='9'), among('A'..='Z')].concat();
    if !plain.is_empty() {
        return plain;
    }
    let visible = among('!'..='~');
    if !visible.is_empty() {
        return visible;
    }
    let first = ranges.first().map(|range| range.start()..=range.end());
    first.into_iter().flatten().take(16).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const PATTERNS: [&str; 18] = [
        r"\d{6}",
        r"[A-Z]{2}",
        r"[A-Z]{3}-\d{4}",
        r"\+[1-9]\d{6,14}",
        r"(?i)emp[0-9]{5}",
        r"[a-z][a-z0-9._-]{2,30}",
        r"[^0-9]+",
        r"[^@\s]+@[^@\s]+\.[a-z]{2,6}",
        r"(AT|CH|DE)-[0-9]{3,}",
        r"^\p{L}+$",
        r"[\u{4e00}-\u{4e10}]{2,4}",
        r".{1,20}",
        r"#[0-9a-f]{6}",
        r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)",
        r"[A-Z]*x?",
        r"\w+( \w+)*",
        r"((a|b)c){3}",
        r"[!#$%]{4}",
    ];

    fn serial(person: usize) -> Serial {
        Serial::new("spabcdefgh", "x", person, false)
    }

    #[test]
    fn what_is_written_matches() {
        for text in PATTERNS {
            let pattern = Pattern::new(text).unwrap();
            let texts = pattern.texts(serial(0), None);
            assert!(!texts.is_empty(), "{text}");
            assert!(texts.iter().all(|text| pattern.matches(text)));
        }
    }

    #[test]
    fn people_get_other_texts_where_there_is_room() {
        for text in [r"\d{6}", r"[A-Z]{3}-\d{4}", r"[a-z][a-z0-9._-]{2,30}", r"\+[1-9]\d{6,14}"] {
            let pattern = Pattern::new(text).unwrap();
            let first = |person| pattern.texts(serial(person), None).remove(0);
            assert_eq!((0..300).map(first).collect::<HashSet<_>>().len(), 300, "{text}");
        }
    }

    #[test]
    fn a_marker_stands_where_it_fits() {
        for text in [r"[a-z][a-z0-9._-]{2,30}", r"EMP-[a-z0-9]{14}", r"(\d{4}|[a-z0-9]{3,20})", r".*@x\.org"]
        {
            let pattern = Pattern::new(text).unwrap();
            let texts = pattern.texts(serial(0), Some("spabcdefgh"));
            assert!(!texts.is_empty() && texts.iter().all(|t| t.contains("spabcdefgh")), "{text} {texts:?}");
        }
        for text in [r"[A-Z]{20}", r"[a-z]{1,9}", r"\d+"] {
            assert!(Pattern::new(text).unwrap().texts(serial(0), Some("spabcdefgh")).is_empty(), "{text}");
        }
    }

    #[test]
    fn nothing_is_written_from_what_cannot_be() {
        assert!(Pattern::new("(").is_err());
        let around = Pattern::new(r"(?=.*\d)[a-z\d]{4}").unwrap();
        assert!(around.matches("ab3d") && around.texts(serial(0), None).is_empty());
        assert!(Pattern::new(r"[a&&b]x").unwrap().texts(serial(0), None).is_empty(), "an empty class");
        assert!(Pattern::new("a$b").unwrap().texts(serial(0), None).is_empty());
    }

    /// Twenty-four repetitions of each of twelve levels would take years, and so would every way to part a text.
    #[test]
    fn nothing_is_tried_without_end() {
        let nested = format!("{}[a&&b]{}", "(".repeat(12), "*)".repeat(12));
        let texts = Pattern::new(&nested).unwrap().texts(serial(0), Some("spabcdefgh"));
        assert_eq!(texts, [""; 0]);
        let around = Pattern::new("(?=a)(a+)+(?!c)b").unwrap();
        assert!(!around.matches(&"a".repeat(300)));
    }
}
