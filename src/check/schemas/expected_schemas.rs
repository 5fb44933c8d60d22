use super::*;

check! {
    /// Microsoft Learn asks for the schemas of what Entra provisions at `/Schemas`: the core User, the
    /// enterprise User where its attributes are mapped, and the core Group where there are groups.
    ///
    /// ## Why it matters
    /// For gallery apps Entra offers the attributes it finds there. The validation of a listing fails where
    /// groups are mapped and no Group schema is found.
    ///
    /// ## Usual cause
    /// Only User was described; groups and the enterprise extension came later.
    ///
    /// ## How to fix
    /// Add a document for each, with all attributes the service stores.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":2,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User"},{"id":"urn:ietf:params:scim:schemas:core:2.0:Group"}]}
    /// ```
    id: "schemas/expected-schemas",
    title: "/Schemas SHOULD hold the schemas of all that is provisioned",
    profile: Gallery,
    severity: Warning,
    covers: ["E-131"],
    sources: [Learn("schema-discovery"), GalleryTest("Schema_Discoverability")],
    dialects: Without,
    needs: ["discovery/schemas", "connection/test-groups"],
    run: judge,
}

/// That User is missing is named by `discovery/schemas-list`.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let has_groups =
        e.suite().sends_groups() && e.find("connection/test-groups").is_some_and(|s| s.succeeded());
    let expected = [(urn::ENTERPRISE_USER, e.suite().has_enterprise()), (urn::GROUP, has_groups)];
    let missing = expected.iter().filter(|(id, wanted)| *wanted && documents.find(id).is_none());
    let finding = |(id, _): &(&str, bool)| {
        Finding::at(documents.seen.exchange, "a schema of what is provisioned is not in the list")
            .expected(*id, crate::text::count(documents.documents().count(), "other schema"))
            .pointer("/Resources")
    };
    Ok(missing.map(finding).collect())
}
