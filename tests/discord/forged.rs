//! Buttons and forms that nobody was shown: every family of them, by whoever lacks the role, and with
//! what belongs to another server. Nothing is changed, here or there.

use serde_json::{Value, json};
use signpost::discord::button::EntryTag;
use signpost::discord::faq_button::FaqForm;
use signpost::discord::staff_button::StaffButton;
use signpost::engine::knowledge::EntryId;
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::store::{ChangeKind, InboxKind, InboxState, RequestState};

use crate::garden::{GREENHOUSE, SHED, gardens};
use crate::moderating::assert_holds;
use crate::moving::Elsewhere;
use crate::overlaid::greenhouse;
use crate::stage::{Stage, component, id_of, text_of};

/// What the inbox takes for the last question that somebody saw.
const SEEN: u64 = u64::MAX;

impl Stage {
    /// Presses a button that a message need not have, and gives what is said.
    pub(crate) async fn forges(&self, who: Id, message: &Value, custom_id: &str) -> String {
        let position = self.sandbox.log().len();
        let pressed = self
            .sandbox
            .act(|world| world.forge_press(who, id_of(message), custom_id))
            .expect("the message is there");
        text_of(&self.came_of(position, pressed).await)
    }

    /// Chooses from a menu what it need not offer, and gives what is said.
    async fn forges_choice(
        &self,
        who: Id,
        message: &Value,
        custom_id: &str,
        value: &str,
    ) -> String {
        let position = self.sandbox.log().len();
        let chosen = self
            .sandbox
            .act(|world| world.forge_select(who, id_of(message), custom_id, &[value]))
            .expect("the message is there");
        text_of(&self.came_of(position, chosen).await)
    }

    /// Sends off a form that nobody opened, and gives what is said.
    async fn forges_form(&self, who: Id, custom_id: &str) -> String {
        let written = [
            ("question", "What does the kiosk sell?"),
            ("answer", "Forged."),
            ("phrasing", "forged soup"),
            ("entry", "kiosk"),
            ("example", "forged soup prices"),
        ];
        self.forges_written(who, custom_id, &written).await
    }

    /// The same with what stands in its fields.
    pub(crate) async fn forges_written(
        &self,
        who: Id,
        custom_id: &str,
        written: &[(&str, &str)],
    ) -> String {
        let position = self.sandbox.log().len();
        let sent = self
            .sandbox
            .act(|world| world.forge_modal(self.bot, who, self.support, custom_id, written));
        text_of(&self.came_of(position, sent).await)
    }

    /// Asks in a channel, and gives the question and the reply.
    async fn asks_in(&self, who: Id, channel: Id, text: &str) -> (Id, Value) {
        let position = self.sandbox.log().len();
        let text = format!("<@{}> {text}", self.bot);
        let question = self.sandbox.act(|world| world.say(who, channel, &text));
        (question, self.posted(position, channel).await)
    }
}

fn tag(entry: &str) -> EntryTag {
    EntryTag::of(&EntryId::new(entry).expect("an id"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_button_of_the_moderators_takes_its_role() {
    use Role::{Administrator, Approver, Editor, Viewer};

    for stage in gardens("").await {
        let mut people = vec![(None, stage.ben), (None, stage.moderator)];
        for role in [Viewer, Editor, Approver] {
            people.push((Some(role), stage.staff(role.name(), Some(role)).await));
        }
        let running = stage.run().await;
        let message = stage.ask(SHED).await;
        let before = stage.last_change().await;
        let all_of_the_staff = ["p1:ta:1", "p1:an:1", "p1:cl:1", "p1:cr", "p1:re"];
        let quarantine = StaffButton::Quarantine(tag("shed")).to_string();
        let show = StaffButton::Show(tag("shed")).to_string();
        let rows: [(Role, &[&str]); 4] = [
            (
                Viewer,
                &["f1:pg:1", "i1:op:a", "i1:pa:u:1", "i1:pi:w", "p1:so", "p1:fi", show.as_str()],
            ),
            (
                Editor,
                &[
                    "f1:pu:1",
                    "f1:ag:1",
                    "f1:ow:1",
                    "f1:ca:1",
                    "c1:1",
                    "i1:ac:an:u:1:9",
                    "i1:ac:ph:u:1:9",
                    "i1:ac:os:u:1:9",
                    "i1:ac:di:u:1:9",
                    "p1:en:1",
                    &quarantine,
                ],
            ),
            (Approver, &["f1:ap:1", "f1:re:1", "m1:ap:1", "m1:re:1"]),
            (Administrator, &["m1:pu:1", "m1:ca:1", "s1:es:1"]),
        ];
        let rows = rows.into_iter().flat_map(|(least, ids)| ids.iter().map(move |id| (least, *id)));
        for (least, custom_id) in rows.chain(all_of_the_staff.map(|id| (Viewer, id))) {
            for (held, who) in &people {
                let may = *held >= Some(least)
                    || (*who == stage.moderator && all_of_the_staff.contains(&custom_id));
                if may {
                    continue;
                }
                let told = stage.forges(*who, &message, custom_id).await;
                let expected = format!("takes the role of {least}");
                assert!(told.contains(&expected), "{custom_id} with {held:?}: {told}");
            }
        }
        let guild = stage.guild;
        for form in [
            format!("f1:fo:{guild}::0:0"),
            format!("i1:fo:an:{guild}:u:1:{SEEN}"),
            format!("i1:fo:ph:{guild}:u:1:{SEEN}"),
            format!("i1:fo:os:{guild}:u:1:{SEEN}"),
            format!("p1:fo:{guild}:1"),
        ] {
            for (held, who) in people.iter().filter(|(held, _)| *held < Some(Editor)) {
                let told = stage.forges_form(*who, &form).await;
                assert!(told.contains("takes the role of editor"), "{form} with {held:?}: {told}");
            }
        }
        // What belongs to a person, for another.
        let (ana, question) = (stage.ana, id_of(&message));
        for (custom_id, expected) in [
            (format!("s1:rm:{ana}"), "Only whoever asked"),
            (format!("s1:ch:{ana}:shed"), "no such button"),
            (format!("s1:nn:{ana}"), "no such button"),
            (format!("s1:dd:{ana}"), "Only whoever it is about"),
            (format!("p1:as:{ana}:{question}"), "Only whoever asked"),
        ] {
            let told = stage.forges(stage.ben, &message, &custom_id).await;
            assert!(told.contains(expected), "{custom_id}: {told}");
        }
        assert_eq!(stage.last_change().await, before, "nothing was changed");
        assert_eq!(stage.said_in(stage.support).len(), 1, "the reply is there");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_none_of_ours_does_nothing() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let message = stage.ask(SHED).await;
        let before = stage.last_change().await;
        let long = "x".repeat(100);
        for custom_id in [
            "s1:xx",
            "s1:ok:1",
            "s1:ch:0:shed",
            "s1:ch:1:",
            "s1:po:1",
            "s1:po:1:2:z:1",
            "s1:rm:-1",
            "s1:wt:1x",
            "s1:dd:'); DROP TABLE change; --",
            "s1:rg:nothing:self",
            "s1:to:256",
            "s0:ok",
            "s2:ok",
            "f1:xx:1",
            "f1:pu:",
            "f1:pu:18446744073709551616",
            "f1:pu:1:2",
            "f2:pu:1",
            "i1:ac:di:a:1:9",
            "i1:ac:di:u:1",
            "p1:ta:-1",
            "p1:qu:0BADC0DE",
            "p1:cr:1",
            "c1:",
            "c1:1 OR 1=1",
            "m1:pu:1;",
            "m1:xx:1",
            "@everyone **x**",
            long.as_str(),
        ] {
            let told = stage.forges(stage.owner, &message, custom_id).await;
            assert!(told.contains("earlier version"), "{custom_id}: {told}");
        }
        for form in [
            "f1:fo:0::0:0",
            "f1:fo:1:xyz:0:0",
            "f1:fo:1::-1:0",
            "f1:pu:1",
            "f2:fo:1::0:0",
            "i1:fo:an:0:u:1:1",
            "i1:fo:xx:1:u:1:1",
            "i1:fo:an:1:a:1:1",
            "p1:fo:0:1",
            "p1:fo:1:x",
            "m1:fo:1",
            "'); DROP TABLE change; --",
            long.as_str(),
        ] {
            let told = stage.forges_form(stage.owner, form).await;
            assert!(told.contains("earlier version"), "{form}: {told}");
        }
        assert_eq!(stage.last_change().await, before, "nothing was changed");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_message_does_not_hold_does_nothing_to_it_whomever_it_names() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let text = "zyxomma soup prices?";
        let (question, unknown) = stage.asks_in(stage.ana, stage.support, text).await;
        stage.settle().await;
        let position = stage.sandbox.log().len();
        stage.decide(stage.ana, &unknown, "Ask a person").await;
        let line = stage.posted(position, stage.staff_room).await;
        let answer = stage.ask(SHED).await;
        stage.settle().await;
        let now = |message: &Value| {
            stage.sandbox.act(|world| world.message(id_of(message)).cloned()).expect("it is there")
        };
        let before = (stage.last_change().await, now(&answer), now(&unknown), now(&line));
        let (ben, staff, reply) = (stage.ben, stage.moderator, id_of(&answer));
        for (who, message, custom_id) in [
            (ben, &answer, format!("s1:rm:{ben}")),
            (staff, &line, format!("s1:rm:{staff}")),
            (ben, &answer, format!("s1:ch:{ben}:gate")),
            (ben, &line, format!("s1:ch:{ben}:gate")),
            (ben, &answer, format!("s1:nn:{ben}")),
            (ben, &line, "s1:ok".to_owned()),
            (ben, &line, "s1:no".to_owned()),
            (ben, &line, format!("s1:wt:{reply}")),
            (ben, &answer, format!("s1:wf:{reply}")),
            (ben, &unknown, format!("p1:as:{ben}:0")),
            (ben, &answer, format!("p1:as:0:{}", id_of(&unknown))),
            (staff, &answer, "p1:cr".to_owned()),
        ] {
            let told = stage.forges(who, message, &custom_id).await;
            assert!(told.contains("no such button"), "{custom_id}: {told}");
        }
        let after = (stage.last_change().await, now(&answer), now(&unknown), now(&line));
        assert_eq!(after, before, "nothing was changed");
        assert_eq!(stage.said_in(stage.staff_room).len(), 1, "nobody was told of anything");
        for message in [&answer, &line] {
            let verdicts = stage.store().await.verdicts(id_of(message).0).await;
            assert_eq!(verdicts.expect("it is there").len(), 0);
        }
        // Whoever may look after a question may; another message stays what it is.
        let told = stage.forges(staff, &answer, &format!("p1:ta:{question}")).await;
        assert_holds(&told, &["looks after it"]);
        assert_eq!(now(&answer), before.1);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// What another server has, made by those who may.
struct Theirs {
    question: Id,
    reply: Id,
    /// The number of an entry's change that is in force.
    published: u64,
    /// The button under a change of an entry that waits.
    change: String,
    /// The button under an import that waits.
    import: String,
}

async fn made_elsewhere(stage: &Stage, other: &Elsewhere) -> Theirs {
    let (who, channel) = (other.owner, other.channel);
    let alert = [("setting", json!("alert_channel")), ("channel", json!(channel))];
    stage.used(who, channel, "settings set", &alert).await;
    let given = [("entry", json!("kiosk")), ("phrasing", json!("soup hours"))];
    let preview = stage.used(who, channel, "faq phrasing add", &given).await;
    let file = json!({
        "signpost_server": 1, "server": "5", "exported_on": "2026-11-29",
        "entries": [{ "id": "shed", "state": "retired" }],
    });
    let import = stage.import(who, channel, "x.json", file.to_string().as_bytes()).await;
    let (_, reply) = stage.asks_in(who, channel, GREENHOUSE).await;
    stage.press(who, &reply, "Helpful").await;
    let (question, unknown) = stage.asks_in(who, channel, "zyxomma soup prices?").await;
    let told = stage.decide(who, &unknown, "Ask a person").await;
    assert_holds(&text_of(&told), &["is before the staff now"]);
    stage.settle().await;
    Theirs {
        question,
        reply: id_of(&reply),
        published: stage.log_of(other.guild, "kiosk").await.last().expect("it is there").id,
        change: component(&preview, "Publish"),
        import: component(&import, "Publish"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_of_another_server_is_out_of_reach_for_whoever_manages_this_one() {
    for stage in gardens("").await {
        let other = stage.second_server();
        let kiosk = Some(greenhouse("At seven."));
        stage.publish(other.guild, "kiosk", ChangeKind::Add, kiosk).await;
        let running = stage.run().await;
        let theirs = made_elsewhere(&stage, &other).await;
        let (question, reply) = (theirs.question, theirs.reply);
        let open = stage.sandbox.act(|world| {
            let text = "what opens the greenhouse?";
            world.say(other.owner, other.channel, text)
        });
        let message = stage.ask(SHED).await;
        stage.settle().await;
        let before = stage.last_change().await;
        let said = stage.said_in(other.channel);
        let number = theirs.change.rsplit(':').next().expect("a number").to_owned();
        let import = theirs.import.rsplit(':').next().expect("a number").to_owned();
        let (quarantine, show) =
            (StaffButton::Quarantine(tag("kiosk")), StaffButton::Show(tag("kiosk")));
        let in_group = format!("u:{question}:{SEEN}");
        for (custom_id, expected) in [
            (theirs.change.clone(), "no such change"),
            (format!("f1:ag:{number}"), "no change of yours"),
            (format!("f1:ca:{number}"), "no such change"),
            (format!("f1:ap:{number}"), "no such change"),
            (format!("f1:re:{number}"), "no such change"),
            (theirs.import.clone(), "no such import"),
            (format!("m1:ca:{import}"), "no such import"),
            (format!("m1:ap:{import}"), "no such import"),
            (format!("m1:re:{import}"), "no such import"),
            // The numbers of one family in the buttons of another.
            (format!("f1:pu:{import}"), "no such change"),
            (format!("m1:pu:{number}"), "no such import"),
            (format!("c1:{}", theirs.published), "no such change"),
            ("i1:op:a".to_owned(), "nothing waits"),
            (format!("i1:ac:an:{in_group}"), "waits no more"),
            (format!("i1:ac:ph:{in_group}"), "waits no more"),
            (format!("i1:ac:os:{in_group}"), "waits no more"),
            (format!("i1:ac:di:{in_group}"), "waits no more"),
            (format!("p1:as:0:{reply}"), "Nobody has been told"),
            (format!("p1:ta:{question}"), "do not know that question"),
            (format!("p1:an:{question}"), "do not know that question"),
            (format!("p1:en:{question}"), "do not know that question"),
            (format!("p1:cl:{question}"), "do not know that question"),
            (quarantine.to_string(), "no such entry"),
            (show.to_string(), "no such entry"),
            (format!("s1:ch:{}:kiosk", stage.owner), "no such button"),
            (format!("s1:wt:{reply}"), "no such button"),
            (format!("s1:wf:{reply}"), "no such button"),
            (format!("s1:po:{}:{open}:", other.channel), "posted nothing"),
            (format!("s1:po:{}:{question}:", other.channel), "posted nothing"),
            ("s1:es:1".to_owned(), "nothing was changed"),
        ] {
            let told = stage.forges(stage.owner, &message, &custom_id).await;
            assert!(told.contains(expected), "{custom_id}: {told}");
        }
        for (menu, value, expected) in [
            ("i1:pi:a", in_group.clone(), "waits no more"),
            ("p1:re", question.to_string(), "do not know that question"),
            ("p1:so", "kiosk".to_owned(), "no entry"),
            ("s1:re", "kiosk".to_owned(), "not there any more"),
            ("s1:to:0", "kiosk".to_owned(), "not there any more"),
        ] {
            // And what is no id at all.
            let hostile = "'); DROP TABLE change; -- @everyone <@1> **x**";
            let told = stage.forges_choice(stage.owner, &message, menu, &value).await;
            assert!(told.contains(expected), "{menu} {value}: {told}");
            let told = stage.forges_choice(stage.owner, &message, menu, hostile).await;
            assert!(told.contains("no") && told.len() < 300, "{menu}: {told}");
            assert!(!told.contains("@everyone") && !told.contains("<@1>"), "{menu}: {told}");
        }
        let told = stage.forges_choice(stage.owner, &message, "s1:rg:self_harm:self", "XX").await;
        assert!(told.contains("findahelpline.com"), "{told}");
        let form = FaqForm {
            guild: stage.guild.0.try_into().map(std::num::NonZeroU64::into).expect("an id"),
            entry: Some(tag("kiosk")),
            base: theirs.published,
            instead_of: 0,
        };
        for (form, expected) in [
            (form.to_string(), "not one of this server's"),
            (format!("f1:fo:{}::0:0", other.guild), "another server"),
            (format!("f1:fo:{}::0:{number}", other.guild), "another server"),
            (format!("i1:fo:an:{}:{in_group}", other.guild), "another server"),
            (format!("i1:fo:ph:{}:{in_group}", other.guild), "another server"),
            (format!("i1:fo:os:{}:{in_group}", other.guild), "another server"),
            (format!("i1:fo:an:{}:{in_group}", stage.guild), "waits no more"),
            (format!("i1:fo:ph:{}:{in_group}", stage.guild), "waits no more"),
            (format!("i1:fo:os:{}:{in_group}", stage.guild), "waits no more"),
            (format!("p1:fo:{}:{question}", other.guild), "another server"),
            (format!("p1:fo:{}:{question}", stage.guild), "do not know that question"),
        ] {
            let told = stage.forges_form(stage.owner, &form).await;
            assert!(told.contains(expected), "{form}: {told}");
        }
        for name in ["show", "edit", "retire", "quarantine", "revert", "history"] {
            let told = stage.faq_says(stage.owner, name, &[("entry", json!("kiosk"))]).await;
            assert!(told.contains("has no entry"), "{name}: {told}");
        }
        let given = [("entry", json!("kiosk")), ("revision", json!(theirs.published))];
        let told = stage.faq_says(stage.owner, "diff", &given).await;
        assert_holds(&told, &["no such change"]);
        assert_eq!(stage.last_change().await, before, "nothing was changed");
        // A proposal of theirs cannot be given up for one that is written here.
        let here = format!("f1:fo:{}::0:{number}", stage.guild);
        assert_holds(&stage.forges_form(stage.owner, &here).await, &["would look"]);

        stage.settle().await;
        assert_eq!(stage.said_in(other.channel), said, "nothing was said or changed there");
        let (store, there) = (stage.store().await, other.guild.0);
        let waiting = store.proposals(there).await.expect("it is there");
        let waiting: Vec<String> = waiting.iter().map(|it| it.id.to_string()).collect();
        assert_eq!(waiting, [number, import], "what waits there waits");
        let item = store.inbox_item(there, question.0, InboxKind::Unanswered).await;
        let item = item.expect("it is there").expect("it was filed");
        assert_eq!((item.state, item.handled_by), (InboxState::Open, None));
        let request = store.request(there, question.0).await.expect("it is there");
        let request = request.expect("it was kept");
        assert_eq!((request.state, request.taken_by), (RequestState::Open, None));
        let wrong = store.inbox_item(there, question.0, InboxKind::Wrong).await;
        assert_eq!(wrong.expect("it is there"), None);
        let verdicts = store.verdicts(reply.0).await.expect("it is there");
        assert_eq!(verdicts.len(), 1, "what whoever asked says of it: {verdicts:?}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
