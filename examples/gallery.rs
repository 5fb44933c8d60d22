//! Makes the suites of the gallery from `fixtures/gallery/apps.jsonl`, in a folder of its own:
//!
//!     cargo run --example gallery -- FOLDER
//!
//! The suites in `suites/gallery` were made in this way and then reviewed by hand, so a file that is there is never
//! written again: compare, and take over what is new.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

use scimproof::suite::facts::{FactsError, suite_of};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = scimproof::context::RunContext::from_process().arguments.get(1).map(PathBuf::from);
    let folder = folder.ok_or("name a folder to write the suites to")?;
    std::fs::create_dir_all(&folder)?;
    let facts =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gallery/apps.jsonl"))?;
    let mut out = std::io::stdout();
    let (mut written, mut kept, mut others) = (0, 0, 0);
    for (line, number) in facts.lines().zip(1..) {
        let drafted = match suite_of(line) {
            Ok(drafted) => drafted,
            Err(FactsError::NotScim(..)) => {
                others += 1;
                continue;
            }
            Err(error) => return Err(format!("line {number}: {error}").into()),
        };
        let slug = &drafted.suite.app.slug;
        let path = folder.join(format!("{slug}.toml"));
        if path.exists() {
            kept += 1;
            continue;
        }
        std::fs::write(&path, drafted.text())?;
        written += 1;
        for guess in &drafted.guessed {
            writeln!(out, "{slug}: guessed {guess}")?;
        }
    }
    writeln!(
        out,
        "{written} suites written, {kept} kept as they are, {others} apps not provisioned by SCIM"
    )?;
    Ok(())
}
