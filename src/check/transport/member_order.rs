use super::*;

check! {
    /// A JSON object is unordered, and RFC 7643 §2.3.8 says so of complex attributes. Microsoft's own samples
    /// put `op`, `path` and `value` in different orders.
    ///
    /// ## Why it matters
    /// Which order a client writes is an accident of its library. A server that depends on it works until the
    /// library is updated.
    ///
    /// ## Usual cause
    /// A streaming parser that decides by `schemas` or `op` before it has read the rest.
    ///
    /// ## How to fix
    /// Read the whole object first, then look at its members by name.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"ove","schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}
    /// 400 {"detail":"schemas must come first"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"ove","schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}
    /// 201 {"id":"u-4","userName":"ove"}
    /// ```
    id: "transport/member-order",
    title: "the order of members in a JSON body MUST make no difference",
    profile: Rfc,
    severity: Error,
    covers: ["http-25", "E-14"],
    sources: [Rfc7643("2.3.8"), Rfc(8259, "4"), Learn("update-user-single-valued-properties")],
    dialects: Without,
    needs: ["spelling/capital", "spelling/capital/read", "transport/create", "transport/get", "transport/reversed", "transport/reversed/read", "transport/reversed-patch", "transport/reversed-patch/read"],
    run: judge,
}

/// The same body in the usual order is the yardstick.
fn judge(e: &Evidence) -> Judged {
    if !e.seen("transport/create")?.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "transport/create did not succeed".to_owned()));
    }
    let create = e.seen("transport/reversed")?;
    if !create.succeeded() {
        return Ok(expect::status(
            &create,
            &[201],
            "the create request is refused when its members are reversed",
        ));
    }
    let lost = lost(e, &create)?;
    if !lost.is_empty() {
        return Ok(lost);
    }
    let patch = match e.seen("transport/reversed-patch") {
        Err(Unjudged::Skipped(SkipKind::Suite, _)) => return Ok(Vec::new()),
        seen => seen?,
    };
    let plain = super::super::patch::takes_effect(e, "spelling/capital");
    if plain.is_ok_and(|findings| !findings.is_empty()) {
        let reason = "a PATCH with its members in the usual order does not work either";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(expect::effect(&patch, Some(e.seen("transport/reversed-patch/read")?)))
}

/// What the read behind the create does not show as sent, although it does where the members had the usual order.
fn lost<'a>(e: &Evidence<'a>, create: &Seen) -> Judged {
    let read = e.seen("transport/reversed/read")?;
    let (usual, plain) = (e.seen("transport/create")?, e.seen("transport/get")?);
    let body = |read: &Seen<'a>| read.body().filter(|_| read.succeeded());
    let (Some(shown), Some(plain)) = (body(&read), body(&plain)) else {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the users cannot be read back".to_owned()));
    };
    let spoilt: Vec<String> =
        expect::differences(usual.sent(), plain).into_iter().map(|d| d.pointer).collect();
    let differences = expect::differences(create.sent(), shown).into_iter();
    let lost = differences.filter(|difference| !spoilt.contains(&difference.pointer)).take(1);
    Ok(lost.map(|difference| difference.finding(read.exchange).caused_by(create.exchange)).collect())
}
