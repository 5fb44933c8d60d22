use super::*;

check! {
    /// RFC 7643 §4.2 has each member carry the `id` of a resource as `value`; where `$ref` and `type` are
    /// shown, they name the address of that resource and its kind.
    ///
    /// ## Why it matters
    /// Clients follow `$ref`, and tell users from nested groups by `type`.
    ///
    /// ## Usual cause
    /// The address is put together from the wrong endpoint, or `type` is a constant of another origin, such as
    /// "direct".
    ///
    /// ## How to fix
    /// Make `$ref` of the endpoint and `id` of the member, and `type` the name of its resource type.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1","$ref":"https://api.tern.example/scim/Groups/u-1","type":"User"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1","$ref":"https://api.tern.example/scim/Users/u-1","type":"User"}], …}
    /// ```
    id: "groups/member-references",
    title: "what a group says of its members SHOULD be right",
    profile: Rfc,
    severity: Warning,
    covers: ["grp-19"],
    sources: [Rfc7643("4.2"), Rfc7643("2.4")],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let read = e.seen("membership/get")?;
    let one = id(e, "one")?;
    let members = read.body().and_then(|body| access::member(body, "members")).and_then(Value::as_array);
    let is_one = |member: &&Value| access::member(member, "value").and_then(Value::as_str) == Some(&one);
    let Some(member) = members.into_iter().flatten().find(is_one) else {
        return Err(Unjudged::not_shown("the group does not show its members"));
    };
    let text =
        |name: &str| access::member(member, name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let finding = |name: &str, expected: String, actual: &str| {
        let finding = Finding::at(read.exchange, format!("{name} of a member is wrong"));
        finding.expected(expected, actual).pointer(format!("/members/{name}"))
    };
    let mut findings = Vec::new();
    let address = format!("Users/{one}");
    let is_wrong = |found: &str| is_plain(&one) && !found.trim_end_matches('/').ends_with(&address);
    if let Some(found) = text("$ref").filter(|found| is_wrong(found)) {
        findings.push(finding("$ref", format!("…/{address}"), found));
    }
    if let Some(found) = text("type").filter(|found| !found.eq_ignore_ascii_case("User")) {
        findings.push(finding("type", "User".to_owned(), found));
    }
    Ok(findings)
}
