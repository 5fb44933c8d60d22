use super::*;

check! {
    /// RFC 7644 §3.7.2 requires a reference by bulkId to be replaced wherever it stands, as in the manager of
    /// the enterprise extension.
    ///
    /// ## Why it matters
    /// Managers are created with their reports in one request. If the words stay, the report has a manager that
    /// nobody is. Entra sends no bulk requests; other clients do.
    ///
    /// ## Usual cause
    /// References are looked for among members only.
    ///
    /// ## How to fix
    /// Replace each text that begins with `bulkId:` in the whole data of an operation, extensions included.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"chief",…},{"method":"POST","bulkId":"report","data":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"bulkId:chief"}},…}}]}
    ///
    /// GET /Users/91aa
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"bulkId:chief"}}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"chief",…},{"method":"POST","bulkId":"report","data":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"bulkId:chief"}},…}}]}
    ///
    /// GET /Users/91aa
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"84c1"}}}
    /// ```
    id: "bulk/reference-in-extension",
    title: "a reference by bulkId in an extension MUST become the id of the user that the request created",
    profile: Rfc,
    severity: Error,
    covers: ["more-47"],
    sources: [Rfc7644("3.7.2"), Rfc7643("4.3")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/manager", "bulk/manager/read"],
    run: |e| unless_named(e, judge(e), &["users/", "query/"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let seen = e.seen("bulk/manager")?;
    if let Some(finding) = refused(&seen, 1) {
        return Ok(vec![finding]);
    }
    let read = e.seen("bulk/manager/read")?;
    let chief = id_of(e, "bulk/manager", 0);
    if chief.is_none() || read.id().is_none() {
        return Err(Unjudged::not_shown("the users are not shown with their ids"));
    }
    let shown = manager(&read);
    if shown.is_some() && shown == chief {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the manager is not the user that the request created");
    let actual = shown.unwrap_or_else(|| "nothing".to_owned());
    Ok(vec![finding.expected(chief.unwrap_or_else(|| "its id".to_owned()), actual).caused_by(seen.exchange)])
}
