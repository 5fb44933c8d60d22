use super::super::query::needs_spelling;
use super::*;

check! {
    /// RFC 7644 §3.4.2.2 filters by a sub-attribute of a multi-valued attribute, so that `members.value eq
    /// "<id>"` finds the groups a user is in. A server answers rightly or refuses with 400.
    ///
    /// ## Why it matters
    /// It is how clients list the groups of one user where users show no `groups`.
    ///
    /// ## Usual cause
    /// The filter asks whether the group has members at all.
    ///
    /// ## How to fix
    /// Compare the identifiers of the members.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?filter=members.value+eq+%22u-7%22
    /// 200 {"totalResults":2,"Resources":[{"id":"g-3","members":[{"value":"u-7"}]},{"id":"g-4","members":[{"value":"u-9"}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?filter=members.value+eq+%22u-7%22
    /// 200 {"totalResults":1,"Resources":[{"id":"g-3","members":[{"value":"u-7"}]}]}
    /// ```
    id: "filters/group-by-member",
    title: "a filter of groups by `members.value`, where it is understood, MUST find the groups of that user",
    profile: Rfc,
    severity: Error,
    covers: ["flt-35", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "users/match-id",
        "users/create",
        "users/create-decoy",
        "users/match",
        "users/match-percent",
        "filters/member/*",
        "filters/member-value/*",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("filter")?;
    needs_member(e, "crew")?;
    needs_member(e, "shore")?;
    needs_spelling(e)?;
    let seen = e.seen("filters/member-value/match")?;
    if is_refused(&seen) {
        return Err(Unjudged::not_shown(format!("the tenant refuses `{}`", filter_of(&seen))));
    }
    Ok(expect::only_hit(&seen, &e.seen("filters/member/create-crew")?))
}
