## Match, lift and pin

mode-match = Igualar
    .hint = Música como tu ánimo
mode-lift = Levantar
    .hint = Empieza en tu ánimo y lleva paso a paso a otro mejor
goal-shown = Meta: { $goal }
goal = Meta
pin-mood-dialog = Fijar ánimo…
pinned = Fijado: { $mood }
pin-mood = Fijar ánimo
camera-leads = Que guíe la cámara

## You

open-portrait = Abrir imagen o vídeo…
    .about = Mien mira la imagen o el vídeo en vez de la cámara. También puedes soltar uno en la ventana.
rest-watch = Relaja la cara y mira a la cámara cinco segundos…
neutral-face = Esta es mi cara neutra
    .about = Si Mien lee tu cara relajada como triste o enfadada, muéstrasela cinco segundos. Se guardan siete números, ninguna imagen.
undo-neutral-face = Deshacer la cara neutra
camera-turn-off = Apagar la cámara
camera-turn-on = Encender la cámara
camera-switch-hint = { $label } (C)
mood-pinned = Ánimo fijado: { $mood }
no-camera-mood = Sin ánimo de la cámara
camera-starting = Encendiendo la cámara…
picture-ended = La imagen ha terminado
you-look = Tu cara refleja { $looks }, { $percent }
you-look-caption = Tu cara refleja { $looks } · { $percent }
waiting-for-picture = Esperando la primera imagen…
no-face = Ninguna cara a la vista
not-sure = Aún sin certeza
camera-on = Cámara encendida
picture = Imagen
video = Vídeo
ended = Terminado
follow-person = Seguir a esta persona
camera-off = Cámara apagada
    .unasked = Seguirá apagada hasta que la permitas.
    .advice = Fija un ánimo o simplemente escucha.
picture-over = La imagen o el vídeo ha acabado.
set-mood = Poner el ánimo
    .hint = Un clic en el plano pone tu ánimo
set-goal = Poner la meta
    .hint = Un clic en el plano pone adónde lleva
camera-leads-again = Que vuelva a guiar la cámara
plane-to-set-mood = Plano de ánimos. Tu ánimo: { $listener }. La música: { $music }. Haz clic, o usa las flechas e Intro, para poner tu ánimo.
plane-to-set-goal = Plano de ánimos. Tu ánimo: { $listener }. La música: { $music }. Haz clic, o usa las flechas e Intro, para poner la meta.
legend-you = tú
legend-playing = suena
legend-next = después
emotion-score = Valor de { $emotion }
my-mood-is = Mi ánimo es: { $emotion }

## Answers about readings

you-said = Has dicho: { $looks }. La música lo sigue.
not-your-mood = ¿No es tu ánimo? Haz clic en el que sí.
how-well = Cómo de bien te lee Mien
answers-summary =
    { $count ->
        [one] { $count } respuesta; Mien acertó en { $agreed }. Filas: lo que leyó. Columnas: lo que dijiste.
       *[other] { $count } respuestas; Mien acertó en { $agreed }. Filas: lo que leyó. Columnas: lo que dijiste.
    }
answers-mistake = { $count } veces se leyó { $read } y era { $truth }
no-mistakes = ningún error
answers-table = Lo que Mien leyó y lo que dijiste: { $mistakes }
forget-answers = Olvidar mis respuestas

## The camera question

consent-looks = Mien mira tu cara, intuye tu ánimo y elige música que le vaya bien.
consent-private = Todo ocurre en este ordenador. Nunca se guarda ni se envía ninguna imagen.
consent-visible = «Cámara encendida» aparece en la vista previa mientras se usa. Pulsa C para apagarla cuando quieras.
consent-without = Sin la cámara puedes fijar un ánimo a mano o simplemente escuchar música.
consent-question = ¿Puede Mien usar la cámara?
allow-camera = Permitir la cámara
not-now = Ahora no

## The journal

journal-day = Día
    .hint = Un día, hora a hora
journal-week = Semana
    .hint = Siete días uno junto a otro
journal-no-days = No se anotó nada en estos días.
earlier = Antes
later = Después
journal-starts = Mien anota desde ahora tu ánimo y la música, solo en este equipo y nunca con una imagen.
journal-kept = Mien anota tu ánimo y la música una vez por minuto, solo en este equipo.
journal-ask = ¿Llevar un diario de ánimo? Anota tu ánimo y la música una vez por minuto, solo en este equipo y nunca con una imagen.
journal-empty = Aquí no hay nada todavía
    .about = Más adelante verás aquí cómo fue tu ánimo, con las canciones sobre su curva, qué cara tenías casi siempre y qué canciones precedieron a un ánimo mejor.
journal-off = El diario está desactivado; estos son días anteriores.
how-you-looked = Lo que reflejaba tu cara
no-mood-read = No se leyó ningún ánimo.
share-spoken = { $emotion }: { $percent }
before-better = Canciones que precedieron a un ánimo mejor
    .none = Ninguna oída entera dos veces en estos días.
unknown-artist = Artista desconocido
times =
    { $count ->
        [one] { $count } vez
       *[other] { $count } veces
    }
before-better-spoken = { $song }: precedió a un ánimo mejor { $times }
export-csv = Exportar como CSV…
delete-day = Borrar este día…
delete-days = Borrar estos días…
delete-everything = Borrar todo…
deletes-day =
    { $count ->
        [one] { $count } entrada de este día se borrará para siempre.
       *[other] { $count } entradas de este día se borrarán para siempre.
    }
deletes-days =
    { $count ->
        [one] { $count } entrada de estos días se borrará para siempre.
       *[other] { $count } entradas de estos días se borrarán para siempre.
    }
deletes-all =
    { $count ->
        [one] { $count } entrada de todos los días se borrará para siempre.
       *[other] { $count } entradas de todos los días se borrarán para siempre.
    }
keep = Conservar
delete-entries =
    { $count ->
        [one] Borrar { $count } entrada
       *[other] Borrar { $count } entradas
    }
pleasant = agradable
excited = animado
song-begins = empieza una canción
high = alto
low = bajo
curves-spoken = Curvas de agrado y de animación: { $moods }, { $songs }
moods =
    { $count ->
        [one] { $count } ánimo
       *[other] { $count } ánimos
    }
songs =
    { $count ->
        [one] { $count } canción
       *[other] { $count } canciones
    }

## The map

map-spoken = { $count } pistas según su ánimo, { $chosen } elegidas
map-empty = Ninguna pista tiene ánimo todavía. Mien escucha la música nueva en segundo plano.
map-choose-all = Elegir todo lo visible
map-hint = Dibuja una línea alrededor de los puntos para elegirlos. Desplázate para ampliar, o + y -.
from-the-map = Del mapa
map-choose-none = No elegir nada
map-chosen = { $count } elegidas

## Emotions and moods

emotion-angry = enfado
    .looks = enfado
    .menu = Enfado
emotion-disgust = asco
    .looks = asco
    .menu = Asco
emotion-fear = miedo
    .looks = miedo
    .menu = Miedo
emotion-happy = alegría
    .looks = alegría
    .menu = Alegría
emotion-sad = tristeza
    .looks = tristeza
    .menu = Tristeza
emotion-surprise = sorpresa
    .looks = sorpresa
    .menu = Sorpresa
emotion-neutral = neutra
    .looks = calma neutra
    .menu = Neutra
quadrant-lively = viva
quadrant-tense = tensa
quadrant-sad = triste
quadrant-calm = tranquila
hint-covered = La cámara no muestra nada. ¿Hay algo delante del objetivo?
hint-dark = Está demasiado oscuro para leer bien tu cara. Ayuda una luz delante de ti.
hint-backlit = La luz está detrás de ti. Gírate hacia ella o cierra la cortina.
hint-cut-off = Parte de tu cara queda fuera de la imagen. Muévete al centro.
hint-far = Estás lejos de la cámara. Acércate un poco.
hint-several = Hay varias personas a la vista. Haz clic en una cara para seguir a esa persona.
goal-calm-happy = Calma y alegría
    .place = calma y alegría
goal-energised = Con energía
    .place = mucha energía
goal-calm = Calma
    .place = calma
goal-focused = Concentración
    .place = concentración
goal-point = Un lugar del plano
    .place = el lugar que elegiste
pin-point = un lugar del plano
mood-unknown = ánimo desconocido
step-brighter = un paso más luminosa
step-darker = un paso más oscura
step-livelier = un paso más viva
step-calmer = un paso más tranquila
camera-missing = Sin cámara
    .advice = No se ha encontrado ninguna cámara. Conecta una; Mien lo notará.
camera-busy = Cámara en uso
    .advice = Otro programa usa la cámara. Ciérrala allí; Mien lo volverá a intentar.
camera-forbidden = Sin permiso
    .advice = El sistema no deja a Mien usar la cámara. Permítelo en los ajustes de privacidad o añade tu usuario al grupo «video».
camera-asked = Esperando tu respuesta
    .advice = El escritorio pregunta si Mien puede usar la cámara. Responde allí; Mien continuará.
camera-unplugged = Cámara desconectada
    .advice = La cámara se ha desconectado. Conéctala de nuevo; Mien continuará.
camera-stalled = Sin imagen
    .advice = La cámara no envía imagen. Mien sigue intentándolo; desconectarla y conectarla puede ayudar.
camera-format = Formato de imagen desconocido
    .advice = No se pueden leer las imágenes de la cámara ({ $details }). Quizá sirva otra resolución u otra cámara.
camera-bad-file = No se puede mostrar el archivo
camera-other = Problema con la cámara
    .advice = La cámara no funciona: { $details }
