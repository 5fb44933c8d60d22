use super::*;

check! {
    /// RFC 7644 §3.4.2.3 knows no attribute that sorting is not for. Which order ids have is the server's own
    /// affair; it has to be the same each time, and turned round by `sortOrder=descending`. A refusal with 400
    /// is accepted. Judged where sorting is advertised.
    ///
    /// ## Why it matters
    /// Ids are the only key every resource has, and so the usual choice for reading a directory in a fixed
    /// order.
    ///
    /// ## Usual cause
    /// The primary key is not among the columns that can be sorted by, and the direction is lost on the way.
    ///
    /// ## How to fix
    /// Sort by the id's column like by any other.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=id  → 1, 2, 3
    /// GET /Users?sortBy=id&sortOrder=descending  → 1, 2, 3
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=id  → 1, 2, 3
    /// GET /Users?sortBy=id&sortOrder=descending  → 3, 2, 1
    /// ```
    id: "sorting/by-id",
    title: "a sort by id MUST give one order, and its reverse when descending",
    profile: Rfc,
    severity: Error,
    covers: ["sort-07"],
    sources: [Rfc7644("3.4.2.3")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "sorting/descending", "sorting/id", "sorting/id-again", "sorting/id-descending"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    sorts(e)?;
    let first = sorted(e, "sorting/id")?;
    let up = ids(&first);
    let all = ids(&set(e)?);
    if !same_members(&up, &all) {
        let finding = Finding::at(first.exchange, "sorting by id changes which users are found");
        let finding = finding.expected(format!("{} users", all.len()), format!("{} users", up.len()));
        return Ok(vec![finding.pointer("/Resources")]);
    }
    let mut findings = Vec::new();
    for (step, down) in [("sorting/id-again", false), ("sorting/id-descending", true)] {
        let seen = sorted(e, step)?;
        let mut shown = ids(&seen);
        if down {
            shown.reverse();
        }
        if shown != up {
            let what = if down { "the reverse of the ascending order" } else { "the same order again" };
            let finding = Finding::at(seen.exchange, format!("sorting by id does not give {what}"));
            findings.push(finding.expected(what, ids(&seen).join(", ")).pointer("/Resources"));
        }
    }
    Ok(findings)
}
