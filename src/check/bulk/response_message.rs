use super::*;
use crate::scim::urn;

check! {
    /// RFC 7644 §3.7 requires the answer to a bulk request to be a BulkResponse: it names that message in
    /// `schemas`, lists the results in `Operations`, and has no `failOnErrors`.
    ///
    /// ## Why it matters
    /// Clients look for the message to tell a result from an error or from a gateway's page. Entra sends no
    /// bulk requests; libraries refuse to read what they do not know.
    ///
    /// ## Usual cause
    /// The request is echoed and filled with results, or the results are wrapped as a list of resources.
    ///
    /// ## How to fix
    /// Answer `schemas` with `urn:ietf:params:scim:api:messages:2.0:BulkResponse` and the results in
    /// `Operations`.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// 200 {"failOnErrors":1,"Operations":[{"method":"POST","bulkId":"gull","status":"201"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],"Operations":[{"method":"POST","bulkId":"gull","status":"201","location":"https://tern.example/scim/Users/84c1"}]}
    /// ```
    id: "bulk/response-message",
    title: "the answer to a bulk request MUST be a BulkResponse without failOnErrors",
    profile: Rfc,
    severity: Error,
    covers: ["more-46"],
    sources: [Rfc7644("3.7")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/fail-on-errors"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("bulk")?;
    let create = answered(e, "bulk/create")?;
    let strict = e.find("bulk/fail-on-errors").filter(|seen| seen.status() == 200);
    Ok([Some(create), strict].into_iter().flatten().find_map(|seen| fault(&seen)).into_iter().collect())
}

fn fault(seen: &Seen) -> Option<Finding> {
    let finding = |message: &str| Finding::at(seen.exchange, message);
    let Some(body) = seen.body() else {
        return Some(finding("the answer is not a JSON object").expected("a BulkResponse", "none"));
    };
    let schemas = access::member(body, "schemas").and_then(Value::as_array);
    let names = |id: &Value| id.as_str().is_some_and(|id| urn::same(id, urn::BULK_RESPONSE));
    if !schemas.is_some_and(|schemas| schemas.iter().any(names)) {
        let actual = access::member(body, "schemas").map_or_else(|| "nothing".to_owned(), expect::quote);
        let finding = finding("the answer does not name the BulkResponse message");
        return Some(finding.expected(urn::BULK_RESPONSE, actual).pointer("/schemas"));
    }
    if !access::member(body, "Operations").is_some_and(Value::is_array) {
        let finding = finding("the answer has no list of results");
        return Some(finding.expected("a list", "none").pointer("/Operations"));
    }
    let kept = access::member(body, "failOnErrors")?;
    let finding = finding("the answer repeats failOnErrors, which belongs to requests");
    Some(finding.expected("nothing", expect::quote(kept)).pointer("/failOnErrors"))
}
