use super::*;

check! {
    /// RFC 7643 §2.1 makes attribute names case-insensitive, so `DisplayName` in an answer is lawful. Many
    /// clients look for the exact name all the same; that the schema's spelling is the safe one is our own
    /// conclusion.
    ///
    /// ## Why it matters
    /// Such a client sees a user without a name, and writes it again in every cycle.
    ///
    /// ## Usual cause
    /// The serializer writes the names of the class's properties.
    ///
    /// ## How to fix
    /// Configure the serializer to write names as in the schema.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","UserName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "resources/names-as-in-schema",
    title: "answers MAY write attribute names in any letter case but best as the schema does",
    profile: Rfc,
    severity: Note,
    covers: ["res-27"],
    sources: [Rfc7643("2.1"), Inferred],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (users, groups) = (crate::scim::schema::Model::user(), crate::scim::schema::Model::group());
    each(e, |shown| {
        let model = if shown.kind == ResourceType::User { &users } else { &groups };
        let common = ["schemas", "id", "externalId", "meta"];
        let known = model.core.attributes.iter().map(|attribute| attribute.name.as_str()).chain(common);
        let known: Vec<&str> = known.collect();
        let names = shown.body.as_object()?.keys();
        let (name, usual) = names
            .filter_map(|name| Some((name, *known.iter().find(|known| known.eq_ignore_ascii_case(name))?)))
            .find(|(name, usual)| name.as_str() != *usual)?;
        let finding = shown.finding(format!("{usual} is written in other letters"), &format!("/{name}"));
        Some(finding.expected(usual, name.clone()))
    })
}
