-- What a page asks of a member's messages is answered by an index alone, however many there are.

-- Who has written to a member, and when last: for the list of those whom they can write to.
CREATE INDEX message_people ON message (member, no_reply, practitioner, sent_at)
    WHERE practitioner IS NOT NULL;

-- What is unread. The two last columns say nothing that is not in the condition, but without them
-- SQLite looks at each row for it, and a member's rows stand all over the table.
DROP INDEX message_unread;
CREATE INDEX message_unread ON message (member, conversation, sent_at, read_at, author)
    WHERE read_at IS NULL AND author <> 'member';
