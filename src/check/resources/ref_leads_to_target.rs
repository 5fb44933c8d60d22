use super::*;

check! {
    /// RFC 7643 §2.3.7 makes `$ref` the URI of the resource that is referred to, whole or relative to the base
    /// URL. A read of it answers with that resource.
    ///
    /// ## Why it matters
    /// Clients that follow references, as for the members of a nested group, end at an error.
    ///
    /// ## Usual cause
    /// The address is put together by hand, for another route or another kind of resource.
    ///
    /// ## How to fix
    /// Build it with the function that makes `meta.location`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups/3
    /// 200 {"id":"3","members":[{"value":"7","$ref":"https://api.tern.example/scim/User/7"}]}
    /// GET /User/7
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups/3
    /// 200 {"id":"3","members":[{"value":"7","$ref":"https://api.tern.example/scim/Users/7"}]}
    /// GET /Users/7
    /// 200 {"id":"7"}
    /// ```
    id: "resources/ref-leads-to-target",
    title: "the address in $ref MUST lead to the resource it stands for",
    profile: Rfc,
    severity: Error,
    covers: ["res-25"],
    sources: [Rfc7643("2.3.7"), Rfc7643("2.4")],
    dialects: Without,
    needs: ["resources/sailor/read", "resources/crew", "resources/crew/read", "resources/crew/ref"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let crew = e.seen("resources/crew/read")?;
    let member = crew.body().and_then(|body| body.pointer("/members/0"));
    let reference = member.and_then(|member| access::member(member, "$ref")).filter(|value| !value.is_null());
    let (Some(reference), Some(id)) = (reference, member.and_then(|m| access::member(m, "value"))) else {
        return Err(Unjudged::not_shown("the group shows no member with a $ref"));
    };
    let read = followed(e, "resources/crew/ref", "$ref")?;
    // A read by id that shows another id has a check of its own.
    let own = e.seen("resources/sailor/read")?.id();
    if read.status() == 200 && read.id().is_some() && (read.id() == id.as_str() || read.id() == own) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the $ref of a member does not lead to it");
    let actual =
        read.id().map_or_else(|| expect::answer(read.exchange), |id| format!("the resource with id {id}"));
    Ok(vec![finding.expected(
        format!("the resource with id {} at {}", told(Some(id)), expect::quote(reference)),
        actual,
    )])
}
