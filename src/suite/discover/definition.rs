//! Attribute definitions of a schema document (RFC 7643 §7), read with patience: what is missing has its default, and
//! what is not understood is told by whoever needs it.

use serde_json::Value;

use crate::scim::access;

/// One definition of an attribute or sub-attribute.
#[derive(Debug, Clone, Copy)]
pub(super) struct Definition<'a>(&'a Value);

impl<'a> Definition<'a> {
    /// The definitions in a member of a document: `attributes` or `subAttributes`.
    pub(super) fn list(document: &'a Value, member: &str) -> Vec<Self> {
        let list = access::member(document, member).and_then(Value::as_array);
        list.into_iter().flatten().filter(|entry| entry.is_object()).map(Self).collect()
    }

    fn text(self, member: &str) -> Option<&'a str> {
        access::member(self.0, member)?.as_str()
    }

    fn is(self, member: &str, word: &str) -> bool {
        self.text(member).is_some_and(|own| own.eq_ignore_ascii_case(word))
    }

    /// The name, if it has one.
    pub(super) fn name(self) -> Option<&'a str> {
        self.text("name").filter(|name| !name.trim().is_empty())
    }

    pub(super) fn is_named(self, name: &str) -> bool {
        self.is("name", name)
    }

    /// The type in small letters; `string` where none is given (RFC 7643 §2.2).
    pub(super) fn kind(self) -> String {
        self.text("type").unwrap_or("string").to_lowercase()
    }

    pub(super) fn is_multi_valued(self) -> bool {
        access::member(self.0, "multiValued").and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether the schema says that it is required, or that it is not.
    pub(super) fn required(self) -> Option<bool> {
        access::member(self.0, "required").and_then(Value::as_bool)
    }

    pub(super) fn is_read_only(self) -> bool {
        self.is("mutability", "readOnly")
    }

    pub(super) fn is_immutable(self) -> bool {
        self.is("mutability", "immutable")
    }

    /// Whether a read does not show it unless it asks for it, or never.
    pub(super) fn is_hidden(self) -> bool {
        self.is("mutability", "writeOnly") || self.is("returned", "never") || self.is("returned", "request")
    }

    pub(super) fn canonical_values(self) -> Vec<String> {
        let values = access::member(self.0, "canonicalValues").and_then(Value::as_array);
        let mut texts: Vec<String> = Vec::new();
        for text in values.into_iter().flatten().filter_map(Value::as_str) {
            if !text.is_empty() && !texts.iter().any(|known| known.eq_ignore_ascii_case(text)) {
                texts.push(text.to_owned());
            }
        }
        texts
    }

    pub(super) fn subs(self) -> Vec<Self> {
        Self::list(self.0, "subAttributes")
    }

    pub(super) fn sub(self, name: &str) -> Option<Self> {
        self.subs().into_iter().find(|sub| sub.is_named(name))
    }
}
