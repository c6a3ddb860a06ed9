//! What is typed into every option and every field of a form may hold SQL and Markdown: it is kept
//! letter by letter or refused, it comes out harmless where it is shown, it calls nobody, and it changes
//! nothing else.

use serde_json::{Value, json};
use signpost::moderation::{Role, SettingKey};
use signpost::sandbox::Logged;
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::store::{Change, ChangeKind, InboxKind};

use crate::garden::gardens;
use crate::inbox::field;
use crate::moderating::assert_holds;
use crate::overlaid::greenhouse;
use crate::stage::{Stage, component, text_of};

/// What goes round what is shown of an answer, which is Markdown of the moderators' own.
const ANSWER: &str = "answer";

/// The fields of the form of an entry.
const FIELDS: [&str; 4] = ["question", "phrasings", ANSWER, "topics"];

/// A command, what is typed into it, and what it says.
type Case = (&'static str, Vec<(&'static str, Value)>, &'static str);

/// What somebody might write: each fits the shortest field, and has no comma and no line's end.
fn hostile(stage: &Stage) -> [String; 3] {
    [
        "'); DROP TABLE change; --".to_owned(),
        format!(
            "**bold** [x](http://evil.example) @everyone <@{}> ||spoiler|| ```fence```",
            stage.ana
        ),
        format!("1' OR '1'='1' /* $1 ?1 %s {{0}} \\ */ <@&{}> </ask:1> `code` @here", stage.staff),
    ]
}

/// What is kept of a text in a field.
fn as_kept(field: &str, text: &str) -> Value {
    match field {
        "phrasings" => json!([text]),
        "topics" => json!([text.to_lowercase()]),
        _ => json!(text),
    }
}

/// A text without what stands in it as code, where nothing is a link, a mention or formatting.
fn outside_code(text: &str) -> String {
    let parts: Vec<String> = text.split("```").map(str::to_owned).collect();
    assert!(parts.len() % 2 == 1, "a block of code is left open: {text}");
    let rest: String = parts.into_iter().step_by(2).collect();
    let rest = rest.replace("\\`", "");
    let parts: Vec<&str> = rest.split('`').collect();
    assert!(parts.len() % 2 == 1, "a stretch of code is left open: {text}");
    parts.into_iter().step_by(2).collect()
}

impl Stage {
    /// What went out since a position calls nobody, and what is shown is harmless.
    fn assert_harmless(&self, position: usize, shown: &Value, what: &str) {
        for entry in self.sandbox.log().entries().iter().skip(position) {
            let Logged::Request { method, body: Some(body), .. } = entry else { continue };
            let data = if body["data"].is_object() { &body["data"] } else { &**body };
            if &**method != "GET" && data["content"].is_string() {
                let parsed = &data["allowed_mentions"]["parse"];
                assert_eq!(*parsed, json!([]), "{what}: {entry}");
            }
        }
        let text = outside_code(shown["content"].as_str().unwrap_or_default());
        let (ana, staff) = (format!("<@{}>", self.ana), format!("<@&{}>", self.staff));
        for banned in [
            "@everyone",
            "@here",
            &ana,
            &staff,
            "</ask",
            "evil.example",
            "](",
            "**bold",
            "||spoiler",
            "`code`",
        ] {
            assert!(!text.contains(banned), "{what}: `{banned}` in {text}");
        }
        if shown["id"].is_string() {
            // Whoever is replied to is, and nobody else.
            let is_reply = shown["message_reference"].is_object();
            let called = shown["mentions"].as_array().map_or(0, Vec::len);
            assert!(called <= usize::from(is_reply), "{what}: {shown}");
            assert_eq!(shown["mention_everyone"], false, "{what}");
        }
    }

    /// Uses a command, and gives what it comes to, which is harmless.
    async fn tries(&self, who: Id, name: &str, given: &[(&str, Value)]) -> Value {
        let position = self.sandbox.log().len();
        let used = self
            .sandbox
            .act(|world| world.type_command(who, self.support, name, given))
            .unwrap_or_else(|problem| panic!("/{name}: {problem}"));
        let shown = self.came_of(position, used).await;
        self.assert_harmless(position, &shown, &format!("/{name} {given:?}"));
        shown
    }

    /// What waits for a decision, the last.
    async fn last_proposal(&self) -> Option<Change> {
        let store = self.store().await;
        let mut waiting = store.proposals(self.guild.0).await.expect("the store is there");
        store.close().await;
        waiting.pop()
    }

    /// Sends off a form with one field filled in anew, looks at what is kept, and gives it up.
    async fn proposes(&self, who: Id, opener: Id, name: &str, written: &[(&str, &str)]) {
        let position = self.sandbox.log().len();
        let before = self.last_change().await;
        let preview = self.fill(opener, written).await;
        let what = format!("{name}: {written:?}");
        self.assert_harmless(position, &preview, &what);
        let kept = self.last_proposal().await.unwrap_or_else(|| panic!("{what}: {preview}"));
        let after = kept.after.clone().expect("it says something");
        for (field, text) in written {
            assert_eq!(after[*field], as_kept(field, text), "{what}: kept letter by letter");
        }
        assert_eq!(self.last_change().await, before + 1, "{what}: nothing else is written");
        let again = self.opened(who, &preview, "Edit again").await.1;
        for (name, text) in written {
            let shown = field(&again, name)["value"].as_str().unwrap_or_default();
            assert_eq!(shown.to_lowercase(), text.to_lowercase(), "{what}: as it was written");
        }
        let told = self.decide(who, &preview, "Cancel").await;
        assert_holds(&text_of(&told), &["Given up"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_into_options_is_refused_or_found_nowhere() {
    for stage in gardens("").await {
        let added = Some(greenhouse("At seven."));
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, added).await;
        let packs = ["first", "second"].map(|id| {
            let pack = json!({ "pack": { "id": id, "title": id, "locale": "en",
                                         "disclaimer": "A plan.", "pointer": "Ask." } });
            let row = json!({ "id": format!("{id}-kiosk"), "question": format!("Is {id} open?"),
                              "phrasings": [format!("{id} hours")], "answer": "Yes." });
            format!("{pack}\n{row}\n")
        });
        let file = stage.sandbox.act(|world| world.upload("x.jsonl", packs.concat().as_bytes()));
        let running = stage.run().await;
        let before = stage.last_change().await;
        let owner = stage.owner;
        for text in hostile(&stage) {
            let text = text.as_str();
            let typed = |option: &'static str| (option, json!(text));
            let (entry, phrasing) = (("entry", json!("greenhouse")), ("phrasing", json!("a b c")));
            let mut cases: Vec<Case> = vec![
                ("faq show", vec![typed("entry")], "has no entry"),
                ("faq edit", vec![typed("entry")], "has no entry"),
                ("faq retire", vec![typed("entry")], "has no entry"),
                ("faq quarantine", vec![typed("entry")], "has no entry"),
                ("faq revert", vec![typed("entry")], "has no entry"),
                ("faq history", vec![typed("entry")], "has no entry"),
                ("faq diff", vec![typed("entry")], "no such change"),
                ("faq phrasing add", vec![typed("entry"), phrasing.clone()], "has no entry"),
                ("faq phrasing remove", vec![typed("entry"), phrasing], "has no entry"),
                ("faq phrasing remove", vec![entry, typed("phrasing")], "not asked for like that"),
                ("faq search", vec![typed("text")], ""),
                ("faq test", vec![typed("question")], "I would"),
                ("faq why", vec![typed("question")], "floors"),
                ("ask", vec![typed("question")], "Asked"),
                ("ask", vec![typed("question"), ("private", json!(true))], ""),
                ("import", vec![("file", json!(file)), typed("pack")], "Nothing was changed"),
            ];
            for key in SettingKey::ALL {
                let options = vec![("setting", json!(key.name())), typed("value")];
                cases.push(("settings set", options, "Nothing was changed"));
            }
            for (name, given, expected) in cases {
                let shown = stage.tries(owner, name, &given).await;
                assert_holds(&text_of(&shown), &[expected]);
            }
            // What is only being typed, too.
            for (name, option, given) in [
                ("faq show", "entry", json!(null)),
                ("settings set", "value", json!("languages")),
                ("settings set", "value", json!("quiet_hours")),
                ("ask", "question", json!(null)),
            ] {
                let position = stage.sandbox.log().len();
                let beside = [("setting", given.clone())];
                let beside = if given.is_null() { &[][..] } else { &beside };
                let typing = stage
                    .sandbox
                    .act(|world| {
                        let place = stage.support;
                        world.autocomplete_beside(owner, place, name, beside, option, text)
                    })
                    .expect("the option takes suggestions");
                let path = format!("/interactions/{typing}/");
                let (body, _) = stage.request(position, "POST", &path).await;
                assert_eq!(body["type"], 8, "{name} {option}: {body}");
            }
        }
        assert_eq!(stage.last_change().await, before, "nothing was changed");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_in_a_form_of_an_entry_is_kept_as_it_is() {
    for stage in gardens("").await {
        let added = Some(greenhouse("At seven."));
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, added).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (question, reply) = stage.asked_by(stage.ben, "zyxomma soup prices?").await;
        let position = stage.sandbox.log().len();
        stage.decide(stage.ben, &reply, "Ask a person").await;
        let line = stage.posted(position, stage.staff_room).await;
        let group = stage.group_of(editor).await;
        let plain = [("question", "What does the kiosk sell?"), (ANSWER, "Warm soup.")];
        for text in hostile(&stage) {
            for name in FIELDS {
                // A new entry needs a question and an answer.
                let mut written = vec![(name, text.as_str())];
                written.extend(plain.into_iter().filter(|(other, _)| *other != name));
                let (opener, _) = stage.faq(editor, "add", &[]).await;
                stage.proposes(editor, opener, "/faq add", &written).await;
                let (opener, _) = stage.opened(editor, &group, "Answer it now").await;
                stage.proposes(editor, opener, "Answer it now", &written).await;
                let (opener, _) = stage.opened(editor, &line, "Make it an entry").await;
                stage.proposes(editor, opener, "Make it an entry", &written).await;

                let written = [(name, text.as_str())];
                let given = [("entry", json!("greenhouse"))];
                let (opener, _) = stage.faq(editor, "edit", &given).await;
                stage.proposes(editor, opener, "/faq edit", &written).await;
                // And where it is written a second time.
                let (opener, _) = stage.faq(editor, "edit", &given).await;
                let preview = stage.fill(opener, &[(ANSWER, "At eight.")]).await;
                let (opener, _) = stage.opened(editor, &preview, "Edit again").await;
                let before = stage.last_change().await;
                let preview = stage.fill(opener, &written).await;
                let kept = stage.last_proposal().await.expect("it waits");
                let after = kept.after.unwrap_or_default();
                assert_eq!(after[name], as_kept(name, &text), "{preview}");
                // The earlier one is given up for it.
                assert_eq!(stage.last_change().await, before + 2, "{name}: {text}");
                stage.decide(editor, &preview, "Cancel").await;
            }
        }
        let store = stage.store().await;
        let in_force = store.overlay(stage.guild.0).await.expect("the store is there");
        assert_eq!(in_force.len(), 1, "nothing was published");
        let item = store.inbox_item(stage.guild.0, question.0, InboxKind::Unanswered).await;
        assert!(item.is_ok_and(|item| item.is_some()), "the question waits as before");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

impl Stage {
    /// The first group of questions in the inbox, as somebody sees it.
    async fn group_of(&self, who: Id) -> Value {
        self.settle().await;
        self.first_group(who).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_in_the_forms_of_the_inbox_is_kept_as_it_is() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let mut listed: Vec<String> = Vec::new();
        for (count, text) in hostile(&stage).into_iter().enumerate() {
            // What was asked may be hostile as well.
            let asked = format!("zyxomma{count} soup {text}");
            let (_, reply) = stage.asked_by(stage.ben, &asked).await;
            stage.assert_harmless(0, &reply, "a reply");
            stage.settle().await;
            let position = stage.sandbox.log().len();
            let inbox = stage.inbox(editor).await;
            stage.assert_harmless(position, &inbox, "/inbox");
            let group = stage.group_of(editor).await;
            stage.assert_harmless(position, &group, "a group of the inbox");

            let (opener, form) = stage.opened(editor, &group, "Add as a phrasing").await;
            assert_holds(field(&form, "phrasing")["value"].as_str().unwrap_or_default(), &[&text]);
            let before = stage.last_change().await;
            let refused =
                stage.fill(opener, &[("phrasing", "x y z"), ("entry", text.as_str())]).await;
            stage.assert_harmless(position, &refused, "the entry of a phrasing");
            assert_holds(&text_of(&refused), &["has no entry"]);
            assert_eq!(stage.last_change().await, before);
            let (opener, _) = stage.opened(editor, &group, "Add as a phrasing").await;
            let written = [("phrasing", text.as_str()), ("entry", "shed")];
            let preview = stage.fill(opener, &written).await;
            stage.assert_harmless(position, &preview, "a phrasing");
            let kept = stage.last_proposal().await.expect("it waits").after.unwrap_or_default();
            let phrasings = kept["phrasings"].as_array().cloned().unwrap_or_default();
            assert_eq!(phrasings.last(), Some(&json!(text)), "kept letter by letter");
            stage.decide(editor, &preview, "Cancel").await;

            let (opener, _) = stage.opened(editor, &group, "Out of scope").await;
            let done = stage.fill(opener, &[("example", text.as_str())]).await;
            stage.assert_harmless(position, &done, "an example");
            assert_holds(&text_of(&done), &["are not answered any more"]);
            listed.push(text.clone());
            let history = stage.log_of(stage.guild, "(out of scope)").await;
            let after = history[0].after.clone().unwrap_or_default();
            assert_eq!(after["out_of_scope"], json!(listed), "kept letter by letter");
            let given = [("entry", json!("(out of scope)"))];
            for name in ["faq show", "faq diff", "faq history"] {
                stage.tries(editor, name, &given).await;
            }
        }
        let store = stage.store().await;
        let in_force = store.overlay(stage.guild.0).await.expect("the store is there");
        assert_eq!(in_force.len(), 1, "nothing but what is not answered");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_published_comes_out_harmless_and_is_taken_away_by_the_same_words() {
    for stage in gardens("").await {
        let added = Some(greenhouse("At seven."));
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, added).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let audit = stage
            .sandbox
            .act(|world| world.add_channel(stage.guild, ChannelKind::Text, "audit", None));
        let running = stage.run().await;
        let set = [("setting", json!("audit_channel")), ("channel", json!(audit))];
        stage.tries(stage.owner, "settings set", &set).await;
        let start = stage.sandbox.log().len();
        for text in hostile(&stage) {
            let shown = json!(text);
            let entry = ("entry", json!("greenhouse"));
            let given = [entry.clone(), ("phrasing", shown.clone())];
            let preview = stage.tries(editor, "faq phrasing add", &given).await;
            let told = stage.decide(editor, &preview, "Publish").await;
            assert_holds(&text_of(&told), &["is in force"]);
            let again = stage.tries(editor, "faq phrasing add", &given).await;
            assert_holds(&text_of(&again), &["asked for like that already"]);
            for name in ["faq show", "faq history", "faq diff"] {
                stage.tries(editor, name, std::slice::from_ref(&entry)).await;
            }
            let history = stage.log_of(stage.guild, "greenhouse").await;
            let phrasings = history[0].after.clone().unwrap_or_default()["phrasings"].clone();
            assert_eq!(phrasings.as_array().and_then(|all| all.last()), Some(&shown));
            // Whoever asks so is answered.
            let found = stage.tries(editor, "faq search", &[("text", shown.clone())]).await;
            assert_holds(&text_of(&found), &["greenhouse"]);

            let preview = stage.tries(editor, "faq phrasing remove", &given).await;
            assert_holds(&text_of(&preview), &["- asked: "]);
            component(&preview, "Publish");
            let told = stage.decide(editor, &preview, "Publish").await;
            assert_holds(&text_of(&told), &["is in force"]);
            let history = stage.log_of(stage.guild, "greenhouse").await;
            assert_eq!(history[0].kind, ChangeKind::Phrasing);
            let after = history[0].after.clone().unwrap_or_default();
            for (name, before) in greenhouse("At seven.").as_object().expect("an entry") {
                assert_eq!(after[name], *before, "as it was before");
            }
            let gone = stage.tries(editor, "faq phrasing remove", &given).await;
            assert_holds(&text_of(&gone), &["not asked for like that"]);

            // An entry whose every part is so, but for its answer, which is theirs to write.
            let (opener, _) = stage.faq(editor, "add", &[]).await;
            let question = format!("kiosk {text}");
            let written = [
                ("question", question.as_str()),
                ("phrasings", text.as_str()),
                (ANSWER, "Warm soup."),
                ("topics", text.as_str()),
            ];
            let preview = stage.fill(opener, &written).await;
            let id = stage.last_proposal().await.and_then(|it| it.entry).expect("it has an id");
            let told = stage.decide(editor, &preview, "Publish").await;
            assert_holds(&text_of(&told), &["is in force"]);
            let entry = [("entry", json!(id))];
            for name in ["faq show", "faq diff", "faq history"] {
                stage.tries(editor, name, &entry).await;
            }
            stage.tries(editor, "faq list", &[]).await;
            stage.tries(editor, "faq why", &[("question", shown.clone())]).await;
            stage.tries(editor, "faq test", &[("question", shown)]).await;
            stage.tries(stage.ben, "topics", &[]).await;
            let position = stage.sandbox.log().len();
            let reply = stage.ask(&question).await;
            stage.assert_harmless(position, &reply, "a reply");
            assert_holds(&text_of(&reply), &["Warm soup."]);
            let told = stage.tries(editor, "faq quarantine", &entry).await;
            assert_holds(&text_of(&told), &["is not used any more"]);
            stage.tries(editor, "status", &[]).await;
        }
        stage.settle().await;
        for line in stage.said_in(audit) {
            stage.assert_harmless(start, &line, "the audit channel");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
