//! The suites that are part of the binary.

/// Slug and text of every built-in suite; the generic one stands first.
const SUITES: &[(&str, &str)] = &[
    ("entra", include_str!("../../suites/entra.toml")),
    ("promapp", include_str!("../../suites/gallery/promapp.toml")),
    ("rfpio", include_str!("../../suites/gallery/rfpio.toml")),
    ("rhombus-systems", include_str!("../../suites/gallery/rhombus-systems.toml")),
    ("rouse-sales", include_str!("../../suites/gallery/rouse-sales.toml")),
];

/// The slugs, in the order in which they are listed.
pub fn slugs() -> impl Iterator<Item = &'static str> + Clone {
    SUITES.iter().map(|(slug, _)| *slug)
}

/// The TOML text of a built-in suite.
pub fn text(slug: &str) -> Option<std::borrow::Cow<'static, str>> {
    SUITES.iter().find(|(known, _)| *known == slug).map(|(_, text)| (*text).into())
}
