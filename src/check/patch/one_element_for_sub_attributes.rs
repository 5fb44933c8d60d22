use super::*;

check! {
    /// The provisioning service sends each part of an address as an operation of its own, all with the same
    /// value filter. RFC 7644 §3.5.2 has each applied to the result of the one before, so that all parts must
    /// land in one element.
    ///
    /// ## Why it matters
    /// An address in five elements, each with one part, is no address.
    ///
    /// ## Usual cause
    /// Every operation whose filter selects nothing appends an element, without looking at those the
    /// operations before it made.
    ///
    /// ## How to fix
    /// Apply each operation to the result of the one before.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Add","path":"addresses[type eq \"work\"].locality","value":"Bergen"},{"op":"Add","path":"addresses[type eq \"work\"].country","value":"NO"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","addresses":[{"type":"work","locality":"Bergen"},{"type":"work","country":"NO"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Add","path":"addresses[type eq \"work\"].locality","value":"Bergen"},{"op":"Add","path":"addresses[type eq \"work\"].country","value":"NO"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","addresses":[{"type":"work","locality":"Bergen","country":"NO"}]}
    /// ```
    id: "patch/one-element-for-sub-attributes",
    title: "several parts added by the same value filter MUST land in one element",
    profile: Entra,
    severity: Error,
    covers: ["add-12", "more-36", "E-69"],
    sources: [Learn("update-user-multi-valued-properties"), Rfc7644("3.5.2")],
    dialects: Each,
    needs: ["patch/*"],
    run: judge,
}

/// Values that are spread over several elements are all shown by their paths; so the elements are counted.
fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("patch/element-parts")?;
    if patch.status() == 400 && e.find("patch/element-add").is_some_and(|add| !add.succeeded()) {
        return Err(Unjudged::Skipped(
            SkipKind::NeedsStep,
            "no element can be added by a value filter".to_owned(),
        ));
    }
    let findings = takes_effect(e, "patch/element-parts")?;
    let (Some(path), true) = (first_path(&patch), findings.is_empty()) else { return Ok(findings) };
    let read = e.seen("patch/element-parts/read")?;
    let all = read.body().map_or(&[][..], |body| elements(body, &path));
    let Some(filter) = &path.filter else { return Ok(findings) };
    let count = all.iter().filter(|element| crate::scim::eval::matches_element(filter, element)).count();
    if count == 1 {
        return Ok(findings);
    }
    let finding =
        Finding::at(read.exchange, format!("the parts of {} are spread over several elements", path.name));
    Ok(vec![finding.expected("1 element", format!("{count} elements")).pointer(format!("/{}", path.name))])
}
