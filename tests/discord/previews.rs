//! Before a change or a file is in force it is tried against labelled questions, as it would answer in
//! that server.

use serde_json::{Value, json};
use signpost::engine::knowledge::EntryId;
use signpost::engine::trial::Labelled;
use signpost::moderation::Role;
use signpost::sandbox::world::Id;

use crate::garden::{SHED, gardens};
use crate::moderating::{assert_holds, stages};
use crate::moving_settings::{file_of, plain, setting};
use crate::overlaid::greenhouse;
use crate::stage::{Stage, text_of};

fn labelled(question: &str, entry: &str) -> Labelled {
    let entry = EntryId::new(entry).expect("an id");
    Labelled { question: question.to_owned(), entry }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_says_which_labelled_questions_a_file_would_take() {
    for mut stage in stages("").await {
        stage.labelled = vec![
            labelled("what are endorphins?", "what-are-endorphins"),
            labelled("what is an endorphin", "what-are-endorphins"),
            labelled("what is kratom?", "what-is-kratom"),
        ];
        let running = stage.run().await;
        let mut taking = greenhouse("A walk.");
        taking["phrasings"] = json!(["what is an endorphin"]);
        let many: Vec<Value> = (0..40)
            .map(|number| {
                let mut entry = greenhouse("At seven.");
                entry["question"] = json!(format!("When does greenhouse number {number} open?"));
                entry["phrasings"] = json!([format!("opening hours of number {number}")]);
                let id = format!("{}-{number}", "greenhouse-with-a-very-long-name".repeat(2));
                json!({ "id": id, "state": "used", "entry": entry })
            })
            .collect();
        let with = |entry: Value| json!([many.clone(), vec![entry]].concat());
        let taking = json!({ "id": "walk", "state": "used", "entry": taking });
        let harmless = json!({ "id": "walk", "state": "used", "entry": greenhouse("A walk.") });
        let gone = json!({ "id": "what-are-endorphins", "state": "retired" });
        for (entries, part) in [
            (
                with(taking),
                "labelled questions this would take 1 question from what-are-endorphins",
            ),
            (with(harmless), "none of the 3 labelled questions"),
            // It is taken out on purpose.
            (json!([gone]), "none of the 3 labelled questions"),
        ] {
            let file = file_of(entries, json!([]));
            let preview = stage.import(stage.owner, stage.support, "x.json", file.as_bytes()).await;
            assert_holds(&plain(&preview), &[part, "Nothing is in force yet"]);
            assert!(text_of(&preview).chars().count() <= 2_000, "{preview}");
            stage.decide(stage.owner, &preview, "Cancel").await;
        }
        let preview = stage.import_settings(json!([setting("region", json!("GB"))])).await;
        assert!(!plain(&preview).contains("labelled"), "it changes no answer: {preview}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// A pack with two entries and the questions that changes are tried on.
const PACK: [(&str, &str); 4] = [
    (
        "pack.toml",
        "id = \"garden\"\ntitle = \"Garden\"\nlocale = \"en\"\ndisclaimer = \"A plan only.\"\n\
         pointer = \"Ask the gardener.\"\n",
    ),
    (
        "entries/shed.md",
        "+++\nid = \"shed\"\nquestion = \"Where is the shed?\"\nphrasings = [\"way to the shed\"]\n\
         topics = []\nsources = []\nrelated = []\n+++\n\nIn the yard.\n",
    ),
    (
        "entries/gate.md",
        "+++\nid = \"gate\"\nquestion = \"Who closes the gate at night?\"\n\
         phrasings = [\"closing of the gate\"]\ntopics = []\nsources = []\nrelated = []\n+++\n\n\
         The gardener.\n",
    ),
    (
        "questions.jsonl",
        r#"{"question": "how does one get to the shed", "expect": {"outcome": "answer", "entry": "shed"}}
{"question": "who closes the gate in the evening", "expect": {"outcome": "answer", "entry": "gate"}}
{"question": "who won the match", "expect": {"outcome": "fallback"}}
"#,
    ),
];

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_are_tried_on_the_questions_that_a_pack_brings() {
    for stage in stages("").await {
        let pack = stage.folder().join("pack");
        std::fs::create_dir_all(pack.join("entries")).expect("the folder can be written to");
        for (name, text) in PACK {
            std::fs::write(pack.join(name), text).expect("the folder can be written to");
        }
        let mut child = stage.live_on(&pack);
        stage.until_registered(0).await;
        for (phrasing, part) in [
            ("the gate in a word", "none of the 2 labelled questions"),
            (
                "how does one get to the shed",
                "labelled questions this would take 1 question from shed",
            ),
        ] {
            let given = [("entry", json!("gate")), ("phrasing", json!(phrasing))];
            let (_, preview) = stage.faq(stage.owner, "phrasing add", &given).await;
            assert_holds(&plain(&preview), &[part]);
            let names_one = plain(&preview).contains("For one, “");
            assert_eq!(names_one, part.contains("would take"), "{preview}");
        }
        child.kill().await.expect("it runs");
        stage.assert_bodies();
    }
}

/// The stage answers from two packs, in English and German, that ask the same of two entries.
fn two_languages(stage: &mut Stage) {
    let pack = |id: &str, locale: &str| {
        json!({ "pack": { "id": id, "title": id, "locale": locale, "disclaimer": "A plan only.",
                          "pointer": "Ask the gardener." } })
    };
    let entry = |id: &str, question: &str, phrasing: &str| json!({ "id": id, "question": question, "phrasings": [phrasing], "answer": "In the yard." });
    let rows = [
        pack("garden", "en"),
        entry("shed", "Where is the shed?", "way to the shed"),
        entry("gate", "Who closes the gate at night?", "closing of the gate"),
        pack("garten", "de"),
        entry("schuppen", "where is the shed", "weg zum schuppen"),
        entry("tor", "Wer schließt das Tor?", "wann geht das tor zu"),
    ];
    let path = stage.folder().join("packs.jsonl");
    let text: Vec<String> = rows.iter().map(Value::to_string).collect();
    std::fs::write(&path, text.join("\n")).expect("the folder can be written to");
    stage.knowledge = Some(path);
    stage.labelled =
        vec![labelled("where is the shed", "shed"), labelled("wer schließt das tor", "tor")];
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn previews_try_what_answers_in_the_server_and_no_other_language() {
    for mut stage in stages("").await {
        two_languages(&mut stage);
        let running = stage.run().await;
        assert_holds(&stage.set("languages", "en").await, &["is now en"]);
        let owner: Id = stage.owner;
        let given =
            |entry: &str, phrasing: &str| [("entry", json!(entry)), ("phrasing", json!(phrasing))];
        let (_, preview) = stage.faq(owner, "phrasing add", &given("gate", "gate at dusk")).await;
        let shown = text_of(&preview);
        assert_holds(&shown, &["none of the 2 labelled questions"]);
        assert!(!shown.contains("Nobody here is answered with it"), "{shown}");
        // An entry that is not answered with here is shown as it is, and takes nothing here.
        let (_, preview) =
            stage.faq(owner, "phrasing add", &given("tor", "where is the shed?")).await;
        let shown = text_of(&preview);
        assert_holds(&shown, &["how tor would look", "Nobody here is answered with it"]);
        assert_holds(&shown, &["none of the 2 labelled questions"]);
        // The same of files: they are tried in the languages that they set.
        let entries =
            json!([{ "id": "greenhouse", "state": "used", "entry": greenhouse("At seven.") }]);
        let file = file_of(entries.clone(), json!([]));
        let preview = stage.import(owner, stage.support, "x.json", file.as_bytes()).await;
        assert_holds(&plain(&preview), &["none of the 2 labelled questions"]);
        let file = file_of(entries, json!([setting("languages", json!(["de"]))]));
        let preview = stage.import(owner, stage.support, "x.json", file.as_bytes()).await;
        assert_holds(
            &plain(&preview),
            &["labelled questions this would take 1 question from shed"],
        );
        // Published, it is what answers.
        stage.decide(owner, &preview, "Publish").await;
        assert_holds(&text_of(&stage.ask("wer schließt das tor").await), &["In the yard."]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_says_which_labelled_questions_a_change_would_take() {
    for mut stage in gardens("").await {
        stage.labelled = vec![
            labelled(SHED, "shed"),
            labelled("how does one get to the shed", "shed"),
            labelled("who closes the gate at night", "gate"),
        ];
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let given = [("entry", json!("gate")), ("phrasing", json!("the gate in a word"))];
        let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
        assert!(text_of(&preview).contains("none of the 3 labelled questions"), "{preview}");
        // Whoever asks exactly so is answered by whoever says so first.
        let given = [("entry", json!("gate")), ("phrasing", json!("how does one get to the shed"))];
        let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
        let shown = text_of(&preview);
        let expected = "labelled questions this would take 1 question from shed";
        assert!(shown.contains(expected), "{shown}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
