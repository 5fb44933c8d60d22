use super::*;

check! {
    /// A create without a required attribute is refused in an orderly way: not with a 5xx, and not with a 2xx
    /// that stores nothing.
    ///
    /// ## Why it matters
    /// A 5xx makes Entra repeat the request in every cycle. A 2xx without an account makes it believe that the
    /// person has one.
    ///
    /// ## Usual cause
    /// The missing value is found out by the database, long after the request was taken for good.
    ///
    /// ## How to fix
    /// Validate the body first, and answer 400 with a detail that names the attribute.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"} (without the roles that are documented as required)
    /// 500 {"detail":"an unexpected error occurred"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 400 {"scimType":"invalidValue","detail":"roles is required"}
    /// ```
    id: "suite/required-no-server-error",
    title: "a create without a required attribute MUST NOT end in a 5xx or a 2xx that stores nothing",
    profile: Entra,
    severity: Error,
    covers: ["ent-21"],
    sources: [Source::Suite, Rfc7644("3.12")],
    dialects: Without,
    needs: ["required/*"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    for (name, seen) in lacking(e)? {
        if seen.status() >= 500 {
            let finding = Finding::at(seen.exchange, format!("a create without {name} is a server error"));
            findings.push(finding.expected("4xx", expect::answer(seen.exchange)));
        }
        if seen.succeeded() && !is_stored(e, name, &seen) {
            let finding = Finding::at(
                seen.exchange,
                format!("a create without {name} is accepted, but nothing is stored"),
            );
            findings.push(finding.expected("4xx, or the stored user", expect::answer(seen.exchange)));
        }
    }
    Ok(findings)
}

/// An accepted create without an id in its answer stored nothing that can be shown.
fn is_stored(e: &Evidence, name: &str, seen: &Seen) -> bool {
    let read = e.find(&format!("{REQUIRED}{name}/read"));
    seen.id().is_some() && read.is_none_or(|read| read.succeeded())
}
