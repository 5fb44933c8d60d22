use super::*;

check! {
    /// RFC 7644 §3.4.2.3 sorts by the type of the attribute: dates by the moment they name. Judged where
    /// sorting is advertised, by `meta.created` in descending order.
    ///
    /// ## Why it matters
    /// The newest users first is what reports ask for.
    ///
    /// ## Usual cause
    /// Only columns of the user table can be sorted by, and `meta` is none; the parameter is dropped without a
    /// word.
    ///
    /// ## How to fix
    /// Map `meta.created` and `meta.lastModified` to their columns, or refuse with 400 what cannot be sorted
    /// by.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=meta.created&sortOrder=descending  → 08:15:00Z, 08:15:01Z, 08:15:02Z
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=meta.created&sortOrder=descending  → 08:15:02Z, 08:15:01Z, 08:15:00Z
    /// ```
    id: "sorting/date-time",
    title: "a sort by a date MUST follow the time",
    profile: Rfc,
    severity: Error,
    covers: ["sort-06"],
    sources: [Rfc7644("3.4.2.3")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "sorting/descending", "sorting/created-descending"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    sorts(e)?;
    let seen = sorted(e, "sorting/created-descending")?;
    let created = |resource: &Value| {
        let created = access::member(access::member(resource, "meta")?, "created")?.as_str()?;
        created.parse::<jiff::Timestamp>().ok()
    };
    let times: Vec<jiff::Timestamp> = seen.resources().iter().filter_map(created).collect();
    if times.len() < seen.resources().len() || times.iter().all(|time| *time == times[0]) {
        return Err(Unjudged::not_shown("the users do not show different times of creation"));
    }
    let Some(pair) = times.windows(2).find(|pair| pair[0] < pair[1]) else { return Ok(Vec::new()) };
    let finding = Finding::at(seen.exchange, "the resources are not in descending order of meta.created");
    let actual = format!("{} in front of {}", pair[0], pair[1]);
    Ok(vec![finding.expected(format!("{} first", pair[1]), actual).pointer("/Resources")])
}
