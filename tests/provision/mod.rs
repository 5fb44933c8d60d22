//! What the tests of `scimproof provision` share: histories of a directory, what must come of them, a tenant behind
//! a proxy that records and disturbs, and the binary as the service.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod compare;
pub mod generate;
pub mod history;
pub mod job;
pub mod oracle;
pub mod play;
pub mod proxy;
pub mod shrink;
pub mod tenant;
pub mod wire;
