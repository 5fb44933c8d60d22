use super::*;

check! {
    /// Microsoft Learn shows the whole user in a query's answer: what the answer holds is what the service
    /// compares with the directory.
    ///
    /// ## Why it matters
    /// An attribute that is missing from the answer looks empty to Entra, which then writes it again in every
    /// cycle, or adds what should have been replaced.
    ///
    /// ## Usual cause
    /// Lists are made from a summary or a search index that knows a few attributes only.
    ///
    /// ## How to fix
    /// Return the same attributes in lists as for a single resource, unless `attributes` or
    /// `excludedAttributes` ask otherwise.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","userName":"mira@tern.example"}]}
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira@tern.example","title":"Tide analyst"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","userName":"mira@tern.example","title":"Tide analyst"}]}
    /// ```
    id: "query/hit-has-attributes",
    title: "a resource found by a query MUST show the same attributes as when it is read by id",
    profile: Entra,
    severity: Error,
    covers: ["E-42"],
    sources: [Learn("get-user-by-query"), Rfc7644("3.4.2"), Source::Inferred],
    dialects: Without,
    needs: ["users/create", "users/get", "users/create-decoy", "users/match"],
    run: judge,
}

/// What the read by id does not show either is the matter of another check.
fn judge(e: &Evidence) -> Judged {
    let get = e.seen("users/get")?;
    let query = e.seen("users/match")?;
    let created = e.seen("users/create")?;
    let hit = query.resources().iter().find(|hit| expect::is_created(hit, &created));
    let (Some(whole), Some(hit)) = (get.body(), hit) else {
        return Err(Unjudged::not_shown("the query did not return the user"));
    };
    let sent = e.seen("users/create")?.sent();
    let known: Vec<String> = expect::differences(sent, whole).into_iter().map(|d| d.pointer).collect();
    let missing = expect::differences(sent, hit).into_iter().filter(|d| !known.contains(&d.pointer));
    Ok(missing.map(|difference| difference.finding(query.exchange)).collect())
}
