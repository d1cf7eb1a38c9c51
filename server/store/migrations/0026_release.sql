-- How a member wishes to see results (domain::results::release): by kind of test, chosen
-- beforehand; and to whom a result was shown.

-- Without a row a kind is shown at once. Who chose is who reads: a parent's choices hold for what
-- the parent sees of a child's record.
CREATE TABLE release_choice (
    member TEXT NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL CHECK (kind IN ('everyday', 'genetic', 'cancer', 'infection', 'pregnancy',
        'other')),
    choice TEXT NOT NULL CHECK (choice IN ('at_once', 'cover', 'comment-3', 'comment-7',
        'comment-14')),
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (member, kind)
);

-- What was shown stays open: it was marked read, or asked for. The latest time counts; what
-- changed after it is news.
CREATE TABLE report_shown (
    report TEXT NOT NULL REFERENCES report (id),
    member TEXT NOT NULL REFERENCES member (id),
    shown_at BIGINT NOT NULL,
    PRIMARY KEY (report, member)
);
CREATE INDEX report_shown_member ON report_shown (member);
INSERT INTO report_shown (report, member, shown_at)
    SELECT id, member, read_at FROM report WHERE read_at IS NOT NULL;

-- HL7's codes of what the laboratory sorts a report under, with a space between them.
ALTER TABLE report ADD COLUMN category TEXT;
-- The kind of test. NULL until the portal has told it: for a report that came before this step,
-- soon after the start.
ALTER TABLE report ADD COLUMN kind TEXT;
-- When it first came; NULL (of one that came before this step) is when it last changed.
ALTER TABLE report ADD COLUMN arrived_at BIGINT;
CREATE INDEX report_without_kind ON report (id) WHERE kind IS NULL;
CREATE INDEX report_changed ON report (member, changed_at);

-- Within how many panels of its report a value lies; NULL for none.
ALTER TABLE report_observation ADD COLUMN depth BIGINT;
