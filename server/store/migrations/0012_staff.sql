-- Who works at the desks, how they sign on, and the reason that goes with each look.

CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    -- as it was written, and in lower case, the form that is unique
    user_id TEXT NOT NULL,
    user_id_key TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('nurse', 'physician', 'member_services', 'administrator')),
    -- The clinician they are: whose name stands under what they write, at whose office they work.
    practitioner TEXT REFERENCES practitioner (id),
    -- PHC string of argon2id, peppered
    password_hash TEXT NOT NULL,
    password_set_at BIGINT NOT NULL,
    -- The secret of their authenticator, sealed, and the last step of which a code was taken.
    totp_sealed TEXT NOT NULL,
    totp_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_sign_on_at BIGINT,
    -- When they left; nobody signs on after that.
    ended_at BIGINT,
    UNIQUE (user_id_key),
    CHECK ((role IN ('nurse', 'physician')) = (practitioner IS NOT NULL))
);
CREATE INDEX staff_practitioner ON staff (practitioner);
CREATE INDEX staff_role ON staff (role, name);

-- Somebody signed on at a desk. The cookie's token is nowhere; its SHA-256 is the key (SES-1).
CREATE TABLE staff_session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    -- When the code was right; until then nothing is open (AUT-7).
    proven_at BIGINT,
    device TEXT NOT NULL,
    network TEXT NOT NULL
);
CREATE INDEX staff_session_staff ON staff_session (staff, created_at);
CREATE INDEX staff_session_seen ON staff_session (last_seen_at);

-- Why a record was looked at, where a reason is needed (ACC-10). The seal covers it.
ALTER TABLE audit ADD COLUMN reason TEXT
    CHECK (reason IN ('care', 'covering', 'asked', 'review', 'emergency'));
