-- How far a server's audit channel was told of its changes: the number of the last one. What was
-- changed before this table was made counts as told.

CREATE TABLE audited (
    server BIGINT PRIMARY KEY,
    told BIGINT NOT NULL
);

INSERT INTO audited (server, told) SELECT server, MAX(id) FROM change GROUP BY server;

CREATE INDEX change_in_force ON change (server, id) WHERE state = 'published';
