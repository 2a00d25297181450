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
