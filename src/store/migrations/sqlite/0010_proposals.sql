-- Proposals that nobody decided on are looked for from time to time. Of those that were refused before,
-- the texts go now, and the ids of entries that never came to be, which are made of questions.

CREATE INDEX change_proposed ON change (at) WHERE state = 'proposed';

UPDATE change SET before = NULL, after = NULL,
    entry = CASE WHEN kind = 'add' THEN '(not kept)' ELSE entry END
    WHERE state = 'refused' OR (state = 'proposed' AND
    id IN (SELECT refusal.proposal FROM change AS refusal WHERE refusal.state = 'refused'));
