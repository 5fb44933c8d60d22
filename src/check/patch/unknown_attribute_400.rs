use super::*;

check! {
    /// A path must name an attribute of the resource's schemas. RFC 7644 §3.5.2 has an operation that does not
    /// fit the schema answered with an error; 400 with `invalidPath` or `noTarget` is best.
    ///
    /// ## Why it matters
    /// A misspelt mapping goes unnoticed when the server takes the value and drops it.
    ///
    /// ## Usual cause
    /// Unknown names are skipped, as they may be in a create request.
    ///
    /// ## How to fix
    /// Answer 400 `invalidPath`, and name the attribute in `detail`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"tideGauge","value":"North pier"}]}
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"tideGauge","value":"North pier"}]}
    /// 400 {"scimType":"invalidPath","status":"400"}
    /// ```
    id: "patch/unknown-attribute-400",
    title: "a PATCH of an attribute that does not exist SHOULD be refused with 400",
    profile: Rfc,
    severity: Warning,
    covers: ["pat-10"],
    sources: [Rfc7644("3.5.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/unknown-attribute",
        "modify/unknown-attribute/read",
    ],
    run: judge,
}

/// A server error has a check of its own.
fn judge(e: &Evidence) -> Judged {
    if e.seen("modify/unknown-attribute")?.status() >= 500 {
        let reason = "the tenant answers with a server error, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    refused(e, "modify/unknown-attribute", &[400], &[])
}
