use super::*;
use crate::scim::access;

check! {
    /// RFC 7643 §3.1 and Microsoft Learn require that every resource in a list carries its `id`, a string that
    /// is not empty.
    ///
    /// ## Why it matters
    /// Entra stores the id as its link to the account. Without it every later update has no target.
    ///
    /// ## Usual cause
    /// The list is made by other code than the single resource, or the id is a number.
    ///
    /// ## How to fix
    /// Use the same function for resources in lists and on their own, and write the id as a string.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"userName":"mira@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","userName":"mira@tern.example"}]}
    /// ```
    id: "query/resources-have-id",
    title: "every resource in a list MUST carry a non-empty string id",
    profile: Entra,
    severity: Error,
    covers: ["E-23"],
    sources: [Rfc7643("3.1"), Learn("general")],
    dialects: Without,
    needs: ["users/match"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("users/match")?;
    if seen.resources().is_empty() {
        return Err(Unjudged::not_shown("the query for the created user returned no resource"));
    }
    let wrong = seen.resources().iter().enumerate().find_map(|(index, resource)| {
        let id = access::member(resource, "id");
        let fine = id.and_then(Value::as_str).is_some_and(|id| !id.is_empty());
        (!fine).then(|| (index, id.map_or_else(|| "nothing".to_owned(), expect::quote)))
    });
    Ok(wrong
        .map(|(index, actual)| {
            let finding = Finding::at(seen.exchange, "a resource in the list has no usable id");
            finding.expected("a non-empty string", actual).pointer(format!("/Resources/{index}/id"))
        })
        .into_iter()
        .collect())
}
