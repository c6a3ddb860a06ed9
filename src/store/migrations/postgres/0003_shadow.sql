-- What the bot would have done in servers where it answers nobody yet. No text.

CREATE TABLE shadowed (
    server BIGINT NOT NULL,
    question BIGINT NOT NULL,
    channel BIGINT,
    asker BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    entries TEXT NOT NULL,
    suggested BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (server, question)
);

CREATE INDEX shadowed_question ON shadowed (question);
CREATE INDEX shadowed_asker ON shadowed (asker);
CREATE INDEX shadowed_time ON shadowed (at);

-- Which time in shadow was reported last.
CREATE TABLE shadow_report (
    server BIGINT PRIMARY KEY,
    since BIGINT NOT NULL,
    at BIGINT NOT NULL
);
