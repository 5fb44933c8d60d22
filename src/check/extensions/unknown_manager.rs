use super::*;

check! {
    /// RFC 7643 §2.3.7 lets a server check that the target of a reference exists, and does not demand it. Either
    /// way the answer is a proper one, and the user can be read.
    ///
    /// ## Why it matters
    /// Managers are often outside the scope of provisioning, so such references are everyday.
    ///
    /// ## Usual cause
    /// A foreign key of the database fails, and nobody catches it.
    ///
    /// ## How to fix
    /// Look the id up first, and answer 400 with `invalidValue`, or keep the id as it is.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"404404"}}}
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"404404"}}}
    /// 400 {"status":"400","scimType":"invalidValue","detail":"there is no user 404404"}
    /// ```
    id: "extensions/unknown-manager",
    title: "a manager that does not exist SHOULD be refused with 400 or stored, and never be a server error",
    profile: Rfc,
    severity: Warning,
    covers: ["ext-03"],
    sources: [Rfc7643("2.3.7"), Rfc7643("4.3")],
    dialects: Without,
    needs: ["extensions/manager-unknown", "extensions/manager-unknown/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("extensions/manager-unknown")?;
    let message = "a manager that does not exist is a server error";
    if let Some(finding) = server_error(e, &create, message, "201, or a refusal with 400")? {
        return Ok(vec![finding]);
    }
    if refused(e, &create)? {
        return Ok(Vec::new());
    }
    let read = e.seen("extensions/manager-unknown/read")?;
    Ok(expect::status(&read, &[200], "a user whose manager does not exist cannot be read"))
}
