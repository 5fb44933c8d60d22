use super::*;

check! {
    /// Microsoft's validation of gallery apps makes sure that there are at least eleven groups, then reads them
    /// with `startIndex` and `count=5`. Every page has to be answered with 200, there have to be at least two,
    /// and `startIndex` of each answer has to be the requested one.
    ///
    /// ## Why it matters
    /// An app that provisions groups and fails this test is sent back before it can be listed.
    ///
    /// ## Usual cause
    /// Paging works for look-ups only, or `startIndex` of the answer is a constant.
    ///
    /// ## How to fix
    /// Support `startIndex` and `count` on `/Groups` without a filter, and echo `startIndex`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?startIndex=6&count=5
    /// 200 {"schemas":[…],"totalResults":40,"startIndex":1,"itemsPerPage":5,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?startIndex=6&count=5
    /// 200 {"schemas":[…],"totalResults":40,"startIndex":6,"itemsPerPage":5,"Resources":[…]}
    /// ```
    id: "paging/groups-walk",
    title: "all groups MUST be readable in pages of five that say where they begin",
    profile: Gallery,
    severity: Error,
    covers: ["page-16", "T-SCIM_Group_Pagination", "E-38"],
    sources: [GalleryTest("SCIM_Group_Pagination"), Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["connection/test", "paging/group-*", "paging/groups-settled", "paging/groups-1", "paging/groups-2", "paging/groups-3"],
    run: |e| walk(e, ["paging/groups-1", "paging/groups-2", "paging/groups-3"]),
}
