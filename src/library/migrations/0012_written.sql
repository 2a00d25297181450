-- What Mien wrote into files' tags, so that it writes what has changed since, also after a kill.
CREATE TABLE track_written (
    track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
    stars    INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 5),
    likes    INTEGER NOT NULL CHECK (likes BETWEEN -1 AND 1)
);
