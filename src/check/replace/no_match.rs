use super::*;

check! {
    /// RFC 7644 §3.5.2.3 has a replace whose value filter matches nothing refused with 400 and the scimType
    /// `noTarget`; Entra is served best when the value is created. Either is right. A success without effect is
    /// not, nor is another error.
    ///
    /// ## Why it matters
    /// A value that is dropped behind a success is not sent again.
    ///
    /// ## Usual cause
    /// The loop over the matching values runs zero times, and the handler goes on.
    ///
    /// ## How to fix
    /// Create the element that the filter describes, or answer 400 `noTarget`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers[type eq \"fax\"].value","value":"+13605550142"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers[type eq \"fax\"].value","value":"+13605550142"}]}
    /// 400 {"scimType":"noTarget","status":"400"}
    /// ```
    id: "replace/no-match",
    title: "a replace by a value filter without a match MUST be refused with 400 noTarget, or create the value",
    profile: Rfc,
    severity: Error,
    covers: ["pat-12", "more-40"],
    sources: [Rfc7644("3.5.2.3"), Source::Observed("Captain-P-Goldfish/SCIM-SDK", 416)],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "replace/all-matching",
        "replace/all-matching/read", "replace/list", "replace/list/read", "replace/no-match",
        "replace/no-match/read",
    ],
    run: judge,
}

const FAX: &str = "phoneNumbers[type eq \"fax\"]";

/// Where the value is created it is one more, and those that are there stay.
fn judge(e: &Evidence) -> Judged {
    e.seen("replace/no-match")?;
    if e.before("replace/no-match").is_some_and(|user| !values(user, FAX).is_empty()) {
        return Err(Unjudged::not_shown("the user had a fax number before"));
    }
    let judged = || either(e, "replace/no-match", &["noTarget"], &created);
    unless_named(e, &["patch/other-elements-kept"], judged)
}

fn created(now: &Patched) -> Judged {
    let made = now.shows_sent("phoneNumbers[type eq \"fax\"].value", "/Operations/0/value")?;
    let count = now.count(FAX);
    if made.is_empty() && count > 1 {
        let message = "the replace made several elements".to_owned();
        return Ok(vec![
            now.finding(message, "1 fax number".to_owned(), count.to_string()).pointer("/phoneNumbers"),
        ]);
    }
    all([
        Ok(made),
        now.spares("phoneNumbers[type eq \"work\"].value"),
        now.spares("phoneNumbers[type eq \"mobile\"].value"),
    ])
}
