use super::*;

check! {
    /// Good practice: a body with a thousand levels of nesting, or a text of a hundred kilobytes, is refused
    /// with 400 or 413, or passed over. It does not bring the server down.
    ///
    /// ## Why it matters
    /// A parser that calls itself for each level runs out of stack. One small request then stops the service
    /// for everybody.
    ///
    /// ## Usual cause
    /// No limit on the depth or size of what is parsed.
    ///
    /// ## How to fix
    /// Set both limits in the parser, and answer 400 or 413.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"kim","layers":[[[[…]]]]}
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"kim","layers":[[[[…]]]]}
    /// 400 {"status":"400","scimType":"invalidSyntax"}
    /// ```
    id: "security/deep-json-bounded",
    title: "deeply nested or long JSON SHOULD be answered without an error of the server",
    profile: Rfc,
    severity: Warning,
    covers: ["sec-06"],
    sources: [Source::Inferred, Rfc(8259, "9")],
    dialects: Without,
    needs: ["refusals/malformed-body", "transport/deep-post", "transport/long-post"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    super::super::errors::needs_parser(e)?;
    let mut findings = Vec::new();
    for step in ["transport/deep-post", "transport/long-post"] {
        let seen = e.seen(step)?;
        if seen.status() >= 500 {
            let finding = Finding::at(seen.exchange, "an unusual body makes the server fail");
            findings.push(finding.expected("400, 413 or 201", expect::answer(seen.exchange)));
        }
    }
    Ok(findings)
}
