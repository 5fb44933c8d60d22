//! Notifications: an e-mail, a webhook.

use jiff::Timestamp;

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Name of the job.
    pub job: String,
    /// The tenant's URL.
    pub tenant: String,
    /// When, by the job's clock.
    pub at: Timestamp,
    /// Subject line.
    pub subject: String,
    /// Why, such as `TooManyDeletes`.
    pub reason: String,
    /// What to do, in a few lines.
    pub text: String,
}
