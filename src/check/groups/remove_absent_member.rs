use super::*;

check! {
    /// RFC 7644 §3.5.2.2 has a removal of somebody who is no member change nothing. Success should be the
    /// answer; 400 and 404 are accepted here.
    ///
    /// ## Why it matters
    /// Entra removes a member again when it lost the answer. The others in the group must not pay for it.
    ///
    /// ## Usual cause
    /// A filter that matches nothing is taken for no filter.
    ///
    /// ## How to fix
    /// Remove what the filter matches; when that is nothing, answer with success.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"remove","path":"members[value eq \"u-4\"]"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Harbour crew", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"remove","path":"members[value eq \"u-4\"]"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"}], …}
    /// ```
    id: "groups/remove-absent-member",
    title: "removing a member who is not in the group MUST change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["grp-16", "E-110"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "members/remove",
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/add-again/read", "membership/remove-absent",
        "membership/remove-absent/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (patch, read) = accepted(e, "membership/remove-absent")?;
    needs_value_filter(e)?;
    let before = e.before("membership/remove-absent").map(expect::members_of).unwrap_or_default();
    if before.is_empty() || before.contains(&id(e, "four")?.as_str()) {
        return Err(Unjudged::not_shown("the group did not show its members before"));
    }
    let message = "removing somebody who is no member is neither answered with success nor with 400 or 404";
    let mut findings = expect::status(&patch, &[200, 204, 400, 404], message);
    findings.extend(lost(&before, &read, &patch));
    Ok(findings)
}
