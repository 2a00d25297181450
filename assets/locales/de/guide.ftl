## The tour

tour-step = Schritt { $number } von { $all }
tour-music = Wo liegt Ihre Musik?
tour-music-about = Wählen Sie einen Ordner, oder ziehen Sie einen auf das Fenster. Die Dateien bleiben, wo sie sind; Mien liest sie nur und hört sie im Hintergrund an, um ihre Stimmung zu erkennen.
tour-music-known =
    { $count ->
        [one] { $count } Titel ist schon da.
       *[other] { $count } Titel sind schon da.
    }
tour-choose = Ordner wählen…
tour-skip = Überspringen
tour-done = Das ist alles
tour-done-play = Drücken Sie auf Wiedergabe, und Mien wählt, was passt. Zu jedem Titel steht, warum er gewählt wurde.
tour-done-pin = Legen Sie jederzeit eine Stimmung von Hand fest. Sie geht der Kamera vor, bis Sie sie zurücknehmen.
tour-done-keys = Die Leertaste spielt und hält an, N springt weiter, C schaltet die Kamera aus, und ? zeigt alle Tasten.
tour-play = Passendes spielen
tour-close = Schließen

## Letting go of what is dragged, and lists of groups

drop-files = Loslassen, um Musik hinzuzufügen oder das Bild oder Video eines Gesichts anzusehen
drop-on-queue = Loslassen, um sie an die Warteschlange zu hängen
group-play = Alle spielen
group-play-next = Alle als Nächstes spielen
group-enqueue = Alle an die Warteschlange hängen
group-add-to = Alle zu „{ $list }“ hinzufügen

## Long work

minutes-left =
    { $count ->
        [one] noch etwa { $count } Minute
       *[other] noch etwa { $count } Minuten
    }

## The mini player

mini-player = Mini-Player
mini-back = Zurück zum ganzen Fenster
key-letters = Buchstaben
key-look-for = Zu dem gehen, was so beginnt
key-mini-player = Mini-Player oder ganzes Fenster

## Lyrics

lyrics = Liedtext
lyrics-up-next = Als Nächstes
lyrics-nothing-plays = Wenn ein Titel läuft, steht hier sein Text.
lyrics-looking = Der Text wird gesucht…
lyrics-none = Dieser Titel trägt keinen Text. Eine Datei daneben mit gleichem Namen und der Endung .lrc wird hier gezeigt.
lyrics-line = { $at }, { $words }
lyrics-pause = { $at }, ohne Worte

## About Mien

info-title = Über Mien
info-version = Version { $version } · freie Software unter der MIT-Lizenz
info-what = Ein Musikspieler, der, wenn Sie es erlauben, Ihr Gesicht ansieht und aus Ihrer eigenen Sammlung wählt, was zu Ihrer Stimmung passt oder sie sanft hebt.
info-data = Was mit Ihren Daten geschieht
info-data-camera = Die Kamera ist aus, bis Sie sie erlauben. Eine Lampe auf der Vorschau zeigt, wann sie an ist, und eine Taste schaltet sie aus.
info-data-pictures = Jedes Bild wird auf diesem Rechner angesehen und sofort vergessen. Keines wird gespeichert, keines gesendet.
info-data-journal = Das Stimmungstagebuch ist aus, bis Sie es einschalten. Es enthält Stimmungen und Titel, nie Bilder, und ein Knopf löscht es.
info-data-network = Mien öffnet keine Netzverbindung, außer Sie lassen es einem Scrobbling-Dienst sagen, was Sie hören. Die lokale Schnittstelle ist aus, bis Sie sie einschalten.
info-parts = Woraus es besteht
info-part-emotion = Liest Gesichtsausdrücke; für Mien trainiert
info-part-blazeface = Findet Gesichter; von Google, Gewichte unverändert
info-part-seetaface = Findet Gesichter auf ältere Art; Chinesische Akademie der Wissenschaften
info-part-mood = Legt Musik auf die Stimmungsebene; für Mien trainiert
info-part-musicnn = Beschreibt Musik; Pons und Serra, Gewichte wie veröffentlicht
info-part-inter = Die Schrift
info-part-icons = Die Symbole; von Google
info-part-crates = Alles andere ist in Rust geschrieben, mit Bibliotheken unter MIT-, Apache-, BSD- und ähnlichen Lizenzen; die Liste wird bei jedem Bau geprüft.
info-settings = Mien und seine Modelle
    .about = Was mit Ihren Daten geschieht, woraus Mien besteht, und wie gut seine Modelle sind.
    .words = über datenschutz lizenz modellkarte genauigkeit
info-open = Öffnen
tour-again = Erste Schritte
    .about = Zeigt noch einmal, was der erste Start zeigte.
    .words = tour hilfe willkommen
tour-show = Zeigen
info-cards = Modellkarten
info-cards-about = Was jedes Modell tut, wie gut, und was es falsch macht, wie gemessen. Auf Englisch.
info-card-faces = Gesichter
info-card-music = Musik
info-card-detector = Gesichter finden
