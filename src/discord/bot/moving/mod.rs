//! `/export` and `/import`: everything that a server has of its own, as one file.
//!
//! **Invariant:** nothing is in force before somebody who may do so has pressed Publish under a
//! preview; then all of it is, or nothing. Only the invoker sees the responses.

mod deciding;
mod plan;
mod proposal;
mod reading;
mod shown;

use std::sync::Arc;

use reqwest::Method;
use serenity::all::{ButtonStyle, CommandInteraction};
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::GuildId;

use super::Bot;
use super::faq::entries::Current;
use super::faq::preview::{day, of_labelled};
use super::interactions::{Handle, unknown_command};
use super::keeping_up::PATIENTLY;
use super::moderation::failed;
use crate::discord::commands::moving::given;
use crate::discord::library::layer;
use crate::discord::moving_button::MovingButton;
use crate::discord::render::message::Message;
use crate::discord::rest::{DownloadError, File, RestError};
use crate::discord::settings::value::{Bounds, Value};
use crate::engine::knowledge::{EntryId, Laid};
use crate::export::server::{
    EntryState, ServerEntry, ServerFile, ServerGrant, ServerSetting, VERSION, write,
};
use crate::import::Options;
use crate::moderation::{Authorized, MovingCommand, SettingKey};
use crate::store::{ChangeKind, Draft, Publication, StoreError};

use plan::Plan;
use reading::{Limits, Place, Wanted};
use shown::counted;

/// The largest file that is written or read, in bytes.
const LARGEST: usize = File::MOST;

impl Bot {
    pub(super) async fn run_export(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        match self.permit(command.member.as_deref(), MovingCommand::Export).await {
            Ok(allowed) => self.export_server(handle, &allowed).await,
            Err(refused) => self.whisper(handle, &refused).await,
        }
    }

    pub(super) async fn run_import(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        match self.permit(command.member.as_deref(), MovingCommand::Import).await {
            Ok(allowed) => self.import_file(handle, &allowed, command).await,
            Err(refused) => self.whisper(handle, &refused).await,
        }
    }

    /// Writes what a server has of its own to a file.
    async fn export_server(
        self: &Arc<Self>,
        handle: &Handle,
        allowed: &Authorized<MovingCommand>,
    ) -> Result<(), RestError> {
        let Some(guild) = server_of(allowed) else {
            return self.whisper(handle, &unknown_command()).await;
        };
        self.put_answer_off(handle).await?;
        self.learn(guild).await;
        let file = match self.of_server(guild).await {
            Ok(Some(file)) => file,
            Ok(None) => return self.give_answer(handle, &too_much(guild)).await,
            Err(error) => return self.give_answer(handle, &failed(&error)).await,
        };
        let content = write(&file).into_bytes();
        if content.len() > LARGEST {
            return self.give_answer(handle, &too_much(guild)).await;
        }
        let held = format!(
            "{}, {}, {} and {} whom I ignore",
            counted(file.entries.len(), "entry of its own", "entries of its own"),
            counted(file.settings.len(), "setting", "settings"),
            counted(
                file.roles.len(),
                "role that may do something with me",
                "roles that may do something with me"
            ),
            counted(file.ignored.len(), "person", "people"),
        );
        let message = Message::text(format!(
            "**Here is what this server has of its own:** {held}. /import reads it, here and in \
             another server. Nobody's messages are in it."
        ));
        let file = File {
            name: format!("signpost-{guild}-{}.json", file.exported_on),
            content_type: "application/json",
            description: format!("What this server has of its own: {held}"),
            content,
        };
        self.give_file(handle, &message, file).await
    }

    /// What a server has of its own. None where that is more than fits in a file, of which nothing is
    /// read.
    async fn of_server(&self, guild: GuildId) -> Result<Option<ServerFile>, StoreError> {
        // A character is a byte at the least.
        if self.store.overlay_size(guild.get()).await? > LARGEST as u64 {
            return Ok(None);
        }
        let place = self.place_of(guild);
        let name = |id: u64, there: &[(u64, String)]| {
            there.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone())
        };
        let mut entries = Vec::new();
        let mut not_answered = Vec::new();
        for change in self.store.overlay(guild.get()).await? {
            if let Some(Laid::NotAnswered(listed)) = layer(&change).map(|layer| layer.laid) {
                not_answered = listed;
                continue;
            }
            let Some(id) = change.entry.as_deref().and_then(EntryId::foreign) else { continue };
            let state = match layer(&change).map(|layer| layer.laid) {
                Some(Laid::Entry(_)) => EntryState::Used,
                Some(Laid::Quarantined(_)) => EntryState::Quarantined,
                Some(Laid::Nothing) => EntryState::Retired,
                Some(Laid::Shipped | Laid::NotAnswered(_)) | None => continue,
            };
            let entry = self.state_after(&id, Some(&change)).as_ref().and_then(Current::json);
            // What cannot be read goes along as it is, so that nothing is lost on the way.
            let entry = entry.or(change.after);
            entries.push(ServerEntry { id: id.to_string(), state, entry });
        }
        entries.sort_by(|left, right| left.id.cmp(&right.id));
        let settings = self.store.settings(guild.get()).await?.into_iter();
        let grants = self.store.grants(guild.get()).await?.into_iter();
        let ignored = self.store.ignored(guild.get()).await?;
        Ok(Some(ServerFile {
            signpost_server: VERSION,
            server: guild.to_string(),
            exported_on: day((self.clock)()).to_string(),
            entries,
            not_answered,
            settings: settings
                .map(|setting| ServerSetting {
                    scope: setting.scope.to_string(),
                    name: name(setting.scope, &place.channels),
                    key: setting.key,
                    value: setting.value,
                })
                .collect(),
            roles: grants
                .map(|(role, may)| ServerGrant {
                    role: role.to_string(),
                    name: name(role, &place.roles),
                    may: may.name().to_owned(),
                })
                .collect(),
            ignored: ignored.iter().map(u64::to_string).collect(),
        }))
    }

    /// What is there in a server, as far as is known.
    fn place_of(&self, guild: GuildId) -> Place {
        let locales = self.library.shipped().knowledge().locales();
        let Bounds { most_days, zones, .. } = self.bounds(&locales);
        let limits = Limits { most_days, zones, locales, now: (self.clock)() };
        self.look_up(|all| {
            let server = all.server(guild);
            let channels = server.into_iter().flat_map(|server| &server.channels);
            let roles = server.into_iter().flat_map(|server| &server.guild.roles);
            Place {
                guild: guild.get(),
                channels: channels.map(|(id, it)| (id.get(), it.name.clone())).collect(),
                roles: roles.map(|(id, it)| (id.get(), it.name.clone())).collect(),
                limits,
            }
        })
    }

    /// Shows what a file would change.
    async fn import_file(
        self: &Arc<Self>,
        handle: &Handle,
        allowed: &Authorized<MovingCommand>,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let (Some(guild), Some(given)) = (server_of(allowed), given(&command.data)) else {
            return self.whisper(handle, &unknown_command()).await;
        };
        // Before anything is downloaded.
        if usize::try_from(given.file.size).unwrap_or(usize::MAX) > LARGEST {
            return self.whisper(handle, &refused_file(&too_large())).await;
        }
        self.put_answer_off(handle).await?;
        self.learn(guild).await;
        self.prepare(Some(guild), PATIENTLY).await;
        let content = match self.rest.download(&given.file.url, LARGEST).await {
            Ok(content) => content,
            Err(DownloadError::TooLarge { .. }) => {
                return self.give_answer(handle, &refused_file(&too_large())).await;
            }
            Err(error) => return self.give_answer(handle, &refused_file(&error.to_string())).await,
        };
        let (name, pack) = (given.file.filename.clone(), given.pack.map(str::to_owned));
        let (sections, place) = (given.sections, self.place_of(guild));
        let reading = tokio::task::spawn_blocking(move || {
            let text = String::from_utf8(content).map_err(|_| {
                "it is not text in UTF-8; save it as that, or as HTML or CSV".to_owned()
            })?;
            let options = Options { format: None, sections, pack: pack.as_deref() };
            reading::read(&name, &text, options, &place)
        });
        let unread = || Err("it cannot be read".to_owned());
        let wanted = reading.await.unwrap_or_else(|_| unread());
        let wanted = match wanted.and_then(|wanted| self.fitting_here(guild, wanted)) {
            Ok(wanted) => wanted,
            Err(why) => return self.give_answer(handle, &refused_file(&why)).await,
        };
        match self.propose_import(handle, guild, wanted).await {
            Ok((message, Some(file))) => self.give_file(handle, &message, file).await,
            Ok((message, None)) => self.give_answer(handle, &message).await,
            Err(error) => self.give_answer(handle, &failed(&error)).await,
        }
    }

    /// What a file asks for without what this server lacks for it. Says why, where what it sets does
    /// not go with what is set here.
    fn fitting_here(&self, guild: GuildId, mut wanted: Wanted) -> Result<Wanted, String> {
        let locales = self.library.shipped().knowledge().locales();
        for (scope, name, json) in std::mem::take(&mut wanted.settings) {
            let key = SettingKey::parse(&name);
            let value = key.and_then(|key| Value::read(key, &json, self.bounds(&locales)).ok());
            match value.map_or(Ok(()), |value| self.fits_here(guild, &value)) {
                Ok(()) => wanted.settings.push((scope, name, json)),
                Err(why) => wanted.leave_out(format!("the setting {name}"), why),
            }
        }
        self.own_with(guild, &wanted.settings)?;
        Ok(wanted)
    }

    async fn propose_import(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        wanted: Wanted,
    ) -> Result<(Message, Option<File>), StoreError> {
        let plan = self.plan_import(guild, wanted).await?;
        let mut lines = vec![if plan.is_empty() {
            "**The file would change nothing here.**".to_owned()
        } else {
            "**This is what the file would change.** Nothing is in force yet; what it does not name \
             stays as it is."
                .to_owned()
        }];
        if plan.is_tried {
            lines.extend(of_labelled(&plan.lost, self.labelled.len()));
        }
        lines.extend(shown::in_short(&plan));
        let is_worth_a_file = !plan.entries.is_empty() || !plan.left_out.is_empty();
        let file = is_worth_a_file.then(|| shown::whole(&plan));
        if plan.is_empty() {
            return Ok((Message::text(shown::fitting(&lines)), file));
        }
        if plan.is_sensitive {
            lines.push("Some of it is sensitive: Publish puts it before an approver.".to_owned());
        }
        let change = match self.lay_down(handle, guild, &plan).await? {
            Publication::Done(change) => change.id,
            // It is about no single entry, so that nothing can be in its way.
            Publication::Conflict(_) => return Err(StoreError::Away),
        };
        let mut message = Message::text(shown::fitting(&lines));
        message.components = vec![CreateActionRow::Buttons(vec![
            button(MovingButton::Publish(change), "Publish", ButtonStyle::Success),
            button(MovingButton::Cancel(change), "Cancel", ButtonStyle::Secondary),
        ])];
        Ok((message, file))
    }

    async fn lay_down(
        &self,
        handle: &Handle,
        guild: GuildId,
        plan: &Plan,
    ) -> Result<Publication, StoreError> {
        let draft = Draft {
            server: guild.get(),
            entry: None,
            kind: ChangeKind::Import,
            actor: handle.user.get(),
            before: None,
            after: Some(proposal::write(&plan.batch())),
        };
        self.store.propose(&draft, 0, (self.clock)()).await
    }

    /// Gives the response that was put off, with a file.
    pub(in crate::discord::bot) async fn give_file(
        &self,
        handle: &Handle,
        message: &Message,
        file: File,
    ) -> Result<(), RestError> {
        let request = self.original(handle, Method::PATCH).body(message.edit()).file(file);
        self.rest.run(request).await
    }
}

/// The server in which somebody was let through.
fn server_of(allowed: &Authorized<MovingCommand>) -> Option<GuildId> {
    std::num::NonZeroU64::new(allowed.actor().server.0).map(GuildId::from)
}

fn button(id: MovingButton, label: &str, style: ButtonStyle) -> CreateButton {
    CreateButton::new(id.to_string()).label(label).style(style)
}

/// What is said where a server has more of its own than Discord takes.
fn too_much(guild: GuildId) -> Message {
    Message::text(format!(
        "**What this server has of its own is more than Discord takes in a file**, {} MB. Whoever runs \
         me can write its entries with `signpost export --guild {guild} --out FOLDER`, and all of it \
         with `signpost backup`.",
        LARGEST / 1024 / 1024,
    ))
}

fn too_large() -> String {
    format!("it is larger than {} MB; split it", LARGEST / 1024 / 1024)
}

/// What is said where a file as a whole is not taken.
fn refused_file(why: &str) -> Message {
    let why = crate::discord::render::text::harmless(why, 600);
    Message::text(format!("**I do not take that file:** {why}. Nothing was changed."))
}
