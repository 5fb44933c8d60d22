//! A progress bar on a terminal's standard error, gone when the run is over.

use std::io;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Reporter;
use crate::event::Event;

/// Shows how far the run is.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar on standard error.
    pub fn on_stderr() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{spinner} {pos}/{len} {bar:24} {elapsed} {wide_msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar }
    }
}

impl Reporter for Progress {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::RunStarted { requests, .. } => self.bar.set_length(*requests as u64),
            Event::StepFinished { step, .. } => {
                self.bar.inc(1);
                self.bar.set_message(step.clone());
            }
            Event::Interrupted => {
                self.bar.println("interrupted: cleaning up; press Ctrl-C again to stop at once")
            }
            Event::CleanupStarted { resources } => {
                self.bar.set_message(format!("removing {resources} test resources"))
            }
            Event::CleanupFinished { .. } => self.bar.finish_and_clear(),
            Event::Unreachable | Event::Recorded(_) | Event::CheckFinished(_) | Event::RunFinished(_) => {}
        }
        Ok(())
    }
}
