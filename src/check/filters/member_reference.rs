use super::super::query::needs_spelling;
use super::*;

check! {
    /// Entra can ask whether a user is in a group by `id` and `members` in one query, in either order, with the
    /// `id` alone in the answer (Microsoft Learn). One hit says yes, none says no.
    ///
    /// ## Why it matters
    /// Where it is refused, memberships are not kept up to date. Where it always finds the group, a new member
    /// is never added.
    ///
    /// ## Usual cause
    /// `members` is complex and unknown to the filter, or `attributes=id` takes it from the filter, too.
    ///
    /// ## How to fix
    /// Let `members eq "<id>"` compare `members.value`, before the members are left out of the answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?attributes=id&filter=id+eq+%22g-3%22+and+members+eq+%22u-7%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?attributes=id&filter=id+eq+%22g-3%22+and+members+eq+%22u-7%22
    /// 200 {"totalResults":1,"Resources":[{"id":"g-3"}]}
    /// ```
    id: "filters/member-reference",
    title: "a query by id and members together SHOULD tell whether that is a member",
    profile: Entra,
    severity: Warning,
    covers: ["more-25", "E-34"],
    sources: [Learn("group-provisioning-and-deprovisioning"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "users/match-id",
        "users/create",
        "users/create-decoy",
        "users/match",
        "users/match-percent",
        "filters/member/create-crew",
        "filters/member/set-crew/read",
        "filters/member/match*",
        "filters/member/decoy*",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_member(e, "crew")?;
    needs_spelling(e)?;
    references(e, "filters/member", &e.seen("filters/member/create-crew")?)
}
