use super::*;

check! {
    /// RFC 7644 §3.5.1 has the values of a PUT replace those of the resource, and RFC 7643 §3.1 has
    /// `externalId` written by the client alone: it is kept and returned exactly. Where it is left out,
    /// clearing and keeping it are both right.
    ///
    /// ## Why it matters
    /// `externalId` is the key under which the client finds its account again. If an outdated one stays, the
    /// next look-up finds nobody.
    ///
    /// ## Usual cause
    /// `externalId` is stored on create and not among the columns an update writes.
    ///
    /// ## How to fix
    /// Update `externalId` like any other attribute, and keep its letter case.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","externalId":"Crew-7"}
    /// 200 {"id":"u-52","externalId":"Staff-7", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","externalId":"Crew-7"}
    /// 200 {"id":"u-52","externalId":"Crew-7", …}
    /// ```
    id: "put/external-id",
    title: "an externalId sent by PUT MUST be stored as it was sent",
    profile: Rfc,
    severity: Error,
    covers: ["put-12"],
    sources: [Rfc7644("3.5.1"), Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "put/create", "put/get", "put/replace", "put/replace/read", "put/external-id-create", "put/external-id-get", "put/external-id",
        "put/external-id/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_effect(e)?;
    let put = e.seen("put/external-id")?;
    if !put.succeeded() {
        return Ok(expect::status(&put, &[200], "a PUT that changes externalId is refused"));
    }
    let changed = stored_changes(e, "put/external-id-create", "put/external-id-get", &put)?;
    let read = e.seen("put/external-id/read")?;
    let Some(body) = read.body().filter(|_| read.succeeded()) else {
        return Ok(expect::status(&read, &[200], "the user cannot be read after the PUT"));
    };
    let differences = expect::differences(&changed, body);
    Ok(differences.into_iter().map(|d| d.finding(read.exchange).caused_by(put.exchange)).collect())
}
