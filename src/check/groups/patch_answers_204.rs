use super::*;

check! {
    /// Microsoft Learn has a PATCH of a group answered with 204 and no body, and advises against sending all
    /// members back. RFC 7644 §3.5.2 allows 200 with the group as well; only a body that lists the members is
    /// reported here.
    ///
    /// ## Why it matters
    /// A group of many thousand members comes back in full for every single change. That slows the job down,
    /// and answers that take too long fail it.
    ///
    /// ## Usual cause
    /// The handler returns the resource after every write.
    ///
    /// ## How to fix
    /// Answer a PATCH of a group with 204.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"u-1"}]}]}
    /// 200 {"id":"g-7","displayName":"Harbour crew","members":[{"value":"u-1"},{"value":"u-2"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"u-1"}]}]}
    /// 204
    /// ```
    id: "groups/patch-answers-204",
    title: "a PATCH of a group SHOULD NOT be answered with all its members",
    profile: Entra,
    severity: Warning,
    covers: ["E-104"],
    sources: [Learn("update-group-add-members")],
    dialects: Each,
    needs: ["members/add-several"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("members/add-several")?;
    if !patch.succeeded() {
        let reason = "the PATCH of members is refused, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let listed = expect::member_ids(&patch).len();
    if listed == 0 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(patch.exchange, "the answer to a PATCH of members lists the members");
    let actual = format!("{} with {}", patch.status(), crate::text::count(listed, "member"));
    Ok(vec![finding.expected("204", actual).pointer("/members")])
}
