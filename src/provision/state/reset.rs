//! Starting anew: everything due again, or what a restart takes away.

use rusqlite::Connection;

use super::kept;
use super::{Reset, State, StateError};

impl State {
    /// Makes every object due, and its references (a new initial cycle): managers and members are written anew, because
    /// the tenant may have changed them since. What is no longer in the directory is due only while it is linked and
    /// not deleted.
    pub fn everything_is_due(&mut self) -> Result<(), StateError> {
        self.at_once(everything_is_due)
    }

    /// Takes away what a restart resets.
    pub fn reset(&mut self, what: Reset) -> Result<(), StateError> {
        self.at_once(|db| {
            if what.links {
                db.execute_batch(LINKS)?;
            }
            if what.escrows {
                db.execute_batch("DELETE FROM escrows")?;
            }
            if what.watermark {
                kept::forget(db, "watermark")?;
                kept::forget(db, "terms")?;
                everything_is_due(db)?;
            }
            if what.quarantine {
                kept::forget(db, "quarantine")?;
            }
            Ok(())
        })
    }
}

/// The number 4 stands for `Standing::Deleted`.
fn everything_is_due(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "UPDATE objects SET due = 1, references_due = 1, manager_written = NULL
             WHERE present = 1 AND (due = 0 OR references_due = 0 OR manager_written IS NOT NULL);
         UPDATE members SET open = 1 WHERE wanted = 1 AND open = 0;
         UPDATE objects SET due = 1
             WHERE present = 0 AND link IS NOT NULL AND standing <> 4 AND due = 0;",
    )
}

/// Links, standings, intents and what was written.
const LINKS: &str = "
    UPDATE objects SET link = NULL, standing = 0, manager_written = NULL, intent = NULL, staged = 0, created = 0
        WHERE link IS NOT NULL OR standing <> 0 OR manager_written IS NOT NULL OR intent IS NOT NULL OR staged = 1;
    DELETE FROM members WHERE wanted = 0;
    UPDATE members SET written = NULL, open = 1 WHERE written IS NOT NULL;";
