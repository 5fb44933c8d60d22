//! Functions that choose, and those that look at what is there.

use super::super::EvaluationError;
use super::super::evaluate::Arguments;
use super::super::lexer::Operator;
use super::super::tree::Argument;
use super::super::value::Value;
use super::{Complaint, Function, PLAIN, ParameterKind, Repeats, any, optional, parameter};

type Result = std::result::Result<Value, EvaluationError>;

pub(super) static FUNCTIONS: [Function; 11] = [
    Function {
        name: "Coalesce",
        parameters: &[any("source")],
        repeats: Repeats::Last,
        summary: "The first value that is not null; the last one serves as default and may be \"\".",
        examples: &[
            ("Coalesce([mail], [userPrincipalName])", "mira.solberg@tern.example"),
            ("Coalesce([fax], [userPrincipalName])", "mira@fjord.example"),
        ],
        evaluate: coalesce,
        ..PLAIN
    },
    Function {
        name: "IgnoreFlowIfNullOrEmpty",
        parameters: &[any("expression")],
        summary: "Leaves the attribute out of the request where the value is null or \"\".",
        examples: &[("IgnoreFlowIfNullOrEmpty([department])", "Harbour")],
        evaluate: ignore,
        ..PLAIN
    },
    Function {
        name: "IIF",
        parameters: &[
            parameter("condition", ParameterKind::Condition),
            any("valueIfTrue"),
            any("valueIfFalse"),
        ],
        summary: "The second argument where the condition holds, else the third; it fails when a side is null or \"\".",
        examples: &[
            ("IIF([country]=\"NO\", \"Nordic\", \"Other\")", "Nordic"),
            ("IIF([fax]<>\"1\", \"differs\", \"fails\")", "fails"),
        ],
        evaluate: |arguments| if arguments.truth(0)? { arguments.value(1) } else { arguments.value(2) },
        remark: unsupported_condition,
        ..PLAIN
    },
    Function {
        name: "IsNull",
        parameters: &[any("expression")],
        summary: "Whether the attribute is absent.",
        examples: &[("IsNull([fax])", "True"), ("IsNull(\"\")", "False")],
        evaluate: |arguments| Ok(Value::Boolean(arguments.value(0)?.is_null())),
        ..PLAIN
    },
    Function {
        name: "IsNullOrEmpty",
        alias: Some("IsNullorEmpty"),
        parameters: &[any("expression")],
        summary: "Whether the attribute is absent or \"\".",
        examples: &[("IsNullOrEmpty(\"\")", "True"), ("IsNullorEmpty([city])", "False")],
        evaluate: |arguments| Ok(Value::Boolean(arguments.value(0)?.is_null_or_empty())),
        ..PLAIN
    },
    Function {
        name: "IsPresent",
        parameters: &[any("expression")],
        summary: "Whether there is a value other than \"\".",
        examples: &[("IsPresent([city])", "True"), ("IsPresent([fax])", "False")],
        evaluate: |arguments| Ok(Value::Boolean(!arguments.value(0)?.is_null_or_empty())),
        ..PLAIN
    },
    Function {
        name: "IsString",
        parameters: &[any("expression")],
        summary: "Whether there is one value, which could be written as a text.",
        examples: &[("IsString([city])", "True"), ("IsString([proxyAddresses])", "False")],
        evaluate: is_string,
        ..PLAIN
    },
    Function {
        name: "Not",
        parameters: &[any("source")],
        summary: "False for True, and True for everything else.",
        examples: &[("Not([IsSoftDeleted])", "True"), ("Not(\"True\")", "False"), ("Not([fax])", "True")],
        evaluate: |arguments| Ok(Value::Boolean(arguments.text(0)?.as_deref() != Some("True"))),
        ..PLAIN
    },
    Function {
        name: "Redact",
        parameters: &[any("value")],
        summary: "The value itself; the log shows [Redact] instead.",
        examples: &[("Redact([city])", "Bergen")],
        evaluate: |arguments| arguments.value(0),
        ..PLAIN
    },
    Function {
        name: "SelectUniqueValue",
        parameters: &[any("uniqueValueRule1"), any("uniqueValueRule2")],
        repeats: Repeats::Last,
        summary: "Not for SCIM: the first value that is free in an on-premises Active Directory.",
        check: only_for_active_directory,
        ..PLAIN
    },
    Function {
        name: "Switch",
        parameters: &[any("source"), optional(any("defaultValue")), any("key"), any("value")],
        repeats: Repeats::Pair,
        summary: "The value of the key that equals the source, letter case included, else the default; the key \"\" catches null.",
        examples: &[
            ("Switch([state], \"Other\", \"VL\", \"West\", \"OS\", \"East\")", "West"),
            ("Switch([fax], \"Other\", \"\", \"None\")", "None"),
            ("Switch([state], , \"vl\", \"West\")", ""),
            ("Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")", "True"),
        ],
        evaluate: switch,
        remark: unsupported_switch,
        ..PLAIN
    },
];

fn coalesce(arguments: &Arguments) -> Result {
    for index in 0..arguments.len() {
        let value = arguments.value(index)?;
        if !value.is_null() {
            return Ok(value);
        }
    }
    Ok(Value::Null)
}

fn ignore(arguments: &Arguments) -> Result {
    let value = arguments.value(0)?;
    Ok(if value.is_null_or_empty() { Value::Ignored } else { value })
}

fn is_string(arguments: &Arguments) -> Result {
    let value = arguments.value(0)?;
    Ok(Value::Boolean(matches!(value.into_text(), Ok(Some(_)))))
}

fn switch(arguments: &Arguments) -> Result {
    let source = arguments.text_or_empty(0)?;
    for key in (2..arguments.len()).step_by(2) {
        if arguments.text_or_empty(key)? == source {
            return arguments.value(key + 1);
        }
    }
    arguments.value(1)
}

fn only_for_active_directory(_: &[Argument]) -> std::result::Result<(), Complaint> {
    let message =
        "SelectUniqueValue is only for jobs that provision to an on-premises Active Directory, not for SCIM";
    Err(Complaint::new(None, message)
        .with_help("use its first rule alone, and a matching attribute that is unique"))
}

/// Functions that look for presence; `IIF` and `Switch` are documented not to take them.
const PRESENCE: [&str; 3] = ["IsNull", "IsNullOrEmpty", "IsPresent"];

fn is_presence(argument: Option<&Argument>) -> bool {
    matches!(argument, Some(Argument::Call(call)) if PRESENCE.contains(&call.function().name))
}

fn unsupported_condition(arguments: &[Argument]) -> Option<&'static str> {
    let is_unsupported = match arguments.first() {
        Some(Argument::Comparison(comparison)) => {
            let is_empty = [&comparison.left, &comparison.right].contains(&&Argument::Text(String::new()));
            let looks = is_presence(Some(&comparison.left)) || is_presence(Some(&comparison.right));
            looks || (is_empty && matches!(comparison.operator, Operator::Equal | Operator::NotEqual))
        }
        other => is_presence(other),
    };
    is_unsupported.then_some(
        "IIF does not support IsNull, IsNullOrEmpty, IsPresent and comparisons with \"\" in its condition; \
         Switch with the key \"\" does the same",
    )
}

/// A null of the documented defect is not imitated: when it shows is not documented.
fn unsupported_switch(arguments: &[Argument]) -> Option<&'static str> {
    match arguments.first() {
        Some(Argument::Attribute(name)) if ["manager", "members"].contains(&name.as_str()) => {
            Some("Switch is not for references such as manager and members")
        }
        source if is_presence(source) => Some(
            "Switch does not support IsNull, IsNullOrEmpty and IsPresent as its source; use the key \"\"",
        ),
        Some(Argument::Attribute(name)) if name != "IsSoftDeleted" => Some(
            "Microsoft documents that Switch can come to null in an update that does not change its source; \
             nested IIF does not",
        ),
        _ => None,
    }
}
