## The view

search-settings = Buscar en los ajustes
    .hint = Busca un ajuste…
no-setting-matches = Ningún ajuste coincide. Prueba con otra palabra.
show-all-settings = Mostrar todos los ajustes

## Appearance

section-appearance = Apariencia
appearance-light-or-dark = Claro u oscuro
    .about = Superficies claras, oscuras o como tu escritorio.
    .words = tema color noche modo
appearance-system = Como el escritorio
appearance-light = Claro
appearance-dark = Oscuro
appearance-contrast = Contraste
    .about = El contraste alto traza líneas alrededor de todo, con los colores más fuertes.
    .words = accesibilidad legible vista líneas contrast
appearance-contrast-soft = Suave
appearance-contrast-high = Alto
appearance-motion = Movimiento
    .about = Con menos movimiento nada se desliza, parpadea ni se desplaza con suavidad.
    .words = accesibilidad animación reducido quieto motion
appearance-motion-full = Completo
appearance-motion-reduced = Menos
appearance-language = Idioma
    .about = El idioma de esta ventana; cambia al momento.
    .words = traducción language english deutsch français español русский
appearance-system-language = Como el escritorio

## Camera and mood

section-mood = Cámara y ánimo
mood-use-the-camera = Usar la cámara
    .about = Mien mira tu cara para intuir tu ánimo; nunca se guarda ni se envía ninguna imagen.
    .words = webcam permiso privacidad cara
mood-camera = Cámara
    .about = Qué cámara usar cuando hay varias.
    .words = webcam dispositivo
mood-camera-resolution = Resolución de la cámara
    .about = 640 × 480 basta para leer un rostro; más muestra una imagen más fina y cuesta más. Una cámara sin ese tamaño da el más cercano.
    .words = tamaño píxeles webcam calidad hd
mood-camera-missing = Cámara { $number }, no está
mood-face-detector = Detector de caras
    .about = BlazeFace también encuentra cabezas inclinadas y caras con poca luz; SeetaFace solo busca caras de frente.
    .words = blaze seeta encontrar
mood-what-the-music-does = Qué hace la música
    .about = Igualar pone música como tu ánimo; Levantar la lleva a una meta en pasos pequeños.
    .words = igualar levantar modo
mood-goal-of-lift = Meta de Levantar
    .about = Adónde lleva Levantar.
    .words = calma alegría energía concentración
mood-where-emotions-lie = Dónde están las emociones
    .about = Cuánto cuenta cada expresión como agradable y animada; la música se elige cerca de ese punto.
    .words = valencia activación afecto tabla plano
mood-first-camera = La primera que funcione
mood-camera-number = Cámara { $number }
mood-match = Igualar mi ánimo
mood-expression = Expresión
mood-valence = De desagradable a agradable
mood-arousal = De tranquilo a animado
mood-coordinate = { $emotion }: { $axis }
mood-usual-places = Volver a los lugares habituales

## DJ

section-dj = DJ
dj-learn-my-taste = Aprender mis gustos
    .about = El DJ aprende de lo que oyes entero, saltas y te gusta; lo que aprende se queda en este equipo.
    .words = aprendizaje recomendación privacidad
dj-forget-what-you-learned = Olvidar lo aprendido
    .about = El DJ empieza de nuevo; los favoritos, estrellas y cuentas se quedan.
    .words = restablecer borrar gustos
dj-play-albums-whole = Reproducir álbumes enteros
    .about = Una pista trae el resto de su álbum, en orden.
    .words = álbumes orden
dj-keep-a-mood-journal = Llevar un diario de ánimo
    .about = Anota tu ánimo y la música una vez por minuto, solo en este equipo y nunca con una imagen.
    .words = diario historial ánimo privacidad

## Desktop

section-desktop = Escritorio
desktop-notifications = Notificaciones
    .about = Dice qué suena cuando empieza otra canción.
    .words = aviso mensaje canción
desktop-stay-awake-while-playing = No suspender mientras suena
    .about = El ordenador no se duerme solo en mitad de una canción; la pantalla puede apagarse.
    .words = suspender energía
desktop-icon-in-the-tray = Icono en la bandeja
    .about = Un icono pequeño con reproducir, saltar, ánimo y salir, si tu escritorio tiene bandeja.
    .words = bandeja estado tray
desktop-close-to-the-tray = Cerrar a la bandeja
    .about = Al cerrar la ventana la música sigue; el icono de la bandeja la trae de vuelta.
    .words = ocultar segundo plano salir minimizar
desktop-never = Nunca
desktop-when-behind = Cuando Mien está detrás
desktop-every-song = En cada canción
desktop-no-tray = No se encuentra la bandeja

## API

section-api = API
api-let-programs-on-this-computer-use-mien = Dejar que los programas de este ordenador usen Mien
    .about = Abre una página para tu navegador, http://127.0.0.1 y el puerto de abajo, y responde a programas. Lo que suena y tu ánimo piden el token del archivo api-token en la carpeta de datos de Mien.
    .words = http servidor local remoto web página token
api-port = Puerto
    .about = Dónde están la página y la API; elige otro si un programa ya tiene este.
    .words = http servidor dirección
api-page = Página
    .about = Muestra tu ánimo y la música en un navegador de este ordenador, y controla la reproducción.
    .words = navegador dirección enlace abrir web
api-off = Desactivada
api-open-page = Abrir en el navegador
api-open-page-about = La abre con un enlace que vale una sola vez, para que pueda controlar la reproducción.

## Scrobbling

section-scrobbling = Scrobbling
scrobbling-listenbrainz = ListenBrainz
    .about = Le dice a ListenBrainz qué canciones oyes; apagado hasta que lo enciendas. Tu token está en su página de ajustes.
    .words = scrobble historial red token en línea
scrobbling-last-fm = Last.fm
    .about = Lo mismo para Last.fm y servidores que hablan su idioma; necesita su clave y secreto, y luego «mien scrobble login NOMBRE» en una terminal.
    .words = scrobble historial red libre.fm maloja
scrobbling-tell = Contar lo que oigo
scrobbling-token = Token
scrobbling-server = Servidor
scrobbling-key = Clave
scrobbling-secret = Secreto
scrobbling-field = { $account }: { $field }

## Mood of the music

section-listening = Ánimo de la música
listening-listen-in-the-background = Escuchar en segundo plano
    .about = Mien escucha tu música en este equipo para decir qué transmite. Solo toma lo que dejan otros programas y espera mientras el equipo va con batería.
    .words = análisis ánimo bpm tono energía batería
listening-off = Apagado.
listening-all-heard = Todo en la biblioteca se ha escuchado, o se escuchará en un momento.
listening-waiting = { $heard } de { $all } pistas escuchadas; espera a que el equipo se enchufe.
listening-heard = { $heard } de { $all } pistas escuchadas.
listening-seconds = { $heard } de { $all } pistas escuchadas, quedan unos { $left } segundos.
listening-minutes = { $heard } de { $all } pistas escuchadas, quedan unos { $left } minutos.
listening-hours = { $heard } de { $all } pistas escuchadas, quedan unas { $left } horas.

## Sound

section-sound = Sonido
sound-level-loudness = Igualar el volumen
    .about = Reproduce grabaciones bajas y altas al mismo volumen, según sus etiquetas o lo que Mien midió.
    .words = replaygain r128 volumen normalizar
sound-pre-amplifier = Preamplificador
    .about = Sube o baja todo lo que se iguala.
    .words = ganancia replaygain
sound-prevent-clipping = Evitar la saturación
    .about = Los picos que al igualar subirían demasiado se suavizan en vez de distorsionarse.
    .words = limitador picos distorsión
sound-crossfade = Fundido cruzado
    .about = Una pista se funde con la siguiente, también al saltar; nunca las seguidas de un álbum.
    .words = transición sin pausas
sound-leave-out-silence = Omitir silencios
    .about = Salta el silencio entre pistas, salvo dentro de un álbum.
    .words = hueco pausa
sound-equaliser = Ecualizador
    .about = Sube o baja partes del sonido, de graves a agudos.
    .words = eq graves agudos preajuste
sound-balance = Balance
    .about = Mueve el sonido a la izquierda o la derecha.
    .words = izquierda derecha estéreo
sound-speed = Velocidad
    .about = Reproduce más rápido o más lento en el mismo tono.
    .words = tempo lento rápido
sound-smart = Álbumes enteros
sound-track = Cada pista
sound-album = Cada álbum
sound-off = No
sound-use = Usar
sound-preset = Preajuste
sound-own = El tuyo
sound-left = Izda. { $percent } %
sound-right = Dcha. { $percent } %
sound-middle = Centro
sound-preset-of = { $name }: preajuste
sound-band = Ecualizador { $band }

## Playing

section-playing = Reproducción
playing-go-on-by-mood = Seguir según el ánimo
    .about = Cuando tu cola está vacía, Mien elige lo que va con el ánimo; sin esto la música acaba.
    .words = dj cola automático
playing-when-mien-starts = Al abrir Mien
    .about = Vuelven la cola, la pista y la posición de la última vez; la música que sonaba puede seguir o esperar.
    .words = sesión continuar inicio
playing-sound-output = Salida de sonido
    .about = Dónde se oye la música; si ese dispositivo falta, lo sustituye el del sistema.
    .words = dispositivo altavoces auriculares tarjeta de sonido
playing-as-left = Seguir como lo dejé
playing-paused = Seguir en pausa
playing-system-output = Como el sistema

## About Mien

section-about = Acerca de Mien
about-keyboard-shortcuts = Atajos de teclado
    .about = Todo lo que hace Mien se puede hacer con el teclado.
    .words = teclas ayuda
about-version = Versión
    .about = Mien es software libre con licencia MIT.
    .words = acerca licencia
about-show-keys = Ver teclas

## Presets of the equaliser

preset-flat = Plano
preset-more-bass = Más graves
preset-less-bass = Menos graves
preset-more-treble = Más agudos
preset-voice = Voz
preset-rock = Rock
preset-classical = Clásica
preset-dance = Baile
preset-quiet-listening = Escucha suave

## Carpetas

section-folders = Carpetas
folders-your-music = Tu música
    .about = Las carpetas que lee Mien; los archivos se quedan donde están y nunca se borran.
    .words = importar biblioteca buscar falta disco quitar añadir
folders-watch = Vigilar las carpetas
    .about = Los cambios en estas carpetas aparecen solos, en segundos.
    .words = automático actualizar archivos nuevos
folders-write-ratings = Escribir las valoraciones en los archivos
    .about = Tus estrellas y gustos van a las etiquetas de los archivos MP3, FLAC, Ogg, Opus y M4A, para otros programas; todas las demás quedan como están.
    .words = estrellas etiquetas popm fmps id3 escribir
folders-none = Aún no hay carpetas. Añade una, y Mien lee sus etiquetas y portadas.
folders-add = Añadir carpeta…
folders-look-again = Mirar todas de nuevo
folders-stop = Parar
folders-reading = { $done } de { $found } archivos leídos
folders-remove = Quitar { $folder } de la biblioteca
folders-locate = Decir dónde está { $folder } ahora…
folders-rescan = Mirar { $folder } de nuevo
folders-watched =
    { $tracks ->
         [one] { $tracks } pista
        *[other] { $tracks } pistas
    }. Los cambios aparecen solos.
folders-unwatched =
    { $tracks ->
         [one] { $tracks } pista
        *[other] { $tracks } pistas
    }. Sin vigilar.
folders-looked-at =
    { $tracks ->
         [one] { $tracks } pista
        *[other] { $tracks } pistas
    }. Se mira cada dos minutos: { $why }.
folders-some-missing =
    { $tracks ->
         [one] { $tracks } pista
        *[other] { $tracks } pistas
    }, faltan { $missing }. Vuelven con sus archivos.
folders-absent =
    Ahora no está. { $tracks ->
         [one] Su { $tracks } pista vuelve
        *[other] Sus { $tracks } pistas vuelven
    } con el disco; si la carpeta se movió, dile a Mien dónde está.
folders-no-dialog = Este escritorio no tiene diálogo de carpetas. Escribe la ruta donde está la música ahora.
folders-new-path = Nueva ruta de la carpeta
folders-move-there = Está ahí
