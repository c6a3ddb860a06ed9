//! Every command of the moderators' side, in a table: refused to whoever lacks the role for it, and
//! carried out for the least role that has it.
//!
//! The table names every command that is registered for the staff, with every subcommand: a test fails
//! where one is missing.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use signpost::discord::commands::Name;
use signpost::discord::commands::registration::wanted;
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::store::ChangeKind;

use crate::garden::{GREENHOUSE, SHED, gardens};
use crate::overlaid::greenhouse;
use crate::stage::{Stage, component, text_of};

/// A way of asking for the greenhouse that can be taken away.
const SPARE: &str = "is the glass house open";

/// A command.
struct Row {
    /// With its subcommand.
    name: &'static str,
    options: Vec<(&'static str, Value)>,
    /// The least role that may use it; none where all of the staff may.
    least: Option<Role>,
    /// What it says then, or the title of the form that it opens.
    says: &'static str,
}

/// Every command that only the staff is shown, each after what it builds on.
fn rows(stage: &Stage, file: Id) -> Vec<Row> {
    use Role::{Administrator, Editor, Viewer};

    let greenhouse = || ("entry", json!("greenhouse"));
    let question = || ("question", json!(SHED));
    let phrasing = |text: &str| ("phrasing", json!(text));
    let person = || ("user", json!(stage.ben));
    let role = || ("role", json!(stage.staff));
    let region = || ("setting", json!("region"));
    let row = |least, name, options: &[(&'static str, Value)], says| Row {
        name,
        options: options.to_vec(),
        least,
        says,
    };
    let viewer = |name, options: &[_], says| row(Some(Viewer), name, options, says);
    let editor = |name, options: &[_], says| row(Some(Editor), name, options, says);
    let administrator = |name, options: &[_], says| row(Some(Administrator), name, options, says);
    vec![
        row(None, "status", &[], "can answer"),
        row(None, Name::AnswerMessage.name(), &[], "I would reply"),
        viewer(Name::ExplainMessage.name(), &[], "read as"),
        viewer("faq show", &[greenhouse()], "At seven."),
        viewer("faq list", &[], "Page 1 of 1"),
        viewer("faq search", &[("text", json!("greenhouse"))], "greenhouse"),
        viewer("faq test", &[question()], "I would answer this"),
        viewer("faq why", &[question()], "floors"),
        viewer("faq history", &[greenhouse()], "add by <@1>"),
        viewer("faq diff", &[greenhouse()], "+ At seven."),
        viewer("inbox", &[], "nothing waits"),
        viewer("settings show", &[], "In force here"),
        viewer("settings roles show", &[], "Who may do what"),
        viewer("settings shadow report", &[], "not in shadow"),
        viewer("ignore person list", &[], "I ignore nobody"),
        viewer("stats show", &[], "in this server"),
        viewer("stats export", &[("days", json!(3))], "in this server"),
        editor("faq add", &[], "A new entry"),
        editor("faq edit", &[greenhouse()], "Change an entry"),
        editor("faq phrasing add", &[greenhouse(), phrasing("glass house")], "would look"),
        editor("faq phrasing remove", &[greenhouse(), phrasing(SPARE)], "would look"),
        editor("faq retire", &[greenhouse()], "would not be used"),
        editor("faq quarantine", &[("entry", json!("shed"))], "is not used any more"),
        editor("faq revert", &[("entry", json!("shed"))], "back in use"),
        editor("pause", &[], "I answer nobody"),
        editor("resume", &[], "I answer again"),
        editor("ignore person add", &[person()], "do not answer <@"),
        editor("ignore person remove", &[person()], "again"),
        administrator("settings set", &[region(), ("value", json!("GB"))], "is now GB"),
        administrator("settings reset", &[region()], "is inherited again"),
        administrator("settings shadow on", &[], "I am in shadow"),
        administrator("settings shadow off", &[], "answer"),
        administrator("settings roles give", &[role(), ("may", json!("editor"))], "of editor"),
        administrator("settings roles take", &[role()], "has no role"),
        administrator("export", &[], ""),
        administrator("import", &[("file", json!(file))], "Adds 1 entry"),
    ]
}

impl Row {
    /// Uses it, in a channel or on a message, and gives what comes of it.
    async fn used(&self, stage: &Stage, who: Id, on: Id) -> Value {
        let position = stage.sandbox.log().len();
        let used = stage.sandbox.act(|world| match Name::parse(self.name) {
            Some(Name::AnswerMessage | Name::ExplainMessage) => {
                world.use_message_command(who, on, self.name)
            }
            _ => world.type_command(who, stage.support, self.name, &self.options),
        });
        let used = used.unwrap_or_else(|problem| panic!("/{}: {problem}", self.name));
        stage.came_of(position, used).await
    }
}

/// The names of a command with all its subcommands.
fn names(command: &Value) -> Vec<String> {
    let name = command["name"].as_str().expect("it has a name");
    let options = command["options"].as_array().into_iter().flatten();
    let below: Vec<String> = options
        .filter(|option| matches!(option["type"].as_u64(), Some(1 | 2)))
        .flat_map(names)
        .map(|below| format!("{name} {below}"))
        .collect();
    if below.is_empty() { vec![name.to_owned()] } else { below }
}

fn is_for_staff(command: &Value) -> bool {
    let name = command["name"].as_str().and_then(Name::parse);
    name.expect("it is one of ours").is_for_staff()
}

/// What anybody but the invoker could see of a command, and what it changed.
async fn seen(stage: &Stage) -> (u64, usize, usize) {
    let said = |channel| stage.said_in(channel).len();
    (stage.last_change().await, said(stage.support), said(stage.staff_room))
}

fn assert_private(name: &str, message: &Value) {
    assert_eq!(message["flags"].as_u64().unwrap_or_default() & 64, 64, "{name}: {message}");
    assert_eq!(message["mentions"], json!([]), "{name} calls nobody");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_is_refused_without_its_role_and_carried_out_with_it() {
    for stage in gardens("").await {
        let mut entry = greenhouse("At seven.");
        entry["phrasings"] = json!(["opening hours of the greenhouse", SPARE]);
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, Some(entry)).await;
        let mut people = vec![(None, stage.moderator)];
        for role in Role::ALL {
            people.push((Some(role), stage.staff(role.name(), Some(role)).await));
        }
        let kiosk = json!({ "question": "What does the kiosk sell?", "phrasings": ["kiosk soup"],
                            "answer": "Soup." });
        let file = json!({
            "signpost_server": 1, "server": "5", "exported_on": "2026-11-29",
            "entries": [{ "id": "kiosk", "state": "used", "entry": kiosk }],
        });
        let file = stage.sandbox.act(|world| world.upload("x.json", file.to_string().as_bytes()));
        let running = stage.run().await;
        let on = stage.sandbox.act(|world| world.say(stage.ana, stage.support, SHED));
        stage.settle().await;
        let rows = rows(&stage, file);
        let listed: Vec<String> = rows.iter().map(|row| row.name.to_owned()).collect();
        let registered = wanted();
        let registered: BTreeSet<String> =
            registered.iter().filter(|it| is_for_staff(it)).flat_map(names).collect();
        assert_eq!(BTreeSet::from_iter(listed), registered, "the table names every command");

        let before = seen(&stage).await;
        for row in &rows {
            for (held, who) in people.iter().filter(|(held, _)| *held < row.least) {
                let refused = row.used(&stage, *who, on).await;
                assert_private(row.name, &refused);
                let text = text_of(&refused);
                let needed = row.least.map(Role::name).unwrap_or_default();
                let is_clear = text.contains(&format!("takes the role of {needed}"))
                    && text.contains("/settings roles give");
                assert!(is_clear, "{} with {held:?}: {text}", row.name);
                assert_eq!(refused["components"], json!([]), "{}", row.name);
            }
        }
        assert_eq!(seen(&stage).await, before, "what is refused changes nothing");

        for row in &rows {
            let (_, who) = people.iter().find(|(held, _)| *held == row.least).expect("one");
            let done = row.used(&stage, *who, on).await;
            if let Some(form) = done["title"].as_str() {
                assert_eq!(form, row.says, "{}", row.name);
                continue;
            }
            assert_private(row.name, &done);
            let text = text_of(&done);
            assert!(text.contains(row.says), "{}: {text}", row.name);
            assert!(!text.contains("takes the role of"), "{}: {text}", row.name);
            if row.name == "faq revert" {
                stage.decide(*who, &done, "Publish").await;
            }
        }
        assert_eq!(seen(&stage).await.1, before.1, "nobody else sees any of it");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_decision_takes_its_role_and_its_person() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let other = stage.staff("ed", Some(Role::Editor)).await;
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let approver = stage.staff("amy", Some(Role::Approver)).await;
        let mut medical = greenhouse("At seven.");
        medical["topics"] = json!(["medical"]);
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, Some(medical)).await;
        let running = stage.run().await;
        let propose = async |text: &str| {
            let given = [("entry", json!("greenhouse")), ("phrasing", json!(text))];
            stage.faq(editor, "phrasing add", &given).await.1
        };
        let preview = propose("glass house times").await;
        let message = stage.ask(GREENHOUSE).await;
        let press = async |who: Id, custom_id: &str| stage.forges(who, &message, custom_id).await;
        let before = stage.last_change().await;
        for label in ["Publish", "Edit again", "Cancel"] {
            let custom_id = component(&preview, label);
            for who in [stage.ben, stage.moderator, viewer] {
                let refused = press(who, &custom_id).await;
                assert!(refused.contains("takes the role of editor"), "{label}: {refused}");
            }
            let refused = press(other, &custom_id).await;
            let is_clear =
                refused.contains("Only whoever made") || refused.contains("no change of yours");
            assert!(is_clear, "{label}: {refused}");
        }
        let position = stage.sandbox.log().len();
        let waiting = stage.decide(editor, &preview, "Publish").await;
        assert!(text_of(&waiting).contains("waits for an approver"), "{waiting}");
        let asked = stage.posted(position, stage.staff_room).await;
        for label in ["Approve", "Refuse"] {
            let custom_id = component(&asked, label);
            for who in [stage.ben, stage.moderator, viewer, editor, other] {
                let refused = press(who, &custom_id).await;
                assert!(refused.contains("takes the role of approver"), "{label}: {refused}");
            }
        }
        assert_eq!(stage.last_change().await, before, "nothing was decided");
        let refused = stage.decide(approver, &asked, "Refuse").await;
        let by = format!("was refused by <@{approver}>");
        assert!(text_of(&refused).contains(&by), "{refused}");
        let says = stage.faq_says(viewer, "show", &[("entry", json!("greenhouse"))]).await;
        assert!(!says.contains("glass house"), "{says}");
        let history = stage.faq_says(viewer, "history", &[("entry", json!("greenhouse"))]).await;
        assert!(history.contains("refused by"), "{history}");
        // What was given up is not in force either.
        let preview = propose("glass house hours").await;
        let told = stage.decide(editor, &preview, "Cancel").await;
        assert!(text_of(&told).contains("Given up"), "{told}");
        let says = stage.faq_says(viewer, "show", &[("entry", json!("greenhouse"))]).await;
        assert!(!says.contains("glass house"), "{says}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// Discord's bit of the permission to manage messages.
const MANAGE_MESSAGES: &str = "8192";

#[test]
fn every_command_is_registered_with_who_is_shown_it() {
    let registered = wanted();
    assert_eq!(registered.len(), Name::ALL.len());
    for command in &registered {
        let (permissions, places) = if is_for_staff(command) {
            (json!(MANAGE_MESSAGES), json!([0]))
        } else {
            (Value::Null, json!([0, 1]))
        };
        assert_eq!(command["default_member_permissions"], permissions, "{command}");
        assert_eq!(command["contexts"], places, "{command}");
        assert_eq!(command["integration_types"], json!([0]), "{command}");
    }
    let for_all: Vec<&str> = registered
        .iter()
        .filter(|command| !is_for_staff(command))
        .filter_map(|command| command["name"].as_str())
        .collect();
    assert_eq!(for_all, ["ask", "topics", "help", "about", "privacy", "optout"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_may_not_manage_messages_is_shown_no_command_of_the_staff() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let (on, direct) = stage.sandbox.act(|world| {
            let on = world.say(stage.ana, stage.support, SHED);
            (on, world.open_direct(stage.moderator, stage.bot))
        });
        let file = stage.sandbox.act(|world| world.upload("x.json", b"{}"));
        let position = stage.sandbox.log().len();
        for row in rows(&stage, file) {
            // Somebody who may not, and somebody who may where there is no server.
            for (who, channel) in [(stage.ana, stage.support), (stage.moderator, direct)] {
                let is_on = matches!(
                    Name::parse(row.name),
                    Some(Name::AnswerMessage | Name::ExplainMessage)
                );
                let used = stage.sandbox.act(|world| match is_on {
                    true if who == stage.moderator => Err("in no conversation of two".to_owned()),
                    true => world.use_message_command(who, on, row.name),
                    false => world.type_command(who, channel, row.name, &row.options),
                });
                assert!(used.is_err(), "/{} is shown to {who} in {channel}", row.name);
            }
        }
        stage.settle().await;
        let log = stage.sandbox.log().entries();
        let answered = log[position..].iter().any(|entry| entry.to_string().contains("/callback"));
        assert!(!answered, "the bot hears of none");
        running.stop().await.expect("it stops");
    }
}

/// A server may show commands to anybody, and a button can be pressed by whoever sees it: they were
/// carried out unseen.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_all_of_the_staff_may_is_refused_to_others_whom_a_server_shows_it() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let on = stage.sandbox.act(|world| world.say(stage.ana, stage.support, SHED));
        let file = stage.sandbox.act(|world| world.upload("x.json", b"{}"));
        stage.settle().await;
        let rows = rows(&stage, file);
        for row in rows.iter().filter(|row| row.least.is_none()) {
            stage.sandbox.act(|world| world.show_to_everybody(stage.bot, row.name));
            let refused = row.used(&stage, stage.ben, on).await;
            assert_private(row.name, &refused);
            let text = text_of(&refused);
            assert!(text.contains("takes the role of viewer"), "{}: {text}", row.name);
            assert_eq!(refused["components"], json!([]), "{}", row.name);
        }
        // What is posted takes somebody of the staff or an editor, whoever sees the button.
        let preview = rows.iter().find(|row| row.name == Name::AnswerMessage.name());
        let preview = preview.expect("it is there").used(&stage, stage.moderator, on).await;
        let post = component(&preview, "Post");
        let message = stage.ask(GREENHOUSE).await;
        let before = stage.said_in(stage.support).len();
        let press = async |who: Id| stage.forges(who, &message, &post).await;
        let refused = press(stage.ben).await;
        assert!(refused.contains("takes the role of editor"), "{refused}");
        assert_eq!(stage.said_in(stage.support).len(), before, "nothing was posted");
        let posted = press(editor).await;
        assert!(posted.contains("Posted: "), "{posted}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
