use super::*;

check! {
    /// RFC 7644 §3.9 lets a client give `attributes` with any operation whose answer holds a resource: POST,
    /// PUT and PATCH as well as GET.
    ///
    /// ## Why it matters
    /// A client that changes one attribute of a large resource does not want all of it back.
    ///
    /// ## Usual cause
    /// Only the code for reads looks at the parameter.
    ///
    /// ## How to fix
    /// Select attributes where the answer is built, whatever the method.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users?attributes=userName
    /// 201 {"schemas":[…],"id":"7","userName":"tora","title":"Diver","name":{"givenName":"Tora","familyName":"Hansen"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users?attributes=userName
    /// 201 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/on-writes",
    title: "attributes MUST narrow the resource in the answer to a write, too",
    profile: Rfc,
    severity: Error,
    covers: ["attr-11"],
    sources: [Rfc7644("3.9")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name", "projection/create", "projection/created", "projection/patch", "projection/put"],
    run: judge,
}

/// An answer without a body has nothing to narrow, and a refused write has a check of its own.
fn judge(e: &Evidence) -> Judged {
    narrowed(e)?;
    let read = e.seen("projection/created")?;
    if read.body().is_none_or(|body| further(e, body, &["userName"]).is_empty()) {
        return Err(Unjudged::not_shown("the user shows nothing that could be left out"));
    }
    let writes = ["projection/create", "projection/patch", "projection/put"]
        .into_iter()
        .filter_map(|step| e.find(step));
    let shown: Vec<Seen> = writes.filter(|write| write.succeeded() && write.body().is_some()).collect();
    if shown.is_empty() {
        return Err(Unjudged::not_shown("no write is answered with the resource"));
    }
    Ok(shown.iter().filter_map(|write| too_much(e, write, &["userName"])).collect())
}
