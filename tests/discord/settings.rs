//! `/settings`: what a server sets is in force there, wrong values say why, and it is shown whence
//! everything comes.

use serde_json::{Value, json};
use signpost::app;
use signpost::moderation::{Role, SettingKey};
use signpost::sandbox::Logged;
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::store::{ChangeKind, Exchange};

use crate::moderating::{CRISIS, Options, QUESTION, assert_holds, stages};
use crate::stage::{DEADLINE, Stage, text_of};

/// No pauses between overheard answers.
pub(crate) const NO_COOLDOWNS: &str =
    "person_cooldown_seconds = 0\nchannel_cooldown_seconds = 0\nentry_cooldown_seconds = 0";

impl Stage {
    /// Sets something as the owner, and gives what the bot says.
    pub(crate) async fn set(&self, key: &str, value: &str) -> String {
        let options = [("setting", json!(key)), ("value", json!(value))];
        self.command(self.owner, "settings set", &options).await
    }

    /// The same in a channel.
    pub(crate) async fn set_in(&self, channel: Id, key: &str, value: &str) -> String {
        let options =
            [("setting", json!(key)), ("value", json!(value)), ("channel", json!(channel))];
        self.command(self.owner, "settings set", &options).await
    }

    /// Says something in a channel, and gives the reply.
    pub(crate) async fn overhears(&self, who: Id, channel: Id, text: &str) -> Value {
        let position = self.sandbox.log().len();
        self.sandbox.act(|world| world.say(who, channel, text));
        self.posted(position, channel).await
    }

    /// Says something in a channel, which gets no reply there.
    pub(crate) async fn is_silent(&self, who: Id, channel: Id, text: &str) {
        let before = self.said_in(channel).len();
        self.sandbox.act(|world| world.say(who, channel, text));
        self.settle().await;
        assert_eq!(self.said_in(channel).len(), before, "`{text}` is answered");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_administrators_set_and_viewers_look() {
    for stage in stages("").await {
        let running = stage.run().await;
        let set = [("setting", json!("region")), ("value", json!("GB"))];
        let reset = [("setting", json!("region"))];
        let needs: [(&str, Options<'_>, Role); 6] = [
            ("settings show", &[], Role::Viewer),
            ("settings shadow report", &[], Role::Viewer),
            ("settings set", &set, Role::Administrator),
            ("settings reset", &reset, Role::Administrator),
            ("settings shadow on", &[], Role::Administrator),
            ("settings shadow off", &[], Role::Administrator),
        ];
        for held in [None, Some(Role::Viewer), Some(Role::Editor), Some(Role::Approver)] {
            if let Some(held) = held {
                stage.give(held).await;
            }
            for (name, options, needed) in needs {
                let text = stage.command(stage.moderator, name, options).await;
                assert_eq!(
                    text.contains("takes the role of"),
                    held < Some(needed),
                    "{name}: {text}"
                );
            }
        }
        let store = stage.store().await;
        assert!(store.settings(stage.guild.0).await.expect("it is there").is_empty());
        stage.give(Role::Administrator).await;
        let text = stage.command(stage.moderator, "settings set", &set).await;
        assert_holds(&text, &["`region` is now GB. It was US (default)."]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_value_says_why_and_changes_nothing() {
    for stage in stages("").await {
        let (category, hidden) = stage.sandbox.act(|world| {
            let category = world.add_channel(stage.guild, ChannelKind::Category, "rooms", None);
            let hidden = world.add_channel(stage.guild, ChannelKind::Text, "hidden", None);
            world.set_overwrite(hidden, stage.guild, 0, 1 << 11);
            (category, hidden)
        });
        let running = stage.run().await;
        for (key, value, parts) in [
            ("mode", "loud", &["`loud` is no value of `mode`", "off, mention, suggest, auto"][..]),
            ("person_cooldown_seconds", "soon", &["seconds from 0 to 1000000", "`5 min`"]),
            ("channel_cooldown_seconds", "-3", &["seconds from 0"]),
            ("entry_cooldown_seconds", "1000001", &["seconds from 0"]),
            ("answer_floor", "1.5", &["a share from 0 to 1", "50%"]),
            (
                "answer_floor",
                "0.3",
                &["`clarify_floor` would be 0.4, above `answer_floor` with 0.3"],
            ),
            ("clarify_floor", "60%", &["`clarify_floor` would be 0.6", "must be the lower one"]),
            ("margin", "wide", &["a share from 0 to 1"]),
            ("region", "Mars", &["write one of US, CA, GB, AU, EU, other"]),
            ("plain_text", "perhaps", &["write yes or no"]),
            ("staff_roles", "the tall ones", &["choose a role"]),
            ("staff_roles", "4242", &["has no role 4242"]),
            ("alert_channel", "<#4242>", &["no channel <#4242> in this server"]),
            ("alert_channel", "none", &["choose one channel"]),
            ("quiet_hours", "at night", &["no span of hours", "22:00-07:00 +01:00"]),
            ("quiet_hours", "22:00-07:00 Mars/North", &["no time zone `Mars/North`"]),
            ("languages", "de", &["no documents in `de`", "I have them in en"]),
            ("retention_days", "0", &["days from 1 to 90"]),
            ("retention_days", "91", &["days from 1 to 90"]),
        ] {
            let text = stage.set(key, value).await;
            assert_holds(&text, parts);
            assert_holds(&text, &["Nothing was changed."]);
        }
        let everybody = [("setting", json!("staff_roles")), ("role", json!(stage.guild))];
        let no_value = [("setting", json!("region"))];
        let a_role =
            [("setting", json!("mode")), ("value", json!("off")), ("role", json!(stage.staff))];
        for (options, part) in [
            (&everybody[..], "everybody's"),
            (&no_value, "with the option `value`"),
            (&a_role, "is no role"),
        ] {
            let text = stage.command(stage.owner, "settings set", options).await;
            assert_holds(&text, &[part, "Nothing was changed."]);
        }
        for (channel, part) in [(category, "cannot write messages"), (hidden, "I may not write")] {
            let options = [("setting", json!("alert_channel")), ("channel", json!(channel))];
            let text = stage.command(stage.owner, "settings set", &options).await;
            assert_holds(&text, &[part, "Nothing was changed."]);
        }
        let text = stage.set_in(stage.open, "region", "GB").await;
        assert_holds(&text, &["holds for the whole server"]);
        let reset = [("setting", json!("region"))];
        let text = stage.command(stage.owner, "settings reset", &reset).await;
        assert_holds(&text, &["not set in this server", "Nothing was changed."]);
        let store = stage.store().await;
        assert_eq!(store.last_change().await.expect("it is there"), 0);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn modes_are_set_shown_inherited_and_in_force_also_after_a_restart() {
    for stage in stages(NO_COOLDOWNS).await {
        let (category, inside) = stage.sandbox.act(|world| {
            let category = world.add_channel(stage.guild, ChannelKind::Category, "rooms", None);
            let kind = ChannelKind::Text;
            (category, world.add_channel(stage.guild, kind, "inside", Some(category)))
        });
        let running = stage.run().await;
        let whence = async |channel: Id| {
            let options = [("channel", json!(channel))];
            stage.command(stage.owner, "settings show", &options).await
        };
        assert_holds(&whence(inside).await, &["`mode`: mention (default)"]);
        let text = stage.set_in(category, "mode", "auto").await;
        assert_holds(&text, &[&format!("`mode` in <#{category}> is now auto. It was mention")]);
        let set = format!("`mode`: auto (set in <#{category}> by this server)");
        assert_holds(&whence(inside).await, &[&set]);
        let reply = stage.overhears(stage.ana, inside, QUESTION).await;
        assert_holds(&text_of(&reply), &["endorphins"]);
        // The server comes before the settings' file, the nearer before the farther.
        assert_holds(&whence(stage.open).await, &["`mode`: auto (set here by file stage.toml"]);
        assert_holds(&stage.set_in(stage.open, "mode", "off").await, &["is now off"]);
        assert_holds(&whence(stage.open).await, &["`mode`: off (set here by this server)"]);
        stage.is_silent(stage.ana, stage.open, QUESTION).await;
        assert_holds(&stage.set("mode", "auto").await, &["`mode` of this server is now auto"]);
        assert_holds(&whence(stage.support).await, &["`mode`: auto (this server)"]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        stage.is_silent(stage.ben, stage.open, QUESTION).await;
        stage.overhears(stage.ben, stage.support, QUESTION).await;
        stage.overhears(stage.ben, inside, QUESTION).await;
        let text = stage.command(stage.owner, "settings show", &[]).await;
        let parts = [
            "- `mode`: auto (this server)".to_owned(),
            format!("in <#{category}>: auto (this server)"),
            format!("in <#{}>: off (this server)", stage.open),
            format!("in <#{}>: suggest (file stage.toml", stage.hinted),
        ];
        assert_holds(&text, &parts.each_ref().map(String::as_str));
        let reset = [("setting", json!("mode")), ("channel", json!(stage.open))];
        let text = stage.command(stage.owner, "settings reset", &reset).await;
        assert_holds(&text, &["is inherited again: auto (set here by file stage.toml"]);
        stage.overhears(stage.ben, stage.open, QUESTION).await;
        let store = stage.store().await;
        let changes = store.changes_after(0, 100).await.expect("it is there");
        assert_eq!(changes.len(), 4);
        let by_owner = |change: &signpost::store::Change| {
            change.kind == ChangeKind::Setting && change.actor == Some(stage.owner.0)
        };
        assert!(changes.iter().all(by_owner), "{changes:?}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cooldowns_and_quiet_hours_hold_back_what_nobody_asked_the_bot() {
    for stage in stages("").await {
        let running = stage.run().await;
        stage.overhears(stage.ana, stage.open, QUESTION).await;
        stage.is_silent(stage.ana, stage.open, QUESTION).await;
        for key in ["person_cooldown_seconds", "channel_cooldown_seconds", "entry_cooldown_seconds"]
        {
            assert_holds(&stage.set(key, "0").await, &[&format!("`{key}` is now 0 s")]);
        }
        // What was said before they were set counts as it was: another person, another entry.
        stage.set_in(stage.support, "mode", "auto").await;
        stage.overhears(stage.ben, stage.support, QUESTION).await;
        stage.overhears(stage.ben, stage.support, QUESTION).await;
        assert_holds(
            &stage.set("entry_cooldown_seconds", "1 h").await,
            &["is now 1 h. It was 0 s"],
        );
        stage.overhears(stage.ben, stage.support, QUESTION).await;
        stage.is_silent(stage.ben, stage.support, QUESTION).await;
        stage.overhears(stage.ben, stage.support, "what is kratom?").await;

        // An hour around now.
        let hour = app::now_milliseconds() / 3_600_000 % 24;
        let hours = format!("{:02}:00-{:02}:00 +00:00", (hour + 23) % 24, (hour + 2) % 24);
        assert_holds(
            &stage.set("quiet_hours", &hours).await,
            &[&hours, "at any hour", "helplines"],
        );
        stage.set_in(stage.quiet, "mode", "auto").await;
        stage.is_silent(stage.ben, stage.quiet, QUESTION).await;
        assert_holds(&text_of(&stage.ask(QUESTION).await), &["endorphins"]);
        let card = stage.overhears(stage.ben, stage.support, CRISIS).await;
        assert_holds(&text_of(&card), &["988"]);
        assert_holds(&stage.set("quiet_hours", "none").await, &["is now none"]);
        stage.overhears(stage.ben, stage.quiet, QUESTION).await;
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn floors_region_and_look_are_those_of_the_server() {
    for stage in stages("").await {
        let running = stage.run().await;
        // Near a phrasing, and none.
        let near = "endorphins, what are those things";
        assert_holds(&text_of(&stage.ask(near).await), &["Please note"]);
        assert_holds(&stage.set("answer_floor", "100%").await, &["is now 1. It was 0.5"]);
        let reply = stage.ask(near).await;
        assert_holds(&text_of(&reply), &["I am not sure which of these you mean"]);
        stage.set("clarify_floor", "1").await;
        assert_holds(&text_of(&stage.ask(near).await), &["I do not have an answer to that"]);
        // Each must stay below the other, also when one is inherited again.
        let reset = |key: &str| [("setting", json!(key))];
        let text = stage.command(stage.owner, "settings reset", &reset("answer_floor")).await;
        assert_holds(&text, &["above `answer_floor`", "Nothing was changed."]);
        stage.command(stage.owner, "settings reset", &reset("clarify_floor")).await;
        stage.command(stage.owner, "settings reset", &reset("answer_floor")).await;
        let reply = stage.ask(near).await;
        assert!(reply["embeds"].as_array().is_some_and(|it| !it.is_empty()), "{reply}");
        stage.set("plain_text", "yes").await;
        let reply = stage.ask(near).await;
        assert_eq!(reply["embeds"], json!([]));
        assert_holds(&text_of(&reply), &["Please note"]);

        stage.set("region", "UK").await;
        let card = stage.overhears(stage.ben, stage.support, CRISIS).await;
        assert_holds(&text_of(&card), &["999", "116 123"]);
        let again = stage.overhears(stage.ben, stage.support, CRISIS).await;
        assert_holds(&text_of(&again), &["116 123"]);
        let status = stage.command(stage.owner, "status", &[]).await;
        assert_holds(&status, &["Helplines are those of: United Kingdom"]);
        running.stop().await.expect("it stops");
        // Before anything else is known of the server.
        let running = stage.run().await;
        let card = stage.overhears(stage.ana, stage.open, CRISIS).await;
        assert_holds(&text_of(&card), &["999", "116 123"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_alerts_and_audit_go_where_the_server_says() {
    for stage in stages(NO_COOLDOWNS).await {
        let (helpers, helper, alerts, audit) = stage.sandbox.act(|world| {
            let helpers = world.add_role(stage.guild, "Helpers", 0);
            let helper = world.add_user("hal");
            world.add_member(stage.guild, helper, &[helpers]);
            let mut channel = |name| world.add_channel(stage.guild, ChannelKind::Text, name, None);
            let (alerts, audit) = (channel("alerts"), channel("audit"));
            // Whom the server says nothing else of does not see it.
            world.set_overwrite(alerts, stage.guild, 0, 1 << 10);
            world.set_overwrite(alerts, stage.bot, 1 << 10, 0);
            (helpers, helper, alerts, audit)
        });
        let running = stage.run().await;
        let options = [("setting", json!("audit_channel")), ("channel", json!(audit))];
        let position = stage.sandbox.log().len();
        let text = stage.command(stage.owner, "settings set", &options).await;
        assert_holds(&text, &[&format!("`audit_channel` is now <#{audit}>. It was none")]);
        assert_holds(&text, &[&format!("Everybody here can read <#{audit}>")]);
        let line = stage.posted(position, audit).await;
        let set = format!("<@{}> set `audit_channel` to <#{audit}>", stage.owner);
        assert_holds(&text_of(&line), &["**Change 1**", &set]);

        let options = [("setting", json!("staff_roles")), ("role", json!(helpers))];
        let text = stage.command(stage.owner, "settings set", &options).await;
        assert_holds(&text, &[&format!("`staff_roles` is now <@&{helpers}>")]);
        stage.overhears(stage.ana, stage.open, QUESTION).await;
        stage.sandbox.act(|world| world.say(helper, stage.open, "hello"));
        stage.is_silent(stage.ana, stage.open, QUESTION).await;

        let options = [("setting", json!("alert_channel")), ("channel", json!(alerts))];
        let text = stage.command(stage.owner, "settings set", &options).await;
        assert!(!text.contains("Everybody here can read"), "{text}");
        let position = stage.sandbox.log().len();
        stage.mention(stage.ben, CRISIS);
        let alert = stage.posted(position, alerts).await;
        assert_holds(&text_of(&alert), &["Possible risk of self-harm"]);
        assert_eq!(stage.said_in(stage.staff_room), [] as [Value; 0]);

        // Every kind of change, once each, and no text of an entry.
        stage.give(Role::Editor).await;
        stage.command(stage.owner, "ignore person add", &[("user", json!(stage.ben))]).await;
        stage.command(stage.owner, "pause", &[]).await;
        stage.command(stage.owner, "resume", &[]).await;
        let reset = [("setting", json!("staff_roles"))];
        stage.command(stage.owner, "settings reset", &reset).await;
        let position = stage.sandbox.log().len();
        let entry = crate::overlaid::greenhouse("Zyxomma at seven.");
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, Some(entry)).await;
        stage
            .until(position, "the line of the last change", |entry| match entry {
                Logged::Request { body: Some(body), .. } => {
                    let text = body["content"].as_str().unwrap_or_default();
                    text.contains("<@1> added `greenhouse`: `/faq diff entry:greenhouse")
                        .then_some(())
                }
                _ => None,
            })
            .await;
        let told: Vec<String> = stage.said_in(audit).iter().map(text_of).collect();
        let parts = [
            "set `audit_channel`".to_owned(),
            "set `staff_roles`".to_owned(),
            "set `alert_channel`".to_owned(),
            format!("gave <@&{}> the role of editor", stage.staff),
            format!("has me ignore <@{}>", stage.ben),
            "paused me until /resume".to_owned(),
            "has me answer again".to_owned(),
            format!("let `staff_roles` be inherited (it was <@&{helpers}>)"),
            "added `greenhouse`".to_owned(),
        ];
        assert_eq!(told.len(), parts.len(), "{told:?}");
        for (line, part) in told.iter().zip(&parts) {
            assert_holds(line, &[part]);
            assert!(!line.contains("Zyxomma"), "{line}");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_may_keep_who_asked_what_for_less() {
    for stage in stages("").await {
        let store = stage.store().await;
        let day = 24 * 3_600 * 1_000;
        let now = app::now_milliseconds();
        let exchange = |question: u64, server: Option<u64>| Exchange {
            question,
            channel: 3,
            server,
            asker: Some(4),
            reply: question + 10,
            outcome: "answer".to_owned(),
            category: None,
            entries: Vec::new(),
            edited_at: 0,
            response_ms: None,
            by_command: false,
        };
        let guild = Some(stage.guild.0);
        for (question, server, days) in [(1, guild, 8), (2, guild, 6), (3, Some(77), 8)] {
            let at = now - days * day;
            store.record(&exchange(question, server), at).await.expect("it is there");
            let verdict = signpost::store::Verdict::Helpful;
            store.judge(question + 10, 5, verdict, now).await.expect("it is there");
        }
        let running = stage.run().await;
        let text = stage.set("retention_days", "7").await;
        assert_holds(&text, &["is now 7 days. It was 90 days"]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let gone = async {
            while store.exchange_of(1).await.expect("it is there").is_some() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(DEADLINE, gone).await.expect("the bot deletes it");
        assert!(store.verdicts(11).await.expect("it is there").is_empty(), "with its rating");
        assert!(store.exchange_of(2).await.expect("it is there").is_some());
        assert!(store.exchange_of(3).await.expect("it is there").is_some(), "another server's");
        running.stop().await.expect("it stops");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn values_come_up_while_they_are_typed_and_fit() {
    for stage in stages("").await {
        let running = stage.run().await;
        for (key, typed, wanted) in [
            (SettingKey::Mode, "", "off"),
            (SettingKey::Mode, "au", "auto"),
            (SettingKey::Region, "united k", "GB"),
            (SettingKey::Languages, "", "en"),
            (SettingKey::RetentionDays, "30", "30"),
        ] {
            let suggested = stage.values_for(key, typed).await;
            assert_eq!(suggested.first().map(String::as_str), Some(wanted), "{key} {typed}");
        }
        // Whatever is suggested can be set.
        for key in SettingKey::ALL {
            for value in stage.values_for(key, "").await {
                let text = stage.set(key.name(), &value).await;
                let is_set = text.contains("is now") || text.contains("already");
                let conflicts = text.contains("clarify_floor` would be");
                assert!(is_set || conflicts, "{key} {value}: {text}");
            }
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

impl Stage {
    /// What is suggested for a setting.
    async fn values_for(&self, key: SettingKey, typed: &str) -> Vec<String> {
        let position = self.sandbox.log().len();
        let given = [("setting", json!(key.name()))];
        let typing = self
            .sandbox
            .act(|world| {
                let name = "settings set";
                world.autocomplete_beside(self.owner, self.support, name, &given, "value", typed)
            })
            .expect("the command is there");
        self.request(position, "POST", &format!("/interactions/{typing}/")).await;
        self.sandbox.act(|world| {
            let record = world.interaction(typing).expect("it is there");
            let values = record.suggestions().iter().map(|it| it["value"].as_str());
            values.map(|value| value.unwrap_or_default().to_owned()).collect()
        })
    }
}
