-- Each time a track was heard to its end, or nearly, or skipped.
CREATE TABLE play (
    id       INTEGER PRIMARY KEY,
    track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,                          -- seconds since 1970
    skipped  INTEGER NOT NULL CHECK (skipped IN (0, 1))
);
CREATE INDEX play_by_time ON play (at);

-- What tables of other programs say about a track (Spotify's features and the like); 0 to 1 but for the tempo.
CREATE TABLE track_feature (
    track_id     INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
    valence      REAL NOT NULL CHECK (valence BETWEEN 0 AND 1),
    energy       REAL NOT NULL CHECK (energy BETWEEN 0 AND 1),
    danceability REAL,
    tempo        REAL
);

-- They count like a mood tag, which comes first where the file has one.
CREATE TRIGGER track_feature_comes_back AFTER DELETE ON track_mood WHEN old.source = 'tag' BEGIN
    INSERT OR IGNORE INTO track_mood (track_id, source, valence, arousal, confidence)
    SELECT track_id, 'tag', valence * 2 - 1, energy * 2 - 1, 0.6 FROM track_feature WHERE track_id = old.track_id;
END;
