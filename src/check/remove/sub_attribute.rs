use super::*;

check! {
    /// A path may name a sub-attribute behind the value filter. Remove then takes that part of the selected
    /// values away and leaves the others (RFC 7644 §3.5.2.2).
    ///
    /// ## Why it matters
    /// Clearing the region of an address must not delete the address.
    ///
    /// ## Usual cause
    /// What stands behind the bracket is not read.
    ///
    /// ## How to fix
    /// Remove the sub-attribute from each selected value.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"addresses[type eq \"work\"].region"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"addresses[type eq \"work\"].region"}]}
    /// 200 {"addresses":[{"type":"work","locality":"Bergen"}]}
    /// ```
    id: "remove/sub-attribute",
    title: "a remove of a sub-attribute of selected values MUST keep the rest of them",
    profile: Rfc,
    severity: Error,
    covers: ["rem-04"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "remove/sub-attribute",
        "remove/sub-attribute/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "remove/sub-attribute", &|now| {
        all([
            now.lacks("addresses[type eq \"work\"].region"),
            now.keeps("addresses[type eq \"work\"].locality"),
        ])
    })
}
