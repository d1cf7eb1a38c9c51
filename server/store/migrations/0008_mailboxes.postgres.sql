-- Words come folded, as lexemes; no dictionary touches them. Every word begins with a key of
-- its member, so that a search reads that member's part of the index and no other.
CREATE TABLE message_search (
    message TEXT NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX message_search_words ON message_search USING GIN (words) WITH (fastupdate = off);
