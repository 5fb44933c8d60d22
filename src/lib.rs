//! scimproof replays what Microsoft Entra ID's provisioning service does to a SCIM 2.0 endpoint and judges
//! every response.

pub mod scim;
pub mod server;
