## Numbers and what is counted

seconds = { $count } s
tracks =
    { $count ->
        [one] { $count } titre
       *[other] { $count } titres
    }

## The bar at the foot

nothing-playing = Aucune lecture en cours

## Views and the rail

view-settings = Réglages
view-you = Vous
view-now = À l’écoute
view-library = Bibliothèque
view-map = Carte
view-journal = Journal
keyboard-shortcuts = Raccourcis clavier
notices = Messages

## The bar at the foot

previous-track = Titre précédent
next-track = Titre suivant
pause = Pause
play = Lecture
seek = Position
seek-position = { $position } sur { $length }
unmute = Rétablir le son
mute = Couper le son
volume = Volume
repeat-off = Répétition : désactivée
repeat-all = Répétition : la file
repeat-one = Répétition : ce titre
order-menu = Aléatoire, répétition et minuterie
shuffle = Lecture aléatoire
when-to-stop = Quand s’arrêter
sleep-left =
    { $count ->
        [one] Minuterie : encore { $count } minute
       *[other] Minuterie : encore { $count } minutes
    }
stops-after-track = S’arrête après ce titre
sleep-timer = Minuterie de veille
stop-after-track = Arrêter après ce titre
fade-out-in =
    { $count ->
        [one] Fondu de fin dans { $count } minute
       *[other] Fondu de fin dans { $count } minutes
    }
fading-out-in =
    { $count ->
        [one] La musique s’éteindra dans { $count } minute.
       *[other] La musique s’éteindra dans { $count } minutes.
    }
no-sleep-timer = Sans minuterie
repeat = Répétition

## Keys

keys-playing = Lecture
keys-window = Navigation
keys-lists = Dans les listes
key-play = Lecture ou pause
key-stop = Arrêter
key-forward = Avancer de cinq secondes
key-back = Reculer de cinq secondes
key-louder = Plus fort
key-softer = Moins fort
key-mute = Couper ou rétablir le son
key-shuffle = File aléatoire ou dans l’ordre
key-repeat = Répéter la file, ce titre ou rien
key-camera = Couper ou rallumer la caméra
key-search = Chercher dans la bibliothèque
key-full-screen = Plein écran, ou retour
key-undo = Annuler notes et listes de lecture
key-keys = Ces raccourcis
key-play-selected = Lire le titre sélectionné
key-select-more = Sélectionner plus ou moins de titres
key-select-all = Sélectionner tous les titres
key-move = Déplacer le titre sélectionné de la file
key-move-column = Déplacer une colonne du tableau
key-delete = Retirer de la file ou de la liste
key-menu = Ce que l'on peut en faire
key-media-play = Média lecture
key-media-stop = Média arrêt
key-media-next = Média suivant
key-media-previous = Média précédent
key-space = Espace
key-enter = Entrée
key-delete-name = Suppr
key-menu-name = Menu
key-shift = Maj
key-ctrl = Ctrl
keyboard = Clavier
close-keys = Fermer les raccourcis clavier

## Notices

close-notice = Fermer le message
hide-details = Masquer les détails
details = Détails
told = Ce que Mien vous a dit
close-notices = Fermer les messages
undo = Annuler

## The queue

clear-queue = Vider la file
replanned = Revu à la fin de chaque titre
queue-own =
    { $count ->
        [one] À suivre : { $count } titre de votre file
       *[other] À suivre : { $count } titres de votre file
    }
queue-own-shuffled =
    { $count ->
        [one] À suivre : { $count } titre de votre file, au hasard
       *[other] À suivre : { $count } titres de votre file, au hasard
    }
queue-pinned = À suivre, pour l’humeur épinglée
queue-mood = À suivre, si l’humeur reste la même
queue-cleared =
    { $count ->
        [one] { $count } titre retiré de la file.
       *[other] { $count } titres retirés de la file.
    }
queue-no-music = Le programme apparaîtra ici dès que la bibliothèque contiendra de la musique.
queue-unplanned = Rien n’est encore prévu. La liste se remplira au début de la lecture.
queue-empty = La file est vide. Ajoutez de la musique depuis la bibliothèque.
play-now = Lire maintenant
play-next = Lire ensuite
remove = Retirer
remove-from-queue = Retirer { $title } de la file
removed-from-queue = « { $title } » retiré de la file.
queued = ajouté
queued-by-you = ajouté par vous

## What plays

no-cover = Pas de pochette
cover-of = Pochette de { $title }
like-this-track = J’aime ce titre
library-failed = Mien n’a pas pu ouvrir votre bibliothèque
opening-library = Ouverture de votre bibliothèque…
one-moment = Un instant.
library-empty = Votre bibliothèque est vide
    .advice = Importez un dossier de musique. Les fichiers restent où ils sont ; Mien ne fait que les lire.
nothing-playing-advice = Lancez la lecture : Mien choisit ce qui va avec votre humeur.
import-folder = Importer un dossier…
play-what-fits = Jouer ce qui convient
clear-search = Effacer la recherche

## What lasts

silent = Aucun périphérique audio. La musique continue en silence jusqu’à ce qu’il y en ait un.
lift-offer = La musique est sombre depuis un moment. Elle peut mener, pas à pas, vers un lieu plus lumineux.
lead-me-there = Emmène-moi
cancel-import = Annuler l’importation
import-progress = Progression de l’importation
importing-of =
    { $count ->
        [one] Importation : { $done } sur { $count } fichier
       *[other] Importation : { $done } sur { $count } fichiers
    }
importing-so-far =
    { $count ->
        [one] Importation : { $done } sur { $count } fichier trouvé jusqu’ici
       *[other] Importation : { $done } sur { $count } fichiers trouvés jusqu’ici
    }

## Dialogs

dialog-folders = Importer des dossiers de musique
dialog-portrait = Ouvrir une image ou une vidéo d’un visage
dialog-pictures = Images et vidéos
dialog-playlists = Importer des listes de lecture
playlists = Listes de lecture
dialog-export = Exporter la liste de lecture
dialog-journal = Exporter le journal

## The icon in the tray

tray-camera = Selon la caméra
tray-mood = Humeur
mood-lift = Égayer mon humeur
tray-next = Suivant
tray-previous = Précédent
tray-show = Afficher la fenêtre
tray-quit = Quitter

## Dates

date = { $weekday } { $day } { $month } { $year }
today = Aujourd’hui, { $date }
day = { $day } { $month } { $year }
days = { $first } au { $last }
days-of-months = { $first } { $month } au { $last }
days-of-years = { $first } au { $last }
month-january = janvier
month-february = février
month-march = mars
month-april = avril
month-may = mai
month-june = juin
month-july = juillet
month-august = août
month-september = septembre
month-october = octobre
month-november = novembre
month-december = décembre
weekday-monday = lun.
weekday-tuesday = mar.
weekday-wednesday = mer.
weekday-thursday = jeu.
weekday-friday = ven.
weekday-saturday = sam.
weekday-sunday = dim.
keys-or = { $one } ou { $other }

## What a screen reader says by itself, and the name of the table

spoken-playing = En cours : { $title }, { $artist }
spoken-paused = En pause
spoken-mood = Vous avez l’air { $looks }
table-of-tracks = Morceaux
