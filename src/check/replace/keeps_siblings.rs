use super::*;

check! {
    /// A replace by `name.familyName` changes that part of the name and no other (RFC 7644 §3.5.2.3).
    ///
    /// ## Why it matters
    /// A person who marries loses the given name.
    ///
    /// ## Usual cause
    /// The complex attribute is replaced by an object with the one member.
    ///
    /// ## How to fix
    /// Change the member of the stored object.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"name.familyName","value":"Lind"}]}
    /// 200 {"name":{"familyName":"Lind"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"name.familyName","value":"Lind"}]}
    /// 200 {"name":{"givenName":"Mira","familyName":"Lind"}}
    /// ```
    id: "replace/keeps-siblings",
    title: "a replace of a sub-attribute MUST keep the others",
    profile: Rfc,
    severity: Error,
    covers: ["rep-04"],
    sources: [Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/complex", "add/complex/read",
        "add/sub-attribute", "add/sub-attribute/read", "replace/sub-attribute",
        "replace/sub-attribute/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/sub-attribute", "add/complex"], || {
        accepted(e, "replace/sub-attribute", &|now| {
            all([now.shows_sent("name.familyName", "/Operations/0/value"), now.keeps("name.givenName")])
        })
    })
}
