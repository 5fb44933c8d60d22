//! Samples with the placeholders of Microsoft's validator: `crew-{%generateRandomNumber 6%}`.

use std::str::FromStr;

use super::serial::{ALPHANUMERIC, LETTERS, SPECIAL, Serial};
use crate::text::nearest;

/// What a placeholder makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    String,
    Number,
    AlphaNumeric,
    Special,
}

const NAMES: [(&str, Kind); 4] = [
    ("generateRandomString", Kind::String),
    ("generateRandomNumber", Kind::Number),
    ("generateAlphaNumeric", Kind::AlphaNumeric),
    ("generateAlphaNumericWithSpecialCharacters", Kind::Special),
];

/// Longer values than this are a slip of the pen.
const LONGEST: usize = 1000;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Random(Kind, usize),
}

/// A sample: text and placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

/// What is wrong with a placeholder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateError {
    /// Byte position in the sample.
    pub position: usize,
    /// What is wrong there.
    pub message: String,
}

impl FromStr for Template {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find("{%").map(|found| at + found) {
            pieces.push(Piece::Text(text[at..open].to_owned()));
            let fail = |message: String| TemplateError { position: open, message };
            let inner = &text[open + 2..];
            let end =
                inner.find("%}").ok_or_else(|| fail("the placeholder '{%' is not closed by '%}'".into()))?;
            pieces.push(placeholder(&inner[..end]).map_err(fail)?);
            at = open + 2 + end + 2;
        }
        pieces.push(Piece::Text(text[at..].to_owned()));
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        Ok(Self(pieces))
    }
}

/// What stands between `{%` and `%}`.
fn placeholder(inner: &str) -> Result<Piece, String> {
    let mut words = inner.split_whitespace();
    let name = words.next().unwrap_or_default();
    let Some((_, kind)) = NAMES.iter().find(|(known, _)| *known == name) else {
        let hint = match nearest(name, NAMES.iter().map(|(name, _)| *name)) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("there are {}", NAMES.map(|(name, _)| name).join(", ")),
        };
        return Err(format!("there is no placeholder '{name}', {hint}"));
    };
    let length = words.next().unwrap_or_default();
    let number = length.parse().ok().filter(|n| (1..=LONGEST).contains(n) && words.next().is_none());
    let number = number.ok_or_else(|| {
        format!("{name} takes one length from 1 to {LONGEST}, as in {{%{name} 6%}}, not '{}'", inner.trim())
    })?;
    Ok(Piece::Random(*kind, number))
}

impl Template {
    /// The sample itself, where it has no placeholder.
    pub(in crate::suite) fn constant(&self) -> Option<String> {
        match self.0.as_slice() {
            [] => Some(String::new()),
            [Piece::Text(text)] => Some(text.clone()),
            _ => None,
        }
    }

    /// How many characters it makes.
    pub(in crate::suite) fn length(&self) -> usize {
        let length = |piece: &Piece| match piece {
            Piece::Text(text) => text.chars().count(),
            Piece::Random(_, length) => *length,
        };
        self.0.iter().map(length).sum()
    }

    /// The text of that serial.
    pub(super) fn fill(&self, serial: Serial) -> String {
        let fill = |(number, piece): (usize, &Piece)| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Random(Kind::String, length) => serial.part(number).letters(*length, LETTERS),
            Piece::Random(Kind::Number, length) => serial.part(number).digits(*length),
            Piece::Random(Kind::AlphaNumeric, length) => serial.part(number).letters(*length, ALPHANUMERIC),
            Piece::Random(Kind::Special, length) => serial.part(number).letters(*length, SPECIAL),
        };
        self.0.iter().enumerate().map(fill).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial() -> Serial {
        Serial::new("spabcdefgh", "title", 3, false)
    }

    #[test]
    fn the_placeholders_of_the_validator() {
        let fill = |text: &str| text.parse::<Template>().unwrap().fill(serial());
        let number = fill("crew-{%generateRandomNumber 6%}/x");
        assert!(number.starts_with("crew-") && number.ends_with("/x") && number.len() == 13, "{number}");
        assert!(number[5..11].bytes().all(|b| b.is_ascii_digit()));
        assert!(fill("{%generateRandomString 12%}").chars().all(|c| c.is_ascii_alphabetic()));
        assert!(fill("{% generateAlphaNumeric 20 %}").chars().all(|c| c.is_ascii_alphanumeric()));
        let long = fill("{%generateAlphaNumericWithSpecialCharacters 200%}");
        assert!(long.len() == 200 && long.chars().any(|c| c.is_ascii_punctuation()), "{long}");
        let twice = fill("{%generateRandomNumber 4%} {%generateRandomNumber 4%}");
        assert_ne!(twice[..4], twice[5..]);
        assert_eq!(fill("søk 100 % {x}"), "søk 100 % {x}");
    }

    #[test]
    fn mistakes_name_their_place() {
        let error = |text: &str| {
            let error = text.parse::<Template>().unwrap_err();
            (error.position, error.message)
        };
        assert_eq!(
            error("ø{%generateRandomNumber 6"),
            (2, "the placeholder '{%' is not closed by '%}'".into())
        );
        let (at, message) = error("x{%generateRandomNumbers 6%}");
        assert!(at == 1 && message.ends_with("did you mean 'generateRandomNumber'?"), "{message}");
        assert!(error("{%%}").1.contains("there are generateRandomString,"));
        for bad in ["", " 0", " x", " 6 7", " -1", " 1001", " 99999999999999999999999"] {
            let (_, message) = error(&format!("{{%generateAlphaNumeric{bad}%}}"));
            assert!(message.starts_with("generateAlphaNumeric takes one length from 1 to 1000"), "{message}");
        }
    }
}
