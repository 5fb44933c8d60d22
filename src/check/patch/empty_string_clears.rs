use super::*;

check! {
    /// Microsoft's validation of gallery apps replaces every optional mapped attribute with `""` and expects it
    /// to read back empty or absent. Judged for attributes that the suite calls optional.
    ///
    /// ## Why it matters
    /// An expression in a mapping can end in an empty text. If the app refuses it, all changes of that request
    /// fail.
    ///
    /// ## Usual cause
    /// A rule such as a least length is applied to the empty text, too.
    ///
    /// ## How to fix
    /// Take an empty text for an optional attribute as its removal.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":""}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":""}]}
    /// 200 {"id":"7"}
    /// ```
    id: "patch/empty-string-clears",
    title: "a replace with an empty string SHOULD clear an optional attribute",
    profile: Gallery,
    severity: Warning,
    covers: ["E-91", "rep-12", "T-SCIM_Null_Update"],
    sources: [GalleryTest("SCIM_Null_Update")],
    dialects: Without,
    needs: ["modify/empty-strings", "modify/empty-strings/read"],
    run: judge,
}

/// Every attribute the PATCH names must show nothing, or an empty value.
fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("modify/empty-strings")?;
    let refused = expect::status(&patch, &[200, 204], "the PATCH that empties attributes is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let now = Patched::of(e, "modify/empty-strings", patch)?;
    if !expect::written(patch.sent()).iter().any(|(path, _)| has_text(now.before, path)) {
        return Err(Unjudged::not_shown("none of the attributes had a value to be cleared"));
    }
    let left = expect::written(patch.sent()).into_iter().filter_map(|(path, _)| {
        let left = values(now.after, &path).into_iter().find(|value| !expect::is_empty(value))?;
        Some(now.finding(format!("{path} is still there"), "nothing".to_owned(), expect::quote(left)))
    });
    Ok(left.collect())
}

/// Whether the path shows something that can be emptied.
pub(super) fn has_text(resource: &Value, path: &str) -> bool {
    values(resource, path).into_iter().any(|value| !expect::is_empty(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_has_text_can_be_emptied() {
        assert!(has_text(&json!({ "title": "Pilot" }), "title"));
        assert!(!has_text(&json!({ "title": "" }), "title") && !has_text(&json!({}), "title"));
    }
}
