use super::*;

check! {
    /// RFC 7644 §3.5.1 has a successful PUT answered with 200 and the whole resource as it is now.
    ///
    /// ## Why it matters
    /// From the answer the client learns what the server made of its values: defaults, values it did not take,
    /// the new version. With 204 it works on with what it only believes.
    ///
    /// ## Usual cause
    /// The handler answers like that of DELETE or PATCH, where 204 is right.
    ///
    /// ## How to fix
    /// After storing, answer 200 with the resource as a GET would show it.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","title":"Harbour pilot"}
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","title":"Harbour pilot"}
    /// 200 {"schemas":[…],"id":"u-52","userName":"dana.okoye@tern.example","title":"Harbour pilot","meta":{…}}
    /// ```
    id: "put/returns-representation",
    title: "a PUT MUST be answered with 200 and the new representation",
    profile: Rfc,
    severity: Error,
    covers: ["put-01"],
    sources: [Rfc7644("3.5.1")],
    dialects: Without,
    needs: ["put/create", "put/get", "put/replace"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let put = e.seen("put/replace")?;
    needs_put(e)?;
    let refused = expect::status(&put, &[200], "the PUT is not answered with 200");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let id = e.seen("put/create")?.id();
    let Some(body) = put.body().filter(|_| put.id().is_some() && put.id() == id) else {
        let finding = Finding::at(put.exchange, "the answer does not show the resource");
        let actual = put.body().map_or_else(|| "no JSON object".to_owned(), expect::quote);
        return Ok(vec![finding.expected(format!("the user {}", id.unwrap_or_default()), actual)]);
    };
    let changed = stored_changes(e, "put/create", "put/get", &put)?;
    Ok(expect::differences(&changed, body).into_iter().map(|d| d.finding(put.exchange)).collect())
}
