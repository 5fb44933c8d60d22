use super::*;

check! {
    /// RFC 7644 sets no limit to the operations of a PATCH. A hundred are carried out or, if that is too much,
    /// refused with 400 or 413; carrying out the first part is neither.
    ///
    /// ## Why it matters
    /// What was cut off is never sent again.
    ///
    /// ## Usual cause
    /// A limit protects the handler and ends the loop instead of refusing the request.
    ///
    /// ## How to fix
    /// Count the operations first, and refuse what is too much before anything is changed.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[ … 100 times replace title … ]}
    /// 200 {"id":"7","title":"Tide analyst 50"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[ … 100 times replace title … ]}
    /// 200 {"id":"7","title":"Tide analyst 100"}
    /// ```
    id: "patch/many-operations",
    title: "a PATCH with many operations SHOULD be carried out whole or refused",
    profile: Rfc,
    severity: Warning,
    covers: ["pat-20"],
    sources: [Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/core-urn",
        "modify/core-urn/read", "modify/sequence", "modify/sequence/read", "modify/once",
        "modify/once/read", "modify/twice", "modify/twice/read", "modify/many", "modify/many/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if e.seen("modify/many")?.succeeded() {
        unless_named(e, &["patch/all-operations"], || {
            accepted(e, "modify/many", &|now| now.shows_sent("title", "/Operations/99/value"))
        })
    } else {
        refused(e, "modify/many", &[400, 413], &[])
    }
}
