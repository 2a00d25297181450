## The view

search-settings = Search settings
    .hint = Find a setting…
no-setting-matches = No setting matches. Try another word.
show-all-settings = Show all settings

## Appearance

section-appearance = Appearance
appearance-light-or-dark = Light or dark
    .about = Light surfaces, dark ones, or whatever your desktop uses.
    .words = theme colour night mode
appearance-system = As the desktop
appearance-light = Light
appearance-dark = Dark
appearance-contrast = Contrast
    .about = High contrast draws lines around everything, in the strongest colours.
    .words = accessibility legible vision lines
appearance-contrast-soft = Soft
appearance-contrast-high = High
appearance-motion = Motion
    .about = With less motion nothing glides, blinks or scrolls smoothly.
    .words = accessibility animation reduced still
appearance-motion-full = Full
appearance-motion-reduced = Less
appearance-language = Language
    .about = The language of this window; it changes at once.
    .words = translation deutsch français español русский german french spanish russian english locale
appearance-system-language = As the desktop

## Camera and mood

section-mood = Camera and mood
mood-use-the-camera = Use the camera
    .about = Mien looks at your face to guess your mood; no picture is ever stored or sent.
    .words = webcam consent privacy face
mood-camera = Camera
    .about = Which camera to use when there are several.
    .words = webcam device
mood-camera-resolution = Camera resolution
    .about = 640 × 480 is enough to read a face; more shows a finer picture and costs more. A camera without that size gives the nearest.
    .words = size pixels webcam quality hd
mood-face-detector = Face detector
    .about = BlazeFace also finds tilted heads and faces in poor light; SeetaFace looks for faces from the front only.
    .words = blaze seeta find
mood-what-the-music-does = What the music does
    .about = Match plays music like your mood; lift leads it to a goal in small steps.
    .words = match lift mode
mood-goal-of-lift = Goal of lift
    .about = Where lift leads.
    .words = calm happy energised focused
mood-where-emotions-lie = Where emotions lie
    .about = How pleasant and how excited each expression counts; music is chosen near that point.
    .words = valence arousal affect table plane
mood-first-camera = First that works
mood-camera-number = Camera { $number }
mood-camera-missing = Camera { $number }, not there
mood-match = Match my mood
mood-expression = Expression
mood-valence = Unpleasant to pleasant
mood-arousal = Quiet to excited
mood-coordinate = { $emotion }: { $axis }
mood-usual-places = Back to the usual places

## DJ

section-dj = DJ
dj-learn-my-taste = Learn my taste
    .about = The DJ learns from what you hear out, skip and like; what it learns stays on this machine.
    .words = learning bandit recommendation privacy
dj-forget-what-you-learned = Forget what you learned
    .about = The DJ starts anew; likes, stars and play counts stay.
    .words = reset delete learning taste privacy
dj-play-albums-whole = Play albums whole
    .about = A track brings the rest of its album, in order.
    .words = albums sequence order
dj-keep-a-mood-journal = Keep a mood journal
    .about = Notes your mood and the music once a minute, on this machine only and never with a picture.
    .words = diary history mood privacy

## Desktop

section-desktop = Desktop
desktop-notifications = Notifications
    .about = Says what plays when another song begins.
    .words = notify popup message track song
desktop-stay-awake-while-playing = Stay awake while playing
    .about = The computer does not fall asleep by itself in the middle of a song; the screen may go dark.
    .words = sleep suspend inhibit power
desktop-icon-in-the-tray = Icon in the tray
    .about = A small icon with play, skip, mood and quit, where your desktop has a tray.
    .words = status notifier system area indicator
desktop-close-to-the-tray = Close to the tray
    .about = Closing the window leaves the music playing; the icon in the tray brings it back.
    .words = hide background quit minimise
desktop-never = Never
desktop-when-behind = When Mien is behind
desktop-every-song = At every song
desktop-no-tray = No tray found

## API

section-api = API
api-let-programs-on-this-computer-use-mien = Let programs on this computer use Mien
    .about = Answers programs, and a page in your browser, at http://127.0.0.1 and the port below. What plays and your mood need the token in the file api-token of Mien's data folder.
    .words = http server local remote web page token openapi
api-port = Port
    .about = Where the page and the API are; take another one if a program has this already.
    .words = http server address
api-page = Page
    .about = Shows your mood and the music in a browser on this computer, and controls the player.
    .words = browser address link open web listening
api-off = Off
api-open-page = Open in browser
api-open-page-about = Opens it with a link that works once, so that it may control the player.

## Scrobbling

section-scrobbling = Scrobbling
scrobbling-listenbrainz = ListenBrainz
    .about = Tells ListenBrainz which songs you hear; off until you switch it on. Your token is on its settings page.
    .words = scrobble history network token online
scrobbling-last-fm = Last.fm
    .about = The same for Last.fm and servers that speak its language; needs their key and secret, then “mien scrobble login NAME” in a terminal.
    .words = scrobble history network libre.fm maloja online
scrobbling-tell = Tell what I hear
scrobbling-token = Token
scrobbling-server = Server
scrobbling-key = Key
scrobbling-secret = Secret
scrobbling-field = { $account } { $field }

## Mood of the music

section-listening = Mood of the music
listening-listen-in-the-background = Listen in the background
    .about = Mien listens to your music on this machine to tell how it feels. It takes only what other programs leave, and waits while the machine runs on its battery.
    .words = analyse analyze analysis mood bpm key energy battery pause
listening-off = Switched off.
listening-all-heard = Everything in the library has been heard, or will be in a moment.
listening-waiting = { $heard } of { $all } tracks heard; waiting until the machine is plugged in.
listening-heard = { $heard } of { $all } tracks heard.
listening-seconds = { $heard } of { $all } tracks heard, about { $left } seconds left.
listening-minutes = { $heard } of { $all } tracks heard, about { $left } minutes left.
listening-hours = { $heard } of { $all } tracks heard, about { $left } hours left.

## Sound

section-sound = Sound
sound-level-loudness = Level loudness
    .about = Plays quiet and loud recordings equally loud, by their tags or by what Mien measured.
    .words = replaygain r128 volume normalise normalize
sound-pre-amplifier = Pre-amplifier
    .about = Makes everything that is levelled louder or quieter.
    .words = gain replaygain preamp
sound-prevent-clipping = Prevent clipping
    .about = Peaks that levelling would lift too high are softened instead of distorted.
    .words = limiter peak distortion
sound-crossfade = Crossfade
    .about = One track fades into the next, also when you skip; consecutive tracks of an album never do.
    .words = transition gapless overlap
sound-leave-out-silence = Leave out silence
    .about = Skips silence where one track follows another, except within an album.
    .words = trim gap pause
sound-equaliser = Equaliser
    .about = Lifts or lowers parts of the sound, from bass to treble.
    .words = equalizer eq bass treble preset tone
sound-balance = Balance
    .about = Moves the sound to the left or to the right.
    .words = left right pan stereo
sound-speed = Speed
    .about = Plays faster or slower at the same pitch.
    .words = tempo rate slow fast
sound-smart = Albums as a whole
sound-track = Each track
sound-album = Each album
sound-off = Off
sound-use = Use it
sound-preset = Preset
sound-own = Your own
sound-left = Left { $percent } %
sound-right = Right { $percent } %
sound-middle = Middle
sound-preset-of = { $name } preset
sound-band = Equaliser { $band }

## Playing

section-playing = Playing
playing-go-on-by-mood = Go on by mood
    .about = When your queue is empty, Mien chooses what fits the mood; without this the music ends.
    .words = dj plan plain player autoplay queue
playing-when-mien-starts = When Mien starts
    .about = The queue, the track and the position of last time come back; music that played may go on or wait.
    .words = session restore resume startup
playing-sound-output = Sound output
    .about = Where the music is heard; while that device is not there, the system's default stands in.
    .words = device speakers headphones sound card
playing-as-left = Go on as I left it
playing-paused = Stay paused
playing-system-output = As the system says

## Folders

section-folders = Folders
folders-your-music = Your music
    .about = The folders Mien reads; the files stay where they are and are never deleted.
    .words = import library scan rescan locate missing drive remove add
folders-watch = Watch the folders
    .about = Changes in these folders appear by themselves, within seconds.
    .words = notify automatic update new files
folders-write-ratings = Write ratings into files
    .about = Your stars and likes go into the tags of MP3, FLAC, Ogg, Opus and M4A files, for other programs; all other tags stay as they are.
    .words = stars likes tags popm fmps id3 write back
folders-none = No folder yet. Add one, and Mien reads the tags and covers in it.
folders-add = Add folder…
folders-look-again = Look at all again
folders-stop = Stop
folders-reading = { $done } of { $found } files read
folders-remove = Take { $folder } out of the library
folders-locate = Tell where { $folder } lies now…
folders-rescan = Look at { $folder } again
folders-watched =
    { $tracks ->
         [one] { $tracks } track
        *[other] { $tracks } tracks
    }. Changes appear by themselves.
folders-unwatched =
    { $tracks ->
         [one] { $tracks } track
        *[other] { $tracks } tracks
    }. Not watched.
folders-looked-at =
    { $tracks ->
         [one] { $tracks } track
        *[other] { $tracks } tracks
    }. Looked at every two minutes: { $why }.
folders-some-missing =
    { $tracks ->
         [one] { $tracks } track
        *[other] { $tracks } tracks
    }, { $missing } of them missing. They come back with their files.
folders-absent =
    Not there now. Its { $tracks ->
         [one] { $tracks } track comes
        *[other] { $tracks } tracks come
    } back with the drive; if the folder was moved, tell Mien where it lies.
folders-no-dialog = This desktop has no folder dialog. Type the path where the music lies now.
folders-new-path = New path of the folder
folders-move-there = It is there

## About Mien

section-about = About Mien
about-keyboard-shortcuts = Keyboard shortcuts
    .about = Everything Mien does can be done by keyboard.
    .words = keys help
about-version = Version
    .about = Mien is free software under the MIT licence.
    .words = about licence
about-show-keys = Show keys

## Presets of the equaliser

preset-flat = Flat
preset-more-bass = More bass
preset-less-bass = Less bass
preset-more-treble = More treble
preset-voice = Voice
preset-rock = Rock
preset-classical = Classical
preset-dance = Dance
preset-quiet-listening = Quiet listening
