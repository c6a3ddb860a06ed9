//! The figures of a server in words: every day and every entry with all that is known of it, in what
//! fits a message.

use serde_json::json;
use signpost::app;
use signpost::moderation::Role;
use signpost::store::{Exchange, Verdict};

use crate::moderating::{assert_holds, stages};

const THERE: &str = "the database is there";
const DAY: u64 = 24 * 3_600 * 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_day_and_every_entry_has_all_its_figures_and_they_fit() {
    for stage in stages("").await {
        let running = stage.run().await;
        stage.give(Role::Viewer).await;
        let store = stage.store().await;
        let today = app::now_milliseconds() / DAY * DAY;
        let mut question = 1_000;
        for day in 0..30 {
            let outcomes =
                ["answer", "answer", "answer", "clarify", "fallback", "refer", "escalate"];
            for (nth, outcome) in (0_u64..).zip(outcomes) {
                question += 10;
                let entries = match outcome {
                    "answer" => vec![format!("{}-{day}", "a-very-long-name-of-an-entry".repeat(2))],
                    _ => Vec::new(),
                };
                let exchange = Exchange {
                    question,
                    channel: stage.support.0,
                    server: Some(stage.guild.0),
                    asker: None,
                    reply: question + 1,
                    outcome: outcome.to_owned(),
                    category: None,
                    entries,
                    edited_at: 0,
                    response_ms: Some(1_000 * (nth + 1)),
                    by_command: false,
                };
                store.record(&exchange, today - day * DAY + nth).await.expect(THERE);
                let verdict = match nth {
                    0 => Verdict::Helpful,
                    1 => Verdict::WrongFacts,
                    _ => Verdict::NotHelpful,
                };
                store.judge(question + 1, 1, verdict, today).await.expect(THERE);
            }
        }
        let given = [("days", json!(30))];
        let text = stage.command(stage.moderator, "stats show", &given).await;
        assert!(text.chars().count() <= 2_000, "{}: {text}", text.chars().count());
        let whole = "asked 7, answered 3, asked back 1, not known 1, referred 1, crises 1, helpful 1, \
                     not helpful 5, wrong 1 · half within 4.0 s, 95 of 100 within 7.0 s";
        let days: Vec<&str> = text.lines().filter(|line| line.starts_with("20")).collect();
        assert!(days.len() >= 7, "a week fits: {text}");
        assert!(days.iter().all(|day| day.ends_with(whole)), "{text}");
        let left = format!("and {} days before: /stats export has them all", 30 - days.len());
        let entry =
            "` · 3, helpful 1, not helpful 1, wrong 1 · half within 2.0 s, 95 of 100 within 3.0 s";
        assert_holds(&text, &[&left, entry]);
        let entries: Vec<&str> = text.lines().filter(|line| line.starts_with('`')).collect();
        assert!(entries.len() >= 3 && entries.iter().all(|line| line.ends_with("3.0 s")), "{text}");
        let hidden = format!("and {} more", 30 - entries.len());
        assert_holds(&text, &[&hidden]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
