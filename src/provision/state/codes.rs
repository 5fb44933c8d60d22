//! How enums, times and JSON stand in columns. The order in the lists is the file format: append, never reorder.

use jiff::Timestamp;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::provision::log::{Action, Status};
use crate::provision::object::Kind;
use crate::provision::rules::Standing;

/// Kinds of objects.
pub(super) const KINDS: &[Kind] = &[Kind::User, Kind::Group];

/// How the service stands to an object.
pub(super) const STANDINGS: &[Standing] = &[
    Standing::New,
    Standing::Managed,
    Standing::Released,
    Standing::Disabled,
    Standing::Deleted,
    Standing::Kept,
];

/// Actions of log entries.
pub(super) const ACTIONS: &[Action] =
    &[Action::Create, Action::Update, Action::Delete, Action::Disable, Action::StagedDelete, Action::Other];

/// Statuses of log entries.
pub(super) const STATUSES: &[Status] = &[Status::Success, Status::Failure, Status::Skipped, Status::Warning];

/// The number that stands for a value; past the end for one that the list forgot, which [`value`] refuses.
pub(super) fn code<T: PartialEq>(all: &[T], value: T) -> i64 {
    let position = all.iter().position(|one| *one == value).unwrap_or(all.len());
    i64::try_from(position).unwrap_or(i64::MAX)
}

/// The value that a number stands for.
pub(super) fn value<T: Copy>(all: &[T], code: i64) -> rusqlite::Result<T> {
    let found = usize::try_from(code).ok().and_then(|code| all.get(code)).copied();
    found.ok_or(rusqlite::Error::IntegralValueOutOfRange(0, code))
}

/// A time as a column has it: microseconds since 1970, which is exact enough for every clock and lasts.
pub(super) fn micros(time: Timestamp) -> i64 {
    time.as_microsecond()
}

/// The time in a column.
pub(super) fn time(micros: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(damaged)
}

/// A value as JSON text.
pub(super) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// The value in JSON text.
pub(super) fn parsed<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(damaged)
}

/// Content that no scimproof wrote.
fn damaged(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}
