//! Functions on points in time. Texts without an offset are in UTC, and so is every result.

use super::super::EvaluationError;
use super::super::dotnet::dates::{self, Format, Interval, Styles};
use super::super::evaluate::Arguments;
use super::super::tree::Argument;
use super::super::value::{Value, shown};
use super::{Complaint, Function, PLAIN, Parameter, ParameterKind, any, number, optional, parameter, text};

type Result = std::result::Result<Value, EvaluationError>;

const INTERVAL: Parameter = parameter("interval", ParameterKind::Interval);

const fn date(name: &'static str) -> Parameter {
    parameter(name, ParameterKind::Date)
}

pub(super) static FUNCTIONS: [Function; 7] = [
    Function {
        name: "CDate",
        parameters: &[date("expression")],
        summary: "Reads a date, with or without time and offset, as a point in time in UTC.",
        examples: &[
            ("CDate(\"2024-02-01+03:00\")", "1/31/2024 9:00:00 PM"),
            ("CDate(\"2024-02-01T01:45:30-07:00\")", "2/1/2024 8:45:30 AM"),
            ("CDate(\"2/1/2024 4:05 PM\")", "2/1/2024 4:05:00 PM"),
        ],
        evaluate: |arguments| Ok(arguments.date(0)?.map_or(Value::Null, Value::Date)),
        ..PLAIN
    },
    Function {
        name: "DateAdd",
        parameters: &[INTERVAL, number("value"), date("dateTime")],
        summary: "The date so many intervals later, or earlier; intervals are yyyy, m, d, ww, h, n (minute) and s.",
        examples: &[
            ("DateAdd(\"m\", 1, CDate(\"2024-01-31T00:00:00Z\"))", "2/29/2024 12:00:00 AM"),
            ("DateAdd(\"ww\", -2, CDate(\"2024-01-31\"))", "1/17/2024 12:00:00 AM"),
        ],
        evaluate: add,
        remark: |arguments| unwrapped(&arguments[2..]),
        ..PLAIN
    },
    Function {
        name: "DateDiff",
        parameters: &[INTERVAL, date("date1"), date("date2")],
        summary: "How many intervals the second date is later than the first; yyyy, m and ww by the calendar.",
        examples: &[
            ("DateDiff(\"h\", CDate(\"2024-01-01\"), CDate(\"2024-01-02\"))", "24"),
            ("DateDiff(\"yyyy\", CDate(\"2023-12-31\"), CDate(\"2024-01-01\"))", "1"),
            ("DateDiff(\"d\", CDate(\"2024-01-02\"), CDate(\"2024-01-01\"))", "-1"),
        ],
        evaluate: difference,
        remark: |arguments| unwrapped(&arguments[1..]),
        ..PLAIN
    },
    Function {
        name: "DateFromNum",
        parameters: &[number("value")],
        summary: "The point in time of a Windows file time, which counts 100 nanoseconds since 1601.",
        examples: &[("DateFromNum(133485408000000000)", "1/1/2024 12:00:00 AM")],
        evaluate: from_number,
        ..PLAIN
    },
    Function {
        name: "FormatDateTime",
        parameters: &[
            any("source"),
            optional(text("dateTimeStyles")),
            text("inputFormat"),
            text("outputFormat"),
        ],
        summary: "Reads a date in one format of .NET and writes it in another.",
        examples: &[
            ("FormatDateTime(\"03.11.2025\", , \"dd.MM.yyyy\", \"yyyy-MM-dd\")", "2025-11-03"),
            (
                "FormatDateTime(\"20251103094500.0Z\", , \"yyyyMMddHHmmss.fZ\", \"d MMM yyyy, h:mm tt\")",
                "3 Nov 2025, 9:45 AM",
            ),
        ],
        evaluate: format,
        check: check_formats,
        ..PLAIN
    },
    Function {
        name: "Now",
        summary: "The time of the cycle, in UTC.",
        examples: &[("Now()", "11/3/2025 2:05:09 PM")],
        evaluate: |arguments| Ok(Value::Date(arguments.now())),
        ..PLAIN
    },
    Function {
        name: "NumFromDate",
        parameters: &[date("value")],
        summary: "The Windows file time of a date.",
        examples: &[("NumFromDate(\"2024-01-01 00:00:00Z\")", "133485408000000000")],
        evaluate: to_number,
        ..PLAIN
    },
];

fn interval(arguments: &Arguments) -> std::result::Result<Interval, EvaluationError> {
    let name = arguments.text_or_empty(0)?;
    Interval::of(&name).ok_or_else(|| arguments.fail(&format!("{} is no interval", shown(&name))))
}

fn add(arguments: &Arguments) -> Result {
    let (interval, number) = (interval(arguments)?, arguments.needed_number(1)?);
    let Some(date) = arguments.date(2)? else { return Ok(Value::Null) };
    interval.add(date, number).map(Value::Date).map_err(|reason| arguments.fail(&reason))
}

fn difference(arguments: &Arguments) -> Result {
    let interval = interval(arguments)?;
    let dates = arguments.date(1)?.zip(arguments.date(2)?);
    Ok(dates.map_or(Value::Null, |(first, second)| Value::Number(interval.between(first, second))))
}

fn from_number(arguments: &Arguments) -> Result {
    let Some(ticks) = arguments.number(0)? else { return Ok(Value::Null) };
    dates::of_file_time(ticks).map(Value::Date).map_err(|reason| arguments.fail(&reason))
}

fn to_number(arguments: &Arguments) -> Result {
    let Some(date) = arguments.date(0)? else { return Ok(Value::Null) };
    dates::file_time(date).map(Value::Number).map_err(|reason| arguments.fail(&reason))
}

fn format(arguments: &Arguments) -> Result {
    let fail = |reason: String| arguments.fail(&reason);
    let styles =
        arguments.text(1)?.map_or(Ok(Styles::default()), |styles| Styles::new(&styles)).map_err(fail)?;
    let input = Format::new(&arguments.text_or_empty(2)?).map_err(fail)?;
    let output = Format::new(&arguments.text_or_empty(3)?).map_err(fail)?;
    arguments.each(|text| {
        let unread = |reason: String| format!("{}: {reason}", shown(text));
        let (date, zone) = dates::read(text, &input, styles, arguments.now().date()).map_err(unread)?;
        Ok(dates::write(date, zone, &output))
    })
}

fn check_formats(arguments: &[Argument]) -> std::result::Result<(), Complaint> {
    if let Some(Argument::Text(styles)) = arguments.get(1) {
        Styles::new(styles).map_err(|reason| Complaint::new(1, reason))?;
    }
    for (index, argument) in arguments.iter().enumerate().skip(2) {
        if let Argument::Text(format) = argument {
            Format::new(format).map_err(|reason| Complaint::new(index, reason))?;
        }
    }
    Ok(())
}

/// A text or an attribute where a date should be.
fn unwrapped(dates: &[Argument]) -> Option<&'static str> {
    let is_bare = dates.iter().any(|date| matches!(date, Argument::Text(_) | Argument::Attribute(_)));
    is_bare.then_some(
        "texts and attributes should be wrapped in CDate before DateAdd or DateDiff count with them",
    )
}
