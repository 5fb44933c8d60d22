use super::*;

check! {
    /// Nothing is left to be removed, so the result is what the client wants: a success is best, 400 `noTarget`
    /// is possible, a server error is neither (RFC 7644 §3.5.2.2, §3.12).
    ///
    /// ## Why it matters
    /// A repeated removal ends in a failure that is tried again and again.
    ///
    /// ## Usual cause
    /// The code counts on a value being there.
    ///
    /// ## How to fix
    /// Treat the removal of nothing as done.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"title"}]}
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"title"}]}
    /// 204
    /// ```
    id: "remove/unassigned",
    title: "a remove of an attribute without a value SHOULD succeed, or be refused with 400 noTarget",
    profile: Rfc,
    severity: Warning,
    covers: ["rem-07"],
    sources: [Rfc7644("3.5.2.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/title", "add/title/read",
        "add/title-again", "add/title-again/read", "remove/title", "remove/title/read",
        "remove/unassigned", "remove/unassigned/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("remove/unassigned")?;
    let had = e.before("remove/unassigned").is_none_or(|user| !values(user, "title").is_empty());
    if had {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the title was not removed before".to_owned()));
    }
    if patch.status() == 400 {
        return refused(e, "remove/unassigned", &[400], &["noTarget"]);
    }
    accepted(e, "remove/unassigned", &|_| Ok(Vec::new()))
}
