use super::*;

check! {
    /// RFC 7643 §3.1 makes `id` an attribute that is always returned, so RFC 7644 §3.9 keeps it in an answer
    /// although `attributes` does not name it or `excludedAttributes` does.
    ///
    /// ## Why it matters
    /// Without the id a client cannot tell whose attributes it has read, nor write to the resource afterwards.
    ///
    /// ## Usual cause
    /// The projection is applied to the whole object, with no exception.
    ///
    /// ## How to fix
    /// Keep what your schema declares `returned: always` out of the projection.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?excludedAttributes=id,userName
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"displayName":"Mira Solberg"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?excludedAttributes=id,userName
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","displayName":"Mira Solberg"}
    /// ```
    id: "resources/id-survives-projection",
    title: "every answer MUST carry the id, whatever attributes were asked for",
    profile: Rfc,
    severity: Error,
    covers: ["res-05", "res-21"],
    sources: [Rfc7643("3.1"), Rfc7643("7"), Rfc7644("3.9")],
    dialects: Without,
    needs: ["resources/get", "resources/projected", "resources/projected-without"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let whole = e.seen("resources/get")?;
    let Some(id) = whole.id() else {
        return Err(needs("the user is shown without an id, which another check names"));
    };
    let steps = ["resources/projected", "resources/projected-without"];
    let answers: Vec<_> =
        steps.iter().filter_map(|step| e.find(step)).filter(|seen| seen.status() == 200).collect();
    if answers.is_empty() {
        return Err(Unjudged::not_shown("no answer with chosen attributes was given"));
    }
    let lost = answers.into_iter().filter(|seen| seen.id() != Some(id));
    Ok(lost
        .map(|seen| {
            let finding = Finding::at(seen.exchange, "the id is missing where attributes were chosen");
            finding.expected(id, told(attribute(&seen, "id"))).pointer("/id")
        })
        .collect())
}
