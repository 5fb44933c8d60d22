use super::*;
use crate::scim::access;

check! {
    /// The app's documentation lists attributes of groups beside their name: a group created with them shows every
    /// one of them, as written, when it is read.
    ///
    /// ## Why it matters
    /// What administrators map for groups, such as a description or a kind of license, is lost without a word.
    ///
    /// ## Usual cause
    /// Groups are kept with a fixed set of columns, and the extension of the request is dropped.
    ///
    /// ## How to fix
    /// Store and return every group attribute the page lists, or take it off the page.
    ///
    /// ## Fails
    /// ```http
    /// POST /Groups {"displayName":"Night watch","urn:ietf:params:scim:schemas:extension:tern:2.0:Group":{"description":"22 to 6"}}
    /// 201 {"id":"g-7","displayName":"Night watch"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Groups {"displayName":"Night watch","urn:ietf:params:scim:schemas:extension:tern:2.0:Group":{"description":"22 to 6"}}
    /// 201 {"id":"g-7","displayName":"Night watch","urn:ietf:params:scim:schemas:extension:tern:2.0:Group":{"description":"22 to 6"}}
    /// ```
    id: "suite/group-create-round-trip",
    title: "every listed attribute of a group MUST be stored on create",
    profile: Entra,
    severity: Error,
    covers: ["ent-21"],
    sources: [Source::Suite, Learn("create-group")],
    dialects: Without,
    needs: ["groups/create", "groups/get"],
    run: judge,
}

/// The name and the external id have checks of their own.
fn judge(e: &Evidence) -> Judged {
    if e.suite().further_of_groups().next().is_none() {
        let reason = "the suite lists nothing of groups beside name, external id and members";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    let (create, read) = (e.seen("groups/create")?, e.seen("groups/get")?);
    let Some(body) = read.body().filter(|_| read.succeeded()) else {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "groups/get did not succeed".to_owned()));
    };
    let lost = e.suite().further_of_groups().filter_map(|attribute| {
        let path = attribute.target().path();
        let sent = access::first(create.sent(), path)?;
        let shown = access::first(body, path);
        let finding = |actual: String| {
            let message = format!("{} is not shown as it was sent", attribute.target());
            Finding::at(read.exchange, message)
                .expected(expect::quote(sent), actual)
                .pointer(expect::pointer("", path.urn.as_deref().unwrap_or(&path.name)))
        };
        match shown {
            None => Some(finding("nothing".to_owned())),
            Some(shown) => (!expect::same(sent, shown)).then(|| finding(expect::quote(shown))),
        }
    });
    Ok(lost.collect())
}
