## Imports

import-done =
    { $count ->
        [one] Import fertig: { $count } Titel hinzugefügt
       *[other] Import fertig: { $count } Titel hinzugefügt
    }
import-cancelled =
    { $count ->
        [one] Import abgebrochen: { $count } Titel hinzugefügt
       *[other] Import abgebrochen: { $count } Titel hinzugefügt
    }
import-updated = { $told }, { $count } aktualisiert
import-unchanged = { $told }, { $count } unverändert
import-moved = { $told }, { $count } verschoben
import-missing = { $told }, { $count } fehlen
import-duplicates = { $told }, { $count } schon vorhanden
import-end = { $told }.
import-failed =
    { $count ->
        [one] { $told }. { $count } Datei konnte nicht gelesen werden.
       *[other] { $told }. { $count } Dateien konnten nicht gelesen werden.
    }

## From the engine

settings-not-saved = Einstellungen und Ihre Stelle in der Musik konnten nicht gespeichert werden.
settings-not-saved-full = Einstellungen und Ihre Stelle in der Musik konnten nicht gespeichert werden: der Datenträger ist voll.
settings-not-saved-read-only = Einstellungen und Ihre Stelle in der Musik konnten nicht gespeichert werden: in den Datenordner kann nicht geschrieben werden.
nothing-to-play = Es gibt nichts zu spielen. Importieren Sie zuerst einen Ordner mit Musik.
queue-is-empty = Die Warteschlange ist leer. Fügen Sie Musik aus der Bibliothek hinzu, oder lassen Sie Mien wählen: siehe „Nach Stimmung weiterspielen“ in den Einstellungen.
playing-stopped = Mien hat angehalten: ein Titel nach dem anderen ließ sich nicht abspielen. Ist das Laufwerk mit der Musik da?
track-skipped = „{ $title }“ übersprungen ({ $file }): { $reason }.
api-not-on = Die lokale API ließ sich nicht einschalten. Wählen Sie in den Einstellungen unter API einen anderen Port.
decode-unreadable = nicht lesbar: { $error }
decode-unknown-format = kein Format, das Mien abspielen kann
decode-unsupported = { $what }, was Mien nicht abspielen kann
decode-protected = geschützt (DRM), läuft nur im Player des Anbieters
decode-empty = enthält keinen Ton
decode-damaged = beschädigt: { $what }
cannot-read-faces = Mien kann gerade keine Gesichter lesen. Die Musik läuft weiter; Sie können eine Stimmung von Hand anheften.
camera-needed = Schalten Sie die Kamera ein, um Ihr neutrales Gesicht zu zeigen.
face-not-seen = Ihr Gesicht war nicht lange genug im Bild. Schauen Sie in die Kamera und versuchen Sie es noch einmal.
not-in-library = Diese Datei ist nicht in der Bibliothek, die Bewertungen und Gefällt mir speichert. Importieren Sie zuerst ihren Ordner.
rating-changed =
    { $count ->
        [one] Bewertung geändert.
       *[other] Bewertung von { $count } Titeln geändert.
    }
like-changed =
    { $count ->
        [one] „Gefällt mir“ geändert.
       *[other] „Gefällt mir“ bei { $count } Titeln geändert.
    }
playlist-made = Playlist „{ $name }“ angelegt.
tracks-added =
    { $count ->
        [one] { $count } Titel zu „{ $name }“ hinzugefügt.
       *[other] { $count } Titel zu „{ $name }“ hinzugefügt.
    }
tracks-removed =
    { $count ->
        [one] { $count } Titel aus „{ $name }“ entfernt.
       *[other] { $count } Titel aus „{ $name }“ entfernt.
    }
playlist-moved = In „{ $name }“ verschoben.
playlist-changed = „{ $name }“ geändert.
playlist-renamed = „{ $before }“ in „{ $name }“ umbenannt.
query-changed = Abfrage von „{ $name }“ geändert.
playlist-deleted = Playlist „{ $name }“ gelöscht.
playlist-written =
    { $count ->
        [one] { $count } Titel nach { $file } geschrieben.
       *[other] { $count } Titel nach { $file } geschrieben.
    }
playlist-none-known = Keiner der Titel in { $name } ist in der Bibliothek. Importieren Sie zuerst ihren Ordner.
playlist-some-known = { $name } { $found } von { $all } Titeln gefunden.
cannot-choose = Mien kann keine Musik wählen: das System gibt keine weiteren Threads.
still-opening = Mien liest noch die vorher geöffneten Dateien. Versuchen Sie es gleich noch einmal.
cannot-be-played = „{ $name }“ kann nicht abgespielt werden. { $reason }
several-cannot-be-played =
    { $count ->
        [one] { $count } der geöffneten Dateien kann nicht abgespielt werden.
       *[other] { $count } der geöffneten Dateien können nicht abgespielt werden.
    }
cannot-watch = Mien kann Ihre Ordner nicht beobachten. Lesen Sie sie von Hand neu ein, wenn sich etwas geändert hat.
no-folder = Es gibt keinen Ordner zum Einlesen. Importieren Sie zuerst einen.
journal-not-kept = Das Tagebuch kann nicht geführt werden: das System gibt keine weiteren Threads.
journal-nothing-deleted = Im Tagebuch gab es nichts zu löschen.
journal-deleted =
    { $count ->
        [one] { $count } Eintrag des Tagebuchs ist gelöscht; in der Datei bleibt nichts davon.
       *[other] { $count } Einträge des Tagebuchs sind gelöscht; in der Datei bleibt nichts davon.
    }
journal-exported =
    { $count ->
        [one] Der { $count } Eintrag des Tagebuchs ist in { $file }.
       *[other] Die { $count } Einträge des Tagebuchs sind in { $file }.
    }
journal-silent = Das Tagebuch antwortet nicht.
journal-not-written = Das Tagebuch konnte nicht nach { $file } geschrieben werden.
out-of-matches = Sonst ist nichts in der Bibliothek dieser Stimmung nahe. Mien macht mit dem Nächstliegenden weiter.
settings-unreadable = Die Einstellungen konnten nicht gelesen werden; Mien nimmt die Voreinstellungen.
settings-damaged = Die Datei der Einstellungen ist beschädigt; Mien nimmt die Voreinstellungen.
setting-refused = Die Einstellung { $key } = { $shown } ist unbrauchbar; Mien nimmt die Voreinstellung.

## Why a track was chosen

direction-brighter-livelier = heller und lebhafter
    .than = Heller und lebhafter als der vorige
direction-brighter-calmer = heller und ruhiger
    .than = Heller und ruhiger als der vorige
direction-brighter = heller
    .than = Heller als der vorige
direction-darker-livelier = dunkler und lebhafter
    .than = Dunkler und lebhafter als der vorige
direction-darker-calmer = dunkler und ruhiger
    .than = Dunkler und ruhiger als der vorige
direction-darker = dunkler
    .than = Dunkler als der vorige
direction-livelier = lebhafter
    .than = Lebhafter als der vorige
direction-calmer = ruhiger
    .than = Ruhiger als der vorige
learned-fond = solche Musik hören Sie meist zu Ende
learned-try = ein Versuch, um zu lernen, was Sie mögen
not-played-yet = noch nicht gespielt
heard-within-hour = in der letzten Stunde gehört, sonst passt wenig
heard-today = heute gehört, sonst passt wenig
heard-yesterday = seit gestern nicht gehört
heard-days-ago =
    { $count ->
        [one] seit { $count } Tag nicht gehört
       *[other] seit { $count } Tagen nicht gehört
    }
why-and = { $told }; { $more }
why-end = { $told }.
why-album-next = Der nächste auf dem Album
why-no-mood-lift = Keine Stimmung bekannt; ein Anfang aus der Mitte Ihrer Bibliothek
why-no-mood = Keine Stimmung bekannt; eine bunte Auswahl aus dem, was Sie haben
why-unheard = Über seine Stimmung ist noch nichts bekannt; ein Versuch
why-near = { $music }, { $near }
why-begin = { $music }, { $near }, für den Anfang
why-step = { $step }, auf dem Weg zu: { $goal }
why-back = { $music }, ein Schritt zurück zu Ihrer Stimmung
near-mood-close = dicht an Ihrer Stimmung
near-mood = nahe Ihrer Stimmung
near-mood-off = ein Stück von Ihrer Stimmung entfernt
near-mood-far = weit von Ihrer Stimmung entfernt
near-goal-close = dicht am Ziel: { $goal }
near-goal = nahe am Ziel: { $goal }
near-goal-off = ein Stück vom Ziel entfernt: { $goal }
near-goal-far = weit vom Ziel entfernt: { $goal }
music-even = Ausgeglichen
music-lively = Lebhaft
music-tense = Angespannt
music-melancholy = Melancholisch
music-calm = Ruhig
compared-same = { $music }, ähnlich wie der vorige
compared-bit = { $music } und etwas { $direction } als der vorige
compared = { $music } und { $direction } als der vorige
compared-much = { $music } und viel { $direction } als der vorige
step-same = Ähnlich wie der vorige
step-small = Eine Spur { $direction } als der vorige
taste-liked = er gefällt Ihnen
taste-stars =
    { $count ->
        [one] Sie gaben ihm { $count } Stern
       *[other] Sie gaben ihm { $count } Sterne
    }
taste-and = { $word }, { $heard }
chosen-by-you = Sie haben das gewählt.
heard-out =
    { $count ->
        [one] { $count }-mal zu Ende gehört
       *[other] { $count }-mal zu Ende gehört
    }
mood-changed = Stimmung geändert.
mood-changed-followed =
    { $count ->
        [one] Stimmung geändert. { $count } ähnlich klingender Titel zog etwas mit.
       *[other] Stimmung geändert. { $count } ähnlich klingende Titel zogen etwas mit.
    }
repeated-by-you = Sie wollten das wiederholen.
taste-forgotten = Mien hat vergessen, was sie über Ihren Geschmack gelernt hat. Gefällt mir, Sterne und Zähler bleiben.
answers-forgotten = Mien hat vergessen, was Sie über ihre Lesungen gesagt haben.

## The library

marks-refused = Manche Dateien nehmen Ihre Sterne nicht an. Die Bibliothek behält sie in jedem Fall.
folder-left = { $folder } ist nicht mehr in der Bibliothek. Die Dateien sind, wo sie waren.
folder-back = { $folder } ist wieder in der Bibliothek.
tracks-left =
    { $count ->
        [one] { $count } Titel ist nicht mehr in der Bibliothek. Die Datei ist, wo sie war.
       *[other] { $count } Titel sind nicht mehr in der Bibliothek. Die Dateien sind, wo sie waren.
    }
tracks-back =
    { $count ->
        [one] { $count } Titel ist wieder in der Bibliothek.
       *[other] { $count } Titel sind wieder in der Bibliothek.
    }
located = Ihre Musik wurde in { $folder } gefunden.
cannot-find-duplicates = Mien kann nicht nach Duplikaten suchen: das System gibt keine weiteren Threads.

## Errors of the library

library-folder = { $path } kann nicht importiert werden: { $error }.
library-no-tracks = Die Bibliothek hat keine Titel unter { $path }.
library-no-playlist = Diese Playlist gibt es nicht.
library-no-name = Eine Playlist braucht einen Namen.
library-name-taken = Eine Playlist „{ $name }“ gibt es schon; nehmen Sie einen anderen Namen.
library-smart = „{ $name }“ ist eine intelligente Playlist: ihre Abfrage bestimmt, welche Titel sie enthält.
library-disk-full = Der Datenträger ist voll; die Bibliothek behält, was vorher geschrieben wurde.
library-busy = Ein anderes Programm benutzt die Bibliothek; versuchen Sie es wieder, wenn es fertig ist.
library-read-only = Die Bibliothek kann nicht beschrieben werden: Ordner oder Datei sind schreibgeschützt.
library-scan = Der Import brach ab: { $error }.
library-silent = Die Bibliothek antwortet nicht: { $error }.

## Why a search finds nothing

search-no-word = In „{ $typed }“ ist kein Wort; tippen Sie den Anfang eines Titels, Interpreten, Albums oder Genres.
search-none-alike = Kein Titel ist so.
search-none-all = Kein Titel hat all das; weniger Wörter finden mehr.
search-no-beginning = Kein Titel hat ein Wort, das mit { $word } beginnt.
search-no-beginnings = Kein Titel hat Wörter, die mit { $words } beginnen.
either = { $one } oder { $other }
search-stand-in = Nichts hat { $word }; diese haben { $words }.
search-both = { $one } { $other }
search-wants-value = „{ $field }:“ braucht einen Wert, etwa { $example }.
search-not-understood = „{ $field }:{ $value }“ ist unverständlich und wird übergangen; schreiben Sie es wie { $example }.
search-no-family = Es gibt keine Familie „{ $value }“; es gibt { $families }.
