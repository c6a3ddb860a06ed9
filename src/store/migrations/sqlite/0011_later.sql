-- The question that a reply answers beside what was replied to it before. Then `question` holds the id
-- of the reply itself: each question has one row of its own.
ALTER TABLE exchange ADD COLUMN answers BIGINT;
CREATE INDEX exchange_answers ON exchange (answers) WHERE answers IS NOT NULL;
