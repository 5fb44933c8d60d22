//! An exported provisioning schema as a suite: what the job's mappings write, and by what they find.

use serde_json::{Value, json};

use super::remark::Remarks;
use super::rows::schema_type;
use super::{ImportError, Imported, Options};
use crate::provision::mapping::schema::{self, SchemaError};
use crate::provision::mapping::{Actions, AttributeMapping, ObjectMapping, Source};
use crate::scim::schema::Model;
use crate::suite::write::Comments;
use crate::suite::{
    App, Attribute, AttributePath, AttributeType, Capability, GroupRules, GroupSupport, Operation, Suite,
    UserRules, Written,
};
use crate::text::cut;

/// Reads a schema.
pub(super) fn import(text: &str, options: &Options) -> Result<Imported, ImportError> {
    let mappings = schema::parse(text, &options.file, None).map_err(failed)?;
    let mut remarks = Remarks::default();
    let (name, slug) = super::names(Some(name(text, options, &mut remarks)), options)?;
    let mut reader = Reader { comments: Comments::default(), remarks };
    let user = UserRules {
        matching: matching(&mappings.user),
        not_offered: not_offered(mappings.user.actions),
        removal: None,
        attributes: reader.attributes(&mappings.user, false),
    };
    let group = reader.groups(mappings.group.as_ref());
    let app = App { name, slug, ..app(options, &mappings.user, mappings.group.is_some()) };
    reader.told(&mappings.user, &mappings.notes);
    let Reader { comments, remarks } = reader;
    let suite =
        Suite { schema: 1, inherits: None, app, user, group, overrides: Vec::new(), cases: Vec::new() };
    Ok(Imported { suite, comments, remarks })
}

fn failed(error: SchemaError) -> ImportError {
    let help = error.help().to_owned();
    match error {
        SchemaError::Unreadable { file, reason } => ImportError { file, place: None, message: reason, help },
        SchemaError::Invalid { file, line, column, message, .. } => {
            ImportError { file, place: Some((line, column)), message, help }
        }
    }
}

/// The target directory is called as the app is, but for apps that are not from the gallery.
fn name(text: &str, options: &Options, remarks: &mut Remarks) -> String {
    let schema: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let rules = schema["synchronizationRules"].as_array().cloned().unwrap_or_default();
    let targets = rules.iter().filter_map(|rule| rule["targetDirectoryName"].as_str());
    let generic = ["customappsso", "scim", "microsoft entra id", "azure active directory"];
    let named = targets
        .map(str::trim)
        .find(|name| !name.is_empty() && !generic.contains(&name.to_lowercase().as_str()));
    if let Some(name) = named.filter(|_| options.name.is_none()) {
        remarks.found(None, format!("name: {name}, as the target directory is called"));
        return name.to_owned();
    }
    let stem =
        options.file.rsplit(['/', '\\']).next().unwrap_or_default().split('.').next().unwrap_or_default();
    if options.name.is_none() {
        remarks.guessed(None, format!("name: {stem}, from the name of the file; the schema has none"));
    }
    stem.to_owned()
}

/// What the schema says of the app itself: what the job may do.
fn app(options: &Options, users: &ObjectMapping, has_groups: bool) -> App {
    let Actions { create, update, delete } = users.actions;
    let all = [
        (create, Capability::Create),
        (update, Capability::Update),
        (delete, Capability::Remove),
        (has_groups, Capability::Groups),
    ];
    App {
        name: String::new(),
        slug: String::new(),
        source: super::source(options),
        source_date: None,
        tenant_url: None,
        hosts: Vec::new(),
        auth: None,
        capabilities: all.into_iter().filter(|(is_on, _)| *is_on).map(|(_, capability)| capability).collect(),
        default_access: None,
        rate_limit: None,
        notes: Vec::new(),
    }
}

fn not_offered(actions: Actions) -> Vec<Operation> {
    let all = [
        (actions.create, Operation::Create),
        (actions.update, Operation::Update),
        (actions.delete, Operation::Delete),
    ];
    all.into_iter().filter(|(is_on, _)| !is_on).map(|(_, operation)| operation).collect()
}

/// The matching attributes by their precedence.
fn matching(mapping: &ObjectMapping) -> Vec<AttributePath> {
    let mut rows: Vec<&AttributeMapping> =
        mapping.attributes.iter().filter(|row| row.matching.is_some()).collect();
    rows.sort_by_key(|row| row.matching);
    rows.into_iter().map(|row| (*row.target).clone()).collect()
}

struct Reader {
    comments: Comments,
    remarks: Remarks,
}

impl Reader {
    fn groups(&mut self, mapping: Option<&ObjectMapping>) -> GroupRules {
        let Some(mapping) = mapping else {
            self.remarks.not_said("groups: the schema maps none; they are probed, not judged");
            let remark = "The schema maps no groups, which need not mean that the app takes none.";
            self.comments.group.push(remark.to_owned());
            return GroupRules { support: Some(GroupSupport::Undeclared), ..GroupRules::default() };
        };
        let attributes = self.attributes(mapping, true);
        self.remarks.found(
            None,
            format!("groups: supported, with {}", crate::text::count(attributes.len(), "attribute")),
        );
        GroupRules {
            support: Some(GroupSupport::Supported),
            not_offered: not_offered(mapping.actions),
            matching: matching(mapping),
            attributes,
        }
    }

    fn attributes(&mut self, mapping: &ObjectMapping, is_group: bool) -> Vec<Attribute> {
        let model = if is_group { Model::group() } else { Model::user() };
        let mut attributes = Vec::new();
        for row in &mapping.attributes {
            let mut attribute = attribute(row);
            let remark = values(row, &mut attribute, &model).join("; ");
            if attribute.kind == AttributeType::String
                && schema_type(&row.target, &model) == AttributeType::Boolean
            {
                self.remarks
                    .look(None, format!("{} is declared as text; SCIM has a boolean there", row.target));
            }
            if !remark.is_empty() {
                let rows =
                    if is_group { &mut self.comments.group_rows } else { &mut self.comments.user_rows };
                rows.push((row.target.to_string(), remark));
            }
            attributes.push(attribute);
        }
        attributes
    }

    /// The remarks on the whole.
    fn told(&mut self, users: &ObjectMapping, notes: &[String]) {
        self.remarks
            .found(None, format!("users: {}", crate::text::count(users.attributes.len(), "attribute")));
        if !users.filters.groups.is_empty() {
            self.remarks
                .look(None, "scoping filters are the job's, not the app's; the suite has none of them");
        }
        for note in notes {
            self.remarks.look(None, note.clone());
        }
        self.remarks.not_said(
            "the tenant URL, how Entra is given access (auth), which attributes can be filtered by",
        );
    }
}

fn attribute(row: &AttributeMapping) -> Attribute {
    let is_once = row.only_on_creation || row.source == Source::None;
    let mut attribute = Attribute::new((*row.target).clone(), row.kind);
    attribute.required = row.declared.required.then_some(true);
    attribute.max_length = row.declared.max_length;
    attribute.written = is_once.then_some(Written::AtCreation);
    attribute
}

/// What is known of the values: a constant is sent as it is, a default is one that the app takes. The rest is remarked.
fn values(row: &AttributeMapping, attribute: &mut Attribute, model: &Model) -> Vec<String> {
    let is_own = model.find(row.target.path()).ok().flatten().is_none();
    let mut remarks = Vec::new();
    match (&row.source, &row.default) {
        (Source::Constant(text), _) => attribute.sample = sample(text, attribute),
        (Source::None, Some(default)) => attribute.sample = sample(default, attribute),
        (_, Some(default)) if is_own => attribute.sample = sample(default, attribute),
        (_, Some(default)) => remarks.push(format!("default: {}", cut(default, 60))),
        _ => {}
    }
    if let Source::Expression(expression) = &row.source {
        let text = expression.to_string();
        if text.contains("AppRoleAssignmentsComplex") && row.target.path().sub.is_none() {
            attribute.kind = AttributeType::Complex;
            attribute.sample = Some(roles(&text));
            remarks.push("sample: ours".to_owned());
        }
        remarks.push(cut(&text, 100));
    }
    if row.only_if_empty {
        remarks.push("flows only where the app has no value (AttributeAddOnly)".to_owned());
    }
    if row.add_only {
        remarks.push("values are added, never removed (MultiValueAddOnly)".to_owned());
    }
    remarks
}

/// A text that can be a sample: of the declared length, without what a sample would take for a placeholder. Dates and
/// binary data come in forms of Entra's own, and are generated instead.
fn sample(text: &str, attribute: &Attribute) -> Option<String> {
    let fits = attribute.max_length.is_none_or(|most| text.chars().count() <= most);
    let is_plain =
        !matches!(attribute.kind, AttributeType::DateTime | AttributeType::Binary | AttributeType::Complex);
    Some(text.to_owned()).filter(|text| fits && is_plain && !text.contains("{%"))
}

/// A list of roles in the form that the function of the expression gives.
fn roles(expression: &str) -> String {
    let label = if expression.starts_with("Assertive") { "display" } else { "displayName" };
    let role = json!([{ "primary": false, "type": "WindowsAzureActiveDirectoryRole", label: "User", "value": "User" }]);
    role.to_string()
}
