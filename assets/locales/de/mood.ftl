## Match, lift and pin

mode-match = Passend
    .hint = Musik wie Ihre Stimmung
mode-lift = Heben
    .hint = Beginnt bei Ihrer Stimmung und führt Schritt für Schritt zu einer besseren
goal-shown = Ziel: { $goal }
goal = Ziel
pin-mood-dialog = Stimmung anheften …
pinned = Angeheftet: { $mood }
pin-mood = Stimmung anheften
camera-leads = Die Kamera führen lassen

## You

open-portrait = Bild oder Video öffnen …
    .about = Mien betrachtet das Bild oder Video statt der Kamera. Sie können auch eines auf das Fenster ziehen.
rest-watch = Entspannen Sie das Gesicht und schauen Sie fünf Sekunden in die Kamera …
neutral-face = Das ist mein neutrales Gesicht
    .about = Wenn Mien Ihr entspanntes Gesicht für traurig oder wütend hält, zeigen Sie es ihr fünf Sekunden lang. Sieben Zahlen werden gespeichert, kein Bild.
undo-neutral-face = Neutrales Gesicht zurücknehmen
camera-turn-off = Kamera ausschalten
camera-turn-on = Kamera einschalten
camera-switch-hint = { $label } (C)
mood-pinned = Stimmung angeheftet: { $mood }
no-camera-mood = Keine Stimmung von der Kamera
camera-starting = Kamera startet …
picture-ended = Das Bild ist zu Ende
you-look = Sie sehen { $looks } aus, { $percent }
you-look-caption = Sie sehen { $looks } aus · { $percent }
waiting-for-picture = Warten auf das erste Bild …
no-face = Kein Gesicht im Bild
not-sure = Noch nicht sicher
camera-on = Kamera an
picture = Bild
video = Video
ended = Zu Ende
follow-person = Dieser Person folgen
camera-off = Kamera aus
    .unasked = Sie bleibt aus, bis Sie sie erlauben.
    .advice = Heften Sie eine Stimmung an, oder hören Sie einfach Musik.
picture-over = Das Bild oder Video ist vorbei.
set-mood = Stimmung setzen
    .hint = Ein Klick in die Ebene setzt Ihre Stimmung
set-goal = Ziel setzen
    .hint = Ein Klick in die Ebene setzt, wohin das Heben führt
camera-leads-again = Die Kamera wieder führen lassen
plane-to-set-mood = Stimmungsebene. Ihre Stimmung: { $listener }. Die Musik: { $music }. Klicken Sie, oder setzen Sie Ihre Stimmung mit Pfeiltasten und Eingabe.
plane-to-set-goal = Stimmungsebene. Ihre Stimmung: { $listener }. Die Musik: { $music }. Klicken Sie, oder setzen Sie das Ziel mit Pfeiltasten und Eingabe.
legend-you = Sie
legend-playing = läuft
legend-next = kommt
emotion-score = Wert für { $emotion }
my-mood-is = Meine Stimmung ist: { $emotion }

## Answers about readings

you-said = Sie sagten: { $looks }. Die Musik folgt dem.
not-your-mood = Nicht Ihre Stimmung? Klicken Sie auf die richtige.
how-well = Wie gut Mien Sie liest
answers-summary =
    { $count ->
        [one] { $count } Antwort; Mien lag { $agreed }-mal richtig. Zeilen: was sie las. Spalten: was Sie sagten.
       *[other] { $count } Antworten; Mien lag { $agreed }-mal richtig. Zeilen: was sie las. Spalten: was Sie sagten.
    }
answers-mistake = { $count }-mal wurde { $read } gelesen, und { $truth } stimmte
no-mistakes = keine Fehler
answers-table = Was Mien las und was Sie sagten: { $mistakes }
forget-answers = Meine Antworten vergessen

## The camera question

consent-looks = Mien betrachtet Ihr Gesicht, schätzt Ihre Stimmung und wählt Musik, die dazu passt.
consent-private = All das geschieht auf diesem Computer. Kein Bild wird je gespeichert oder gesendet.
consent-visible = „Kamera an“ steht auf der Vorschau, solange sie benutzt wird. Mit C schalten Sie sie jederzeit aus.
consent-without = Ohne Kamera können Sie eine Stimmung von Hand anheften oder einfach Musik hören.
consent-question = Darf Mien die Kamera benutzen?
allow-camera = Kamera erlauben
not-now = Nicht jetzt

## The journal

journal-day = Tag
    .hint = Ein Tag, Stunde für Stunde
journal-week = Woche
    .hint = Sieben Tage nebeneinander
journal-no-days = An diesen Tagen wurde nichts notiert.
earlier = Früher
later = Später
journal-starts = Mien notiert ab jetzt Ihre Stimmung und die Musik, nur auf diesem Rechner und nie mit einem Bild.
journal-kept = Mien notiert einmal in der Minute Ihre Stimmung und die Musik, nur auf diesem Rechner.
journal-ask = Ein Stimmungstagebuch führen? Es notiert einmal in der Minute Ihre Stimmung und die Musik, nur auf diesem Rechner und nie mit einem Bild.
journal-empty = Hier ist noch nichts
    .about = Später sehen Sie hier, wie Ihre Stimmung verlief, mit den Titeln auf der Kurve, wie Sie meistens aussahen und welche Titel vor besserer Stimmung liefen.
journal-off = Das Tagebuch ist aus; dies sind frühere Tage.
how-you-looked = Wie Sie aussahen
no-mood-read = Es wurde keine Stimmung gelesen.
share-spoken = { $emotion }: { $percent }
before-better = Titel, auf die bessere Stimmungen folgten
    .none = An diesen Tagen keiner zweimal zu Ende gehört.
unknown-artist = Unbekannter Interpret
times =
    { $count ->
        [one] { $count }-mal
       *[other] { $count }-mal
    }
before-better-spoken = { $song }: ging { $times } einer besseren Stimmung voraus
export-csv = Als CSV exportieren …
delete-day = Diesen Tag löschen …
delete-days = Diese Tage löschen …
delete-everything = Alles löschen …
deletes-day =
    { $count ->
        [one] { $count } Eintrag dieses Tages wird endgültig gelöscht.
       *[other] { $count } Einträge dieses Tages werden endgültig gelöscht.
    }
deletes-days =
    { $count ->
        [one] { $count } Eintrag dieser Tage wird endgültig gelöscht.
       *[other] { $count } Einträge dieser Tage werden endgültig gelöscht.
    }
deletes-all =
    { $count ->
        [one] { $count } Eintrag aller Tage wird endgültig gelöscht.
       *[other] { $count } Einträge aller Tage werden endgültig gelöscht.
    }
keep = Behalten
delete-entries =
    { $count ->
        [one] { $count } Eintrag löschen
       *[other] { $count } Einträge löschen
    }
pleasant = angenehm
excited = aufgeregt
song-begins = ein Titel beginnt
high = hoch
low = tief
curves-spoken = Kurven, wie angenehm und wie aufgeregt: { $moods }, { $songs }
moods =
    { $count ->
        [one] { $count } Stimmung
       *[other] { $count } Stimmungen
    }
songs =
    { $count ->
        [one] { $count } Titel
       *[other] { $count } Titel
    }

## The map

map-spoken = { $count } Titel nach Stimmung, { $chosen } ausgewählt
map-empty = Noch hat kein Titel eine Stimmung. Mien hört neue Musik im Hintergrund an.
map-choose-all = Alle sichtbaren auswählen
map-hint = Ziehen Sie eine Linie um Punkte, um sie auszuwählen. Zum Zoomen scrollen, oder + und -.
from-the-map = Von der Karte
map-choose-none = Auswahl aufheben
map-chosen = { $count } ausgewählt

## Emotions and moods

emotion-angry = wütend
    .looks = wütend
    .menu = Wütend
emotion-disgust = Ekel
    .looks = angeekelt
    .menu = Ekel
emotion-fear = Angst
    .looks = ängstlich
    .menu = Angst
emotion-happy = fröhlich
    .looks = fröhlich
    .menu = Fröhlich
emotion-sad = traurig
    .looks = traurig
    .menu = Traurig
emotion-surprise = überrascht
    .looks = überrascht
    .menu = Überrascht
emotion-neutral = neutral
    .looks = neutral
    .menu = Neutral
quadrant-lively = lebhaft
quadrant-tense = angespannt
quadrant-sad = traurig
quadrant-calm = ruhig
hint-covered = Die Kamera zeigt nichts. Ist etwas vor der Linse?
hint-dark = Es ist zu dunkel, um Ihr Gesicht gut zu lesen. Ein Licht vor Ihnen hilft.
hint-backlit = Das Licht ist hinter Ihnen. Drehen Sie sich zum Licht, oder ziehen Sie den Vorhang zu.
hint-cut-off = Ein Teil Ihres Gesichts ist außerhalb des Bildes. Rücken Sie in die Mitte.
hint-far = Sie sind weit von der Kamera entfernt. Kommen Sie etwas näher.
hint-several = Mehrere Personen sind im Bild. Klicken Sie auf ein Gesicht, um ihm zu folgen.
goal-calm-happy = Ruhig und fröhlich
    .place = ruhig und fröhlich
goal-energised = Voller Energie
    .place = voller Energie
goal-calm = Ruhig
    .place = ruhig
goal-focused = Konzentriert
    .place = konzentriert
goal-point = Ein Ort auf der Ebene
    .place = der gewählte Ort
pin-point = ein Ort auf der Ebene
mood-unknown = Stimmung unbekannt
step-brighter = eine Spur heller
step-darker = eine Spur dunkler
step-livelier = eine Spur lebhafter
step-calmer = eine Spur ruhiger
camera-missing = Keine Kamera
    .advice = Keine Kamera gefunden. Schließen Sie eine an; Mien bemerkt es von selbst.
camera-busy = Kamera belegt
    .advice = Ein anderes Programm benutzt die Kamera. Schließen Sie sie dort; Mien versucht es von selbst wieder.
camera-forbidden = Keine Berechtigung
    .advice = Das System lässt Mien nicht an die Kamera. Erlauben Sie es in den Datenschutzeinstellungen, oder nehmen Sie Ihren Benutzer in die Gruppe „video“ auf.
camera-asked = Wartet auf Sie
    .advice = Ihre Arbeitsumgebung fragt, ob Mien die Kamera benutzen darf. Antworten Sie dort; Mien macht von selbst weiter.
camera-unplugged = Kamera abgesteckt
    .advice = Die Kamera wurde abgesteckt. Stecken Sie sie wieder an; Mien macht von selbst weiter.
camera-stalled = Kein Bild
    .advice = Die Kamera sendet kein Bild. Mien versucht es weiter; ab- und wieder anstecken kann helfen.
camera-format = Unbekanntes Bildformat
    .advice = Die Bilder der Kamera sind nicht lesbar ({ $details }). Eine andere Auflösung oder Kamera geht vielleicht.
camera-bad-file = Datei nicht darstellbar
camera-other = Kameraproblem
    .advice = Die Kamera funktioniert nicht: { $details }
