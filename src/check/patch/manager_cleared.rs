use super::*;

check! {
    /// A replace of `manager` with an empty value clears it. Microsoft's gallery validation tests it; the
    /// service itself does not send it today.
    ///
    /// ## Why it matters
    /// Without it a person keeps a manager who has left.
    ///
    /// ## Usual cause
    /// The empty text is stored as the manager's id, or refused as no valid reference.
    ///
    /// ## How to fix
    /// Treat `""`, `{"value":""}` and `null` as "no manager".
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":""}]}
    /// 400 {"detail":"there is no user with the id ''"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":""}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7"}
    /// ```
    id: "patch/manager-cleared",
    title: "a replace of manager with an empty value SHOULD clear it",
    profile: Entra,
    severity: Warning,
    covers: ["rep-18", "E-82", "T-SCIM_Update_Manager"],
    sources: [GalleryTest("SCIM_Update_Manager_Test")],
    dialects: Each,
    needs: ["lifecycle/change-manager", "lifecycle/change-manager/read", "lifecycle/clear-manager", "lifecycle/clear-manager/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let clear = e.seen("lifecycle/clear-manager")?;
    let refused = expect::status(&clear, &[200, 204], "the PATCH that clears the manager is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let read = e.seen("lifecycle/clear-manager/read")?;
    if !read.succeeded() {
        let reason = "lifecycle/clear-manager/read did not succeed";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let path = super::super::patched::enterprise_manager(e)?;
    let before = e.seen("lifecycle/change-manager/read")?;
    if before.body().and_then(|body| crate::scim::access::first(body, &path)).is_none() {
        return Err(Unjudged::not_shown("the user had no manager to be cleared"));
    }
    let shown = read.body().and_then(|body| crate::scim::access::first(body, &path));
    let cleared = shown.is_none_or(|manager| expect::is_empty(manager) || value_is_empty(manager));
    let pointer = expect::pointer(&expect::pointer("", crate::scim::urn::ENTERPRISE_USER), "manager");
    Ok((!cleared)
        .then(|| {
            let actual = shown.map_or_else(|| "nothing".to_owned(), expect::quote);
            Finding::at(read.exchange, "the manager is still there")
                .expected("no manager", actual)
                .pointer(pointer)
        })
        .into_iter()
        .collect())
}

/// `{}` and `{"value": null}` show no manager either; a stored empty text does.
fn value_is_empty(manager: &Value) -> bool {
    manager.is_object() && crate::scim::access::member(manager, "value").is_none_or(Value::is_null)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_empty_text_is_a_manager_that_stayed() {
        assert!(value_is_empty(&json!({})) && value_is_empty(&json!({ "value": null })));
        assert!(!value_is_empty(&json!({ "value": "" })) && !value_is_empty(&json!("")));
    }
}
