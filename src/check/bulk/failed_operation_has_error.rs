use super::*;
use crate::scim::urn;

check! {
    /// RFC 7644 §3.7 requires the result of an operation that failed to carry the SCIM error in `response`, as
    /// the single request would have been answered.
    ///
    /// ## Why it matters
    /// *400* alone tells nobody which of the attributes was wrong. The administrator sees the text that stands
    /// there. Entra sends no bulk requests; other clients log it.
    ///
    /// ## Usual cause
    /// The status is copied from the exception, and its message is not.
    ///
    /// ## How to fix
    /// Put the whole error message into `response`: `schemas`, `status`, `detail`, and `scimType` where there
    /// is one.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// 200 {"Operations":[{"method":"POST","bulkId":"again","status":"409"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// 200 {"Operations":[{"method":"POST","bulkId":"again","status":"409","response":{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"uniqueness","detail":"userName is taken","status":"409"}}]}
    /// ```
    id: "bulk/failed-operation-has-error",
    title: "the result of an operation that failed MUST carry the SCIM error in response",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-11"],
    sources: [Rfc7644("3.7"), Rfc7644("3.7.3"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/partial"],
    run: |e| unless_named(e, judge(e), &["errors/scim-error-message"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let seen = e.seen("bulk/partial")?;
    let refused: Vec<usize> = (0..results(&seen).len()).filter(|at| failed(&results(&seen)[*at])).collect();
    if refused.is_empty() {
        return Err(Unjudged::not_shown("no operation failed"));
    }
    Ok(refused.into_iter().find_map(|at| fault(&seen, at)).into_iter().collect())
}

fn fault(seen: &Seen, at: usize) -> Option<Finding> {
    let response = access::member(&results(seen)[at], "response");
    let schemas = response.and_then(|r| access::member(r, "schemas")).and_then(Value::as_array);
    let names = |id: &Value| id.as_str().is_some_and(|id| urn::same(id, urn::ERROR));
    if schemas.is_some_and(|schemas| schemas.iter().any(names)) {
        return None;
    }
    let actual = response.map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(seen.exchange, "the result of a failed operation has no SCIM error");
    Some(finding.expected("a SCIM error message", actual).pointer(format!("/Operations/{at}/response")))
}
