-- Whether a question was asked with a command, so that it has no message. What was kept before this is
-- not known to have been.
ALTER TABLE exchange ADD COLUMN by_command BIGINT NOT NULL DEFAULT 0;
