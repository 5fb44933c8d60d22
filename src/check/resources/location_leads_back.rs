use super::*;

check! {
    /// RFC 7643 §3.1 defines `meta.location` as the URI of the resource; a read of it answers with the resource
    /// of the same id.
    ///
    /// ## Why it matters
    /// Clients follow the address to read and to write. One that leads nowhere makes every later request fail.
    ///
    /// ## Usual cause
    /// The address is put together by hand and misses a prefix or an "s".
    ///
    /// ## How to fix
    /// Build it from the same route that answers reads.
    ///
    /// ## Fails
    /// ```http
    /// GET /User/7 (from meta.location)
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7 (from meta.location)
    /// 200 {"id":"7"}
    /// ```
    id: "resources/location-leads-back",
    title: "a read of meta.location MUST answer with the resource itself",
    profile: Rfc,
    severity: Error,
    covers: ["res-16"],
    sources: [Rfc7643("3.1"), Rfc7643("2.3.7")],
    dialects: Without,
    needs: ["resources/create", "resources/get", "resources/location"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let get = e.seen("resources/get")?;
    let Some(place) = get.body().and_then(|body| meta(body, "location")) else {
        return Err(needs("meta.location is missing, which another check names"));
    };
    let read = followed(e, "resources/location", "meta.location")?;
    let id = get.id();
    if id.is_none() || e.seen("resources/create")?.id() != id {
        return Err(needs("create and read do not show the same id, which another check names"));
    }
    if read.status() == 200 && read.id() == id {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "meta.location does not lead to the resource");
    let actual =
        read.id().map_or_else(|| expect::answer(read.exchange), |id| format!("the resource with id {id}"));
    Ok(vec![finding.expected(format!("the resource at {}", expect::quote(place)), actual)])
}
