//! Shadow: nobody is answered, it is counted what would have been, and a week later it is reported.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use signpost::app;
use signpost::moderation::Role;
use signpost::store::Store;

use crate::moderating::{CRISIS, QUESTION, assert_holds, stages};
use crate::settings::NO_COOLDOWNS;
use crate::stage::{DEADLINE, Stage, component, id_of, text_of};

/// How far the clock of a bot is ahead, in milliseconds.
static AHEAD: AtomicU64 = AtomicU64::new(0);

fn clock() -> u64 {
    app::now_milliseconds() + AHEAD.load(Ordering::Relaxed)
}

const DAY: u64 = 24 * 3_600 * 1_000;

/// Waits until so many questions were counted, and gives their outcomes, the first asked first.
async fn counted(store: &Store, stage: &Stage, wanted: usize) -> Vec<String> {
    let found = async {
        loop {
            let all = store.shadowed(stage.guild.0, 0, 100).await.expect("it is there");
            if all.len() >= wanted {
                let mut all = all;
                all.sort_by_key(|it| it.question);
                return all.into_iter().map(|it| it.outcome).collect();
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, found).await.expect("they are counted")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_answered_and_a_week_later_it_is_reported_once() {
    for mut stage in stages(NO_COOLDOWNS).await {
        AHEAD.store(0, Ordering::Relaxed);
        stage.clock = clock;
        let running = stage.run().await;
        let text = stage.command(stage.owner, "settings shadow on", &[]).await;
        let room = format!("In <#{}> I report on <t:", stage.staff_room);
        assert_holds(&text, &["I answer nobody", &room, "still gets the helplines"]);
        let text = stage.command(stage.owner, "settings shadow on", &[]).await;
        assert_holds(&text, &["already", "nothing was changed"]);
        for name in ["status", "settings show"] {
            let text = stage.command(stage.owner, name, &[]).await;
            assert_holds(&text, &["**I am in shadow", "/settings shadow off ends it"]);
            assert!(!text.contains("All is well"), "{text}");
        }
        // Mentioned, overheard, suggested, asked with a command, unknown; and small talk, which is
        // overheard and nothing.
        stage.mention(stage.ana, QUESTION);
        stage.settle().await;
        stage.sandbox.act(|world| world.say(stage.ben, stage.open, QUESTION));
        stage.settle().await;
        stage.sandbox.act(|world| world.say(stage.ben, stage.hinted, "what is kratom?"));
        stage.settle().await;
        stage.mention(stage.ana, "what is the capital of France?");
        stage.settle().await;
        stage.mention(stage.ana, "is it safe while pregnant?");
        stage.settle().await;
        stage.mention(stage.ana, "hello there");
        stage.sandbox.act(|world| world.say(stage.ben, stage.open, "good morning"));
        let question = [("question", json!(QUESTION))];
        for (name, options) in [("ask", &question[..]), ("topics", &[])] {
            let text = stage.command(stage.ana, name, options).await;
            assert_holds(&text, &["trying me out", "emergency number"]);
        }
        stage.settle().await;
        let store = stage.store().await;
        let outcomes = counted(&store, &stage, 6).await;
        assert_eq!(outcomes, ["answer", "answer", "answer", "fallback", "refer", "answer"]);
        for channel in [stage.support, stage.open, stage.hinted, stage.staff_room] {
            assert_eq!(stage.said_in(channel), [] as [Value; 0]);
        }
        // A crisis is one all the same.
        let position = stage.sandbox.log().len();
        stage.mention(stage.ben, CRISIS);
        let alert = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&alert), &["Possible risk of self-harm"]);
        let card = stage.posted(position, stage.support).await;
        assert_holds(&text_of(&card), &["988"]);
        let position = stage.sandbox.log().len();
        stage.mention(stage.ben, "thanks");
        stage.posted(position, stage.support).await;
        stage.give(Role::Viewer).await;
        let text = stage.command(stage.moderator, "settings shadow report", &[]).await;
        assert_holds(
            &text,
            &["Questions 6 · answered 4 · asked back 0 · referred 1 · not known 1"],
        );
        running.stop().await.expect("it stops");

        // Six days later there is no report yet; after a week there is one.
        AHEAD.store(6 * DAY, Ordering::Relaxed);
        let running = stage.run().await;
        stage.settle().await;
        assert_eq!(reports(&stage), 0, "it is no week yet");
        running.stop().await.expect("it stops");
        AHEAD.store(7 * DAY + 1_000, Ordering::Relaxed);
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        // On a Monday the digest comes as well.
        let report = stage.posted_with(position, stage.staff_room, "suggested 1 to you").await;
        let parts = [
            "Questions 6 · answered 4 · asked back 0 · referred 1 · not known 1",
            "suggested 1 to you alone",
            "Answered with `",
            "· 3: https://discord.com/channels/",
            "Referred to a professional · 1: https://discord.com/channels/",
            "Not known · 1: https://discord.com/channels/",
        ];
        assert_holds(&text_of(&report), &parts);
        assert!(!text_of(&report).contains("endorphins?"), "{report}");
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        stage.settle().await;
        assert_eq!(reports(&stage), 1, "it is reported once");

        // The press ends it, by an administrator alone, also after a restart.
        let refused = stage.press(stage.moderator, &report, "Switch on").await;
        assert_holds(&text_of(&refused["data"]), &["takes the role of administrator"]);
        stage.is_silent(stage.ana, stage.open, QUESTION).await;
        counted(&store, &stage, 7).await;
        let pressed = stage.press(stage.owner, &report, "Switch on").await;
        assert_eq!(pressed["type"], 7, "{pressed}");
        let switched = format!("<@{}> switched me on", stage.owner);
        assert_holds(&text_of(&pressed["data"]), &["Questions 7", "I answer", &switched]);
        assert_eq!(pressed["data"]["components"], json!([]));
        stage.overhears(stage.ana, stage.open, QUESTION).await;
        assert_holds(&text_of(&stage.ask(QUESTION).await), &["endorphins"]);
        let text = stage.command(stage.owner, "settings shadow off", &[]).await;
        assert_holds(&text, &["not in shadow", "nothing was changed"]);
        let custom_id = component(&report, "Switch on");
        let position = stage.sandbox.log().len();
        let pressed = stage
            .sandbox
            .act(|world| world.forge_press(stage.owner, id_of(&report), &custom_id))
            .expect("it can be sent");
        let path = format!("/interactions/{pressed}/");
        let (again, _) = stage.request(position, "POST", &path).await;
        assert_holds(&text_of(&again["data"]), &["over already"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_deleted_is_not_reported_and_what_was_asked_in_shadow_is_left_alone() {
    for stage in stages(NO_COOLDOWNS).await {
        let running = stage.run().await;
        stage.command(stage.owner, "settings shadow on", &[]).await;
        let asked = stage.sandbox.act(|world| {
            let text = format!("<@{}> {QUESTION}", stage.bot);
            (world.say(stage.ana, stage.support, &text), world.say(stage.ana, stage.support, &text))
        });
        let store = stage.store().await;
        assert_eq!(counted(&store, &stage, 2).await, ["answer", "answer"]);
        stage.sandbox.act(|world| world.delete(asked.0));
        let left = async {
            loop {
                let all = store.shadowed(stage.guild.0, 0, 100).await.expect("it is there");
                if let [only] = &all[..] {
                    return only.question;
                }
                tokio::task::yield_now().await;
            }
        };
        let left = tokio::time::timeout(DEADLINE, left).await.expect("it is forgotten");
        assert_eq!(left, asked.1.0);
        // An edit counts as what it became.
        stage.sandbox.act(|world| {
            world.edit(asked.1, &format!("<@{}> is it safe while pregnant?", stage.bot));
        });
        let anew = async {
            while counted(&store, &stage, 1).await != ["refer"] {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(DEADLINE, anew).await.expect("the edit is followed");
        let text = stage.command(stage.owner, "settings shadow off", &[]).await;
        assert_holds(&text, &["I answer in this server from now on", "leave alone"]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        stage.settle().await;
        assert_eq!(stage.said_in(stage.support), [] as [Value; 0]);
        // Her own data: what is counted of her is shown and deleted.
        let text = stage.command(stage.ana, "privacy data", &[]).await;
        assert_holds(&text, &["1 · questions of yours that I would have replied to"]);
        store.delete_person(stage.ana.0).await.expect("it is there");
        assert!(store.shadowed(stage.guild.0, 0, 100).await.expect("it is there").is_empty());
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// How many reports of a time in shadow the staff has. It is told of other things too.
fn reports(stage: &Stage) -> usize {
    let said = stage.said_in(stage.staff_room);
    said.iter().filter(|message| text_of(message).contains("suggested 1 to you alone")).count()
}
