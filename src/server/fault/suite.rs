//! Faults of what an app documents, and discovery.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::TitleDropped,
        id: "title-dropped",
        title: "does not store the title of a new user",
        breaks: "E-52",
        suite: "entra",
        must_fail: &["suite/create-round-trip"],
    },
    FaultInfo {
        fault: Fault::TitleNotPatchable,
        id: "title-not-patchable",
        title: "answers 200 to a PATCH of title and keeps the old one",
        breaks: "E-61",
        suite: "entra",
        must_fail: &["suite/patch-round-trip"],
    },
    FaultInfo {
        fault: Fault::RequiredNotEnforced,
        id: "required-not-enforced",
        title: "creates users without the attributes its documentation requires",
        breaks: "E-87",
        suite: "rhombus-systems",
        must_fail: &["suite/required-refused"],
    },
    FaultInfo {
        fault: Fault::RequiredServerError,
        id: "required-server-error",
        title: "answers 500 to a create without a required attribute",
        breaks: "E-87",
        suite: "rhombus-systems",
        must_fail: &["suite/required-no-server-error"],
    },
    FaultInfo {
        fault: Fault::OtherFiltersRefused,
        id: "other-filters-refused",
        title: "answers 400 to filters of users by anything but id, userName, externalId and e-mail",
        breaks: "E-28",
        suite: "fixtures/suites/tern.toml",
        must_fail: &["suite/filterable"],
    },
    FaultInfo {
        fault: Fault::GroupExtensionDropped,
        id: "group-extension-dropped",
        title: "creates groups without the attributes of extensions",
        breaks: "E-52",
        suite: "tests/suites/quail.toml",
        must_fail: &["suite/group-create-round-trip"],
    },
    FaultInfo {
        fault: Fault::SchemasMissing,
        id: "schemas-missing",
        title: "answers 404 to GET /Schemas",
        breaks: "E-130",
        suite: "entra",
        must_fail: &["discovery/schemas-list"],
    },
    FaultInfo {
        fault: Fault::SchemasBareArray,
        id: "schemas-bare-array",
        title: "answers GET /Schemas with an array instead of a ListResponse",
        breaks: "E-130",
        suite: "entra",
        must_fail: &["discovery/schemas-list"],
    },
];
