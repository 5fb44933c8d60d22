use super::super::query::needs_spelling;
use super::*;

check! {
    /// Before Entra writes a manager it asks whether the user has it already, by `id` and `manager` in one
    /// query and in either order (Microsoft Learn). One hit says yes, none says no.
    ///
    /// ## Why it matters
    /// Where the query is refused, managers are not kept up to date. Where it finds the user whoever the
    /// manager is, a change is never sent.
    ///
    /// ## Usual cause
    /// `manager` is a complex attribute and unknown to the filter without its sub-attribute.
    ///
    /// ## How to fix
    /// Let `manager eq "<id>"` compare `manager.value`, joined with other conditions by `and`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?attributes=id&filter=id+eq+%22u-7%22+and+manager+eq+%22u-2%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?attributes=id&filter=id+eq+%22u-7%22+and+manager+eq+%22u-2%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7"}]}
    /// ```
    id: "filters/manager-reference",
    title: "a query by id and manager together SHOULD tell whether that is the manager",
    profile: Entra,
    severity: Warning,
    covers: ["flt-36", "E-33"],
    sources: [Learn("handling-provisioning-and-deprovisioning-of-users"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "users/match-id",
        "users/create",
        "users/create-decoy",
        "users/match",
        "users/match-percent",
        "filters/manager/*",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let set = e.seen("filters/manager/set/read")?;
    if !set.succeeded() || reference(&set).is_none() {
        return Err(Unjudged::not_shown("the user shows no manager to ask for"));
    }
    needs_spelling(e)?;
    needs_id_filter(e)?;
    references(e, "filters/manager", &e.seen("filters/manager/create-clerk")?)
}

/// The manager the user shows.
fn reference<'a>(read: &Seen<'a>) -> Option<&'a Value> {
    let path = crate::suite::enterprise("manager").parse().ok()?;
    crate::scim::access::first(read.body()?, &path).filter(|manager| !expect::is_empty(manager))
}
