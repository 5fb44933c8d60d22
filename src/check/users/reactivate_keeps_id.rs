use super::*;
use crate::scim::access;

check! {
    /// Microsoft Learn requires that a disabled user is enabled again by a PATCH of `active`, and keeps the
    /// `id`.
    ///
    /// ## Why it matters
    /// Entra does not create the account of a returning person again: it re-enables the one it knows. A new id
    /// breaks the link.
    ///
    /// ## Usual cause
    /// Disabling deletes the account, or enabling makes a new one.
    ///
    /// ## How to fix
    /// Keep the record of a disabled user, and only switch `active`.
    id: "users/reactivate-keeps-id",
    title: "a disabled user MUST be enabled again by PATCH and keep the id",
    severity: Error,
    sources: [Learn("disable-user"), Source::LearnPage("entra/identity/app-provisioning/how-provisioning-works", "How provisioning works")],
    dialects: Each,
    needs: ["lifecycle/create", "lifecycle/disable", "lifecycle/disable/read", "lifecycle/restore", "lifecycle/restore/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let id = e.seen("lifecycle/create")?.id();
    if !e.seen("lifecycle/disable")?.succeeded() || !is_active(&e.seen("lifecycle/disable/read")?, false) {
        return Err(Unjudged::Skipped(
            SkipKind::NeedsStep,
            "the user could not be disabled first".to_owned(),
        ));
    }
    let restore = e.seen("lifecycle/restore")?;
    let refused = expect::status(&restore, &[200, 204], "the PATCH that enables the user again is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let read = e.seen("lifecycle/restore/read")?;
    let mut findings = expect::status(&read, &[200], "the enabled user is no longer read under its id");
    if findings.is_empty() && !is_active(&read, true) {
        let actual = read.body().and_then(|body| access::member(body, "active"));
        let actual = actual.map_or_else(|| "nothing".to_owned(), expect::quote);
        findings.push(
            Finding::at(read.exchange, "the user is not active again")
                .expected("true", actual)
                .pointer("/active"),
        );
    }
    if findings.is_empty() && read.id() != id {
        let finding = Finding::at(read.exchange, "the enabled user has another id");
        findings
            .push(finding.expected(id.unwrap_or_default(), read.id().unwrap_or("nothing")).pointer("/id"));
    }
    Ok(findings)
}

/// Whether the answer shows that state; how it is written is the matter of another check.
fn is_active(seen: &Seen, expected: bool) -> bool {
    let active = seen.body().and_then(|body| access::member(body, "active"));
    active.and_then(crate::scim::eval::as_boolean) == Some(expected)
}
