use super::empty_string_clears::has_text;
use super::*;

check! {
    /// RFC 7643 §2.5 takes null for an attribute without a value. Microsoft's validation of gallery apps
    /// replaces every optional mapped attribute with null, also where it is empty already, and expects it to be
    /// empty afterwards. Judged for attributes that the suite calls optional.
    ///
    /// ## Why it matters
    /// An app that cannot take null keeps what was deleted in Entra.
    ///
    /// ## Usual cause
    /// null and a missing value are not told apart when the body is bound, so the operation seems to have no
    /// value.
    ///
    /// ## How to fix
    /// Keep null apart from a missing member, and treat it as the removal of the attribute.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":null}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":null}]}
    /// 200 {"id":"7"}
    /// ```
    id: "patch/null-clears",
    title: "a replace with null SHOULD clear an optional attribute",
    profile: Gallery,
    severity: Warning,
    covers: ["E-91", "rep-13", "T-SCIM_Null_Update"],
    sources: [GalleryTest("SCIM_Null_Update"), Rfc7643("2.5")],
    dialects: Without,
    needs: [
        "modify/empty-strings", "modify/empty-strings/read", "modify/nulls", "modify/nulls/read",
        "modify/filled", "modify/filled/read", "modify/nulls-again", "modify/nulls-again/read",
    ],
    run: judge,
}

/// Null is sent twice: where the attributes are empty already, and where they have values again. Every attribute the
/// PATCH names must show nothing then, or an empty value.
fn judge(e: &Evidence) -> Judged {
    let empty = cleared(e, "modify/nulls")?;
    if !empty.is_empty() {
        return Ok(empty);
    }
    let set = e.before("modify/nulls-again").is_some_and(|user| {
        let patch = e.find("modify/nulls-again");
        let written = patch.map(|patch| expect::written(patch.sent())).unwrap_or_default();
        written.iter().any(|(path, _)| has_text(user, path))
    });
    let again = cleared(e, "modify/nulls-again")?;
    if again.is_empty() && !set {
        return Err(Unjudged::not_shown("none of the attributes had a value to be cleared"));
    }
    Ok(again)
}

fn cleared(e: &Evidence, step: &str) -> Judged {
    let patch = e.seen(step)?;
    let refused = expect::status(&patch, &[200, 204], "the PATCH that empties attributes is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let now = Patched::of(e, step, patch)?;
    let left = expect::written(patch.sent()).into_iter().filter_map(|(path, _)| {
        let left = values(now.after, &path).into_iter().find(|value| !expect::is_empty(value))?;
        Some(now.finding(format!("{path} is still there"), "nothing".to_owned(), expect::quote(left)))
    });
    Ok(left.collect())
}
