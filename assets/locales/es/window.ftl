## Numbers and what is counted

seconds = { $count } s
tracks =
    { $count ->
        [one] { $count } pista
       *[other] { $count } pistas
    }

## The bar at the foot

nothing-playing = No suena nada

## Views and the rail

view-settings = Ajustes
view-you = Tú
view-now = En reproducción
view-library = Biblioteca
view-map = Mapa
view-journal = Diario
keyboard-shortcuts = Atajos de teclado
notices = Avisos

## The bar at the foot

previous-track = Pista anterior
next-track = Pista siguiente
pause = Pausa
play = Reproducir
seek = Posición
seek-position = { $position } de { $length }
unmute = Activar el sonido
mute = Silenciar
volume = Volumen
repeat-off = Repetir: no
repeat-all = Repetir: la cola
repeat-one = Repetir: esta pista
order-menu = Aleatorio, repetición y temporizador
shuffle = Orden aleatorio
when-to-stop = Cuándo parar
sleep-left =
    { $count ->
        [one] Temporizador: queda { $count } minuto
       *[other] Temporizador: quedan { $count } minutos
    }
stops-after-track = Se detiene tras esta pista
sleep-timer = Temporizador
stop-after-track = Parar tras esta pista
fade-out-in =
    { $count ->
        [one] Apagar en { $count } minuto
       *[other] Apagar en { $count } minutos
    }
fading-out-in =
    { $count ->
        [one] La música se apagará en { $count } minuto.
       *[other] La música se apagará en { $count } minutos.
    }
no-sleep-timer = Sin temporizador
repeat = Repetir

## Keys

keys-playing = Reproducción
keys-window = Navegación
keys-lists = En listas
key-play = Reproducir o pausar
key-stop = Detener
key-forward = Avanzar cinco segundos
key-back = Retroceder cinco segundos
key-louder = Más alto
key-softer = Más bajo
key-mute = Silenciar o volver a oír
key-shuffle = Cola aleatoria o en orden
key-repeat = Repetir la cola, esta pista o nada
key-camera = Apagar o encender la cámara
key-search = Buscar en la biblioteca
key-full-screen = Pantalla completa o volver
key-undo = Deshacer notas y listas
key-keys = Estos atajos
key-play-selected = Reproducir la pista elegida
key-select-more = Seleccionar más o menos pistas
key-select-all = Seleccionar todas las pistas
key-move = Mover la pista elegida de la cola
key-move-column = Mover una columna de la tabla
key-delete = Quitar de la cola o de la lista
key-menu = Qué se puede hacer con ello
key-media-play = Multimedia: reproducir
key-media-stop = Multimedia: parar
key-media-next = Multimedia: siguiente
key-media-previous = Multimedia: anterior
key-space = Espacio
key-enter = Intro
key-delete-name = Supr
key-menu-name = Menú
key-shift = Mayús
key-ctrl = Ctrl
keyboard = Teclado
close-keys = Cerrar los atajos de teclado

## Notices

close-notice = Cerrar el aviso
hide-details = Ocultar detalles
details = Detalles
told = Lo que Mien te ha dicho
close-notices = Cerrar los avisos
undo = Deshacer

## The queue

clear-queue = Vaciar la cola
replanned = Se replantea al acabar cada canción
queue-own =
    { $count ->
        [one] A continuación, { $count } pista de tu cola
       *[other] A continuación, { $count } pistas de tu cola
    }
queue-own-shuffled =
    { $count ->
        [one] A continuación, { $count } pista de tu cola, en orden aleatorio
       *[other] A continuación, { $count } pistas de tu cola, en orden aleatorio
    }
queue-pinned = A continuación, según el ánimo fijado
queue-mood = A continuación, si el ánimo no cambia
queue-cleared =
    { $count ->
        [one] Se ha quitado { $count } pista de la cola.
       *[other] Se han quitado { $count } pistas de la cola.
    }
queue-no-music = Cuando haya música en la biblioteca, el plan aparecerá aquí.
queue-unplanned = Aún no hay nada planeado. Se llenará cuando empiece la música.
queue-empty = La cola está vacía. Añade música de la biblioteca.
play-now = Reproducir ahora
play-next = Reproducir a continuación
remove = Quitar
remove-from-queue = Quitar { $title } de la cola
removed-from-queue = «{ $title }» se ha quitado de la cola.
queued = en cola
queued-by-you = añadida por ti

## What plays

no-cover = Sin carátula
cover-of = Carátula de { $title }
like-this-track = Me gusta esta pista
library-failed = Mien no ha podido abrir tu biblioteca
opening-library = Abriendo tu biblioteca…
one-moment = Un momento.
library-empty = Tu biblioteca está vacía
    .advice = Importa una carpeta con música. Los archivos se quedan donde están; Mien solo los lee.
nothing-playing-advice = Pulsa reproducir y Mien elegirá lo que va con tu ánimo.
import-folder = Importar carpeta…
play-what-fits = Reproducir lo que va bien
clear-search = Borrar la búsqueda

## What lasts

silent = No hay dispositivo de sonido. La música sigue en silencio hasta que aparezca uno.
lift-offer = La música lleva un rato en el lado oscuro. Puede llevarte paso a paso a un lugar más luminoso.
lead-me-there = Llévame allí
cancel-import = Cancelar la importación
import-progress = Progreso de la importación
importing-of =
    { $count ->
        [one] Importando música: { $done } de { $count } archivo
       *[other] Importando música: { $done } de { $count } archivos
    }
importing-so-far =
    { $count ->
        [one] Importando música: { $done } de { $count } archivo encontrado hasta ahora
       *[other] Importando música: { $done } de { $count } archivos encontrados hasta ahora
    }

## Dialogs

dialog-folders = Importar carpetas con música
dialog-portrait = Abrir una imagen o un vídeo de una cara
dialog-pictures = Imágenes y vídeos
dialog-playlists = Importar listas
playlists = Listas
dialog-export = Exportar lista
dialog-journal = Exportar el diario

## The icon in the tray

tray-camera = Según la cámara
tray-mood = Ánimo
mood-lift = Levantar mi ánimo
tray-next = Siguiente
tray-previous = Anterior
tray-show = Mostrar la ventana
tray-quit = Salir

## Dates

date = { $weekday } { $day } de { $month } de { $year }
today = Hoy, { $date }
day = { $day } de { $month } de { $year }
days = { $first } al { $last }
days-of-months = { $first } de { $month } al { $last }
days-of-years = { $first } al { $last }
month-january = enero
month-february = febrero
month-march = marzo
month-april = abril
month-may = mayo
month-june = junio
month-july = julio
month-august = agosto
month-september = septiembre
month-october = octubre
month-november = noviembre
month-december = diciembre
weekday-monday = lun
weekday-tuesday = mar
weekday-wednesday = mié
weekday-thursday = jue
weekday-friday = vie
weekday-saturday = sáb
weekday-sunday = dom
keys-or = { $one } o { $other }

## What a screen reader says by itself, and the name of the table

spoken-playing = Suena: { $title }, { $artist }
spoken-paused = En pausa
spoken-mood = Tu cara refleja { $looks }
table-of-tracks = Pistas
