## Imports

import-done =
    { $count ->
        [one] Import done: { $count } track added
       *[other] Import done: { $count } tracks added
    }
import-cancelled =
    { $count ->
        [one] Import cancelled: { $count } track added
       *[other] Import cancelled: { $count } tracks added
    }
import-updated = { $told }, { $count } updated
import-unchanged = { $told }, { $count } unchanged
import-moved = { $told }, { $count } moved
import-missing = { $told }, { $count } missing
import-duplicates = { $told }, { $count } already in
import-end = { $told }.
import-failed =
    { $count ->
        [one] { $told }. { $count } file could not be read.
       *[other] { $told }. { $count } files could not be read.
    }

## From the engine

settings-not-saved = Settings and your place in the music could not be saved.
settings-not-saved-full = Settings and your place in the music could not be saved: the disk is full.
settings-not-saved-read-only = Settings and your place in the music could not be saved: the data folder cannot be written.
nothing-to-play = There is nothing to play. Import a folder with music first.
queue-is-empty = The queue is empty. Add music from the library, or let Mien choose: see "Go on by mood" in the settings.
playing-stopped = Mien stopped: one track after the other could not be played. Is the drive with the music there?
track-skipped = Skipped "{ $title }": the file { $file } { $reason }.
api-not-on = The local API could not be switched on. Choose another port in Settings, under API.
decode-unreadable = cannot be read: { $error }
decode-unknown-format = is not in a format Mien can play
decode-unsupported = is { $what }, which Mien cannot play
decode-protected = is protected (DRM) and plays only in the shop's own player
decode-empty = holds no sound
decode-damaged = is damaged: { $what }
cannot-read-faces = Mien cannot read faces right now. Music goes on; you can pin a mood by hand.
camera-needed = Switch the camera on to set your neutral face.
face-not-seen = Your face was not in view for long enough. Look at the camera and try again.
not-in-library = This file is not in the library, which keeps ratings and likes. Import its folder first.
rating-changed =
    { $count ->
        [one] Rating changed.
       *[other] Rating of { $count } tracks changed.
    }
like-changed =
    { $count ->
        [one] Like changed.
       *[other] Like of { $count } tracks changed.
    }
playlist-made = Made the playlist “{ $name }”.
tracks-added =
    { $count ->
        [one] Added { $count } track to “{ $name }”.
       *[other] Added { $count } tracks to “{ $name }”.
    }
tracks-removed =
    { $count ->
        [one] Removed { $count } track from “{ $name }”.
       *[other] Removed { $count } tracks from “{ $name }”.
    }
playlist-moved = Moved in “{ $name }”.
playlist-changed = Changed “{ $name }”.
playlist-renamed = Renamed “{ $before }” to “{ $name }”.
query-changed = Changed the query of “{ $name }”.
playlist-deleted = Deleted the playlist “{ $name }”.
playlist-written =
    { $count ->
        [one] Wrote { $count } track to { $file }.
       *[other] Wrote { $count } tracks to { $file }.
    }
playlist-none-known = None of the tracks in { $name } is in the library. Import their folder first.
playlist-some-known = { $name } { $found } of { $all } tracks were found.
cannot-choose = Mien cannot choose music: the system gives no more threads.
still-opening = Mien is still reading the files opened before. Try again in a moment.
cannot-be-played = "{ $name }" cannot be played. { $reason }
several-cannot-be-played =
    { $count ->
        [one] { $count } of the opened files cannot be played.
       *[other] { $count } of the opened files cannot be played.
    }
cannot-watch = Mien cannot watch your folders. Rescan them by hand when something changed.
no-folder = There is no folder to look at. Import one first.
journal-not-kept = The journal cannot be kept: the system gives no more threads.
journal-nothing-deleted = There was nothing to delete in the journal.
journal-deleted =
    { $count ->
        [one] One entry of the journal is deleted; nothing of it is left in the file.
       *[other] { $count } entries of the journal are deleted; nothing of them is left in the file.
    }
journal-exported =
    { $count ->
        [one] The journal's { $count } entry is in { $file }.
       *[other] The journal's { $count } entries are in { $file }.
    }
journal-silent = The journal does not answer.
journal-not-written = The journal could not be written to { $file }.
out-of-matches = Nothing else in the library is close to this mood. Mien goes on with what comes nearest.
settings-unreadable = The settings could not be read; Mien uses its defaults.
settings-damaged = The settings file is damaged; Mien uses its defaults.
setting-refused = The setting { $key } = { $shown } cannot be used; Mien uses its default.

## Why a track was chosen

direction-brighter-livelier = brighter and livelier
    .than = Brighter and livelier than the last
direction-brighter-calmer = brighter and calmer
    .than = Brighter and calmer than the last
direction-brighter = brighter
    .than = Brighter than the last
direction-darker-livelier = darker and livelier
    .than = Darker and livelier than the last
direction-darker-calmer = darker and calmer
    .than = Darker and calmer than the last
direction-darker = darker
    .than = Darker than the last
direction-livelier = livelier
    .than = Livelier than the last
direction-calmer = calmer
    .than = Calmer than the last
learned-fond = you tend to hear such music out
learned-try = a try, to learn what you like
not-played-yet = not played yet
heard-within-hour = heard within the hour, little else fits
heard-today = heard today, little else fits
heard-yesterday = not heard since yesterday
heard-days-ago =
    { $count ->
        [one] not heard for { $count } day
       *[other] not heard for { $count } days
    }
why-and = { $told }; { $more }
why-end = { $told }.
why-album-next = Next on the album
why-no-mood-lift = No mood is known; a start from the middle of your library
why-no-mood = No mood is known; a varied choice around what you have
why-unheard = Nothing is known about its mood yet; a try
why-near = { $music }, { $near }
why-begin = { $music }, { $near } to begin with
why-step = { $step }, on the way to { $goal }
why-back = { $music }, a step back towards your mood
near-mood-close = close to your mood
near-mood = near your mood
near-mood-off = some way from your mood
near-mood-far = far from your mood
near-goal-close = close to { $goal }
near-goal = near { $goal }
near-goal-off = some way from { $goal }
near-goal-far = far from { $goal }
music-even = Even-tempered
music-lively = Lively
music-tense = Tense
music-melancholy = Melancholy
music-calm = Calm
compared-same = { $music }, much like the last
compared-bit = { $music } and a bit { $direction } than the last
compared = { $music } and { $direction } than the last
compared-much = { $music } and much { $direction } than the last
step-same = Much like the last
step-small = A step { $direction } than the last
taste-liked = you like it
taste-stars =
    { $count ->
        [one] you gave it { $count } star
       *[other] you gave it { $count } stars
    }
taste-and = { $word } and { $heard }
chosen-by-you = You chose this.
heard-out =
    { $count ->
        [1] heard out once
        [2] heard out twice
       *[other] heard out { $count } times
    }
mood-changed = Mood changed.
mood-changed-followed =
    { $count ->
        [one] Mood changed. One track that sounds alike followed a little.
       *[other] Mood changed. { $count } tracks that sound alike followed a little.
    }
repeated-by-you = You asked to repeat this.
taste-forgotten = Mien forgot what it learned about your taste. Likes, stars and plays stay.
answers-forgotten = Mien forgot what you said about its readings.

## The library

marks-refused = Some files do not take your stars. The library keeps them in any case.
folder-left = { $folder } left the library. The files are where they were.
folder-back = { $folder } is part of the library again.
tracks-left =
    { $count ->
        [one] { $count } track left the library. The file is where it was.
       *[other] { $count } tracks left the library. The files are where they were.
    }
tracks-back =
    { $count ->
        [one] { $count } track is part of the library again.
       *[other] { $count } tracks are part of the library again.
    }
located = Found your music in { $folder }.
cannot-find-duplicates = Mien cannot look for duplicates: the system gives no more threads.

## Errors of the library

library-folder = Cannot import { $path }: { $error }.
library-no-tracks = The library has no tracks below { $path }.
library-no-playlist = There is no such playlist.
library-no-name = A playlist needs a name.
library-name-taken = There is already a playlist "{ $name }"; choose another name.
library-smart = "{ $name }" is a smart playlist: its query decides which tracks are in it.
library-disk-full = The disk is full; the library keeps what was written before.
library-busy = The library is in use by another program; try again when it is done.
library-read-only = The library cannot be written: the folder or the file is read-only.
library-scan = The import broke off: { $error }.
library-silent = The library does not answer: { $error }.

## Why a search finds nothing

search-no-word = There is no word in "{ $typed }"; type the beginning of a title, artist, album or genre.
search-none-alike = No track is like that.
search-none-all = No track has all of this; asking for less finds more.
search-no-beginning = No track has a word that begins with { $word }.
search-no-beginnings = No track has words that begin with { $words }.
either = { $one } or { $other }
search-stand-in = Nothing has { $word }; these have { $words }.
search-both = { $one } { $other }
search-wants-value = "{ $field }:" wants a value, such as { $example }.
search-not-understood = "{ $field }:{ $value }" is not understood and left out; write it like { $example }.
search-no-family = There is no family "{ $value }"; there are { $families }.
