use super::*;

check! {
    /// RFC 7643 §2.3.2 and §2.3.4 have booleans written as `true` and `false`, and integers as numbers without a
    /// fraction or an exponent; a text is neither.
    ///
    /// ## Why it matters
    /// Clients that read by type refuse the whole resource.
    ///
    /// ## Usual cause
    /// All values are kept as text and written as they are kept.
    ///
    /// ## How to fix
    /// Convert values to the type their schema declares when you write the answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","emails":[{"value":"mira@tern.example","primary":"true"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","emails":[{"value":"mira@tern.example","primary":true}]}
    /// ```
    id: "resources/booleans-and-integers",
    title: "booleans and integers MUST be shown as JSON booleans and whole numbers",
    profile: Rfc,
    severity: Error,
    covers: ["res-29"],
    sources: [Rfc7643("2.3.2"), Rfc7643("2.3.4")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

/// How `active` is written is the matter of `users/active-is-boolean`.
fn judge(e: &Evidence) -> Judged {
    let integers: Vec<_> =
        e.suite().user.attributes.iter().filter(|a| a.kind == crate::suite::AttributeType::Integer).collect();
    let is_shown = |shown: &Shown| {
        let user = shown.kind == ResourceType::User;
        let of_list = |items: &[Value]| items.iter().any(|item| access::member(item, "primary").is_some());
        let integer = || integers.iter().any(|a| access::first(shown.body, a.target().path()).is_some());
        access::member(shown.body, "active").is_some()
            || lists(shown.body).iter().any(|(_, items)| of_list(items))
            || (user && integer())
    };
    if !shown(e)?.iter().any(is_shown) {
        let listed =
            e.suite().user.attributes.iter().any(|row| row.kind == crate::suite::AttributeType::Boolean);
        if !listed && integers.is_empty() {
            let reason = "the suite lists no boolean and no integer";
            return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
        }
        return Err(Unjudged::not_shown("no answer shows a boolean or an integer"));
    }
    each(e, |shown| {
        for (name, items) in lists(shown.body) {
            let primaries = items.iter().filter_map(|item| access::member(item, "primary"));
            if let Some(wrong) = primaries.filter(|value| !value.is_null()).find(|value| !value.is_boolean())
            {
                let finding = shown.finding(format!("primary in {name} is no boolean"), &format!("/{name}"));
                return Some(finding.expected("true or false", expect::quote(wrong)));
            }
        }
        let user = shown.kind == ResourceType::User;
        integers.iter().filter(|_| user).find_map(|attribute| {
            let value = access::first(shown.body, attribute.target().path())?;
            let whole = value.is_i64() || value.is_u64();
            let finding = || shown.finding(format!("{} is no integer", attribute.target()), "");
            (!whole).then(|| finding().expected("a whole number", expect::quote(value)))
        })
    })
}
