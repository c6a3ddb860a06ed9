//! REST: who asks for what, and the answer.
//!
//! **Invariant:** it answers whatever it is sent, and never panics; what it answers is what
//! Discord documents for that route.

use serde_json::{Value, json};

use super::World;
use super::failure::Failure;
use super::ids::{Id, Moment};
use super::limits::Ruling;

/// A request, read from HTTP.
#[derive(Clone, Debug)]
pub struct RestRequest {
    /// In upper case.
    pub method: String,
    /// Without `/api/v10` and without the query.
    pub path: String,
    /// Decoded.
    pub query: Vec<(String, String)>,
    /// With names in lower case.
    pub headers: Vec<(String, String)>,
    /// The JSON; that of `payload_json` if the body has several parts.
    pub body: Option<Value>,
    /// The files that came with it.
    pub files: Vec<Uploaded>,
}

/// A file in a request.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// The name of its part, such as `files[0]`.
    pub field: String,
    /// What it is called.
    pub name: String,
    /// What kind of file it says it is.
    pub content_type: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// An answer to be written as HTTP.
#[derive(Clone, Debug)]
pub struct RestAnswer {
    /// The status.
    pub status: u16,
    /// Headers of Discord's own, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The JSON, if there is any.
    pub body: Option<Value>,
}

/// What a handler makes of a request: a status and a body.
pub(super) type Outcome = Result<(u16, Option<Value>), Failure>;

/// 200 and this.
pub(super) fn found(body: Value) -> Outcome {
    Ok((200, Some(body)))
}

/// 204.
pub(super) fn done() -> Outcome {
    Ok((204, None))
}

/// A request whose path is split.
pub(super) struct Call<'request> {
    pub(super) method: &'request str,
    pub(super) path: Vec<&'request str>,
    pub(super) body: &'request Value,
    request: &'request RestRequest,
}

impl Call<'_> {
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        let mut pairs = self.request.query.iter();
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.request.headers.iter();
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl World {
    /// Answers a request at this moment.
    pub fn answer(&mut self, request: &RestRequest, now: Moment) -> RestAnswer {
        self.tick(now);
        let path = request.path.replace("%40", "@");
        let body = request.body.clone().unwrap_or_default();
        let body = match self.with_files(body, &request.files) {
            Ok(body) => body,
            Err(Failure { status, body }) => {
                return RestAnswer { status, headers: Vec::new(), body: Some(body) };
            }
        };
        let call = Call {
            method: &request.method,
            path: path.split('/').filter(|segment| !segment.is_empty()).collect(),
            body: &body,
            request,
        };
        let headers = match self.limiter.rule(&call, self.authorise(&call).ok(), self.now) {
            Ruling::Granted(headers) => headers,
            Ruling::Refused(answer) => return answer,
        };
        let (status, body) = match self.route(&call) {
            Ok(outcome) => outcome,
            Err(failure) => (failure.status, Some(failure.body)),
        };
        RestAnswer { status, headers, body }
    }

    /// Who asks.
    fn authorise(&self, call: &Call) -> Result<Id, Failure> {
        let token = call.header("authorization").and_then(|text| text.strip_prefix("Bot "));
        let bot = token.and_then(|token| self.bots.values().find(|bot| bot.token == token.trim()));
        bot.map(|bot| bot.id).ok_or_else(Failure::unauthorised)
    }

    fn route(&mut self, call: &Call) -> Outcome {
        if let ("GET", ["gateway"]) = (call.method, call.path.as_slice()) {
            return found(json!({ "url": self.gateway_url }));
        }
        match call.path.first() {
            // Their tokens speak for them.
            Some(&"interactions") => return self.respond(call),
            Some(&"webhooks") => return self.route_webhooks(call),
            _ => {}
        }
        let bot = self.authorise(call)?;
        match call.path.first() {
            Some(&"guilds") => self.route_guilds(bot, call),
            Some(&"channels") => self.route_channels(bot, call),
            Some(&("gateway" | "users" | "applications" | "oauth2")) => {
                self.route_accounts(bot, call)
            }
            _ => Err(Failure::no_such_route()),
        }
    }

    fn route_accounts(&mut self, bot: Id, call: &Call) -> Outcome {
        match (call.method, call.path.as_slice()) {
            ("GET", ["gateway", "bot"]) => found(json!({
                "url": self.gateway_url,
                "shards": 1,
                "session_start_limit": {
                    "total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1,
                },
            })),
            ("GET", ["users", "@me"]) => match self.users.get(&bot) {
                Some(user) => found(user.own_json()),
                None => Err(Failure::unknown_user()),
            },
            ("GET", ["users", "@me", "guilds"]) => {
                let guilds = self.guilds_of(bot).into_iter().map(|id| {
                    json!({
                        "id": id,
                        "name": self.guilds.get(&id).map(|guild| &guild.name),
                        "icon": null,
                        "banner": null,
                        "owner": false,
                        "permissions": self.permissions_in_guild(id, bot).to_string(),
                        "features": [],
                    })
                });
                found(guilds.collect())
            }
            ("POST", ["users", "@me", "channels"]) => {
                let other = Id::from_json(&call.body["recipient_id"]);
                let other = other.filter(|other| self.users.contains_key(other) && *other != bot);
                let channel = self.open_direct(other.ok_or_else(Failure::unknown_user)?, bot);
                found(self.channel_json(channel, bot))
            }
            ("GET", ["users", user]) => {
                let user = Id::parse(user).and_then(|user| self.users.get(&user));
                user.map_or_else(|| Err(Failure::unknown_user()), |user| found(user.json()))
            }
            ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
                let guilds = self.guilds_of(bot).len();
                match (self.bots.get(&bot), self.users.get(&bot)) {
                    (Some(bot), Some(user)) => found(bot.application_json(user, guilds)),
                    (None, _) | (_, None) => Err(Failure::unauthorised()),
                }
            }
            (_, ["applications", ..]) => self.route_commands(bot, call),
            _ => Err(Failure::no_such_route()),
        }
    }
}
