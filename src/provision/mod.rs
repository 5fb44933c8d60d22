//! Entra's provisioning service, simulated: from a directory file to a provisioned tenant, cycle after cycle.
//!
//! ```text
//! directory file ──► import ──► state (SQLite) ──► scope ──► mapping ──► entra::body, query ──► http::client
//!   or delta            │        links, escrows,      rules decide what      requests as `run`
//!                    nothing is  quarantine, log      happens to an object   sends them
//!                    sent before
//! ```
//!
//! What is sent is built by [`crate::entra`], the same as for `run`. Facts are those of Microsoft Learn, "How
//! application provisioning works" and the pages it links to; what is only observed or inferred says so. Nothing here
//! judges a tenant, prints, or reads the environment or the clock: the time of a cycle is handed in.

pub mod attributes;
pub mod cycle;
pub mod directory;
pub mod expression;
pub mod job;
pub mod log;
pub mod mapping;
pub mod notify;
pub mod object;
pub mod report;
pub mod rules;
pub mod scope;
pub mod state;
