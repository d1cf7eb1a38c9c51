-- Notices by e-mail: what members wish to be told of, and what they were told of already.

-- A wish that was said. Without a row it is as for everybody (domain::notices). The kinds are
-- listed with those to come, because SQLite cannot change a CHECK.
CREATE TABLE notice_wish (
    member TEXT NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL CHECK (kind IN ('messages', 'results', 'appointments')),
    wanted BIGINT NOT NULL CHECK (wanted IN (0, 1)),
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (member, kind)
);

-- What the member was told of and has not read since: of one conversation one mail, however
-- many messages come. The row goes when it is read.
CREATE TABLE notice (
    kind TEXT NOT NULL CHECK (kind IN ('messages', 'results', 'appointments')),
    -- what it is about, by its id
    about TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES member (id),
    -- the mail in the outbox; nothing refers to it, so that one which waits can be taken back
    post TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (kind, about)
);
CREATE INDEX notice_member ON notice (member);

-- Where somebody at a desk is told what happens to their account.
ALTER TABLE staff ADD COLUMN email TEXT;
