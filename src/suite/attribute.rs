//! Rows of attribute tables, and the paths in them.

use serde::{Deserialize, Serialize};

use crate::scim::Path;

/// One row of an attribute table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// The target attribute as the page prints it; [`Attribute::target`] is the one the run uses. Text that is no path
    /// stands here only beside `likely`.
    #[serde(deserialize_with = "printed")]
    pub path: AttributePath,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// Whether the app requires it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether the app supports filtering by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<bool>,
    /// The path that a probable misprint of the page stands for; the run uses this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likely: Option<AttributePath>,
    /// When the attribute is written; absent: at creation and by updates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
    /// The values the app accepts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// A regular expression that every value matches as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Highest number of characters of a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    /// The attribute that always has the same value, as in `equals = "userName"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<AttributePath>,
    /// A value the app accepts: a constant, or a text with the placeholders of Microsoft's validator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
}

/// The attribute types of the provisioning tutorials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the tutorials' own words")]
pub enum AttributeType {
    String,
    Boolean,
    Integer,
    DateTime,
    Binary,
    Reference,
    /// A whole complex attribute; its sample is JSON.
    Complex,
}

/// A printed path: whether it is one is judged together with `likely`, where the place in the file is known.
fn printed<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<AttributePath, D::Error> {
    String::deserialize(deserializer).map(|text| AttributePath::printed(&text))
}

impl Attribute {
    /// The path the run uses: the likely one where the page probably misprints it, else the printed one.
    pub fn target(&self) -> &AttributePath {
        self.likely.as_ref().unwrap_or(&self.path)
    }

    /// The path as the page prints it, which need not be a path.
    pub fn printed(&self) -> &AttributePath {
        &self.path
    }

    /// A row that says nothing but the path and its type.
    pub fn new(path: AttributePath, kind: AttributeType) -> Self {
        Self {
            path,
            kind,
            required: None,
            filter: None,
            likely: None,
            written: None,
            values: Vec::new(),
            pattern: None,
            max_length: None,
            equals: None,
            sample: None,
        }
    }
}

/// When an attribute is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Written {
    /// With the request that creates the resource, and never again.
    AtCreation,
}

/// An attribute path that keeps the text it was written as.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributePath {
    text: String,
    path: Path,
    is_path: bool,
}

impl AttributePath {
    /// The attribute every user is known by.
    pub fn user_name() -> Self {
        Self::top_level("userName")
    }

    /// The attribute every group is known by.
    pub fn display_name() -> Self {
        Self::top_level("displayName")
    }

    fn top_level(name: &str) -> Self {
        Self { text: name.to_owned(), path: Path::attribute(name), is_path: true }
    }

    /// What a page prints in the place of a path. Text that is none counts as the name of one attribute.
    pub fn printed(text: &str) -> Self {
        let none = || Self { text: text.to_owned(), path: Path::attribute(text), is_path: false };
        text.parse().unwrap_or_else(|_| none())
    }

    /// Whether the text is a path.
    pub fn is_path(&self) -> bool {
        self.is_path
    }

    /// The parsed path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether both name the same attribute.
    pub fn same(&self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }

    /// Whether the path selects an element of a multi-valued attribute.
    pub fn has_filter(&self) -> bool {
        self.path.filter.is_some()
    }
}

impl std::str::FromStr for AttributePath {
    type Err = crate::scim::path::SyntaxError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self { text: text.to_owned(), path: text.parse()?, is_path: true })
    }
}

impl std::fmt::Display for AttributePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}

impl Serialize for AttributePath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for AttributePath {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|error| serde::de::Error::custom(format!("'{text}' is not an attribute path: {error}")))
    }
}
