use super::*;

check! {
    /// RFC 7643 §4.1.1 makes `userName` unique and case-insensitive, so the same name in capitals belongs to the
    /// same user, and RFC 7644 §3.3 has the create refused with 409.
    ///
    /// ## Why it matters
    /// Entra looks users up without regard to case. With two accounts of one name it does not know which is
    /// meant, and stops provisioning the person.
    ///
    /// ## Usual cause
    /// The unique index of the database compares bytes.
    ///
    /// ## How to fix
    /// Make the index case-insensitive, or keep a folded copy of the name for it.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"MIRA@TERN.EXAMPLE"}
    /// 201 {"id":"8","userName":"MIRA@TERN.EXAMPLE"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"MIRA@TERN.EXAMPLE"}
    /// 409 {"status":"409","scimType":"uniqueness"}
    /// ```
    id: "create/duplicate-ignores-case",
    title: "a userName that differs only in letter case MUST count as taken",
    profile: Rfc,
    severity: Error,
    covers: ["post-10"],
    sources: [Rfc7643("4.1.1"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["create/first/read", "create/duplicate-case", "users/duplicate"],
    run: judge,
}

/// Where duplicates are not refused at all, `users/duplicate-409` says so.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/duplicate-case")?;
    let plain = e.seen("users/duplicate")?;
    if plain.status() != 409 {
        return Err(needs("a duplicate is not refused with 409, which another check names"));
    }
    Ok(expect::status(
        &seen,
        &[409],
        "a userName that differs from an existing one only in letter case is not refused with 409",
    ))
}
