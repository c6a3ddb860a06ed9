//! What is large or has parts that a server cannot take is moved without loss, or said.

use serde_json::{Value, json};
use signpost::store::{Batch, Carried, ChangeKind, Draft, EntrySteps, Publication, Step};

use crate::garden::gardens;
use crate::moderating::{assert_holds, stages};
use crate::stage::{Stage, text_of};

impl Stage {
    /// Puts many entries in force at once.
    async fn publish_all(&self, entries: impl Iterator<Item = (String, Value)>) {
        let store = self.store().await;
        let steps = |(entry, after)| EntrySteps {
            entry,
            base: 0,
            steps: vec![Step { kind: ChangeKind::Add, before: None, after: Some(after) }],
        };
        let batch = Batch { entries: entries.map(steps).collect(), ..Batch::default() };
        let (server, kind) = (self.guild.0, ChangeKind::Import);
        let draft = Draft { server, entry: None, kind, actor: 1, before: None, after: None };
        let proposed = store.propose(&draft, 0, 1).await.expect("it is there");
        let Publication::Done(proposed) = proposed else { panic!("{proposed:?}") };
        let carried = store.carry_out(server, proposed.id, &batch, 1, 1).await;
        assert!(matches!(carried, Ok(Carried::Done(_))), "{carried:?}");
        store.close().await;
    }
}

/// A file that a server wrote was refused for having more than a thousand entries.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_has_comes_back_however_many_entries_it_has() {
    const MANY: usize = 1_500;
    for stage in stages("").await {
        let entry = |number: usize| {
            let says = json!({
                "question": format!("Where is shed number {number}?"),
                "answer": format!("Behind the greenhouse, in row {number}."),
            });
            (format!("shed-{number}"), says)
        };
        stage.publish_all((0..MANY).map(entry)).await;
        let running = stage.run().await;
        let written = stage.export(stage.owner, stage.support).await;
        let other = stage.second_server();
        let preview = stage.import(other.owner, other.channel, "garden.json", &written).await;
        assert_holds(&text_of(&preview), &["Adds 1500 entries"]);
        assert!(!text_of(&preview).contains("Left out"), "{}", text_of(&preview));
        let told = stage.decide(other.owner, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["is in force", "1500 entries"]);
        let again = stage.export(other.owner, other.channel).await;
        let entries = |bytes: &[u8]| {
            let file: Value = serde_json::from_slice(bytes).expect("it is JSON");
            file["entries"].clone()
        };
        assert_eq!(entries(&written).as_array().map(Vec::len), Some(MANY));
        assert_eq!(entries(&written), entries(&again));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// Of a pack and of a disclaimer nothing was said.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_document_has_besides_entries_is_taken_or_named() {
    for stage in stages("").await {
        let running = stage.run().await;
        let pack = json!({ "pack": {
            "id": "garden", "title": "The garden", "locale": "en",
            "disclaimer": "No advice.", "pointer": "Ask a gardener.",
            "synonyms": [["shed", "hut"], ["greenhouse", "glasshouse"]],
            "out_of_scope": ["is there parking", "who painted the fence"],
        } });
        let entry = json!({
            "id": "shed", "question": "Where is the shed?", "answer": "Behind the greenhouse.",
        });
        let rows = format!("{pack}\n{entry}\n");
        let preview = stage.import(stage.owner, stage.support, "g.jsonl", rows.as_bytes()).await;
        let shown = text_of(&preview);
        assert_holds(&shown, &["Adds 1 entry: shed", "Adds 2 examples of what is not answered"]);
        assert_holds(
            &shown,
            &["disclaimer of the pack garden", "2 groups of words", "Left out: 2"],
        );
        stage.decide(stage.owner, &preview, "Publish").await;
        let written = stage.export(stage.owner, stage.support).await;
        let written: Value = serde_json::from_slice(&written).expect("it is JSON");
        assert_eq!(written["not_answered"], json!(["is there parking", "who painted the fence"]));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sections_of_a_document_are_taken_where_that_is_asked_for() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let document = "# The garden\n\n## How the beds are kept\n\nThe beds are weeded on Mondays.\n\n\
                    ## FAQ\n\n### When does the greenhouse open?\n\nIt opens at seven.\n\n\
                    ## Disclaimer\n\nThis article is for information only and no medical advice.\n";
        let mut shown = Vec::new();
        for sections in [false, true] {
            let file = stage.sandbox.act(|world| world.upload("garden.md", document.as_bytes()));
            let given = [("file", json!(file)), ("sections", json!(sections))];
            let preview = stage.used(stage.owner, stage.support, "import", &given).await;
            shown.push(text_of(&preview));
        }
        assert_holds(&shown[0], &["Adds 1 entry: when", "the disclaimer in lines"]);
        assert_holds(&shown[1], &["Adds 2 entries", "how\\-the\\-beds\\-are\\-kept"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
