//! The reference tenant: a SCIM 2.0 service provider for `--demo`, `serve` and the tool's own proof.
//!
//! Healthy, it does what Entra needs and what RFC 7643, RFC 7644 and RFC 9865 demand, and nearly all they offer:
//! PUT and PATCH, versions, filters, sorting, pages by index and by cursor, `.search` and bulk requests; `/Me` and
//! passwords are left out. `/ServiceProviderConfig` says what there is. Each [`fault`] breaks exactly what it
//! names. The module depends on `scim` only: it knows no check, no suite and no client.
//!
//! A request passes `tenant` (HTTP), `gate` (host, credential), `endpoint` (path and method), then `users`,
//! `groups`, `query`, `bulk` or `discovery`; `version` holds it to its conditions. Values come in through
//! `intake`, change in `patch` or `replace`, are held to the owner's `terms` and leave through `represent`.

mod bulk;
mod departed;
mod discovery;
mod endpoint;
pub mod fault;
mod gate;
mod groups;
mod intake;
mod members;
mod mishaps;
mod misstatements;
mod oauth;
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
mod terms;
mod tls;
mod users;
mod version;

pub use fault::{FAULTS, Fault, FaultInfo, FaultSet};
pub use oauth::OauthClient;
pub use policy::Policy;
pub use tenant::{Options, Tenant, start, start_tls};
pub use terms::{Rule, Terms};
