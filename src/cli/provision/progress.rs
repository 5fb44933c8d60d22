//! A progress bar per phase on a terminal's standard error, with counts and rate; nothing in a pipe.

use std::cell::RefCell;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::context::RunContext;
use crate::provision::cycle::{Phase, Progress};
use crate::provision::object::Kind;

/// The bar of the running phase.
pub(super) struct Bar {
    is_shown: bool,
    bar: RefCell<Option<ProgressBar>>,
}

impl Bar {
    pub(super) fn new(context: &RunContext) -> Self {
        Self { is_shown: context.stderr_is_terminal, bar: RefCell::new(None) }
    }

    /// Takes in what happened.
    pub(super) fn show(&self, progress: Progress) {
        if !self.is_shown {
            return;
        }
        let mut bar = self.bar.borrow_mut();
        match progress {
            Progress::Begun(phase, total) => *bar = Some(begun(phase, total)),
            Progress::Object => {
                if let Some(bar) = bar.as_ref() {
                    bar.inc(1);
                }
            }
            Progress::Over => {
                if let Some(bar) = bar.take() {
                    bar.finish_and_clear();
                }
            }
        }
    }

    /// Takes the bar away, whatever it shows.
    pub(super) fn clear(&self) {
        self.show(Progress::Over);
    }
}

fn begun(phase: Phase, total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{spinner} {msg:12} {pos}/{len} {bar:24} {per_sec} {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(match phase {
        Phase::Objects(Kind::User) => "users",
        Phase::Objects(Kind::Group) => "groups",
        Phase::References(Kind::User) => "managers",
        Phase::References(Kind::Group) => "members",
    });
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
