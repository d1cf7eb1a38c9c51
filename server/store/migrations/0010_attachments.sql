-- Files that go with messages. Their bytes are sealed, in chunks, staged in short transactions;
-- in the last one the file gets its place with a draft, and from then on it is there. What never
-- got a place is swept away.
CREATE TABLE attachment (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    -- Its place: with a draft, or with a message.
    draft TEXT REFERENCES draft (id),
    message TEXT REFERENCES message (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png', 'text')),
    bytes BIGINT NOT NULL CHECK (bytes > 0),
    chunks BIGINT NOT NULL CHECK (chunks > 0),
    scan TEXT NOT NULL CHECK (scan IN ('not_scanned', 'waiting', 'clean', 'harmful')),
    created_at BIGINT NOT NULL,
    CHECK (draft IS NULL OR message IS NULL)
);

CREATE INDEX attachment_member ON attachment (member, bytes);
CREATE INDEX attachment_draft ON attachment (draft, created_at, id);
CREATE INDEX attachment_message ON attachment (message, created_at, id);
CREATE INDEX attachment_staged ON attachment (created_at)
    WHERE draft IS NULL AND message IS NULL;
CREATE INDEX attachment_waiting ON attachment (created_at) WHERE scan = 'waiting';

-- A piece of a file: nonce, ciphertext and tag. Its file and its number are sealed with it.
CREATE TABLE attachment_chunk (
    attachment TEXT NOT NULL REFERENCES attachment (id),
    number BIGINT NOT NULL CHECK (number >= 0),
    sealed BYTEA NOT NULL,
    PRIMARY KEY (attachment, number)
);
