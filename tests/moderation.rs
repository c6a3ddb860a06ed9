//! Who may do what.
//!
//! 1. A role may do what it needs and all that lesser roles may, and nothing else.
//! 2. Whoever manages the server may do everything, whatever is set.
//! 3. Of several roles the highest counts; those that nobody was given a role for count nothing.
//! 4. A refusal names the role that it takes, and the way to it.

use signpost::moderation::{
    Actor, Command, InboxCommand, Needs as _, Person, Role, Server, ServerRole, SettingKey,
    SettingsCommand, StaffCommand, abilities, authorize,
};

/// Discord's roles of the server, one for each of the bot's.
const GRANTS: [(ServerRole, Role); 4] = [
    (ServerRole(40), Role::Administrator),
    (ServerRole(10), Role::Viewer),
    (ServerRole(30), Role::Approver),
    (ServerRole(20), Role::Editor),
];

/// Every command, with the least role that may have it performed.
const COMMANDS: [(Command, Role); 7] = [
    (Command::ShowRoles, Role::Viewer),
    (Command::ShowIgnored, Role::Viewer),
    (Command::Pause { minutes: None }, Role::Editor),
    (Command::Resume, Role::Editor),
    (Command::Ignore { person: Person(9), ignore: true }, Role::Editor),
    (Command::Grant { role: ServerRole(5), may: None }, Role::Administrator),
    (Command::Grant { role: ServerRole(5), may: Some(Role::Viewer) }, Role::Administrator),
];

fn actor(held: &[u64], is_manager: bool) -> Actor {
    let held = held.iter().copied().map(ServerRole).collect();
    Actor { person: Person(1), server: Server(2), held, is_manager, is_staff: false }
}

#[test]
fn a_role_may_do_what_it_needs_and_what_lesser_roles_may() {
    for (command, needed) in COMMANDS {
        for (role, may) in GRANTS {
            let outcome = authorize(actor(&[role.0], false), &GRANTS, command);
            assert_eq!(outcome.is_ok(), may >= needed, "{command:?} by {may}");
        }
        assert!(authorize(actor(&[], false), &GRANTS, command).is_err(), "{command:?} by nobody");
        assert!(
            authorize(actor(&[99], false), &GRANTS, command).is_err(),
            "{command:?} by another"
        );
        assert!(authorize(actor(&[], true), &[], command).is_ok(), "{command:?} by a manager");
        let held = actor(&[10, 40, 20], false);
        assert!(authorize(held, &GRANTS, command).is_ok(), "{command:?}: the highest counts");
    }
}

#[test]
fn viewers_look_at_settings_and_administrators_set_them() {
    let (key, channel) = (SettingKey::Region, None);
    let commands = [
        (SettingsCommand::Show { channel }, Role::Viewer),
        (SettingsCommand::ReportShadow, Role::Viewer),
        (SettingsCommand::Set { key, value: None, channel, role: None }, Role::Administrator),
        (SettingsCommand::Reset { key, channel }, Role::Administrator),
        (SettingsCommand::StartShadow, Role::Administrator),
        (SettingsCommand::EndShadow, Role::Administrator),
    ];
    for (command, needed) in commands {
        for (role, may) in GRANTS {
            let outcome = authorize(actor(&[role.0], false), &GRANTS, command.clone());
            assert_eq!(outcome.is_ok(), may >= needed, "{command:?} by {may}");
        }
        assert!(authorize(actor(&[], false), &GRANTS, command.clone()).is_err(), "{command:?}");
    }
    for key in SettingKey::ALL {
        assert_eq!(SettingKey::parse(key.name()), Some(key));
    }
}

#[test]
fn whoever_is_staff_may_help_without_a_role_and_no_more() {
    let staff = Actor { is_staff: true, ..actor(&[], false) };
    for command in [StaffCommand::HandleCrisis, StaffCommand::Take, StaffCommand::End] {
        assert!(authorize(staff.clone(), &[], command).is_ok(), "{command:?}");
        assert!(authorize(actor(&[], false), &[], command).is_err(), "{command:?} by nobody");
        assert!(authorize(actor(&[10], false), &GRANTS, command).is_ok(), "{command:?}");
    }
    assert!(authorize(staff.clone(), &GRANTS, InboxCommand::Look).is_err());
    assert!(authorize(staff, &GRANTS, Command::Pause { minutes: None }).is_err());
    for (command, needed) in [
        (InboxCommand::Look, Role::Viewer),
        (InboxCommand::Answer, Role::Editor),
        (InboxCommand::Phrasing, Role::Editor),
        (InboxCommand::OutOfScope, Role::Editor),
        (InboxCommand::Dismiss, Role::Editor),
    ] {
        assert_eq!(command.needs(), needed);
    }
}

#[test]
fn what_is_authorised_is_what_was_wanted_and_by_whom() {
    let authorised = authorize(actor(&[20], false), &GRANTS, Command::Resume).expect("an editor");
    assert_eq!(authorised.command(), &Command::Resume);
    assert_eq!(authorised.actor(), &actor(&[20], false));
}

#[test]
fn a_refusal_names_the_role_and_the_way_to_it() {
    let refusal = authorize(actor(&[10], false), &GRANTS, Command::Resume).expect_err("a viewer");
    assert_eq!((refusal.needed, refusal.held), (Role::Editor, Some(Role::Viewer)));
    assert_eq!(refusal.enough, [ServerRole(40), ServerRole(30), ServerRole(20)]);
    let text = refusal.to_string();
    for part in [
        "takes the role of editor",
        "yours is viewer",
        "manages this server",
        "/settings roles give",
    ] {
        assert!(text.contains(part), "no `{part}` in: {text}");
    }
    let refusal = authorize(actor(&[], false), &[], Command::Resume).expect_err("nobody");
    assert!(refusal.to_string().contains("you have none"), "{refusal}");
}

#[test]
fn what_is_said_of_a_role_is_what_its_commands_need() {
    assert!(abilities(Role::Viewer).contains(&"look at answers"));
    for what in ["change answers", "quarantine answers", "work through the inbox"] {
        assert!(abilities(Role::Editor).contains(&what), "{what}");
    }
    assert_eq!(abilities(Role::Approver), ["approve sensitive changes of others"]);
    assert!(abilities(Role::Administrator).contains(&"change settings"));
}

#[test]
fn roles_are_in_order_and_their_names_read_back() {
    assert!(Role::ALL.is_sorted());
    for role in Role::ALL {
        assert_eq!(Role::parse(role.name()), Some(role));
    }
    assert_eq!(Role::parse("owner"), None);
}
