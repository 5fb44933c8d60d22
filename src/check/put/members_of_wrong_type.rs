use super::*;

check! {
    /// RFC 7643 §4.2 has `members` be a list of objects. RFC 7644 §3.12 has a value of another type, such as a
    /// text or a number, refused with 400; the group stays as it was.
    ///
    /// ## Why it matters
    /// A client with a defect sends nonsense. If the server reads it as "no members", everybody loses the
    /// access the group gives.
    ///
    /// ## Usual cause
    /// A value that cannot be read as a list becomes an empty one.
    ///
    /// ## How to fix
    /// Validate the type of `members` before anything is stored, and name it in the `detail` of the error.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Groups/g-7
    /// {"schemas":[…],"displayName":"Harbour crew","members":17}
    /// 200 {"id":"g-7","displayName":"Harbour crew", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Groups/g-7
    /// {"schemas":[…],"displayName":"Harbour crew","members":17}
    /// 400 {"schemas":[…],"status":"400","scimType":"invalidValue","detail":"members must be a list"}
    /// ```
    id: "put/members-of-wrong-type",
    title: "a PUT whose members are no list SHOULD be refused with 400 and change nothing",
    profile: Rfc,
    severity: Warning,
    covers: ["put-15"],
    sources: [Rfc7644("3.12"), Rfc7643("4.2")],
    dialects: Without,
    needs: [
        "put/replace", "put/group-get", "put/group", "put/group-members-text", "put/group-members-text/read",
        "put/group-members-number", "put/group-members-number/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_put(e)?;
    if !e.seen("put/group")?.succeeded() {
        let reason = "an ordinary PUT of a group is refused, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let mut findings = Vec::new();
    for step in ["put/group-members-text", "put/group-members-number"] {
        let put = e.seen(step)?;
        findings.extend(expect::status(
            &put,
            &[400],
            "a PUT whose members are no list is not refused with 400",
        ));
        let before = e.before(step).map(expect::members_of).unwrap_or_default();
        let read = e.seen(&format!("{step}/read"))?;
        if !read.succeeded() {
            findings.extend(expect::status(&read, &[200], "the group cannot be read after the PUT"));
            return Ok(findings);
        }
        let after = expect::member_ids(&read);
        if before.iter().all(|id| after.contains(id)) {
            continue;
        }
        let finding = Finding::at(read.exchange, "the group has lost members to it");
        let (before, after) = (format!("{} members", before.len()), format!("{} members", after.len()));
        findings.push(finding.expected(before, after).pointer("/members").caused_by(put.exchange));
        return Ok(findings);
    }
    Ok(findings)
}
