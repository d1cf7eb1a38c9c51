-- The membership roll: who belongs to the plan, who cares for them and where, and what their
-- records hold. Identifiers are ours; `source` and `fhir_id` say where a row came from.

CREATE TABLE medical_office (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    fhir_id TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT,
    street TEXT,
    city TEXT,
    state TEXT,
    postal_code TEXT,
    UNIQUE (source, fhir_id)
);
CREATE INDEX medical_office_name ON medical_office (name);

CREATE TABLE practitioner (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    fhir_id TEXT NOT NULL,
    given TEXT NOT NULL,
    family TEXT NOT NULL,
    prefix TEXT,
    suffix TEXT,
    specialty TEXT,
    office TEXT REFERENCES medical_office (id),
    receives_messages BIGINT NOT NULL CHECK (receives_messages IN (0, 1)),
    UNIQUE (source, fhir_id)
);
CREATE INDEX practitioner_office ON practitioner (office, family, given);
CREATE INDEX practitioner_name ON practitioner (family, given);

CREATE TABLE member (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    fhir_id TEXT NOT NULL,
    mrn TEXT NOT NULL,
    given TEXT NOT NULL,
    family TEXT NOT NULL,
    preferred_name TEXT,
    -- first and last name folded as registration compares them: case, accents, hyphens,
    -- apostrophes and spaces gone
    name_key TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    died BIGINT NOT NULL CHECK (died IN (0, 1)),
    died_on TEXT,
    sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'other', 'unknown')),
    locale TEXT CHECK (locale IN ('en', 'es')),
    email TEXT,
    phone TEXT,
    street TEXT,
    city TEXT,
    state TEXT,
    postal_code TEXT,
    relationship TEXT NOT NULL
        CHECK (relationship IN ('medical_office', 'elsewhere', 'no_physician', 'ended')),
    personal_physician TEXT REFERENCES practitioner (id),
    medical_office TEXT REFERENCES medical_office (id),
    coverage_ended_at BIGINT,
    UNIQUE (mrn),
    UNIQUE (source, fhir_id)
);
CREATE INDEX member_name ON member (name_key, birth_date);
CREATE INDEX member_physician ON member (personal_physician);
CREATE INDEX member_office ON member (medical_office);

CREATE TABLE visit (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    fhir_id TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES member (id),
    started_at BIGINT NOT NULL,
    -- the instant as the source wrote it, with its precision and offset
    started_source TEXT NOT NULL,
    ended_at BIGINT,
    class TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT,
    office TEXT REFERENCES medical_office (id),
    UNIQUE (source, fhir_id)
);
CREATE INDEX visit_member ON visit (member, started_at, id);
CREATE INDEX visit_office ON visit (office);

CREATE TABLE visit_participant (
    visit TEXT NOT NULL REFERENCES visit (id),
    practitioner TEXT NOT NULL REFERENCES practitioner (id),
    role TEXT NOT NULL,
    PRIMARY KEY (visit, practitioner)
);
CREATE INDEX visit_participant_practitioner ON visit_participant (practitioner);

-- Every imported resource whole, for the rooms that read it, and what it was before.
CREATE TABLE fhir_resource (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    fhir_id TEXT NOT NULL,
    member TEXT REFERENCES member (id),
    version BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    json TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    UNIQUE (source, resource_type, fhir_id)
);
CREATE INDEX fhir_resource_member ON fhir_resource (member, resource_type, id);

CREATE TABLE fhir_resource_history (
    resource TEXT NOT NULL REFERENCES fhir_resource (id),
    version BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    json TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (resource, version)
);
