use super::*;

check! {
    /// RFC 7643 §3.1 has the `id` assigned by the server alone and never changed. A PUT whose body names
    /// another `id` than its path is either carried out with that `id` ignored, or refused with 400.
    ///
    /// ## Why it matters
    /// The `id` is what Entra remembers an account by. If a write can change it, the link is lost and the next
    /// cycle creates a second account.
    ///
    /// ## Usual cause
    /// The body is stored as it came, `id` included.
    ///
    /// ## How to fix
    /// Take the `id` from the path, always; drop it from the body, or answer 400 when the two differ.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"id":"u-99","userName":"dana.okoye@tern.example"}
    /// 200 {"id":"u-99","userName":"dana.okoye@tern.example", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"id":"u-99","userName":"dana.okoye@tern.example"}
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// ```
    id: "put/body-id",
    title: "an id in the body of a PUT MUST NOT move the resource",
    profile: Rfc,
    severity: Error,
    covers: ["put-08"],
    sources: [Rfc7643("3.1"), Rfc7644("3.5.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "put/create", "put/get", "put/replace", "put/other-id", "put/other-id/read",
        "put/other-id/elsewhere", "users/unknown-id",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "put/replace")?;
    let put = e.seen("put/other-id")?;
    let id = e.seen("put/create")?.id().unwrap_or_default();
    if !put.succeeded() && put.status() != 400 {
        let finding =
            Finding::at(put.exchange, "a PUT with another id in its body is neither carried out nor refused");
        return Ok(vec![finding.expected("200 or 400", expect::answer(put.exchange)).pointer("/id")]);
    }
    let read = e.seen("put/other-id/read")?;
    let mut findings = Vec::new();
    if read.id() != Some(id) {
        let finding = Finding::at(read.exchange, "the user is no longer read under its id");
        let actual = read.id().map_or_else(|| expect::answer(read.exchange), str::to_owned);
        findings.push(finding.expected(id, actual).pointer("/id").caused_by(put.exchange));
    }
    let elsewhere = e.seen("put/other-id/elsewhere")?;
    let answers_anything = e.find("users/unknown-id").is_some_and(|unknown| unknown.succeeded());
    if findings.is_empty() && elsewhere.succeeded() && !answers_anything {
        let finding = Finding::at(elsewhere.exchange, "a user is found under the id of the body");
        findings.push(finding.expected("404", expect::answer(elsewhere.exchange)).caused_by(put.exchange));
    }
    Ok(findings)
}
