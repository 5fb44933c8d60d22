use super::*;

check! {
    /// RFC 7644 §3.11 gives a server three ways to answer `/Me`: it serves the resource of whoever is logged
    /// in, redirects to it with 308, or says by 501 that it does not know `/Me`.
    ///
    /// ## Why it matters
    /// Clients that act for a person try `/Me` first. From 501 they learn that it is not there; a 404 or 403
    /// looks like a missing account or a missing right. Entra never asks.
    ///
    /// ## Usual cause
    /// Nobody thought of `/Me`, so that the router answers 404 as for any unknown path.
    ///
    /// ## How to fix
    /// Answer 501 at `/Me` unless you serve it.
    ///
    /// ## Fails
    /// ```http
    /// GET /Me
    /// 404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Me
    /// 501 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501","detail":"there is no /Me here"}
    /// ```
    id: "me/answer",
    title: "a GET of /Me SHOULD be served, redirected with 308, or answered with 501",
    profile: Rfc,
    severity: Warning,
    covers: ["me-01"],
    sources: [Rfc7644("3.11")],
    dialects: Without,
    needs: ["me/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("me/read")?;
    if is_served(&seen) || matches!(seen.status(), 308 | 501) {
        return Ok(Vec::new());
    }
    if seen.succeeded() {
        let finding = Finding::at(seen.exchange, "the answer of /Me is no resource");
        return Ok(vec![finding.expected("a resource, 308 or 501", expect::answer(seen.exchange))]);
    }
    let finding = Finding::at(seen.exchange, "/Me is neither served, redirected nor answered with 501");
    Ok(vec![finding.expected("200, 308 or 501", expect::answer(seen.exchange))])
}
