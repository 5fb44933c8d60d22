use super::*;

check! {
    /// RFC 7644 §3.7 lets a bulk request hold PUT, PATCH and DELETE, with the data each of them has when it is
    /// sent alone: that of a PATCH is a whole PatchOp message.
    ///
    /// ## Why it matters
    /// An operation that is reported as done and has no effect leaves accounts as they were, or as they must
    /// not be. Entra sends no bulk requests; other clients send their daily changes so.
    ///
    /// ## Usual cause
    /// Only POST is written; or the data of a PATCH is expected to be a bare list of operations, as an example
    /// of the RFC prints it.
    ///
    /// ## How to fix
    /// Hand each operation to the code of the single request, with its method, path and data.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"PATCH","path":"/Users/84c1","data":{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[…]}}]}
    /// 200 {"Operations":[{"method":"PATCH","status":"400",…}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"PATCH","path":"/Users/84c1","data":{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[…]}}]}
    /// 200 {"Operations":[{"method":"PATCH","location":"https://tern.example/scim/Users/84c1","status":"200"}]}
    /// ```
    id: "bulk/changes-resources",
    title: "PUT, PATCH and DELETE in a bulk request MUST have the effect they have alone",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-08"],
    sources: [Rfc7644("3.7"), Rfc7644("3.7.3")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/put",
        "bulk/put/read",
        "bulk/patch",
        "bulk/patch/read",
        "bulk/delete",
        "bulk/delete/read",
    ],
    run: |e| unless_named(e, judge(e), &["users/", "patch/", "suite/"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let steps = ["bulk/put", "bulk/patch", "bulk/delete"];
    if steps.iter().all(|step| e.seen(step).is_err()) {
        return e.seen(steps[0]).map(|_| Vec::new());
    }
    let findings: Vec<Finding> = steps.iter().filter_map(|step| fault(e, step)).collect();
    if findings.is_empty() && !steps.iter().any(|step| e.find(step).is_some_and(|write| offered(&write))) {
        return Err(Unjudged::not_shown("the tenant has neither PUT nor PATCH nor DELETE"));
    }
    Ok(findings)
}

/// Whether the operation is one that the tenant has.
fn offered(write: &Seen) -> bool {
    result(write, 0).is_some_and(|result| ![Some(405), Some(501)].contains(&code(result)))
}

/// A tenant that has no such method at all, or does not delete, is the matter of other checks.
fn fault(e: &Evidence, step: &str) -> Option<Finding> {
    let write = e.find(step)?;
    if write.status() != 200 {
        return expect::status(&write, &[200], "the bulk request is not answered with 200")
            .into_iter()
            .next();
    }
    let finding = |message: &str| Finding::at(write.exchange, message);
    let Some(result) = result(&write, 0) else {
        let finding = finding("the answer has no result for the operation");
        return Some(finding.expected("one result", "none").pointer("/Operations"));
    };
    if !offered(&write) {
        return None;
    }
    if failed(result) {
        let method = method(operations(write.sent()).first()?)?;
        let finding = finding(&format!("a {method} in a bulk request is refused"));
        return Some(finding.expected("2xx", told(result)).pointer("/Operations/0/status"));
    }
    let read = e.find(&format!("{step}/read"))?;
    let shown = read.record.state == crate::transcript::StepState::Succeeded;
    (!shown).then(|| {
        let finding =
            Finding::at(read.exchange, "an operation of a bulk request succeeded and has no effect");
        finding.expected("the change", "the user as before").caused_by(write.exchange)
    })
}
