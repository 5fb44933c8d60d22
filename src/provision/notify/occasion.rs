//! When an administrator is told: a job enters quarantine, its reason changes, the deletion threshold is exceeded
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

/// What is told after a cycle, from the quarantine before it and behind it. Exceeding the deletion threshold is a
/// quarantine, too, so that one notice does for both.
pub fn notice(subject: Subject<'_>, before: Option<&Quarantine>, now: Option<&Quarantine>) -> Option<Notice> {
    let now = now?;
    if before.is_some_and(|before| before.reason == now.reason) {
        return None;
    }
    Some(Notice {
        job: subject.job.to_owned(),
        tenant: subject.tenant.to_owned(),
        at: subject.at,
        subject: words::subject(subject, before.is_some(), now),
        reason: now.reason.to_string(),
        text: words::text(subject, now),
    })
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

    fn told(before: Option<QuarantineReason>, now: Option<QuarantineReason>) -> Option<Notice> {
        let subject = Subject {
            job: "Contoso to Tern",
            tenant: "https://tern.example/scim/v2",
            file: "job.toml",
            at: "2026-03-02T08:00:00Z".parse().unwrap(),
        };
        notice(subject, before.map(quarantine).as_ref(), now.map(quarantine).as_ref())
    }

    #[test]
    fn entry_and_a_change_of_the_reason_are_told_once() {
        use QuarantineReason::{EncounteredQuarantineException as Exception, TooManyDeletes};
        assert!(told(None, Some(Exception)).is_some());
        assert!(told(Some(Exception), Some(Exception)).is_none());
        assert!(told(Some(Exception), Some(TooManyDeletes)).is_some());
        assert!(told(Some(Exception), None).is_none());
        assert!(told(None, None).is_none());
    }

    #[test]
    fn notices_read_like_this() {
        use QuarantineReason::{EncounteredQuarantineException as Exception, TooManyDeletes};
        let entered = told(None, Some(Exception)).unwrap();
        let changed = told(Some(Exception), Some(TooManyDeletes)).unwrap();
        let shown = |notice: &Notice| format!("Subject: {}\n\n{}", notice.subject, words::body(notice));
        insta::assert_snapshot!([shown(&entered), shown(&changed)].join("\n=====\n"));
    }
}
