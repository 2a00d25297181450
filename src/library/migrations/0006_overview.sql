-- What one pass over a track's samples tells; measured once, forgotten when the sound changes.
ALTER TABLE track ADD COLUMN loudness_lufs REAL;    -- integrated loudness by EBU R128; NULL: not measured, or silent
ALTER TABLE track ADD COLUMN true_peak_dbtp REAL;   -- largest true peak; NULL as above

-- The waveform behind the seek bar. A row says that the track was measured.
CREATE TABLE waveform (
    track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
    bins     BLOB    NOT NULL                       -- a byte a bin, see audio::overview
);

CREATE TRIGGER waveform_of_another_sound AFTER UPDATE OF audio ON track WHEN new.audio IS NOT old.audio BEGIN
    DELETE FROM waveform WHERE track_id = new.id;
    UPDATE track SET loudness_lufs = NULL, true_peak_dbtp = NULL WHERE id = new.id;
END;
