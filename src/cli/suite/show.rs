//! `scimproof suite show`: one suite as it is run.

use super::{ShowFormat, print, print_json};
use crate::cli::check_ids;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::suite::write::{self, Comments};
use crate::suite::{Suite, load};

pub(super) fn main(name: &str, format: ShowFormat) -> Result<ExitStatus, Error> {
    let suite = load::by_name(name, &check_ids())?;
    match format {
        ShowFormat::Toml => print(&toml(name, &suite)?)?,
        ShowFormat::Json => print_json(&serde_json::to_value(&suite).map_err(std::io::Error::from)?)?,
    }
    Ok(ExitStatus::Passed)
}

/// The text as it stands, with its comments, where the suite inherits nothing; else all that it adds up to.
fn toml(name: &str, suite: &Suite) -> Result<String, Error> {
    let text = load::text(name)?;
    let base = load::read(&text, &check_ids()).ok().and_then(|read| read.written.inherits);
    Ok(match base {
        None => text.into_owned(),
        Some(base) => {
            let head = vec![format!("{}, with what it inherits from {base}.", suite.app.name)];
            write::suite(suite, &Comments { head, ..Comments::default() })
        }
    })
}
