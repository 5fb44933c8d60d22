use super::*;

check! {
    /// RFC 7644 §3.5.2.3: when a value filter matches several values, the sub-attribute is replaced in all of
    /// them.
    ///
    /// ## Why it matters
    /// One value is changed and the other keeps what should be gone.
    ///
    /// ## Usual cause
    /// The first match is taken, and the search ends.
    ///
    /// ## How to fix
    /// Apply the change to every element the filter selects.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers[type eq \"mobile\" or type eq \"fax\"].type","value":"other"}]}
    /// 200 {"phoneNumbers":[{"type":"other","value":"+12065550142"},{"type":"fax","value":"+13605550142"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers[type eq \"mobile\" or type eq \"fax\"].type","value":"other"}]}
    /// 200 {"phoneNumbers":[{"type":"other","value":"+12065550142"},{"type":"other","value":"+13605550142"}]}
    /// ```
    id: "replace/all-matching",
    title: "a replace by a value filter MUST change all values that match",
    profile: Rfc,
    severity: Error,
    covers: ["more-39"],
    sources: [Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "replace/all-matching",
        "replace/all-matching/read",
    ],
    run: judge,
}

/// The numbers that matched and do not stand there with the new type.
fn lost(now: &Patched) -> Vec<Finding> {
    let moved = values(now.after, "phoneNumbers[type eq \"other\"].value");
    let numbers = values(now.before, "phoneNumbers[type eq \"mobile\" or type eq \"fax\"].value");
    let gone = numbers.into_iter().find(|number| !moved.iter().any(|other| expect::arrived(number, other)));
    let message = || "a value that matched is not there with its new type".to_owned();
    gone.map(|number| {
        now.finding(message(), expect::quote(number), "not there".to_owned()).pointer("/phoneNumbers")
    })
    .into_iter()
    .collect()
}

/// A server may refuse the filter, or the change of a type; half of the change is what must not be.
fn judge(e: &Evidence) -> Judged {
    const EITHER: &str = "phoneNumbers[type eq \"mobile\" or type eq \"fax\"]";
    if e.seen("replace/all-matching")?.status() == 400 {
        return Err(Unjudged::not_shown("the tenant refuses to change the type of several values at once"));
    }
    unless_named(e, &["patch/value-filter-replace", "patch/other-elements-kept"], || {
        accepted(e, "replace/all-matching", &|now| {
            let matched = values(now.before, EITHER).len();
            if matched < 2 {
                return Err(Unjudged::not_shown("the filter did not match two values"));
            }
            let left = now.count(EITHER);
            let kept = now.keeps("phoneNumbers[type eq \"work\"].value")?;
            if left == 0 {
                return Ok([kept, lost(now)].concat());
            }
            let message = "values that match are not changed".to_owned();
            Ok(vec![now.finding(message, format!("{matched} changed"), format!("{left} of them as before"))])
        })
    })
}
