use super::*;

check! {
    /// Disabling switches an account off and enabling switches it on; the values of the account stay. Our
    /// conclusion from how Entra works: it knows what it wrote, and writes it once.
    ///
    /// ## Why it matters
    /// When a person returns, Entra sets `active` and compares what the server shows with what it should be.
    /// What was lost in between is missing at least until the next cycle, and for good where a mapping writes
    /// only on creation.
    ///
    /// ## Usual cause
    /// Disabling anonymises or archives the account.
    ///
    /// ## How to fix
    /// Keep the record of a disabled user as it is, and change `active` only.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-52
    /// {"schemas":[…],"Operations":[{"op":"Replace","path":"active","value":"True"}]}
    /// 200
    /// GET /Users/u-52
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example","active":true}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-52
    /// {"schemas":[…],"Operations":[{"op":"Replace","path":"active","value":"True"}]}
    /// 200
    /// GET /Users/u-52
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example","title":"Tide analyst","active":true}
    /// ```
    id: "lifecycle/restore-keeps-attributes",
    title: "a user that is enabled again SHOULD have the attributes it had",
    profile: Entra,
    severity: Warning,
    covers: ["soft-03"],
    sources: [Learn("disable-user"), Inferred],
    dialects: Each,
    needs: [
        "lifecycle/create", "lifecycle/get", "lifecycle/disable", "lifecycle/disable/read",
        "lifecycle/restore", "lifecycle/restore/read", "lifecycle/disable-boolean",
        "lifecycle/disable-boolean/read", "lifecycle/restore-boolean", "lifecycle/restore-boolean/read",
    ],
    run: judge,
}

/// What the user did not show before it was disabled is no matter of the restore.
fn judge(e: &Evidence) -> Judged {
    let suffix = super::super::users::disabled_by(e)?;
    let sent = e.seen("lifecycle/create")?.sent();
    let restore = e.seen(&format!("lifecycle/restore{suffix}"))?;
    let read = e.seen(&format!("lifecycle/restore{suffix}/read"))?;
    let before = e.before(&format!("lifecycle/disable{suffix}"));
    let (Some(before), Some(after)) = (before, read.body().filter(|_| read.succeeded())) else {
        let reason = "the user cannot be read before and after, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    };
    let known: Vec<String> = expect::differences(sent, before).into_iter().map(|d| d.pointer).collect();
    let lost = expect::differences(sent, after).into_iter();
    let lost = lost.filter(|d| !known.contains(&d.pointer) && d.pointer != "/active");
    Ok(lost.map(|difference| difference.finding(read.exchange).caused_by(restore.exchange)).collect())
}
