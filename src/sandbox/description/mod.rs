//! Request bodies, checked against Discord's published description and its further limits.
//!
//! `discord.json` is Discord's own `OpenAPI` description of its API v10, commit 74fda0f of
//! github.com/discord/discord-api-spec (MIT, `LICENSE-discord` beside it), pruned by `prune.py`
//! to the routes of the sandbox. What that description does not hold stands in `limits.rs`.
//!
//! **Invariant:** checking is pure, never fails, and every finding names its place in the body.

mod explain;
mod limits;
mod place;

use std::fmt;
use std::sync::{LazyLock, OnceLock};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

/// The pruned description, as text.
const SHIPPED: &str = include_str!("discord.json");

/// The routes of Discord that the sandbox knows, with what their bodies must look like.
#[derive(Debug)]
pub struct Description {
    routes: Vec<Route>,
    /// Schemas by name, to which those of the routes refer.
    definitions: Value,
}

#[derive(Debug)]
struct Route {
    method: String,
    /// As published: `/channels/{channel_id}/messages`.
    template: String,
    /// The schema of the body, or none where the route takes no body.
    schema: Option<Value>,
    /// Compiled when the route is first used: a test uses few of them.
    validator: OnceLock<Validator>,
}

/// One thing in a request that Discord would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where in the body, as a JSON pointer. Empty means the body as a whole, or its route. A
    /// key that is missing is named as if it were there.
    pub at: String,
    /// What is wrong there: a lowercase fragment without a full stop, below 200 characters.
    pub problem: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.at.is_empty() { "the request" } else { &self.at };
        write!(f, "{at}: {}", self.problem)
    }
}

impl Description {
    /// The description that is built in, read once.
    ///
    /// # Panics
    ///
    /// If the file built in is no description. A test reads it.
    #[must_use]
    pub fn shipped() -> &'static Description {
        static READ: LazyLock<Description> = LazyLock::new(|| {
            let mut file: Map<String, Value> =
                serde_json::from_str(SHIPPED).expect("the description built in is a JSON object");
            let definitions = file.remove("$defs").unwrap_or_default();
            let routes = file.remove("routes").unwrap_or_default();
            let routes = routes.as_object().into_iter().flatten();
            Description { routes: routes.filter_map(Route::read).collect(), definitions }
        });
        &READ
    }

    /// The routes it knows, as pairs of method and path template.
    pub fn routes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.routes.iter().map(|route| (route.method.as_str(), route.template.as_str()))
    }

    /// What Discord would refuse in this request. Empty if nothing.
    ///
    /// `method` is in capitals and `path` without `/api/v10` and without a query. `body` is the
    /// JSON body, or the `payload_json` of a form; a file that goes along counts only if
    /// `attachments` names it. A route outside the description is a violation too. Keys that
    /// Discord does not know are none, as it passes over them.
    #[must_use]
    pub fn check(&self, method: &str, path: &str, body: Option<&Value>) -> Vec<Violation> {
        let Some(route) = self.route(method, path) else {
            return vec![Violation {
                at: String::new(),
                problem: format!("no route of the description is {method} {}", short(path)),
            }];
        };
        match (&route.schema, body) {
            (None, None) => Vec::new(),
            // Several clients send an empty object or `null` where nothing is wanted.
            (None, Some(Value::Null)) => Vec::new(),
            (None, Some(Value::Object(keys))) if keys.is_empty() => Vec::new(),
            (None, Some(_)) => vec![whole("this route takes no body")],
            (Some(_), None) => vec![whole("this route needs a JSON body")],
            (Some(schema), Some(body)) => {
                let validator = route.validator.get_or_init(|| compile(schema, &self.definitions));
                let mut found: Vec<Violation> = Vec::new();
                for error in validator.iter_errors(body) {
                    found.extend(explain::explain(&error));
                }
                // Where the schema has complained already, a second complaint adds nothing.
                let mut further = limits::check(&route.method, &route.template, body);
                further.retain(|more| found.iter().all(|one| one.at != more.at));
                found.extend(further);
                found
            }
        }
    }

    /// The route of a path: of several that fit, the one with the fewest parameters.
    fn route(&self, method: &str, path: &str) -> Option<&Route> {
        self.routes
            .iter()
            .filter(|route| route.method == method && fits(&route.template, path))
            .min_by_key(|route| route.template.matches('{').count())
    }
}

impl Route {
    fn read((name, schema): (&String, &Value)) -> Option<Route> {
        let (method, template) = name.split_once(' ')?;
        Some(Route {
            method: method.to_owned(),
            template: template.to_owned(),
            schema: (!schema.is_null()).then(|| schema.clone()),
            validator: OnceLock::new(),
        })
    }
}

/// Whether a path is one of a template. A parameter ending in `_id` takes digits only, any other
/// takes any text that is not empty.
fn fits(template: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    for expected in template.split('/') {
        let Some(part) = parts.next() else { return false };
        let parameter = expected.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
        let fitting = match parameter {
            Some(name) if name.ends_with("_id") => is_snowflake(part),
            Some(_) => !part.is_empty(),
            None => part == expected,
        };
        if !fitting {
            return false;
        }
    }
    parts.next().is_none()
}

/// One to twenty digits that 64 bits can hold.
fn is_snowflake(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u64>().is_ok()
}

fn compile(schema: &Value, definitions: &Value) -> Validator {
    let mut document = json!({ "$defs": definitions, "allOf": [schema] });
    // A lone reference is written as such, so that errors stay one step less deep.
    if let Some(reference) = schema.get("$ref") {
        document = json!({ "$defs": definitions, "$ref": reference });
    }
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("snowflake", is_snowflake)
        .build(&document)
        .expect("each schema built in compiles: a test compiles them all")
}

fn whole(problem: &str) -> Violation {
    Violation { at: String::new(), problem: problem.to_owned() }
}

/// At most the first 60 characters: enough to recognise a value by.
fn short(text: &str) -> String {
    /// Two of them fit one line of a terminal, with words around.
    const SHOWN: usize = 60;
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}
