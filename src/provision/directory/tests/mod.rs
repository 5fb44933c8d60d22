//! Tests of the directory's readers.

mod contoso;
mod delta;
mod errors;
mod properties;
mod reading;
mod sample;

use std::io::Read;
use std::path::Path;

use super::source::Source;
use super::{DirectoryError, Entry, Place, delta as delta_file, read_from};
use crate::provision::attributes::Attributes;

fn attributes(values: serde_json::Value) -> Attributes {
    values.as_object().unwrap().clone().into_iter().collect()
}

/// Every entry of a file with that name and content.
fn entries(name: &str, content: &[u8]) -> Result<Vec<(Entry, Place)>, DirectoryError> {
    collect(Source::new(Path::new(name), Box::new(content))?)
}

/// The same, when no read gives more than one byte.
fn dripping(name: &str, content: &[u8]) -> Result<Vec<(Entry, Place)>, DirectoryError> {
    collect(Source::new(Path::new(name), Box::new(Drip(content)))?)
}

fn collect(source: Source) -> Result<Vec<(Entry, Place)>, DirectoryError> {
    let mut entries = Vec::new();
    read_from(source, &mut |item| {
        entries.push((item.parse()?, item.place));
        Ok::<(), DirectoryError>(())
    })?;
    Ok(entries)
}

/// The entries of a delta with that name and content.
fn delta(name: &str, content: &str) -> Result<Vec<(Entry, Place)>, DirectoryError> {
    delta_file::read_from(Source::new(Path::new(name), Box::new(content.as_bytes()))?)
}

/// The digests of a file's elements.
fn digests(name: &str, content: &str) -> Vec<u128> {
    let mut digests = Vec::new();
    let source = Source::new(Path::new(name), Box::new(content.as_bytes())).unwrap();
    read_from(source, &mut |item| {
        digests.push(item.digest);
        Ok::<(), DirectoryError>(())
    })
    .unwrap();
    digests
}

struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = into.len().min(1);
        self.0.read(&mut into[..length])
    }
}
