-- Words folded by Mien itself (any script, accents aside), so the index keeps no text and asks for none.
DROP TRIGGER track_search_inserted;
DROP TRIGGER track_search_updated;
DROP TRIGGER track_search_deleted;
DROP TABLE track_search;

CREATE VIRTUAL TABLE track_search USING fts5 (
    title, artist, album, album_artist, genre,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'",
    prefix = '1 2 3'
);

-- The words themselves, for typing errors.
CREATE VIRTUAL TABLE track_words USING fts5vocab ('track_search', 'row');

CREATE TRIGGER track_search_inserted AFTER INSERT ON track BEGIN
    INSERT INTO track_search (rowid, title, artist, album, album_artist, genre)
    VALUES (new.id, search_text(new.title), search_text(new.artist), search_text(new.album),
            CASE WHEN new.album_artist IS NOT new.artist THEN search_text(new.album_artist) END, search_text(new.genre));
END;

CREATE TRIGGER track_search_updated AFTER UPDATE OF title, artist, album, album_artist, genre ON track
WHEN (old.title, old.artist, old.album, old.album_artist, old.genre) IS NOT (new.title, new.artist, new.album, new.album_artist, new.genre)
BEGIN
    DELETE FROM track_search WHERE rowid = old.id;
    INSERT INTO track_search (rowid, title, artist, album, album_artist, genre)
    VALUES (new.id, search_text(new.title), search_text(new.artist), search_text(new.album),
            CASE WHEN new.album_artist IS NOT new.artist THEN search_text(new.album_artist) END, search_text(new.genre));
END;

CREATE TRIGGER track_search_deleted AFTER DELETE ON track BEGIN
    DELETE FROM track_search WHERE rowid = old.id;
END;

INSERT INTO track_search (rowid, title, artist, album, album_artist, genre)
    SELECT id, search_text(title), search_text(artist), search_text(album),
           CASE WHEN album_artist IS NOT artist THEN search_text(album_artist) END, search_text(genre)
    FROM track ORDER BY id;

-- Which tracks changed since a reader last looked: one row a track, with the number of its newest change.
CREATE TABLE track_change (
    track_id INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL
);
CREATE INDEX track_change_by_revision ON track_change (revision);

CREATE TRIGGER track_change_inserted AFTER INSERT ON track BEGIN
    INSERT INTO track_change VALUES (new.id, 1 + coalesce((SELECT max(revision) FROM track_change), 0))
    ON CONFLICT (track_id) DO UPDATE SET revision = excluded.revision;
END;

CREATE TRIGGER track_change_updated AFTER UPDATE ON track BEGIN
    INSERT INTO track_change VALUES (new.id, 1 + coalesce((SELECT max(revision) FROM track_change), 0))
    ON CONFLICT (track_id) DO UPDATE SET revision = excluded.revision;
END;

CREATE TRIGGER track_change_deleted AFTER DELETE ON track BEGIN
    -- The number stays the newest, and no row is found for it.
    INSERT INTO track_change VALUES (old.id, 1 + coalesce((SELECT max(revision) FROM track_change), 0))
    ON CONFLICT (track_id) DO UPDATE SET revision = excluded.revision;
END;
