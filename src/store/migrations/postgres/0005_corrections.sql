-- When a correction was put in place of a reply, in milliseconds since the Unix epoch.
ALTER TABLE exchange ADD COLUMN corrected_at BIGINT;
