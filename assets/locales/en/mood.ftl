## Match, lift and pin

mode-match = Match
    .hint = Music like your mood
mode-lift = Lift
    .hint = Starts at your mood and leads to a better one, step by step
goal-shown = Goal: { $goal }
goal = Goal
pin-mood-dialog = Pin mood…
pinned = Pinned: { $mood }
pin-mood = Pin mood
camera-leads = Let the camera lead

## You

open-portrait = Open a picture or video…
    .about = Mien looks at the picture or video instead of the camera. You can also drop one on the window.
rest-watch = Relax your face and look at the camera for five seconds…
neutral-face = This is my neutral face
    .about = If Mien reads your relaxed face as sad or angry, show it that face for five seconds. Seven numbers are kept, no picture.
undo-neutral-face = Undo neutral face
camera-turn-off = Turn camera off
camera-turn-on = Turn camera on
camera-switch-hint = { $label } (C)
mood-pinned = Mood pinned: { $mood }
no-camera-mood = No mood from the camera
camera-starting = Starting the camera…
picture-ended = The picture has ended
you-look = You look { $looks }, { $percent }
you-look-caption = You look { $looks } · { $percent }
waiting-for-picture = Waiting for the first picture…
no-face = No face in view
not-sure = Not sure yet
camera-on = Camera on
picture = Picture
video = Video
ended = Ended
follow-person = Follow this person
camera-off = Camera off
    .unasked = It stays off until you allow it.
    .advice = Pin a mood, or just play.
picture-over = The picture or video is over.
set-mood = Set mood
    .hint = A click on the plane sets your mood
set-goal = Set goal
    .hint = A click on the plane sets where lift leads
camera-leads-again = Let the camera lead again
plane-to-set-mood = Mood plane. Your mood: { $listener }. The music: { $music }. Click, or use the arrow keys and Enter, to set your mood.
plane-to-set-goal = Mood plane. Your mood: { $listener }. The music: { $music }. Click, or use the arrow keys and Enter, to set the goal.
legend-you = you
legend-playing = playing
legend-next = next
emotion-score = { $emotion } score
my-mood-is = My mood is: { $emotion }

## Answers about readings

you-said = You said: { $looks }. The music follows that.
not-your-mood = Not your mood? Click the one that is.
how-well = How well Mien reads you
answers-summary =
    { $count ->
        [one] { $count } answer; Mien was right in { $agreed }. Rows: what it read. Columns: what you said.
       *[other] { $count } answers; Mien was right in { $agreed }. Rows: what it read. Columns: what you said.
    }
answers-mistake = { $count } times { $read } was read and { $truth } was true
no-mistakes = no mistakes
answers-table = What Mien read and what you said: { $mistakes }
forget-answers = Forget my answers

## The camera question

consent-looks = Mien looks at your face, guesses your mood, and picks music that fits it.
consent-private = All of this happens on this computer. No picture is ever stored or sent.
consent-visible = “Camera on” shows on the preview while it is used. Press C to turn it off at any time.
consent-without = Without the camera you can pin a mood by hand, or just play music.
consent-question = May Mien use the camera?
allow-camera = Allow camera
not-now = Not now

## The journal

journal-day = Day
    .hint = One day, hour by hour
journal-week = Week
    .hint = Seven days side by side
journal-no-days = Nothing was noted on these days.
earlier = Earlier
later = Later
journal-starts = Mien notes your mood and the music from now on, on this machine only and never with a picture.
journal-kept = Mien notes your mood and the music once a minute, on this machine only.
journal-ask = Keep a mood journal? It notes your mood and the music once a minute, on this machine only and never with a picture.
journal-empty = Nothing here yet
    .about = Later you see here how your mood went, with the songs on its curve, how you looked most of the time, and which songs came before better moods.
journal-off = The journal is off; these are earlier days.
how-you-looked = How you looked
no-mood-read = No mood was read.
share-spoken = { $emotion }: { $percent }
before-better = Songs that came before better moods
    .none = None heard out twice on these days.
unknown-artist = Unknown artist
times =
    { $count ->
        [one] { $count } time
       *[other] { $count } times
    }
before-better-spoken = { $song }: came before a better mood { $times }
export-csv = Export as CSV…
delete-day = Delete this day…
delete-days = Delete these days…
delete-everything = Delete everything…
deletes-day =
    { $count ->
        [one] { $count } entry of this day will be gone for good.
       *[other] { $count } entries of this day will be gone for good.
    }
deletes-days =
    { $count ->
        [one] { $count } entry of these days will be gone for good.
       *[other] { $count } entries of these days will be gone for good.
    }
deletes-all =
    { $count ->
        [one] { $count } entry of all days will be gone for good.
       *[other] { $count } entries of all days will be gone for good.
    }
keep = Keep
delete-entries =
    { $count ->
        [one] Delete { $count } entry
       *[other] Delete { $count } entries
    }
pleasant = pleasant
excited = excited
song-begins = a song begins
high = high
low = low
curves-spoken = Curves of how pleasant and how excited: { $moods }, { $songs }
moods =
    { $count ->
        [one] { $count } mood
       *[other] { $count } moods
    }
songs =
    { $count ->
        [one] { $count } song
       *[other] { $count } songs
    }

## The map

map-spoken = { $count } tracks by mood, { $chosen } chosen
map-empty = No track has a mood yet. Mien listens to new music in the background.
map-choose-all = Choose all in sight
map-hint = Draw a line around dots to choose them. Scroll to zoom, + and - do the same.
from-the-map = From the map
map-choose-none = Choose none
map-chosen = { $count } chosen

## Emotions and moods

emotion-angry = angry
    .looks = angry
    .menu = Angry
emotion-disgust = disgust
    .looks = disgusted
    .menu = Disgust
emotion-fear = fear
    .looks = afraid
    .menu = Fear
emotion-happy = happy
    .looks = happy
    .menu = Happy
emotion-sad = sad
    .looks = sad
    .menu = Sad
emotion-surprise = surprise
    .looks = surprised
    .menu = Surprise
emotion-neutral = neutral
    .looks = neutral
    .menu = Neutral
quadrant-lively = lively
quadrant-tense = tense
quadrant-sad = sad
quadrant-calm = calm
hint-covered = The camera shows nothing. Is something over the lens?
hint-dark = It is too dark to read your face well. A light in front of you helps.
hint-backlit = The light is behind you. Turn towards it, or close the curtain.
hint-cut-off = Part of your face is outside the picture. Move to the middle.
hint-far = You are far from the camera. Come a little closer.
hint-several = Several people are in view. Click a face to follow that person.
goal-calm-happy = Calm and happy
    .place = calm and happy
goal-energised = Energised
    .place = full of energy
goal-calm = Calm
    .place = calm
goal-focused = Focused
    .place = focused
goal-point = A place on the plane
    .place = the place you chose
pin-point = a place on the plane
mood-unknown = mood unknown
step-brighter = a step brighter
step-darker = a step darker
step-livelier = a step livelier
step-calmer = a step calmer
camera-missing = No camera
    .advice = No camera found. Plug one in; Mien notices by itself.
camera-busy = Camera in use
    .advice = The camera is used by another program. Close it there; Mien tries again by itself.
camera-forbidden = No permission
    .advice = The system does not let Mien use the camera. Allow it in the privacy settings, or add your user to the group "video".
camera-asked = Waiting for you
    .advice = Your desktop asks whether Mien may use the camera. Answer there; Mien goes on by itself.
camera-unplugged = Camera unplugged
    .advice = The camera was unplugged. Plug it in again; Mien goes on by itself.
camera-stalled = No picture
    .advice = The camera sends no picture. Mien tries again; unplugging it and plugging it in may help.
camera-format = Unknown picture format
    .advice = The camera's pictures cannot be read ({ $details }). Another resolution or camera may work.
camera-bad-file = File cannot be shown
camera-other = Camera problem
    .advice = The camera does not work: { $details }
