//! The reference tenant: a SCIM 2.0 service provider for `--demo`, `serve` and the tool's own proof.
//!
//! Healthy, it does what Entra needs and what RFC 7643 and RFC 7644 demand; each [`fault`] breaks exactly what it
//! names. It depends on `scim` only: it knows no check, no suite and no client. `/Me` is
//! not offered, and `/ServiceProviderConfig` says so.
//!
//! A request passes `tenant` (HTTP), `gate` (host, credential), `endpoint` (path and method), then `users`,
//! `groups` or `discovery`. Values come in through `intake`, change in `patch` and leave through `represent`.

mod bulk;
mod discovery;
mod endpoint;
pub mod fault;
mod gate;
mod groups;
mod intake;
mod members;
mod patch;
mod policy;
mod projection;
mod query;
mod replace;
mod reply;
mod represent;
mod request;
mod resource;
mod service;
mod store;
mod tenant;
mod users;
mod version;

pub use fault::{FAULTS, Fault, FaultInfo, FaultSet};
pub use policy::Policy;
pub use tenant::{Options, Tenant, start};
