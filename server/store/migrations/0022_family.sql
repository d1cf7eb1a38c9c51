-- Family: who acts for whom, as the membership roll says (domain::family).
CREATE TABLE guardianship (
    id TEXT NOT NULL PRIMARY KEY,
    child TEXT NOT NULL REFERENCES member (id),
    parent TEXT NOT NULL REFERENCES member (id),
    relationship TEXT NOT NULL CHECK (relationship IN ('parent', 'guardian')),
    valid_from TEXT NOT NULL,
    -- the first day on which it is over
    valid_until TEXT,
    changed_at BIGINT NOT NULL,
    CHECK (child <> parent),
    UNIQUE (parent, child)
);
CREATE INDEX guardianship_child ON guardianship (child);
