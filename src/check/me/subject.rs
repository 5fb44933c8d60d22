use super::*;
use crate::scim::access;

check! {
    /// RFC 7644 §3.11 has `/Me` stand for whoever is logged in. A provisioning credential seldom belongs to a
    /// person: `/Me` then answers with an error or with a resource that is no user. In no case it stands for a
    /// user that this run created a moment ago.
    ///
    /// ## Why it matters
    /// A client that changes "its own" account through `/Me` would change somebody else's.
    ///
    /// ## Usual cause
    /// Without a person behind the token, the look-up falls back to some record, such as the last one.
    ///
    /// ## How to fix
    /// Answer 501, 404 or 403 where the credential belongs to no resource.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// {"schemas":[…],"userName":"dana.okoye@tern.example"}
    /// 201 {"id":"u-52", …}
    /// GET /Me
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// {"schemas":[…],"userName":"dana.okoye@tern.example"}
    /// 201 {"id":"u-52", …}
    /// GET /Me
    /// 501 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501"}
    /// ```
    id: "me/subject",
    title: "/Me SHOULD NOT stand for a user the credential has nothing to do with",
    profile: Rfc,
    severity: Warning,
    covers: ["me-04"],
    sources: [Rfc7644("3.11")],
    dialects: Without,
    needs: ["me/create", "me/get", "me/read"],
    run: judge,
}

/// Storylines run side by side, so that another user of this run may be the one that is shown.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("me/read")?;
    let run = &e.transcript().header.run;
    let name = seen.body().filter(|_| seen.succeeded()).and_then(|body| access::member(body, "userName"));
    let ours = name.and_then(Value::as_str).filter(|name| name.contains(run.as_str()));
    let location = seen.exchange.response().and_then(|response| response.header("location"));
    let id = e.seen("me/create")?.id().unwrap_or("?");
    let redirected = location.filter(|to| seen.status() == 308 && to.ends_with(&format!("/{id}")));
    let Some(subject) = ours.or(redirected) else { return Ok(Vec::new()) };
    let finding = Finding::at(seen.exchange, "/Me stands for a user that this run created");
    Ok(vec![finding.expected("an error, or whoever the credential belongs to", subject)])
}
