## Imports

import-done =
    { $count ->
        [one] Importación terminada: { $count } pista añadida
       *[other] Importación terminada: { $count } pistas añadidas
    }
import-cancelled =
    { $count ->
        [one] Importación cancelada: { $count } pista añadida
       *[other] Importación cancelada: { $count } pistas añadidas
    }
import-updated = { $told }, { $count } actualizadas
import-unchanged = { $told }, { $count } sin cambios
import-moved = { $told }, { $count } movidas
import-missing = { $told }, { $count } no encontradas
import-duplicates = { $told }, { $count } que ya estaban
import-end = { $told }.
import-failed =
    { $count ->
        [one] { $told }. No se ha podido leer { $count } archivo.
       *[other] { $told }. No se han podido leer { $count } archivos.
    }
