use super::*;

check! {
    /// RFC 7644 §3.4.2.3 wants the path of a sub-attribute where the attribute is complex, such as
    /// `name.familyName`. Judged where sorting is advertised.
    ///
    /// ## Why it matters
    /// By family name is how directories are read.
    ///
    /// ## Usual cause
    /// Only names without a dot are understood, and others are dropped without a word.
    ///
    /// ## How to fix
    /// Read `sortBy` with the parser you use for paths, or refuse with 400 what cannot be sorted by.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=name.familyName  → Nygaard, Falk, Tveit, Berg
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=name.familyName  → Berg, Falk, Nygaard, Tveit
    /// ```
    id: "sorting/sub-attribute",
    title: "a sort by a part of a complex attribute MUST use that part",
    profile: Rfc,
    severity: Error,
    covers: ["more-26"],
    sources: [Rfc7644("3.4.2.3"), Rfc7644("3.10")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "sorting/family-name"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless(&ascending::CHECK, e)?;
    all_in_order(&sorted(e, "sorting/family-name")?, "name.familyName", false)
}
