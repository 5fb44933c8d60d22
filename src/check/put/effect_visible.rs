use super::*;

check! {
    /// RFC 7644 §3.5.1 has the values of a PUT replace those of the resource. A read afterwards shows them.
    ///
    /// ## Why it matters
    /// A client that is told 200 does not write again. A value that was answered but not stored is wrong for
    /// good.
    ///
    /// ## Usual cause
    /// The answer is made from the request, while the code that stores knows only some of the attributes.
    ///
    /// ## How to fix
    /// Store first, then answer from what is stored.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","title":"Harbour pilot"}
    /// 200 {"id":"u-52","title":"Harbour pilot", …}
    /// GET /Users/u-52
    /// 200 {"id":"u-52","title":"Tide analyst", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","title":"Harbour pilot"}
    /// 200 {"id":"u-52","title":"Harbour pilot", …}
    /// GET /Users/u-52
    /// 200 {"id":"u-52","title":"Harbour pilot", …}
    /// ```
    id: "put/effect-visible",
    title: "what a PUT wrote MUST show in the next read",
    profile: Rfc,
    severity: Error,
    covers: ["put-02"],
    sources: [Rfc7644("3.5.1")],
    dialects: Without,
    needs: ["put/create", "put/get", "put/replace", "put/replace/read"],
    run: judge,
}

/// What the answer does not show either is named by `put/returns-representation`.
fn judge(e: &Evidence) -> Judged {
    let put = accepted(e, "put/replace")?;
    let read = e.seen("put/replace/read")?;
    let changed = stored_changes(e, "put/create", "put/get", &put)?;
    let Some(body) = read.body().filter(|_| read.succeeded()) else {
        return Ok(expect::status(&read, &[200], "the user cannot be read after the PUT"));
    };
    let answered: Vec<String> = put.body().map_or_else(Vec::new, |answer| pointers(&changed, answer));
    let lost = expect::differences(&changed, body).into_iter().filter(|d| !answered.contains(&d.pointer));
    Ok(lost.map(|difference| difference.finding(read.exchange).caused_by(put.exchange)).collect())
}

fn pointers(sent: &Value, shown: &Value) -> Vec<String> {
    expect::differences(sent, shown).into_iter().map(|difference| difference.pointer).collect()
}
