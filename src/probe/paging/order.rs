//! The set in several orders.

use super::{Set, query};
use crate::entra::Storyline;
use crate::entra::step::Success;
use crate::probe::Teller;

pub(super) fn steps(story: &mut Storyline, teller: &Teller, set: &Set) {
    for (id, parameters, attribute) in [
        ("sorting/ascending", "sortBy=userName&count=50", "userName"),
        ("sorting/descending", "sortBy=userName&sortOrder=descending&count=50", "userName"),
        ("sorting/page-1", "sortBy=userName&startIndex=1&count=5", "userName"),
        ("sorting/page-2", "sortBy=userName&startIndex=6&count=5", "userName"),
        ("sorting/page-3", "sortBy=userName&startIndex=11&count=5", "userName"),
        ("sorting/created-descending", "sortBy=meta.created&sortOrder=descending&count=50", "userName"),
        ("sorting/id", "sortBy=id&count=50", "userName"),
        ("sorting/id-again", "sortBy=id&count=50", "userName"),
        ("sorting/id-descending", "sortBy=id&sortOrder=descending&count=50", "userName"),
        ("sorting/unknown", "sortBy=tideLevel&count=50", "userName"),
        ("sorting/display-name", "sortBy=displayName&count=50", "displayName"),
        ("sorting/family-name", "sortBy=name.familyName&count=50", "name.familyName"),
        ("sorting/email", "sortBy=emails.value&count=50", "emails[type eq \"work\"].value"),
        ("sorting/title", "sortBy=title&count=50", "title"),
        ("sorting/title-descending", "sortBy=title&sortOrder=descending&count=50", "title"),
    ] {
        match teller.unlisted(&[attribute]) {
            Some(reason) => story.omit(id, reason),
            None if attribute == "title" && teller.requires_title() => {
                story.omit(id, "the suite requires a title, so nobody is without one");
            }
            None => story.step(query(id, set, parameters).success(Success::Answered)),
        }
    }
}
