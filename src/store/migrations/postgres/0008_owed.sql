-- The change in force that answers a question, as long as whoever asked is not told of it. What waited
-- for a change that is in force already was dealt with before this was kept.
ALTER TABLE awaited ADD COLUMN owed BIGINT;

DELETE FROM awaited WHERE proposal IN
    (SELECT proposal FROM change WHERE state = 'published' AND proposal IS NOT NULL);
