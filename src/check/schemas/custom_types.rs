use super::*;

check! {
    /// Microsoft Learn limits what schema discovery takes: a complex attribute of the app's own has at most
    /// two sub-attributes, and the canonical values of `type` differ from each other. What is neither of users
    /// nor of groups is left aside.
    ///
    /// ## Why it matters
    /// For gallery apps Entra makes mapping targets of them. A type that stands twice gives two targets of one
    /// name, and an attribute with more parts is not taken over.
    ///
    /// ## Usual cause
    /// The list of types was put together from several sources, or an object of the program was declared with
    /// all its members.
    ///
    /// ## How to fix
    /// List each type once, and split attributes with more parts into several.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"badges","type":"complex","multiValued":true,"subAttributes":[{"name":"value"},{"name":"type","canonicalValues":["gate","gate"]}]}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"badges","type":"complex","multiValued":true,"subAttributes":[{"name":"value"},{"name":"type","canonicalValues":["gate","car"]}]}]}]}
    /// ```
    id: "schemas/custom-types",
    title: "custom complex attributes SHOULD have two sub-attributes at most, and each type once",
    profile: Gallery,
    severity: Warning,
    covers: ["E-137"],
    sources: [Learn("schema-discovery")],
    dialects: Without,
    needs: ["discovery/schemas", "discovery/resource-types"],
    run: judge,
}

/// Other kinds of resource than users and groups are left aside; Entra maps none.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let types = resource_types(e).map_or(&[][..], |seen| seen.resources());
    let bases: Vec<&str> =
        types.iter().filter_map(|entry| text(entry, "schema")).filter(|id| !urn::is_core(id)).collect();
    let is_mapped = |one: &Definition| !bases.iter().any(|base| urn::same(base, one.schema));
    let (mut large, mut doubled) = (Vec::new(), Vec::new());
    for definition in documents.of_resources()?.into_iter().filter(is_mapped) {
        let parts = access::member(definition.json, "subAttributes").and_then(Value::as_array);
        let is_known = is_of_the_rfc(&definition) || is_listed(e, &definition);
        if parts.is_some_and(|parts| parts.len() > 2) && !is_known {
            large.push(definition.clone());
        }
        if has_doubles(&definition) {
            doubled.push(definition);
        }
    }
    let expected = "two sub-attributes at most";
    let mut findings =
        all_of(&documents, &large, "a custom attribute has more than two sub-attributes", expected);
    findings.extend(all_of(
        &documents,
        &doubled,
        "a type stands twice among the canonical values",
        "each type once",
    ));
    Ok(findings)
}

/// Whether RFC 7643 defines the complex attribute.
fn is_of_the_rfc(definition: &Definition) -> bool {
    const COMPLEX: [&str; 14] = [
        "name",
        "emails",
        "phoneNumbers",
        "ims",
        "photos",
        "addresses",
        "groups",
        "entitlements",
        "roles",
        "x509Certificates",
        "manager",
        "members",
        "meta",
        "externalId",
    ];
    COMPLEX.iter().any(|name| definition.name.eq_ignore_ascii_case(name))
}

/// Whether the mapping of the app has it as it is.
fn is_listed(e: &Evidence, definition: &Definition) -> bool {
    let rows = e.suite().user.attributes.iter().chain(&e.suite().group.attributes);
    let mut paths = rows.map(|row| row.target().path());
    paths.any(|path| {
        let schema = path.urn.as_deref().is_none_or(|urn| urn::same(urn, definition.schema));
        schema && path.name.eq_ignore_ascii_case(&definition.name)
    })
}

fn has_doubles(definition: &Definition) -> bool {
    let values = access::member(definition.json, "canonicalValues").and_then(Value::as_array);
    let values = values.into_iter().flatten().filter_map(Value::as_str).map(str::to_lowercase);
    let mut known = std::collections::BTreeSet::new();
    definition.name.to_lowercase().ends_with(".type") && values.into_iter().any(|value| !known.insert(value))
}
