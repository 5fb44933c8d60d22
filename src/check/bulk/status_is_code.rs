use super::*;

check! {
    /// RFC 7644 §3.7.3 has the status of a result hold the code the single request would have been answered
    /// with. Its examples write it as a string, such as `"201"`; the text also allows an object with `code`,
    /// which is accepted.
    ///
    /// ## Why it matters
    /// Clients compare the status with strings from the RFC. A number is not equal to any of them, so each
    /// operation counts as failed. Entra sends no bulk requests; other clients do.
    ///
    /// ## Usual cause
    /// The status is serialised as the number it is in the program.
    ///
    /// ## How to fix
    /// Write the code as a string: `"status":"201"`.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// 200 {"Operations":[{"bulkId":"gull","status":201}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// 200 {"Operations":[{"bulkId":"gull","status":"201"}]}
    /// ```
    id: "bulk/status-is-code",
    title: "the status of a result MUST be the code as a string",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-02"],
    sources: [Rfc7644("3.7.3")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/partial"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let steps = ["bulk/create", "bulk/partial"].iter().filter_map(|step| e.find(step));
    Ok(steps.filter_map(|seen| fault(&seen)).take(1).collect())
}

fn fault(seen: &Seen) -> Option<Finding> {
    let status = |result| access::member(result, "status");
    let three = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
    let right =
        |status: &Value| status.as_str().is_some_and(three) || access::member(status, "code").is_some();
    let at = results(seen).iter().position(|result| !status(result).is_some_and(right))?;
    let actual = status(&results(seen)[at]).map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(seen.exchange, "the status of a result is not the code as a string");
    Some(finding.expected("such as \"201\"", actual).pointer(format!("/Operations/{at}/status")))
}
