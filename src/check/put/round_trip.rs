use super::*;

check! {
    /// RFC 7644 §3.5.1 lets a client send a whole resource back, read-only attributes and all. Sent back as it
    /// was read, it is accepted and changes nothing but `meta.lastModified` and `meta.version`; only a default
    /// of the server may join a value that was not there.
    ///
    /// ## Why it matters
    /// Read, change, write back is how clients use PUT. What the server shows but does not take back breaks
    /// each of them.
    ///
    /// ## Usual cause
    /// Answers are made richer than what the parser of requests accepts: an `id`, addresses, derived
    /// attributes.
    ///
    /// ## How to fix
    /// Accept in a request whatever your answers contain; ignore what a client cannot set.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-52
    /// 200 {"schemas":[…],"id":"u-52","userName":"dana.okoye@tern.example","meta":{…}}
    /// PUT /Users/u-52
    /// {"schemas":[…],"id":"u-52","userName":"dana.okoye@tern.example","meta":{…}}
    /// 400 {"schemas":[…],"status":"400","detail":"unknown property id"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"id":"u-52","userName":"dana.okoye@tern.example","meta":{…}}
    /// 200 {"schemas":[…],"id":"u-52","userName":"dana.okoye@tern.example","meta":{…}}
    /// ```
    id: "put/round-trip",
    title: "a PUT of what was just read MUST be accepted and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["put-09"],
    sources: [Rfc7644("3.5.1")],
    dialects: Without,
    needs: [
        "put/get", "put/replace", "put/before-round-trip", "put/round-trip", "put/round-trip/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "put/replace")?;
    let before = e.seen("put/before-round-trip")?;
    let put = e.seen("put/round-trip")?;
    if !put.succeeded() {
        return Ok(expect::status(&put, &[200], "the user is refused as it was read"));
    }
    let read = e.seen("put/round-trip/read")?;
    let (Some(was), Some(is)) = (before.body(), read.body().filter(|_| read.succeeded())) else {
        return Err(Unjudged::not_shown("the user is not shown before and after"));
    };
    let lost = expect::differences(was, is).into_iter().map(|difference| difference.finding(read.exchange));
    let come = grown(was, is).into_iter().map(|(name, had, has)| {
        let finding = Finding::at(read.exchange, format!("{name} has more values than before the PUT"));
        finding.expected(format!("{had}"), format!("{has}")).pointer(expect::pointer("", &name))
    });
    Ok(lost.chain(come).map(|finding| finding.caused_by(put.exchange)).collect())
}

/// The lists that are longer than they were. A single value that has come with the PUT may be a default of the
/// server's (RFC 7644 §3.5.1).
fn grown(was: &Value, is: &Value) -> Vec<(String, usize, usize)> {
    let lists = was.as_object().into_iter().flatten().filter(|(name, _)| *name != "schemas");
    let length = |value: &Value| value.as_array().map(Vec::len).filter(|length| *length > 0);
    let grown = lists.filter_map(|(name, before)| {
        let (had, has) = (length(before)?, length(access::member(is, name)?)?);
        (has > had).then(|| (name.clone(), had, has))
    });
    grown.collect()
}
