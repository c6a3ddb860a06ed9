//! Registering commands, and using them.

use serde_json::{Value, json};
use signpost::sandbox::world::permissions::{MANAGE_GUILD, USE_APPLICATION_COMMANDS};

use super::{Scene, id, outcome};

fn ask_command() -> Value {
    json!({ "name": "ask", "description": "Asks", "options": [
        { "type": 3, "name": "what", "description": "What", "required": true, "max_length": 5 },
        { "type": 4, "name": "many", "description": "Many", "min_value": 1, "max_value": 3 },
        { "type": 3, "name": "kind", "description": "Kind",
          "choices": [{ "name": "A", "value": "a" }] },
        { "type": 6, "name": "who", "description": "Who" },
    ]})
}

#[test]
fn replacing_keeps_ids_and_versions_of_what_stayed() {
    let mut scene = Scene::new();
    let status = json!({ "name": "status", "description": "Tells" });
    let before = scene.register(json!([ask_command(), status]));
    let changed = json!({ "name": "status", "description": "Tells more" });
    let after = scene.register(json!([ask_command(), changed, { "name": "About", "type": 3 }]));
    assert_eq!(before[0], after[0]);
    assert_eq!(before[1]["id"], after[1]["id"]);
    assert_ne!(before[1]["version"], after[1]["version"]);
    let left = scene.register(json!([ask_command()]));
    assert_eq!(left, json!(scene.world.commands(scene.bot)));
}

#[test]
fn single_commands_are_made_changed_and_deleted() {
    let mut scene = Scene::new();
    for scope in ["", "/guilds/GUILD"] {
        let scope = scope.replace("GUILD", &scene.guild.to_string());
        let path = format!("/applications/{}{scope}/commands", scene.bot);
        let made = scene.ask("POST", &path, ask_command());
        assert_eq!(made.status, 201);
        let again = scene.ask("POST", &path, ask_command());
        assert_eq!((again.status, &again.body), (200, &made.body));
        let one = format!("{path}/{}", id(&made.body.unwrap()["id"]));
        let changed = scene.get("PATCH", &one, json!({ "description": "New" }));
        assert_eq!(changed["description"], "New");
        assert_eq!(scene.get("GET", &one, Value::Null), changed);
        scene.get("DELETE", &one, Value::Null);
        assert_eq!(outcome(&scene.ask("GET", &one, Value::Null)), (404, 10063));
    }
}

#[test]
fn commands_outside_the_limits_are_refused_with_the_place() {
    let option = |name: &str, required: bool| json!({ "type": 3, "name": name, "description": "d", "required": required });
    let command = |options: Value| json!({ "name": "a", "description": "d", "options": options });
    let many: Vec<Value> = (0..26).map(|number| option(&format!("o{number}"), false)).collect();
    let long = "x".repeat(101);
    let table = [
        (json!({ "name": "Upper", "description": "d" }), "/name"),
        (json!({ "name": "two words", "description": "d" }), "/name"),
        (json!({ "name": "x".repeat(33), "description": "d" }), "/name"),
        (json!({ "name": "a" }), "/description"),
        (json!({ "name": "a", "description": long }), "/description"),
        (json!({ "name": "a", "type": 3, "description": "d" }), "/description"),
        (command(json!(many)), "/options"),
        (command(json!([option("a", false), option("b", true)])), "/options/1"),
        (command(json!([option("a", false), option("a", false)])), "/options/1/name"),
        (
            command(
                json!([{ "type": 3, "name": "a", "description": "d", "choices": [{ "name": long, "value": "v" }] }]),
            ),
            "/options/0/choices/0/name",
        ),
        (
            command(
                json!([{ "type": 4, "name": "a", "description": "d", "choices": [{ "name": "n", "value": "v" }] }]),
            ),
            "/options/0/choices/0/value",
        ),
    ];
    for (body, place) in table {
        let mut scene = Scene::new();
        let path = format!("/applications/{}/commands", scene.bot);
        let answer = scene.ask("POST", &path, body.clone());
        assert_eq!(outcome(&answer), (400, 50035), "{body}");
        let errors = answer.body.unwrap()["errors"].clone();
        assert!(errors.pointer(&format!("{place}/_errors")).is_some(), "{place}: {errors}");
        let answer = scene.ask("PUT", &path, json!([ask_command(), body]));
        let errors = answer.body.unwrap()["errors"].clone();
        assert!(errors.pointer(&format!("/1{place}/_errors")).is_some(), "{place}: {errors}");
        assert!(scene.world.commands(scene.bot).is_empty());
    }
}

/// Options, and what comes of using them.
type Used<'case> = (&'case [(&'case str, Value)], Result<(), &'case str>);

#[test]
fn a_command_is_used_only_with_options_that_fit() {
    let table: &[Used] = &[
        (&[("what", json!("x"))], Ok(())),
        (&[], Err("the option what is missing")),
        (&[("what", json!(1))], Err("the option what has a value of another type")),
        (&[("what", json!("too long"))], Err("the option what is too short or too long")),
        (&[("what", json!("x")), ("else", json!("x"))], Err("else is no option of ask")),
        (&[("what", json!("x")), ("many", json!(4))], Err("the option many is out of range")),
        (&[("what", json!("x")), ("many", json!(3))], Ok(())),
        (
            &[("what", json!("x")), ("kind", json!("b"))],
            Err("the option kind has a value that is none of its choices"),
        ),
        (
            &[("what", json!("x")), ("who", json!("1"))],
            Err("the option who names what is not there"),
        ),
    ];
    for (options, expected) in table {
        let mut scene = Scene::new();
        scene.register(json!([ask_command()]));
        let used = scene.world.type_command(scene.person, scene.channel, "ask", options);
        assert_eq!(used.map(|_| ()), expected.map_err(str::to_owned));
    }
}

#[test]
fn a_command_is_used_only_where_and_by_whom_it_may_be() {
    type Prepare = fn(&mut Scene, &mut Value);
    let nothing: Prepare = |_, _| {};
    let helpers: Prepare = |_, command| {
        command["default_member_permissions"] = json!(MANAGE_GUILD.to_string());
    };
    let nobody: Prepare = |_, command| command["default_member_permissions"] = json!("0");
    let only_directs: Prepare = |_, command| command["contexts"] = json!([1]);
    let muted: Prepare = |scene, _| {
        scene.world.set_overwrite(scene.channel, scene.guild, 0, USE_APPLICATION_COMMANDS);
    };
    let gone: Prepare = |scene, _| scene.world.remove_member(scene.guild, scene.bot);
    // What is different, whether the person can use it here, the owner, the person directly.
    let table = [
        ("nothing", nothing, true, true, true),
        ("for those who manage the guild", helpers, false, true, true),
        ("for nobody", nobody, false, true, true),
        ("for direct channels", only_directs, false, false, true),
        ("no commands here", muted, false, true, true),
        ("the bot left", gone, false, false, true),
    ];
    for (name, prepare, person, owner, directly) in table {
        let mut scene = Scene::new();
        let mut command = json!({ "name": "ask", "description": "Asks" });
        prepare(&mut scene, &mut command);
        scene.register(json!([command]));
        let direct = scene.world.open_direct(scene.person, scene.bot);
        let cases = [
            (scene.person, scene.channel, person),
            (scene.owner, scene.channel, owner),
            (scene.person, direct, directly),
        ];
        for (who, place, expected) in cases {
            let used = scene.world.type_command(who, place, "ask", &[]);
            assert_eq!(used.is_ok(), expected, "{name}: {used:?}");
        }
    }
}

#[test]
fn a_subcommand_is_named_after_its_command() {
    let mut scene = Scene::new();
    scene.register(json!([{ "name": "pack", "description": "Packs", "options": [
        { "type": 2, "name": "entry", "description": "Entries", "options": [
            { "type": 1, "name": "show", "description": "Shows", "options": [
                { "type": 3, "name": "id", "description": "Which", "required": true },
            ]},
        ]},
    ]}]));
    let Scene { person, channel, .. } = scene;
    assert!(scene.world.type_command(person, channel, "pack", &[]).is_err());
    assert!(scene.world.type_command(person, channel, "pack entry hide", &[]).is_err());
    let options = [("id", json!("x"))];
    let used = scene.world.type_command(person, channel, "pack entry show", &options).unwrap();
    let data = &scene.world.interaction(used).unwrap().payload["data"];
    assert_eq!(
        data["options"],
        json!([{ "name": "entry", "type": 2, "options": [
            { "name": "show", "type": 1, "options": [{ "name": "id", "type": 3, "value": "x" }] },
        ]}])
    );
}
