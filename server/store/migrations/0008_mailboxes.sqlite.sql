-- Words come folded and separated by blanks; to this tokenizer everything but ASCII's own
-- marks is part of a word. Every word begins with a key of its member, so that a search reads
-- that member's part of the index and no other.
CREATE VIRTUAL TABLE message_search USING fts5 (
    message UNINDEXED, subject, people, body,
    content = '', contentless_delete = 1, contentless_unindexed = 1, tokenize = 'ascii'
);
INSERT INTO message_search (message_search, rank)
    VALUES ('rank', 'bm25(0.0, 8.0, 4.0, 1.0)');
