-- More of what tags say.
ALTER TABLE track ADD COLUMN compilation INTEGER NOT NULL DEFAULT 0 CHECK (compilation IN (0, 1));
ALTER TABLE track ADD COLUMN musical_key TEXT;
ALTER TABLE track ADD COLUMN album_gain_db REAL;
ALTER TABLE track ADD COLUMN album_peak REAL;
ALTER TABLE track ADD COLUMN tag_rating INTEGER CHECK (tag_rating BETWEEN 1 AND 5); -- the file's stars; rating is the user's word

-- 1: the user took it out of the library, and it stays out; 2: it left with its folder, and comes back with it.
ALTER TABLE track ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1, 2));

-- The fingerprints are computed in another way from now on, and there is more to read: each file is read again at the next look.
UPDATE track SET size = -1;

-- What only one view or service needs; a row only where there is something.
CREATE TABLE track_detail (
    track_id         INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
    lyrics           TEXT,
    -- MusicBrainz; several are joined by "; "
    recording_id     TEXT,
    release_track_id TEXT,
    release_id       TEXT,
    release_group_id TEXT,
    artist_ids       TEXT,
    album_artist_ids TEXT
);
