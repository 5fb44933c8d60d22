//! Functions that put texts together and take them apart. Positions and lengths count characters; .NET counts UTF-16
//! units, which differs for characters beyond the basic plane only (half a character is nothing a request could carry).

use super::super::EvaluationError;
use super::super::dotnet::letters;
use super::super::evaluate::{Arguments, TOO_LONG};
use super::super::value::{MAX_BYTES, Value};
use super::{Complaint, Function, PLAIN, ParameterKind, Repeats, any, number, optional, parameter, text};
use crate::provision::expression::tree::Argument;

type Result = std::result::Result<Value, EvaluationError>;

pub(super) static FUNCTIONS: [Function; 7] = [
    Function {
        name: "Append",
        parameters: &[any("source"), text("suffix")],
        summary: "Adds a suffix to a text. Without source there is no value.",
        examples: &[("Append([mailNickname], \"-ext\")", "mira-ext"), ("Append([fax], \"-ext\")", "")],
        evaluate: append,
        ..PLAIN
    },
    Function {
        name: "Join",
        parameters: &[text("separator"), any("source")],
        repeats: Repeats::Last,
        summary: "Puts texts together with a separator between them; lists are spread out, empty sources left out.",
        examples: &[
            ("Join(\"-\", [city], [country])", "Bergen-NO"),
            ("Join(\", \", \"\", [surname], [fax], [givenName])", "Solberg, Mira"),
            ("Join(\"\", 1000, [proxyAddresses])", "1000SMTP:mira@fjord.examplesmtp:ms@fjord.example"),
        ],
        evaluate: join,
        ..PLAIN
    },
    Function {
        name: "Left",
        parameters: &[any("string"), number("numChars")],
        summary: "The first characters of a text; all of it for a negative number, \"\" without text.",
        examples: &[
            ("Left(\"Solberg\", 3)", "Sol"),
            ("Left(\"Solberg\", 0)", ""),
            ("Left(\"Solberg\", -1)", "Solberg"),
            ("Left(\"Solberg\", 99)", "Solberg"),
        ],
        evaluate: left,
        ..PLAIN
    },
    Function {
        name: "Mid",
        parameters: &[any("source"), number("start"), number("length")],
        summary: "Characters from a position on, the first being 1, at most as many as there are.",
        examples: &[("Mid(\"Solberg\", 4, 4)", "berg"), ("Mid(\"Solberg\", 4, 99)", "berg")],
        evaluate: mid,
        ..PLAIN
    },
    Function {
        name: "InStr",
        parameters: &[
            text("value1"),
            text("value2"),
            optional(number("start")),
            optional(parameter("compareType", ParameterKind::Compare)),
        ],
        summary: "Position of the second text in the first, counted from 1; 0 where it does not occur.",
        examples: &[
            ("InStr(\"northwind\", \"w\")", "6"),
            ("InStr(\"moonFox\", \"f\", , vbTextCompare)", "5"),
            ("InStr(\"moonFox\", \"f\", 1, vbBinaryCompare)", "0"),
            ("InStr(\"moonFox\", \"o\", 4)", "6"),
        ],
        evaluate: in_str,
        check: check_start,
        ..PLAIN
    },
    Function {
        name: "StripSpaces",
        parameters: &[any("source")],
        summary: "Removes spaces, and only these.",
        examples: &[("StripSpaces(\"a b  c\")", "abc")],
        evaluate: |arguments| arguments.each(|text| Ok(text.replace(' ', ""))),
        ..PLAIN
    },
    Function {
        name: "Word",
        parameters: &[text("string"), number("wordNumber"), text("delimiters")],
        summary: "The word of that number, counted from 1; each delimiter character separates words, \"\" where there is none.",
        examples: &[
            ("Word(\"a;b,c\", 3, \";,\")", "c"),
            ("Word(\"a b\", 3, \" \")", ""),
            ("Word(\"a b\", 0, \" \")", ""),
        ],
        evaluate: word,
        ..PLAIN
    },
];

fn append(arguments: &Arguments) -> Result {
    let suffix = arguments.text_or_empty(1)?;
    arguments.each(|text| Ok(format!("{text}{suffix}")))
}

/// Microsoft's sample with `""` as first source has no leading separator; so empty sources are left out.
fn join(arguments: &Arguments) -> Result {
    let separator = arguments.text_or_empty(0)?;
    let mut parts = Vec::new();
    for index in 1..arguments.len() {
        parts.extend(arguments.list(index)?);
    }
    if parts.is_empty() {
        return Ok(Value::Null);
    }
    parts.retain(|part| !part.is_empty());
    let bytes: usize = parts.iter().map(|part| part.len() + separator.len()).sum();
    if bytes > 2 * MAX_BYTES {
        return Err(arguments.fail(TOO_LONG));
    }
    Ok(Value::Text(parts.join(&separator)))
}

fn left(arguments: &Arguments) -> Result {
    let length = arguments.needed_number(1)?;
    let cut = |text: &str| match usize::try_from(length) {
        Ok(length) => text.chars().take(length).collect(),
        Err(_) => text.to_owned(),
    };
    or_empty(arguments.each(|text| Ok(cut(text)))?)
}

/// Beyond the documented cases as the function of the same name in Microsoft Entra Connect: a start outside the text or
/// a negative length give all of it (Microsoft Learn, "Microsoft Entra Connect Sync: Functions Reference").
fn mid(arguments: &Arguments) -> Result {
    let (start, length) = (arguments.needed_number(1)?, arguments.needed_number(2)?);
    let cut = |text: &str| match (usize::try_from(start), usize::try_from(length)) {
        (_, Ok(0)) => String::new(),
        (Ok(start @ 1..), Ok(length)) if start <= text.chars().count() => {
            text.chars().skip(start - 1).take(length).collect()
        }
        _ => text.to_owned(),
    };
    or_empty(arguments.each(|text| Ok(cut(text)))?)
}

#[expect(clippy::unnecessary_wraps, reason = "ends the functions above")]
fn or_empty(value: Value) -> Result {
    Ok(if value.is_null() { Value::Text(String::new()) } else { value })
}

/// Comparing is binary where nothing else is said; what is not found is at 0, as in Visual Basic.
fn in_str(arguments: &Arguments) -> Result {
    let start = arguments.number(2)?.unwrap_or(1);
    let Ok(skipped @ 0..) = usize::try_from(start.saturating_sub(1)) else {
        return Err(arguments.fail("the start has to be 1 or greater"));
    };
    let folds = arguments.text(3)?.as_deref() == Some("vbTextCompare");
    let characters = |index| Ok::<_, EvaluationError>(fold(&arguments.text_or_empty(index)?, folds));
    let (text, wanted) = (characters(0)?, characters(1)?);
    let rest = text.get(skipped..).unwrap_or_default();
    let found = if wanted.is_empty() { (!rest.is_empty()).then_some(0) } else { position(rest, &wanted) };
    Ok(Value::Number(found.map_or(0, |index| i64::try_from(skipped + index + 1).unwrap_or(i64::MAX))))
}

fn fold(text: &str, folds: bool) -> Vec<char> {
    text.chars().map(|c| if folds { letters::lower(c) } else { c }).collect()
}

fn position(text: &[char], wanted: &[char]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

fn check_start(arguments: &[Argument]) -> std::result::Result<(), Complaint> {
    match arguments.get(2) {
        Some(Argument::Number(..=0)) => Err(Complaint::new(2, "positions in InStr begin with 1")),
        _ => Ok(()),
    }
}

/// Several delimiters in a row separate two words, not more.
fn word(arguments: &Arguments) -> Result {
    let text = arguments.text_or_empty(0)?;
    let delimiters = arguments.text_or_empty(2)?;
    let number = arguments.number(1)?.unwrap_or(0);
    let mut words = text.split(|c| delimiters.contains(c)).filter(|word| !word.is_empty());
    let found = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1))
        .and_then(|skip| words.nth(skip));
    Ok(Value::Text(found.unwrap_or_default().to_owned()))
}
