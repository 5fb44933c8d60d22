use super::*;

check! {
    /// Where a PATCH is answered with 200, the body is the resource as the operations left it (RFC 7644
    /// §3.5.2).
    ///
    /// ## Why it matters
    /// Clients take the answer for the new state. One that still shows the old value makes them send the change
    /// again and again.
    ///
    /// ## Usual cause
    /// The answer is built from the object that was loaded before the change.
    ///
    /// ## How to fix
    /// Build the answer after the change was stored, from what was stored.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// 200 {"id":"7","title":"Tide analyst"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// 200 {"id":"7","title":"Harbour pilot"}
    /// ```
    id: "patch/answer-shows-result",
    title: "a 200 to a PATCH MUST show the resource after all operations",
    profile: Rfc,
    severity: Error,
    covers: ["pat-21"],
    sources: [Rfc7644("3.5.2")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read"],
    run: judge,
}

/// An answer that leaves the attribute out is no whole resource, which another check names.
fn judge(e: &Evidence) -> Judged {
    accepted(e, "modify/good", &|now| {
        let shown = now.patch.body().filter(|_| now.patch.status() == 200);
        let Some(title) = shown.and_then(|body| crate::scim::access::member(body, "title")) else {
            return Err(Unjudged::not_shown("the answer does not show what was changed"));
        };
        let sent = now.patch.sent().pointer("/Operations/0/value").unwrap_or(&Value::Null);
        if expect::arrived(sent, title) {
            return Ok(Vec::new());
        }
        let finding = Finding::at(now.patch.exchange, "the answer does not show the change");
        Ok(vec![finding.expected(expect::quote(sent), expect::quote(title)).pointer("/title")])
    })
}
