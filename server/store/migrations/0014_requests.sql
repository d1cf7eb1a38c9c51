-- My requests: everything a member has asked for, each under its own number.
--
-- Which kind it is, is told by the column that names its row: a kind to come brings its own. How
-- it stands is never written here; it is read from the rows it is about.

CREATE TABLE request (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    -- Ten digits, the last of which checks the others. What was sent before there were numbers
    -- has none.
    number TEXT,
    asked_at BIGINT NOT NULL,
    -- the message that was sent
    message TEXT REFERENCES message (id),
    UNIQUE (number),
    UNIQUE (message)
);
CREATE INDEX request_member ON request (member, asked_at, id);

-- What was sent before there were requests; the message's identifier serves for both.
INSERT INTO request (id, member, asked_at, message)
    SELECT m.id, m.member, m.sent_at, m.id FROM message m WHERE m.author = 'member';
