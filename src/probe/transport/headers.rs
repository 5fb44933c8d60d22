//! Reads that differ from Entra's in a header, the method or the path.

use super::super::Teller;
use crate::entra::query;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Step, Storyline, Success};
use crate::http::Method;
use crate::http::client::Authorization;

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    // The query of Test Connection, which is what these are compared with.
    let matching = teller.planner.suite.user_matching();
    let path = matching.first().map_or("userName", |path| path.as_str());
    let nobody = || query::filter(path, teller.planner.guid);
    let look = |id: &str| Step::query(id, User, nobody()).success(Success::Answered);
    story.step(look("transport/accept-json").header("Accept", "application/json"));
    story.step(look("transport/accept-any").header("Accept", "*/*"));
    story.step(look("transport/lower-case-scheme").authorization(Authorization::LowerCase));
    let get = |id: &str, path: &str| Step::get(id, path).success(Success::Answered);
    // Resolved, it is the neighbour of the base URL's last segment.
    story.step(get("transport/other-version", "/../v99/Users").with_query(nobody()));
    story.step(get("transport/trailing-slash", "/Users/").with_query(nobody()));
    for id in ["transport/unknown-path", "transport/unknown-path-again", "transport/unknown-path-third"] {
        story.step(get(id, "/NoSuchEndpoint"));
    }
    let open = get("transport/open-config", "/ServiceProviderConfig");
    story.step(open.authorization(Authorization::Missing));
    let other = |id: &str, method| Step::new(id, method, "/Users").with_query(nobody());
    story.step(other("transport/head", Method::Head).success(Success::Answered));
    story.step(other("transport/options", Method::Options).success(Success::Answered));
    story
}
