-- What a parent was told by mail: that from a day on they see less of a child's record
-- (domain::family). A birth date that the roll corrects makes another day, which is told again.
CREATE TABLE family_notice (
    guardianship TEXT NOT NULL REFERENCES guardianship (id),
    changes_on TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (guardianship, changes_on)
);
-- The RelatedPerson of the record system that says it, if one does.
ALTER TABLE guardianship ADD COLUMN fhir_id TEXT;
CREATE INDEX guardianship_fhir_id ON guardianship (fhir_id) WHERE fhir_id IS NOT NULL;
-- Whose birthday is near.
CREATE INDEX member_birth_date ON member (birth_date);
