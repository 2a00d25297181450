## Smart playlists

smart-tracks-with = Pistas con
smart-query = Consulta de la lista
smart-by = por
smart-at-most = como mucho
smart-most = Pistas como mucho
smart-all = todas
smart-best = mejor coincidencia
smart-descending = mayores o últimos primero
smart-order = Orden de la lista
playlist-name = Nombre de la lista

## The line over the table

library-parts = Partes de la biblioteca
search-library = Buscar en la biblioteca
    .hint = Título, artista, álbum, género…
search-help = Ayuda de búsqueda
    .intro = Escribe el comienzo de las palabras. Las comillas unen palabras, un menos excluye, OR combina. Haz clic en un ejemplo para añadirlo:
type-folder = Este escritorio no tiene diálogo de carpetas. Escribe la ruta de una carpeta o suelta carpetas en la ventana.
folder-path = Ruta de la carpeta
import = Importar
type-portrait = Este escritorio no tiene diálogo de archivos. Escribe la ruta de una imagen o un vídeo, o suelta uno en la ventana.
picture-path = Ruta de la imagen
open = Abrir
type-playlist = Este escritorio no tiene diálogo de archivos. Escribe la ruta de una lista.
playlist-path = Ruta de la lista
type-export = Este escritorio no tiene diálogo de archivos. Escribe dónde guardar la lista.
export = Exportar
type-journal = Este escritorio no tiene diálogo de archivos. Escribe dónde guardar el diario.
table-path = Ruta de la tabla
cancel = Cancelar

## What can be done with tracks

add-to-queue = Añadir a la cola
add-to-playlist = Añadir a una lista
new-playlist-dialog = Nueva lista…
remove-from-playlist = Quitar de esta lista
rating = Valoración
no-stars = Sin estrellas
feels = Transmite…
as-heard = Como la oye Mien
like = Me gusta
unlike = Quitar «Me gusta»
dislike = No me gusta
undislike = Quitar «No me gusta»
show-artist = Ver artista
show-album = Ver álbum
show-in-folder = Mostrar en la carpeta

## Artists, albums, genres, folders

one-moment-please = Un momento…
nothing-matches-short = Nada coincide.
no-genres = Ninguna pista tiene género en sus etiquetas.
no-artists = Ninguna pista tiene artista en sus etiquetas.
no-albums = Ninguna pista tiene álbum en sus etiquetas.
no-music-short = Aún no hay música.

## Columns

column-title = Título
column-artist = Artista
column-album = Álbum
column-genre = Género
column-year = Año
column-mood = Ánimo
column-rating = Valoración
column-plays = Oídas
column-skips = Saltos
column-played = Última vez
column-added = Añadida
column-bpm = BPM
column-path = Ruta
column-length = Tiempo
columns = Columnas
sort-by = Ordenar: { $column }
sorted-by = Ordenado: { $column }
sorted-by-descending = Ordenado: { $column }, al revés
more-for = Más para { $name }

## A track

row-current = { $row }, pista actual
unknown = desconocido
never = nunca
missing = falta
play-title = Reproducir { $title }
stars =
    { $count ->
        [one] { $count } estrella
       *[other] { $count } estrellas
    }
plays =
    { $count ->
        [one] { $count } vez oída
       *[other] { $count } veces oída
    }

## The list beside the table

shelf-songs = Canciones
shelf-artists = Artistas
shelf-albums = Álbumes
shelf-genres = Géneros
shelf-folders = Carpetas
shelf-liked = Favoritas
shelf-added = Añadidas
shelf-played = Oídas hace poco
drop-tracks = Suelta pistas en + para empezar una lista, o importa una.
new-playlist = Nueva lista
new-smart-playlist = Nueva lista inteligente…
keep-search = Guardar esta búsqueda como lista…
import-playlists = Importar listas…
rename = Renombrar…
export-dialog = Exportar…
delete = Borrar

## Why the table is empty

matches-in =
    { $count ->
        [one] { $count } coincidencia en { $place }
       *[other] { $count } coincidencias en { $place }
    }
show-all-tracks = Mostrar todas las pistas
opening = Un momento
    .advice = Se está abriendo tu biblioteca.
importing = Importando
    .advice = Las pistas aparecerán aquí cuando acabe la importación.
no-music = Aún no hay música
    .advice = Usa «Importar carpeta…» arriba, o suelta carpetas en la ventana. Mien lee las etiquetas y carátulas de tu música e intuye el ánimo de cada pista; los archivos se quedan donde están y nunca se cambian.
nothing-matches = Nada coincide
    .advice = Prueba con menos palabras u otras; se busca en títulos, artistas, álbumes y géneros.
nothing-liked = Aún no hay favoritas
    .advice = El corazón junto a la pista que suena la pone aquí.
nothing-new = Nada nuevo
    .advice = Lo que importas se queda aquí treinta días.
nothing-heard = Aún no has oído nada
    .advice = Lo que oyes hasta el final llega aquí.
nothing-matches-now = Ahora no coincide nada
    .advice = En cuanto una pista cumpla la consulta, estará aquí.
list-empty = Aún no hay pistas
    .advice = Arrastra aquí pistas de la biblioteca o elige «Añadir a una lista» en su menú.
nothing-here = Aquí no hay nada
    .advice = Las pistas ya no están en la biblioteca.

## What lists can be sorted by

sort-best = mejor coincidencia
sort-artist = artista
sort-title = título
sort-album = álbum
sort-genre = género
sort-path = ruta
sort-year = año
sort-rating = valoración
sort-plays = veces oída
sort-skips = saltos
sort-length = duración
sort-bpm = BPM
sort-added = añadida
sort-played = última vez
sort-valence = valencia
sort-arousal = activación
sort-random = al azar

## Duplicados, copia de seguridad

shelf-duplicates = Duplicados
dialog-locate = ¿Dónde está ahora la música de { $folder }?
library-remove = Quitar de la biblioteca
library-backup-there =
    { $hours ->
        [0] Hay una buena copia de seguridad de hace menos de una hora.
        [one] Hay una buena copia de seguridad de hace una hora.
       *[other] Hay una buena copia de seguridad de hace { $hours } horas.
    } El archivo que no se puede abrir se guarda al lado.
library-use-backup = Usar la copia
duplicates-found =
    { $groups ->
         [one] Una pista está
        *[other] { $groups } pistas están
    } más de una vez, con { $others ->
         [one] una copia
        *[other] { $others } copias
    } de más.
duplicates-none = Ninguna pista está dos veces.
duplicates-none-yet = Por ahora no hay ninguna pista repetida.
duplicates-heard = Escuchando para encontrar la misma grabación en otros formatos: { $done } de { $all } pistas.
duplicates-files-stay = Quitar copias de la biblioteca deja sus archivos en el disco y se puede deshacer.
duplicates-keep-suggested = Quedarse con la primera de cada una
duplicates-more = Mostrar más
duplicates-same-sound = El mismo sonido
duplicates-same-recording = La misma grabación
duplicates-format = { $format }, { $rate } kbit/s
duplicates-keep-this = Quedarse solo con esta
duplicates-reveal = Mostrar { $file } en su carpeta
duplicates-play = Reproducir { $file }
duplicates-lossless = sugerida: sin pérdida
duplicates-higher-rate = sugerida: más bits
duplicates-more-tags = sugerida: sus etiquetas dicen más
duplicates-first = sugerida: llegó primero
