use super::*;
use crate::scim::{access, urn};

check! {
    /// RFC 7644 §3.4.2.2 lets clients ask for resources that use an extension with `schemas eq "<URN>"`. A
    /// server answers rightly or refuses with 400.
    ///
    /// ## Why it matters
    /// It is how a client finds the users that carry the data of its own extension.
    ///
    /// ## Usual cause
    /// `schemas` is a constant of the endpoint and not looked at per resource.
    ///
    /// ## How to fix
    /// Compare with the URNs of those extensions in which the resource has a value.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20schemas%20eq%20%22urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Aextension%3Aenterprise%3A2.0%3AUser%22
    /// 200 {"totalResults":1,"Resources":[{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"4"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20schemas%20eq%20%22urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Aextension%3Aenterprise%3A2.0%3AUser%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/schemas",
    title: "a filter by schemas, where it is understood, MUST find the resources that use the schema",
    profile: Rfc,
    severity: Error,
    covers: ["more-23", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/schemas/*",
    ],
    run: judge,
}

/// What the users show as their schemas is what the filter goes by.
fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    e.seen("filters/schemas/front")?;
    if !uses(&cast, "front")? || uses(&cast, "same")? {
        return Err(Unjudged::not_shown("no two users show that one uses the extension and one does not"));
    }
    both(vec![
        cast.finds("filters/schemas/front", "userName", &["front"]),
        cast.finds("filters/schemas/same", "userName", &[]),
    ])
}

fn uses(cast: &Cast, who: &str) -> Result<bool, Unjudged> {
    let schemas = access::member(cast.shown(who)?, "schemas").and_then(Value::as_array);
    let mut schemas = schemas.into_iter().flatten().filter_map(Value::as_str);
    Ok(schemas.any(|schema| urn::same(schema, urn::ENTERPRISE_USER)))
}
