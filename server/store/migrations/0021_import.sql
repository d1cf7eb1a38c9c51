-- Files that were imported to their end, so that an import that was cut short goes on where it
-- ended and one that is asked for again reads them and no more.
CREATE TABLE imported_file (
    sha256 TEXT NOT NULL PRIMARY KEY,
    -- what the importer of that day could read: a later one reads the file once more
    reader BIGINT NOT NULL,
    -- counts, and the members by id, as JSON: no health data
    summary TEXT NOT NULL,
    imported_at BIGINT NOT NULL
);

-- What a command beside the host changed (SQLite; PostgreSQL tells its listeners): a line for
-- everybody whose open pages are to hear of it. The host reads them, and removes all but the last.
CREATE TABLE live_news (
    id BIGINT NOT NULL PRIMARY KEY,
    told TEXT NOT NULL
);
