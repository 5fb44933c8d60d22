use super::*;

check! {
    /// RFC 7644 §3.7.1 requires the service provider to try to resolve references that form a circle, as of two
    /// users who are each other's manager. It may give up with 409, for the request or for the operations;
    /// nothing else.
    ///
    /// ## Why it matters
    /// Circles are rare and real: two heads of department who stand in for each other. Entra sends no bulk
    /// requests; other clients send what the directory holds.
    ///
    /// ## Usual cause
    /// References are resolved in order, and the first of the two has nothing to refer to.
    ///
    /// ## How to fix
    /// Create the resources without the reference that closes the circle and add it afterwards, or answer 409.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"one",… "manager":{"value":"bulkId:two"}},{"method":"POST","bulkId":"two",… "manager":{"value":"bulkId:one"}}]}
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"one",… "manager":{"value":"bulkId:two"}},{"method":"POST","bulkId":"two",… "manager":{"value":"bulkId:one"}}]}
    /// 200 {"Operations":[{"bulkId":"one","status":"201",…},{"bulkId":"two","status":"201",…}]}
    /// ```
    id: "bulk/circular-references",
    title: "references that form a circle MUST be resolved or refused with 409",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-06"],
    sources: [Rfc7644("3.7.1")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/manager",
        "bulk/manager/read",
        "bulk/circle",
        "bulk/circle/one",
        "bulk/circle/two",
    ],
    run: |e| unless_named(e, judge(e), &["users/"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    needs_references(e)?;
    let seen = e.seen("bulk/circle")?;
    let statuses: Vec<Option<u16>> = (0..2).map(|at| result(&seen, at).and_then(code)).collect();
    if seen.status() == 409 || (seen.status() == 200 && statuses.contains(&Some(409))) {
        return Ok(Vec::new());
    }
    if let Some(finding) = refused(&seen, 0).or_else(|| refused(&seen, 1)) {
        return Ok(vec![finding.expected("the references resolved, or 409", expect_told(&seen))]);
    }
    if (0..2).all(|at| id_of(e, "bulk/circle", at).is_none()) {
        return Err(Unjudged::not_shown("the users are not shown with their ids"));
    }
    Ok([("one", 1), ("two", 0)]
        .iter()
        .filter_map(|(name, other)| unresolved(e, name, *other))
        .take(1)
        .collect())
}

fn expect_told(seen: &Seen) -> String {
    result(seen, 0)
        .filter(|first| failed(first))
        .or(result(seen, 1))
        .map_or_else(|| expect::answer(seen.exchange), told)
}

fn unresolved(e: &Evidence, name: &str, other: usize) -> Option<Finding> {
    let read = e.find(&format!("bulk/circle/{name}"))?;
    let (shown, wanted) = (manager(&read), id_of(e, "bulk/circle", other)?);
    (shown.as_ref() != Some(&wanted)).then(|| {
        let finding =
            Finding::at(read.exchange, "a user of the circle does not have the other one as manager");
        finding.expected(wanted, shown.unwrap_or_else(|| "nothing".to_owned()))
    })
}
