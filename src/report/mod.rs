//! Reporters: what a run looks like on a terminal, in a pipe, and to other programs. They know events only.

pub mod across;
pub mod comparison;
pub mod document;
pub mod github;
pub mod har;
pub mod html;
pub mod human;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod progress;
pub mod sarif;
pub mod steps;
pub mod words;

use std::io;

use crate::event::Event;

/// Hears of everything that happens in a run.
pub trait Reporter {
    /// Something happened.
    ///
    /// # Errors
    /// The reporter's stream cannot be written.
    fn event(&mut self, event: &Event) -> io::Result<()>;
}

/// Gives every event to every reporter; one that fails stops no other.
#[derive(Default)]
pub struct FanOut<'a> {
    reporters: Vec<Box<dyn Reporter + 'a>>,
    failed: Option<io::Error>,
}

impl<'a> FanOut<'a> {
    /// Adds a reporter.
    pub fn add(&mut self, reporter: impl Reporter + 'a) {
        self.reporters.push(Box::new(reporter));
    }

    /// Passes an event on.
    pub fn event(&mut self, event: &Event) {
        for reporter in &mut self.reporters {
            if let Err(error) = reporter.event(event) {
                self.failed.get_or_insert(error);
            }
        }
    }

    /// The first failure of any reporter; the others have done their work all the same.
    ///
    /// # Errors
    /// A reporter could not write.
    pub fn finish(self) -> io::Result<()> {
        self.failed.map_or(Ok(()), Err)
    }
}
