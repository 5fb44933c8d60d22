use super::*;

check! {
    /// RFC 7644 §3.4.2.3 orders the resources that the query finds. Those without a value belong to them, and
    /// `totalResults` stays what it is. Judged where sorting is advertised.
    ///
    /// ## Why it matters
    /// Users without a title disappear from every list that is sorted by title, and look deleted.
    ///
    /// ## Usual cause
    /// The sort joins a table that has rows only for those who have the value.
    ///
    /// ## How to fix
    /// Use an outer join, or sort by a column of the user itself.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=title
    /// 200 {"totalResults":6,"Resources":[… the six with a title …]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=title
    /// 200 {"totalResults":12,"Resources":[… the six with a title, then the others …]}
    /// ```
    id: "sorting/same-resources",
    title: "sorting MUST change the order only, not what is found",
    profile: Rfc,
    severity: Error,
    covers: ["sort-10"],
    sources: [Rfc7644("3.4.2.3")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "sorting/title"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless(&ascending::CHECK, e)?;
    let all = ids(&set(e)?);
    let lists = [sorted(e, "sorting/ascending").ok(), sorted(e, "sorting/title").ok()];
    let other = |seen: &Seen| !same_members(&ids(seen), &all);
    let finding = |seen: Seen| {
        let finding =
            Finding::at(seen.exchange, "the sorted list does not hold the same users as the unsorted one");
        let actual = format!("{} users", seen.resources().len());
        finding.expected(format!("the same {} users", all.len()), actual).pointer("/Resources")
    };
    let total = number(&set(e)?, "totalResults");
    let counts = |seen: &Seen| {
        let counted = number(seen, "totalResults").filter(|counted| Some(*counted) != total)?;
        let finding =
            Finding::at(seen.exchange, "totalResults of the sorted list is not that of the unsorted one");
        Some(finding.expected(total?.to_string(), counted.to_string()).pointer("/totalResults"))
    };
    let lists = lists.into_iter().flatten();
    Ok(lists.filter_map(|seen| if other(&seen) { Some(finding(seen)) } else { counts(&seen) }).collect())
}
