## Smart playlists

smart-tracks-with = Titel mit
smart-query = Abfrage der Playlist
smart-by = nach
smart-at-most = höchstens
smart-most = Höchstzahl der Titel
smart-all = alle
smart-best = beste Treffer
smart-descending = größte oder letzte zuerst
smart-order = Reihenfolge der Playlist
playlist-name = Name der Playlist

## The line over the table

library-parts = Teile der Bibliothek
search-library = Bibliothek durchsuchen
    .hint = Titel, Interpret, Album, Genre …
search-help = Hilfe zur Suche
    .intro = Tippen Sie Wortanfänge. Anführungszeichen halten Wörter zusammen, ein Minus schließt aus, OR verbindet. Klicken Sie auf ein Beispiel, um es anzuhängen:
type-folder = Dieser Desktop hat keinen Ordnerdialog. Tippen Sie den Pfad eines Ordners, oder ziehen Sie Ordner auf das Fenster.
folder-path = Pfad des Ordners
import = Importieren
type-portrait = Dieser Desktop hat keinen Dateidialog. Tippen Sie den Pfad eines Bildes oder Videos, oder ziehen Sie eines auf das Fenster.
picture-path = Pfad des Bildes
open = Öffnen
type-playlist = Dieser Desktop hat keinen Dateidialog. Tippen Sie den Pfad einer Playlist.
playlist-path = Pfad der Playlist
type-export = Dieser Desktop hat keinen Dateidialog. Tippen Sie, wohin die Playlist geschrieben wird.
export = Exportieren
type-journal = Dieser Desktop hat keinen Dateidialog. Tippen Sie, wohin das Tagebuch geschrieben wird.
table-path = Pfad der Tabelle
cancel = Abbrechen

## What can be done with tracks

add-to-queue = An Warteschlange anhängen
add-to-playlist = Zu Playlist hinzufügen
new-playlist-dialog = Neue Playlist …
remove-from-playlist = Aus dieser Playlist entfernen
rating = Bewertung
no-stars = Keine Sterne
feels = Wirkt …
as-heard = Wie Mien es hört
like = Gefällt mir
unlike = Gefällt mir zurücknehmen
dislike = Gefällt mir nicht
undislike = Gefällt mir nicht zurücknehmen
show-artist = Interpret zeigen
show-album = Album zeigen
show-in-folder = Im Ordner zeigen

## Artists, albums, genres, folders

one-moment-please = Einen Moment …
nothing-matches-short = Nichts passt.
no-genres = Kein Titel hat ein Genre in seinen Tags.
no-artists = Kein Titel hat einen Interpreten in seinen Tags.
no-albums = Kein Titel hat ein Album in seinen Tags.
no-music-short = Noch keine Musik.

## Columns

column-title = Titel
column-artist = Interpret
column-album = Album
column-genre = Genre
column-year = Jahr
column-mood = Stimmung
column-rating = Bewertung
column-plays = Gehört
column-skips = Übersprungen
column-played = Zuletzt gehört
column-added = Hinzugefügt
column-bpm = BPM
column-path = Pfad
column-length = Dauer
columns = Spalten
sort-by = Sortieren: { $column }
sorted-by = Sortiert: { $column }
sorted-by-descending = Sortiert: { $column }, umgekehrt
more-for = Mehr zu { $name }

## A track

row-current = { $row }, aktueller Titel
unknown = unbekannt
never = nie
missing = fehlt
play-title = { $title } spielen
stars =
    { $count ->
        [one] { $count } Stern
       *[other] { $count } Sterne
    }
plays =
    { $count ->
        [one] { $count }-mal gehört
       *[other] { $count }-mal gehört
    }

## The list beside the table

shelf-songs = Titel
shelf-artists = Interpreten
shelf-albums = Alben
shelf-genres = Genres
shelf-folders = Ordner
shelf-liked = Gefällt mir
shelf-added = Neu hinzugefügt
shelf-played = Zuletzt gehört
drop-tracks = Ziehen Sie Titel auf +, um eine Playlist zu beginnen, oder importieren Sie eine.
new-playlist = Neue Playlist
new-smart-playlist = Neue intelligente Playlist …
keep-search = Diese Suche als Playlist behalten …
import-playlists = Playlists importieren …
rename = Umbenennen …
export-dialog = Exportieren …
delete = Löschen

## Why the table is empty

matches-in =
    { $count ->
        [one] { $count } Treffer in { $place }
       *[other] { $count } Treffer in { $place }
    }
show-all-tracks = Alle Titel zeigen
opening = Einen Moment
    .advice = Ihre Bibliothek wird geöffnet.
importing = Import läuft
    .advice = Die Titel erscheinen hier, wenn der Import fertig ist.
no-music = Noch keine Musik
    .advice = Nehmen Sie oben „Ordner importieren …“, oder ziehen Sie Ordner auf das Fenster. Mien liest Tags und Cover Ihrer Musik und schätzt die Stimmung jedes Titels; die Dateien bleiben, wo sie sind, und werden nie verändert.
nothing-matches = Nichts passt
    .advice = Versuchen Sie weniger oder andere Wörter; gesucht wird in Titeln, Interpreten, Alben und Genres.
nothing-liked = Noch nichts mit „Gefällt mir“
    .advice = Das Herz neben dem laufenden Titel legt ihn hier ab.
nothing-new = Nichts Neues
    .advice = Was Sie importieren, bleibt dreißig Tage hier.
nothing-heard = Noch nichts gehört
    .advice = Was Sie zu Ende hören, kommt hierher.
nothing-matches-now = Zurzeit passt nichts
    .advice = Sobald ein Titel zur Abfrage passt, ist er hier.
list-empty = Noch keine Titel
    .advice = Ziehen Sie Titel aus der Bibliothek hierher, oder nehmen Sie „Zu Playlist hinzufügen“ in deren Menü.
nothing-here = Hier ist nichts
    .advice = Die Titel sind nicht mehr in der Bibliothek.

## What lists can be sorted by

sort-best = beste Treffer
sort-artist = Interpret
sort-title = Titel
sort-album = Album
sort-genre = Genre
sort-path = Pfad
sort-year = Jahr
sort-rating = Bewertung
sort-plays = wie oft gehört
sort-skips = wie oft übersprungen
sort-length = Dauer
sort-bpm = BPM
sort-added = hinzugefügt
sort-played = zuletzt gehört
sort-valence = Valenz
sort-arousal = Erregung
sort-random = zufällig

## Duplikate, Sicherung

shelf-duplicates = Duplikate
dialog-locate = Wo liegt die Musik von { $folder } jetzt?
library-remove = Aus der Bibliothek nehmen
library-backup-there =
    { $hours ->
        [0] Es gibt eine gute Sicherung, keine Stunde alt.
        [one] Es gibt eine gute Sicherung, eine Stunde alt.
       *[other] Es gibt eine gute Sicherung, { $hours } Stunden alt.
    } Die Datei, die sich nicht öffnen lässt, wird daneben aufbewahrt.
library-use-backup = Sicherung verwenden
duplicates-found =
    { $groups ->
         [one] Ein Titel ist
        *[other] { $groups } Titel sind
    } mehrfach da, { $others ->
         [one] eine Kopie ist
        *[other] { $others } Kopien sind
    } zu viel.
duplicates-none = Kein Titel ist doppelt da.
duplicates-none-yet = Bisher ist kein Titel doppelt da.
duplicates-heard = Sucht durch Hören dieselbe Aufnahme in anderen Formaten: { $done } von { $all } Titeln.
duplicates-files-stay = Was aus der Bibliothek genommen wird, bleibt als Datei auf der Platte und lässt sich zurückholen.
duplicates-keep-suggested = Jeweils den ersten behalten
duplicates-more = Mehr zeigen
duplicates-same-sound = Derselbe Klang
duplicates-same-recording = Dieselbe Aufnahme
duplicates-format = { $format }, { $rate } kbit/s
duplicates-keep-this = Nur diesen behalten
duplicates-reveal = { $file } im Ordner zeigen
duplicates-play = { $file } abspielen
duplicates-lossless = vorgeschlagen: verlustfrei
duplicates-higher-rate = vorgeschlagen: mehr Bits
duplicates-more-tags = vorgeschlagen: mehr Angaben
duplicates-first = vorgeschlagen: zuerst da
