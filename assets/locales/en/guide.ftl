## The tour

tour-step = Step { $number } of { $all }
tour-music = Where is your music?
tour-music-about = Choose a folder, or drop one on the window. The files stay where they are; Mien only reads them, and listens to them in the background to tell their mood.
tour-music-known =
    { $count ->
        [one] { $count } track is here already.
       *[other] { $count } tracks are here already.
    }
tour-choose = Choose a folder…
tour-skip = Skip
tour-done = That is all
tour-done-play = Press play, and Mien picks what fits. Each song comes with the reason it was chosen for.
tour-done-pin = Pin a mood by hand at any time. It wins over the camera until you take it back.
tour-done-keys = Space plays and pauses, N skips, C turns the camera off, and ? shows all keys.
tour-play = Play what fits
tour-close = Close

## Letting go of what is dragged, and lists of groups

drop-files = Let go to add music, or to look at a picture or video of a face
drop-on-queue = Let go to add to the queue
group-play = Play all
group-play-next = Play all next
group-enqueue = Add all to queue
group-add-to = Add all to “{ $list }”

## Long work

minutes-left =
    { $count ->
        [one] about { $count } minute left
       *[other] about { $count } minutes left
    }

## The mini player

mini-player = Mini player
mini-back = Back to the whole window
key-letters = Letters
key-look-for = Go to what begins so
key-mini-player = Mini player, or the whole window

## Lyrics

lyrics = Lyrics
lyrics-up-next = Up next
lyrics-nothing-plays = When a track plays, its lyrics stand here.
lyrics-looking = Looking for lyrics…
lyrics-none = This track carries no lyrics. A text file beside it with the same name and the ending .lrc is shown here.
lyrics-line = { $at }, { $words }
lyrics-pause = { $at }, no words

## About Mien

info-title = About Mien
info-version = Version { $version } · free software under the MIT licence
info-what = A music player that, if you let it, looks at your face and picks from your own library what meets your mood, or gently lifts it.
info-data = What happens to your data
info-data-camera = The camera is off until you allow it. A lamp on the preview shows when it is on, and one key turns it off.
info-data-pictures = Every picture is looked at on this computer and forgotten at once. None is stored, none is sent.
info-data-journal = The mood journal is off until you switch it on. It holds moods and songs, never pictures, and one button deletes it.
info-data-network = Mien opens no network connection, unless you ask it to tell a scrobbling service what you hear. The local API is off until you switch it on.
info-parts = What it is made of
info-part-emotion = Reads expressions of faces; trained for Mien
info-part-blazeface = Finds faces; by Google, weights unchanged
info-part-seetaface = Finds faces the older way; Chinese Academy of Sciences
info-part-mood = Places music on the mood plane; trained for Mien
info-part-musicnn = Describes music; Pons and Serra, weights as published
info-part-inter = The typeface
info-part-icons = The icons; by Google
info-part-crates = Everything else is written in Rust, with libraries under MIT, Apache, BSD and like licences; the list is checked at each build.
info-settings = Mien and its models
    .about = What happens to your data, what Mien is made of, and how well its models do.
    .words = about privacy licence model card accuracy credits
info-open = Open
tour-again = First steps
    .about = Shows again what the first run showed.
    .words = tour help welcome
tour-show = Show
info-cards = Model cards
info-cards-about = What each model does, how well, and what it gets wrong, as its makers measured it. In English.
info-card-faces = Faces
info-card-music = Music
info-card-detector = Finding faces
