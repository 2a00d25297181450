## Numbers and what is counted

seconds = { $count } s
tracks =
    { $count ->
        [one] { $count } Titel
       *[other] { $count } Titel
    }

## The bar at the foot

nothing-playing = Es läuft nichts

## Views and the rail

view-settings = Einstellungen
view-you = Sie
view-now = Aktuelle Wiedergabe
view-library = Bibliothek
view-map = Karte
view-journal = Tagebuch
keyboard-shortcuts = Tastenkürzel
notices = Meldungen

## The bar at the foot

previous-track = Voriger Titel
next-track = Nächster Titel
pause = Pause
play = Wiedergabe
seek = Position
seek-position = { $position } von { $length }
unmute = Ton einschalten
mute = Stummschalten
volume = Lautstärke
repeat-off = Wiederholen: aus
repeat-all = Wiederholen: Warteschlange
repeat-one = Wiederholen: dieser Titel
order-menu = Zufall, Wiederholung und Schlafmodus
shuffle = Zufallswiedergabe
when-to-stop = Wann die Musik endet
sleep-left =
    { $count ->
        [one] Schlafmodus: noch { $count } Minute
       *[other] Schlafmodus: noch { $count } Minuten
    }
stops-after-track = Endet nach diesem Titel
sleep-timer = Schlafmodus
stop-after-track = Nach diesem Titel anhalten
fade-out-in =
    { $count ->
        [one] In { $count } Minute ausblenden
       *[other] In { $count } Minuten ausblenden
    }
fading-out-in =
    { $count ->
        [one] Die Musik wird in { $count } Minute ausgeblendet.
       *[other] Die Musik wird in { $count } Minuten ausgeblendet.
    }
no-sleep-timer = Kein Schlafmodus
repeat = Wiederholen

## Keys

keys-playing = Wiedergabe
keys-window = Navigation
keys-lists = In Listen
key-play = Wiedergabe oder Pause
key-stop = Anhalten
key-forward = Fünf Sekunden vor
key-back = Fünf Sekunden zurück
key-louder = Lauter
key-softer = Leiser
key-mute = Ton aus oder wieder an
key-shuffle = Warteschlange mischen oder der Reihe nach
key-repeat = Warteschlange, diesen Titel oder nichts wiederholen
key-camera = Kamera aus oder wieder an
key-search = Bibliothek durchsuchen
key-full-screen = Vollbild oder zurück
key-undo = Bewertungen und Playlists rückgängig machen
key-keys = Diese Tasten
key-play-selected = Ausgewählten Titel spielen
key-select-more = Mehr oder weniger Titel auswählen
key-select-all = Alle Titel auswählen
key-move = Ausgewählten Titel der Warteschlange verschieben
key-move-column = Eine Spalte der Tabelle verschieben
key-delete = Aus Warteschlange oder Playlist nehmen
key-menu = Was man damit tun kann
key-media-play = Medien: Wiedergabe
key-media-stop = Medien: Stopp
key-media-next = Medien: weiter
key-media-previous = Medien: zurück
key-space = Leertaste
key-enter = Eingabe
key-delete-name = Entf
key-menu-name = Menü
key-shift = Umschalt
key-ctrl = Strg
keyboard = Tastatur
close-keys = Tastenkürzel schließen

## Notices

close-notice = Meldung schließen
hide-details = Details verbergen
details = Details
told = Was Mien gemeldet hat
close-notices = Meldungen schließen
undo = Rückgängig

## The queue

clear-queue = Warteschlange leeren
replanned = Neu geplant, sobald ein Titel endet
queue-own =
    { $count ->
        [one] Als Nächstes: { $count } Titel aus Ihrer Warteschlange
       *[other] Als Nächstes: { $count } Titel aus Ihrer Warteschlange
    }
queue-own-shuffled =
    { $count ->
        [one] Als Nächstes: { $count } Titel aus Ihrer Warteschlange, gemischt
       *[other] Als Nächstes: { $count } Titel aus Ihrer Warteschlange, gemischt
    }
queue-pinned = Als Nächstes, zur angehefteten Stimmung
queue-mood = Als Nächstes, wenn die Stimmung bleibt
queue-cleared =
    { $count ->
        [one] { $count } Titel aus der Warteschlange genommen.
       *[other] { $count } Titel aus der Warteschlange genommen.
    }
queue-no-music = Sobald Musik in der Bibliothek ist, steht hier der Plan.
queue-unplanned = Noch ist nichts geplant. Der Plan füllt sich, sobald Musik läuft.
queue-empty = Die Warteschlange ist leer. Fügen Sie Musik aus der Bibliothek hinzu.
play-now = Jetzt spielen
play-next = Als Nächstes spielen
remove = Entfernen
remove-from-queue = { $title } aus der Warteschlange entfernen
removed-from-queue = „{ $title }“ aus der Warteschlange entfernt.
queued = eigene
queued-by-you = von Ihnen eingereiht

## What plays

no-cover = Kein Cover
cover-of = Cover von { $title }
like-this-track = Dieser Titel gefällt mir
library-failed = Mien konnte Ihre Bibliothek nicht öffnen
opening-library = Ihre Bibliothek wird geöffnet …
one-moment = Einen Moment.
library-empty = Ihre Bibliothek ist leer
    .advice = Importieren Sie einen Ordner mit Musik. Die Dateien bleiben, wo sie sind; Mien liest sie nur.
nothing-playing-advice = Starten Sie die Wiedergabe, und Mien wählt, was zu Ihrer Stimmung passt.
import-folder = Ordner importieren …
play-what-fits = Passendes spielen
clear-search = Suche löschen

## What lasts

silent = Kein Audiogerät. Die Musik läuft stumm weiter, bis eines da ist.
lift-offer = Die Musik war eine Weile eher dunkel. Sie kann Schritt für Schritt an einen helleren Ort führen.
lead-me-there = Führ mich dorthin
cancel-import = Import abbrechen
import-progress = Fortschritt des Imports
importing-of =
    { $count ->
        [one] Musik wird importiert: { $done } von { $count } Datei
       *[other] Musik wird importiert: { $done } von { $count } Dateien
    }
importing-so-far =
    { $count ->
        [one] Musik wird importiert: { $done } von bisher { $count } gefundenen Datei
       *[other] Musik wird importiert: { $done } von bisher { $count } gefundenen Dateien
    }

## Dialogs

dialog-folders = Ordner mit Musik importieren
dialog-portrait = Bild oder Video eines Gesichts öffnen
dialog-pictures = Bilder und Videos
dialog-playlists = Playlists importieren
playlists = Playlists
dialog-export = Playlist exportieren
dialog-journal = Tagebuch exportieren

## The icon in the tray

tray-camera = Von der Kamera
tray-mood = Stimmung
mood-lift = Stimmung heben
tray-next = Weiter
tray-previous = Zurück
tray-show = Fenster zeigen
tray-quit = Beenden

## Dates

date = { $weekday }, { $day }. { $month } { $year }
today = Heute, { $date }
day = { $day }. { $month } { $year }
days = { $first }. bis { $last }
days-of-months = { $first }. { $month } bis { $last }
days-of-years = { $first } bis { $last }
month-january = Januar
month-february = Februar
month-march = März
month-april = April
month-may = Mai
month-june = Juni
month-july = Juli
month-august = August
month-september = September
month-october = Oktober
month-november = November
month-december = Dezember
weekday-monday = Mo
weekday-tuesday = Di
weekday-wednesday = Mi
weekday-thursday = Do
weekday-friday = Fr
weekday-saturday = Sa
weekday-sunday = So
keys-or = { $one } oder { $other }

## What a screen reader says by itself, and the name of the table

spoken-playing = Es läuft: { $title }, { $artist }
spoken-paused = Angehalten
spoken-mood = Sie sehen { $looks } aus
table-of-tracks = Titel
