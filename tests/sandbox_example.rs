//! The client of the sandbox, with the program behind it: what is typed, and what is shown.

#[path = "../examples/sandbox/act.rs"]
mod act;
#[path = "../examples/sandbox/form.rs"]
mod form;
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
const DEADLINE: Duration = Duration::from_secs(60);

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
        while !shown.contains(expected) {
            let log = self.town.sandbox.log();
            let entry = log.wait_after(self.seen, DEADLINE, |entry| Some(entry.clone())).await;
            let entry = entry.unwrap_or_else(|_| panic!("no {expected} after {line}:\n{shown}"));
            self.seen += 1;
            for line in self.screen.show(&self.town, &entry) {
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
