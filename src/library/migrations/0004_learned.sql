-- What the DJ believes about the listener's taste: a normal distribution for each thing music has in common.
CREATE TABLE belief (
    kind     INTEGER NOT NULL,  -- what it is about: music, region, genre, artist, track
    key      INTEGER NOT NULL,  -- which of them
    mean     REAL    NOT NULL,
    variance REAL    NOT NULL,
    at       INTEGER NOT NULL,  -- plays learned from when it was last updated
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;

-- How the reading of the listener's face is corrected: a shift of each emotion in log space.
CREATE TABLE face_shift (
    emotion TEXT NOT NULL PRIMARY KEY,
    shift   REAL NOT NULL
) WITHOUT ROWID;

-- What was read in the face, and what the listener said was true.
CREATE TABLE face_answer (
    read   TEXT    NOT NULL,
    truth  TEXT    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (read, truth)
) WITHOUT ROWID;
