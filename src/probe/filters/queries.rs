//! What is asked about the cast.

use super::{OTHER, WORK, display_name};
use crate::probe::Teller;
use crate::scim::urn;
use crate::suite::enterprise;

/// One query.
pub(super) struct Ask {
    pub(super) id: String,
    pub(super) filter: String,
    /// Further parameters of the query.
    pub(super) further: &'static str,
    /// The attributes that must have been written for it to mean anything.
    pub(super) attributes: &'static [&'static str],
}

const DISPLAY_NAME: &[&str] = &["displayName"];
const DEPARTMENT: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";

/// All of them, in the order in which they are asked.
pub(super) fn all(teller: &Teller, name: &dyn Fn(&str) -> String) -> Vec<Ask> {
    let run = teller.planner.sampler.run.as_str();
    let domain = teller.planner.sampler.domain.as_str();
    let mut asks = Asks { all: Vec::new(), name };
    asks.logic();
    asks.spelling(run);
    asks.refused();
    asks.text(run);
    asks.types(run);
    asks.emails(run, domain);
    asks.presence();
    asks.all
}

struct Asks<'a> {
    all: Vec<Ask>,
    name: &'a dyn Fn(&str) -> String,
}

impl Asks<'_> {
    fn add(&mut self, id: &str, attributes: &'static [&'static str], filter: impl Into<String>) {
        let id = format!("filters/{id}");
        self.all.push(Ask { id, filter: filter.into(), further: "", attributes });
    }

    /// Asks about one of the cast alone.
    fn about(&mut self, id: &str, attributes: &'static [&'static str], who: &str, condition: &str) {
        self.add(id, attributes, format!("{} and {condition}", self.is(who)));
    }

    fn is(&self, who: &str) -> String {
        format!("userName eq \"{}\"", (self.name)(who))
    }

    fn logic(&mut self) {
        let (same, front, other) = (self.is("same"), self.is("front"), self.is("other"));
        self.add("and/match", &[], format!("{same} and {same}"));
        self.add("and/decoy", &[], format!("{same} and {front}"));
        self.add("or/match", &[], format!("{same} or {front}"));
        self.add("precedence/match", &[], format!("{same} or {other} and {front}"));
        self.add("group/match", &[], format!("({same} or {other}) and {other}"));
        self.about("not/match", &[], "front", &format!("not ({same})"));
        self.about("not/decoy", &[], "same", &format!("not ({same})"));
        let unequal = same.replace(" eq ", " ne ");
        self.about("ne/match", &[], "front", &unequal);
        self.about("ne/decoy", &[], "same", &unequal);
        let others = (1..50).map(|number| same.replace('@', &format!(".{number}@")));
        let terms: Vec<String> = others.chain([same.clone()]).collect();
        self.add("long/match", &[], terms.join(" or "));
    }

    fn spelling(&mut self, run: &str) {
        let same = self.is("same");
        self.add("names/match", &[], same.replace("userName", "USERNAME"));
        self.add("operators/match", &[], same.replace(" eq ", " Eq "));
        self.add("urn/match", &[], format!("{}:{same}", urn::USER));
        let unquoted = same.replace('"', "");
        self.add("unquoted/match", &[], unquoted);
        self.add("case/exact", DISPLAY_NAME, format!("displayName eq \"Tide {run}\""));
        self.add("case/other", DISPLAY_NAME, format!("displayName eq \"TIDE {}\"", run.to_uppercase()));
        let loud = format!("externalId eq \"TIDE-{}-E\"", run.to_uppercase());
        self.add("external-id/match", &["externalId"], format!("externalId eq \"Tide-{run}-e\""));
        self.add("external-id/decoy", &["externalId"], loud);
        let excluded = Ask {
            id: "filters/excluded/match".to_owned(),
            filter: same.clone(),
            further: "&excludedAttributes=displayName",
            attributes: DISPLAY_NAME,
        };
        let asked = Ask {
            id: "filters/asked/match".to_owned(),
            filter: same,
            further: "&attributes=userName",
            attributes: DISPLAY_NAME,
        };
        self.all.extend([excluded, asked]);
    }

    fn refused(&mut self) {
        let same = self.is("same");
        self.add("malformed/tail", &[], format!("{same} extra"));
        self.add("malformed/no-operator", &[], same.replace(" eq ", " "));
        self.add("malformed/open-quote", &[], same.trim_end_matches('"'));
        self.add("unknown/operator", &[], same.replace(" eq ", " regex "));
        self.add("unknown/attribute", &[], same.replace("userName", "tideGauge"));
        for operator in ["gt", "ge", "lt", "le"] {
            let id = format!("order/active-{operator}");
            self.about(&id, &["active"], "front", &format!("active {operator} false"));
        }
        self.about("order/certificate", &[], "same", "x509Certificates.value gt \"MIIB\"");
    }

    fn text(&mut self, run: &str) {
        for operator in ["co", "sw", "ew"] {
            let id = format!("{operator}/match");
            self.add(&id, DISPLAY_NAME, format!("displayName {operator} \"Tide {run}\""));
        }
        let (same, front) = (display_name(run, "same"), display_name(run, "front"));
        for (id, above, below) in [
            ("gt-lt", format!("gt \"{same}\""), format!("lt \"{same} z\"")),
            ("ge-le", format!("ge \"{same}\""), format!("le \"{front}\"")),
            ("ge-lt", format!("ge \"{same}\""), format!("lt \"{front}\"")),
            ("gt-le", format!("gt \"{same}\""), format!("le \"{front}\"")),
        ] {
            let filter = format!("displayName {above} and displayName {below}");
            self.add(&format!("text-order/{id}"), DISPLAY_NAME, filter);
        }
        for (id, who) in [("signs/match", "signs"), ("escapes/match", "quoted")] {
            let literal = serde_json::Value::from(display_name(run, who));
            self.add(id, DISPLAY_NAME, format!("displayName eq {literal}"));
        }
    }

    fn types(&mut self, run: &str) {
        const ACTIVE: &[&str] = &["active"];
        for (who, value) in [("front", "true"), ("front", "false"), ("off", "true"), ("off", "false")] {
            self.about(&format!("boolean/{who}-{value}"), ACTIVE, who, &format!("active eq {value}"));
        }
        for who in ["front", "off"] {
            self.about(&format!("boolean/{who}-ne"), ACTIVE, who, "active ne false");
            self.about(&format!("quoted-boolean/{who}"), ACTIVE, who, "active eq \"True\"");
        }
        self.add("boolean/off-alone", ACTIVE, self.is("off"));
        self.about("default/match", ACTIVE, "other", "active eq true");
        for (id, condition) in [
            ("gt-past", "meta.lastModified gt \"2000-01-01T00:00:00Z\""),
            ("lt-past", "meta.lastModified lt \"2000-01-01T00:00:00Z\""),
            ("ge-future", "meta.lastModified ge \"2099-01-01T00:00:00Z\""),
            ("le-future", "meta.lastModified le \"2099-01-01T00:00:00Z\""),
            ("ge-zone", "meta.lastModified ge \"{{moment}}\""),
        ] {
            self.about(&format!("time/{id}"), &[], "front", condition);
        }
        self.about("meta/type-match", &[], "front", "meta.resourceType eq \"User\"");
        self.about("meta/type-decoy", &[], "front", "meta.resourceType eq \"Group\"");
        self.about("meta/id-match", &[], "front", "id sw \"{{front}}\"");
        self.about("meta/id-decoy", &[], "same", "id sw \"{{front}}\"");
        let schema = format!("schemas eq \"{}\"", urn::ENTERPRISE_USER);
        self.about("schemas/front", &[DEPARTMENT], "front", &schema);
        self.about("schemas/same", &[DEPARTMENT], "same", &schema);
        let department = format!("{} eq \"Hydrography {run}\"", enterprise("department"));
        self.add("extension/match", &[DEPARTMENT], department);
        let family = format!("name.familyName eq \"Berg {run}\"");
        self.add("sub-attribute/match", &["name.familyName", "name.givenName"], family);
    }

    fn emails(&mut self, run: &str, domain: &str) {
        const BOTH: &[&str] = &[WORK, OTHER];
        let (desk, quay) = (format!("desk.{run}@{domain}"), format!("quay.{run}@{domain}"));
        self.add("any-value/first", BOTH, format!("emails.value eq \"{desk}\""));
        self.add("any-value/second", BOTH, format!("emails.value eq \"{quay}\""));
        self.add("bare/match", BOTH, format!("emails co \"desk.{run}\""));
        self.add("work-email/match", BOTH, format!("{WORK} eq \"{desk}\""));
        self.add("work-email/decoy", BOTH, format!("{WORK} eq \"{quay}\""));
        for (id, condition) in [
            ("one-value/match", format!("type eq \"work\" and value eq \"{desk}\"")),
            ("one-value/decoy", format!("type eq \"work\" and value eq \"{quay}\"")),
            ("inside/ne-match", format!("type ne \"work\" and value eq \"{quay}\"")),
            ("inside/ne-decoy", format!("type ne \"work\" and value eq \"{desk}\"")),
            ("inside/sw-match", format!("type eq \"work\" and value sw \"desk.{run}\"")),
            ("inside/sw-decoy", format!("type eq \"work\" and value sw \"sk.{run}\"")),
            ("inside/not-match", format!("value eq \"{quay}\" and not (type eq \"work\")")),
            ("inside/not-decoy", format!("value eq \"{desk}\" and not (type eq \"work\")")),
            ("inside/or-match", format!("value eq \"{quay}\" or value eq \"{run}\"")),
            ("inside/pr-match", format!("type pr and value eq \"{quay}\"")),
        ] {
            self.add(id, BOTH, format!("emails[{condition}]"));
        }
    }

    fn presence(&mut self) {
        self.about("present/title-front", &["title"], "front", "title pr");
        self.about("present/title-same", &["title"], "same", "title pr");
        self.about("present/name-front", &["name.familyName"], "front", "name pr");
        self.about("present/name-same", &["name.familyName"], "same", "name pr");
        self.about("present/emails-front", &[WORK], "front", "emails pr");
        self.about("present/emails-same", &[WORK], "same", "emails pr");
        self.about("null/front", &["title"], "front", "title eq null");
        self.about("null/same", &["title"], "same", "title eq null");
    }
}
