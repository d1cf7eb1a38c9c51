-- The ground floor: what every use case writes beside its own rows.

-- Who did what to whom, when, from where and with what outcome (AUD-1). Rows are written
-- unchained, in the transaction of the change itself; triggers keep them as they are.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL
        CHECK (actor_kind IN ('visitor', 'member', 'staff', 'system')),
    actor TEXT,
    subject TEXT,
    action TEXT NOT NULL,
    object TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
    request_id TEXT,
    network TEXT
);
CREATE INDEX audit_subject ON audit (subject, id);
CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX audit_action ON audit (action, id);

-- Audit rows that wait for the sealer; a trigger puts them here.
CREATE TABLE unsealed (
    audit TEXT NOT NULL PRIMARY KEY REFERENCES audit (id)
);

-- The chain over the audit rows, in the order one leased sealer met them. The sequence is
-- the primary key, so two sealers cannot fork it (AUD-4).
CREATE TABLE seal (
    seq BIGINT NOT NULL PRIMARY KEY,
    audit TEXT NOT NULL REFERENCES audit (id),
    mac TEXT NOT NULL,
    UNIQUE (audit)
);

-- Mail and letters on their way out (AVL-7). A lease and a fence let several hosts send.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('mail', 'letter')),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'dead')),
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    fence BIGINT NOT NULL,
    sent_at BIGINT,
    message_id TEXT NOT NULL,
    UNIQUE (message_id)
);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state IN ('queued', 'failed');
CREATE INDEX outbox_created ON outbox (created_at, id);

-- Work with a due time. The unique key makes "once per due time" a matter of the table
-- (AVL-8): who plans the same work twice finds it there.
CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    unique_key TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    fence BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    done_at BIGINT,
    UNIQUE (unique_key)
);
CREATE INDEX job_due ON job (due_at, id) WHERE done_at IS NULL;
CREATE INDEX job_done ON job (done_at) WHERE done_at IS NOT NULL;

-- Counters with a window, each change a single upsert (AUT-2).
CREATE TABLE tally (
    tally_key TEXT NOT NULL PRIMARY KEY,
    total BIGINT NOT NULL,
    resets_at BIGINT NOT NULL
);
CREATE INDEX tally_resets ON tally (resets_at);

-- What a form says after its 303, for a browser without scripts: bound to the cookie,
-- looked up by a hash, gone by time.
CREATE TABLE flash (
    id_hash TEXT NOT NULL PRIMARY KEY,
    bound_to TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    payload TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX flash_expires ON flash (expires_at);
