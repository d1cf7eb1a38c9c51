-- Files that the desks send, and the devices from which people have signed on.

-- Who at a desk adds a file, if not the member. Until its answer is sent it waits in the
-- conversation, and nobody but who added it sees it there.
ALTER TABLE attachment ADD COLUMN staff TEXT REFERENCES staff (id);
ALTER TABLE attachment ADD COLUMN waits_in TEXT REFERENCES conversation (id);
CREATE INDEX attachment_staff ON attachment (staff, waits_in, created_at, id);
CREATE INDEX attachment_waits_in ON attachment (waits_in);
CREATE INDEX attachment_unsent ON attachment (created_at) WHERE waits_in IS NOT NULL;

-- A browser from which somebody has signed on, by the SHA-256 of a token that it keeps (AUT-4).
CREATE TABLE account_device (
    token_hash TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account (id),
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (account, token_hash)
);
CREATE INDEX account_device_last ON account_device (last_at);

CREATE TABLE staff_device (
    token_hash TEXT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff (id),
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (staff, token_hash)
);
CREATE INDEX staff_device_last ON staff_device (last_at);
