//! Moderators look after entries: what each may do, what is previewed, and what is in force then.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::store::{Change, ChangeKind, ChangeState};

use crate::garden::{GREENHOUSE as QUESTION, SHED, gardens};
use crate::overlaid::greenhouse;
use crate::stage::{DEADLINE, Stage, component, id_of, text_of};

impl Stage {
    /// Somebody with a role of the bot's, or with none though they may manage messages.
    pub(crate) async fn staff(&self, name: &str, may: Option<Role>) -> Id {
        let (person, role) = self.sandbox.act(|world| {
            let role = world.add_role(self.guild, name, 1 << 13);
            let person = world.add_user(name);
            world.add_member(self.guild, person, &[role]);
            (person, role)
        });
        let store = self.other_process().await;
        store.grant(self.guild.0, role.0, may, 1, 1).await.expect("the store is there");
        store.close().await;
        person
    }

    /// Publishes the greenhouse with a topic.
    async fn publish_with_topic(&self, topic: &str) {
        let mut medical = greenhouse("At seven.");
        medical["topics"] = json!([topic]);
        self.publish(self.guild, "greenhouse", ChangeKind::Add, Some(medical)).await;
    }

    /// What an interaction came to: the form that it opened, or the message that it made.
    pub(crate) async fn came_of(&self, position: usize, interaction: Id) -> Value {
        let token = self
            .sandbox
            .act(|world| world.interaction(interaction).expect("it is there").token.clone());
        let (body, _) = self.request(position, "POST", &format!("/{interaction}/")).await;
        match body["type"].as_u64() {
            Some(9) => return body["data"].clone(),
            Some(5 | 6) => {
                self.request(position, "PATCH", &format!("/{token}/messages/@original")).await;
            }
            _ => {}
        }
        self.sandbox.act(|world| {
            let original = world.interaction(interaction).and_then(|it| it.original);
            world.message(original.expect("a message")).cloned().expect("it is there")
        })
    }

    /// Uses `/faq`, and gives what comes of it.
    pub(crate) async fn faq(&self, who: Id, name: &str, given: &[(&str, Value)]) -> (Id, Value) {
        let position = self.sandbox.log().len();
        let used = self
            .sandbox
            .act(|world| world.type_command(who, self.support, &format!("faq {name}"), given))
            .unwrap_or_else(|problem| panic!("/faq {name}: {problem}"));
        (used, self.came_of(position, used).await)
    }

    /// The same, for what comes back as text.
    pub(crate) async fn faq_says(&self, who: Id, name: &str, given: &[(&str, Value)]) -> String {
        let (_, message) = self.faq(who, name, given).await;
        assert_eq!(message["flags"].as_u64().unwrap_or_default() & 64, 64, "{name}: {message}");
        text_of(&message)
    }

    pub(crate) async fn fill(&self, opener: Id, values: &[(&str, &str)]) -> Value {
        let position = self.sandbox.log().len();
        let sent = self
            .sandbox
            .act(|world| world.submit_modal(opener, values))
            .unwrap_or_else(|problem| panic!("the form: {problem}"));
        self.came_of(position, sent).await
    }

    pub(crate) async fn decide(&self, who: Id, message: &Value, label: &str) -> Value {
        let position = self.sandbox.log().len();
        let custom_id = component(message, label);
        let pressed = self
            .sandbox
            .act(|world| world.press(who, id_of(message), &custom_id))
            .unwrap_or_else(|problem| panic!("`{label}`: {problem}"));
        self.came_of(position, pressed).await
    }

    pub(crate) async fn log_of(&self, guild: Id, entry: &str) -> Vec<Change> {
        let store = self.other_process().await;
        let history = store.history(guild.0, entry).await.expect("the store is there");
        store.close().await;
        history
    }

    pub(crate) async fn last_change(&self) -> u64 {
        let store = self.other_process().await;
        let last = store.last_change().await.expect("the store is there");
        store.close().await;
        last
    }

    pub(crate) async fn says(&self, text: &str) -> String {
        text_of(&self.ask(text).await)
    }
}

fn entry(id: &str) -> (&'static str, Value) {
    ("entry", json!(id))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_entry_is_previewed_and_published_after_a_restart() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (opener, form) = stage.faq(editor, "add", &[]).await;
        assert_eq!(form["title"], "A new entry");
        let preview = stage
            .fill(
                opener,
                &[
                    ("question", "When does the greenhouse open?"),
                    (
                        "phrasings",
                        "opening hours of the greenhouse\n\n when can i visit the greenhouse",
                    ),
                    ("answer", "The greenhouse opens at **seven**. @everyone"),
                ],
            )
            .await;
        let shown = text_of(&preview);
        for part in [
            "would look",
            "opens at **seven**",
            "Please note",
            "moderators of this server",
            "+ asked: when can i visit",
        ] {
            assert!(shown.contains(part), "no `{part}` in {shown}");
        }
        assert!(shown.contains("phrasings of other entries"), "{shown}");
        assert_eq!(preview["flags"].as_u64().unwrap_or_default() & 64, 64, "{preview}");
        assert!(!stage.says(QUESTION).await.contains("seven"), "nothing is in force");
        running.stop().await.expect("it stops");

        let running = stage.run().await;
        let published = stage.decide(editor, &preview, "Publish").await;
        assert!(text_of(&published).contains("is in force"), "{published}");
        assert!(stage.says(QUESTION).await.contains("**seven**"));
        let history = stage.log_of(stage.guild, "when-does-the-greenhouse-open").await;
        assert_eq!(history.len(), 2, "{history:?}");
        assert_eq!(history[0].state, ChangeState::Published);
        assert_eq!((history[0].kind, history[0].actor), (ChangeKind::Add, Some(editor.0)));
        // What is published twice is published once.
        let custom_id = component(&preview, "Publish");
        let again = stage.forges(editor, &preview, &custom_id).await;
        assert!(again.contains("decided already"), "{again}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_made_from_an_older_state_overwrites_nothing() {
    for stage in gardens("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven.")))
            .await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (opener, form) = stage.faq(editor, "edit", &[entry("greenhouse")]).await;
        let values: Vec<&str> = (0..3)
            .filter_map(|row| form["components"][row]["components"][0]["value"].as_str())
            .collect();
        assert_eq!(
            values,
            [
                "When does the greenhouse open?",
                "what are the opening hours of the greenhouse",
                "At seven."
            ],
            "it is filled in"
        );
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Edit, Some(greenhouse("At nine.")))
            .await;
        let before = stage.last_change().await;
        let written = [
            ("question", "When does the greenhouse open?"),
            ("phrasings", ""),
            ("answer", "At eleven."),
            ("topics", ""),
        ];
        let told = stage.fill(opener, &written).await;
        assert!(text_of(&told).contains("Somebody else changed this entry"), "{told}");
        assert_eq!(stage.last_change().await, before + 1, "what was written waits");
        stage.asked_until(QUESTION, "At nine.").await;

        // Between the preview and the press, too.
        let given = [entry("greenhouse"), ("phrasing", json!("glass house times"))];
        let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Edit, Some(greenhouse("At ten.")))
            .await;
        let told = stage.decide(editor, &preview, "Publish").await;
        assert!(text_of(&told).contains("Somebody else changed this entry"), "{told}");
        stage.asked_until(QUESTION, "At ten.").await;
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sensitive_takes_a_second_person() {
    for stage in gardens("").await {
        stage.publish_with_topic("Medical").await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let author = stage.staff("art", Some(Role::Approver)).await;
        let approver = stage.staff("amy", Some(Role::Approver)).await;
        let running = stage.run().await;
        let given = [entry("greenhouse"), ("phrasing", json!("glass house times"))];
        let (_, preview) = stage.faq(author, "phrasing add", &given).await;
        assert!(text_of(&preview).contains("sensitive"), "{preview}");
        let position = stage.sandbox.log().len();
        let told = stage.decide(author, &preview, "Publish").await;
        assert!(text_of(&told).contains("waits for an approver"), "{told}");
        assert!(!text_of(&told).contains("No role here is an approver"), "{told}");
        let asked = stage.posted(position, stage.staff_room).await;
        assert!(text_of(&asked).contains("+ asked: glass house times"), "{asked}");
        assert_eq!(asked["mentions"], json!([]), "nobody is called");

        let refused = stage.decide(editor, &asked, "Approve").await;
        assert!(text_of(&refused).contains("takes the role of approver"), "{refused}");
        let refused = stage.decide(author, &asked, "Approve").await;
        assert!(text_of(&refused).contains("second person"), "{refused}");
        assert_eq!(stage.log_of(stage.guild, "greenhouse").await.len(), 2, "nothing was decided");
        let approved = stage.decide(approver, &asked, "Approve").await;
        assert!(text_of(&approved).contains("is in force"), "{approved}");
        let history = stage.log_of(stage.guild, "greenhouse").await;
        assert_eq!(history[0].state, ChangeState::Published);
        let who = (history[0].actor, history[0].approved_by);
        assert_eq!(who, (Some(author.0), Some(approver.0)));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deletion_makes_nobody_a_second_person() {
    for stage in gardens("").await {
        stage.publish_with_topic("medical").await;
        let author = stage.staff("art", Some(Role::Approver)).await;
        let running = stage.run().await;
        let given = [entry("greenhouse"), ("phrasing", json!("glass house times"))];
        let (_, preview) = stage.faq(author, "phrasing add", &given).await;
        let position = stage.sandbox.log().len();
        stage.decide(author, &preview, "Publish").await;
        let asked = stage.posted(position, stage.staff_room).await;
        let store = stage.other_process().await;
        store.delete_person(author.0).await.expect("the store is there");
        store.close().await;
        let refused = stage.decide(author, &asked, "Approve").await;
        assert!(text_of(&refused).contains("had their data deleted"), "{refused}");
        let history = stage.log_of(stage.guild, "greenhouse").await;
        assert_eq!(history[0].state, ChangeState::Proposed, "nothing was decided");
        running.stop().await.expect("it stops");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_can_approve_that_is_said() {
    for stage in gardens("").await {
        stage.publish_with_topic("medical").await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let given = [entry("greenhouse"), ("phrasing", json!("glass house times"))];
        let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
        let told = text_of(&stage.decide(editor, &preview, "Publish").await);
        assert!(told.contains("waits for an approver"), "{told}");
        assert!(told.contains("No role here is an approver yet"), "{told}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whether_it_is_sensitive_is_asked_of_what_is_asked_like_something_that_is() {
    for stage in gardens("").await {
        stage.publish_with_topic("medical").await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        for (question, topics, is_asked) in [
            ("What are the opening hours of the greenhouse on Sundays?", "", true),
            ("What are the opening hours of the greenhouse on Sundays?", "medical", false),
            ("Where does the hedgehog sleep?", "", false),
        ] {
            let (opener, _) = stage.faq(editor, "add", &[]).await;
            let written = [("question", question), ("answer", "At nine."), ("topics", topics)];
            let preview = text_of(&stage.fill(opener, &written).await);
            assert_eq!(preview.contains("Is it about health or the law?"), is_asked, "{preview}");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quarantine_is_in_force_at_once_and_is_reverted() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let question = SHED;
        let reply = stage.ask(question).await;
        assert!(text_of(&reply).contains("Please note"));
        let store = stage.other_process().await;
        let asked =
            reply["message_reference"]["message_id"].as_str().and_then(|id| id.parse().ok());
        let asked = asked.expect("an id");
        // It is recorded once the reply is posted.
        let recorded = async {
            loop {
                if let Some(answered) = store.exchange_of(asked).await.expect("it is there") {
                    break answered;
                }
                tokio::task::yield_now().await;
            }
        };
        let answered = tokio::time::timeout(DEADLINE, recorded).await.expect("it is recorded");
        store.close().await;
        let id = answered.entries[0].clone();
        let title = reply["embeds"][0]["title"].as_str().expect("a title").to_owned();
        let told = stage.faq_says(editor, "quarantine", &[entry(&id)]).await;
        assert!(told.contains("not used any more"), "{told}");
        let then = stage.ask(question).await;
        assert!(text_of(&then).contains("I do not have an answer"), "nothing else answers: {then}");
        let listed = stage.faq_says(editor, "show", &[entry(&id)]).await;
        assert!(listed.contains("Not used"), "{listed}");
        let again = stage.faq_says(editor, "quarantine", &[entry(&id)]).await;
        assert!(again.contains("not used"), "{again}");

        let (_, preview) = stage.faq(editor, "revert", &[entry(&id)]).await;
        let told = stage.decide(editor, &preview, "Publish").await;
        assert!(text_of(&told).contains("is in force"), "{told}");
        let then = stage.ask(question).await;
        assert_eq!(then["embeds"][0]["title"].as_str(), Some(title.as_str()), "{then}");
        let history = stage.faq_says(editor, "history", &[entry(&id)]).await;
        assert!(history.contains("quarantine by") && history.contains("revert by"), "{history}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_is_retired_or_kept_by_a_press() {
    for stage in gardens("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven.")))
            .await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (_, preview) = stage.faq(editor, "retire", &[entry("greenhouse")]).await;
        let told = stage.decide(editor, &preview, "Cancel").await;
        assert!(text_of(&told).contains("Given up"), "{told}");
        assert!(stage.says(QUESTION).await.contains("At seven."));
        let (_, preview) = stage.faq(editor, "retire", &[entry("greenhouse")]).await;
        stage.decide(editor, &preview, "Publish").await;
        assert!(!stage.says(QUESTION).await.contains("At seven."));
        let given = [entry("greenhouse"), ("revision", json!(0))];
        let refused = stage.faq_says(editor, "revert", &given).await;
        assert!(refused.contains("was not there then"), "{refused}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forged_or_of_another_server_changes_nothing() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let approver = stage.staff("amy", Some(Role::Approver)).await;
        let other = stage.elsewhere();
        stage.publish(other, "kiosk", ChangeKind::Add, Some(greenhouse("Elsewhere."))).await;
        let store = stage.other_process().await;
        let mut draft = signpost::store::Draft {
            server: other.0,
            entry: Some("kiosk".to_owned()),
            kind: ChangeKind::Edit,
            actor: editor.0,
            before: None,
            after: Some(greenhouse("Forged.")),
        };
        // Old ones are closed by the job that deletes.
        let now = signpost::app::now_milliseconds();
        let base = store.revision(other.0, "kiosk").await.expect("the store is there");
        let elsewhere = store.propose(&draft, base, now).await.expect("the store is there");
        draft.server = stage.guild.0;
        draft.entry = Some("greenhouse".to_owned());
        draft.actor = approver.0;
        let somebody_elses = store.propose(&draft, 0, now).await.expect("the store is there");
        store.close().await;
        let number = |publication| match publication {
            signpost::store::Publication::Done(change) => change.id,
            signpost::store::Publication::Conflict(_) => panic!("nobody else is there"),
        };
        let (elsewhere, somebody_elses) = (number(elsewhere), number(somebody_elses));
        let running = stage.run().await;
        let before = stage.last_change().await;
        let message = stage.ask(SHED).await;
        for (who, custom_id, expected) in [
            (editor, format!("f1:pu:{elsewhere}"), "no such change"),
            (approver, format!("f1:ap:{elsewhere}"), "no such change"),
            (editor, format!("f1:ag:{elsewhere}"), "no change of yours"),
            (editor, "f1:pu:999999".to_owned(), "no such change"),
            (editor, "f1:pu:-1".to_owned(), "earlier version"),
            (editor, "f1:pu:1' OR '1'='1".to_owned(), "earlier version"),
            (editor, format!("f1:pu:{somebody_elses}"), "Only whoever made"),
            (editor, format!("f1:ca:{somebody_elses}"), "Only whoever made"),
            (editor, format!("f1:ap:{somebody_elses}"), "takes the role of approver"),
            (stage.ben, format!("f1:pu:{somebody_elses}"), "takes the role of editor"),
        ] {
            let told = stage.forges(who, &message, &custom_id).await;
            assert!(told.contains(expected), "{custom_id}: {told}");
        }
        let written = [("question", "Q?"), ("answer", "Forged.")];
        for (who, form, expected) in [
            (editor, format!("f1:fo:{other}::0:0"), "another server"),
            (editor, format!("f1:fo:{}:0badc0de:0:0", stage.guild), "not one of this server's"),
            (editor, "f1:fo:0::0:0".to_owned(), "earlier version"),
            (stage.ben, format!("f1:fo:{}::0:0", stage.guild), "takes the role of editor"),
        ] {
            let told = stage.forges_written(who, &form, &written).await;
            assert!(told.contains(expected), "{form}: {told}");
        }
        // Ids of another server's entries, and what was never an id.
        for id in ["kiosk", "'; DROP TABLE change; --", "@everyone **x** <@1> https://evil.example"]
        {
            for name in ["show", "edit", "retire", "quarantine", "revert", "history"] {
                let told = stage.faq_says(editor, name, &[entry(id)]).await;
                assert!(told.contains("has no entry"), "{name} {id}: {told}");
                assert!(!told.contains("@everyone") && !told.contains("evil.example"), "{told}");
            }
        }
        assert_eq!(stage.last_change().await, before, "nothing was changed");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_errors_is_written_again_and_cannot_be_published() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (opener, _) = stage.faq(editor, "add", &[]).await;
        let long = "x".repeat(3_990);
        let wrong =
            [("question", "How much kratom is right?"), ("answer", "Take 5 grams of kratom.")];
        let preview = stage.fill(opener, &wrong).await;
        let shown = text_of(&preview);
        assert!(shown.contains("**error**"), "{shown}");
        let labels = preview["components"].to_string();
        assert!(!labels.contains("Publish"), "{labels}");
        let position = stage.sandbox.log().len();
        let custom_id = component(&preview, "Edit again");
        let again = stage
            .sandbox
            .act(|world| world.press(editor, id_of(&preview), &custom_id))
            .expect("the button is there");
        let form = stage.came_of(position, again).await;
        assert_eq!(form["components"][2]["components"][0]["value"], "Take 5 grams of kratom.");
        let right = [("question", "How much kratom is right?"), ("answer", long.as_str())];
        let change = component(&preview, "Edit again").replace("f1:ag:", "f1:pu:");
        let told = stage.forges(editor, &preview, &change).await;
        assert!(told.contains("There are errors in it"), "{told}");
        component(&preview, "Cancel");

        let right_again = stage.fill(again, &right).await;
        let errors = text_of(&right_again);
        assert!(errors.len() > 100, "{errors}");
        let history = stage.log_of(stage.guild, "how-much-kratom-is-right").await;
        assert!(!history.is_empty(), "what was written is kept to be written again");
        assert!(history.iter().all(|it| it.state != ChangeState::Published), "{history:?}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_would_be_said_is_shown_with_its_reasons() {
    for stage in gardens("").await {
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let channel = stage
            .sandbox
            .act(|world| world.add_channel(stage.guild, ChannelKind::Text, "lounge", None));
        let running = stage.run().await;
        for (question, expected) in [
            (SHED, "I would answer this"),
            ("i took all my pills and i want to die tonight", "988"),
            ("flurbs **gronk** @everyone?", "I do not know"),
        ] {
            let shown = stage.faq_says(viewer, "test", &[("question", json!(question))]).await;
            assert!(shown.contains(expected), "{question}: {shown}");
            assert!(!shown.contains("@everyone"), "{shown}");
        }
        let why =
            stage.faq_says(viewer, "why", &[("question", json!("wher is the shedd gate?"))]).await;
        for part in ["read as", "words that met", "score", "coverage", "second", "floors", "margin"]
        {
            assert!(why.contains(part), "no `{part}` in {why}");
        }
        let danger = json!("i want to kill myself tonight");
        let why = stage.faq_says(viewer, "why", &[("question", danger)]).await;
        assert!(why.contains("triage\\: "), "{why}");
        // Nobody is alarmed by a trial, and nothing is said in a channel.
        assert_eq!(stage.said_in(stage.staff_room), [] as [Value; 0]);
        assert_eq!(stage.said_in(channel), [] as [Value; 0]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
