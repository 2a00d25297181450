## The view

search-settings = Chercher dans les réglages
    .hint = Chercher un réglage…
no-setting-matches = Aucun réglage ne correspond. Essayez un autre mot.
show-all-settings = Afficher tous les réglages

## Appearance

section-appearance = Apparence
appearance-light-or-dark = Clair ou sombre
    .about = Des surfaces claires, sombres, ou comme votre bureau.
    .words = thème couleur nuit mode
appearance-system = Comme le bureau
appearance-light = Clair
appearance-dark = Sombre
appearance-contrast = Contraste
    .about = Un contraste élevé trace des lignes autour de tout, dans les couleurs les plus fortes.
    .words = accessibilité lisible vue lignes contrast
appearance-contrast-soft = Doux
appearance-contrast-high = Élevé
appearance-motion = Mouvement
    .about = Avec moins de mouvement, rien ne glisse, ne clignote ni ne défile en douceur.
    .words = accessibilité animation réduit immobile motion
appearance-motion-full = Complet
appearance-motion-reduced = Moins
appearance-language = Langue
    .about = La langue de cette fenêtre ; elle change aussitôt.
    .words = traduction language english deutsch français español русский
appearance-system-language = Comme le bureau

## Camera and mood

section-mood = Caméra et humeur
mood-use-the-camera = Utiliser la caméra
    .about = Mien regarde votre visage pour deviner votre humeur ; aucune image n’est jamais enregistrée ni envoyée.
    .words = webcam accord vie privée visage
mood-camera = Caméra
    .about = Quelle caméra utiliser quand il y en a plusieurs.
    .words = webcam appareil
mood-camera-resolution = Résolution de la caméra
    .about = 640 × 480 suffit pour lire un visage ; plus donne une image plus fine et coûte davantage. Une caméra sans cette taille donne la plus proche.
    .words = taille pixels webcam qualité hd
mood-camera-missing = Caméra { $number }, absente
mood-face-detector = Détecteur de visages
    .about = BlazeFace trouve aussi les têtes penchées et les visages mal éclairés ; SeetaFace ne cherche que les visages de face.
    .words = blaze seeta trouver
mood-what-the-music-does = Ce que fait la musique
    .about = Suivre joue de la musique comme votre humeur ; Égayer la mène vers un but à petits pas.
    .words = suivre égayer mode
mood-goal-of-lift = But d’Égayer
    .about = Où mène Égayer.
    .words = calme joyeux énergie concentré
mood-where-emotions-lie = Où se placent les émotions
    .about = À quel point chaque expression compte comme agréable et animée ; la musique est choisie près de ce point.
    .words = valence éveil affect table plan
mood-first-camera = La première qui marche
mood-camera-number = Caméra { $number }
mood-match = Suivre mon humeur
mood-expression = Expression
mood-valence = Désagréable à agréable
mood-arousal = Calme à animé
mood-coordinate = { $emotion } : { $axis }
mood-usual-places = Revenir aux places habituelles

## DJ

section-dj = DJ
dj-learn-my-taste = Apprendre mes goûts
    .about = Le DJ apprend de ce que vous écoutez jusqu’au bout, passez et aimez ; ce qu’il apprend reste sur cette machine.
    .words = apprentissage recommandation vie privée
dj-forget-what-you-learned = Oublier ce qui a été appris
    .about = Le DJ repart de zéro ; les « J’aime », étoiles et compteurs restent.
    .words = réinitialiser supprimer goûts
dj-play-albums-whole = Jouer les albums en entier
    .about = Un titre amène le reste de son album, dans l’ordre.
    .words = albums ordre
dj-keep-a-mood-journal = Tenir un journal d’humeur
    .about = Note votre humeur et la musique une fois par minute, sur cette machine seulement et jamais avec une image.
    .words = journal historique humeur vie privée

## Desktop

section-desktop = Bureau
desktop-notifications = Notifications
    .about = Dit ce qui joue quand un autre titre commence.
    .words = avis message titre
desktop-stay-awake-while-playing = Rester éveillé pendant la lecture
    .about = L’ordinateur ne se met pas en veille au milieu d’un titre ; l’écran peut s’éteindre.
    .words = veille énergie
desktop-icon-in-the-tray = Icône dans la zone de notification
    .about = Une petite icône avec lecture, saut, humeur et quitter, là où votre bureau en propose.
    .words = zone de notification tray état
desktop-close-to-the-tray = Fermer vers l’icône
    .about = Fermer la fenêtre laisse jouer la musique ; l’icône la ramène.
    .words = masquer arrière-plan quitter réduire
desktop-never = Jamais
desktop-when-behind = Quand Mien est derrière
desktop-every-song = À chaque titre
desktop-no-tray = Aucune zone trouvée

## API

section-api = API
api-let-programs-on-this-computer-use-mien = Laisser les programmes de cet ordinateur utiliser Mien
    .about = Ouvre une page pour votre navigateur, http://127.0.0.1 et le port ci-dessous, et répond aux programmes. Ce qui joue et votre humeur demandent le jeton du fichier api-token dans le dossier de données de Mien.
    .words = http serveur local distance web page jeton
api-port = Port
    .about = Où sont la page et l’API ; prenez-en un autre si un programme occupe déjà celui-ci.
    .words = http serveur adresse
api-page = Page
    .about = Montre votre humeur et la musique dans un navigateur sur cet ordinateur, et commande la lecture.
    .words = navigateur adresse lien ouvrir web
api-off = Désactivée
api-open-page = Ouvrir dans le navigateur
api-open-page-about = L’ouvre avec un lien valable une seule fois, pour qu’elle puisse commander la lecture.

## Scrobbling

section-scrobbling = Scrobbling
scrobbling-listenbrainz = ListenBrainz
    .about = Dit à ListenBrainz quels titres vous écoutez ; désactivé tant que vous ne l’activez pas. Votre jeton est sur sa page de réglages.
    .words = scrobble historique réseau jeton en ligne
scrobbling-last-fm = Last.fm
    .about = De même pour Last.fm et les serveurs qui parlent sa langue ; demande leur clé et leur secret, puis « mien scrobble login NOM » dans un terminal.
    .words = scrobble historique réseau libre.fm maloja
scrobbling-tell = Dire ce que j’écoute
scrobbling-token = Jeton
scrobbling-server = Serveur
scrobbling-key = Clé
scrobbling-secret = Secret
scrobbling-field = { $account } : { $field }

## Mood of the music

section-listening = Humeur de la musique
listening-listen-in-the-background = Écouter en arrière-plan
    .about = Mien écoute votre musique sur cette machine pour dire son ambiance. Elle ne prend que ce que les autres programmes laissent, et attend tant que la machine est sur batterie.
    .words = analyse humeur bpm tonalité énergie batterie
listening-off = Désactivé.
listening-all-heard = Tout a été écouté dans la bibliothèque, ou le sera dans un instant.
listening-waiting = { $heard } titres écoutés sur { $all } ; en attente du secteur.
listening-heard = { $heard } titres écoutés sur { $all }.
listening-seconds = { $heard } titres écoutés sur { $all }, encore { $left } secondes environ.
listening-minutes = { $heard } titres écoutés sur { $all }, encore { $left } minutes environ.
listening-hours = { $heard } titres écoutés sur { $all }, encore { $left } heures environ.

## Sound

section-sound = Son
sound-level-loudness = Égaliser le volume
    .about = Joue les enregistrements faibles et forts au même volume, d’après leurs tags ou les mesures de Mien.
    .words = replaygain r128 volume normaliser
sound-pre-amplifier = Préamplificateur
    .about = Rend plus fort ou moins fort tout ce qui est égalisé.
    .words = gain replaygain
sound-prevent-clipping = Éviter la saturation
    .about = Les crêtes que l’égalisation monterait trop haut sont adoucies au lieu de saturer.
    .words = limiteur crêtes distorsion
sound-crossfade = Fondu enchaîné
    .about = Un titre se fond dans le suivant, même quand vous passez ; jamais les titres consécutifs d’un album.
    .words = transition enchaînement
sound-leave-out-silence = Sauter les silences
    .about = Passe le silence entre deux titres, sauf au sein d’un album.
    .words = blanc pause
sound-equaliser = Égaliseur
    .about = Renforce ou atténue des parties du son, des graves aux aigus.
    .words = eq graves aigus préréglage
sound-balance = Balance
    .about = Déplace le son vers la gauche ou la droite.
    .words = gauche droite stéréo
sound-speed = Vitesse
    .about = Joue plus vite ou plus lentement, à la même hauteur.
    .words = tempo lent rapide
sound-smart = Albums entiers
sound-track = Chaque titre
sound-album = Chaque album
sound-off = Non
sound-use = Utiliser
sound-preset = Préréglage
sound-own = Le vôtre
sound-left = Gauche { $percent } %
sound-right = Droite { $percent } %
sound-middle = Milieu
sound-preset-of = { $name } : préréglage
sound-band = Égaliseur { $band }

## Playing

section-playing = Lecture
playing-go-on-by-mood = Continuer selon l’humeur
    .about = Quand votre file est vide, Mien choisit ce qui va avec l’humeur ; sinon la musique s’arrête.
    .words = dj file automatique
playing-when-mien-starts = Au démarrage de Mien
    .about = La file, le titre et la position de la dernière fois reviennent ; la musique en cours peut reprendre ou attendre.
    .words = session reprise démarrage
playing-sound-output = Sortie audio
    .about = Où l’on entend la musique ; si ce périphérique manque, celui du système le remplace.
    .words = périphérique haut-parleurs casque carte son
playing-as-left = Reprendre où j’en étais
playing-paused = Rester en pause
playing-system-output = Comme le système

## About Mien

section-about = À propos de Mien
about-keyboard-shortcuts = Raccourcis clavier
    .about = Tout ce que fait Mien peut se faire au clavier.
    .words = touches aide
about-version = Version
    .about = Mien est un logiciel libre sous licence MIT.
    .words = à propos licence
about-show-keys = Voir les touches

## Presets of the equaliser

preset-flat = Neutre
preset-more-bass = Plus de graves
preset-less-bass = Moins de graves
preset-more-treble = Plus d’aigus
preset-voice = Voix
preset-rock = Rock
preset-classical = Classique
preset-dance = Danse
preset-quiet-listening = Écoute discrète

## Dossiers

section-folders = Dossiers
folders-your-music = Votre musique
    .about = Les dossiers que Mien lit ; les fichiers restent où ils sont et ne sont jamais supprimés.
    .words = importer bibliothèque analyser manquant disque retirer ajouter
folders-watch = Surveiller les dossiers
    .about = Les changements dans ces dossiers apparaissent d'eux-mêmes, en quelques secondes.
    .words = automatique mise à jour nouveaux fichiers
folders-write-ratings = Écrire les notes dans les fichiers
    .about = Vos étoiles et préférences vont dans les informations des fichiers MP3, FLAC, Ogg, Opus et M4A, pour d’autres programmes ; toutes les autres restent telles quelles.
    .words = étoiles tags popm fmps id3 écrire
folders-none = Aucun dossier pour l'instant. Ajoutez-en un, et Mien en lit les informations et les pochettes.
folders-add = Ajouter un dossier…
folders-look-again = Tout parcourir à nouveau
folders-stop = Arrêter
folders-reading = { $done } fichiers lus sur { $found }
folders-remove = Retirer { $folder } de la bibliothèque
folders-locate = Dire où se trouve { $folder } maintenant…
folders-rescan = Parcourir { $folder } à nouveau
folders-watched =
    { $tracks ->
         [one] { $tracks } titre
        *[other] { $tracks } titres
    }. Les changements apparaissent d'eux-mêmes.
folders-unwatched =
    { $tracks ->
         [one] { $tracks } titre
        *[other] { $tracks } titres
    }. Non surveillé.
folders-looked-at =
    { $tracks ->
         [one] { $tracks } titre
        *[other] { $tracks } titres
    }. Parcouru toutes les deux minutes : { $why }.
folders-some-missing =
    { $tracks ->
         [one] { $tracks } titre
        *[other] { $tracks } titres
    }, dont { $missing } manquants. Ils reviennent avec leurs fichiers.
folders-absent =
    Absent pour l'instant. { $tracks ->
         [one] Son { $tracks } titre revient
        *[other] Ses { $tracks } titres reviennent
    } avec le disque ; si le dossier a été déplacé, dites à Mien où il est.
folders-no-dialog = Ce bureau n'a pas de dialogue de dossiers. Tapez le chemin où se trouve la musique maintenant.
folders-new-path = Nouveau chemin du dossier
folders-move-there = Il est là
