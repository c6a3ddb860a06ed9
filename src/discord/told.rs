//! Servers and the application, as requests tell of them.
//!
//! **Invariant:** only reads; every answer is read into a type, and one that does not fit is an
//! error.

use reqwest::Method;
use serde::Deserialize;
use serenity::all::{GuildChannel, Member, PartialGuild};
use serenity::model::id::{ApplicationId, ChannelId, GuildId, UserId};

use super::rest::{Request, Rest, RestError};

/// A server with what matters of it.
#[derive(Debug)]
pub struct Told {
    /// Name, owner, roles.
    pub guild: PartialGuild,
    /// Channels, categories and active threads.
    pub channels: Vec<GuildChannel>,
    /// The bot as a member.
    pub me: Member,
}

/// The application and its bot.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// The id of its user.
    pub user: UserId,
    /// The name of its user.
    pub name: String,
    /// Whether it may read message content.
    pub may_read_messages: bool,
}

#[derive(Deserialize)]
struct ApplicationAnswer {
    id: ApplicationId,
    #[serde(default)]
    flags: u64,
}

#[derive(Deserialize)]
struct UserAnswer {
    id: UserId,
    username: String,
}

#[derive(Deserialize)]
struct ActiveThreads {
    threads: Vec<GuildChannel>,
}

/// A server of the bot, in a list.
#[derive(Clone, Debug, Deserialize)]
pub struct Listed {
    /// Its id.
    pub id: GuildId,
    /// Its name.
    pub name: String,
}

/// The flags of an application that may read message content: verified, and in less than a hundred
/// servers. (Discord's documentation, "Application Flags": bits 18 and 19.)
const MESSAGE_CONTENT: u64 = 1 << 18 | 1 << 19;

fn get(path: String) -> Request {
    Request::new(Method::GET, path)
}

/// The application that the token belongs to.
///
/// # Errors
///
/// When Discord refuses the token or cannot be reached.
pub async fn application(rest: &Rest) -> Result<Application, RestError> {
    let (application, user) = tokio::try_join!(
        rest.send::<ApplicationAnswer>(get("/applications/@me".to_owned())),
        rest.send::<UserAnswer>(get("/users/@me".to_owned())),
    )?;
    Ok(Application {
        id: application.id,
        user: user.id,
        name: user.username,
        may_read_messages: application.flags & MESSAGE_CONTENT != 0,
    })
}

/// Every server of the bot, up to Discord's limit of 200 at once.
///
/// # Errors
///
/// When Discord refuses or cannot be reached.
pub async fn servers(rest: &Rest) -> Result<Vec<Listed>, RestError> {
    rest.send(get("/users/@me/guilds".to_owned())).await
}

/// A channel or thread. None where there is none, or none that the bot may know of.
///
/// # Errors
///
/// When Discord cannot be reached, or does not say.
pub async fn channel(rest: &Rest, id: ChannelId) -> Result<Option<GuildChannel>, RestError> {
    match rest.send(get(format!("/channels/{id}"))).await {
        Ok(channel) => Ok(Some(channel)),
        Err(error) if matches!(error.status(), Some(403 | 404)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// One server.
///
/// # Errors
///
/// When Discord refuses or cannot be reached.
pub async fn server(rest: &Rest, user: UserId, guild: GuildId) -> Result<Told, RestError> {
    let (server, mut channels, active, me) = tokio::try_join!(
        rest.send::<PartialGuild>(get(format!("/guilds/{guild}"))),
        rest.send::<Vec<GuildChannel>>(get(format!("/guilds/{guild}/channels"))),
        rest.send::<ActiveThreads>(get(format!("/guilds/{guild}/threads/active"))),
        rest.send::<Member>(get(format!("/guilds/{guild}/members/{user}"))),
    )?;
    channels.extend(active.threads);
    Ok(Told { guild: server, channels, me })
}
