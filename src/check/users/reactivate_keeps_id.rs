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
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"active","value":"True"}]}
    /// 404 {"detail":"user is archived"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"active","value":"True"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","active":true}
    /// ```
    id: "users/reactivate-keeps-id",
    title: "a disabled user MUST be enabled again by PATCH and keep the id",
    profile: Entra,
    severity: Error,
    covers: ["soft-03", "soft-08", "E-77", "L-04", "ent-09", "okt-06"],
    sources: [Learn("disable-user"), Source::LearnPage("entra/identity/app-provisioning/how-provisioning-works", "How provisioning works")],
    dialects: Each,
    needs: [
        "lifecycle/create",
        "lifecycle/disable",
        "lifecycle/disable/read",
        "lifecycle/restore",
        "lifecycle/restore/read",
        "lifecycle/disable-boolean",
        "lifecycle/disable-boolean/read",
        "lifecycle/restore-boolean",
        "lifecycle/restore-boolean/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let id = e.seen("lifecycle/create")?.id();
    let suffix = disabled_by(e)?;
    let restore = e.seen(&format!("lifecycle/restore{suffix}"))?;
    let refused = expect::status(&restore, &[200, 204], "the PATCH that enables the user again is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let read = e.seen(&format!("lifecycle/restore{suffix}/read"))?;
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
