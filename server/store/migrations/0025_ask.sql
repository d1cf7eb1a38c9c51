-- A message that asks about a result says which, and in which version it stood then; so does its
-- draft. What the result says stays in the record alone.
CREATE TABLE message_report (
    message TEXT NOT NULL PRIMARY KEY REFERENCES message (id),
    report TEXT NOT NULL REFERENCES report (id),
    version BIGINT NOT NULL
);
CREATE INDEX message_report_report ON message_report (report);
ALTER TABLE draft ADD COLUMN report TEXT REFERENCES report (id);
CREATE INDEX draft_report ON draft (report);
