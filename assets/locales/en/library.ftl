## Smart playlists

smart-tracks-with = Tracks with
smart-query = Query of the playlist
smart-by = by
smart-at-most = at most
smart-most = Tracks at most
smart-all = all
smart-best = best match
smart-descending = largest or last first
smart-order = Order of the playlist
playlist-name = Name of the playlist

## The line over the table

library-parts = Parts of the library
search-library = Search library
    .hint = Title, artist, album, genre…
search-help = Search help
    .intro = Type the beginnings of words. Quotes hold words together, a minus leaves out, OR joins. Click on an example to add it:
type-folder = This desktop has no folder dialog. Type a folder's path, or drop folders on the window.
folder-path = Folder path
import = Import
type-portrait = This desktop has no file dialog. Type the path of a picture or video, or drop one on the window.
picture-path = Picture path
open = Open
type-playlist = This desktop has no file dialog. Type the path of a playlist.
playlist-path = Playlist path
type-export = This desktop has no file dialog. Type where to write the playlist.
export = Export
type-journal = This desktop has no file dialog. Type where to write the journal.
table-path = Table path
cancel = Cancel

## What can be done with tracks

add-to-queue = Add to queue
add-to-playlist = Add to playlist
new-playlist-dialog = New playlist…
remove-from-playlist = Remove from this playlist
rating = Rating
no-stars = No stars
feels = Feels…
as-heard = As Mien hears it
like = Like
unlike = Take the like back
dislike = Dislike
undislike = Take the dislike back
show-artist = Show artist
show-album = Show album
show-in-folder = Show in folder

## Artists, albums, genres, folders

one-moment-please = One moment…
nothing-matches-short = Nothing matches.
no-genres = No track has a genre in its tags.
no-artists = No track has an artist in its tags.
no-albums = No track has an album in its tags.
no-music-short = No music yet.

## Columns

column-title = Title
column-artist = Artist
column-album = Album
column-genre = Genre
column-year = Year
column-mood = Mood
column-rating = Rating
column-plays = Plays
column-skips = Skips
column-played = Last played
column-added = Added
column-bpm = BPM
column-path = Path
column-length = Length
columns = Columns
sort-by = Sort by { $column }
sorted-by = Sorted by { $column }
sorted-by-descending = Sorted by { $column }, the other way round
more-for = More for { $name }

## A track

row-current = { $row }, current track
unknown = unknown
never = never
missing = missing
play-title = Play { $title }
stars =
    { $count ->
        [one] { $count } star
       *[other] { $count } stars
    }
plays =
    { $count ->
        [one] { $count } play
       *[other] { $count } plays
    }

## The list beside the table

shelf-songs = Songs
shelf-artists = Artists
shelf-albums = Albums
shelf-genres = Genres
shelf-folders = Folders
shelf-liked = Liked
shelf-added = Recently added
shelf-played = Recently played
drop-tracks = Drop tracks on + to begin a playlist, or import one.
new-playlist = New playlist
new-smart-playlist = New smart playlist…
keep-search = Keep this search as a playlist…
import-playlists = Import playlists…
rename = Rename…
export-dialog = Export…
delete = Delete

## Why the table is empty

matches-in =
    { $count ->
        [one] { $count } match in { $place }
       *[other] { $count } matches in { $place }
    }
show-all-tracks = Show all tracks
opening = One moment
    .advice = Your library is being opened.
importing = Importing
    .advice = Tracks appear here when the import is done.
no-music = No music yet
    .advice = Use “Import folder…” above, or drop folders on the window. Mien reads the tags and covers of your music and guesses each track's mood; the files stay where they are and are never changed.
nothing-matches = Nothing matches
    .advice = Try fewer or other words; titles, artists, albums and genres are searched.
nothing-liked = Nothing liked yet
    .advice = The heart beside a playing track puts it here.
nothing-new = Nothing new
    .advice = What you import stays here for thirty days.
nothing-heard = Nothing heard yet
    .advice = What you hear to its end comes here.
nothing-matches-now = Nothing matches now
    .advice = As soon as a track matches the query, it is here.
list-empty = No tracks yet
    .advice = Drag tracks here from the library, or choose “Add to playlist” in their menu.
nothing-here = Nothing here
    .advice = The tracks are no longer in the library.

## What lists can be sorted by

sort-best = best match
sort-artist = artist
sort-title = title
sort-album = album
sort-genre = genre
sort-path = path
sort-year = year
sort-rating = rating
sort-plays = plays
sort-skips = skips
sort-length = length
sort-bpm = bpm
sort-added = added
sort-played = played
sort-valence = valence
sort-arousal = arousal
sort-random = random

## Duplicates, backup

shelf-duplicates = Duplicates
dialog-locate = Where is the music of { $folder } now?
library-remove = Remove from the library
library-backup-there =
    { $hours ->
        [0] There is a good backup, made less than an hour ago.
        [one] There is a good backup, made an hour ago.
       *[other] There is a good backup, made { $hours } hours ago.
    } The file that cannot be opened is kept beside it.
library-use-backup = Use the backup
duplicates-found =
    { $groups ->
         [one] One track is
        *[other] { $groups } tracks are
    } there more than once, with { $others ->
         [one] one copy
        *[other] { $others } copies
    } too many.
duplicates-none = No track is there twice.
duplicates-none-yet = No track was found twice so far.
duplicates-heard = Listening for the same recording in other formats: { $done } of { $all } tracks.
duplicates-files-stay = Taking copies out of the library leaves their files on the disk, and can be undone.
duplicates-keep-suggested = Keep the first of each
duplicates-more = Show more
duplicates-same-sound = The same sound
duplicates-same-recording = The same recording
duplicates-format = { $format }, { $rate } kbit/s
duplicates-keep-this = Keep only this
duplicates-reveal = Show { $file } in its folder
duplicates-play = Play { $file }
duplicates-lossless = suggested: lossless
duplicates-higher-rate = suggested: more bits
duplicates-more-tags = suggested: its tags say more
duplicates-first = suggested: it came first
