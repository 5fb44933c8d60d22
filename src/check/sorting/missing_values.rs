use super::*;

check! {
    /// RFC 7644 §3.4.2.3 puts resources that have no value for `sortBy` at the end of an ascending list and at
    /// the beginning of a descending one. Judged where sorting is advertised, on people of whom half have no
    /// title.
    ///
    /// ## Why it matters
    /// Clients stop reading a sorted list at the first resource without a value. Where those come first, they
    /// see nothing.
    ///
    /// ## Usual cause
    /// The database's own rule for nulls decides.
    ///
    /// ## How to fix
    /// State the order of nulls in the query: `NULLS LAST` when ascending, `NULLS FIRST` when descending.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=title  → (none), (none), Bosun, Diver, Pilot
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=title  → Bosun, Diver, Pilot, (none), (none)
    /// ```
    id: "sorting/missing-values",
    title: "resources without the attribute MUST come last, and first in descending order",
    profile: Rfc,
    severity: Error,
    covers: ["sort-05"],
    sources: [Rfc7644("3.4.2.3")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "sorting/descending", "sorting/title", "sorting/title-descending"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    sorts(e)?;
    let mut findings = Vec::new();
    for (step, down) in [("sorting/title", false), ("sorting/title-descending", true)] {
        let seen = sorted(e, step)?;
        if !same_members(&ids(&seen), &ids(&set(e)?)) {
            return Err(another("sorting changes which users are found"));
        }
        let has_title: Vec<bool> = keys(&seen, "title").iter().map(Option::is_some).collect();
        if has_title.iter().all(|has| *has) || !has_title.contains(&true) {
            return Err(Unjudged::not_shown("not just some of the users show a title"));
        }
        if has_title.windows(2).any(|pair| pair[0] == down && pair[1] != down) {
            findings.push(finding(&seen, down));
        }
    }
    Ok(findings)
}

fn finding(seen: &Seen, down: bool) -> Finding {
    let (end, order) = if down { ("first", "descending") } else { ("last", "ascending") };
    let shown = keys(seen, "title").into_iter().map(|title| title.unwrap_or_else(|| "(none)".to_owned()));
    let finding =
        Finding::at(seen.exchange, format!("users without a title do not come {end} in {order} order"));
    let actual = shown.collect::<Vec<_>>().join(", ");
    finding.expected(format!("users without a title {end}"), actual).pointer("/Resources")
}
