-- Accounts, how they are signed on to, and registrations under way.

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    -- as its owner wrote it, and in lower case, the form that is unique
    user_id TEXT NOT NULL,
    user_id_key TEXT NOT NULL,
    -- confirmed by a code
    email TEXT,
    email_confirmed_at BIGINT,
    -- PHC string of argon2id, peppered
    password_hash TEXT NOT NULL,
    password_set_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_sign_on_at BIGINT,
    UNIQUE (member),
    UNIQUE (user_id_key)
);

CREATE TABLE secret_answer (
    account TEXT NOT NULL REFERENCES account (id),
    place BIGINT NOT NULL CHECK (place IN (0, 1, 2)),
    question TEXT NOT NULL,
    answer_hash TEXT NOT NULL,
    PRIMARY KEY (account, place),
    UNIQUE (account, question)
);

-- Which version of the terms was accepted, when, and by which visitor.
CREATE TABLE terms_acceptance (
    account TEXT NOT NULL REFERENCES account (id),
    version TEXT NOT NULL,
    accepted_at BIGINT NOT NULL,
    network TEXT NOT NULL,
    visitor TEXT NOT NULL,
    PRIMARY KEY (account, version)
);

-- Unsuccessful attempts in a row, by a keyed digest of the account or of an ID nobody has.
CREATE TABLE sign_on_attempts (
    attempt_key TEXT NOT NULL PRIMARY KEY,
    total BIGINT NOT NULL,
    locked_until BIGINT,
    changed_at BIGINT NOT NULL
);
CREATE INDEX sign_on_attempts_changed ON sign_on_attempts (changed_at);

-- A member signed on. The cookie's token is nowhere; its SHA-256 is the key (SES-1).
CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    previous_sign_on_at BIGINT,
    device TEXT NOT NULL,
    network TEXT NOT NULL
);
CREATE INDEX session_account ON session (account, created_at);
CREATE INDEX session_seen ON session (last_seen_at);

-- A registration under way, by the SHA-256 of its ticket; gone after half an hour unused.
CREATE TABLE registration (
    token_hash TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    member TEXT REFERENCES member (id),
    draft TEXT NOT NULL
);
CREATE INDEX registration_used ON registration (last_used_at);
CREATE INDEX registration_member ON registration (member);
