-- What was heard in a track, one row a track that was listened to; a failure is kept so that it is not tried for ever.
CREATE TABLE track_sound (
    track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
    audio    BLOB NOT NULL,                             -- the fingerprint that was listened to: another sound is heard again
    model    TEXT NOT NULL,                             -- name and version of the mood model
    failure  TEXT,                                      -- why there is nothing to hear
    bpm      REAL,
    key      TEXT,
    energy   REAL CHECK (energy BETWEEN 0 AND 1),
    place    BLOB,                                      -- 32-bit floats, little-endian: near is alike
    valence  REAL,                                      -- what the model said; in track_mood the shift is added
    arousal  REAL,
    confidence REAL,
    shift_valence REAL NOT NULL DEFAULT 0,              -- from the user's word on tracks that sound alike
    shift_arousal REAL NOT NULL DEFAULT 0
);
CREATE INDEX track_mood_by_user ON track_mood (track_id) WHERE source = 'user';

-- The user's word stands alone. Else all evidence is weighed by its confidence: a mood tag counts three times, the genre a fifth,
-- and not at all beside a mood tag, which says the same better. The source shown is the strongest.
CREATE VIEW track_mood_combined AS
    SELECT track_id,
        sum(weight * valence) / sum(weight) AS valence,
        sum(weight * arousal) / sum(weight) AS arousal,
        max(confidence) AS confidence,
        CASE min(rank) WHEN 0 THEN 'user' WHEN 1 THEN 'tag' WHEN 2 THEN 'audio' ELSE 'genre' END AS source
    FROM (
        SELECT m.track_id, m.valence, m.arousal, m.rank, m.confidence,
            max(m.confidence, 0.01) * CASE
                WHEN first.rank = 0 THEN m.rank = 0
                WHEN m.rank = 1 THEN 3.0
                WHEN m.rank = 2 THEN 1.0
                WHEN first.rank = 1 THEN 0.0
                ELSE 0.2
            END AS weight
        FROM track_mood_by_strength AS m
        JOIN (SELECT track_id, min(rank) AS rank FROM track_mood_by_strength GROUP BY track_id) AS first USING (track_id)
    )
    GROUP BY track_id;

DROP TRIGGER track_mood_inserted;
DROP TRIGGER track_mood_updated;
DROP TRIGGER track_mood_deleted;

CREATE TRIGGER track_mood_inserted AFTER INSERT ON track_mood BEGIN
    UPDATE track SET (valence, arousal, mood_confidence, mood_source) =
        (SELECT valence, arousal, confidence, source FROM track_mood_combined WHERE track_id = new.track_id)
    WHERE id = new.track_id;
END;

CREATE TRIGGER track_mood_updated AFTER UPDATE ON track_mood BEGIN
    UPDATE track SET (valence, arousal, mood_confidence, mood_source) =
        (SELECT valence, arousal, confidence, source FROM track_mood_combined WHERE track_id = new.track_id)
    WHERE id = new.track_id;
END;

CREATE TRIGGER track_mood_deleted AFTER DELETE ON track_mood BEGIN
    UPDATE track SET (valence, arousal, mood_confidence, mood_source) =
        (SELECT valence, arousal, confidence, source FROM track_mood_combined WHERE track_id = old.track_id)
    WHERE id = old.track_id;
END;
