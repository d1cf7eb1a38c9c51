-- Messages between a member and their care team.
--
-- A conversation is with one clinician (and their office's team) or with one desk. What a
-- list sorts and shows stands in the conversation itself, so that a page of it is one read
-- of an index; the functions that add a message keep it true.

CREATE TABLE conversation (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    practitioner TEXT REFERENCES practitioner (id),
    desk TEXT CHECK (desk IN ('support', 'member_services')),
    topic TEXT NOT NULL
        CHECK (topic IN ('general', 'symptom', 'test', 'medication', 'visit', 'paperwork')),
    subject TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The newest message that the member received and wrote, and who wrote the former.
    last_received_at BIGINT,
    last_practitioner TEXT REFERENCES practitioner (id),
    last_desk TEXT CHECK (last_desk IN ('support', 'member_services')),
    last_sent_at BIGINT,
    messages BIGINT NOT NULL CHECK (messages >= 0),
    CHECK ((practitioner IS NULL) <> (desk IS NULL))
);

CREATE INDEX conversation_inbox ON conversation (member, last_received_at, id)
    WHERE last_received_at IS NOT NULL;
CREATE INDEX conversation_sent ON conversation (member, last_sent_at, id)
    WHERE last_sent_at IS NOT NULL;

CREATE INDEX conversation_practitioner ON conversation (practitioner);
CREATE INDEX conversation_last_practitioner ON conversation (last_practitioner);

CREATE TABLE message (
    id TEXT NOT NULL PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    member TEXT NOT NULL REFERENCES member (id),
    author TEXT NOT NULL CHECK (author IN ('member', 'practitioner', 'desk')),
    practitioner TEXT REFERENCES practitioner (id),
    desk TEXT CHECK (desk IN ('support', 'member_services')),
    body TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    -- Its author covers for a colleague and takes no reply.
    no_reply BIGINT NOT NULL CHECK (no_reply IN (0, 1)),
    -- When the member marked it read; what they wrote themselves has no mark.
    read_at BIGINT,
    -- The key of the form it was sent by: one message a key, however often it is sent.
    send_key TEXT,
    UNIQUE (member, send_key),
    CHECK ((author = 'practitioner') = (practitioner IS NOT NULL)),
    CHECK ((author = 'desk') = (desk IS NOT NULL)),
    CHECK (author <> 'member' OR (read_at IS NULL AND no_reply = 0))
);

CREATE INDEX message_in_order ON message (conversation, sent_at, id);
CREATE INDEX message_unread ON message (member, conversation, sent_at)
    WHERE read_at IS NULL AND author <> 'member';
CREATE INDEX message_practitioner ON message (practitioner);
