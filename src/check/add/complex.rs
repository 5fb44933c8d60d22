use super::*;

check! {
    /// RFC 7644 §3.5.2.1: when the path names a complex attribute, the value is an object of its
    /// sub-attributes, and each is set. What becomes of sub-attributes that are not named is not judged.
    ///
    /// ## Why it matters
    /// Clients send a person's name as one object.
    ///
    /// ## Usual cause
    /// PATCH knows paths to sub-attributes only, or takes the value for a text.
    ///
    /// ## How to fix
    /// Merge the object into the attribute.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"name","value":{"givenName":"Mira"}}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"name","value":{"givenName":"Mira"}}]}
    /// 200 {"name":{"givenName":"Mira"}}
    /// ```
    id: "add/complex",
    title: "an add of a complex attribute MUST set the sub-attributes it names",
    profile: Rfc,
    severity: Error,
    covers: ["add-03"],
    sources: [Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "add/complex", "add/complex/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "add/complex", &|now| {
        all([
            now.shows_sent("name.givenName", "/Operations/0/value/givenName"),
            now.shows_sent("name.familyName", "/Operations/0/value/familyName"),
        ])
    })
}
