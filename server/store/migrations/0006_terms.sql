-- Whether newer terms wait for the member whose session this is; asked at sign-on.
ALTER TABLE session ADD COLUMN terms_due BIGINT NOT NULL DEFAULT 0 CHECK (terms_due IN (0, 1));
