use super::*;

check! {
    /// An administrator can map any attribute. An operation on one the server does not know is refused with 400
    /// or ignored; a 5xx is neither. Inferred from how the service treats errors.
    ///
    /// ## Why it matters
    /// Entra takes a 5xx for an outage and sends the same request again, for that person, in every cycle.
    ///
    /// ## Usual cause
    /// The path is looked up in a table of columns, and the missing entry is not handled.
    ///
    /// ## How to fix
    /// Answer 400 `invalidPath` for a path that leads nowhere.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"tideGauge","value":"North pier"}]}
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"tideGauge","value":"North pier"}]}
    /// 400 {"scimType":"invalidPath","status":"400"}
    /// ```
    id: "patch/unknown-attribute-no-server-error",
    title: "a PATCH of an attribute that does not exist SHOULD NOT end in a server error",
    profile: Rfc,
    severity: Warning,
    covers: ["E-86"],
    sources: [Inferred, Rfc7644("3.12")],
    dialects: Without,
    needs: ["modify/unknown-attribute", "modify/unknown-attribute/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("modify/unknown-attribute")?;
    if patch.status() < 500 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(patch.exchange, "the PATCH ends in a server error");
    Ok(vec![finding.expected("400, or a success that ignores the attribute", expect::answer(patch.exchange))])
}
