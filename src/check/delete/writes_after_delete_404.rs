use super::*;

check! {
    /// RFC 7644 §3.6 has every request for a deleted resource answered with 404, changes included.
    ///
    /// ## Why it matters
    /// A client that holds an outdated id must learn that the account is gone. Told 200, it believes it has
    /// changed one; a server that brings the account back lets a person in who has left.
    ///
    /// ## Usual cause
    /// Reads look at the mark of a deleted record; updates go to the table directly, or create what they do not
    /// find.
    ///
    /// ## How to fix
    /// Let reads and writes look resources up by the same function, which knows nothing of deleted ones.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-52
    /// 204
    /// PATCH /Users/u-52
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"userName","value":"dana@tern.example"}]}
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-52
    /// 204
    /// PATCH /Users/u-52
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"userName","value":"dana@tern.example"}]}
    /// 404
    /// ```
    id: "delete/writes-after-delete-404",
    title: "a PUT or PATCH of a deleted user MUST be answered with 404",
    profile: Rfc,
    severity: Error,
    covers: ["del-04"],
    sources: [Rfc7644("3.6")],
    dialects: Without,
    needs: [
        "delete/first", "delete/first/read", "delete/patch-deleted", "delete/put-deleted", "put/replace",
    ],
    run: judge,
}

/// A method the tenant does not have at all says nothing of this user.
fn judge(e: &Evidence) -> Judged {
    let is_known = |step: &str| e.seen(step).map(|seen| !matches!(seen.status(), 405 | 501));
    let mut findings = Vec::new();
    if is_known("delete/patch-deleted")? {
        findings =
            stays_gone(e, "delete/patch-deleted", "a PATCH of a deleted user is not answered with 404")?;
    }
    let offers_put = super::super::put::needs_put(e).is_ok();
    if offers_put && is_known("delete/put-deleted")? {
        findings.extend(stays_gone(
            e,
            "delete/put-deleted",
            "a PUT of a deleted user is not answered with 404",
        )?);
    }
    Ok(findings)
}
