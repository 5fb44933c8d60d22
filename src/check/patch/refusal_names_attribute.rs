use super::*;

check! {
    /// When the server refuses the form of a value, `detail` says which attribute it is and what would be
    /// right, as Microsoft Learn advises.
    ///
    /// ## Why it matters
    /// The text stands in the provisioning log. It is all an administrator has to find the mapping that must be
    /// changed.
    ///
    /// ## Usual cause
    /// The message is the same for every refused request.
    ///
    /// ## How to fix
    /// Put the attribute and the expected form into `detail`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":{"text":"Cook"}}]}
    /// 400 {"detail":"invalid request","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":{"text":"Cook"}}]}
    /// 400 {"detail":"title must be a string","status":"400"}
    /// ```
    id: "patch/refusal-names-attribute",
    title: "the refusal of a value SHOULD name the attribute it is about",
    profile: Rfc,
    severity: Warning,
    covers: ["E-87"],
    sources: [Learn("general"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["modify/wrong-type", "modify/wrong-type/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("modify/wrong-type")?;
    if patch.status() != 400 {
        return Err(Unjudged::not_shown("the value was not refused with 400"));
    }
    let detail =
        patch.body().and_then(|body| crate::scim::access::member(body, "detail")).and_then(Value::as_str);
    let Some(detail) = detail.filter(|detail| !detail.trim().is_empty()) else {
        let reason = "the error has no detail, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    };
    if detail.to_lowercase().contains("title") {
        return Ok(Vec::new());
    }
    let finding = Finding::at(patch.exchange, "the error does not say which attribute it is about");
    Ok(vec![finding.expected("a detail that names title", format!("\"{detail}\"")).pointer("/detail")])
}
