## The tour

tour-step = Paso { $number } de { $all }
tour-music = ¿Dónde está tu música?
tour-music-about = Elige una carpeta, o suelta una sobre la ventana. Los archivos se quedan donde están; Mien solo los lee, y los escucha en segundo plano para conocer su ánimo.
tour-music-known =
    { $count ->
        [one] Ya hay { $count } pista.
       *[other] Ya hay { $count } pistas.
    }
tour-choose = Elegir una carpeta…
tour-skip = Omitir
tour-done = Eso es todo
tour-done-play = Pulsa reproducir, y Mien elige lo que encaja. Cada canción dice por qué fue elegida.
tour-done-pin = Fija un ánimo a mano cuando quieras. Prevalece sobre la cámara hasta que lo quites.
tour-done-keys = Espacio reproduce y pausa, N salta, C apaga la cámara y ? muestra todas las teclas.
tour-play = Reproducir lo que encaja
tour-close = Cerrar

## Letting go of what is dragged, and lists of groups

drop-files = Suelta para añadir música, o para mirar la imagen o el vídeo de una cara
drop-on-queue = Suelta para añadir a la cola
group-play = Reproducir todo
group-play-next = Reproducir todo a continuación
group-enqueue = Añadir todo a la cola
group-add-to = Añadir todo a «{ $list }»

## Long work

minutes-left =
    { $count ->
        [one] queda { $count } minuto aproximadamente
       *[other] quedan { $count } minutos aproximadamente
    }

## The mini player

mini-player = Minirreproductor
mini-back = Volver a la ventana completa
key-letters = Letras
key-look-for = Ir a lo que empieza así
key-mini-player = Minirreproductor, o la ventana completa

## Lyrics

lyrics = Letra
lyrics-up-next = A continuación
lyrics-nothing-plays = Cuando suena una pista, su letra aparece aquí.
lyrics-looking = Buscando la letra…
lyrics-none = Esta pista no lleva letra. Un archivo de texto al lado, con el mismo nombre y la extensión .lrc, se muestra aquí.
lyrics-line = { $at }, { $words }
lyrics-pause = { $at }, sin palabras

## About Mien

info-title = Acerca de Mien
info-version = Versión { $version } · software libre con licencia MIT
info-what = Un reproductor de música que, si le dejas, mira tu cara y elige de tu propia biblioteca lo que encaja con tu ánimo, o lo levanta con suavidad.
info-data = Qué pasa con tus datos
info-data-camera = La cámara está apagada hasta que la permites. Una luz en la vista previa muestra cuándo está encendida, y una tecla la apaga.
info-data-pictures = Cada imagen se mira en este equipo y se olvida al instante. Ninguna se guarda, ninguna se envía.
info-data-journal = El diario de ánimo está apagado hasta que lo activas. Guarda ánimos y canciones, nunca imágenes, y un botón lo borra.
info-data-network = Mien no abre ninguna conexión de red, salvo que le pidas contar a un servicio lo que escuchas. La API local está apagada hasta que la activas.
info-parts = De qué está hecho
info-part-emotion = Lee expresiones de caras; entrenado para Mien
info-part-blazeface = Encuentra caras; de Google, pesos sin cambios
info-part-seetaface = Encuentra caras a la antigua; Academia China de Ciencias
info-part-mood = Sitúa la música en el plano de ánimo; entrenado para Mien
info-part-musicnn = Describe música; Pons y Serra, pesos tal como se publicaron
info-part-inter = La tipografía
info-part-icons = Los iconos; de Google
info-part-crates = Todo lo demás está escrito en Rust, con bibliotecas bajo licencias MIT, Apache, BSD y similares; la lista se comprueba en cada compilación.
info-settings = Mien y sus modelos
    .about = Qué pasa con tus datos, de qué está hecho Mien y qué tan buenos son sus modelos.
    .words = acerca privacidad licencia ficha precisión
info-open = Abrir
tour-again = Primeros pasos
    .about = Muestra otra vez lo que mostró el primer inicio.
    .words = recorrido ayuda bienvenida
tour-show = Mostrar
info-cards = Fichas de los modelos
info-cards-about = Qué hace cada modelo, qué tan bien y en qué falla, según se midió. En inglés.
info-card-faces = Caras
info-card-music = Música
info-card-detector = Encontrar caras
