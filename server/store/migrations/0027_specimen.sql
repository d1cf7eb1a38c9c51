-- The samples that a report was made from, in the source's words.
ALTER TABLE report ADD COLUMN specimen TEXT;
