//! Accidental-deletion prevention (Microsoft Learn, "Enable accidental deletions prevention in the provisioning
//! service").

/// How many deletions and disables one cycle may still carry out, users and groups together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeletionBudget {
    threshold: Option<u64>,
    allowed: u64,
    staged: u64,
}

impl DeletionBudget {
    /// The budget of a cycle; without a threshold everything is allowed.
    pub fn new(threshold: Option<u64>) -> Self {
        Self { threshold, allowed: 0, staged: 0 }
    }

    /// Whether one more may be carried out; what may not is counted as staged.
    pub fn allow(&mut self) -> bool {
        let is_allowed = self.threshold.is_none_or(|threshold| self.allowed < threshold);
        if is_allowed {
            self.allowed += 1;
        } else {
            self.staged += 1;
        }
        is_allowed
    }

    /// Gives back what was allowed and did not take place, because nothing differed or the tenant refused it.
    pub fn give_back(&mut self) {
        self.allowed = self.allowed.saturating_sub(1);
    }

    /// How many were allowed.
    pub fn allowed(&self) -> u64 {
        self.allowed
    }

    /// How many wait for the administrator.
    pub fn staged(&self) -> u64 {
        self.staged
    }

    /// Whether the threshold was exceeded: the job goes into quarantine.
    pub fn is_exceeded(&self) -> bool {
        self.staged > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_threshold_is_staged() {
        let mut budget = DeletionBudget::new(Some(2));
        assert_eq!([budget.allow(), budget.allow()], [true, true]);
        assert!(!budget.is_exceeded());
        assert_eq!([budget.allow(), budget.allow()], [false, false]);
        assert_eq!((budget.allowed(), budget.staged(), budget.is_exceeded()), (2, 2, true));
        budget.give_back();
        assert!(budget.allow());
    }

    #[test]
    fn zero_stages_everything_and_none_nothing() {
        let mut none = DeletionBudget::new(Some(0));
        assert!(!none.allow() && none.is_exceeded());
        let mut all = DeletionBudget::new(None);
        assert!((0..1000).all(|_| all.allow()) && !all.is_exceeded());
    }
}
