//! Commands are compared with what Discord has, and only differences are written.

use serde_json::{Value, json};
use signpost::discord::commands::registration::{Step, steps, wanted};
use signpost::discord::commands::{LOCALES, Name};
use signpost::sandbox::Logged;

use crate::stage::Stage;

/// What Discord answers of a command that it was told of.
fn as_discord_has_it(command: &Value, id: u64) -> Value {
    let mut kept = command.clone();
    kept["id"] = json!(id.to_string());
    kept["application_id"] = json!("1");
    kept["version"] = json!("2");
    kept["dm_permission"] = json!(true);
    kept["nsfw"] = json!(false);
    if kept["options"].is_null() {
        kept["options"] = json!([]);
    }
    kept
}

fn present() -> Vec<Value> {
    wanted().iter().zip(10..).map(|(command, id)| as_discord_has_it(command, id)).collect()
}

#[test]
fn only_differences_are_written() {
    assert_eq!(steps(&wanted(), &present()), [], "nothing differs");
    assert_eq!(steps(&wanted(), &[]).len(), Name::ALL.len());
    let mut other = present();
    other[0]["description"] = json!("An older text");
    other[1]["name_localizations"]["de"] = json!("anders");
    other[2]["options"] = json!([{ "type": 3, "name": "old", "description": "An option" }]);
    other.push(json!({ "id": "99", "name": "gone", "type": 1, "description": "A command of old" }));
    let found = steps(&wanted(), &other);
    let kinds: Vec<&str> = found
        .iter()
        .map(|step| match step {
            Step::Create(_) => "create",
            Step::Change(..) => "change",
            Step::Remove(_) => "remove",
        })
        .collect();
    assert_eq!(kinds, ["change", "change", "change", "remove"]);
}

#[test]
fn every_command_is_named_in_every_language() {
    for command in wanted() {
        let is_chat = command["type"] == 1;
        for locale in LOCALES {
            let name = command["name_localizations"][locale].as_str().expect("a name");
            assert!(!is_chat || name == name.to_lowercase(), "{name}");
            assert!((1..=32).contains(&name.chars().count()), "{name}");
            if is_chat {
                let text = command["description_localizations"][locale].as_str().expect("a text");
                assert!((1..=100).contains(&text.chars().count()), "{text}");
            }
        }
        check_options(&command);
    }
}

/// Options at every depth have names and descriptions that Discord takes, in every language.
fn check_options(above: &Value) {
    for option in above["options"].as_array().into_iter().flatten() {
        for locale in LOCALES {
            let name = option["name_localizations"][locale].as_str().expect("a name");
            let is_plain = !name.contains(' ') && name == name.to_lowercase();
            assert!(is_plain && (1..=32).contains(&name.chars().count()), "{name}");
            let text = option["description_localizations"][locale].as_str().expect("a text");
            assert!((1..=100).contains(&text.chars().count()), "{text}");
        }
        for choice in option["choices"].as_array().into_iter().flatten() {
            for locale in LOCALES {
                assert!(choice["name_localizations"][locale].is_string(), "{choice}");
            }
        }
        check_options(option);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_start_writes_nothing() {
    let stage = Stage::new("").await;
    stage.run().await.stop().await.expect("it stops");
    let position = stage.sandbox.log().len();
    let running = stage.start();
    stage.request(position, "GET", "/commands").await;
    // What is said before the login reaches nobody.
    stage.connected_after(position).await;
    stage.settle().await;
    running.stop().await.expect("it stops");
    let written: Vec<String> = stage.sandbox.log().entries()[position..]
        .iter()
        .filter(|entry| match entry {
            Logged::Request { method, path, .. } => {
                &**method != "GET" && path.contains("/commands")
            }
            _ => false,
        })
        .map(ToString::to_string)
        .collect();
    assert_eq!(written, [] as [String; 0]);
    stage.assert_bodies();
}
