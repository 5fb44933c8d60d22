use super::*;

check! {
    /// Microsoft's validation of gallery apps makes sure that there are at least eleven users, then reads them
    /// with `startIndex` and `count=5`. Every page has to be answered with 200, there have to be at least two,
    /// and `startIndex` of each answer has to be the requested one.
    ///
    /// ## Why it matters
    /// An app that fails the pagination test is sent back before it can be listed.
    ///
    /// ## Usual cause
    /// Paging works for look-ups only, or `startIndex` of the answer is a constant.
    ///
    /// ## How to fix
    /// Support `startIndex` and `count` on `/Users` without a filter, and echo `startIndex`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?startIndex=6&count=5
    /// 200 {"schemas":[…],"totalResults":40,"startIndex":1,"itemsPerPage":5,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?startIndex=6&count=5
    /// 200 {"schemas":[…],"totalResults":40,"startIndex":6,"itemsPerPage":5,"Resources":[…]}
    /// ```
    id: "paging/users-walk",
    title: "all users MUST be readable in pages of five that say where they begin",
    profile: Gallery,
    severity: Error,
    covers: ["page-15", "T-SCIM_User_Pagination", "E-38"],
    sources: [GalleryTest("SCIM_User_Pagination"), Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["connection/test", "paging/create-*", "paging/settled", "paging/users-1", "paging/users-2", "paging/users-3"],
    run: |e| walk(e, ["paging/users-1", "paging/users-2", "paging/users-3"]),
}
