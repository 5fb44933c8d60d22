//! Pages that are generated from the registries, kept in the repository: docs/checks/.

mod support;

#[test]
fn the_pages_of_the_checks_are_current() {
    let pages = scimproof::docs::pages();
    for (area, text) in &pages {
        support::is_current(&format!("docs/checks/{area}.md"), text);
    }
    let kept: Vec<String> = support::texts("docs/checks", "md").into_iter().map(|(name, _)| name).collect();
    let known: Vec<&str> = pages.iter().map(|(area, _)| *area).collect();
    assert_eq!(kept, known, "docs/checks holds pages of areas that are none");
}
