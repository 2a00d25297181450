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
