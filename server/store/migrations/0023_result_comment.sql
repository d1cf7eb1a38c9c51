-- What a clinician says about a result, from the desk (SPEC section 6). It stays with the result
-- whatever becomes of the values; it is never edited, another one follows it.
CREATE TABLE report_comment (
    id TEXT NOT NULL PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (id),
    author TEXT NOT NULL REFERENCES staff (id),
    body TEXT NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX report_comment_report ON report_comment (report, written_at, id);
CREATE INDEX report_comment_author ON report_comment (author);
