//! One attribute definition (RFC 7643 §7) and the builder functions the schemas are declared with.

use serde_json::{Map, Value, json};

/// Data type of an attribute (RFC 7643 §2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the RFC's data types")]
pub enum Kind {
    String,
    Boolean,
    Decimal,
    Integer,
    DateTime,
    Reference,
    Binary,
    Complex,
}

/// Who may write an attribute (RFC 7643 §7, `mutability`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the RFC's keywords")]
pub enum Mutability {
    ReadOnly,
    ReadWrite,
    Immutable,
    WriteOnly,
}

/// When an attribute is returned (RFC 7643 §7, `returned`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the RFC's keywords")]
pub enum Returned {
    Always,
    Default,
    Never,
}

/// Where an attribute's values are unique (RFC 7643 §7, `uniqueness`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the RFC's keywords")]
pub enum Uniqueness {
    None,
    Server,
}

/// The definition of an attribute or sub-attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the members are those of RFC 7643 §7")]
pub struct Attribute {
    pub name: String,
    pub kind: Kind,
    pub multi_valued: bool,
    pub description: String,
    pub required: bool,
    pub case_exact: bool,
    pub mutability: Mutability,
    pub returned: Returned,
    pub uniqueness: Uniqueness,
    pub canonical_values: Vec<String>,
    pub reference_types: Vec<String>,
    pub sub_attributes: Vec<Attribute>,
}

impl Attribute {
    /// An optional, single-valued, writable attribute.
    pub fn new(name: &str, kind: Kind, description: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            multi_valued: false,
            description: description.to_owned(),
            required: false,
            case_exact: matches!(kind, Kind::Reference | Kind::Binary),
            mutability: Mutability::ReadWrite,
            returned: Returned::Default,
            uniqueness: Uniqueness::None,
            canonical_values: Vec::new(),
            reference_types: Vec::new(),
            sub_attributes: Vec::new(),
        }
    }

    /// The sub-attribute called `name`, letter case aside.
    pub fn sub(&self, name: &str) -> Option<&Self> {
        self.sub_attributes.iter().find(|sub| sub.name.eq_ignore_ascii_case(name))
    }

    /// The definition as it stands in a schema document. `caseExact` and `uniqueness` are left out where they
    /// have no meaning, as the RFC's own documents do.
    pub fn to_json(&self) -> Value {
        let mut out = json!({
            "name": self.name, "type": self.kind.keyword(), "multiValued": self.multi_valued,
            "description": self.description, "required": self.required,
        });
        if !matches!(self.kind, Kind::Boolean | Kind::Complex) {
            out["caseExact"] = self.case_exact.into();
        }
        out["mutability"] = self.mutability.keyword().into();
        out["returned"] = self.returned.keyword().into();
        if self.kind != Kind::Boolean {
            out["uniqueness"] = self.uniqueness.keyword().into();
        }
        self.write_lists(&mut out);
        out
    }

    fn write_lists(&self, out: &mut Value) {
        let Value::Object(out) = out else { return };
        put_list(out, "canonicalValues", &self.canonical_values);
        put_list(out, "referenceTypes", &self.reference_types);
        if self.kind == Kind::Complex {
            out.insert("subAttributes".into(), self.sub_attributes.iter().map(Self::to_json).collect());
        }
    }

    /// POST must carry it.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Letter case matters in comparisons.
    #[must_use]
    pub fn case_exact(self) -> Self {
        Self { case_exact: true, ..self }
    }

    /// The server alone writes it.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.mutability = Mutability::ReadOnly;
        self.sub_attributes = self.sub_attributes.into_iter().map(Self::read_only).collect();
        self
    }

    /// Set once, with its element.
    #[must_use]
    pub fn immutable(self) -> Self {
        Self { mutability: Mutability::Immutable, ..self }
    }

    /// Returned whatever the request asks for.
    #[must_use]
    pub fn always(self) -> Self {
        Self { returned: Returned::Always, ..self }
    }

    /// No two resources of the tenant share a value.
    #[must_use]
    pub fn unique(self) -> Self {
        Self { uniqueness: Uniqueness::Server, ..self }
    }

    /// The values the field knows.
    #[must_use]
    pub fn canonical(self, values: &[&str]) -> Self {
        Self { canonical_values: values.iter().map(|v| (*v).to_owned()).collect(), ..self }
    }

    /// A multi-valued attribute.
    #[must_use]
    pub fn many(self) -> Self {
        Self { multi_valued: true, ..self }
    }
}

fn put_list(out: &mut Map<String, Value>, name: &str, values: &[String]) {
    if !values.is_empty() {
        out.insert(name.to_owned(), values.into());
    }
}

/// A string attribute that compares without regard to case.
pub fn string(name: &str, description: &str) -> Attribute {
    Attribute::new(name, Kind::String, description)
}

/// A boolean attribute.
pub fn boolean(name: &str, description: &str) -> Attribute {
    Attribute::new(name, Kind::Boolean, description)
}

/// A reference to a resource of one of `types`, or to an `external` or `uri` address.
pub fn reference(name: &str, types: &[&str], description: &str) -> Attribute {
    let reference_types = types.iter().map(|t| (*t).to_owned()).collect();
    Attribute { reference_types, ..Attribute::new(name, Kind::Reference, description) }
}

/// A complex attribute.
pub fn complex(name: &str, description: &str, sub_attributes: Vec<Attribute>) -> Attribute {
    Attribute { sub_attributes, ..Attribute::new(name, Kind::Complex, description) }
}

impl Kind {
    /// The keyword in a schema document.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Decimal => "decimal",
            Self::Integer => "integer",
            Self::DateTime => "dateTime",
            Self::Reference => "reference",
            Self::Binary => "binary",
            Self::Complex => "complex",
        }
    }
}

impl Mutability {
    fn keyword(self) -> &'static str {
        match self {
            Self::ReadOnly => "readOnly",
            Self::ReadWrite => "readWrite",
            Self::WriteOnly => "writeOnly",
            Self::Immutable => "immutable",
        }
    }
}

impl Returned {
    fn keyword(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Default => "default",
            Self::Never => "never",
        }
    }
}

impl Uniqueness {
    fn keyword(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Server => "server",
        }
    }
}
