use super::*;

check! {
    /// RFC 7644 §3.5.2.3: a replace of a complex attribute writes the sub-attributes of its value; those that
    /// are not named are left unchanged.
    ///
    /// ## Why it matters
    /// A changed given name must not cost the family name.
    ///
    /// ## Usual cause
    /// The stored object is replaced as a whole.
    ///
    /// ## How to fix
    /// Merge the object into the stored one.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"name","value":{"givenName":"Ingrid"}}]}
    /// 200 {"name":{"givenName":"Ingrid"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"name","value":{"givenName":"Ingrid"}}]}
    /// 200 {"name":{"givenName":"Ingrid","familyName":"Berg"}}
    /// ```
    id: "replace/complex-keeps-unnamed",
    title: "a replace of a complex attribute MUST keep the sub-attributes it does not name",
    profile: Rfc,
    severity: Error,
    covers: ["more-38"],
    sources: [Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/complex", "add/complex/read",
        "add/sub-attribute", "add/sub-attribute/read", "replace/sub-attribute",
        "replace/sub-attribute/read", "replace/complex", "replace/complex/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["add/complex"], || {
        accepted(e, "replace/complex", &|now| {
            all([
                now.shows_sent("name.givenName", "/Operations/0/value/givenName"),
                now.keeps("name.familyName"),
            ])
        })
    })
}
