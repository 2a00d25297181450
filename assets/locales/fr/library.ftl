## Smart playlists

smart-tracks-with = Titres avec
smart-query = Requête de la liste
smart-by = par
smart-at-most = au plus
smart-most = Titres au maximum
smart-all = tous
smart-best = pertinence
smart-descending = plus grands ou derniers d’abord
smart-order = Ordre de la liste
playlist-name = Nom de la liste

## The line over the table

library-parts = Parties de la bibliothèque
search-library = Chercher dans la bibliothèque
    .hint = Titre, artiste, album, genre…
search-help = Aide à la recherche
    .intro = Tapez le début des mots. Les guillemets lient des mots, un moins exclut, OR réunit. Cliquez sur un exemple pour l’ajouter :
type-folder = Ce bureau n’a pas de sélecteur de dossiers. Tapez le chemin d’un dossier, ou déposez des dossiers sur la fenêtre.
folder-path = Chemin du dossier
import = Importer
type-portrait = Ce bureau n’a pas de sélecteur de fichiers. Tapez le chemin d’une image ou d’une vidéo, ou déposez-en une sur la fenêtre.
picture-path = Chemin de l’image
open = Ouvrir
type-playlist = Ce bureau n’a pas de sélecteur de fichiers. Tapez le chemin d’une liste de lecture.
playlist-path = Chemin de la liste
type-export = Ce bureau n’a pas de sélecteur de fichiers. Tapez où écrire la liste de lecture.
export = Exporter
type-journal = Ce bureau n’a pas de sélecteur de fichiers. Tapez où écrire le journal.
table-path = Chemin du tableau
cancel = Annuler

## What can be done with tracks

add-to-queue = Ajouter à la file
add-to-playlist = Ajouter à une liste
new-playlist-dialog = Nouvelle liste…
remove-from-playlist = Retirer de cette liste
rating = Note
no-stars = Aucune étoile
feels = Ambiance…
as-heard = Comme Mien l’entend
like = J’aime
unlike = Retirer « J’aime »
dislike = Je n’aime pas
undislike = Retirer « Je n’aime pas »
show-artist = Voir l’artiste
show-album = Voir l’album
show-in-folder = Montrer dans le dossier

## Artists, albums, genres, folders

one-moment-please = Un instant…
nothing-matches-short = Rien ne correspond.
no-genres = Aucun titre n’a de genre dans ses tags.
no-artists = Aucun titre n’a d’artiste dans ses tags.
no-albums = Aucun titre n’a d’album dans ses tags.
no-music-short = Pas encore de musique.

## Columns

column-title = Titre
column-artist = Artiste
column-album = Album
column-genre = Genre
column-year = Année
column-mood = Humeur
column-rating = Note
column-plays = Lectures
column-skips = Sauts
column-played = Dernière lecture
column-added = Ajouté
column-bpm = BPM
column-path = Chemin
column-length = Durée
columns = Colonnes
sort-by = Trier : { $column }
sorted-by = Trié : { $column }
sorted-by-descending = Trié : { $column }, ordre inverse
more-for = Plus pour { $name }

## A track

row-current = { $row }, titre en cours
unknown = inconnue
never = jamais
missing = absent
play-title = Lire { $title }
stars =
    { $count ->
        [one] { $count } étoile
       *[other] { $count } étoiles
    }
plays =
    { $count ->
        [one] { $count } lecture
       *[other] { $count } lectures
    }

## The list beside the table

shelf-songs = Titres
shelf-artists = Artistes
shelf-albums = Albums
shelf-genres = Genres
shelf-folders = Dossiers
shelf-liked = Aimés
shelf-added = Ajouts récents
shelf-played = Écoutés récemment
drop-tracks = Déposez des titres sur + pour commencer une liste, ou importez-en une.
new-playlist = Nouvelle liste
new-smart-playlist = Nouvelle liste intelligente…
keep-search = Garder cette recherche comme liste…
import-playlists = Importer des listes…
rename = Renommer…
export-dialog = Exporter…
delete = Supprimer

## Why the table is empty

matches-in =
    { $count ->
        [one] { $count } résultat dans { $place }
       *[other] { $count } résultats dans { $place }
    }
show-all-tracks = Afficher tous les titres
opening = Un instant
    .advice = Votre bibliothèque s’ouvre.
importing = Importation
    .advice = Les titres apparaîtront ici à la fin de l’importation.
no-music = Pas encore de musique
    .advice = Utilisez « Importer un dossier… » ci-dessus, ou déposez des dossiers sur la fenêtre. Mien lit les tags et les pochettes de votre musique et devine l’humeur de chaque titre ; les fichiers restent où ils sont et ne sont jamais modifiés.
nothing-matches = Rien ne correspond
    .advice = Essayez moins de mots, ou d’autres ; la recherche porte sur les titres, artistes, albums et genres.
nothing-liked = Rien d’aimé encore
    .advice = Le cœur à côté du titre en cours le place ici.
nothing-new = Rien de nouveau
    .advice = Ce que vous importez reste ici trente jours.
nothing-heard = Rien d’écouté encore
    .advice = Ce que vous écoutez jusqu’au bout arrive ici.
nothing-matches-now = Rien ne correspond pour l’instant
    .advice = Dès qu’un titre répond à la requête, il est ici.
list-empty = Pas encore de titres
    .advice = Faites glisser des titres de la bibliothèque ici, ou choisissez « Ajouter à une liste » dans leur menu.
nothing-here = Rien ici
    .advice = Les titres ne sont plus dans la bibliothèque.

## What lists can be sorted by

sort-best = pertinence
sort-artist = artiste
sort-title = titre
sort-album = album
sort-genre = genre
sort-path = chemin
sort-year = année
sort-rating = note
sort-plays = lectures
sort-skips = sauts
sort-length = durée
sort-bpm = BPM
sort-added = date d’ajout
sort-played = dernière lecture
sort-valence = valence
sort-arousal = éveil
sort-random = hasard

## Doublons, sauvegarde

shelf-duplicates = Doublons
dialog-locate = Où est maintenant la musique de { $folder } ?
library-remove = Retirer de la bibliothèque
library-backup-there =
    { $hours ->
        [0] Il existe une bonne sauvegarde de moins d'une heure.
        [one] Il existe une bonne sauvegarde d'il y a une heure.
       *[other] Il existe une bonne sauvegarde d'il y a { $hours } heures.
    } Le fichier qui ne s'ouvre pas est gardé à côté.
library-use-backup = Utiliser la sauvegarde
duplicates-found =
    { $groups ->
         [one] Un titre est présent
        *[other] { $groups } titres sont présents
    } plusieurs fois, avec { $others ->
         [one] une copie
        *[other] { $others } copies
    } en trop.
duplicates-none = Aucun titre n'est présent deux fois.
duplicates-none-yet = Pour l'instant, aucun titre n'est présent deux fois.
duplicates-heard = Écoute pour trouver le même enregistrement en d'autres formats : { $done } titres sur { $all }.
duplicates-files-stay = Retirer des copies de la bibliothèque laisse leurs fichiers sur le disque et peut être annulé.
duplicates-keep-suggested = Garder le premier de chaque
duplicates-more = En montrer plus
duplicates-same-sound = Le même son
duplicates-same-recording = Le même enregistrement
duplicates-format = { $format }, { $rate } kbit/s
duplicates-keep-this = Ne garder que celui-ci
duplicates-reveal = Montrer { $file } dans son dossier
duplicates-play = Lire { $file }
duplicates-lossless = conseillé : sans perte
duplicates-higher-rate = conseillé : plus de bits
duplicates-more-tags = conseillé : mieux renseigné
duplicates-first = conseillé : arrivé le premier
