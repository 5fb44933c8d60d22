//! scimproof replays what Microsoft Entra ID's provisioning service does to a SCIM 2.0 endpoint and judges
//! every response.
//!
//! ```text
//! suite + checks → plan → play the sequence → transcript → evaluate checks → verdicts
//!                                │                         (pure functions)      │
//!                                └───────────────── events ──────────────────────┴→ reporters
//! ```
//!
//! Sending and judging are separate: the runner records exchanges, the checks read the transcript and never
//! touch the network. `cli → runner → {suite, check, probe → entra} → {http types, scim}`; `report` knows events only;
//! `provision` stands beside `runner` and shares `entra` with it. `server` knows `scim` only; only `context` reads the environment, and
//! only `http` and `provision::notify::mail` reach the network.

pub mod baseline;
pub mod check;
pub mod cli;
pub mod compare;
pub mod config;
pub mod context;
pub mod docs;
pub mod entra;
pub mod error;
pub mod event;
pub mod exit;
pub mod http;
pub mod import;
pub mod probe;
pub mod provision;
pub mod report;
pub mod result;
pub mod runner;
pub mod scim;
pub mod secret;
pub mod server;
pub mod stop;
pub mod suite;
pub mod text;
pub mod transcript;
pub mod verdict;
