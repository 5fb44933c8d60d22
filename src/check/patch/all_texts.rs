use super::*;

check! {
    /// Microsoft's validation of gallery apps changes all single-valued attributes of a user by one request
    /// with one Replace for each, and reads every one of them back.
    ///
    /// ## Why it matters
    /// An app that cannot do it is not listed in the gallery.
    ///
    /// ## Usual cause
    /// The number of operations is limited, or some attributes are not mapped in PATCH.
    ///
    /// ## How to fix
    /// Apply every operation of the request, for each attribute your `/Schemas` declares as writable.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[ … ten times Replace … ]}
    /// 400 {"detail":"too many operations"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[ … ten times Replace … ]}
    /// 204
    /// ```
    id: "patch/all-texts",
    title: "one PATCH that replaces every text of a user MUST take effect",
    profile: Gallery,
    severity: Error,
    covers: ["T-SCIM_User_Update"],
    sources: [GalleryTest("SCIM_User_Update"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: ["modify/all-texts", "modify/all-texts/read", "users/create", "users/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let forms = [
        "patch/replace-attribute",
        "patch/sub-attribute",
        "patch/urn-path",
        "patch/all-operations",
        "patch/op-ignores-case",
        "suite/patch-round-trip",
    ];
    unless_named(e, &forms, || takes_effect(e, "modify/all-texts"))
}
