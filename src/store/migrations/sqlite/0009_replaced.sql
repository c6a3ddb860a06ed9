-- What servers say otherwise than the packs is looked for at every start, among all that they wrote.

CREATE INDEX change_replaced ON change (server, entry, id)
    WHERE state = 'published' AND entry IS NOT NULL AND kind <> 'add';
