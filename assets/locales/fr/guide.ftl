## The tour

tour-step = Étape { $number } sur { $all }
tour-music = Où est votre musique ?
tour-music-about = Choisissez un dossier, ou déposez-en un sur la fenêtre. Les fichiers restent où ils sont ; Mien ne fait que les lire, et les écoute en arrière-plan pour connaître leur humeur.
tour-music-known =
    { $count ->
        [one] { $count } morceau est déjà là.
       *[other] { $count } morceaux sont déjà là.
    }
tour-choose = Choisir un dossier…
tour-skip = Passer
tour-done = C’est tout
tour-done-play = Appuyez sur lecture, et Mien choisit ce qui convient. Chaque morceau vient avec la raison de son choix.
tour-done-pin = Fixez une humeur à la main à tout moment. Elle l’emporte sur la caméra jusqu’à ce que vous la retiriez.
tour-done-keys = Espace lit et met en pause, N passe au suivant, C coupe la caméra, et ? montre toutes les touches.
tour-play = Lire ce qui convient
tour-close = Fermer

## Letting go of what is dragged, and lists of groups

drop-files = Relâchez pour ajouter de la musique, ou regarder l’image ou la vidéo d’un visage
drop-on-queue = Relâchez pour ajouter à la file
group-play = Tout lire
group-play-next = Tout lire ensuite
group-enqueue = Tout ajouter à la file
group-add-to = Tout ajouter à « { $list } »

## Long work

minutes-left =
    { $count ->
        [one] encore { $count } minute environ
       *[other] encore { $count } minutes environ
    }

## The mini player

mini-player = Mini-lecteur
mini-back = Revenir à la fenêtre entière
key-letters = Lettres
key-look-for = Aller à ce qui commence ainsi
key-mini-player = Mini-lecteur, ou fenêtre entière

## Lyrics

lyrics = Paroles
lyrics-up-next = À suivre
lyrics-nothing-plays = Quand un morceau joue, ses paroles s’affichent ici.
lyrics-looking = Recherche des paroles…
lyrics-none = Ce morceau ne contient pas de paroles. Un fichier texte à côté, de même nom et finissant par .lrc, s’affiche ici.
lyrics-line = { $at }, { $words }
lyrics-pause = { $at }, sans paroles

## About Mien

info-title = À propos de Mien
info-version = Version { $version } · logiciel libre sous licence MIT
info-what = Un lecteur de musique qui, si vous le voulez bien, regarde votre visage et choisit dans votre bibliothèque ce qui convient à votre humeur, ou la relève doucement.
info-data = Ce que deviennent vos données
info-data-camera = La caméra est éteinte tant que vous ne l’autorisez pas. Un voyant sur l’aperçu montre quand elle est allumée, et une touche l’éteint.
info-data-pictures = Chaque image est regardée sur cet ordinateur et oubliée aussitôt. Aucune n’est enregistrée, aucune n’est envoyée.
info-data-journal = Le journal d’humeur est désactivé tant que vous ne l’activez pas. Il contient des humeurs et des morceaux, jamais d’images, et un bouton l’efface.
info-data-network = Mien n’ouvre aucune connexion réseau, sauf si vous lui demandez de dire à un service ce que vous écoutez. L’API locale est désactivée tant que vous ne l’activez pas.
info-parts = De quoi il est fait
info-part-emotion = Lit les expressions des visages ; entraîné pour Mien
info-part-blazeface = Trouve les visages ; de Google, poids inchangés
info-part-seetaface = Trouve les visages à l’ancienne ; Académie chinoise des sciences
info-part-mood = Place la musique sur le plan des humeurs ; entraîné pour Mien
info-part-musicnn = Décrit la musique ; Pons et Serra, poids tels que publiés
info-part-inter = La police de caractères
info-part-icons = Les icônes ; de Google
info-part-crates = Tout le reste est écrit en Rust, avec des bibliothèques sous licences MIT, Apache, BSD et semblables ; la liste est vérifiée à chaque compilation.
info-settings = Mien et ses modèles
    .about = Ce que deviennent vos données, de quoi Mien est fait, et ce que valent ses modèles.
    .words = à propos vie privée licence fiche précision
info-open = Ouvrir
tour-again = Premiers pas
    .about = Montre à nouveau ce qu’a montré le premier démarrage.
    .words = visite aide bienvenue
tour-show = Montrer
info-cards = Fiches des modèles
info-cards-about = Ce que fait chaque modèle, avec quelle réussite et quelles erreurs, tel que mesuré. En anglais.
info-card-faces = Visages
info-card-music = Musique
info-card-detector = Trouver les visages
