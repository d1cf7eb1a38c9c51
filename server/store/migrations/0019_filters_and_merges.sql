-- Who takes part in a member's conversations, for the filter of a list.
CREATE INDEX conversation_people ON conversation (member, practitioner, desk);

-- SQLite's index of words is merged a little with one message in four (messages::search), eight
-- pieces into one: by itself it merges 64 pages a level at once, every so many messages, while
-- the sender and all others wait. PostgreSQL has nothing of the kind.
