//! Notifications: an e-mail, a webhook.
//!
//! What is told is put together in [`occasion`], how it reads in [`words`]; both are pure, and when it is told the cycle
//! decides. [`mail`] sends e-mail itself, the webhook goes out through [`crate::http::webhook`]. A notification that fails is a warning: it never
//! fails a cycle, and it is not tried again in the same cycle. No credential of the tenant comes near it.

pub mod mail;
pub mod occasion;
pub mod words;

use jiff::Timestamp;

use crate::error::Error;
use crate::http::webhook::Webhook;
use crate::secret::Redactor;
use mail::{Mailer, Settings as MailSettings};

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

/// Where notifications go; nowhere by default.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// By e-mail.
    pub mail: Option<MailSettings>,
    /// URL of a webhook.
    pub webhook: Option<String>,
}

/// Sends notices.
#[derive(Debug, Default)]
pub struct Notifier {
    mail: Option<Mailer>,
    webhook: Option<Webhook>,
    redactor: Redactor,
}

impl Notifier {
    /// A notifier for these settings; nothing is sent yet. Whatever the redactor knows is in no notice.
    ///
    /// # Errors
    /// An address, a server or a URL that cannot be used.
    pub fn new(settings: &Settings, redactor: Redactor) -> Result<Self, Error> {
        Ok(Self {
            mail: settings.mail.as_ref().map(Mailer::new).transpose()?,
            webhook: settings.webhook.as_deref().map(Webhook::new).transpose()?,
            redactor,
        })
    }

    /// Whether anybody is told anything.
    pub fn is_silent(&self) -> bool {
        self.mail.is_none() && self.webhook.is_none()
    }

    /// Tells it everywhere; returns what went wrong, one sentence each.
    pub async fn tell(&self, notice: &Notice) -> Vec<String> {
        let notice = self.redacted(notice);
        let mut warnings = Vec::new();
        if let Some(mail) = &self.mail {
            warnings.extend(mail.send(&notice).await.err());
        }
        if let Some(webhook) = &self.webhook {
            warnings.extend(webhook.post(&words::json(&notice)).await.err());
        }
        warnings
    }

    fn redacted(&self, notice: &Notice) -> Notice {
        let clean = |text: &str| self.redactor.redact(text);
        Notice {
            job: clean(&notice.job),
            tenant: clean(&notice.tenant),
            at: notice.at,
            subject: clean(&notice.subject),
            reason: clean(&notice.reason),
            text: clean(&notice.text),
        }
    }
}
