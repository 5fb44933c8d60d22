use super::*;
use crate::scim::eval;

check! {
    /// RFC 7644 §3.5.2.3 and Microsoft Learn require that a path such as `emails[type eq "work"].value`
    /// replaces that value of the selected element, and nothing else of it.
    ///
    /// ## Why it matters
    /// Every e-mail address, phone number and address is updated so.
    ///
    /// ## Usual cause
    /// The path is not parsed; or the element is replaced by a new one that has lost its `type`.
    ///
    /// ## How to fix
    /// Find the elements the filter selects and set the one sub-attribute in them.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"mira.berg@tern.example"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","emails":[{"type":"work","value":"mira@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"mira.berg@tern.example"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","emails":[{"type":"work","value":"mira.berg@tern.example"}]}
    /// ```
    id: "patch/value-filter-replace",
    title: "a PATCH by a value filter MUST change that value of the selected element only",
    profile: Entra,
    severity: Error,
    covers: ["rep-06", "E-65"],
    sources: [Learn("update-user-multi-valued-properties"), Rfc7644("3.5.2.3")],
    dialects: Each,
    needs: ["patch/*"],
    run: judge,
}

/// The other sub-attributes of the element are compared with the read in front of the PATCH, apart from those
/// that servers compute.
fn judge(e: &Evidence) -> Judged {
    let findings = takes_effect(e, "patch/value-filter")?;
    let patch = e.seen("patch/value-filter")?;
    let (Some(path), true) = (first_path(&patch), findings.is_empty()) else { return Ok(findings) };
    let read = e.seen("patch/value-filter/read")?;
    let (Some(before), Some(after), Some(filter)) =
        (e.before("patch/value-filter"), read.body(), &path.filter)
    else {
        return Ok(findings);
    };
    let selected =
        |resource| elements(resource, &path).iter().find(|element| eval::matches_element(filter, element));
    let (Some(old), Some(new)) = (selected(before), selected(after)) else { return Ok(findings) };
    let changed = expect::differences(old, new).into_iter();
    let sub = path.sub.as_deref().unwrap_or("value").to_lowercase();
    let named = format!("/{sub}");
    let changed =
        changed.filter(|d| ![&named, "/display", "/formatted"].contains(&d.pointer.to_lowercase().as_str()));
    Ok(changed
        .map(|difference| {
            let finding = difference.finding(read.exchange);
            let pointer = format!("/{}{}", path.name, finding.pointer.as_deref().unwrap_or_default());
            Finding { message: "the PATCH changed more of the element than it names".to_owned(), ..finding }
                .pointer(pointer)
        })
        .collect())
}
