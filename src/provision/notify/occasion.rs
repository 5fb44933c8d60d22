//! What an administrator is told: a job enters quarantine, its reason changes, the deletion threshold is exceeded
//! (Microsoft Learn, "Application provisioning in quarantine status" and "Enable accidental deletions prevention").

use jiff::Timestamp;

use super::{Notice, words};
use crate::provision::rules::Quarantine;

/// What a notice is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Name of the job.
    pub job: &'a str,
    /// The tenant's URL.
    pub tenant: &'a str,
    /// The job file as commands name it.
    pub file: &'a str,
    /// When, by the job's clock.
    pub at: Timestamp,
}

/// What is told when a job has entered quarantine, or is in it for another reason than before. Exceeding the deletion
/// threshold is a quarantine, too, so that one notice does for both.
pub fn notice(subject: Subject<'_>, was_quarantined: bool, now: &Quarantine) -> Notice {
    Notice {
        job: subject.job.to_owned(),
        tenant: subject.tenant.to_owned(),
        at: subject.at,
        subject: words::subject(subject, was_quarantined, now),
        reason: now.reason.to_string(),
        text: words::text(subject, now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provision::rules::QuarantineReason;

    fn quarantine(reason: QuarantineReason) -> Quarantine {
        let at: Timestamp = "2026-03-02T08:00:00Z".parse().unwrap();
        Quarantine {
            current_began: at,
            next_attempt: "2026-03-03T08:00:00Z".parse().unwrap(),
            series_began: at,
            series_count: 1,
            reason,
            code: "SystemForCrossDomainIdentityManagementInvalidCredentials".into(),
            message: "the tenant refuses the credential with 401".into(),
        }
    }

    fn told(was_quarantined: bool, reason: QuarantineReason) -> String {
        let subject = Subject {
            job: "Contoso to Tern",
            tenant: "https://tern.example/scim/v2",
            file: "job.toml",
            at: "2026-03-02T08:00:00Z".parse().unwrap(),
        };
        let notice = notice(subject, was_quarantined, &quarantine(reason));
        format!("Subject: {}\n\n{}", notice.subject, words::body(&notice))
    }

    #[test]
    fn notices_read_like_this() {
        use QuarantineReason::{
            EncounteredEscrowProportionThreshold as Proportion, EncounteredQuarantineException as Exception,
            TooManyDeletes,
        };
        let shown = [told(false, Exception), told(true, Proportion), told(true, TooManyDeletes)];
        insta::assert_snapshot!(shown.join("\n=====\n"));
    }
}
