-- A small picture of each picture that goes with a message, sealed as its pieces are. Pictures of
-- before have none, and are shown by name.
ALTER TABLE attachment ADD COLUMN preview_width BIGINT CHECK (preview_width > 0);
ALTER TABLE attachment ADD COLUMN preview_height BIGINT CHECK (preview_height > 0);
ALTER TABLE attachment ADD COLUMN preview BYTEA;
