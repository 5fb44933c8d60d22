//! What a tenant demands and offers, as an app's documentation states it.

use super::terms::Terms;
use crate::scim::Path;
use crate::scim::schema::{Kind, Model, Mutability};

/// The behaviour of a tenant that its owner chooses.
#[derive(Debug, Clone)]
pub struct Policy {
    /// User attributes that a create must carry, beside `userName`.
    pub required: Vec<Path>,
    /// User attributes that are looked up by index, beside those every tenant indexes.
    pub matching: Vec<Path>,
    /// User attributes beyond the RFC's that the tenant declares, such as those of an app's own extension.
    pub user_attributes: Vec<(Path, Kind)>,
    /// Group attributes beyond the RFC's that the tenant declares.
    pub group_attributes: Vec<(Path, Kind)>,
    /// Whether there are groups.
    pub groups: bool,
    /// Whether users can be deleted.
    pub delete: bool,
    /// Whether users can be disabled; without, `active` is no attribute of this tenant and is ignored.
    pub disable: bool,
    /// What clients may do with users.
    pub users: Terms,
    /// What clients may do with groups.
    pub group_terms: Terms,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            required: Vec::new(),
            matching: Vec::new(),
            user_attributes: Vec::new(),
            group_attributes: Vec::new(),
            groups: true,
            delete: true,
            disable: true,
            users: Terms::default(),
            group_terms: Terms::default(),
        }
    }
}

impl Policy {
    pub(super) fn user_model(&self) -> Model {
        let mut model = Model::user();
        if !self.disable {
            model.withdraw("active");
        }
        if !self.groups {
            model.withdraw("groups");
        }
        for (path, kind) in &self.user_attributes {
            model.declare(path, *kind);
            model.declare_type(path);
        }
        for attribute in &mut model.core.attributes {
            attribute.required |=
                self.required.iter().any(|p| p.sub.is_none() && p.is_attribute(&attribute.name));
        }
        for extension in &mut model.extensions {
            for attribute in &mut extension.attributes {
                attribute.required |= self.required.iter().any(|path| {
                    path.urn.as_deref() == Some(extension.id.as_str()) && path.name == attribute.name
                });
            }
        }
        fix(&mut model, &self.users.fixed);
        model
    }

    pub(super) fn group_model(&self) -> Model {
        let mut model = Model::group();
        for (path, kind) in &self.group_attributes {
            model.declare(path, *kind);
            model.declare_type(path);
        }
        fix(&mut model, &self.group_terms.fixed);
        model
    }
}

/// Declares whole attributes that keep their first value; the parts of one are kept without saying so.
fn fix(model: &mut Model, fixed: &[Path]) {
    let whole = |path: &&Path| path.sub.is_none() && path.filter.is_none() && !path.is_attribute("userName");
    for path in fixed.iter().filter(whole) {
        model.declare_mutability(path, Mutability::Immutable);
    }
}
