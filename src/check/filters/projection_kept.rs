use super::*;
use crate::scim::access;

check! {
    /// RFC 7644 §3.9 and §3.4.2.5 let a client say which attributes it wants back, in a filtered list as in
    /// every other answer.
    ///
    /// ## Why it matters
    /// Entra leaves the members out of every look-up of a group so. What it did not ask for costs time on both
    /// sides.
    ///
    /// ## Usual cause
    /// The parameters are read for single resources alone, or a filter takes another path through the code.
    ///
    /// ## How to fix
    /// Apply both parameters where resources are written, whatever found them.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22aiko%22&excludedAttributes=displayName
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko","displayName":"Aiko Mori"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22aiko%22&excludedAttributes=displayName
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko"}]}
    /// ```
    id: "filters/projection-kept",
    title: "a filtered list MUST honour attributes and excludedAttributes",
    profile: Rfc,
    severity: Error,
    covers: ["flt-37"],
    sources: [Rfc7644("3.9"), Rfc7644("3.4.2.5")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/excluded/*",
        "filters/asked/*",
        "discovery/schemas",
    ],
    run: judge,
}

/// Absence means something only where the same query without the parameters shows the attribute, and the hit another
/// one.
fn judge(e: &Evidence) -> Judged {
    Cast::of(e)?;
    e.seen("filters/excluded/match")?;
    let created = e.seen("filters/create/same")?;
    let baseline = e.seen("filters/baseline")?;
    let hit = baseline.resources().iter().find(|hit| expect::is_created(hit, &created));
    if hit.and_then(|hit| access::member(hit, "displayName")).is_none_or(expect::is_empty) {
        return Err(Unjudged::not_shown("a filtered list shows no displayName that could be left out"));
    }
    if declared(e, "displayName", None, "returned").and_then(Value::as_str) == Some("always") {
        return Err(Unjudged::not_shown("the tenant declares that displayName is always returned"));
    }
    both(vec![left_out(e, "filters/excluded/match"), left_out(e, "filters/asked/match")])
}

fn left_out(e: &Evidence, step: &str) -> Judged {
    let seen = e.seen(step)?;
    let created = e.seen("filters/create/same")?;
    let hit = seen.resources().iter().find(|hit| expect::is_created(hit, &created));
    let Some(hit) = hit.filter(|hit| access::member(hit, "userName").is_some()) else {
        return Err(Unjudged::not_shown("the filtered list does not show the user by userName"));
    };
    let Some(shown) = access::member(hit, "displayName") else { return Ok(Vec::new()) };
    let finding = Finding::at(seen.exchange, "the filtered list shows displayName, which was not asked for");
    Ok(vec![finding.expected("no displayName", expect::quote(shown)).pointer("/Resources/0/displayName")])
}
