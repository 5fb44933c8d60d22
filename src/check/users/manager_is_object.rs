use super::*;
use crate::scim::access;

check! {
    /// RFC 7643 §4.3 makes `manager` an object with a `value`, and answers must show it so, whatever form it
    /// was written in.
    ///
    /// ## Why it matters
    /// Entra reads answers by type: a manager shown as a string makes the whole user unreadable, and the log
    /// says that the resource could not be deserialised.
    ///
    /// ## Usual cause
    /// The bare id that Entra sends is stored and returned as it came.
    ///
    /// ## How to fix
    /// Store the id, and return `"manager": {"value": "…"}`, with `$ref` and `displayName` if you have them.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"u-31"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"u-31"}}}
    /// ```
    id: "users/manager-is-object",
    title: "answers MUST show manager as an object with a value",
    profile: Entra,
    severity: Error,
    covers: ["E-81"],
    sources: [Rfc7643("4.3"), Source::Observed("Budibase/budibase", 15369)],
    dialects: Each,
    needs: ["lifecycle/set-manager", "lifecycle/set-manager/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if !e.seen("lifecycle/set-manager")?.succeeded() {
        return Err(Unjudged::Skipped(
            SkipKind::NeedsStep,
            "lifecycle/set-manager did not succeed".to_owned(),
        ));
    }
    let read = e.seen("lifecycle/set-manager/read")?;
    let path = super::super::patched::enterprise_manager(e)?;
    let Some(manager) = read.body().and_then(|body| access::first(body, &path)) else {
        return Err(Unjudged::not_shown("the answer shows no manager"));
    };
    let value = access::member(manager, "value").and_then(Value::as_str);
    if value.is_some_and(|value| !value.is_empty()) {
        return Ok(Vec::new());
    }
    let pointer = expect::pointer(&expect::pointer("", crate::scim::urn::ENTERPRISE_USER), "manager");
    let finding = Finding::at(read.exchange, "manager is not an object with a value");
    Ok(vec![finding.expected("{\"value\":\"…\"}", expect::quote(manager)).pointer(pointer)])
}
