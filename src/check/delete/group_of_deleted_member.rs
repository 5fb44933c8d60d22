use super::*;
use crate::scim::access;

check! {
    /// Deleting a user says nothing of the groups it was in: each of them stays. RFC 7643 §2.3.7 leaves open
    /// what becomes of the entry among the members; gone and left over both pass here. A DELETE that is refused because of the groups does not.
    ///
    /// ## Why it matters
    /// People leave, and are in many groups. A group that can then no longer be read is created once more,
    /// without its other members.
    ///
    /// ## Usual cause
    /// The query behind the read joins the members' records, and one that is missing makes it fail.
    ///
    /// ## How to fix
    /// Remove the memberships of a user with the user, and skip entries that lead nowhere.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-52
    /// 204
    /// GET /Groups/g-7
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-52
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Harbour crew", …}
    /// ```
    id: "delete/group-of-deleted-member",
    title: "a member of groups SHOULD be deletable, and the groups stay readable",
    profile: Rfc,
    severity: Warning,
    covers: ["del-10", "grp-28"],
    sources: [Rfc7643("2.3.7"), Inferred],
    dialects: Without,
    needs: [
        "delete/first", "delete/create-member", "delete/create-crew/read", "delete/create-second-crew/read",
        "delete/member", "delete/member/crew", "delete/member/second-crew",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_delete(e)?;
    let deleted = e.seen("delete/member")?;
    let member = e.seen("delete/create-member")?.body().and_then(access::id).unwrap_or_default();
    let mut findings = Vec::new();
    let mut shown = 0;
    for crew in ["crew", "second-crew"] {
        let before = e.seen(&format!("delete/create-{crew}/read"))?;
        if !expect::member_ids(&before).contains(&member.as_str()) {
            continue;
        }
        shown += 1;
        if !deleted.succeeded() {
            let message = "a user who is in groups cannot be deleted, although others can";
            return Ok(expect::status(&deleted, &[204], message));
        }
        let read = e.seen(&format!("delete/member/{crew}"))?;
        let lost = expect::status(&read, &[200], "a group cannot be read since its member was deleted");
        findings.extend(lost.into_iter().map(|finding| finding.caused_by(deleted.exchange)));
    }
    if shown == 0 {
        return Err(Unjudged::not_shown("no group showed the member before"));
    }
    Ok(findings)
}
