use super::*;
use crate::scim::access;

check! {
    /// Deleting a user says nothing of those it managed: they stay. RFC 7643 §2.3.7 leaves open what becomes of
    /// the reference; cleared and dangling both pass here.
    ///
    /// ## Why it matters
    /// Managers leave. If the accounts of their people can then no longer be read, Entra takes them for
    /// deleted.
    ///
    /// ## Usual cause
    /// The query behind the read joins the manager's record, and finds no row without it.
    ///
    /// ## How to fix
    /// Join the manager loosely, or clear the reference when a manager is deleted.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-31
    /// 204
    /// GET /Users/u-52
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-31
    /// 204
    /// GET /Users/u-52
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// ```
    id: "delete/manager-deleted",
    title: "a user whose manager is deleted SHOULD stay readable",
    profile: Rfc,
    severity: Warning,
    covers: ["del-15"],
    sources: [Rfc7643("2.3.7"), Rfc7643("4.3"), Inferred],
    dialects: Without,
    needs: [
        "delete/create-manager", "delete/create-report", "delete/get-report", "delete/manager",
        "delete/manager/report",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let deleted = e.seen("delete/manager")?;
    if !deleted.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the manager could not be deleted".to_owned()));
    }
    let manager = e.seen("delete/create-manager")?.body().and_then(access::id).unwrap_or_default();
    let before = e.seen("delete/get-report")?.body().map(Value::to_string).unwrap_or_default();
    if manager.is_empty() || !before.contains(&manager) {
        return Err(Unjudged::not_shown("the user did not show its manager before"));
    }
    let read = e.seen("delete/manager/report")?;
    let findings = expect::status(&read, &[200], "the user cannot be read since its manager was deleted");
    Ok(findings.into_iter().map(|finding| finding.caused_by(deleted.exchange)).collect())
}
