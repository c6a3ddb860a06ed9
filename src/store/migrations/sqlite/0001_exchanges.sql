-- Ids are Discord's, kept as signed 64-bit numbers. Times are milliseconds since the Unix epoch.
-- No column holds what anybody wrote.

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE INDEX claim_open ON claim (claimed_at) WHERE settled = 0;

CREATE TABLE exchange (
    question INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL,
    server INTEGER,
    asker INTEGER,
    reply INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    category TEXT,
    entries TEXT NOT NULL,
    edited_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX exchange_reply ON exchange (reply);

CREATE TABLE reaction (
    reply INTEGER NOT NULL,
    person INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (reply, person)
) WITHOUT ROWID;

CREATE TABLE session (
    shard INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    resume_url TEXT,
    bot INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE presence (
    shard INTEGER PRIMARY KEY,
    last_seen INTEGER NOT NULL
) WITHOUT ROWID;
