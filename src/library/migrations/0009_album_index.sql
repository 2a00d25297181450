-- The tracks of an album are looked up whenever one of them is about to play.

CREATE INDEX track_by_album ON track (album, album_artist) WHERE album IS NOT NULL;
