-- What moderators do, and what is done for people who ask. JSON is kept as text.

ALTER TABLE exchange ADD COLUMN response_ms BIGINT;
-- Whether the bot asked back first, which stays so when the asker has chosen.
ALTER TABLE exchange ADD COLUMN asked_back BIGINT NOT NULL DEFAULT 0;
UPDATE exchange SET asked_back = 1 WHERE outcome = 'clarify';

CREATE INDEX exchange_time ON exchange (recorded_at);
CREATE INDEX exchange_server ON exchange (server, recorded_at);
CREATE INDEX exchange_asker ON exchange (asker);
CREATE INDEX reaction_time ON reaction (given_at);
CREATE INDEX reaction_person ON reaction (person);

-- Only ever added to. A decision on a proposal is a row of its own.
CREATE TABLE change (
    id BIGINT PRIMARY KEY,
    server BIGINT NOT NULL,
    entry TEXT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    actor BIGINT,
    approved_by BIGINT,
    subject BIGINT,
    at BIGINT NOT NULL,
    base BIGINT NOT NULL,
    proposal BIGINT,
    before TEXT,
    after TEXT
) WITHOUT ROWID;

CREATE INDEX change_entry ON change (server, entry, id);
CREATE INDEX change_published ON change (server, entry, id)
    WHERE state = 'published' AND entry IS NOT NULL;
CREATE UNIQUE INDEX change_decides ON change (proposal);
CREATE INDEX change_actor ON change (actor);

CREATE TABLE setting (
    server BIGINT NOT NULL,
    scope BIGINT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    set_by BIGINT,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (server, scope, key)
) WITHOUT ROWID;

CREATE TABLE role_grant (
    server BIGINT NOT NULL,
    role BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (server, role)
) WITHOUT ROWID;

CREATE TABLE ignored (
    server BIGINT NOT NULL,
    person BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (server, person)
) WITHOUT ROWID;

CREATE TABLE opted_out (
    person BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE paused (
    server BIGINT PRIMARY KEY,
    until BIGINT,
    at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE inbox (
    server BIGINT NOT NULL,
    question BIGINT NOT NULL,
    kind TEXT NOT NULL,
    channel BIGINT NOT NULL,
    entry TEXT,
    outcome TEXT NOT NULL,
    state TEXT NOT NULL,
    handled_by BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (server, question, kind)
) WITHOUT ROWID;

CREATE INDEX inbox_state ON inbox (server, state, at);
CREATE INDEX inbox_time ON inbox (at);

CREATE TABLE request (
    server BIGINT NOT NULL,
    question BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    asker BIGINT NOT NULL,
    staff_channel BIGINT,
    staff_message BIGINT,
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (server, question)
) WITHOUT ROWID;

CREATE UNIQUE INDEX request_open ON request (server, asker) WHERE state = 'open';
CREATE INDEX request_staff ON request (staff_message);
CREATE INDEX request_time ON request (at);
