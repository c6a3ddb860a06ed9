//! The client of the sandbox, with the program behind it: what is typed, and what is shown.

#[path = "../examples/sandbox/act.rs"]
mod act;
#[path = "../examples/sandbox/files.rs"]
mod files;
#[path = "../examples/sandbox/form.rs"]
mod form;
#[path = "../examples/sandbox/options.rs"]
mod options;
#[path = "../examples/sandbox/show.rs"]
mod show;
#[path = "../examples/sandbox/town.rs"]
mod town;

use std::process::Stdio;
use std::time::Duration;

use signpost::discord::commands::Name;
use signpost::sandbox::Logged;
use tokio::process::{Child, Command};

use act::{Actor, HELP};
use show::Screen;
use town::Town;

/// Far longer than anything takes: it ends a test that would wait for ever.
const DEADLINE: Duration = Duration::from_secs(120);

/// A terminal with the bot behind it.
struct Terminal {
    town: Town,
    screen: Screen,
    actor: Actor,
    seen: usize,
    _bot: Child,
}

impl Terminal {
    async fn new() -> Self {
        let town = Town::start().await.expect("a town");
        let bot = Command::new(env!("CARGO_BIN_EXE_signpost"))
            .arg("run")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .envs(town.environment())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("the program was built");
        let actor = Actor { name: "ana", place: town.places["support"] };
        let here = |entry: &Logged| match entry {
            Logged::Sent { name: Some(name), .. } => (&**name == "GUILD_CREATE").then_some(()),
            _ => None,
        };
        town.sandbox.log().wait_for(DEADLINE, here).await.expect("the bot logs in");
        // A command is there before its answer is written down.
        let registered = |_: &Logged| {
            let known = town.sandbox.act(|world| world.commands(town.bot).len());
            (known == Name::ALL.len()).then_some(())
        };
        town.sandbox.log().wait_for(DEADLINE, registered).await.expect("it registers commands");
        Terminal { town, screen: Screen::default(), actor, seen: 0, _bot: bot }
    }

    /// Types a line. What it shows at once, or why it is refused.
    fn type_line(&mut self, line: &str) -> String {
        match self.actor.act(&mut self.town, &mut self.screen, line) {
            Ok(lines) => lines.join("\n"),
            Err(problem) => format!("!! {problem}"),
        }
    }

    /// Types a line, and reads on until something is shown that holds a text.
    async fn typed_shows(&mut self, line: &str, expected: &str) -> String {
        let mut shown = self.type_line(line);
        let until = tokio::time::Instant::now() + DEADLINE;
        while !shown.contains(expected) {
            let log = self.town.sandbox.log();
            // Heartbeats go on, whatever is waited for.
            let entry = log.wait_after(self.seen, DEADLINE, |entry| Some(entry.clone()));
            let entry = tokio::time::timeout_at(until, entry).await.ok().and_then(Result::ok);
            let entry = entry.unwrap_or_else(|| panic!("no {expected} after {line}:\n{shown}"));
            self.seen += 1;
            for line in self.screen.show(&mut self.town, &entry) {
                shown.push('\n');
                shown.push_str(&line);
            }
        }
        shown
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_are_shown_filled_in_and_sent_off() {
    for command in ["/fill", "/send", "/close"] {
        assert!(HELP.contains(command), "{command} is not in the help");
    }
    let mut terminal = Terminal::new().await;
    assert_eq!(terminal.type_line("/send"), "!! no form is open before ana");
    terminal.type_line("/as olga");
    let form = terminal.typed_shows("/faq add", "/send sends it off").await;
    for part in ["opens a form for olga", "1. ", "(question, up to", "(answer, up to"] {
        assert!(form.contains(part), "no {part} in:\n{form}");
    }
    // Whoever has no form before them fills in none.
    terminal.type_line("/as mo");
    assert_eq!(terminal.type_line("/fill 1 x"), "!! no form is open before mo");
    terminal.type_line("/as olga");
    assert!(terminal.type_line("/send").contains("is required"), "it is empty");
    let refused = terminal.type_line("/fill 9 x");
    assert!(refused.starts_with("!! name a field of the form: 1 or "), "{refused}");
    terminal.type_line("/fill 1 When is the garden open?");
    terminal.type_line("/fill answer Daily.\\nExcept in winter.");
    let shown = terminal.typed_shows("/send", "[Publish]").await;
    assert!(shown.contains("Except in winter."), "{shown}");
    assert_eq!(terminal.type_line("/close"), "!! no form is open before olga");
    terminal.typed_shows("/press Publish", "is in force").await;

    let form = terminal.typed_shows("/faq add", "/send sends it off").await;
    assert!(!form.contains("Except in winter"), "{form}");
    assert!(terminal.type_line("/close").contains("nothing was sent"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_are_typed_and_a_thread_is_gone_to() {
    let mut terminal = Terminal::new().await;
    terminal.type_line("/as olga");
    let hours = "/settings set setting:staff_hours value:mon-fri 09:00-17:00 +01:00";
    terminal.typed_shows(hours, "is now mon-fri 09:00-17:00 +01:00").await;
    terminal.typed_shows("/settings set setting:staff_requests value:thread", "is now").await;
    terminal.type_line("/as ana");
    terminal.typed_shows("@signpost where is the cookie jar?", "[Ask a person]").await;
    let shown = terminal.typed_shows("/press Ask a person", "opens the thread").await;
    let (_, place) = shown.rsplit_once("/in ").expect("it says how to get there");
    terminal.type_line("/as mo");
    let place = place.lines().next().unwrap_or_default();
    assert_eq!(terminal.type_line(&format!("/in {place}")), "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_becomes_what_the_option_takes() {
    let mut terminal = Terminal::new().await;
    terminal.type_line("/as olga");
    let set = "/settings set setting:person_cooldown_seconds value:10";
    terminal.typed_shows(set, "person_cooldown_seconds").await;
    terminal.typed_shows("/pause minutes:5", "until <t:").await;
    for (line, expected) in [
        ("/pause minutes:soon", "the option minutes: takes a whole number, not `soon`"),
        ("/pause hours:5", "hours is no option of /pause"),
        ("/settings set value:1", "the option setting is missing"),
    ] {
        let refused = terminal.type_line(line);
        assert!(refused.contains(expected), "{line}: {refused}");
        // What the command takes stands below.
        assert!(refused.contains("may be left out"), "{line}: {refused}");
    }
    let help = terminal.type_line("/help settings set");
    for expected in ["setting: text, required: ", "channel: #CHANNEL, may be left out: "] {
        assert!(help.contains(expected), "no {expected} in:\n{help}");
    }
    assert!(terminal.type_line("/help nonsense").contains("the bot has /ask, "));
    assert!(terminal.type_line("/help faq").contains("/faq phrasing add: "), "subcommands too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_go_out_and_come_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("figures.csv").display().to_string();
    let mut terminal = Terminal::new().await;
    terminal.type_line("/as olga");
    terminal.typed_shows("/ask What are endorphins?", "[Helpful]").await;
    let shown = terminal.typed_shows("/stats export", "file: ").await;
    let name = shown.split("file: ").nth(1).and_then(|rest| rest.split(' ').next());
    let name = name.expect("a name").to_owned();
    assert!(shown.contains(" bytes)"), "{shown}");
    let refused = terminal.type_line(&format!("/save nothing.csv {path}"));
    assert_eq!(refused, format!("!! there is no file nothing.csv; there are {name}"));
    // It was shown to olga alone.
    terminal.type_line("/as ana");
    let refused = terminal.type_line(&format!("/save {name} {path}"));
    assert_eq!(refused, "!! no file is attached to what is shown");
    terminal.type_line("/as olga");
    assert!(terminal.type_line(&format!("/save {name} {path}")).contains("wrote"));
    let written = std::fs::read_to_string(&path).expect("it was written");
    assert!(written.contains(','), "{written}");

    let document = folder.path().join("roses.md").display().to_string();
    let text = "# Roses\n\n## When are the roses cut?\n\nIn March, before they grow.\n";
    std::fs::write(&document, text).expect("the folder can be written to");
    terminal.typed_shows(&format!("/import file:{document}"), "Adds 1 entry").await;
    assert!(terminal.type_line("/import file:/no/such/file").contains("cannot read /no/such/file"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_are_chosen_from_by_number_and_by_text() {
    let mut terminal = Terminal::new().await;
    for question in ["how tall is the tower of babel", "is there a rule about parking bicycles"] {
        terminal.typed_shows(&format!("@signpost {question}"), "posts in reply to").await;
    }
    terminal.type_line("/as olga");
    let shown = terminal.typed_shows("/inbox", "Look at one and decide").await;
    let list = shown.split("Look at one and decide: ").nth(1).expect("a list");
    let list = list.split(']').next().expect("its end").replace("\n  |   ", " ");
    let (first, second) = list.split_once("; ").expect("two options");
    assert!(first.starts_with("1. ") && second.starts_with("2. "), "{list}");
    let chosen = terminal.type_line("/choose Look at one and decide 2");
    assert_eq!(chosen, format!("-- chosen: {second}"));
    let chosen = terminal.type_line(&format!("/choose Look at one and decide {first}"));
    assert_eq!(chosen, format!("-- chosen: {first}"));
    let chosen = terminal.type_line("/choose look parking bicycles");
    let parking = if first.contains("parking") { first } else { second };
    assert_eq!(chosen, format!("-- chosen: {parking}"));
    let refused = terminal.type_line("/choose Look at one and decide 7");
    assert_eq!(refused, format!("!! choose by number or text: {first}; {second}"));
}
