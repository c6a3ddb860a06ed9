//! Settings that a file brings hold as those do that are typed, or nothing of the file does.

use serde_json::{Value, json};

use crate::garden::gardens;
use crate::moderating::{QUESTION, assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::settings::NO_COOLDOWNS;
use crate::stage::{Stage, text_of};

/// A setting of the server of [`file_of`].
pub(crate) fn setting(key: &str, value: Value) -> Value {
    let mut setting = json!({ "scope": "5", "key": key });
    setting["value"] = value;
    setting
}

/// A file as `/export` writes it.
pub(crate) fn file_of(entries: Value, settings: Value) -> String {
    let mut file = json!({ "signpost_server": 1, "server": "5", "exported_on": "2026-11-29" });
    file["entries"] = entries;
    file["settings"] = settings;
    serde_json::to_string_pretty(&file).expect("it is JSON")
}

impl Stage {
    /// Hands a file with settings to `/import` as the owner.
    pub(crate) async fn import_settings(&self, settings: Value) -> Value {
        let file = file_of(json!([]), settings);
        self.import(self.owner, self.support, "garden.json", file.as_bytes()).await
    }

    async fn last_of_log(&self) -> u64 {
        self.store().await.last_change().await.expect("it is there")
    }
}

/// What a message says, without the signs that keep it from being Markdown.
pub(crate) fn plain(message: &Value) -> String {
    text_of(message).replace('\\', "")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_setting_that_cannot_hold_refuses_the_file_with_what_may_be_written() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let in_support = json!({ "scope": stage.support, "key": "region", "value": "GB" });
        for (wrong, parts) in [
            (setting("mode", json!("loud")), &["`loud`", "write one of off, mention, suggest"][..]),
            (setting("mode", json!({ "loud": true })), &["no value of `mode`", "write one of off"]),
            (setting("style.tone", json!(1)), &["no setting `style.tone`", "write one of mode, "]),
            (setting("regions", json!("GB")), &["no setting `regions`", "did you mean `region`?"]),
            (setting("@everyone **x**", json!(1)), &["there is no setting", "write one of mode, "]),
            (setting("answer_floor", json!(1.5)), &["`1.5`", "a share from 0 to 1"]),
            (
                setting("channel_cooldown_seconds", json!(-3)),
                &["`-3`", "seconds from 0 to 1000000"],
            ),
            (setting("retention_days", json!(91)), &["`91`", "days from 1 to 90"]),
            (setting("languages", json!(["de"])), &["no documents in `de`", "I have them in en"]),
            (setting("region", json!("Mars")), &["write one of US, CA, GB"]),
            (setting("plain_text", json!(null)), &["write yes or no"]),
            (setting("alert_channel", json!([])), &["choose one channel"]),
            (setting("quiet_hours", json!("x".repeat(3_000))), &["22:00-07:00 +01:00"]),
            (setting("mode", json!("x".repeat(5_000))), &["is too long"]),
            (setting("shadow", json!({ "since": u64::MAX })), &["/settings shadow on"]),
            (in_support, &["`region` holds for the whole server"]),
        ] {
            let file = file_of(json!([]), json!([setting("mode", json!("off")), wrong]));
            let told = stage.import(stage.owner, stage.support, "x.json", file.as_bytes()).await;
            let shown = plain(&told);
            // The key is the first in its braces.
            let key =
                file.lines().enumerate().filter(|(_, line)| line.contains("\"key\": ")).nth(1);
            let line = format!("line {}: ", key.expect("there are two").0);
            assert_holds(&shown, &["do not take that file", &line, "Nothing was changed"]);
            assert_holds(&shown, parts);
            assert!(!shown.contains("@everyone") && !text_of(&told).contains("**x**"), "{shown}");
            assert_eq!(told["components"], json!([]), "{shown}");
        }
        let told = stage
            .import_settings(json!([setting("mode", json!("a")), setting("region", json!("b"))]))
            .await;
        assert_holds(&plain(&told), &["`a` is no value of `mode`", "one more setting is wrong"]);
        // Each can hold, and the two cannot.
        let told = stage.import_settings(json!([setting("clarify_floor", json!(0.9))])).await;
        assert_holds(&plain(&told), &["`clarify_floor` would be 0.9", "must be the lower one"]);
        assert_eq!(stage.last_of_log().await, 0, "nothing was even proposed");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_lacks_is_left_out_and_what_is_kept_is_as_if_it_was_typed() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let preview = stage
            .import_settings(json!([
                setting("alert_channel", json!("4242")),
                setting("staff_roles", json!(["4243"])),
                setting("mode", json!("AUTO")),
                setting("mode", json!("off")),
                setting("entry_cooldown_seconds", json!("5 min")),
                { "scope": "77", "name": "elsewhere", "key": "mode", "value": "auto" },
            ]))
            .await;
        let shown = plain(&preview);
        assert_holds(&shown, &["Sets 2 settings: mode, entry_cooldown_seconds", "Left out: 4"]);
        assert_holds(&shown, &["no channel", "no role 4243", "twice; the first counts"]);
        assert_holds(
            &text_of(&stage.decide(stage.owner, &preview, "Publish").await),
            &["2 settings"],
        );
        let kept = stage.store().await.settings(stage.guild.0).await.expect("it is there");
        let kept: Vec<_> = kept.into_iter().map(|it| (it.key, it.value)).collect();
        let wanted = [("entry_cooldown_seconds", json!(300)), ("mode", json!("auto"))];
        assert_eq!(kept, wanted.map(|(key, value)| (key.to_owned(), value)));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_file_sets_is_in_force_as_soon_as_that_is_said() {
    for stage in stages(NO_COOLDOWNS).await {
        let running = stage.run().await;
        stage.is_silent(stage.ana, stage.support, QUESTION).await;
        let in_support = json!({ "scope": stage.support, "key": "mode", "value": "auto" });
        let preview =
            stage.import_settings(json!([in_support, setting("region", json!("GB"))])).await;
        let told = stage.decide(stage.owner, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["is in force", "2 settings"]);
        let shown = stage.command(stage.owner, "settings show", &[]).await;
        assert_holds(&shown, &["`region`: GB (this server)", "auto (this server)"]);
        stage.overhears(stage.ana, stage.support, QUESTION).await;
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_hold_any_more_when_it_is_published_changes_nothing() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let (floor, entries) = (
            setting("clarify_floor", json!(0.45)),
            json!([
                { "id": "greenhouse", "state": "used", "entry": greenhouse("At seven.") },
            ]),
        );
        let file = file_of(entries, json!([floor]));
        let preview = stage.import(stage.owner, stage.support, "x.json", file.as_bytes()).await;
        stage.set("answer_floor", "0.42").await;
        let told = stage.decide(stage.owner, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["Nothing was changed", "must be the lower one"]);
        let store = stage.store().await;
        assert!(store.overlay(stage.guild.0).await.expect("it is there").is_empty());
        assert_eq!(store.settings(stage.guild.0).await.expect("it is there").len(), 1);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
