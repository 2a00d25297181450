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

## From the engine

settings-not-saved = No se han podido guardar los ajustes ni su punto en la música.
settings-not-saved-full = No se han podido guardar los ajustes ni su punto en la música: el disco está lleno.
settings-not-saved-read-only = No se han podido guardar los ajustes ni su punto en la música: no se puede escribir en la carpeta de datos.
nothing-to-play = No hay nada que reproducir. Importa antes una carpeta con música.
queue-is-empty = La cola está vacía. Añade música de la biblioteca o deja que elija Mien: mira «Seguir según el ánimo» en los ajustes.
playing-stopped = Mien se ha parado: no se podía reproducir una pista tras otra. ¿Está conectado el disco con la música?
track-skipped = «{ $title }» saltada ({ $file }): { $reason }.
api-not-on = No se pudo activar la API local. Elige otro puerto en los ajustes, en API.
decode-unreadable = no se puede leer: { $error }
decode-unknown-format = no está en un formato que Mien pueda reproducir
decode-unsupported = es { $what }, que Mien no puede reproducir
decode-protected = está protegido (DRM) y solo suena en el reproductor de la tienda
decode-empty = no contiene sonido
decode-damaged = está dañado: { $what }
cannot-read-faces = Mien no puede leer caras ahora mismo. La música sigue; puedes fijar un ánimo a mano.
camera-needed = Enciende la cámara para mostrar tu cara neutra.
face-not-seen = Tu cara no ha estado a la vista el tiempo suficiente. Mira a la cámara y prueba otra vez.
not-in-library = Este archivo no está en la biblioteca, que guarda valoraciones y favoritos. Importa antes su carpeta.
rating-changed =
    { $count ->
        [one] Valoración cambiada.
       *[other] Valoración de { $count } pistas cambiada.
    }
like-changed =
    { $count ->
        [one] Favorita cambiada.
       *[other] { $count } favoritas cambiadas.
    }
playlist-made = Lista «{ $name }» creada.
tracks-added =
    { $count ->
        [one] { $count } pista añadida a «{ $name }».
       *[other] { $count } pistas añadidas a «{ $name }».
    }
tracks-removed =
    { $count ->
        [one] { $count } pista quitada de «{ $name }».
       *[other] { $count } pistas quitadas de «{ $name }».
    }
playlist-moved = Movida en «{ $name }».
playlist-changed = «{ $name }» cambiada.
playlist-renamed = «{ $before }» ahora se llama «{ $name }».
query-changed = Consulta de «{ $name }» cambiada.
playlist-deleted = Lista «{ $name }» borrada.
playlist-written =
    { $count ->
        [one] { $count } pista escrita en { $file }.
       *[other] { $count } pistas escritas en { $file }.
    }
playlist-none-known = Ninguna de las pistas de { $name } está en la biblioteca. Importa antes su carpeta.
playlist-some-known = { $name } Se han encontrado { $found } de { $all } pistas.
cannot-choose = Mien no puede elegir música: el sistema no da más hilos.
still-opening = Mien aún está leyendo los archivos abiertos antes. Prueba otra vez en un momento.
cannot-be-played = «{ $name }» no se puede reproducir. { $reason }
several-cannot-be-played =
    { $count ->
        [one] { $count } de los archivos abiertos no se puede reproducir.
       *[other] { $count } de los archivos abiertos no se pueden reproducir.
    }
cannot-watch = Mien no puede vigilar tus carpetas. Vuelve a leerlas a mano cuando algo cambie.
no-folder = No hay ninguna carpeta que leer. Importa antes una.
journal-not-kept = No se puede llevar el diario: el sistema no da más hilos.
journal-nothing-deleted = No había nada que borrar en el diario.
journal-deleted =
    { $count ->
        [one] Se ha borrado { $count } entrada del diario; no queda nada de ella en el archivo.
       *[other] Se han borrado { $count } entradas del diario; no queda nada de ellas en el archivo.
    }
journal-exported =
    { $count ->
        [one] La { $count } entrada del diario está en { $file }.
       *[other] Las { $count } entradas del diario están en { $file }.
    }
journal-silent = El diario no responde.
journal-not-written = No se ha podido escribir el diario en { $file }.
out-of-matches = Nada más en la biblioteca se acerca a este ánimo. Mien sigue con lo más próximo.
settings-unreadable = No se han podido leer los ajustes; Mien usa los predeterminados.
settings-damaged = El archivo de ajustes está dañado; Mien usa los predeterminados.
setting-refused = El ajuste { $key } = { $shown } no sirve; Mien usa el predeterminado.

## Why a track was chosen

direction-brighter-livelier = más luminosa y más viva
    .than = Más luminosa y más viva que la anterior
direction-brighter-calmer = más luminosa y más tranquila
    .than = Más luminosa y más tranquila que la anterior
direction-brighter = más luminosa
    .than = Más luminosa que la anterior
direction-darker-livelier = más oscura y más viva
    .than = Más oscura y más viva que la anterior
direction-darker-calmer = más oscura y más tranquila
    .than = Más oscura y más tranquila que la anterior
direction-darker = más oscura
    .than = Más oscura que la anterior
direction-livelier = más viva
    .than = Más viva que la anterior
direction-calmer = más tranquila
    .than = Más tranquila que la anterior
learned-fond = sueles oír entera música así
learned-try = una prueba, para aprender qué te gusta
not-played-yet = aún no ha sonado
heard-within-hour = oída hace menos de una hora, poco más encaja
heard-today = oída hoy, poco más encaja
heard-yesterday = sin oír desde ayer
heard-days-ago =
    { $count ->
        [one] sin oír desde hace { $count } día
       *[other] sin oír desde hace { $count } días
    }
why-and = { $told }; { $more }
why-end = { $told }.
why-album-next = La siguiente del álbum
why-no-mood-lift = No se conoce ningún ánimo; un comienzo desde el centro de tu biblioteca
why-no-mood = No se conoce ningún ánimo; una selección variada de lo que tienes
why-unheard = Aún no se sabe nada de su ánimo; una prueba
why-near = { $music }, { $near }
why-begin = { $music }, { $near }, para empezar
why-step = { $step }, camino de: { $goal }
why-back = { $music }, un paso atrás hacia tu ánimo
near-mood-close = muy cerca de tu ánimo
near-mood = cerca de tu ánimo
near-mood-off = a cierta distancia de tu ánimo
near-mood-far = lejos de tu ánimo
near-goal-close = muy cerca de la meta: { $goal }
near-goal = cerca de la meta: { $goal }
near-goal-off = a cierta distancia de la meta: { $goal }
near-goal-far = lejos de la meta: { $goal }
music-even = Serena
music-lively = Viva
music-tense = Tensa
music-melancholy = Melancólica
music-calm = Tranquila
compared-same = { $music }, como la anterior
compared-bit = { $music } y un poco { $direction } que la anterior
compared = { $music } y { $direction } que la anterior
compared-much = { $music } y mucho { $direction } que la anterior
step-same = Como la anterior
step-small = Un paso { $direction } que la anterior
taste-liked = te gusta
taste-stars =
    { $count ->
        [one] le diste { $count } estrella
       *[other] le diste { $count } estrellas
    }
taste-and = { $word }, { $heard }
chosen-by-you = Lo has elegido tú.
heard-out =
    { $count ->
        [one] oída entera { $count } vez
       *[other] oída entera { $count } veces
    }
mood-changed = Ánimo cambiado.
mood-changed-followed =
    { $count ->
        [one] Ánimo cambiado. { $count } pista parecida lo ha seguido un poco.
       *[other] Ánimo cambiado. { $count } pistas parecidas lo han seguido un poco.
    }
repeated-by-you = Pediste repetir esto.
taste-forgotten = Mien ha olvidado lo que aprendió de tus gustos. Favoritas, estrellas y cuentas se quedan.
answers-forgotten = Mien ha olvidado lo que dijiste de sus lecturas.

## The library

marks-refused = Algunos archivos no aceptan tus estrellas. La biblioteca las guarda de todos modos.
folder-left = { $folder } ya no está en la biblioteca. Los archivos siguen donde estaban.
folder-back = { $folder } está de nuevo en la biblioteca.
tracks-left =
    { $count ->
        [one] { $count } pista ya no está en la biblioteca. El archivo sigue donde estaba.
       *[other] { $count } pistas ya no están en la biblioteca. Los archivos siguen donde estaban.
    }
tracks-back =
    { $count ->
        [one] { $count } pista está de nuevo en la biblioteca.
       *[other] { $count } pistas están de nuevo en la biblioteca.
    }
located = Tu música está en { $folder }.
cannot-find-duplicates = Mien no puede buscar duplicados: el sistema no da más hilos.

## Errors of the library

library-folder = No se puede importar { $path }: { $error }.
library-no-tracks = La biblioteca no tiene pistas en { $path }.
library-no-playlist = Esa lista no existe.
library-no-name = Una lista necesita un nombre.
library-name-taken = Ya hay una lista «{ $name }»; elige otro nombre.
library-smart = «{ $name }» es una lista inteligente: su consulta decide qué pistas contiene.
library-disk-full = El disco está lleno; la biblioteca conserva lo escrito antes.
library-busy = Otro programa usa la biblioteca; prueba de nuevo cuando acabe.
library-read-only = No se puede escribir en la biblioteca: la carpeta o el archivo es de solo lectura.
library-scan = La importación se interrumpió: { $error }.
library-silent = La biblioteca no responde: { $error }.

## Why a search finds nothing

search-no-word = No hay ninguna palabra en «{ $typed }»; escribe el comienzo de un título, artista, álbum o género.
search-none-alike = Ninguna pista es así.
search-none-all = Ninguna pista tiene todo esto; pide menos y hallarás más.
search-no-beginning = Ninguna pista tiene una palabra que empiece por { $word }.
search-no-beginnings = Ninguna pista tiene palabras que empiecen por { $words }.
either = { $one } o { $other }
search-stand-in = Nada tiene { $word }; estas tienen { $words }.
search-both = { $one } { $other }
search-wants-value = «{ $field }:» necesita un valor, por ejemplo { $example }.
search-not-understood = «{ $field }:{ $value }» no se entiende y se omite; escríbelo como { $example }.
search-no-family = No existe la familia «{ $value }»; existen { $families }.
