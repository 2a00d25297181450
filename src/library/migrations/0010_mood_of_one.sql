-- The mood of one track from its own rows: the view before looked at the moods of all tracks for each.
-- The user's word stands alone. Else all evidence is weighed by its confidence: a mood tag counts three times, the genre a fifth,
-- and not at all beside a mood tag, which says the same better. The source shown is the strongest.
DROP VIEW track_mood_combined;
CREATE VIEW track_mood_combined AS
    SELECT track_id,
        CASE min(rank)
            WHEN 0 THEN max(valence) FILTER (WHERE rank = 0)
            WHEN 1 THEN sum(weight * valence) FILTER (WHERE rank < 3) / sum(weight) FILTER (WHERE rank < 3)
            ELSE sum(weight * valence) / sum(weight)
        END AS valence,
        CASE min(rank)
            WHEN 0 THEN max(arousal) FILTER (WHERE rank = 0)
            WHEN 1 THEN sum(weight * arousal) FILTER (WHERE rank < 3) / sum(weight) FILTER (WHERE rank < 3)
            ELSE sum(weight * arousal) / sum(weight)
        END AS arousal,
        max(confidence) AS confidence,
        CASE min(rank) WHEN 0 THEN 'user' WHEN 1 THEN 'tag' WHEN 2 THEN 'audio' ELSE 'genre' END AS source
    FROM (
        SELECT *, max(confidence, 0.01) * CASE rank WHEN 1 THEN 3.0 WHEN 2 THEN 1.0 ELSE 0.2 END AS weight
        FROM track_mood_by_strength
    )
    GROUP BY track_id;
