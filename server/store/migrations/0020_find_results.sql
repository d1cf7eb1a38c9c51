-- Results are found by their words and by what the laboratory flagged. Both are NULL until the
-- portal has written them (results::search): for a report that came before this step, soon after
-- the start.

-- The words of the panel, its values, the laboratory and the flags, folded, each once.
ALTER TABLE report ADD COLUMN words TEXT;
-- The flags of the values that stand, as HL7's codes, with a space between them.
ALTER TABLE report ADD COLUMN flags TEXT;
CREATE INDEX report_without_words ON report (id) WHERE words IS NULL;
