-- What members have written and not sent yet.
CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    -- The conversation that it answers; a new message has none, and may be to somebody already.
    conversation TEXT REFERENCES conversation (id),
    practitioner TEXT REFERENCES practitioner (id),
    desk TEXT CHECK (desk IN ('support', 'member_services')),
    topic TEXT NOT NULL
        CHECK (topic IN ('general', 'symptom', 'test', 'medication', 'visit', 'paperwork')),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    -- The form under which it will be sent.
    send_key TEXT NOT NULL,
    -- The rendering of the form that saved it last, and which of its saves that was.
    page TEXT NOT NULL,
    step BIGINT NOT NULL CHECK (step >= 0),
    revision BIGINT NOT NULL CHECK (revision >= 1),
    created_at BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (member, page),
    CHECK (practitioner IS NULL OR desk IS NULL),
    CHECK (conversation IS NULL OR (practitioner IS NULL AND desk IS NULL))
);

CREATE INDEX draft_in_order ON draft (member, saved_at, id);
CREATE INDEX draft_send_key ON draft (member, send_key);
CREATE INDEX draft_conversation ON draft (conversation, saved_at, id);
CREATE INDEX draft_practitioner ON draft (practitioner);
CREATE INDEX draft_saved ON draft (saved_at);
