//! What is typed, done in the name of a person.
//!
//! **Invariant:** nobody acts where they see nothing, or presses what is not shown to them.

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;
use signpost::discord::commands::Name;
use signpost::sandbox::world::permissions::VIEW_CHANNEL;
use signpost::sandbox::world::{Id, World};

use crate::files;
use crate::form::Form;
use crate::options;
use crate::show::{Screen, component_label, is_shown_to, text};
use crate::town::{PEOPLE, Town};

/// What can be typed.
pub(crate) const HELP: &str = "\
TEXT                 say it; @signpost addresses the bot; in a forum it opens a post
/as NAME             act as ana, ben, mo, who is staff, or olga, who owns the server
/in CHANNEL          go to a channel or thread        /dm              write to the bot alone
/reply TEXT          answer what was last said here   /edit TEXT       change your last message
/delete              delete your last message         /ask QUESTION    use the bot's command
/private QUESTION    the same, for you alone          /answer          the bot's menu on a message
/press LABEL         press a button                   /choose LABEL VALUE
/fill FIELD TEXT     write in the form that is open   /send            send it off
                     \\n in TEXT is a new line         /close           leave it
/topics, /help, …    any command of the bot           /quit
/help settings set   the options of a command         /save NAME PATH  keep a file of the bot
/settings set setting:region value:CA    subcommands as words, options as name:value;
                     @mo, #support and @staff name people, channels and the role;
                     a path names a file: /import file:PATH";

/// Who acts, and where.
pub(crate) struct Actor {
    pub(crate) name: &'static str,
    pub(crate) place: Id,
}

impl Actor {
    fn id(&self, town: &Town) -> Id {
        town.people[self.name]
    }

    /// Does what a line says, and tells what is to be shown of it at once.
    pub(crate) fn act(
        &mut self,
        town: &mut Town,
        screen: &mut Screen,
        line: &str,
    ) -> anyhow::Result<Vec<String>> {
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        let (who, bot) = (self.id(town), town.bot);
        let rest_said = rest.replace("@signpost", &format!("<@{bot}>"));
        match command {
            "/as" => self.become_person(town, rest)?,
            "/in" => self.go(town, rest)?,
            "/dm" => {
                self.place = town.sandbox.act(|world| world.open_direct(who, bot));
                town.places.insert(format!("dm-{}", self.name), self.place);
            }
            "/reply" => {
                let last = self.last(town, |author| author != who)?;
                town.sandbox.act(|world| world.reply(who, last, &rest_said));
            }
            "/edit" => {
                let last = self.last(town, |author| author == who)?;
                town.sandbox.act(|world| world.edit(last, &rest_said));
            }
            "/delete" => {
                let last = self.last(town, |author| author == who)?;
                town.sandbox.act(|world| world.delete(last));
            }
            "/answer" => {
                let last = self.last(town, |author| author != bot)?;
                let name = Name::AnswerMessage.name();
                done(town.sandbox.act(|world| world.use_message_command(who, last, name)))?;
            }
            "/ask" | "/private" if rest.is_empty() => bail!("what?"),
            "/ask" => self.command(town, "ask", &[("question", rest.to_owned())])?,
            "/private" => {
                let options = [("question", rest.to_owned()), ("private", "true".to_owned())];
                self.command(town, "ask", &options)?;
            }
            "/help" if !rest.is_empty() => return options::help(town, rest),
            "/save" => return files::save(town, screen, who, rest),
            "/press" => self.press(town, screen, rest)?,
            "/choose" => return self.choose(town, screen, rest),
            "/fill" => return self.form(town, screen)?.fill(rest),
            "/send" => {
                self.form(town, screen)?.send(town)?;
                screen.forms.remove(&who);
            }
            "/close" => {
                self.form(town, screen)?;
                screen.forms.remove(&who);
                return Ok(vec!["-- the form is closed, and nothing was sent".to_owned()]);
            }
            _ if command.starts_with('/') => self.type_out(town, &line[1..])?,
            _ => self.say(town, line),
        }
        Ok(Vec::new())
    }

    /// The form that is open before this person.
    fn form<'screen>(
        &self,
        town: &Town,
        screen: &'screen mut Screen,
    ) -> anyhow::Result<&'screen mut Form> {
        let form = screen.forms.get_mut(&self.id(town));
        form.with_context(|| format!("no form is open before {}", self.name))
    }

    fn say(&mut self, town: &mut Town, line: &str) {
        let line = line.replace("@signpost", &format!("<@{}>", town.bot));
        let (who, place) = (self.id(town), self.place);
        if place != town.forum {
            town.sandbox.act(|world| world.say(who, place, &line));
            return;
        }
        let (title, body) = line.split_once(" | ").unwrap_or((&line, &line));
        self.place = town.sandbox.act(|world| world.post_in_forum(who, place, title, body, &[]));
        // Names of threads have blanks.
        let word = title.split_whitespace().next().unwrap_or("post").to_lowercase();
        town.add_place(&word, self.place);
    }

    fn become_person(&mut self, town: &Town, name: &str) -> anyhow::Result<()> {
        let name = PEOPLE.into_iter().find(|known| *known == name);
        self.name = name.with_context(|| format!("there are {}", PEOPLE.join(", ")))?;
        if !self.sees(town, self.place) {
            self.place = town.places["support"];
        }
        Ok(())
    }

    fn go(&mut self, town: &Town, name: &str) -> anyhow::Result<()> {
        let name = name.trim_start_matches('#');
        let names = || town.places.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let place = town.places.get(name).with_context(|| format!("there are {}", names()))?;
        ensure!(self.sees(town, *place), "{} does not see that", self.name);
        self.place = *place;
        Ok(())
    }

    fn sees(&self, town: &Town, place: Id) -> bool {
        let granted = town.sandbox.act(|world| world.permissions_in(place, self.id(town)));
        granted & VIEW_CHANNEL != 0
    }

    /// The last message here whose author is of that kind.
    fn last(&self, town: &Town, fits: impl Fn(Id) -> bool) -> anyhow::Result<Id> {
        let found = town.sandbox.act(|world| {
            let messages = world.messages_in(self.place);
            let mut newest_first = messages.into_iter().rev();
            let message =
                newest_first.find(|one| Id::from_json(&one["author"]["id"]).is_some_and(&fits))?;
            Id::from_json(&message["id"])
        });
        found.context("there is no such message here")
    }

    /// A command as it is typed: its words, then its options.
    fn type_out(&self, town: &Town, line: &str) -> anyhow::Result<()> {
        let mut words = Vec::new();
        let mut options: Vec<(&str, String)> = Vec::new();
        for part in line.split_whitespace() {
            // An address has a colon too, and so has a time.
            let is_name = |name: &str| name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
            let option = part
                .split_once(':')
                .filter(|(name, value)| is_name(name) && !value.starts_with("//"));
            match (option, options.last_mut()) {
                (Some((name, value)), _) => options.push((name, value.to_owned())),
                (None, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(part);
                }
                (None, None) => words.push(part),
            }
        }
        self.command(town, &words.join(" "), &options)
    }

    fn command(&self, town: &Town, name: &str, given: &[(&str, String)]) -> anyhow::Result<()> {
        let (who, place) = (self.id(town), self.place);
        let sent = options::typed(town, name, given)?;
        let used = town.sandbox.act(|world| world.type_command(who, place, name, &sent));
        match used {
            Err(problem) if problem.contains("option") => {
                bail!("{problem}{}", options::with_help(town, name))
            }
            used => done(used),
        }
    }

    fn press(&self, town: &Town, screen: &Screen, label: &str) -> anyhow::Result<()> {
        let who = self.id(town);
        let pressed = self.operate(town, screen, |world, message, part| {
            let id = part["custom_id"].as_str()?;
            if part["type"] != 2 || !has(component_label(part), label) {
                return None;
            }
            world.press(who, message, id).ok()
        });
        pressed.map(|_| ()).with_context(|| self.nothing_like_that())
    }

    fn nothing_like_that(&self) -> String {
        format!("nothing like that is shown to {} here", self.name)
    }

    /// Label and value may have several words each, so every place to part them is tried.
    fn choose(&self, town: &Town, screen: &Screen, words: &str) -> anyhow::Result<Vec<String>> {
        let who = self.id(town);
        let mut refused = None;
        let chosen = self.operate(town, screen, |world, message, part| {
            let id = part["custom_id"].as_str()?;
            let options = part["options"].as_array()?;
            // The longest label first: the words of a label say nothing about the options.
            words.rmatch_indices(' ').find_map(|(at, _)| {
                let (label, value) = (&words[..at], words[at + 1..].trim());
                if !has(component_label(part), label) {
                    return None;
                }
                let option = match pick(options, value) {
                    Ok(option) => option,
                    Err(problem) => {
                        refused.get_or_insert(problem);
                        return None;
                    }
                };
                world.select(who, message, id, &[option["value"].as_str()?]).ok()?;
                Some(format!("-- chosen: {}", text(&option["label"])))
            })
        });
        match (chosen, refused) {
            (Some(said), _) => Ok(vec![said]),
            (None, Some(problem)) => bail!(problem),
            (None, None) => bail!(self.nothing_like_that()),
        }
    }

    /// Tries every button and menu that is shown here, from the newest message on.
    fn operate<T>(
        &self,
        town: &Town,
        screen: &Screen,
        mut operate: impl FnMut(&mut World, Id, &Value) -> Option<T>,
    ) -> Option<T> {
        screen.shown.iter().rev().find_map(|id| {
            town.sandbox.act(|world| {
                let who = self.id(town);
                let message = world.message(*id).filter(|it| is_shown_to(it, who))?.clone();
                if Id::from_json(&message["channel_id"]) != Some(self.place) {
                    return None;
                }
                let rows = message["components"].as_array()?.iter();
                let mut parts = rows.filter_map(|row| row["components"].as_array()).flatten();
                parts.find_map(|part| operate(world, *id, part))
            })
        })
    }
}

/// The option that somebody means: by its number, by its text, or by a part that no other has.
fn pick<'list>(options: &'list [Value], wanted: &str) -> Result<&'list Value, String> {
    let label = |option: &Value| plain(text(&option["label"]));
    let wanted = plain(wanted);
    if let Ok(number) = wanted.parse::<usize>() {
        // Lists that go on from page to page carry numbers of their own.
        let numbered = |option: &&Value| label(option).starts_with(&format!("{number}. "));
        let place = number.checked_sub(1).and_then(|place| options.get(place));
        if let Some(option) = options.iter().find(numbered).or(place) {
            return Ok(option);
        }
    }
    let ways: [&dyn Fn(&Value) -> bool; 3] = [
        &|option| label(option) == wanted || option["value"] == wanted.as_str(),
        &|option| label(option).starts_with(&wanted),
        &|option| label(option).contains(&wanted),
    ];
    for fits in ways {
        let mut found = options.iter().filter(|option| fits(option));
        match (found.next(), found.next()) {
            (Some(option), None) => return Ok(option),
            (Some(_), Some(_)) => {
                return Err(format!("several begin or go so: {}", listed(options)));
            }
            (None, _) => {}
        }
    }
    Err(format!("choose by number or text: {}", listed(options)))
}

fn listed(options: &[Value]) -> String {
    let labels: Vec<&str> = options.iter().map(|option| text(&option["label"])).collect();
    labels.join("; ")
}

/// A text without what is not typed: what makes it harmless, and the sign that it was cut.
fn plain(text: &str) -> String {
    let kept: String = text.chars().filter(|it| !matches!(it, '\u{200b}' | '\\')).collect();
    kept.trim().trim_end_matches('…').to_lowercase()
}

fn has(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}

fn done(result: Result<Id, String>) -> anyhow::Result<()> {
    result.map(|_| ()).map_err(anyhow::Error::msg)
}
