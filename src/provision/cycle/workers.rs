//! The objects under way: a queue, and workers that carry out one piece of work after the other.
//!
//! Workers are tasks of the runtime, so that requests go on while the state is written.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use super::object::{Reply, Work};
use super::wire::Wire;

struct Queue {
    works: Mutex<VecDeque<Work>>,
    ready: Semaphore,
}

impl Queue {
    fn push(&self, works: Vec<Work>) {
        let count = works.len();
        self.works.lock().unwrap_or_else(PoisonError::into_inner).extend(works);
        self.ready.add_permits(count);
    }

    fn push_between(&self, works: Vec<Work>) {
        let count = works.len();
        let mut queue = self.works.lock().unwrap_or_else(PoisonError::into_inner);
        let mut first = std::mem::take(&mut *queue);
        let rest = first.split_off(first.len().min(count));
        let mut first = first.into_iter();
        for work in works {
            queue.push_back(work);
            queue.extend(first.next());
        }
        queue.extend(rest);
        drop(queue);
        self.ready.add_permits(count);
    }

    fn is_empty(&self) -> bool {
        self.works.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    async fn next(&self) -> Option<Work> {
        self.ready.acquire().await.ok()?.forget();
        self.works.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// The workers of a cycle; they end when it is dropped.
pub(super) struct Workers {
    queue: Arc<Queue>,
    replies: UnboundedReceiver<Reply>,
    under_way: usize,
    _tasks: JoinSet<()>,
}

impl Workers {
    /// Starts so many workers.
    pub fn start(wire: &Arc<Wire>, jobs: usize) -> Self {
        let queue = Arc::new(Queue { works: Mutex::default(), ready: Semaphore::new(0) });
        let (sender, replies) = unbounded_channel();
        let mut tasks = JoinSet::new();
        for _ in 0..jobs.max(1) {
            tasks.spawn(carry_out(Arc::clone(wire), Arc::clone(&queue), sender.clone()));
        }
        Self { queue, replies, under_way: 0, _tasks: tasks }
    }

    /// Queues work.
    pub fn push(&mut self, works: Vec<Work>) {
        self.under_way += works.len();
        self.queue.push(works);
    }

    /// Queues work in turn with what is first in the queue: requests of two kinds, one of which costs the tenant more
    /// and the other one us, leave neither waiting.
    pub fn push_between(&mut self, works: Vec<Work>) {
        self.under_way += works.len();
        self.queue.push_between(works);
    }

    /// Whether a worker that is done with its piece finds no other, and no result leads to one.
    pub fn are_dry(&self) -> bool {
        self.replies.is_empty() && self.queue.is_empty()
    }

    /// How many pieces of work are queued or under way.
    pub fn under_way(&self) -> usize {
        self.under_way
    }

    /// The next pieces of work that are done, as soon as there is one, and at most so many; none when nothing is under
    /// way.
    pub async fn next(&mut self, most: usize) -> Vec<Reply> {
        let mut replies = Vec::new();
        if self.under_way > 0 {
            self.under_way -= self.replies.recv_many(&mut replies, most).await;
        }
        replies
    }
}

async fn carry_out(wire: Arc<Wire>, queue: Arc<Queue>, replies: UnboundedSender<Reply>) {
    while let Some(work) = queue.next().await {
        let reply = if wire.is_over() { Reply::NotBegun(work) } else { work.carry_out(&wire).await };
        if replies.send(reply).is_err() {
            return;
        }
    }
}
