//! `Replace` and its five modes, which the parameters given decide.

use super::super::EvaluationError;
use super::super::evaluate::{Arguments, TOO_LONG};
use super::super::tree::Argument;
use super::super::value::{MAX_BYTES, Value};
use super::{Complaint, Function, PLAIN, Parameter, ParameterKind, any, optional, parameter, text};

type Result = std::result::Result<Value, EvaluationError>;

const OLD: usize = 1;
const PATTERN: usize = 2;
const GROUP: usize = 3;
const NEW: usize = 4;
const OTHER: usize = 5;
const TEMPLATE: usize = 6;

/// Keys of two parameters are those that Microsoft Graph's reference of the parse function shows.
const PARAMETERS: [Parameter; 7] = [
    any("source"),
    Parameter { key: "Find", ..optional(text("oldValue")) },
    optional(parameter("regexPattern", ParameterKind::Pattern)),
    optional(text("regexGroupName")),
    Parameter { key: "Replacement", ..optional(text("replacementValue")) },
    optional(text("replacementAttributeName")),
    optional(text("template")),
];

pub(super) static FUNCTIONS: [Function; 1] = [Function {
    name: "Replace",
    parameters: &PARAMETERS,
    summary: "Replaces a text, or what a regular expression matches; or puts the source into a template; or takes part of another attribute when there is no source.",
    examples: &[
        ("Replace([mail], \"@tern.example\", , , \"\", , )", "mira.solberg"),
        ("Replace([mailNickname], \"<n>\", , , , , \"crew-<n>\")", "crew-mira"),
        ("Replace([telephoneNumber], , \"[^0-9]\", , \"\", , )", "4755010203"),
        ("Replace(\"Solberg, Mira\", , \"(?<l>\\\\w+), (?<f>\\\\w+)\", , \"${f} ${l}\")", "Mira Solberg"),
        ("Replace([userPrincipalName], , \"(?<tail>@.*)\", \"tail\", \"\", , )", "mira"),
        ("Replace([fax], , \"\\\\+(?<cc>\\\\d+ )(?<nr>\\\\d{8})\", \"nr\", , [mobile], )", "40010203"),
    ],
    evaluate: replace,
    check: check_mode,
    ..PLAIN
}];

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Text,
    Template,
    Pattern,
    Group,
    Other,
}

/// The mode of what is given, by position in the parameters.
fn mode(is_given: impl Fn(usize) -> bool) -> Option<Mode> {
    let given: Vec<usize> = (OLD..=TEMPLATE).filter(|index| is_given(*index)).collect();
    match given.as_slice() {
        [OLD, NEW] => Some(Mode::Text),
        [OLD, TEMPLATE] => Some(Mode::Template),
        [PATTERN, NEW] => Some(Mode::Pattern),
        [PATTERN, GROUP, NEW] => Some(Mode::Group),
        [PATTERN, GROUP, OTHER] => Some(Mode::Other),
        _ => None,
    }
}

fn replace(arguments: &Arguments) -> Result {
    match mode(|index| arguments.is_given(index)) {
        Some(Mode::Text) => replace_text(arguments),
        Some(Mode::Template) => fill_template(arguments),
        Some(Mode::Pattern) => {
            let (pattern, new) = (arguments.pattern(PATTERN)?, arguments.text_or_empty(NEW)?);
            arguments.each(|text| pattern.replace(text, &new, MAX_BYTES))
        }
        Some(Mode::Group) => replace_group(arguments),
        Some(Mode::Other) => take_from_other(arguments),
        None => Err(arguments.fail("the parameters given belong together in none of its five modes")),
    }
}

fn replace_text(arguments: &Arguments) -> Result {
    let (old, new) = (arguments.text_or_empty(OLD)?, arguments.text_or_empty(NEW)?);
    arguments.each(|text| substituted(text, &old, &new))
}

/// The source takes the place of the old value in the template.
fn fill_template(arguments: &Arguments) -> Result {
    let (old, template) = (arguments.text_or_empty(OLD)?, arguments.text_or_empty(TEMPLATE)?);
    arguments.each(|text| substituted(&template, &old, text))
}

fn substituted(text: &str, old: &str, new: &str) -> std::result::Result<String, String> {
    if old.is_empty() {
        return Err("the old value is empty".into());
    }
    let bytes = text.matches(old).count().saturating_mul(new.len());
    if bytes > MAX_BYTES { Err(TOO_LONG.into()) } else { Ok(text.replace(old, new)) }
}

fn replace_group(arguments: &Arguments) -> Result {
    let pattern = arguments.pattern(PATTERN)?;
    let (group, new) = (arguments.text_or_empty(GROUP)?, arguments.text_or_empty(NEW)?);
    if !pattern.has_group(&group) {
        return Err(arguments.fail(&no_group(&group)));
    }
    arguments.each(|text| pattern.replace_group(text, &group, &new, MAX_BYTES))
}

/// The source, where there is one; else what the group matches in the other attribute, or null.
fn take_from_other(arguments: &Arguments) -> Result {
    let source = arguments.value(0)?;
    if !source.is_null_or_empty() {
        return Ok(source);
    }
    let (pattern, group) = (arguments.pattern(PATTERN)?, arguments.text_or_empty(GROUP)?);
    if !pattern.has_group(&group) {
        return Err(arguments.fail(&no_group(&group)));
    }
    let Some(other) = arguments.text(OTHER)? else { return Ok(Value::Null) };
    let found = pattern.group(&other, &group).map_err(|reason| arguments.fail(&reason))?;
    Ok(found.map_or(Value::Null, Value::Text))
}

fn no_group(name: &str) -> String {
    format!("the regular expression has no group '{name}'; a group is named (?<{name}>…)")
}

fn check_mode(arguments: &[Argument]) -> std::result::Result<(), Complaint> {
    let given = |index: usize| arguments.get(index).filter(|argument| **argument != Argument::Absent);
    if mode(|index| given(index).is_some()).is_none() {
        return Err(Complaint::new(
            None,
            "the parameters of Replace belong together in none of its five modes",
        )
        .with_help(
            "give oldValue and replacementValue; oldValue and template; regexPattern and replacementValue; \
             regexPattern, regexGroupName and replacementValue; or regexPattern, regexGroupName and \
             replacementAttributeName, and leave the others empty",
        ));
    }
    match given(OLD) {
        Some(Argument::Text(old)) if old.is_empty() => {
            Err(Complaint::new(OLD, "the old value of Replace is empty"))
        }
        _ => check_group(given(PATTERN), given(GROUP)),
    }
}

fn check_group(pattern: Option<&Argument>, group: Option<&Argument>) -> std::result::Result<(), Complaint> {
    let (Some(Argument::Text(pattern)), Some(Argument::Text(group))) = (pattern, group) else {
        return Ok(());
    };
    match super::super::dotnet::Pattern::new(pattern) {
        Ok(compiled) if !compiled.has_group(group) => Err(Complaint::new(GROUP, no_group(group))),
        _ => Ok(()),
    }
}
