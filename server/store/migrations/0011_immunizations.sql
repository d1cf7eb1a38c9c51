-- Doses of vaccines: given, not given and why, or recorded by mistake. What a source corrected
-- stands in fhir_resource_history; here is how it is now.
CREATE TABLE immunization (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    fhir_id TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES member (id),
    status TEXT NOT NULL CHECK (status IN ('completed', 'not-done', 'entered-in-error')),
    -- the vaccine's code, two digits or three, where it has one; and the source's words
    cvx TEXT,
    name TEXT NOT NULL,
    -- when, to sort by; then as the source wrote it: a date, or words
    at BIGINT NOT NULL,
    at_source TEXT,
    at_text TEXT,
    -- who did not give it told of it
    reported BIGINT NOT NULL CHECK (reported IN (0, 1)),
    subpotent BIGINT NOT NULL CHECK (subpotent IN (0, 1)),
    reason TEXT,
    lot TEXT,
    expires_source TEXT,
    manufacturer TEXT,
    site TEXT,
    route TEXT,
    amount TEXT,
    place TEXT,
    visit TEXT REFERENCES visit (id),
    practitioner TEXT REFERENCES practitioner (id),
    performer TEXT,
    -- domain::immunizations::Protocol and Reaction as JSON lists
    protocols TEXT NOT NULL,
    reactions TEXT NOT NULL,
    note TEXT,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (source, fhir_id)
);
CREATE INDEX immunization_member ON immunization (member, at, id);
CREATE INDEX immunization_visit ON immunization (visit);
CREATE INDEX immunization_practitioner ON immunization (practitioner);
