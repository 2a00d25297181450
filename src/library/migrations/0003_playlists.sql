-- A list of tracks: arranged by the user, or, with a query, whatever matches at the moment.
CREATE TABLE playlist (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    added    INTEGER NOT NULL,                          -- seconds since 1970
    query    TEXT,                                      -- NULL: arranged by the user
    sort     TEXT,                                      -- order of a query's matches
    most     INTEGER                                    -- tracks of a query at most; NULL: all
);

-- The tracks of an arranged list by their numbers, so that a file that moves keeps its place.
CREATE TABLE playlist_track (
    playlist_id INTEGER NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,                       -- 0, 1, 2, …
    track_id    INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
    PRIMARY KEY (playlist_id, position)
) WITHOUT ROWID;
CREATE INDEX playlist_track_by_track ON playlist_track (track_id);
