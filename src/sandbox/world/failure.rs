//! Discord's errors, as REST sends them.
//!
//! **Invariant:** a failure carries the status, the code and the wording that Discord documents.

use serde_json::{Map, Value, json};

/// Why a request is not carried out.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Failure {
    fn new(status: u16, code: u32, message: &str) -> Failure {
        Failure { status, body: json!({ "message": message, "code": code }) }
    }

    pub(super) fn no_such_route() -> Failure {
        Failure::new(404, 0, "404: Not Found")
    }

    pub(super) fn unauthorised() -> Failure {
        Failure::new(401, 0, "401: Unauthorized")
    }

    pub(super) fn unknown_channel() -> Failure {
        Failure::new(404, 10003, "Unknown Channel")
    }

    pub(super) fn unknown_guild() -> Failure {
        Failure::new(404, 10004, "Unknown Guild")
    }

    pub(super) fn unknown_member() -> Failure {
        Failure::new(404, 10007, "Unknown Member")
    }

    pub(super) fn unknown_message() -> Failure {
        Failure::new(404, 10008, "Unknown Message")
    }

    pub(super) fn unknown_user() -> Failure {
        Failure::new(404, 10013, "Unknown User")
    }

    pub(super) fn unknown_webhook() -> Failure {
        Failure::new(404, 10015, "Unknown Webhook")
    }

    pub(super) fn unknown_interaction() -> Failure {
        Failure::new(404, 10062, "Unknown interaction")
    }

    pub(super) fn unknown_command() -> Failure {
        Failure::new(404, 10063, "Unknown application command")
    }

    pub(super) fn not_your_application() -> Failure {
        let message = "You are not authorized to perform this action on this application";
        Failure::new(403, 20012, message)
    }

    pub(super) fn too_many_commands(most: usize) -> Failure {
        let message = format!("Maximum number of application commands reached ({most})");
        Failure::new(400, 30032, &message)
    }

    pub(super) fn already_acknowledged() -> Failure {
        Failure::new(400, 40060, "Interaction has already been acknowledged.")
    }

    pub(super) fn invalid_webhook_token() -> Failure {
        Failure::new(401, 50027, "Invalid Webhook Token")
    }

    pub(super) fn missing_access() -> Failure {
        Failure::new(403, 50001, "Missing Access")
    }

    pub(super) fn missing_permissions() -> Failure {
        Failure::new(403, 50013, "Missing Permissions")
    }

    pub(super) fn not_the_author() -> Failure {
        Failure::new(403, 50005, "Cannot edit a message authored by another user")
    }

    pub(super) fn too_large() -> Failure {
        Failure::new(413, 40005, "Request entity too large")
    }

    pub(super) fn empty_message() -> Failure {
        Failure::new(400, 50006, "Cannot send an empty message")
    }

    pub(super) fn no_directs() -> Failure {
        Failure::new(403, 50007, "Cannot send messages to this user")
    }

    pub(super) fn not_a_text_channel() -> Failure {
        Failure::new(400, 50008, "Cannot send messages in a non-text channel")
    }

    pub(super) fn wrong_channel_type() -> Failure {
        Failure::new(400, 50024, "Cannot execute action on this channel type")
    }

    pub(super) fn thread_archived() -> Failure {
        Failure::new(400, 50083, "Thread is archived")
    }

    pub(super) fn thread_exists() -> Failure {
        Failure::new(400, 160_004, "A thread has already been created for this message")
    }

    pub(super) fn thread_locked() -> Failure {
        Failure::new(400, 160_005, "Thread is locked")
    }

    pub(super) fn reply_without_history() -> Failure {
        Failure::new(400, 160_002, "Cannot reply without permission to read message history")
    }
}

/// What is wrong with a body, by place.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    errors: Map<String, Value>,
}

impl Complaints {
    /// Adds one at a place: keys and indexes from the outside in, as `embeds.0.title`.
    pub(super) fn add(&mut self, place: &str, code: &str, message: &str) {
        let mut level = &mut self.errors;
        for key in place.split('.').filter(|key| !key.is_empty()) {
            let entry = level.entry(key.to_owned()).or_insert_with(|| json!({}));
            let Value::Object(inner) = entry else { return };
            level = inner;
        }
        let list = level.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(errors) = list {
            errors.push(json!({ "code": code, "message": message }));
        }
    }

    /// Complains about a text outside its range of characters.
    pub(super) fn length(&mut self, place: &str, text: &str, least: usize, most: usize) {
        let length = text.chars().count();
        if length > most {
            let message = format!("Must be {most} or fewer in length.");
            self.add(place, "BASE_TYPE_MAX_LENGTH", &message);
        } else if length < least {
            let message = format!("Must be between {least} and {most} in length.");
            self.add(place, "BASE_TYPE_BAD_LENGTH", &message);
        }
    }

    /// Complains about a list with more items than allowed.
    pub(super) fn at_most(&mut self, place: &str, items: usize, most: usize) {
        if items > most {
            let message = format!("Must be {most} or fewer in length.");
            self.add(place, "BASE_TYPE_MAX_LENGTH", &message);
        }
    }

    pub(super) fn required(&mut self, place: &str) {
        self.add(place, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// A value that is none of those allowed.
    pub(super) fn choice(&mut self, place: &str, message: &str) {
        self.add(place, "BASE_TYPE_CHOICES", message);
    }

    /// Nothing, or the failure that names every complaint.
    pub(super) fn finish(self) -> Result<(), Failure> {
        if self.errors.is_empty() {
            return Ok(());
        }
        let mut failure = Failure::new(400, 50035, "Invalid Form Body");
        failure.body["errors"] = Value::Object(self.errors);
        Err(failure)
    }

    /// A failure with a single complaint.
    pub(super) fn only(place: &str, code: &str, message: &str) -> Failure {
        let mut complaints = Complaints::default();
        complaints.add(place, code, message);
        let failure = Failure::new(400, 50035, "Invalid Form Body");
        complaints.finish().err().unwrap_or(failure)
    }
}
