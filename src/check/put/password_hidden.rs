use super::*;

check! {
    /// RFC 7643 §4.1.1 and §7 have `password` never returned, in no answer and in no form. Where the tenant
    /// advertises `changePassword`, a PUT that sets one is also to be accepted.
    ///
    /// ## Why it matters
    /// Answers end up in logs: those of the client, of proxies, of support cases. A password in them is
    /// everybody's.
    ///
    /// ## Usual cause
    /// The answer repeats the request instead of showing what is stored, or the attribute is returned like any
    /// other text.
    ///
    /// ## How to fix
    /// Leave `password` out of every answer, also as a hash.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","password":"Kelp_47!tide"}
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example","password":"Kelp_47!tide", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","password":"Kelp_47!tide"}
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// ```
    id: "put/password-hidden",
    title: "a password sent by PUT MUST NOT be shown",
    profile: Rfc,
    severity: Error,
    covers: ["put-13"],
    sources: [Rfc7643("4.1.1"), Rfc7643("7")],
    dialects: Without,
    needs: [
        "put/replace", "put/password-get", "put/password", "put/password/read", "discovery/config",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "put/replace")?;
    let put = e.seen("put/password")?;
    let shows = |seen: &Seen| {
        seen.body()
            .and_then(|body| crate::scim::access::member(body, "password"))
            .is_some_and(|p| !expect::is_empty(p))
    };
    let shown = [put, e.seen("put/password/read")?].into_iter().find(shows);
    if let Some(seen) = shown {
        let finding = Finding::at(seen.exchange, "the answer shows a password");
        return Ok(vec![finding.expected("no password", "password is there").pointer("/password")]);
    }
    if put.succeeded() {
        return Ok(Vec::new());
    }
    if !e.supports("changePassword")? {
        return Err(Unjudged::not_shown("the tenant takes no password, and advertises no changePassword"));
    }
    Ok(expect::status(&put, &[200], "a password is refused although changePassword is advertised"))
}
