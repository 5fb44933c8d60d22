use super::super::patch;
use super::*;
use crate::scim::Path;

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
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"nickName","value":"Mio"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","nickName":"Mimi"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"nickName","value":"Mio"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","nickName":"Mio"}
    /// ```
    id: "suite/patch-round-trip",
    title: "every listed attribute MUST be changed by a PATCH",
    profile: Entra,
    severity: Error,
    covers: ["ent-21"],
    sources: [Source::Suite, Learn("update-user-single-valued-properties")],
    dialects: Each,
    needs: ["attributes/create", "attributes/get", "attributes/patch/*", "attributes/read"],
    run: judge,
}

/// All changes are read back together at the end. Attributes that are not stored at all, and those of a form
/// that fails for its own check already, are left to those checks.
fn judge(e: &Evidence) -> Judged {
    patch::needs_spelling(e)?;
    let patches = e.seen_all("attributes/patch/")?;
    let read = e.seen("attributes/read")?;
    let mut findings = Vec::new();
    let mut left_out = 0;
    for (path, change) in patches {
        let found = expect::effect(&change, Some(read));
        if !found.is_empty() && (!patch::is_stored(e, path) || form_fails(e, path)) {
            left_out += 1;
        } else {
            findings.extend(found);
        }
    }
    if findings.is_empty() && left_out > 0 {
        let reason = format!("{left_out} changes fail for a reason that another check names");
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason));
    }
    Ok(findings)
}

/// Whether the check of this form of path fails already.
fn form_fails(e: &Evidence, path: &str) -> bool {
    let Ok(parsed) = path.parse::<Path>() else { return false };
    let steps: &[&str] = match (&parsed.filter, &parsed.urn, &parsed.sub) {
        (Some(_), _, _) => &["patch/value-filter", "patch/element-add", "patch/element-replace"],
        (_, Some(_), _) => &["patch/urn-path"],
        (_, _, Some(_)) => &["patch/sub-attribute"],
        _ => &["patch/rename"],
    };
    steps.iter().any(|step| patch::takes_effect(e, step).is_ok_and(|findings| !findings.is_empty()))
        || (parsed.filter.is_some() && patch::drops_elements(e))
}
