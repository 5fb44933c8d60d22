//! `scimproof suite discover`: from what an endpoint publishes to a suite in a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::super::run::start;
use super::super::{TenantArgs, block_on, check_ids, tenant};
use super::fetch;
use crate::context::RunContext;
use crate::entra;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::http::base_url::BaseUrl;
use crate::suite::discover::{self, Certainty, Discovered, Documents, Naming, Told};
use crate::suite::load;
use crate::text::printable;

#[derive(Debug, Args)]
pub(in crate::cli) struct DiscoverArgs {
    #[command(flatten)]
    tenant: TenantArgs,
    /// Discover the embedded reference tenant
    #[arg(long, conflicts_with = "url")]
    demo: bool,
    /// File to write; default: standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Name of the app; default: the host
    #[arg(long)]
    name: Option<String>,
    /// Name of the suite on the command line; default: the name in small letters and hyphens
    #[arg(long, value_parser = slug)]
    slug: Option<String>,
}

/// Small letters and digits, joined by hyphens.
fn slug(text: &str) -> Result<String, String> {
    if !text.is_empty() && slugged(text) == text {
        return Ok(text.to_owned());
    }
    Err(format!("expected small letters, digits and hyphens, such as '{}'", slugged(text)))
}

/// The text as a slug.
fn slugged(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_lowercase();
    if slug.is_empty() { "discovered".to_owned() } else { slug }
}

pub(super) fn main(args: &DiscoverArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    if let Some(path) = args.output.as_deref().filter(|path| path.exists()) {
        let message = format!("{} is there already", path.display());
        return Err(Error::usage(
            message,
            "a suite may have been worked on: name another file, or delete it",
        ));
    }
    let (documents, base) = block_on(read(args, context))?;
    let discovered = discover::suite(&documents, &naming(args, &base)).map_err(|message| {
        let help =
            "RFC 7643 §7 says what a schema document holds; `suite import` makes a suite of a tutorial page";
        Error::Unreachable(
            format!("no suite can be made of {}: {}", base.as_text(), printable(&message)),
            help.to_owned(),
        )
    })?;
    write(args.output.as_deref(), &discovered)?;
    tell(&discovered.told)?;
    Ok(ExitStatus::Passed)
}

/// What the tenant publishes, and where it is.
async fn read(args: &DiscoverArgs, context: &RunContext) -> Result<(Documents, BaseUrl), Error> {
    if args.demo {
        let demo = start::demo(&load::by_name("entra", &check_ids())?, &[]).await?;
        let base = BaseUrl::parse(&demo.base_url)?;
        let credential = start::demo_access(&demo).open_for_use().await?;
        let client = tenant::client(&args.tenant, context, &base, credential)?;
        let documents = fetch::documents(&client, &base).await?;
        demo.stop().await;
        return Ok((documents, base));
    }
    let (url, _) = entra::split_flag(&tenant::url(&args.tenant, context).ok_or_else(tenant::none_given)?);
    let base = BaseUrl::parse(&url)?;
    tenant::refuse_plain_http(&args.tenant, &base)?;
    let access = tenant::credential(&args.tenant, None, context)?;
    let client = tenant::client(&args.tenant, context, &base, access.open_for_use().await?)?;
    Ok((fetch::documents(&client, &base).await?, base))
}

fn naming(args: &DiscoverArgs, base: &BaseUrl) -> Naming {
    let url = url::Url::parse(&base.as_text()).ok();
    let host = url.as_ref().and_then(url::Url::host_str).filter(|_| !base.is_loopback());
    let name = args.name.clone().or_else(|| host.map(str::to_owned));
    let name = name.unwrap_or_else(|| "Discovered endpoint".to_owned());
    let slug = args.slug.clone().unwrap_or_else(|| slugged(&name));
    Naming { name, slug, tenant_url: host.map(|_| base.as_text()) }
}

fn write(path: Option<&Path>, discovered: &Discovered) -> Result<(), Error> {
    let text = discovered.to_toml();
    let Some(path) = path else {
        let mut out = std::io::stdout();
        out.write_all(text.as_bytes())?;
        return Ok(out.flush()?);
    };
    std::fs::write(path, text).map_err(|error| Error::file("write", path, error))
}

/// What to know about the suite, beside it.
fn tell(told: &[Told]) -> Result<(), Error> {
    let mut err = std::io::stderr();
    for (certainty, word) in
        [(Certainty::Found, "found"), (Certainty::Guessed, "guessed"), (Certainty::NotSaid, "not said")]
    {
        for told in told.iter().filter(|told| told.certainty == certainty) {
            writeln!(err, "{word:<8}  {}", printable(&told.text))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slugged("api.Example.com"), "api-example-com");
        assert_eq!((slugged("Søk & Co"), slugged("海")), ("s-k-co".to_owned(), "discovered".to_owned()));
        assert_eq!(slug("tern-2"), Ok("tern-2".to_owned()));
        assert!(slug("Tern 2").unwrap_err().ends_with("such as 'tern-2'") && slug("").is_err());
    }
}
