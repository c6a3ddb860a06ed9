//! What a backup holds: every table, column by column.
//!
//! Left out is the session of the gateway: it belongs to a process that runs, and two that resume the
//! same one would take it from each other.
//!
//! **Invariant:** every other column of every other table is named here; a test compares them with
//! the databases.

/// A table.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column],
    /// Its key: the order in which it is written, the same on both kinds of databases.
    pub(super) key: &'static str,
}

/// A column.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) is_text: bool,
    /// Whether it may be empty.
    pub(super) is_optional: bool,
}

const fn number(name: &'static str) -> Column {
    Column { name, is_text: false, is_optional: false }
}

const fn maybe_number(name: &'static str) -> Column {
    Column { name, is_text: false, is_optional: true }
}

const fn text(name: &'static str) -> Column {
    Column { name, is_text: true, is_optional: false }
}

const fn maybe_text(name: &'static str) -> Column {
    Column { name, is_text: true, is_optional: true }
}

/// What a table holds, for people.
pub(super) fn known_as(table: &str) -> &str {
    match table {
        "claim" => "messages dealt with",
        "exchange" => "questions answered",
        "reaction" => "ratings of answers",
        "presence" => "times last connected",
        "change" => "changes of entries",
        "setting" => "settings of servers",
        "role_grant" => "roles that may run the bot",
        "ignored" => "people ignored",
        "opted_out" => "people opted out",
        "paused" => "servers paused",
        "inbox" => "questions in inboxes",
        "request" => "questions put to staff",
        "shadowed" => "questions counted in shadow",
        "shadow_report" => "reports of shadow",
        "awaited" => "people waiting for an answer",
        "notice" => "notices to staff",
        "audited" => "audit channels up to date",
        other => other,
    }
}

/// The tables, in the order in which they are written.
pub(super) const TABLES: [Table; 17] = [
    Table {
        name: "claim",
        columns: &[number("id"), number("channel"), number("claimed_at"), number("settled")],
        key: "id",
    },
    Table {
        name: "exchange",
        columns: &[
            number("question"),
            number("channel"),
            maybe_number("server"),
            maybe_number("asker"),
            number("reply"),
            text("outcome"),
            maybe_text("category"),
            text("entries"),
            number("edited_at"),
            number("recorded_at"),
            maybe_number("response_ms"),
            number("asked_back"),
            maybe_number("corrected_at"),
            number("by_command"),
            maybe_number("answers"),
        ],
        key: "question",
    },
    Table {
        name: "reaction",
        columns: &[number("reply"), number("person"), text("verdict"), number("given_at")],
        key: "reply, person",
    },
    Table { name: "presence", columns: &[number("shard"), number("last_seen")], key: "shard" },
    Table {
        name: "change",
        columns: &[
            number("id"),
            number("server"),
            maybe_text("entry"),
            text("kind"),
            text("state"),
            maybe_number("actor"),
            maybe_number("approved_by"),
            maybe_number("subject"),
            number("at"),
            number("base"),
            maybe_number("proposal"),
            maybe_text("before"),
            maybe_text("after"),
        ],
        key: "id",
    },
    Table {
        name: "setting",
        columns: &[
            number("server"),
            number("scope"),
            text("key"),
            text("value"),
            maybe_number("set_by"),
            number("set_at"),
        ],
        key: "server, scope, key",
    },
    Table {
        name: "role_grant",
        columns: &[number("server"), number("role"), text("name")],
        key: "server, role",
    },
    Table {
        name: "ignored",
        columns: &[number("server"), number("person"), number("at")],
        key: "server, person",
    },
    Table { name: "opted_out", columns: &[number("person"), number("at")], key: "person" },
    Table {
        name: "paused",
        columns: &[number("server"), maybe_number("until"), number("at")],
        key: "server",
    },
    Table {
        name: "inbox",
        columns: &[
            number("server"),
            number("question"),
            text("kind"),
            number("channel"),
            maybe_text("entry"),
            text("outcome"),
            text("state"),
            maybe_number("handled_by"),
            number("at"),
        ],
        key: "server, question, kind",
    },
    Table {
        name: "request",
        columns: &[
            number("server"),
            number("question"),
            number("channel"),
            number("asker"),
            maybe_number("staff_channel"),
            maybe_number("staff_message"),
            text("state"),
            number("at"),
            maybe_number("taken_by"),
        ],
        key: "server, question",
    },
    Table {
        name: "shadowed",
        columns: &[
            number("server"),
            number("question"),
            maybe_number("channel"),
            number("asker"),
            text("outcome"),
            text("entries"),
            number("suggested"),
            number("at"),
        ],
        key: "server, question",
    },
    Table {
        name: "shadow_report",
        columns: &[number("server"), number("since"), number("at")],
        key: "server",
    },
    Table {
        name: "awaited",
        columns: &[
            number("server"),
            number("proposal"),
            number("question"),
            text("kind"),
            number("channel"),
            number("at"),
            maybe_number("owed"),
        ],
        key: "server, proposal, question, kind",
    },
    Table {
        name: "notice",
        columns: &[number("server"), text("name"), number("at")],
        key: "server, name",
    },
    Table { name: "audited", columns: &[number("server"), number("told")], key: "server" },
];

impl Table {
    /// The names of its columns, between commas.
    pub(super) fn column_list(&self) -> String {
        self.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
    }
}
