use super::*;

check! {
    /// RFC 7644 §3.4.1 and Microsoft Learn require that a user is read by id: 200 with the user.
    ///
    /// ## Why it matters
    /// Entra reads the linked account before it changes it. Where that fails, nothing is updated.
    ///
    /// ## Usual cause
    /// The route is missing, or the id of the answer is not the one in the URL.
    ///
    /// ## How to fix
    /// Serve `GET /Users/{id}` with the whole user, under the id that the create answered with.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-7
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    id: "users/get-by-id",
    title: "a user MUST be read by id with 200",
    profile: Entra,
    severity: Error,
    covers: ["E-60", "get-01", "ent-05"],
    sources: [Learn("get-user"), Rfc7644("3.4.1")],
    dialects: Without,
    needs: ["users/create", "users/get"],
    run: judge,
}

/// Another id in the answer is the matter of `users/create-returns-id`.
fn judge(e: &Evidence) -> Judged {
    let get = e.seen("users/get")?;
    let mut findings = expect::status(&get, &[200], "the created user cannot be read by its id");
    if findings.is_empty() && get.body().and_then(crate::scim::access::id).is_none() {
        let finding = Finding::at(get.exchange, "the answer is not a user with an id");
        let actual = get.exchange.json().map_or_else(|| "no JSON".to_owned(), expect::quote);
        findings.push(finding.expected("the user", actual));
    }
    Ok(findings)
}
