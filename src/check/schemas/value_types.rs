use super::*;

check! {
    /// RFC 7643 §2.3 gives each type of attribute its form in JSON: booleans are `true` or `false`, integers
    /// whole numbers, dates texts with date and time, references URIs, binary values Base64 texts, complex
    /// ones objects. Null stands for no value.
    ///
    /// ## Why it matters
    /// A client reads a value by the declared type. A text where a number is declared ends in an error or in
    /// no value.
    ///
    /// ## Usual cause
    /// The schema document says what was planned, and the service stores a text; or the serializer turns
    /// everything into texts.
    ///
    /// ## How to fix
    /// Declare the type the service shows, or show the type that is declared.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas/urn:ietf:params:scim:schemas:extension:badge:2.0:User
    /// 200 {"attributes":[{"name":"badgeNumber","type":"integer","multiValued":false}]}
    /// GET /Users/7
    /// 200 {"id":"7","urn:ietf:params:scim:schemas:extension:badge:2.0:User":{"badgeNumber":"0417"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas/urn:ietf:params:scim:schemas:extension:badge:2.0:User
    /// 200 {"attributes":[{"name":"badgeNumber","type":"string","multiValued":false}]}
    /// GET /Users/7
    /// 200 {"id":"7","urn:ietf:params:scim:schemas:extension:badge:2.0:User":{"badgeNumber":"0417"}}
    /// ```
    id: "schemas/value-types",
    title: "each value MUST have the JSON form of its declared type",
    profile: Rfc,
    severity: Error,
    covers: ["sch-21"],
    sources: [Rfc7643("2.3"), Rfc7643("2.5")],
    dialects: Without,
    needs: ["discovery/schemas", "users/create", "users/get", "users/match", "groups/create", "groups/get", "members/add-several/read", "discovery/get"],
    run: judge,
}

/// `active` and `manager` have checks of their own.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let facts = shown::facts(e, &documents)?;
    Ok(shown::once_each(&facts, |fact| {
        let kind = keyword(fact.definition?, "type", "string").to_lowercase();
        let is_own =
            ["active", "manager"].iter().any(|name| attribute(&fact.path).eq_ignore_ascii_case(name));
        let elements = shown::elements(&fact.pointer, fact.value);
        let (at, value) = elements.into_iter().find(|(_, value)| !is_own && !has_form(&kind, value))?;
        Some(
            Finding::at(fact.exchange, format!("{} is shown in another form than its type has", fact.path))
                .expected(form(&kind), expect::quote(value))
                .pointer(at),
        )
    }))
}

/// The attribute of a path, without the URN in front and the part behind.
fn attribute(path: &str) -> &str {
    let name = path.rsplit(':').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn has_form(kind: &str, value: &Value) -> bool {
    let is_text = |test: fn(&str) -> bool| value.as_str().is_some_and(|text| text.is_empty() || test(text));
    value.is_null()
        || match kind {
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "decimal" => value.is_number(),
            "datetime" => is_text(is_date_time),
            "reference" => is_text(|text| !text.contains(char::is_whitespace)),
            "binary" => is_text(is_base64),
            "complex" => value.is_object(),
            _ => true,
        }
}

/// `xsd:dateTime`, whose time zone is optional.
fn is_date_time(text: &str) -> bool {
    let has_both = text.contains('T');
    has_both && (text.parse::<jiff::Timestamp>().is_ok() || text.parse::<jiff::civil::DateTime>().is_ok())
}

/// Both alphabets; padding is optional.
fn is_base64(text: &str) -> bool {
    text.trim_end_matches('=').chars().all(|c| c.is_ascii_alphanumeric() || "+/-_".contains(c))
}

fn form(kind: &str) -> &'static str {
    match kind {
        "string" => "a text",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "decimal" => "a number",
        "datetime" => "a text such as 2026-01-09T08:15:00Z",
        "reference" => "a URI",
        "binary" => "a Base64 text",
        _ => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_have_the_form_of_their_type() {
        for (kind, value) in [
            ("datetime", json!("2026-01-09T08:15:00Z")),
            ("datetime", json!("2026-01-09T08:15:00.250+01:00")),
            ("datetime", json!("2026-01-09T08:15:00")),
            ("reference", json!("../Users/7")),
            ("binary", json!("TWlyYQ")),
            ("integer", json!(null)),
            ("decimal", json!(4)),
        ] {
            assert!(has_form(kind, &value), "{kind} {value}");
        }
        for (kind, value) in [
            ("datetime", json!("2026-01-09")),
            ("datetime", json!("9 January 2026")),
            ("boolean", json!("true")),
            ("integer", json!(4.5)),
            ("reference", json!("no address")),
            ("complex", json!("7")),
        ] {
            assert!(!has_form(kind, &value), "{kind} {value}");
        }
    }

    #[test]
    fn paths_name_an_attribute() {
        assert_eq!(
            attribute("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value"),
            "manager"
        );
        assert_eq!(attribute("emails.type"), "emails");
    }
}
