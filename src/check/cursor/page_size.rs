use super::*;

check! {
    /// RFC 9865 §2 makes `count` an upper limit, and 0 a wish for no resources at all. Judged where
    /// ServiceProviderConfig says `pagination.cursor`.
    ///
    /// ## Why it matters
    /// Counting before a walk is cheap only if nothing else is sent.
    ///
    /// ## Usual cause
    /// 0 is taken for "not given", and the default size applies.
    ///
    /// ## How to fix
    /// Treat an absent `count` and `count=0` as different things.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=&count=0
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":12,"Resources":[… twelve users …]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=&count=0
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":0,"Resources":[]}
    /// ```
    id: "cursor/page-size",
    title: "a page by cursor MUST hold no more resources than count asks for",
    profile: Rfc,
    severity: Error,
    covers: ["more-49"],
    sources: [Rfc9865("2")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1", "cursor/page-2", "cursor/count-zero"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    advertised(e)?;
    let steps = [("cursor/page-1", COUNT), ("cursor/page-2", COUNT), ("cursor/count-zero", 0)];
    let pages: Vec<(Seen, usize)> =
        steps.into_iter().filter_map(|(step, most)| Some((e.find(step)?, most))).collect();
    if pages.is_empty() {
        e.seen("cursor/page-1")?;
    }
    let finding = |(page, most): (Seen, usize)| {
        let finding = Finding::at(page.exchange, "the page holds more resources than count allows");
        finding.expected(format!("{most} at most"), page.resources().len().to_string()).pointer("/Resources")
    };
    Ok(pages.into_iter().filter(|(page, most)| page.resources().len() > *most).map(finding).collect())
}
