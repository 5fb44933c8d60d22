use super::*;

check! {
    /// A PATCH of one element leaves the other elements of the attribute alone (RFC 7644 §3.5.2).
    ///
    /// ## Why it matters
    /// An update of the work e-mail must not take the private one away. What is lost so is not sent again.
    ///
    /// ## Usual cause
    /// The whole list is replaced by the one element of the operation.
    ///
    /// ## How to fix
    /// Change or append the selected element and keep the rest of the list.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"mira.berg@tern.example"}]}
    /// 204
    /// GET /Users/u-7 (which had an e-mail of type home as well)
    /// 200 {"id":"u-7","emails":[{"type":"work","value":"mira.berg@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"mira.berg@tern.example"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","emails":[{"type":"work","value":"mira.berg@tern.example"},{"type":"home","value":"mira@home.example"}]}
    /// ```
    id: "patch/other-elements-kept",
    title: "a PATCH of one element MUST leave the other elements alone",
    profile: Entra,
    severity: Error,
    covers: ["rep-06", "E-68"],
    sources: [Rfc7644("3.5.2"), Source::Observed("Captain-P-Goldfish/SCIM-SDK", 668)],
    dialects: Each,
    needs: [
        "patch/get", "patch/value-filter", "patch/value-filter/read", "patch/element-add", "patch/element-add/read",
        "patch/element-replace", "patch/element-replace/read",
    ],
    run: judge,
}

/// Each step's read is compared with the one in front of it; only steps where others were there count.
fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    let mut shown = 0;
    for step in ["patch/value-filter", "patch/element-add", "patch/element-replace"] {
        let Some(patch) = e.find(step).filter(|patch| patch.succeeded()) else { continue };
        let Some(read) = e.find(&format!("{step}/read")).filter(Seen::succeeded) else { continue };
        let (Some(path), Some(before), Some(after)) = (first_path(&patch), e.before(step), read.body())
        else {
            continue;
        };
        let others: Vec<&Value> =
            elements(before, &path).iter().filter(|element| !selected(&path, element)).collect();
        shown += others.len();
        let kept = elements(after, &path);
        let lost = others.into_iter().find(|other| !kept.iter().any(|element| expect::same(other, element)));
        findings.extend(lost.map(|lost| {
            let finding = Finding::at(
                read.exchange,
                format!("the PATCH of {path} took another element of {} away", path.name),
            );
            finding
                .expected(expect::quote(lost), "not there")
                .pointer(format!("/{}", path.name))
                .caused_by(patch.exchange)
        }));
    }
    if shown == 0 {
        e.seen("patch/value-filter")?;
        if !lists_siblings(e) {
            let reason = "the suite lists no two elements of one attribute";
            return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
        }
        return Err(Unjudged::not_shown("no attribute had a further element to be left alone"));
    }
    Ok(findings)
}

/// Whether the suite lists two elements of one multi-valued attribute.
fn lists_siblings(e: &Evidence) -> bool {
    let rows = &e.suite().user.attributes;
    let elements: Vec<&crate::scim::Path> =
        rows.iter().map(|row| row.target().path()).filter(|path| path.filter.is_some()).collect();
    let siblings = |one: &&&crate::scim::Path| {
        elements
            .iter()
            .any(|other| other.urn == one.urn && other.name == one.name && other.filter != one.filter)
    };
    elements.iter().any(|one| siblings(&one))
}

fn selected(path: &crate::scim::Path, element: &Value) -> bool {
    path.filter.as_ref().is_some_and(|filter| crate::scim::eval::matches_element(filter, element))
}
