//! What Discord sends again after a lost connection, before it says that this is all of it.
//!
//! What was overheard waits for the end of it: staff may have answered meanwhile, and that comes
//! later in the replay than the question. What is asked of the bot, and a cry for help, does not
//! wait.
//!
//! **Invariant:** what waits keeps its receipt, so that a kill has it sent once more.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serenity::all::Message;
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::Bot;
use super::keeping_up::PATIENTLY;
use crate::discord::directory::Directory;
use crate::discord::progress::Receipt;

/// What waits, in the order in which it was written.
#[derive(Default)]
pub(super) struct Replay(Mutex<Vec<Held>>);

struct Held {
    message: Message,
    receipt: Option<Receipt>,
    /// Of what changed it meanwhile.
    edits: Vec<Receipt>,
}

impl Replay {
    fn hold(&self, message: Message, receipt: Option<Receipt>) {
        self.lock().push(Held { message, receipt, edits: Vec::new() });
    }

    /// Puts an edited message in the place of the one that waits. Gives the receipt back where none
    /// does.
    fn replace(&self, message: &Message, receipt: Option<Receipt>) -> Result<(), Option<Receipt>> {
        let mut held = self.lock();
        let Some(waiting) = held.iter_mut().find(|held| held.message.id == message.id) else {
            return Err(receipt);
        };
        waiting.message = message.clone();
        waiting.edits.extend(receipt);
        Ok(())
    }

    /// What was deleted is not answered any more.
    pub(super) fn drop_deleted(&self, message: MessageId) {
        self.lock().retain(|held| held.message.id != message);
    }

    /// Nothing more is sent: another session has begun, and what was missed is looked for.
    pub(super) fn forget(&self) {
        self.lock().clear();
    }

    fn take(&self) -> Vec<Held> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bot {
    /// Handles a message that came, or keeps it until the end of a replay.
    pub(super) async fn take_in(self: &Arc<Self>, message: Message, receipt: Option<Receipt>) {
        if self.waits_for_the_end(&message) {
            self.replay.hold(message, receipt);
        } else {
            self.handle_message(message, receipt).await;
        }
    }

    /// Follows an edit, of what is handled already or of what still waits.
    pub(super) fn take_in_edit(self: &Arc<Self>, message: &Message, receipt: Option<Receipt>) {
        let handed_back = if self.waits_for_the_end(message) {
            self.replay.replace(message, receipt)
        } else {
            Err(receipt)
        };
        if let Err(receipt) = handed_back {
            self.handle_edit(message, receipt);
        }
    }

    fn waits_for_the_end(&self, message: &Message) -> bool {
        self.gap.is_replayed()
            && !self.is_crisis(&message.content)
            && self.read(message).is_some_and(|question| !question.address.is_to_bot())
    }

    /// Everything has come that was missed: decides on what waited.
    pub(super) async fn end_replay(self: &Arc<Self>) {
        let held = self.replay.take();
        let servers: HashSet<GuildId> = held.iter().filter_map(|it| it.message.guild_id).collect();
        if servers.iter().all(|&guild| self.is_at_hand(guild)) {
            self.decide_on(held).await;
            return;
        }
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            for guild in servers {
                bot.learn(guild).await;
                bot.prepare(Some(guild), PATIENTLY).await;
            }
            bot.decide_on(held).await;
        });
    }

    /// Whether all is known of a server that its questions are decided by.
    pub(super) fn is_at_hand(&self, guild: GuildId) -> bool {
        self.library.is_ready(guild) && self.look_up(|all| all.knows(guild))
    }

    async fn decide_on(self: &Arc<Self>, held: Vec<Held>) {
        let by_staff = self.look_up(|directory| {
            held.iter().map(|held| is_by_staff(directory, &held.message)).collect::<Vec<_>>()
        });
        // From the end, so that it is known what staff wrote later.
        let mut staff_was_in = HashSet::<ChannelId>::new();
        let mut left = Vec::with_capacity(held.len());
        for (held, by_staff) in held.into_iter().zip(by_staff).rev() {
            let channel = held.message.channel_id;
            left.push((held, staff_was_in.contains(&channel)));
            if by_staff {
                staff_was_in.insert(channel);
            }
        }
        for (Held { message, receipt, edits }, staff_was_there) in left.into_iter().rev() {
            let question = self.read(&message);
            match question.filter(|it| staff_was_there && !it.address.is_to_bot()) {
                // Staff has looked after it meanwhile.
                Some(question) => self.attention().hear(&question),
                None => self.handle_message(message, receipt).await,
            }
            drop(edits);
        }
    }
}

fn is_by_staff(directory: &Directory, message: &Message) -> bool {
    message
        .guild_id
        .is_some_and(|guild| directory.is_staff(guild, &message.author, message.member.as_deref()))
}
