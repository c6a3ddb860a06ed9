//! One queue a channel: what is sent to a channel is sent in order, and a slow channel holds no
//! other up.
//!
//! **Invariant:** a channel has at most one worker; it ends when there is nothing to do for a
//! while, so that a thousand threads of last year cost nothing.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::model::id::ChannelId;
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;

/// Something to do in a channel.
pub(super) type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

/// How many jobs may wait for one channel, of a few kilobytes each. At the pace of Discord's limits
/// that is hours of replies; only a flood gets there, and a test that floods.
const CAPACITY: usize = 20_000;

/// How long a worker waits for the next job.
const IDLE: Duration = Duration::from_secs(30);

/// The queues of all channels.
#[derive(Default)]
pub(super) struct Queues {
    channels: Mutex<HashMap<ChannelId, mpsc::Sender<Job>>>,
}

impl Queues {
    /// Puts a job at the end of a channel's queue. False if the queue is full.
    pub(super) fn push(&self, channel: ChannelId, job: Job, tasks: &TaskTracker) -> bool {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let job = match channels.get(&channel) {
            Some(queue) => match queue.try_send(job) {
                Ok(()) => return true,
                Err(mpsc::error::TrySendError::Full(_)) => return false,
                // Its worker has ended.
                Err(mpsc::error::TrySendError::Closed(job)) => job,
            },
            None => job,
        };
        let (queue, jobs) = mpsc::channel(CAPACITY);
        let taken = queue.try_send(job).is_ok();
        channels.retain(|_, queue| !queue.is_closed());
        channels.insert(channel, queue);
        tasks.spawn(work(jobs));
        taken
    }

    /// Lets the workers end once they have done what waits.
    pub(super) fn close(&self) {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

async fn work(mut jobs: mpsc::Receiver<Job>) {
    loop {
        match tokio::time::timeout(IDLE, jobs.recv()).await {
            Ok(Some(job)) => job.await,
            Ok(None) => return,
            Err(_) => {
                // Nothing more is taken, and what was taken meanwhile is still done.
                jobs.close();
                while let Some(job) = jobs.recv().await {
                    job.await;
                }
                return;
            }
        }
    }
}
