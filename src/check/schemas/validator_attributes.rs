use super::*;

check! {
    /// Microsoft's public validator can build its requests from `/Schemas`, and has then reported
    /// `emails.display`, `emails.primary` and `password` as not supported by the protocol. They are lawful;
    /// leaving them out of the document avoids the report.
    ///
    /// ## Why it matters
    /// A failed run of the validator is a question in the review of a gallery listing, even where the service
    /// is right.
    ///
    /// ## Usual cause
    /// The documents are those of RFC 7643 §8.7.1, which declare all three.
    ///
    /// ## How to fix
    /// Leave the three out of `/Schemas`, and accept them in requests all the same; or use the validator with
    /// the default attributes.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"emails","subAttributes":[{"name":"value"},{"name":"display"}]}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"emails","subAttributes":[{"name":"value"},{"name":"type"}]}]}]}
    /// ```
    id: "schemas/validator-attributes",
    title: "a User schema MAY leave out what Microsoft's validator trips over",
    profile: Gallery,
    severity: Note,
    covers: ["E-135"],
    sources: [Observed("sourcegraph/sourcegraph-public-snapshot", 62185), Observed("scimmyjs/scimmy-routers", 10)],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    documents.need(urn::USER)?;
    let names = ["emails.display", "emails.primary", "password"];
    let found: Vec<Definition> =
        names.iter().filter_map(|name| documents.definition(urn::USER, name)).collect();
    Ok(all_of(
        &documents,
        &found,
        "the User schema declares what Microsoft's validator refuses",
        "none of the three",
    ))
}
