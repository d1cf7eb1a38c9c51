-- Where a conversation stands with the team that answers it.
--
-- What the team inbox sorts and filters by stands here, so that a page of it is one read of an
-- index for each team; `staff::desk` keeps it true when a message comes or goes.

CREATE TABLE desk_conversation (
    conversation TEXT NOT NULL PRIMARY KEY REFERENCES conversation (id),
    -- a medical office by its id, a desk by its name, or 'clinicians'
    team TEXT NOT NULL,
    -- Whether a clinical team has had it: the desks do not see it from then on.
    clinical BIGINT NOT NULL CHECK (clinical IN (0, 1)),
    standing TEXT NOT NULL CHECK (standing IN ('waiting', 'answered', 'closed')),
    urgency TEXT NOT NULL CHECK (urgency IN ('urgent', 'soon', 'routine')),
    -- Of what waits: since the oldest message that nobody has answered, and by when.
    waiting_since BIGINT,
    due_at BIGINT,
    assigned_to TEXT REFERENCES staff (id),
    closed_reason TEXT
        CHECK (closed_reason IN ('nothing_to_answer', 'answered_elsewhere', 'duplicate')),
    changed_at BIGINT NOT NULL,
    CHECK ((standing = 'waiting') = (due_at IS NOT NULL)),
    CHECK ((standing = 'waiting') = (waiting_since IS NOT NULL)),
    CHECK ((standing = 'closed') = (closed_reason IS NOT NULL))
);
CREATE INDEX desk_waiting ON desk_conversation (team, due_at, conversation)
    WHERE standing = 'waiting';
CREATE INDEX desk_unassigned ON desk_conversation (team, due_at, conversation)
    WHERE standing = 'waiting' AND assigned_to IS NULL;
CREATE INDEX desk_urgent ON desk_conversation (team, due_at, conversation)
    WHERE standing = 'waiting' AND urgency = 'urgent';
CREATE INDEX desk_assigned ON desk_conversation (assigned_to, due_at, conversation)
    WHERE standing = 'waiting' AND assigned_to IS NOT NULL;
CREATE INDEX desk_assigned_to ON desk_conversation (assigned_to);

-- What a team tells itself about a conversation. The member never sees it.
CREATE TABLE desk_note (
    id TEXT NOT NULL PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    author TEXT NOT NULL REFERENCES staff (id),
    body TEXT NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX desk_note_conversation ON desk_note (conversation, written_at, id);
CREATE INDEX desk_note_author ON desk_note (author);

-- Why somebody opened another team's conversation, in their words, and until when (ACC-10).
CREATE TABLE desk_look (
    id TEXT NOT NULL PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    staff TEXT NOT NULL REFERENCES staff (id),
    reason TEXT NOT NULL CHECK (reason IN ('covering', 'asked', 'review', 'emergency')),
    words TEXT NOT NULL,
    at BIGINT NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX desk_look_open ON desk_look (staff, conversation, until);
CREATE INDEX desk_look_conversation ON desk_look (conversation, at);

-- What was written before there was a desk. The calendar is the host's: four days are at least
-- two business days but for a holiday.
INSERT INTO desk_conversation (conversation, team, clinical, standing, urgency, waiting_since,
        due_at, changed_at)
    SELECT c.id,
        CASE WHEN c.desk IS NOT NULL THEN c.desk
            ELSE COALESCE(p.office, m.medical_office, 'clinicians') END,
        CASE WHEN c.desk IS NULL THEN 1 ELSE 0 END,
        CASE WHEN c.last_sent_at > COALESCE(c.last_received_at, 0) THEN 'waiting'
            ELSE 'answered' END,
        CASE WHEN c.topic = 'symptom' THEN 'soon' ELSE 'routine' END,
        CASE WHEN c.last_sent_at > COALESCE(c.last_received_at, 0) THEN c.last_sent_at END,
        CASE WHEN c.last_sent_at > COALESCE(c.last_received_at, 0)
            THEN c.last_sent_at + 345600000000 END,
        c.last_sent_at
    FROM conversation c
    JOIN member m ON m.id = c.member
    LEFT JOIN practitioner p ON p.id = c.practitioner
    WHERE c.last_sent_at IS NOT NULL;
