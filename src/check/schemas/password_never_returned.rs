use super::*;

check! {
    /// RFC 7643 §4.1.1 has a password set and compared, and never shown: `mutability` is `writeOnly`,
    /// `returned` is `never`. A schema that declares none is right, too.
    ///
    /// ## Why it matters
    /// A client reads from the schema that it may ask for passwords, and tools show the attribute as readable.
    ///
    /// ## Usual cause
    /// The attribute was added like any other, with the defaults.
    ///
    /// ## How to fix
    /// Declare `"mutability": "writeOnly", "returned": "never"`, or leave `password` out of the schema.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"password","type":"string","mutability":"readWrite","returned":"default"}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"password","type":"string","mutability":"writeOnly","returned":"never"}]}]}
    /// ```
    id: "schemas/password-never-returned",
    title: "a password MUST be declared as writeOnly and never returned",
    profile: Rfc,
    severity: Error,
    covers: ["sch-11"],
    sources: [Rfc7643("4.1.1")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    documents.need(urn::USER)?;
    let Some(password) = documents.definition(urn::USER, "password") else { return Ok(Vec::new()) };
    let rules = [("mutability", "readWrite", "writeOnly"), ("returned", "default", "never")];
    let wrong =
        rules.iter().map(|(member, default, due)| (*member, keyword(password.json, member, default), *due));
    let finding = |(member, actual, due): (&str, String, &str)| {
        Finding::at(documents.seen.exchange, format!("{member} of password is not right"))
            .expected(due, actual)
            .pointer(password.pointer.clone())
    };
    Ok(wrong.filter(|(_, actual, due)| !actual.eq_ignore_ascii_case(due)).map(finding).collect())
}
