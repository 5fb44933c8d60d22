use super::*;

check! {
    /// RFC 7643 §4.1.1 makes `userName` required, unique on the server at least, and compared without regard
    /// to case. An absent `caseExact` counts as false.
    ///
    /// ## Why it matters
    /// Entra matches accounts by `userName`. A client that reads that it need not be unique cannot rely on one
    /// hit, and one that reads that case matters creates a second account.
    ///
    /// ## Usual cause
    /// The definition was generated from a database column, with the defaults of the tool.
    ///
    /// ## How to fix
    /// Declare `required` true, `uniqueness` `server` or `global`, and `caseExact` false, and let the service
    /// act so.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"userName","type":"string","required":true,"uniqueness":"none"}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"userName","type":"string","required":true,"uniqueness":"server"}]}]}
    /// ```
    id: "schemas/user-name",
    title: "the User schema MUST declare userName as required, unique and without regard to case",
    profile: Rfc,
    severity: Error,
    covers: ["sch-09"],
    sources: [Rfc7643("4.1.1"), Rfc7643("8.7.1")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let (at, _) = documents.need(urn::USER)?;
    let Some(definition) = documents.definition(urn::USER, "userName") else {
        let finding = Finding::at(documents.seen.exchange, "the User schema does not declare userName");
        return Ok(vec![finding.expected("a definition of userName", "none").pointer(at)]);
    };
    let finding = |member: &str, expected: &str| {
        let actual =
            access::member(definition.json, member).map_or_else(|| "nothing".to_owned(), expect::quote);
        Finding::at(documents.seen.exchange, format!("{member} of userName is not right"))
            .expected(expected, actual)
            .pointer(definition.pointer.clone())
    };
    let uniqueness = keyword(definition.json, "uniqueness", "none").to_lowercase();
    let rules = [
        ("required", "true", flag(definition.json, "required")),
        ("uniqueness", "server or global", ["server", "global"].contains(&uniqueness.as_str())),
        ("caseExact", "false", !flag(definition.json, "caseExact")),
    ];
    Ok(rules
        .iter()
        .filter(|(.., holds)| !holds)
        .map(|(member, expected, _)| finding(member, expected))
        .collect())
}
