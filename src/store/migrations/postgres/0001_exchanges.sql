-- Ids are Discord's, kept as signed 64-bit numbers. Times are milliseconds since the Unix epoch.
-- No column holds what anybody wrote. Texts are compared byte by byte, as SQLite compares them.

CREATE TABLE claim (
    id BIGINT PRIMARY KEY,
    channel BIGINT NOT NULL,
    claimed_at BIGINT NOT NULL,
    settled BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX claim_open ON claim (claimed_at) WHERE settled = 0;

CREATE TABLE exchange (
    question BIGINT PRIMARY KEY,
    channel BIGINT NOT NULL,
    server BIGINT,
    asker BIGINT,
    reply BIGINT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C",
    entries TEXT COLLATE "C" NOT NULL,
    edited_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL
);

CREATE INDEX exchange_reply ON exchange (reply);

CREATE TABLE reaction (
    reply BIGINT NOT NULL,
    person BIGINT NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (reply, person)
);

CREATE TABLE session (
    shard BIGINT PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    resume_url TEXT COLLATE "C",
    bot BIGINT NOT NULL
);

CREATE TABLE presence (
    shard BIGINT PRIMARY KEY,
    last_seen BIGINT NOT NULL
);
