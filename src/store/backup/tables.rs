//! What a backup holds: every table, column by column.
//!
//! Left out is the session of the gateway: it belongs to a process that runs, and two that resume the
//! same one would take it from each other.
//!
//! **Invariant:** every other column of every other table is named here, with the version of the tables
//! that brought it; tests compare them with the databases, and with backups of earlier versions.

/// A table.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Today's. Those of an earlier version are the ones that were there by then.
    columns: &'static [Column],
    /// The version of the tables that brought it.
    since: usize,
    /// Its key: the order in which it is written, the same on both kinds of databases.
    pub(super) key: &'static str,
}

/// A column.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) is_text: bool,
    /// Whether it may be empty.
    pub(super) is_optional: bool,
    /// The version of the tables that brought it, where that is later than its table's.
    since: usize,
}

impl Column {
    const fn since(self, version: usize) -> Self {
        Column { since: version, ..self }
    }
}

const fn number(name: &'static str) -> Column {
    Column { name, is_text: false, is_optional: false, since: 0 }
}

const fn maybe_number(name: &'static str) -> Column {
    Column { name, is_text: false, is_optional: true, since: 0 }
}

const fn text(name: &'static str) -> Column {
    Column { name, is_text: true, is_optional: false, since: 0 }
}

const fn maybe_text(name: &'static str) -> Column {
    Column { name, is_text: true, is_optional: true, since: 0 }
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
        since: 1,
        columns: &[number("id"), number("channel"), number("claimed_at"), number("settled")],
        key: "id",
    },
    Table {
        name: "exchange",
        since: 1,
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
            maybe_number("response_ms").since(2),
            number("asked_back").since(2),
            maybe_number("corrected_at").since(5),
            number("by_command").since(7),
            maybe_number("answers").since(11),
        ],
        key: "question",
    },
    Table {
        name: "reaction",
        since: 1,
        columns: &[number("reply"), number("person"), text("verdict"), number("given_at")],
        key: "reply, person",
    },
    Table {
        name: "presence",
        since: 1,
        columns: &[number("shard"), number("last_seen")],
        key: "shard",
    },
    Table {
        name: "change",
        since: 2,
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
        since: 2,
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
        since: 2,
        columns: &[number("server"), number("role"), text("name")],
        key: "server, role",
    },
    Table {
        name: "ignored",
        since: 2,
        columns: &[number("server"), number("person"), number("at")],
        key: "server, person",
    },
    Table {
        name: "opted_out",
        since: 2,
        columns: &[number("person"), number("at")],
        key: "person",
    },
    Table {
        name: "paused",
        since: 2,
        columns: &[number("server"), maybe_number("until"), number("at")],
        key: "server",
    },
    Table {
        name: "inbox",
        since: 2,
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
        since: 2,
        columns: &[
            number("server"),
            number("question"),
            number("channel"),
            number("asker"),
            maybe_number("staff_channel"),
            maybe_number("staff_message"),
            text("state"),
            number("at"),
            maybe_number("taken_by").since(4),
        ],
        key: "server, question",
    },
    Table {
        name: "shadowed",
        since: 3,
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
        since: 3,
        columns: &[number("server"), number("since"), number("at")],
        key: "server",
    },
    Table {
        name: "awaited",
        since: 4,
        columns: &[
            number("server"),
            number("proposal"),
            number("question"),
            text("kind"),
            number("channel"),
            number("at"),
            maybe_number("owed").since(8),
        ],
        key: "server, proposal, question, kind",
    },
    Table {
        name: "notice",
        since: 4,
        columns: &[number("server"), text("name"), number("at")],
        key: "server, name",
    },
    Table {
        name: "audited",
        since: 6,
        columns: &[number("server"), number("told")],
        key: "server",
    },
];

impl Table {
    /// Whether there is such a table in a version.
    pub(super) const fn is_in(&self, version: usize) -> bool {
        self.since <= version
    }

    /// The columns that it has in a version.
    pub(super) fn columns(&self, version: usize) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(move |column| column.since <= version)
    }

    /// Their names, between commas.
    pub(super) fn column_list(&self, version: usize) -> String {
        self.columns(version).map(|column| column.name).collect::<Vec<_>>().join(", ")
    }
}
