//! The texts of the commands that explain the bot, and the menus of topics.
//!
//! **Invariant:** what is said of the bot is true of this version: nothing is promised.

use std::collections::BTreeMap;

use serenity::all::{Member, Permissions};
use serenity::model::id::GuildId;

use super::Bot;
use crate::discord::button::Button;
use crate::discord::commands::Name;
use crate::discord::limits::{CONTENT, OPTION, OPTIONS};
use crate::discord::render;
use crate::discord::render::message::Message;
use crate::discord::render::text::capitalised;
use crate::engine::reply::Choice;
use crate::moderation::{Command, MovingCommand, Needs as _, Role};

/// Discord's limit of rows in a message, each with one menu.
const MENUS: usize = 5;

impl Bot {
    /// Everything that can be answered, in menus by topic.
    pub(super) fn topics(&self, guild: Option<GuildId>) -> Message {
        let engine = self.library.of(guild);
        let mut topics: BTreeMap<&str, Vec<Choice>> = BTreeMap::new();
        if engine.is_out_of_reach() {
            return out_of_reach();
        }
        for entry in engine.usable() {
            // Under its first topic only, so that every entry stands in one place.
            let topic = entry.topics.first().map_or("other", String::as_str);
            let choice = Choice { entry: entry.id.clone(), question: entry.question.clone() };
            topics.entry(topic).or_default().push(choice);
        }
        let menus = menus(topics);
        let rows: Vec<_> = menus
            .iter()
            .take(MENUS)
            .enumerate()
            .filter_map(|(place, (title, choices))| {
                // A menu's id must be the only one of its kind in a message.
                let button = Button::Topics { menu: u8::try_from(place).unwrap_or(u8::MAX) };
                let choices = choices.iter().map(|(choice, topic)| (choice, topic.as_deref()));
                render::entry_menu(&button, title, choices)
            })
            .collect();
        let mut message = Message::text(if rows.is_empty() {
            "No documents are loaded just now, so please ask a moderator."
        } else if menus.len() > MENUS {
            "This is a part of what I can answer. Choose a question to read its answer, or ask \
             with /ask; only you see it."
        } else {
            "This is what I can answer. Choose a question to read its answer; only you see it."
        });
        message.components = rows;
        message
    }

    /// The commands that somebody may use, with those for helpers where they are one: where they have a role,
    /// those that it can do something with.
    pub(super) async fn help_for(&self, member: Option<&Member>) -> Message {
        let mut message = self.help();
        let role = match member {
            Some(member) => self.role_of(member).await,
            None => None,
        };
        let may_moderate = member.and_then(|member| member.permissions).is_some_and(|may| {
            may.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR)
        });
        if role.is_none() && !may_moderate {
            return message;
        }
        message.content.push_str("\n\n**For helpers**\n");
        let what = match role {
            Some(role) => format!("You have the role of {role} with me.\n"),
            None => "Most of these need a role with me; /settings roles show says whose.\n".into(),
        };
        message.content.push_str(&what);
        // Who has no role yet sees what there is; who has one what is theirs.
        let names = Name::ALL.into_iter().filter(|name| name.is_for_staff());
        let names = names.filter(|name| role.is_none_or(|role| role >= least_role(*name)));
        let lines: Vec<String> = names.map(described).collect();
        message.content.push_str(&lines.join("\n"));
        message
    }

    pub(super) fn help(&self) -> Message {
        let mut lines = vec![
            "**How to ask**".to_owned(),
            "Write to me in your own words: mention me, reply to me, send me a direct message, or \
             use /ask. Typing mistakes do not matter."
                .to_owned(),
            String::new(),
            "**What I do**".to_owned(),
            "I look for your question in a list of questions and answers that people wrote, and \
             show the answer, where it comes from, and whom to ask for advice. If I am not sure, I \
             ask back. If I do not know, I say so. I never say how much to take, and I am no doctor."
                .to_owned(),
            String::new(),
            "**Commands**".to_owned(),
        ];
        lines.extend(Name::ALL.into_iter().filter(|name| !name.is_for_staff()).map(described));
        Message::text(lines.join("\n"))
    }

    pub(super) fn about(&self, guild: Option<GuildId>) -> Message {
        let mut lines = vec![format!("**Signpost {}**", env!("CARGO_PKG_VERSION"))];
        lines.push("I am a bot. I answer from documents, and can be wrong.".to_owned());
        for pack in self.library.of(guild).knowledge().packs() {
            lines.push(String::new());
            lines.push(format!("**{}**, from:", pack.title));
            lines.extend(pack.sources.iter().map(|source| format!("- {source}")));
            lines.push(pack.notice.disclaimer().to_owned());
            lines.push(pack.notice.pointer().to_owned());
        }
        Message::text(render::text::shorten(&lines.join("\n"), CONTENT))
    }

    pub(super) fn privacy(&self) -> Message {
        let reading = if self.reads_messages {
            "I read the messages of the channels that I can see, at once, for two things: questions \
             that I should answer, and signs that somebody is in danger."
        } else {
            "I read what is addressed to me and what somebody points me at, and nothing else."
        };
        Message::text(format!(
            "**What I keep**\n\
             I keep no text that anybody wrote. Of a question that I answered, or would have \
             answered where I am only tried out, I keep the ids of the messages, of the channel and of whoever asked, which entry answered, and whether \
             it helped. Of a crisis I keep the category, the channel, the time and the link, and \
             nobody's id.\n\n\
             **What moderators see**\nA question that you asked me where others see it, and that I \
             did not know, or whose answer was called wrong, is shown to them as it reads then; what \
             you deleted is not. If you ask for a person, they see your question and your name.\n\n\
             **What I read**\n{reading} Nothing of it is used to train anything.\n\n\
             If you delete your question, I take my reply away. /privacy data shows how much I keep of \
             you, and /privacy delete deletes it. /optout keeps me from answering what you did not \
             ask me."
        ))
    }
}

/// For what cannot be looked up, since it is not known what the server answers with.
pub(super) fn out_of_reach() -> Message {
    Message::text(
        "I cannot reach what this server answers from just now. Please try again in a few minutes, or \
         ask the people here.",
    )
}

/// The least role that can do some of what a command does.
fn least_role(name: Name) -> Role {
    match name {
        Name::Pause | Name::Resume => Command::Resume.needs(),
        Name::Export => MovingCommand::Export.needs(),
        Name::Import => MovingCommand::Import.needs(),
        Name::Ask
        | Name::Topics
        | Name::Help
        | Name::About
        | Name::Privacy
        | Name::OptOut
        | Name::Status
        | Name::Faq
        | Name::Inbox
        | Name::Settings
        | Name::Ignore
        | Name::Stats
        | Name::AnswerMessage
        | Name::ExplainMessage => Role::Viewer,
    }
}

/// A command in a line.
fn described(name: Name) -> String {
    let way = match name {
        Name::AnswerMessage | Name::ExplainMessage => {
            "Right-click a message, or press it long, Apps, "
        }
        Name::Ask
        | Name::Topics
        | Name::Help
        | Name::About
        | Name::Privacy
        | Name::OptOut
        | Name::Status
        | Name::Faq
        | Name::Inbox
        | Name::Settings
        | Name::Pause
        | Name::Resume
        | Name::Ignore
        | Name::Stats
        | Name::Export
        | Name::Import => "/",
    };
    format!("{way}{} · {}", name.name(), name.description())
}

/// A menu's title and its questions, each with its topic where the menu holds several.
type Menu = (String, Vec<(Choice, Option<String>)>);

/// One menu a topic where they fit, else the questions in order of topics, as they fit.
fn menus(topics: BTreeMap<&str, Vec<Choice>>) -> Vec<Menu> {
    let fit = topics.len() <= MENUS && topics.values().all(|choices| choices.len() <= OPTIONS);
    if fit {
        let titled = |(topic, choices): (&str, Vec<Choice>)| {
            (capitalised(topic), choices.into_iter().map(|choice| (choice, None)).collect())
        };
        return topics.into_iter().map(titled).collect();
    }
    let all: Vec<(String, Choice)> = topics
        .into_iter()
        .flat_map(|(topic, choices)| choices.into_iter().map(move |it| (capitalised(topic), it)))
        .collect();
    all.chunks(OPTIONS)
        .map(|part| {
            let mut names: Vec<&str> = part.iter().map(|(topic, _)| topic.as_str()).collect();
            names.dedup();
            let title = render::text::shorten(&names.join(", "), OPTION);
            let choices = part.iter().map(|(topic, it)| (it.clone(), Some(topic.clone())));
            (title, choices.collect())
        })
        .collect()
}
