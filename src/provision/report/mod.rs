//! How the service's log and status are shown: Microsoft Graph's shapes, tables, CSV, and a summary for people.
//!
//! It turns values into text and JSON. It decides nothing, and knows neither the tenant nor the state file.

pub mod advice;
pub mod csv;
pub mod object_summary;
pub mod status;
pub mod steps;
pub mod summary;
pub mod table;

use jiff::Timestamp;

pub use object_summary::{Job, ObjectSummary};
pub use status::SynchronizationStatus;
pub use summary::CycleReport;

/// A point in time as people read it: UTC, to the second.
pub fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// A GUID that is always the same for the same words, so that two looks at one log show the same ids.
pub fn guid(words: &[&str]) -> String {
    let digest = xxhash_rust::xxh3::xxh3_128(words.join("\u{1f}").as_bytes());
    let hex = format!("{digest:032x}");
    format!("{}-{}-8{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}
