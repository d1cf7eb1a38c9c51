-- The clinicians who read a report, often without having met the member.
CREATE TABLE report_reviewer (
    report TEXT NOT NULL REFERENCES report (id),
    practitioner TEXT NOT NULL REFERENCES practitioner (id),
    PRIMARY KEY (report, practitioner)
);
CREATE INDEX report_reviewer_practitioner ON report_reviewer (practitioner);
