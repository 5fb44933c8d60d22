//! `job.toml`: what an administrator sets in the portal.
