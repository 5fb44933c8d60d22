//! How a notice reads: subject line, text, JSON. Nothing here decides or sends.

use serde_json::{Value, json};

use super::Notice;
use super::occasion::Subject;
use crate::provision::report::time;
use crate::provision::rules::{Quarantine, QuarantineReason};

/// The subject line.
pub(super) fn subject(subject: Subject<'_>, was_quarantined: bool, now: &Quarantine) -> String {
    let what = match (now.reason, was_quarantined) {
        (QuarantineReason::TooManyDeletes, _) => "stopped before too many deletions",
        (_, false) => "is in quarantine",
        (_, true) => "is in quarantine for another reason",
    };
    format!("Provisioning {what}: {}", subject.job)
}

/// What happened, since when, what to do, and the command for it.
pub(super) fn text(subject: Subject<'_>, now: &Quarantine) -> String {
    let Subject { job, file, .. } = subject;
    let advice = match now.reason {
        QuarantineReason::TooManyDeletes => format!(
            "What to do: look at what waits (scimproof provision log --action staged-delete --job {file}).\n\
             If it is right, let it be done:\n\n    scimproof provision restart --allow-deletes --job {file}\n\n\
             If it is not, put the directory or the scope right and run:\n\n    \
             scimproof provision restart --job {file}"
        ),
        QuarantineReason::EncounteredQuarantineException => format!(
            "What to do: check the tenant's URL and credential, and whether the tenant answers. Then run:\n\n    \
             scimproof provision restart --job {file}"
        ),
        _ => format!(
            "What to do: mend what fails most (scimproof provision log --status failure --job {file}).\n\
             Then run:\n\n    scimproof provision restart --job {file}"
        ),
    };
    format!(
        "The job \"{job}\" is in quarantine.\n\nWhat happened: {}\nReason: {} ({})\nSince: {}\n\
         Until it leaves quarantine, it runs once a day; next: {}.\n\n{advice}\n",
        now.message,
        now.reason,
        now.code,
        time(now.current_began),
        time(now.next_attempt),
    )
}

/// The text of an e-mail.
pub fn body(notice: &Notice) -> String {
    format!("{}\nTenant: {}\nTold by scimproof at {}.\n", notice.text, notice.tenant, time(notice.at))
}

/// The body of a webhook request.
pub fn json(notice: &Notice) -> Value {
    json!({
        "event": "quarantine",
        "job": notice.job,
        "tenant": notice.tenant,
        "at": notice.at.to_string(),
        "reason": notice.reason,
        "subject": notice.subject,
        "text": notice.text,
    })
}
