//! A fingerprint of mappings: another one means that everything is evaluated anew (Microsoft Learn, "How application
//! provisioning works": a changed mapping or filter starts an initial cycle).

use std::fmt::Write;

use super::{AttributeMapping, Mappings, ObjectMapping, Source};

impl Mappings {
    /// A fingerprint: another one means that everything is evaluated anew in an initial cycle. It depends on what the
    /// mappings say, not on how a version of scimproof stores them.
    pub fn fingerprint(&self) -> String {
        let mut text = format!("enterprise {}\n", self.has_enterprise);
        for mapping in std::iter::once(&self.user).chain(&self.group) {
            describe(mapping, &mut text);
        }
        format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()))
    }
}

fn describe(mapping: &ObjectMapping, text: &mut String) {
    let actions = mapping.actions;
    let filters = serde_json::to_string(&mapping.filters).unwrap_or_default();
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{} {} {} {}", mapping.kind, actions.create, actions.update, actions.delete);
    let _ = writeln!(text, "{filters}");
    for row in &mapping.attributes {
        let _ = writeln!(text, "{}", line(row));
    }
}

fn line(row: &AttributeMapping) -> String {
    let (kind, source) = match &row.source {
        Source::Direct(name) => ("direct", name.clone()),
        Source::Constant(constant) => ("constant", constant.clone()),
        Source::Expression(expression) => ("expression", expression.to_string()),
        Source::None => ("none", String::new()),
    };
    let flags = [row.only_on_creation, row.only_if_empty, row.add_only, row.exact_case, row.multivalued]
        .map(u8::from);
    let (target, default, matching) = (row.target.as_str(), &row.default, row.matching);
    format!("{target:?} {:?} {kind} {source:?} {default:?} {matching:?} {flags:?}", row.kind)
}
