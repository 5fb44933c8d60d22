//! The SCIM 2.0 vocabulary: URNs, attribute paths, filters, PATCH and the protocol's messages.
//!
//! Both sides use it: the client that replays Entra and the reference tenant that answers. It holds what
//! RFC 7643 and RFC 7644 define and nothing of who speaks: no I/O, no knowledge of Entra's order of
//! requests, no judgement.

pub mod access;
mod cursor;
pub mod error;
pub mod eval;
pub mod filter;
pub mod list_response;
pub mod patch;
pub mod path;
pub mod schema;
pub mod urn;

pub use error::{Error, ScimType};
pub use filter::Filter;
pub use list_response::ListResponse;
pub use patch::PatchOp;
pub use path::Path;
