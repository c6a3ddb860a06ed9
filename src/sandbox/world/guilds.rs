//! Guilds, their roles and members.
//!
//! **Invariant:** a guild has a role with its own id, which every member has without being given
//! it; `Member::roles` never names that one.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ids::{Id, Moment};
use super::people::User;

#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) permissions: u64,
    pub(super) position: usize,
    pub(super) mentionable: bool,
}

impl Role {
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "description": null,
            "permissions": self.permissions.to_string(),
            "position": self.position,
            "color": 0,
            "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
            "hoist": false,
            "managed": false,
            "mentionable": self.mentionable,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        })
    }
}

#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) roles: Vec<Id>,
    pub(super) joined: Moment,
}

impl Member {
    /// The member without its user, as in messages.
    pub(super) fn partial_json(&self) -> Value {
        json!({
            "avatar": null,
            "banner": null,
            "avatar_decoration_data": null,
            "collectibles": null,
            "communication_disabled_until": null,
            "deaf": false,
            "flags": 0,
            "joined_at": self.joined,
            "mute": false,
            "nick": null,
            "pending": false,
            "premium_since": null,
            "unusual_dm_activity_until": null,
            "roles": self.roles,
        })
    }

    pub(super) fn json(&self, user: &User) -> Value {
        let mut member = self.partial_json();
        member["user"] = user.json();
        member
    }
}

#[derive(Clone, Debug)]
pub(super) struct Guild {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) owner: Id,
    pub(super) roles: BTreeMap<Id, Role>,
    pub(super) members: BTreeMap<Id, Member>,
    /// Where Discord would tell moderators of raids and the like.
    pub(super) safety_alerts_channel: Option<Id>,
}

impl Guild {
    pub(super) fn role_list(&self) -> Vec<Value> {
        self.roles.values().map(Role::json).collect()
    }

    /// The guild as REST shows it: without channels and members.
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "icon": null,
            "icon_hash": null,
            "splash": null,
            "discovery_splash": null,
            "home_header": null,
            "banner": null,
            "description": null,
            "owner_id": self.owner,
            "region": "deprecated",
            "afk_channel_id": null,
            "afk_timeout": 300,
            "system_channel_id": null,
            "system_channel_flags": 0,
            "widget_enabled": false,
            "widget_channel_id": null,
            "verification_level": 1,
            "default_message_notifications": 1,
            "explicit_content_filter": 2,
            "mfa_level": 0,
            "nsfw": false,
            "nsfw_level": 0,
            "application_id": null,
            "rules_channel_id": null,
            "public_updates_channel_id": null,
            "safety_alerts_channel_id": self.safety_alerts_channel,
            "max_presences": null,
            "max_members": 500_000,
            "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50,
            "vanity_url_code": null,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": false,
            "preferred_locale": "en-US",
            "incidents_data": null,
            "features": ["COMMUNITY", "NEWS"],
            "emojis": [],
            "stickers": [],
            "roles": self.role_list(),
        })
    }
}
