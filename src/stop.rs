//! A request to stop: from Ctrl-C, or because the time is up.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

/// Why a run stops early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Ctrl-C, or a signal that asks to end.
    Interrupt,
    /// `--max-time` is over.
    TimeUp,
}

/// Whether the run was asked to stop. What is under way is finished, nothing new is begun.
#[derive(Debug, Default)]
pub struct Stop {
    state: AtomicU8,
    notify: Notify,
}

impl Stop {
    /// Asks the run to stop; the first reason stays.
    pub fn request(&self, reason: Reason) {
        let state = if reason == Reason::Interrupt { 1 } else { 2 };
        let _ = self.state.compare_exchange(0, state, Ordering::SeqCst, Ordering::SeqCst);
        self.notify.notify_waiters();
    }

    /// Why the run is to stop, if it is.
    pub fn reason(&self) -> Option<Reason> {
        match self.state.load(Ordering::SeqCst) {
            0 => None,
            1 => Some(Reason::Interrupt),
            _ => Some(Reason::TimeUp),
        }
    }

    /// Whether the run was interrupted by its user.
    pub fn was_requested(&self) -> bool {
        self.reason() == Some(Reason::Interrupt)
    }

    /// Sleeps, but not past a request to stop.
    pub async fn sleep(&self, duration: Duration) {
        let notified = self.notify.notified();
        if self.reason().is_none() {
            tokio::select! {
                () = tokio::time::sleep(duration) => {}
                () = notified => {}
            }
        }
    }
}
