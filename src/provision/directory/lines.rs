//! The directory as JSON Lines: one object a line.

use super::error::{DirectoryError, Place};
use super::item::{Form, Item};
use super::source::Source;

/// What is done with the text of an element and the place where it begins.
pub(super) type Visit<'v, E> = dyn FnMut(&[u8], Place) -> Result<(), E> + 'v;

/// Reads a file line by line; blank ones are let through.
pub(super) fn read<E: From<DirectoryError>>(
    source: &mut Source,
    sink: &mut dyn FnMut(&Item) -> Result<(), E>,
) -> Result<(), E> {
    let path = source.path;
    each(source, &mut |text, place| sink(&Item::new(path, Form::Line, place, text)))
}

/// Goes through the lines that are not blank.
pub(super) fn each<E: From<DirectoryError>>(source: &mut Source, visit: &mut Visit<E>) -> Result<(), E> {
    let (mut line, mut any, mut begin) = (Vec::new(), false, source.place);
    while source.line(&mut line)? {
        let text = line.trim_ascii_start();
        let place = begin.behind(&line[..line.len() - text.len()]);
        let text = text.trim_ascii_end();
        if !text.is_empty() {
            any = true;
            visit(text, place)?;
        }
        line.clear();
        begin = source.place;
    }
    if any { Ok(()) } else { Err(source.empty().into()) }
}
