use super::super::filters::{declared, needs_schemas};
use super::*;

check! {
    /// RFC 7644 §3.4.2.3 sorts by the type of the attribute. `displayName` ignores letter case (RFC 7643
    /// §8.7.1), so birk stands between Alma and emil, not behind all capitals. Judged where sorting is
    /// advertised; not where the tenant's own schema declares the attribute case-exact.
    ///
    /// ## Why it matters
    /// A list in which all lower-case names come last is not the order in which people look for names.
    ///
    /// ## Usual cause
    /// Texts are compared byte by byte.
    ///
    /// ## How to fix
    /// Compare the values in lower case, or use a collation that ignores case.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=displayName  → Alma, Gro, Ragna, birk, emil
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=displayName  → Alma, birk, emil, Gro, Ragna
    /// ```
    id: "sorting/letter-case",
    title: "letter case MUST make no difference in the order of an attribute that ignores it",
    profile: Rfc,
    severity: Error,
    covers: ["sort-03"],
    sources: [Rfc7644("3.4.2.3"), Rfc7643("8.7.1")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "discovery/schemas", "sorting/display-name"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless(&ascending::CHECK, e)?;
    needs_schemas(e)?;
    if declared(e, "displayName", None, "caseExact") == Some(&Value::Bool(true)) {
        return Err(Unjudged::not_shown("the tenant declares displayName as case-exact"));
    }
    all_in_order(&sorted(e, "sorting/display-name")?, "displayName", false)
}
