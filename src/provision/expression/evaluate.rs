//! Evaluation: from the tree and its surroundings to a value. What a function does with its arguments is the function's
//! own; it asks for them one by one, so a branch not taken is not evaluated.

use std::cell::Cell;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rand::SeedableRng;
use rand::rngs::StdRng;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::dotnet::{Pattern, dates};
use super::lexer::Operator;
use super::tree::{Argument, Call, Comparison};
use super::value::{MAX_BYTES, Value};
use super::{EvaluationError, Surroundings};

type Result<T> = std::result::Result<T, EvaluationError>;

/// One evaluation.
pub(super) struct Context<'a> {
    surroundings: &'a Surroundings<'a>,
    /// Of the seed and the expression, so that two expressions do not draw the same.
    seed: u64,
    /// How often randomness was asked for.
    drawn: Cell<u64>,
}

impl<'a> Context<'a> {
    pub(super) fn new(surroundings: &'a Surroundings<'a>, text: &str) -> Self {
        Self {
            surroundings,
            seed: xxh3_64_with_seed(text.as_bytes(), surroundings.seed),
            drawn: Cell::new(0),
        }
    }

    /// The value of a function.
    pub(super) fn evaluate(&self, call: &Call) -> Result<Value> {
        let arguments = Arguments { call, context: self };
        let value = (call.function().evaluate)(&arguments)?;
        if value.bytes() > MAX_BYTES {
            return Err(arguments.fail(TOO_LONG));
        }
        Ok(value)
    }

    fn value(&self, argument: &Argument) -> Result<Value> {
        Ok(match argument {
            Argument::Absent => Value::Null,
            Argument::Attribute(name) => Value::of_source((self.surroundings.source)(name)),
            Argument::Text(text) | Argument::Keyword(text) => Value::Text(text.clone()),
            Argument::Number(number) => Value::Number(*number),
            Argument::Call(call) => self.evaluate(call)?,
            Argument::Comparison(comparison) => Value::Boolean(self.compare(comparison)?),
        })
    }

    /// A comparison. It is false whenever one side is null or empty, `<>` included (Microsoft Learn, "IIF", known
    /// limitations).
    fn compare(&self, comparison: &Comparison) -> Result<bool> {
        let (left, right) = (self.value(&comparison.left)?, self.value(&comparison.right)?);
        if left.is_null_or_empty() || right.is_null_or_empty() {
            return Ok(false);
        }
        let ordering =
            order(left, right).map_err(|reason| EvaluationError(format!("comparison: {reason}")))?;
        Ok(match comparison.operator {
            Operator::Equal => ordering.is_eq(),
            Operator::NotEqual => ordering.is_ne(),
            Operator::Greater => ordering.is_gt(),
            Operator::GreaterOrEqual => ordering.is_ge(),
            Operator::Less => ordering.is_lt(),
            Operator::LessOrEqual => ordering.is_le(),
        })
    }
}

/// What a value beyond [`MAX_BYTES`] is told.
pub(super) const TOO_LONG: &str = "the value would be longer than one mebibyte";

/// Which is greater: as points in time or as numbers where one side is such and the other can be read so, else as text,
/// letter by letter and case-sensitive.
fn order(left: Value, right: Value) -> std::result::Result<std::cmp::Ordering, String> {
    if let (Value::Date(date), other) | (other, Value::Date(date)) = (&left, &right)
        && let Some(read) = date_of(other)
    {
        return Ok(if matches!(left, Value::Date(_)) { date.cmp(&read) } else { read.cmp(date) });
    }
    if matches!(left, Value::Number(_)) || matches!(right, Value::Number(_)) {
        let numbers = (left.clone().into_number(), right.clone().into_number());
        if let (Ok(Some(left)), Ok(Some(right))) = numbers {
            return Ok(left.cmp(&right));
        }
    }
    Ok(left.into_text()?.cmp(&right.into_text()?))
}

fn date_of(value: &Value) -> Option<DateTime> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Text(text) => dates::parse_any(text).ok(),
        _ => None,
    }
}

/// The arguments of one call, evaluated when asked for.
pub(super) struct Arguments<'a> {
    call: &'a Call,
    context: &'a Context<'a>,
}

impl<'a> Arguments<'a> {
    /// How many were written, empty ones included.
    pub(super) fn len(&self) -> usize {
        self.call.arguments().len()
    }

    /// Whether there is something at this place.
    pub(super) fn is_given(&self, index: usize) -> bool {
        self.call.arguments().get(index).is_some_and(|argument| *argument != Argument::Absent)
    }

    /// The value; null where nothing is given.
    pub(super) fn value(&self, index: usize) -> Result<Value> {
        self.call.arguments().get(index).map_or(Ok(Value::Null), |argument| self.context.value(argument))
    }

    /// As one text.
    pub(super) fn text(&self, index: usize) -> Result<Option<String>> {
        self.value(index)?.into_text().map_err(|reason| self.fail(&reason))
    }

    /// As one text; `""` for null.
    pub(super) fn text_or_empty(&self, index: usize) -> Result<String> {
        Ok(self.text(index)?.unwrap_or_default())
    }

    /// As a list of texts.
    pub(super) fn list(&self, index: usize) -> Result<Vec<String>> {
        self.value(index)?.into_list().map_err(|reason| self.fail(&reason))
    }

    /// As a whole number.
    pub(super) fn number(&self, index: usize) -> Result<Option<i64>> {
        self.value(index)?.into_number().map_err(|reason| self.fail(&reason))
    }

    /// As a whole number that has to be there.
    pub(super) fn needed_number(&self, index: usize) -> Result<i64> {
        let missing = || self.fail(&format!("argument {}, a number, has no value", index + 1));
        self.number(index)?.ok_or_else(missing)
    }

    /// As a truth.
    pub(super) fn truth(&self, index: usize) -> Result<bool> {
        self.value(index)?.into_truth().map_err(|reason| self.fail(&reason))
    }

    /// As a point in time; texts are read as `CDate` reads them.
    pub(super) fn date(&self, index: usize) -> Result<Option<DateTime>> {
        match self.value(index)? {
            Value::Date(date) => Ok(Some(date)),
            other => {
                let text = other.into_text().map_err(|reason| self.fail(&reason))?;
                text.map(|text| dates::parse_any(&text)).transpose().map_err(|reason| self.fail(&reason))
            }
        }
    }

    /// The first argument, changed: null stays null, and of a list every element is changed.
    pub(super) fn each(&self, change: impl Fn(&str) -> std::result::Result<String, String>) -> Result<Value> {
        let changed = match self.value(0)? {
            Value::List(list) => {
                list.iter().map(|text| change(text)).collect::<std::result::Result<_, _>>().map(Value::List)
            }
            single => match single.into_text() {
                Ok(Some(text)) => change(&text).map(Value::Text),
                Ok(None) => Ok(Value::Null),
                Err(reason) => Err(reason),
            },
        };
        changed.map_err(|reason| self.fail(&reason))
    }

    /// The regular expression at this place: the one compiled with the expression, where it is a literal.
    pub(super) fn pattern(&self, index: usize) -> Result<Arc<Pattern>> {
        if let Some(pattern) = self.call.pattern() {
            return Ok(Arc::clone(pattern));
        }
        Pattern::new(&self.text_or_empty(index)?).map(Arc::new).map_err(|reason| self.fail(&reason))
    }

    /// The surroundings.
    pub(super) fn surroundings(&self) -> &'a Surroundings<'a> {
        self.context.surroundings
    }

    /// The time of the cycle, in UTC.
    pub(super) fn now(&self) -> DateTime {
        TimeZone::UTC.to_datetime(self.context.surroundings.now)
    }

    /// Randomness, other with each call within the expression.
    pub(super) fn random(&self) -> StdRng {
        let drawn = self.context.drawn.get();
        self.context.drawn.set(drawn.wrapping_add(1));
        StdRng::seed_from_u64(xxh3_64_with_seed(&drawn.to_le_bytes(), self.context.seed))
    }

    /// An error that names the function.
    pub(super) fn fail(&self, reason: &str) -> EvaluationError {
        EvaluationError(format!("{}: {reason}", self.call.function().name))
    }
}
