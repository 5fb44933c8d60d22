use super::*;

check! {
    /// `userName` is unique (RFC 7643 §4.1.1). A PATCH that would give a user the name of another is refused:
    /// with 409, which Entra understands, or with 400 and `uniqueness`.
    ///
    /// ## Why it matters
    /// Two people with one name cannot be told apart at the next match; one of them gets the other's data.
    ///
    /// ## Usual cause
    /// Uniqueness is checked when users are created and nowhere else.
    ///
    /// ## How to fix
    /// Put a unique index on `userName`, and answer its violation with 409 `uniqueness`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"userName","value":"mira@tern.example"}]}
    /// 200 {"id":"7","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"userName","value":"mira@tern.example"}]}
    /// 409 {"scimType":"uniqueness","status":"409"}
    /// ```
    id: "patch/user-name-in-use",
    title: "a PATCH to a userName in use MUST be refused as a conflict and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["pat-24"],
    sources: [Rfc7643("4.1.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/user-name-in-use",
        "modify/user-name-in-use/read", "modify/user-name",
    ],
    run: judge,
}

/// Names that are taken are judged only where a free one is accepted.
fn judge(e: &Evidence) -> Judged {
    if e.find("modify/user-name").is_some_and(|patch| !patch.succeeded()) {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "userName cannot be changed at all".to_owned()));
    }
    let findings = refused(e, "modify/user-name-in-use", &[409, 400], &[])?;
    let patch = e.seen("modify/user-name-in-use")?;
    if findings.is_empty() && patch.status() == 400 {
        return keyword(&patch, &["uniqueness"]);
    }
    Ok(findings)
}
