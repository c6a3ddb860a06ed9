//! Channels and threads over REST.
//!
//! **Invariant:** a bot gets nothing of a channel that it does not see.

use super::World;
use super::failure::Failure;
use super::ids::Id;
use super::rest::{Call, Outcome, done, found};

impl World {
    pub(super) fn route_channels(&mut self, bot: Id, call: &Call) -> Outcome {
        let Some(id) = call.path.get(1) else { return Err(Failure::no_such_route()) };
        let channel = self.visible_channel(bot, id)?.id;
        match (call.method, call.path.get(2..).unwrap_or_default()) {
            ("GET", []) => found(self.channel_json(channel, bot)),
            ("PATCH", []) => self.patch_channel(bot, channel, call.body),
            ("DELETE", []) => self.delete_over_rest(bot, channel),
            ("POST", ["typing"]) => self.show_typing(bot, channel),
            ("POST", ["threads"]) => self.start_thread_here(bot, channel, call.body),
            ("POST", ["messages", message, "threads"]) => {
                let message = self.message_in(channel, message)?;
                self.start_thread_on(bot, channel, message, call.body)
            }
            ("PUT", ["thread-members", "@me"]) => {
                self.join_thread(channel, bot);
                done()
            }
            (_, ["messages", ..]) => self.route_messages(bot, channel, call),
            _ => Err(Failure::no_such_route()),
        }
    }
}
