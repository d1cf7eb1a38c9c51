-- The Archive, folders of one's own, and search.

-- A folder that a member keeps conversations in. Of two names that read alike (the key is the
-- folded name) there is one.
CREATE TABLE folder (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (member, name_key)
);

-- Where a conversation is kept: put away, in a folder, or neither (then in the Inbox). One
-- statement sets both columns, so that never both are.
ALTER TABLE conversation ADD COLUMN archived BIGINT NOT NULL DEFAULT 0
    CHECK (archived IN (0, 1));
ALTER TABLE conversation ADD COLUMN folder TEXT REFERENCES folder (id);
-- Its newest message, whoever wrote it: what the Archive and folders sort by.
ALTER TABLE conversation ADD COLUMN last_at BIGINT;
UPDATE conversation SET last_at = CASE
    WHEN last_received_at IS NULL OR last_sent_at > last_received_at THEN last_sent_at
    ELSE last_received_at END;

DROP INDEX conversation_inbox;
CREATE INDEX conversation_inbox ON conversation (member, last_received_at, id)
    WHERE last_received_at IS NOT NULL AND archived = 0 AND folder IS NULL;
CREATE INDEX conversation_archive ON conversation (member, last_at, id) WHERE archived = 1;
CREATE INDEX conversation_folder ON conversation (folder, last_at, id)
    WHERE folder IS NOT NULL;

-- Whether a message's words are in the index of words (message_search, a table of each
-- engine's own kind). Messages of before are added by a job.
ALTER TABLE message ADD COLUMN indexed BIGINT NOT NULL DEFAULT 0 CHECK (indexed IN (0, 1));
CREATE INDEX message_not_indexed ON message (id) WHERE indexed = 0;
