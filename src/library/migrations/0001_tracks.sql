-- A file of music. Rows are never deleted: a file that is gone is marked missing, so that ratings and plays come back with it.
CREATE TABLE track (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    path            BLOB    NOT NULL UNIQUE,            -- the bytes of the path, whatever they are
    size            INTEGER NOT NULL,                   -- bytes; with modified: has the file changed?
    modified        INTEGER NOT NULL,                   -- nanoseconds since 1970
    audio           BLOB    NOT NULL,                   -- fingerprint of the sound without its tags: survives re-tagging
    content         BLOB    NOT NULL,                   -- fingerprint of sound and tags: equal for copies

    title           TEXT    NOT NULL,
    artist          TEXT,
    album           TEXT,
    album_artist    TEXT,
    genre           TEXT,
    mood            TEXT,                               -- the mood tag, as written
    year            INTEGER,
    track_number    INTEGER,
    disc_number     INTEGER,
    bpm             REAL,
    track_gain_db   REAL,
    track_peak      REAL,
    length_secs     REAL    NOT NULL,
    has_cover       INTEGER NOT NULL CHECK (has_cover IN (0, 1)),
    sort_key        TEXT    NOT NULL,                   -- artist, album, disc, number, title: the order of listings

    added           INTEGER NOT NULL,                   -- seconds since 1970
    missing         INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1)),
    rating          INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
    liked           INTEGER NOT NULL DEFAULT 0 CHECK (liked BETWEEN -1 AND 1),
    plays           INTEGER NOT NULL DEFAULT 0,
    skips           INTEGER NOT NULL DEFAULT 0,
    last_played     INTEGER,                            -- seconds since 1970

    -- The strongest evidence of track_mood, kept by the triggers below; NULL while there is none.
    valence         REAL,
    arousal         REAL,
    mood_confidence REAL,
    mood_source     TEXT
);

CREATE INDEX track_by_audio ON track (audio);
CREATE INDEX track_by_content ON track (content);
CREATE INDEX track_in_order ON track (sort_key, id);
CREATE INDEX track_by_last_played ON track (last_played) WHERE last_played IS NOT NULL;

-- What is known about a track's mood, one row a source; user beats tag beats audio beats genre.
CREATE TABLE track_mood (
    track_id   INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
    source     TEXT    NOT NULL CHECK (source IN ('user', 'tag', 'audio', 'genre')),
    valence    REAL    NOT NULL CHECK (valence BETWEEN -1 AND 1),
    arousal    REAL    NOT NULL CHECK (arousal BETWEEN -1 AND 1),
    confidence REAL    NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    PRIMARY KEY (track_id, source)
) WITHOUT ROWID;

CREATE VIEW track_mood_by_strength AS
    SELECT *, CASE source WHEN 'user' THEN 0 WHEN 'tag' THEN 1 WHEN 'audio' THEN 2 ELSE 3 END AS rank FROM track_mood;

CREATE TRIGGER track_mood_inserted AFTER INSERT ON track_mood BEGIN
    UPDATE track SET (valence, arousal, mood_confidence, mood_source) =
        (SELECT valence, arousal, confidence, source FROM track_mood_by_strength WHERE track_id = new.track_id ORDER BY rank LIMIT 1)
    WHERE id = new.track_id;
END;

CREATE TRIGGER track_mood_updated AFTER UPDATE ON track_mood BEGIN
    UPDATE track SET (valence, arousal, mood_confidence, mood_source) =
        (SELECT valence, arousal, confidence, source FROM track_mood_by_strength WHERE track_id = new.track_id ORDER BY rank LIMIT 1)
    WHERE id = new.track_id;
END;

CREATE TRIGGER track_mood_deleted AFTER DELETE ON track_mood BEGIN
    UPDATE track SET (valence, arousal, mood_confidence, mood_source) =
        (SELECT valence, arousal, confidence, source FROM track_mood_by_strength WHERE track_id = old.track_id ORDER BY rank LIMIT 1)
    WHERE id = old.track_id;
END;

-- Folders the user imported, to look at again.
CREATE TABLE folder (
    path  BLOB    NOT NULL PRIMARY KEY,
    added INTEGER NOT NULL
) WITHOUT ROWID;

-- Search as you type: words and beginnings of words, accents folded. The text itself stays in track.
CREATE VIRTUAL TABLE track_search USING fts5 (
    title, artist, album, album_artist, genre,
    content = 'track', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3'
);

CREATE TRIGGER track_search_inserted AFTER INSERT ON track BEGIN
    INSERT INTO track_search (rowid, title, artist, album, album_artist, genre)
    VALUES (new.id, new.title, new.artist, new.album, new.album_artist, new.genre);
END;

CREATE TRIGGER track_search_updated AFTER UPDATE OF title, artist, album, album_artist, genre ON track BEGIN
    INSERT INTO track_search (track_search, rowid, title, artist, album, album_artist, genre)
    VALUES ('delete', old.id, old.title, old.artist, old.album, old.album_artist, old.genre);
    INSERT INTO track_search (rowid, title, artist, album, album_artist, genre)
    VALUES (new.id, new.title, new.artist, new.album, new.album_artist, new.genre);
END;

CREATE TRIGGER track_search_deleted AFTER DELETE ON track BEGIN
    INSERT INTO track_search (track_search, rowid, title, artist, album, album_artist, genre)
    VALUES ('delete', old.id, old.title, old.artist, old.album, old.album_artist, old.genre);
END;
