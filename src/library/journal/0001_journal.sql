-- The mood journal: a file of its own, so that deleting leaves nothing in the library's backups.
CREATE TABLE entry (
    at      INTEGER NOT NULL,   -- seconds since 1970
    valence REAL,               -- NULL while no mood was known
    arousal REAL,
    emotion TEXT,
    track   INTEGER,            -- the library's number; NULL while nothing played
    title   TEXT,
    artist  TEXT,
    mode    TEXT NOT NULL,
    moment  TEXT NOT NULL
);

CREATE INDEX entry_by_time ON entry (at);
