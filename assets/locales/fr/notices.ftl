## Imports

import-done =
    { $count ->
        [one] Importation terminée : { $count } titre ajouté
       *[other] Importation terminée : { $count } titres ajoutés
    }
import-cancelled =
    { $count ->
        [one] Importation annulée : { $count } titre ajouté
       *[other] Importation annulée : { $count } titres ajoutés
    }
import-updated = { $told }, { $count } mis à jour
import-unchanged = { $told }, { $count } inchangés
import-moved = { $told }, { $count } déplacés
import-missing = { $told }, { $count } manquants
import-duplicates = { $told }, { $count } déjà présents
import-end = { $told }.
import-failed =
    { $count ->
        [one] { $told }. { $count } fichier n’a pas pu être lu.
       *[other] { $told }. { $count } fichiers n’ont pas pu être lus.
    }

## From the engine

settings-not-saved = Les réglages et votre place dans la musique n’ont pas pu être enregistrés.
settings-not-saved-full = Les réglages et votre place dans la musique n’ont pas pu être enregistrés : le disque est plein.
settings-not-saved-read-only = Les réglages et votre place dans la musique n’ont pas pu être enregistrés : le dossier de données n’est pas accessible en écriture.
nothing-to-play = Il n’y a rien à jouer. Importez d’abord un dossier de musique.
queue-is-empty = La file est vide. Ajoutez de la musique depuis la bibliothèque, ou laissez Mien choisir : voir « Continuer selon l’humeur » dans les réglages.
playing-stopped = Mien s’est arrêtée : les titres étaient illisibles l’un après l’autre. Le disque de la musique est-il là ?
track-skipped = « { $title } » passé ({ $file }) : { $reason }.
api-not-on = L’API locale n’a pas pu être activée. Choisissez un autre port dans les réglages, sous API.
decode-unreadable = illisible : { $error }
decode-unknown-format = format que Mien ne sait pas lire
decode-unsupported = { $what }, que Mien ne sait pas lire
decode-protected = protégé (DRM), lisible seulement avec le lecteur de la boutique
decode-empty = ne contient aucun son
decode-damaged = endommagé : { $what }
cannot-read-faces = Mien ne peut pas lire les visages pour l’instant. La musique continue ; vous pouvez épingler une humeur à la main.
camera-needed = Allumez la caméra pour montrer votre visage neutre.
face-not-seen = Votre visage n’a pas été vu assez longtemps. Regardez la caméra et réessayez.
not-in-library = Ce fichier n’est pas dans la bibliothèque, qui garde notes et « J’aime ». Importez d’abord son dossier.
rating-changed =
    { $count ->
        [one] Note modifiée.
       *[other] Note de { $count } titres modifiée.
    }
like-changed =
    { $count ->
        [one] « J’aime » modifié.
       *[other] « J’aime » modifié pour { $count } titres.
    }
playlist-made = Liste « { $name } » créée.
tracks-added =
    { $count ->
        [one] { $count } titre ajouté à « { $name } ».
       *[other] { $count } titres ajoutés à « { $name } ».
    }
tracks-removed =
    { $count ->
        [one] { $count } titre retiré de « { $name } ».
       *[other] { $count } titres retirés de « { $name } ».
    }
playlist-moved = Déplacé dans « { $name } ».
playlist-changed = « { $name } » modifiée.
playlist-renamed = « { $before } » renommée en « { $name } ».
query-changed = Requête de « { $name } » modifiée.
playlist-deleted = Liste « { $name } » supprimée.
playlist-written =
    { $count ->
        [one] { $count } titre écrit dans { $file }.
       *[other] { $count } titres écrits dans { $file }.
    }
playlist-none-known = Aucun des titres de { $name } n’est dans la bibliothèque. Importez d’abord leur dossier.
playlist-some-known = { $name } { $found } titres trouvés sur { $all }.
cannot-choose = Mien ne peut pas choisir de musique : le système ne donne plus de fils d’exécution.
still-opening = Mien lit encore les fichiers ouverts avant. Réessayez dans un instant.
cannot-be-played = « { $name } » ne peut pas être lu. { $reason }
several-cannot-be-played =
    { $count ->
        [one] { $count } des fichiers ouverts ne peut pas être lu.
       *[other] { $count } des fichiers ouverts ne peuvent pas être lus.
    }
cannot-watch = Mien ne peut pas surveiller vos dossiers. Relisez-les à la main quand quelque chose a changé.
no-folder = Il n’y a pas de dossier à lire. Importez-en un d’abord.
journal-not-kept = Le journal ne peut pas être tenu : le système ne donne plus de fils d’exécution.
journal-nothing-deleted = Il n’y avait rien à supprimer dans le journal.
journal-deleted =
    { $count ->
        [one] { $count } entrée du journal est supprimée ; il n’en reste rien dans le fichier.
       *[other] { $count } entrées du journal sont supprimées ; il n’en reste rien dans le fichier.
    }
journal-exported =
    { $count ->
        [one] La { $count } entrée du journal est dans { $file }.
       *[other] Les { $count } entrées du journal sont dans { $file }.
    }
journal-silent = Le journal ne répond pas.
journal-not-written = Le journal n’a pas pu être écrit dans { $file }.
out-of-matches = Rien d’autre dans la bibliothèque n’est proche de cette humeur. Mien continue avec ce qui s’en approche le plus.
settings-unreadable = Les réglages n’ont pas pu être lus ; Mien utilise les valeurs par défaut.
settings-damaged = Le fichier des réglages est endommagé ; Mien utilise les valeurs par défaut.
setting-refused = Le réglage { $key } = { $shown } est inutilisable ; Mien prend la valeur par défaut.

## Why a track was chosen

direction-brighter-livelier = plus lumineux et plus vif
    .than = Plus lumineux et plus vif que le précédent
direction-brighter-calmer = plus lumineux et plus calme
    .than = Plus lumineux et plus calme que le précédent
direction-brighter = plus lumineux
    .than = Plus lumineux que le précédent
direction-darker-livelier = plus sombre et plus vif
    .than = Plus sombre et plus vif que le précédent
direction-darker-calmer = plus sombre et plus calme
    .than = Plus sombre et plus calme que le précédent
direction-darker = plus sombre
    .than = Plus sombre que le précédent
direction-livelier = plus vif
    .than = Plus vif que le précédent
direction-calmer = plus calme
    .than = Plus calme que le précédent
learned-fond = vous écoutez souvent cette musique jusqu’au bout
learned-try = un essai, pour apprendre ce que vous aimez
not-played-yet = pas encore joué
heard-within-hour = écouté dans l’heure, peu d’autres conviennent
heard-today = écouté aujourd’hui, peu d’autres conviennent
heard-yesterday = pas écouté depuis hier
heard-days-ago =
    { $count ->
        [one] pas écouté depuis { $count } jour
       *[other] pas écouté depuis { $count } jours
    }
why-and = { $told } ; { $more }
why-end = { $told }.
why-album-next = Le suivant sur l’album
why-no-mood-lift = Aucune humeur connue ; un départ du milieu de votre bibliothèque
why-no-mood = Aucune humeur connue ; un choix varié parmi ce que vous avez
why-unheard = On ne sait encore rien de son humeur ; un essai
why-near = { $music }, { $near }
why-begin = { $music }, { $near }, pour commencer
why-step = { $step }, en route vers : { $goal }
why-back = { $music }, un pas en arrière vers votre humeur
near-mood-close = tout près de votre humeur
near-mood = près de votre humeur
near-mood-off = à quelque distance de votre humeur
near-mood-far = loin de votre humeur
near-goal-close = tout près du but : { $goal }
near-goal = près du but : { $goal }
near-goal-off = à quelque distance du but : { $goal }
near-goal-far = loin du but : { $goal }
music-even = D’humeur égale
music-lively = Vif
music-tense = Tendu
music-melancholy = Mélancolique
music-calm = Calme
compared-same = { $music }, comme le précédent
compared-bit = { $music } et un peu { $direction } que le précédent
compared = { $music } et { $direction } que le précédent
compared-much = { $music } et nettement { $direction } que le précédent
step-same = Comme le précédent
step-small = Un peu { $direction } que le précédent
taste-liked = vous l’aimez
taste-stars =
    { $count ->
        [one] vous lui avez donné { $count } étoile
       *[other] vous lui avez donné { $count } étoiles
    }
taste-and = { $word }, { $heard }
chosen-by-you = Vous avez choisi ceci.
heard-out =
    { $count ->
        [one] écouté jusqu’au bout { $count } fois
       *[other] écouté jusqu’au bout { $count } fois
    }
mood-changed = Humeur modifiée.
mood-changed-followed =
    { $count ->
        [one] Humeur modifiée. { $count } titre semblable a un peu suivi.
       *[other] Humeur modifiée. { $count } titres semblables ont un peu suivi.
    }
repeated-by-you = Vous avez demandé à répéter ceci.
taste-forgotten = Mien a oublié ce qu’elle avait appris de vos goûts. « J’aime », étoiles et compteurs restent.
answers-forgotten = Mien a oublié ce que vous avez dit de ses lectures.

## The library

marks-refused = Certains fichiers n’acceptent pas vos étoiles. La bibliothèque les garde de toute façon.
folder-left = { $folder } a quitté la bibliothèque. Les fichiers sont où ils étaient.
folder-back = { $folder } est de nouveau dans la bibliothèque.
tracks-left =
    { $count ->
        [one] { $count } titre a quitté la bibliothèque. Le fichier est où il était.
       *[other] { $count } titres ont quitté la bibliothèque. Les fichiers sont où ils étaient.
    }
tracks-back =
    { $count ->
        [one] { $count } titre est de nouveau dans la bibliothèque.
       *[other] { $count } titres sont de nouveau dans la bibliothèque.
    }
located = Votre musique a été trouvée dans { $folder }.
cannot-find-duplicates = Mien ne peut pas chercher les doublons : le système ne donne plus de fils d’exécution.

## Errors of the library

library-folder = Impossible d’importer { $path } : { $error }.
library-no-tracks = La bibliothèque n’a pas de titres sous { $path }.
library-no-playlist = Cette liste n’existe pas.
library-no-name = Une liste a besoin d’un nom.
library-name-taken = Une liste « { $name } » existe déjà ; choisissez un autre nom.
library-smart = « { $name } » est une liste intelligente : sa requête décide de ses titres.
library-disk-full = Le disque est plein ; la bibliothèque garde ce qui était déjà écrit.
library-busy = Un autre programme utilise la bibliothèque ; réessayez quand il aura fini.
library-read-only = Impossible d’écrire dans la bibliothèque : le dossier ou le fichier est en lecture seule.
library-scan = L’importation s’est interrompue : { $error }.
library-silent = La bibliothèque ne répond pas : { $error }.

## Why a search finds nothing

search-no-word = « { $typed } » ne contient aucun mot ; tapez le début d’un titre, artiste, album ou genre.
search-none-alike = Aucun titre n’est ainsi.
search-none-all = Aucun titre n’a tout cela ; en demander moins trouve plus.
search-no-beginning = Aucun titre n’a de mot qui commence par { $word }.
search-no-beginnings = Aucun titre n’a de mots qui commencent par { $words }.
either = { $one } ou { $other }
search-stand-in = Rien n’a { $word } ; ceux-ci ont { $words }.
search-both = { $one } { $other }
search-wants-value = « { $field }: » attend une valeur, par exemple { $example }.
search-not-understood = « { $field }:{ $value } » n’est pas compris et est ignoré ; écrivez plutôt { $example }.
search-no-family = Il n’y a pas de famille « { $value } » ; il y a { $families }.
