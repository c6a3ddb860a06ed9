//! What is typed, done in the name of a person.
//!
//! **Invariant:** nobody acts where they see nothing, or presses what is not shown to them.

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};
use signpost::discord::commands::Name;
use signpost::sandbox::world::permissions::VIEW_CHANNEL;
use signpost::sandbox::world::{Id, World};

use crate::form::Form;
use crate::show::{Screen, component_label};
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
/settings set setting:region value:CA    subcommands as words, options as name:value;
                     @mo, #support and @staff name people, channels and the role";

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
            "/ask" => self.command(town, "ask", &[("question", json!(rest))])?,
            "/private" => {
                let options = [("question", json!(rest)), ("private", json!(true))];
                self.command(town, "ask", &options)?;
            }
            "/press" => self.press(town, screen, rest)?,
            "/choose" => self.choose(town, screen, rest)?,
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
        // Names of threads have blanks; the first word and a number go well after `/in`.
        let word = title.split_whitespace().next().unwrap_or("post").to_lowercase();
        town.places.insert(format!("{word}-{}", town.places.len()), self.place);
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
            // An address has a colon too.
            let option = part.split_once(':').filter(|(_, value)| !value.starts_with('/'));
            match (option, options.last_mut()) {
                (Some((name, value)), _) => options.push((name, value.to_owned())),
                (None, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(part);
                }
                (None, None) => words.push(part),
            }
        }
        let options: Vec<(&str, Value)> =
            options.iter().map(|(name, value)| (*name, meant(town, value))).collect();
        self.command(town, &words.join(" "), &options)
    }

    fn command(&self, town: &Town, name: &str, options: &[(&str, Value)]) -> anyhow::Result<()> {
        let (who, place) = (self.id(town), self.place);
        done(town.sandbox.act(|world| world.type_command(who, place, name, options)))
    }

    fn press(&self, town: &Town, screen: &Screen, label: &str) -> anyhow::Result<()> {
        let who = self.id(town);
        self.operate(town, screen, |world, message, part| {
            let id = part["custom_id"].as_str()?;
            if part["type"] != 2 || !has(component_label(part), label) {
                return None;
            }
            world.press(who, message, id).ok()
        })
    }

    /// Label and value may have several words each, so every place to part them is tried.
    fn choose(&self, town: &Town, screen: &Screen, words: &str) -> anyhow::Result<()> {
        let who = self.id(town);
        self.operate(town, screen, |world, message, part| {
            let id = part["custom_id"].as_str()?;
            let options = part["options"].as_array()?;
            words.match_indices(' ').find_map(|(at, _)| {
                let (label, value) = (&words[..at], &words[at + 1..]);
                let fits = |option: &&Value| {
                    ["label", "value"]
                        .iter()
                        .any(|key| option[*key].as_str().is_some_and(|it| has(it, value)))
                };
                let option =
                    options.iter().find(fits).filter(|_| has(component_label(part), label))?;
                world.select(who, message, id, &[option["value"].as_str()?]).ok()
            })
        })
    }

    /// Tries every button and menu that is shown here, from the newest message on.
    fn operate(
        &self,
        town: &Town,
        screen: &Screen,
        mut operate: impl FnMut(&mut World, Id, &Value) -> Option<Id>,
    ) -> anyhow::Result<()> {
        for id in screen.shown.iter().rev() {
            let done = town.sandbox.act(|world| {
                let message = world.message(*id)?.clone();
                if Id::from_json(&message["channel_id"]) != Some(self.place) {
                    return None;
                }
                let rows = message["components"].as_array()?.iter();
                let mut parts = rows.filter_map(|row| row["components"].as_array()).flatten();
                parts.find_map(|part| operate(world, *id, part))
            });
            if done.is_some() {
                return Ok(());
            }
        }
        bail!("nothing like that is shown to {} here", self.name)
    }
}

fn has(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}

fn done(result: Result<Id, String>) -> anyhow::Result<()> {
    result.map(|_| ()).map_err(anyhow::Error::msg)
}

/// The value of an option: who or what a name stands for, a number, yes or no, or the text.
fn meant(town: &Town, value: &str) -> Value {
    let named = match (value.strip_prefix('@'), value.strip_prefix('#')) {
        (Some("staff"), _) => Some(&town.staff),
        (Some(person), _) => town.people.get(person),
        (_, Some(place)) => town.places.get(place),
        (None, None) => None,
    };
    if let Some(id) = named {
        return json!(id);
    }
    match (value.parse::<i64>(), value.parse::<bool>()) {
        (Ok(number), _) => json!(number),
        (_, Ok(flag)) => json!(flag),
        _ => json!(value),
    }
}
