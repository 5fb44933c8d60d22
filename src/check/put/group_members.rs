use super::*;

check! {
    /// RFC 7644 §3.5.1 has the values of a PUT replace those of the resource; the members of a group are such
    /// values. Who is not in the new list is no member any more.
    ///
    /// ## Why it matters
    /// Membership is access. A client that replaces a group by a shorter list believes that the others have
    /// lost theirs.
    ///
    /// ## Usual cause
    /// The members of the request are added to those the group has.
    ///
    /// ## How to fix
    /// Compare the list with the members there are, add who is new and remove who is missing, in one
    /// transaction.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Groups/g-7
    /// {"schemas":[…],"displayName":"Harbour crew","members":[{"value":"u-2"},{"value":"u-3"}]}
    /// 200
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"},{"value":"u-3"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Groups/g-7
    /// {"schemas":[…],"displayName":"Harbour crew","members":[{"value":"u-2"},{"value":"u-3"}]}
    /// 200
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-2"},{"value":"u-3"}], …}
    /// ```
    id: "put/group-members",
    title: "a PUT of a group MUST replace its members",
    profile: Rfc,
    severity: Error,
    covers: ["put-11"],
    sources: [Rfc7644("3.5.1"), Rfc7643("4.2")],
    dialects: Without,
    needs: [
        "put/replace", "put/create-first", "put/create-second", "put/create-third", "put/group-create",
        "put/group-get", "put/group", "put/group/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_put(e)?;
    let put = e.seen("put/group")?;
    if !put.succeeded() {
        return Ok(expect::status(&put, &[200], "the PUT of a group is refused"));
    }
    let id = |word: &str| Ok(e.seen(&format!("put/create-{word}"))?.id().unwrap_or_default());
    let (first, second, third) = (id("first")?, id("second")?, id("third")?);
    let before = e.before("put/group").map(expect::members_of).unwrap_or_default();
    if !before.contains(&first) || !before.contains(&second) {
        return Err(Unjudged::not_shown("the group did not show the members it was created with"));
    }
    let read = e.seen("put/group/read")?;
    if !read.succeeded() {
        return Ok(expect::status(&read, &[200], "the group cannot be read after the PUT"));
    }
    let after = expect::member_ids(&read);
    let missing = [second, third].iter().filter(|id| !after.contains(id)).count();
    let further = after.iter().filter(|id| ![second, third].contains(id)).count();
    if missing + further == 0 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the group does not have the members of the PUT");
    let actual = format!("{missing} of them missing, {further} others");
    Ok(vec![finding.expected("2 members", actual).pointer("/members").caused_by(put.exchange)])
}
