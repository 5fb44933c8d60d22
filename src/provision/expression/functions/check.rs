//! Whether a function takes the arguments it is given: their number, their kinds, and what the function itself adds.

use std::sync::Arc;

use super::super::SyntaxError;
use super::super::dotnet::{Pattern, dates};
use super::super::tree::{Argument, Call};
use super::{Complaint, Function, KEYWORDS, Parameter, ParameterKind, Repeats};
use crate::text::{count, nearest};

/// The attribute that role functions take, and they alone.
const ROLES: &str = "appRoleAssignments";

/// The call, if the function takes these arguments; each comes with its position.
pub fn check(
    function: &'static Function,
    arguments: Vec<(usize, Argument)>,
    position: usize,
) -> Result<Call, SyntaxError> {
    let (positions, arguments): (Vec<usize>, Vec<Argument>) = arguments.into_iter().unzip();
    let checked = arity(function, arguments.len())
        .and_then(|()| kinds(function, &arguments))
        .and_then(|()| (function.check)(&arguments))
        .and_then(|()| pattern(function, &arguments));
    match checked {
        Ok(pattern) => Ok(Call::new(function, arguments, pattern)),
        Err(complaint) => {
            let position =
                complaint.argument.and_then(|index| positions.get(index)).copied().unwrap_or(position);
            Err(SyntaxError { position, message: complaint.message, help: complaint.help })
        }
    }
}

/// What Microsoft's documentation advises against in this call.
pub fn remarks(call: &Call) -> Option<&'static str> {
    (call.function().remark)(call.arguments())
}

fn arity(function: &Function, given: usize) -> Result<(), Complaint> {
    let (least, most) = (function.least(), function.most());
    if given < least || given > most {
        let wanted = match (least, most) {
            (least, usize::MAX) => format!("at least {}", count(least, "argument")),
            (least, most) if least == most => count(least, "argument"),
            (least, most) => format!("{least} to {most} arguments"),
        };
        let message = format!("{} takes {wanted}, not {given}", function.name);
        return Err(Complaint::new(None, message).with_help(function.signature()));
    }
    if function.repeats == Repeats::Pair && !(given - least).is_multiple_of(2) {
        let message = format!("{} takes keys and values in pairs, the last key has no value", function.name);
        return Err(Complaint::new(given - 1, message)
            .with_help(format!("{}; an empty default keeps its comma", function.signature())));
    }
    Ok(())
}

fn kinds(function: &Function, arguments: &[Argument]) -> Result<(), Complaint> {
    for (index, argument) in arguments.iter().enumerate() {
        let Some(parameter) = function.parameter(index) else { continue };
        if let Err(reason) = kind(parameter, argument) {
            let message =
                format!("argument {} of {} ({}) {}", index + 1, function.name, parameter.name, reason.0);
            return Err(Complaint { argument: Some(index), message, help: reason.1 });
        }
    }
    Ok(())
}

/// What is wrong, and what helps.
type Reason = (String, Option<String>);

fn kind(parameter: &Parameter, argument: &Argument) -> Result<(), Reason> {
    match (argument, parameter.kind) {
        (Argument::Absent, _) if parameter.is_optional => Ok(()),
        (Argument::Absent, _) => Err(("is empty, but needed".into(), None)),
        (Argument::Comparison(_), ParameterKind::Condition) => Ok(()),
        (Argument::Comparison(_), _) => {
            Err(("is a comparison".into(), Some("comparisons are possible only in IIF and CBool".into())))
        }
        (_, ParameterKind::Compare) => compare(argument),
        (Argument::Keyword(word), _) => Err((format!("cannot be {word}"), None)),
        (Argument::Text(text), kind) => literal(kind, text),
        (Argument::Number(_), ParameterKind::List) => {
            Err(("is a number, not an attribute or a list".into(), None))
        }
        (Argument::Attribute(name), ParameterKind::Roles) if name == ROLES => Ok(()),
        (_, ParameterKind::Roles) => {
            Err(("is not the app role assignments".into(), Some(format!("write [{ROLES}]"))))
        }
        _ => Ok(()),
    }
}

fn compare(argument: &Argument) -> Result<(), Reason> {
    match argument {
        Argument::Keyword(_) => Ok(()),
        _ => Err(("is no way to compare".into(), Some(format!("write {}", KEYWORDS.join(" or "))))),
    }
}

/// A text where a parameter wants something in particular.
fn literal(kind: ParameterKind, text: &str) -> Result<(), Reason> {
    match kind {
        ParameterKind::Number if text.trim().parse::<i64>().is_err() => Err((
            "is a text, not a whole number".into(),
            Some("numbers stand without quotation marks".into()),
        )),
        ParameterKind::Date => {
            dates::parse_any(text).map(drop).map_err(|reason| (format!("is no date: {reason}"), None))
        }
        ParameterKind::List => Err(("is a text, not an attribute or a list".into(), None)),
        ParameterKind::Roles => {
            Err(("is not the app role assignments".into(), Some(format!("write [{ROLES}]"))))
        }
        ParameterKind::Interval => interval(text),
        ParameterKind::Culture if !is_culture(text) => Err((
            format!("is no culture: '{text}'"),
            Some("cultures are written as in tr-TR or en-US".into()),
        )),
        _ => Ok(()),
    }
}

fn interval(text: &str) -> Result<(), Reason> {
    let known = dates::Interval::ALL;
    if dates::Interval::of(text).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let hint = nearest(text, names.iter().copied())
        .map(|name| format!(", did you mean '{name}'?"))
        .unwrap_or_default();
    Err((format!("is no interval: '{text}'"), Some(format!("intervals are {}{hint}", names.join(", ")))))
}

/// Shaped as RFC 4646 says, or empty for the invariant culture.
fn is_culture(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    let is_language = matches!(language.len(), 2 | 3) && language.bytes().all(|b| b.is_ascii_alphabetic());
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.is_empty() || (is_language && parts.all(is_part))
}

/// The regular expression among the arguments, compiled, where it is a literal.
fn pattern(function: &Function, arguments: &[Argument]) -> Result<Option<Arc<Pattern>>, Complaint> {
    let is_pattern = |parameter: &Parameter| parameter.kind == ParameterKind::Pattern;
    let Some(index) = function.parameters.iter().position(is_pattern) else { return Ok(None) };
    let Some(Argument::Text(text)) = arguments.get(index) else { return Ok(None) };
    Pattern::new(text).map(|pattern| Some(Arc::new(pattern))).map_err(|reason| Complaint::new(index, reason))
}
