use super::*;

check! {
    /// RFC 7643 §4.2 has members added and removed as a whole: `value` is `immutable`, and `$ref`, `type` and
    /// `display` are `immutable` or `readOnly`.
    ///
    /// ## Why it matters
    /// A client that reads of a writable `value` changes a member in place instead of removing one and adding
    /// another, which services do not expect.
    ///
    /// ## Usual cause
    /// Sub-attributes were left with the default `mutability`.
    ///
    /// ## How to fix
    /// Declare the characteristics of RFC 7643 §8.7.1.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"members","subAttributes":[{"name":"value","mutability":"readWrite"}]}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"members","subAttributes":[{"name":"value","mutability":"immutable"}]}]}]}
    /// ```
    id: "schemas/member-parts-immutable",
    title: "parts of a group's members SHOULD be declared as immutable",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-14"],
    sources: [Rfc7643("4.2"), Rfc7643("8.7.1")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    if documents.find(urn::GROUP).is_none() && !e.suite().sends_groups() {
        let reason = "the suite says that groups are not supported";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    documents.need(urn::GROUP)?;
    let lawful =
        |name: &str| if name == "members.value" { &["immutable"][..] } else { &["immutable", "readOnly"] };
    let breaks = |one: &Definition| {
        let mutability = keyword(one.json, "mutability", "readWrite");
        !lawful(&one.name).iter().any(|word| word.eq_ignore_ascii_case(&mutability))
    };
    let parts = ["members.value", "members.$ref", "members.type", "members.display"];
    let parts = parts.iter().filter_map(|part| documents.definition(urn::GROUP, part));
    let wrong: Vec<Definition> = parts.filter(breaks).collect();
    Ok(all_of(
        &documents,
        &wrong,
        "parts of a member are declared as changeable",
        "mutability immutable or readOnly",
    ))
}
