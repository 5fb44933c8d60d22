//! Load: the look-up of Test Connection, 25 times a second, after everything else.

use std::time::Duration;

use futures_util::future::join_all;

use super::Run;
use crate::entra::Plan;
use crate::http::Purpose;
use crate::http::client::{Authorization, Outgoing};
use crate::transcript::{StepRecord, StepState};

/// The rate the provisioning service may reach for one tenant.
const PAUSE: Duration = Duration::from_millis(1000 / 25);
/// How many look-ups are sent: two seconds of them.
const LOOK_UPS: u32 = 50;

impl Run<'_> {
    /// Sends the look-ups at their time, whether or not those before them are answered. None is repeated.
    pub(super) async fn bear_down(&self, plan: &Plan) -> Option<StepRecord> {
        let step = plan.connection.steps.first().filter(|_| !self.stop.was_requested())?;
        let outgoing = Outgoing {
            method: step.method,
            url: self.base.join(&step.path, step.query.as_deref()),
            content_type: None,
            body: None,
            authorization: Authorization::Own,
            headers: Vec::new(),
        };
        let send = async |number: u32| {
            tokio::time::sleep(PAUSE * number).await;
            self.client.send(&outgoing, Purpose::Step).await
        };
        let exchanges = join_all((0..LOOK_UPS).map(send)).await;
        Some(StepRecord {
            step: "load/look-ups".to_owned(),
            dialect: None,
            state: StepState::Succeeded,
            exchanges,
        })
    }
}
