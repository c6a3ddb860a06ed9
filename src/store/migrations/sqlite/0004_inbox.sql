-- What waits for a change of an entry, what the staff was told once, and who took a question up.

ALTER TABLE request ADD COLUMN taken_by BIGINT;

CREATE TABLE awaited (
    server BIGINT NOT NULL,
    proposal BIGINT NOT NULL,
    question BIGINT NOT NULL,
    kind TEXT NOT NULL,
    channel BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (server, proposal, question, kind)
) WITHOUT ROWID;

CREATE INDEX awaited_time ON awaited (at);

CREATE TABLE notice (
    server BIGINT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (server, name)
) WITHOUT ROWID;
