-- Laboratory results, as the laboratory gave them, and what they were before; and the
-- business identifiers by which one record system's files refer to another's resources.

-- A report of a laboratory; a laboratory value that belongs to no report stands as one of
-- its own (`resource_type` Observation).
CREATE TABLE report (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    resource_type TEXT NOT NULL CHECK (resource_type IN ('DiagnosticReport', 'Observation')),
    fhir_id TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('registered', 'partial', 'preliminary', 'final',
        'amended', 'corrected', 'appended', 'cancelled', 'entered-in-error', 'unknown')),
    -- when the sample was taken, to sort by; then as the source wrote it
    at BIGINT NOT NULL,
    at_source TEXT,
    issued_source TEXT,
    visit TEXT REFERENCES visit (id),
    laboratory TEXT,
    conclusion TEXT,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- when the member marked it read; a correction takes the mark away
    read_at BIGINT,
    UNIQUE (source, resource_type, fhir_id)
);
CREATE INDEX report_member ON report (member, at, id);
CREATE INDEX report_unread ON report (member) WHERE read_at IS NULL;
CREATE INDEX report_visit ON report (visit);

CREATE TABLE report_before (
    report TEXT NOT NULL REFERENCES report (id),
    version BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('registered', 'partial', 'preliminary', 'final',
        'amended', 'corrected', 'appended', 'cancelled', 'entered-in-error', 'unknown')),
    issued_source TEXT,
    conclusion TEXT,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (report, version)
);

-- One value. An observation of several parts (systolic, diastolic) has a row a part.
CREATE TABLE observation (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    fhir_id TEXT NOT NULL,
    part BIGINT NOT NULL,
    member TEXT NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    -- the same code in the same unit is the same test over time; without a code there is none
    loinc TEXT,
    unit TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('registered', 'partial', 'preliminary', 'final',
        'amended', 'corrected', 'appended', 'cancelled', 'entered-in-error', 'unknown')),
    at BIGINT NOT NULL,
    at_source TEXT,
    issued_source TEXT,
    -- value, ranges and interpretation with the digits of the source
    component TEXT NOT NULL,
    note TEXT,
    version BIGINT NOT NULL,
    UNIQUE (source, fhir_id, part)
);
CREATE INDEX observation_series ON observation (member, loinc, unit, at, id);

CREATE TABLE observation_before (
    observation TEXT NOT NULL REFERENCES observation (id),
    version BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('registered', 'partial', 'preliminary', 'final',
        'amended', 'corrected', 'appended', 'cancelled', 'entered-in-error', 'unknown')),
    issued_source TEXT,
    component TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (observation, version)
);

CREATE TABLE report_observation (
    report TEXT NOT NULL REFERENCES report (id),
    place BIGINT NOT NULL,
    observation TEXT NOT NULL REFERENCES observation (id),
    PRIMARY KEY (report, place)
);
CREATE INDEX report_observation_observation ON report_observation (observation);

CREATE TABLE fhir_identifier (
    source TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    system TEXT NOT NULL,
    value TEXT NOT NULL,
    fhir_id TEXT NOT NULL,
    PRIMARY KEY (source, resource_type, system, value)
);
