//! A progress bar on a terminal's standard error, gone when the run is over.

use std::io;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Reporter;
use crate::event::Event;
use crate::text::count;

/// Shows how far the run is.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar on standard error, a terminal of that many columns. It has no colour: a bar says what it says.
    pub fn on_stderr(width: usize) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let long = if width < 60 { 8 } else { 24 };
        let template = format!("{{spinner}} {{pos}}/{{len}} {{bar:{long}}} {{elapsed}} {{wide_msg}}");
        let style = ProgressStyle::with_template(&template);
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
                self.bar.set_message(format!("removing {}", count(*resources, "test resource")))
            }
            // With `--keep` nothing is cleaned up; the report must not meet the bar either.
            Event::CleanupFinished { .. } | Event::Recorded(_) => self.bar.finish_and_clear(),
            Event::Unreachable | Event::CheckFinished(_) | Event::RunFinished(_) => {}
        }
        Ok(())
    }
}
