-- How the beginning of a sound is heard (Chromaprint): finds the same recording in other formats.
CREATE TABLE sound_print (
    audio BLOB NOT NULL PRIMARY KEY,                    -- the fingerprint of the sound, as in track
    print BLOB NOT NULL                                 -- 32-bit words, little-endian; empty: nothing to know it by
) WITHOUT ROWID;
