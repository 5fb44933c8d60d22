//! Finds where a JSON value ends, without reading it.
//!
//! This is the loop that goes over every byte of a directory. It knows strings and brackets and nothing else; whether
//! the value is well-formed is seen when it is parsed.

use serde::de::IgnoredAny;

use super::error::{DirectoryError, Fault, Place};
use super::source::{Source, is_blank};

/// A value that grows beyond this is looked at before its end is found: where a bracket is missing, it has none.
const FIRST_LOOK: usize = 1 << 20;

/// How far a value has been gone over.
#[derive(Default)]
struct Nesting {
    depth: u64,
    string: bool,
    escape: bool,
}

/// What came of a chunk.
enum Fed {
    /// The value goes on behind it.
    On,
    /// The value ends in front of this byte of the chunk.
    End(usize),
    /// A control character stands in a string, at this byte of the chunk.
    Control(usize),
}

impl Nesting {
    /// Goes over a chunk.
    fn feed(&mut self, chunk: &[u8]) -> Fed {
        let mut at = 0;
        while at < chunk.len() {
            let fed = if self.string { self.in_string(chunk, &mut at) } else { self.outside(chunk, &mut at) };
            if let Some(fed) = fed {
                return fed;
            }
        }
        Fed::On
    }

    /// Goes on to the end of the string, or of the chunk.
    fn in_string(&mut self, chunk: &[u8], at: &mut usize) -> Option<Fed> {
        if std::mem::take(&mut self.escape) {
            *at += 1;
        }
        let rest = &chunk[*at..];
        let special = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F));
        let Some(special) = special else {
            *at = chunk.len();
            return None;
        };
        *at += special + 1;
        match rest[special] {
            b'"' => self.string = false,
            b'\\' => self.escape = true,
            _ => return Some(Fed::Control(*at - 1)),
        }
        (!self.string && self.depth == 0).then_some(Fed::End(*at))
    }

    /// Goes on to the next string, to the end of the value, or of the chunk.
    fn outside(&mut self, chunk: &[u8], at: &mut usize) -> Option<Fed> {
        for (index, byte) in chunk.iter().enumerate().skip(*at) {
            match byte {
                b'"' => {
                    self.string = true;
                    *at = index + 1;
                    return None;
                }
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth == 0 => return Some(Fed::End(index)),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(Fed::End(index + 1));
                    }
                }
                byte if self.depth == 0 && (*byte == b',' || is_blank(*byte)) => {
                    return Some(Fed::End(index));
                }
                _ => {}
            }
        }
        *at = chunk.len();
        None
    }
}

/// Reads the text of the next value; says where it begins.
pub(super) fn value(source: &mut Source, into: &mut Vec<u8>) -> Result<Place, DirectoryError> {
    into.clear();
    source.skip_blanks()?;
    let (begin, mut nesting, mut limit) = (source.place, Nesting::default(), FIRST_LOOK);
    loop {
        let chunk = source.chunk()?;
        if chunk.is_empty() {
            return Err(broken_off(source, begin, into));
        }
        let (bytes, fed) = match nesting.feed(chunk) {
            Fed::On => (chunk.len(), None),
            Fed::End(bytes) => (bytes, Some(Ok(begin))),
            Fed::Control(bytes) => (bytes, Some(Err(()))),
        };
        into.extend_from_slice(&chunk[..bytes]);
        source.consume(bytes);
        match fed {
            Some(Ok(_)) if into.is_empty() => return Err(missing(source)),
            Some(Ok(begin)) => return Ok(begin),
            Some(Err(())) => return Err(unclosed(source, begin, into)),
            None if into.len() > limit => limit = look(source, begin, into)? * 2,
            None => {}
        }
    }
}

/// What is wrong with the text so far, apart from its having no end yet.
fn wrong_so_far(text: &[u8]) -> Option<Fault> {
    let error = serde_json::from_slice::<IgnoredAny>(text).err().filter(|error| !error.is_eof())?;
    Some(match std::str::from_utf8(text) {
        Ok(text) => Fault::json(&error, text, 0),
        Err(_) => Fault::json(&error, &String::from_utf8_lossy(text), 0),
    })
}

/// Stops at a value that cannot become one any more; says how long it is so far.
fn look(source: &Source, begin: Place, text: &[u8]) -> Result<usize, DirectoryError> {
    wrong_so_far(text).map_or(Ok(text.len()), |fault| Err(fault.at(source.path, begin, text)))
}

fn broken_off(source: &Source, begin: Place, text: &[u8]) -> DirectoryError {
    if text.is_empty() {
        return super::json::ended(source);
    }
    if let Some(fault) = wrong_so_far(text) {
        return fault.at(source.path, begin, text);
    }
    let message = format!("the file ends inside of what begins in line {}", begin.line);
    source.error(source.place, message, "a bracket is missing, or the file was cut off while it was written")
}

fn unclosed(source: &Source, begin: Place, text: &[u8]) -> DirectoryError {
    if let Some(fault) = wrong_so_far(text) {
        return fault.at(source.path, begin, text);
    }
    let help = "close the string with a quote; a line break inside of a text is written \\n, a tab \\t";
    source.error(source.place, "a string is not closed, or holds a control character", help)
}

fn missing(source: &Source) -> DirectoryError {
    source.error(
        source.place,
        "a value is missing",
        "take the comma or colon in front of it away, or add the value",
    )
}
