//! Users and bots.
//!
//! **Invariant:** a bot is a user too, with the id of its application.

use serde_json::{Value, json};

use super::ids::Id;

/// A person or a bot, as everyone sees them.
#[derive(Clone, Debug)]
pub(super) struct User {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) bot: bool,
    /// Whether this person takes direct messages from bots.
    pub(super) takes_directs: bool,
}

impl User {
    pub(super) fn json(&self) -> Value {
        let mut user = json!({
            "id": self.id,
            "username": self.name,
            "discriminator": if self.bot { "0001" } else { "0" },
            "global_name": (!self.bot).then_some(&self.name),
            "avatar": null,
            "avatar_decoration_data": null,
            "banner": null,
            "accent_color": null,
            "collectibles": null,
            "primary_guild": null,
            "clan": null,
            "public_flags": 0,
            "flags": 0,
        });
        if self.bot {
            user["bot"] = json!(true);
        }
        user
    }

    /// What the bot itself is told of itself.
    pub(super) fn own_json(&self) -> Value {
        let mut user = self.json();
        user["bot"] = json!(self.bot);
        user["verified"] = json!(true);
        user["mfa_enabled"] = json!(true);
        user["email"] = Value::Null;
        user["locale"] = json!("en-US");
        user["premium_type"] = json!(0);
        user
    }
}

/// What only applications have.
#[derive(Clone, Debug)]
pub(super) struct Bot {
    pub(super) id: Id,
    pub(super) token: String,
    pub(super) message_content: bool,
    /// Whether it is logged in: only then is it told of guilds that it joins.
    pub(super) connected: bool,
}

/// Flags of an application in fewer than a hundred guilds that was granted presences and members.
const LIMITED_PRESENCE_AND_MEMBERS: u64 = 1 << 13 | 1 << 15;

/// The same, for message content.
const LIMITED_MESSAGE_CONTENT: u64 = 1 << 19;

impl Bot {
    /// The application's flags. They tell which privileged intents it was granted.
    pub(super) fn flags(&self) -> u64 {
        let content = if self.message_content { LIMITED_MESSAGE_CONTENT } else { 0 };
        LIMITED_PRESENCE_AND_MEMBERS | content
    }

    pub(super) fn application_json(&self, user: &User, guilds: usize) -> Value {
        json!({
            "id": self.id,
            "name": user.name,
            "icon": null,
            "description": "",
            "summary": "",
            "type": null,
            "is_monetized": false,
            "is_verified": false,
            "is_discoverable": false,
            "hook": true,
            "storefront_available": false,
            "bot_public": true,
            "bot_require_code_grant": false,
            "verify_key": "0".repeat(64),
            "flags": self.flags(),
            "flags_new": self.flags().to_string(),
            "redirect_uris": [],
            "interactions_endpoint_url": null,
            "role_connections_verification_url": null,
            "integration_types_config": { "0": {} },
            "approximate_guild_count": guilds,
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "event_webhooks_status": 1,
            "event_webhooks_url": null,
            "event_webhooks_types": [],
            "explicit_content_filter": 0,
            "bot": user.json(),
            "owner": {
                "id": "1", "username": "owner", "discriminator": "0", "global_name": "Owner",
                "avatar": null, "public_flags": 0, "flags": 0,
            },
            "team": null,
            "rpc_origins": [],
        })
    }
}
