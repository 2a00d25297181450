## The view

search-settings = Einstellungen durchsuchen
    .hint = Einstellung suchen …
no-setting-matches = Keine Einstellung passt. Versuchen Sie ein anderes Wort.
show-all-settings = Alle Einstellungen zeigen

## Appearance

section-appearance = Darstellung
appearance-light-or-dark = Hell oder dunkel
    .about = Helle Flächen, dunkle oder wie Ihr Desktop.
    .words = design thema farbe nacht modus theme
appearance-system = Wie der Desktop
appearance-light = Hell
appearance-dark = Dunkel
appearance-contrast = Kontrast
    .about = Hoher Kontrast zieht Linien um alles, in den kräftigsten Farben.
    .words = barrierefreiheit lesbar sehen linien contrast
appearance-contrast-soft = Weich
appearance-contrast-high = Hoch
appearance-motion = Bewegung
    .about = Mit weniger Bewegung gleitet, blinkt und rollt nichts.
    .words = barrierefreiheit animation ruhig motion
appearance-motion-full = Voll
appearance-motion-reduced = Weniger
appearance-language = Sprache
    .about = Die Sprache dieses Fensters; sie wechselt sofort.
    .words = übersetzung language english deutsch français español русский
appearance-system-language = Wie der Desktop

## Camera and mood

section-mood = Kamera und Stimmung
mood-use-the-camera = Kamera benutzen
    .about = Mien betrachtet Ihr Gesicht, um Ihre Stimmung zu schätzen; kein Bild wird je gespeichert oder gesendet.
    .words = webcam einwilligung datenschutz gesicht
mood-camera = Kamera
    .about = Welche Kamera benutzt wird, wenn mehrere da sind.
    .words = webcam gerät
mood-camera-resolution = Auflösung der Kamera
    .about = 640 × 480 reicht, um ein Gesicht zu lesen; mehr zeigt ein feineres Bild und kostet mehr. Eine Kamera ohne diese Größe gibt die nächste.
    .words = größe pixel webcam qualität hd
mood-camera-missing = Kamera { $number }, nicht da
mood-face-detector = Gesichtserkennung
    .about = BlazeFace findet auch geneigte Köpfe und Gesichter bei wenig Licht; SeetaFace sucht nur Gesichter von vorn.
    .words = blaze seeta finden detektor
mood-what-the-music-does = Was die Musik tut
    .about = Passend spielt Musik wie Ihre Stimmung; Heben führt sie in kleinen Schritten zu einem Ziel.
    .words = passend heben modus
mood-goal-of-lift = Ziel des Hebens
    .about = Wohin das Heben führt.
    .words = ruhig fröhlich energie konzentriert
mood-where-emotions-lie = Wo Gefühle liegen
    .about = Wie angenehm und wie aufgeregt jeder Ausdruck zählt; Musik wird nahe diesem Punkt gewählt.
    .words = valenz erregung affekt tabelle ebene
mood-first-camera = Erste, die geht
mood-camera-number = Kamera { $number }
mood-match = Meiner Stimmung folgen
mood-expression = Ausdruck
mood-valence = Unangenehm bis angenehm
mood-arousal = Still bis aufgeregt
mood-coordinate = { $emotion }: { $axis }
mood-usual-places = Zurück zu den üblichen Orten

## DJ

section-dj = DJ
dj-learn-my-taste = Meinen Geschmack lernen
    .about = Der DJ lernt aus dem, was Sie zu Ende hören, überspringen und mögen; was er lernt, bleibt auf diesem Rechner.
    .words = lernen empfehlung datenschutz bandit
dj-forget-what-you-learned = Gelerntes vergessen
    .about = Der DJ beginnt von vorn; Gefällt mir, Sterne und Zähler bleiben.
    .words = zurücksetzen löschen lernen geschmack
dj-play-albums-whole = Alben ganz spielen
    .about = Ein Titel bringt den Rest seines Albums mit, der Reihe nach.
    .words = alben reihenfolge
dj-keep-a-mood-journal = Stimmungstagebuch führen
    .about = Notiert einmal in der Minute Ihre Stimmung und die Musik, nur auf diesem Rechner und nie mit einem Bild.
    .words = tagebuch verlauf stimmung datenschutz

## Desktop

section-desktop = Desktop
desktop-notifications = Benachrichtigungen
    .about = Sagt, was läuft, wenn ein neuer Titel beginnt.
    .words = meldung popup nachricht titel
desktop-stay-awake-while-playing = Beim Spielen wach bleiben
    .about = Der Computer schläft nicht mitten im Titel von selbst ein; der Bildschirm darf dunkel werden.
    .words = ruhezustand energie schlafen
desktop-icon-in-the-tray = Symbol in der Taskleiste
    .about = Ein kleines Symbol mit Wiedergabe, Weiter, Stimmung und Beenden, wo Ihr Desktop Platz dafür hat.
    .words = infobereich tray status
desktop-close-to-the-tray = In die Taskleiste schließen
    .about = Das Schließen des Fensters lässt die Musik laufen; das Symbol holt es zurück.
    .words = verbergen hintergrund beenden minimieren
desktop-never = Nie
desktop-when-behind = Wenn Mien im Hintergrund ist
desktop-every-song = Bei jedem Titel
desktop-no-tray = Kein Platz dafür gefunden

## API

section-api = API
api-let-programs-on-this-computer-use-mien = Programme auf diesem Computer Mien benutzen lassen
    .about = Öffnet eine Seite für Ihren Browser, http://127.0.0.1 und den Port unten, und antwortet Programmen. Was läuft und Ihre Stimmung brauchen das Token in der Datei api-token in Miens Datenordner.
    .words = http server lokal fernsteuerung web seite token
api-port = Port
    .about = Wo die Seite und die API sind; nehmen Sie einen anderen, wenn ein Programm diesen schon hat.
    .words = http server adresse
api-page = Seite
    .about = Zeigt Ihre Stimmung und die Musik in einem Browser auf diesem Rechner und steuert die Wiedergabe.
    .words = browser adresse link öffnen web
api-off = Aus
api-open-page = Im Browser öffnen
api-open-page-about = Öffnet sie mit einem Link, der einmal gilt, damit sie die Wiedergabe steuern darf.

## Scrobbling

section-scrobbling = Scrobbling
scrobbling-listenbrainz = ListenBrainz
    .about = Sagt ListenBrainz, welche Titel Sie hören; aus, bis Sie es einschalten. Ihr Token steht dort auf der Einstellungsseite.
    .words = scrobbeln verlauf netz token online
scrobbling-last-fm = Last.fm
    .about = Dasselbe für Last.fm und Server, die dessen Sprache sprechen; braucht deren Schlüssel und Geheimnis, dann „mien scrobble login NAME“ in einem Terminal.
    .words = scrobbeln verlauf netz libre.fm maloja
scrobbling-tell = Sagen, was ich höre
scrobbling-token = Token
scrobbling-server = Server
scrobbling-key = Schlüssel
scrobbling-secret = Geheimnis
scrobbling-field = { $account }: { $field }

## Mood of the music

section-listening = Stimmung der Musik
listening-listen-in-the-background = Im Hintergrund anhören
    .about = Mien hört Ihre Musik auf diesem Rechner an, um zu sagen, wie sie wirkt. Sie nimmt nur, was andere Programme übrig lassen, und wartet, solange der Rechner mit Akku läuft.
    .words = analyse stimmung bpm tonart energie akku
listening-off = Ausgeschaltet.
listening-all-heard = Alles in der Bibliothek ist angehört, oder wird es gleich sein.
listening-waiting = { $heard } von { $all } Titeln angehört; wartet, bis der Rechner am Netz ist.
listening-heard = { $heard } von { $all } Titeln angehört.
listening-seconds = { $heard } von { $all } Titeln angehört, noch etwa { $left } Sekunden.
listening-minutes = { $heard } von { $all } Titeln angehört, noch etwa { $left } Minuten.
listening-hours = { $heard } von { $all } Titeln angehört, noch etwa { $left } Stunden.

## Sound

section-sound = Klang
sound-level-loudness = Lautstärke angleichen
    .about = Spielt leise und laute Aufnahmen gleich laut, nach ihren Tags oder nach dem, was Mien gemessen hat.
    .words = replaygain r128 lautstärke normalisieren
sound-pre-amplifier = Vorverstärker
    .about = Macht alles, was angeglichen wird, lauter oder leiser.
    .words = verstärkung replaygain
sound-prevent-clipping = Übersteuern verhindern
    .about = Spitzen, die das Angleichen zu hoch heben würde, werden gerundet statt verzerrt.
    .words = limiter spitzen verzerrung
sound-crossfade = Überblenden
    .about = Ein Titel blendet in den nächsten über, auch beim Überspringen; aufeinanderfolgende Titel eines Albums nie.
    .words = übergang lückenlos
sound-leave-out-silence = Stille auslassen
    .about = Überspringt Stille zwischen Titeln, außer innerhalb eines Albums.
    .words = lücke pause
sound-equaliser = Equalizer
    .about = Hebt oder senkt Teile des Klangs, vom Bass bis zu den Höhen.
    .words = eq bass höhen preset
sound-balance = Balance
    .about = Verschiebt den Klang nach links oder rechts.
    .words = links rechts stereo
sound-speed = Tempo
    .about = Spielt schneller oder langsamer bei gleicher Tonhöhe.
    .words = geschwindigkeit langsam schnell
sound-smart = Alben als Ganzes
sound-track = Jeden Titel
sound-album = Jedes Album
sound-off = Aus
sound-use = Benutzen
sound-preset = Vorlage
sound-own = Eigene
sound-left = Links { $percent } %
sound-right = Rechts { $percent } %
sound-middle = Mitte
sound-preset-of = { $name }: Vorlage
sound-band = Equalizer { $band }

## Playing

section-playing = Wiedergabe
playing-go-on-by-mood = Nach Stimmung weiterspielen
    .about = Ist Ihre Warteschlange leer, wählt Mien, was zur Stimmung passt; sonst endet die Musik.
    .words = dj plan warteschlange
playing-when-mien-starts = Wenn Mien startet
    .about = Warteschlange, Titel und Position vom letzten Mal kommen zurück; Musik, die lief, kann weiterlaufen oder warten.
    .words = sitzung fortsetzen start
playing-sound-output = Tonausgabe
    .about = Wo die Musik zu hören ist; fehlt das Gerät, springt das Standardgerät des Systems ein.
    .words = gerät lautsprecher kopfhörer soundkarte
playing-as-left = Weiter, wie ich aufhörte
playing-paused = Pausiert bleiben
playing-system-output = Wie das System

## About Mien

section-about = Über Mien
about-keyboard-shortcuts = Tastenkürzel
    .about = Alles, was Mien tut, geht mit der Tastatur.
    .words = tasten hilfe
about-version = Version
    .about = Mien ist freie Software unter der MIT-Lizenz.
    .words = über lizenz
about-show-keys = Tasten zeigen

## Presets of the equaliser

preset-flat = Neutral
preset-more-bass = Mehr Bass
preset-less-bass = Weniger Bass
preset-more-treble = Mehr Höhen
preset-voice = Stimme
preset-rock = Rock
preset-classical = Klassik
preset-dance = Tanz
preset-quiet-listening = Leises Hören

## Ordner

section-folders = Ordner
folders-your-music = Ihre Musik
    .about = Die Ordner, die Mien liest; die Dateien bleiben, wo sie sind, und werden nie gelöscht.
    .words = import bibliothek suchen fehlend laufwerk entfernen hinzufügen
folders-watch = Ordner beobachten
    .about = Änderungen in diesen Ordnern erscheinen von selbst, innerhalb von Sekunden.
    .words = automatisch aktualisieren neue dateien
folders-write-ratings = Bewertungen in Dateien schreiben
    .about = Ihre Sterne und Vorlieben kommen in die Angaben von MP3-, FLAC-, Ogg-, Opus- und M4A-Dateien, für andere Programme; alle anderen Angaben bleiben, wie sie sind.
    .words = sterne tags popm fmps id3 schreiben
folders-none = Noch kein Ordner. Fügen Sie einen hinzu, und Mien liest die Angaben und Cover darin.
folders-add = Ordner hinzufügen…
folders-look-again = Alle neu durchsehen
folders-stop = Anhalten
folders-reading = { $done } von { $found } Dateien gelesen
folders-remove = { $folder } aus der Bibliothek nehmen
folders-locate = Angeben, wo { $folder } jetzt liegt…
folders-rescan = { $folder } neu durchsehen
folders-watched =
    { $tracks ->
         [one] { $tracks } Titel
        *[other] { $tracks } Titel
    }. Änderungen erscheinen von selbst.
folders-unwatched =
    { $tracks ->
         [one] { $tracks } Titel
        *[other] { $tracks } Titel
    }. Nicht beobachtet.
folders-looked-at =
    { $tracks ->
         [one] { $tracks } Titel
        *[other] { $tracks } Titel
    }. Alle zwei Minuten durchgesehen: { $why }.
folders-some-missing =
    { $tracks ->
         [one] { $tracks } Titel
        *[other] { $tracks } Titel
    }, davon fehlen { $missing }. Sie kommen mit ihren Dateien zurück.
folders-absent =
    Jetzt nicht da. { $tracks ->
         [one] Sein { $tracks } Titel kommt
        *[other] Seine { $tracks } Titel kommen
    } mit dem Laufwerk zurück; wurde der Ordner verschoben, sagen Sie Mien, wo er liegt.
folders-no-dialog = Dieser Desktop hat keinen Ordnerdialog. Geben Sie den Pfad ein, unter dem die Musik jetzt liegt.
folders-new-path = Neuer Pfad des Ordners
folders-move-there = Dort liegt er
