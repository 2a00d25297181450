## Numbers and what is counted

seconds = { $count } s
tracks =
    { $count ->
        [one] { $count } track
       *[other] { $count } tracks
    }

## The bar at the foot

nothing-playing = Nothing is playing

## Views and the rail

view-settings = Settings
view-you = You
view-now = Now playing
view-library = Library
view-map = Map
view-journal = Journal
keyboard-shortcuts = Keyboard shortcuts
notices = Notices

## The bar at the foot

previous-track = Previous track
next-track = Next track
pause = Pause
play = Play
seek = Seek
seek-position = { $position } of { $length }
unmute = Unmute
mute = Mute
volume = Volume
repeat-off = Repeat: off
repeat-all = Repeat: the queue
repeat-one = Repeat: this track
order-menu = Shuffle, repeat and sleep
shuffle = Shuffle
when-to-stop = When to stop
sleep-left =
    { $count ->
        [one] Sleep timer: { $count } minute left
       *[other] Sleep timer: { $count } minutes left
    }
stops-after-track = Stops after this track
sleep-timer = Sleep timer
stop-after-track = Stop after this track
fade-out-in =
    { $count ->
        [one] Fade out in { $count } minute
       *[other] Fade out in { $count } minutes
    }
fading-out-in =
    { $count ->
        [one] The music fades out in { $count } minute.
       *[other] The music fades out in { $count } minutes.
    }
no-sleep-timer = No sleep timer
repeat = Repeat

## Keys

keys-playing = Playing
keys-window = Getting around
keys-lists = In lists
key-play = Play or pause
key-stop = Stop
key-forward = Five seconds on
key-back = Five seconds back
key-louder = Louder
key-softer = Softer
key-mute = Mute, or sound again
key-shuffle = Shuffle the queue, or play it in order
key-repeat = Repeat the queue, this track, or nothing
key-camera = Camera off, or on again
key-search = Search the library
key-full-screen = Full screen, or back
key-undo = Undo ratings and playlists
key-keys = These keys
key-play-selected = Play the selected track
key-select-more = Select more or fewer tracks
key-select-all = Select all tracks
key-move = Move the selected track of the queue
key-move-column = Move a column of the table
key-delete = Take out of the queue or playlist
key-menu = What can be done with it
key-media-play = Media play
key-media-stop = Media stop
key-media-next = Media next
key-media-previous = Media previous
key-space = Space
key-enter = Enter
key-delete-name = Delete
key-menu-name = Menu
key-shift = Shift
key-ctrl = Ctrl
keyboard = Keyboard
close-keys = Close keyboard shortcuts

## Notices

close-notice = Close notice
hide-details = Hide details
details = Details
told = What Mien told you
close-notices = Close notices
undo = Undo

## The queue

clear-queue = Clear queue
replanned = Re-planned when a song ends
queue-own =
    { $count ->
        [one] Next, { $count } track from your queue
       *[other] Next, { $count } tracks from your queue
    }
queue-own-shuffled =
    { $count ->
        [one] Next, { $count } track from your queue, shuffled
       *[other] Next, { $count } tracks from your queue, shuffled
    }
queue-pinned = Next, for the pinned mood
queue-mood = Next, if the mood stays
queue-cleared =
    { $count ->
        [one] Took { $count } track out of the queue.
       *[other] Took { $count } tracks out of the queue.
    }
queue-no-music = Once there is music in the library, the plan stands here.
queue-unplanned = Nothing is planned yet. It fills when the music starts.
queue-empty = The queue is empty. Add music from the library.
play-now = Play now
play-next = Play next
remove = Remove
remove-from-queue = Remove { $title } from the queue
removed-from-queue = Removed “{ $title }” from the queue.
queued = queued
queued-by-you = queued by you

## What plays

no-cover = No cover
cover-of = Cover of { $title }
like-this-track = Like this track
library-failed = Mien could not open your library
opening-library = Opening your library…
one-moment = One moment.
library-empty = Your library is empty
    .advice = Import a folder with music. The files stay where they are; Mien only reads them.
nothing-playing-advice = Press play, and Mien picks what fits your mood.
import-folder = Import folder…
play-what-fits = Play what fits
clear-search = Clear search

## What lasts

silent = No sound device. Music goes on silently until one appears.
lift-offer = The music has been on the dark side for a while. It can lead to a brighter place, step by step.
lead-me-there = Lead me there
cancel-import = Cancel import
import-progress = Import progress
importing-of =
    { $count ->
        [one] Importing music: { $done } of { $count } file
       *[other] Importing music: { $done } of { $count } files
    }
importing-so-far =
    { $count ->
        [one] Importing music: { $done } of { $count } file found so far
       *[other] Importing music: { $done } of { $count } files found so far
    }

## Dialogs

dialog-folders = Import folders with music
dialog-portrait = Open a picture or video of a face
dialog-pictures = Pictures and videos
dialog-playlists = Import playlists
playlists = Playlists
dialog-export = Export playlist
dialog-journal = Export the journal

## The icon in the tray

tray-camera = From the camera
tray-mood = Mood
mood-lift = Lift my mood
tray-next = Next
tray-previous = Previous
tray-show = Show window
tray-quit = Quit

## Dates

date = { $weekday } { $day } { $month } { $year }
today = Today, { $date }
day = { $day } { $month } { $year }
days = { $first } to { $last }
days-of-months = { $first } { $month } to { $last }
days-of-years = { $first } to { $last }
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December
weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun
keys-or = { $one } or { $other }

## What a screen reader says by itself, and the name of the table

spoken-playing = Now playing: { $title }, { $artist }
spoken-paused = Paused
spoken-mood = You look { $looks }
table-of-tracks = Tracks
