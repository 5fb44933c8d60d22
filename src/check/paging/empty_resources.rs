use super::*;

check! {
    /// RFC 7644 §3.4.2 describes `Resources` as a list, which may be missing where there is nothing to show.
    /// `null` is neither.
    ///
    /// ## Why it matters
    /// Clients loop over the list. Many of them stumble over `null` at the end of a set, where they expected to
    /// be done.
    ///
    /// ## Usual cause
    /// The serializer writes a list that was never made as `null`.
    ///
    /// ## How to fix
    /// Begin with an empty list, or leave the member out when it stays empty.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&count=0
    /// 200 {"totalResults":12,"Resources":null}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&count=0
    /// 200 {"totalResults":12,"startIndex":1,"itemsPerPage":0,"Resources":[]}
    /// ```
    id: "paging/empty-resources",
    title: "a page without resources SHOULD leave Resources out or empty, not null",
    profile: Rfc,
    severity: Warning,
    covers: ["page-03", "page-04"],
    sources: [Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/count-zero", "paging/count-negative", "paging/beyond"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    set(e)?;
    let pages =
        ["paging/count-zero", "paging/count-negative", "paging/beyond"].into_iter().filter_map(|s| e.find(s));
    let pages: Vec<Seen> = pages.filter(|page| page.status() == 200 && page.body().is_some()).collect();
    if pages.is_empty() {
        return Err(another("no page that must be empty is answered with 200"));
    }
    let odd = |page: &Seen| {
        let resources =
            access::member(page.body()?, "Resources").filter(|resources| !resources.is_array())?;
        let finding = Finding::at(page.exchange, "Resources of an empty page is not a list");
        Some(finding.expected("[], or no such member", expect::quote(resources)).pointer("/Resources"))
    };
    Ok(pages.iter().filter_map(odd).collect())
}
