//! Functions that change letters.

use super::super::EvaluationError;
use super::super::dotnet::letters;
use super::super::evaluate::Arguments;
use super::super::value::Value;
use super::{Function, PLAIN, ParameterKind, any, diacritics, optional, parameter, text};

type Result = std::result::Result<Value, EvaluationError>;

pub(super) static FUNCTIONS: [Function; 4] = [
    Function {
        name: "NormalizeDiacritics",
        parameters: &[any("source")],
        summary: "Replaces letters with marks by their base letters; what Microsoft's table does not list stays.",
        examples: &[
            ("NormalizeDiacritics(\"Zoë Łuk\")", "Zoe Luk"),
            ("NormalizeDiacritics(\"Bø Æsir\")", "Boe AEsir"),
        ],
        evaluate: |arguments| arguments.each(|text| Ok(diacritics::normalize(text))),
        ..PLAIN
    },
    Function {
        name: "PCase",
        parameters: &[any("source"), optional(text("wordSeparators"))],
        summary: "A capital at the beginning of each word, all other letters small; given separators replace the default ones.",
        examples: &[
            ("PCase(\"MIRA VAN-DER\", \" \")", "Mira Van-der"),
            ("PCase(\"MIRA VAN-DER (FJORD)\")", "Mira Van-Der (Fjord)"),
        ],
        evaluate: proper_case,
        ..PLAIN
    },
    Function {
        name: "ToLower",
        parameters: &[any("source"), optional(parameter("culture", ParameterKind::Culture))],
        summary: "All letters small, by the rules of the culture, or of none.",
        examples: &[("ToLower(\"BERGEN\")", "bergen"), ("ToLower(\"IZMİR\", \"tr-TR\")", "ızmir")],
        evaluate: |arguments| cased(arguments, letters::lower, letters::lower_turkic),
        ..PLAIN
    },
    Function {
        name: "ToUpper",
        parameters: &[any("source"), optional(parameter("culture", ParameterKind::Culture))],
        summary: "All letters capital, by the rules of the culture, or of none.",
        examples: &[("ToUpper(\"bergen\")", "BERGEN"), ("ToUpper(\"izmir\", \"tr-TR\")", "İZMİR")],
        evaluate: |arguments| cased(arguments, letters::upper, letters::upper_turkic),
        ..PLAIN
    },
];

/// Turkish and Azerbaijani have an i with and one without a dot; every other culture changes letters like none.
fn cased(arguments: &Arguments, invariant: fn(char) -> char, turkic: fn(char) -> char) -> Result {
    let culture = arguments.text_or_empty(1)?.to_ascii_lowercase();
    let is_turkic = ["tr", "az"].iter().any(|language| culture.split('-').next() == Some(language));
    let change = if is_turkic { turkic } else { invariant };
    arguments.each(|text| Ok(text.chars().map(change).collect()))
}

fn proper_case(arguments: &Arguments) -> Result {
    match arguments.text(1)? {
        Some(separators) => arguments.each(|text| Ok(letters::title_by(text, |c| separators.contains(c)))),
        None => arguments.each(|text| Ok(letters::title(text))),
    }
}
