use super::*;

check! {
    /// The app's documentation lists its attributes: each of them is changed by a PATCH, and read back as
    /// changed.
    ///
    /// ## Why it matters
    /// What can be created but not changed grows old: a new title or phone number never arrives.
    ///
    /// ## Usual cause
    /// PATCH is implemented for a few attributes only.
    ///
    /// ## How to fix
    /// Apply PATCH operations by the path, for every attribute you store.
    id: "suite/patch-round-trip",
    title: "every listed attribute MUST be changed by a PATCH",
    severity: Error,
    sources: [Source::Suite, Learn("update-user-single-valued-properties")],
    dialects: Each,
    needs: ["attributes/create", "attributes/get", "attributes/patch/*", "attributes/read"],
    run: judge,
}

/// All changes are read back together at the end.
fn judge(e: &Evidence) -> Judged {
    super::super::patch::needs_spelling(e)?;
    let patches = e.seen_all("attributes/patch/")?;
    let read = e.seen("attributes/read")?;
    let mut findings = Vec::new();
    for (_, patch) in patches {
        let found = expect::effect(&patch, Some(read)).into_iter();
        findings.extend(found.filter(|finding| !is_a_word(finding)));
    }
    Ok(findings)
}

/// How `active` is written is the matter of `users/active-is-boolean`.
fn is_a_word(finding: &Finding) -> bool {
    let word = |actual: &str| actual.eq_ignore_ascii_case("\"false\"");
    finding.pointer.as_deref() == Some("/active") && finding.actual.as_deref().is_some_and(word)
}
