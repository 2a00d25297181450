## Match, lift and pin

mode-match = Suivre
    .hint = De la musique comme votre humeur
mode-lift = Égayer
    .hint = Part de votre humeur et mène pas à pas vers une meilleure
goal-shown = But : { $goal }
goal = But
pin-mood-dialog = Épingler une humeur…
pinned = Épinglé : { $mood }
pin-mood = Épingler une humeur
camera-leads = Laisser la caméra guider

## You

open-portrait = Ouvrir une image ou une vidéo…
    .about = Mien regarde l’image ou la vidéo au lieu de la caméra. Vous pouvez aussi en déposer une sur la fenêtre.
rest-watch = Détendez votre visage et regardez la caméra pendant cinq secondes…
neutral-face = C’est mon visage neutre
    .about = Si Mien lit votre visage au repos comme triste ou en colère, montrez-le-lui pendant cinq secondes. Sept nombres sont gardés, aucune image.
undo-neutral-face = Annuler le visage neutre
camera-turn-off = Éteindre la caméra
camera-turn-on = Allumer la caméra
camera-switch-hint = { $label } (C)
mood-pinned = Humeur épinglée : { $mood }
no-camera-mood = Pas d’humeur par la caméra
camera-starting = Démarrage de la caméra…
picture-ended = L’image est terminée
you-look = Vous avez l’air { $looks }, { $percent }
you-look-caption = Vous avez l’air { $looks } · { $percent }
waiting-for-picture = En attente de la première image…
no-face = Aucun visage en vue
not-sure = Pas encore sûr
camera-on = Caméra allumée
picture = Image
video = Vidéo
ended = Terminé
follow-person = Suivre cette personne
camera-off = Caméra éteinte
    .unasked = Elle reste éteinte tant que vous ne l’autorisez pas.
    .advice = Épinglez une humeur, ou écoutez simplement.
picture-over = L’image ou la vidéo est finie.
set-mood = Placer l’humeur
    .hint = Un clic sur le plan place votre humeur
set-goal = Placer le but
    .hint = Un clic sur le plan place le but à atteindre
camera-leads-again = Laisser la caméra guider à nouveau
plane-to-set-mood = Plan des humeurs. Votre humeur : { $listener }. La musique : { $music }. Cliquez, ou utilisez les flèches et Entrée, pour placer votre humeur.
plane-to-set-goal = Plan des humeurs. Votre humeur : { $listener }. La musique : { $music }. Cliquez, ou utilisez les flèches et Entrée, pour placer le but.
legend-you = vous
legend-playing = en cours
legend-next = à suivre
emotion-score = Score : { $emotion }
my-mood-is = Mon humeur : { $emotion }

## Answers about readings

you-said = Vous avez dit : { $looks }. La musique s’y accorde.
not-your-mood = Pas votre humeur ? Cliquez sur la bonne.
how-well = Comment Mien vous lit
answers-summary =
    { $count ->
        [one] { $count } réponse ; Mien avait raison { $agreed } fois. Lignes : ce qu’elle a lu. Colonnes : ce que vous avez dit.
       *[other] { $count } réponses ; Mien avait raison { $agreed } fois. Lignes : ce qu’elle a lu. Colonnes : ce que vous avez dit.
    }
answers-mistake = { $count } fois { $read } a été lu, et c’était { $truth }
no-mistakes = aucune erreur
answers-table = Ce que Mien a lu et ce que vous avez dit : { $mistakes }
forget-answers = Oublier mes réponses

## The camera question

consent-looks = Mien regarde votre visage, devine votre humeur et choisit la musique qui lui convient.
consent-private = Tout se passe sur cet ordinateur. Aucune image n’est jamais enregistrée ni envoyée.
consent-visible = « Caméra allumée » s’affiche sur l’aperçu tant qu’elle sert. Appuyez sur C pour l’éteindre à tout moment.
consent-without = Sans la caméra, vous pouvez épingler une humeur à la main, ou simplement écouter.
consent-question = Mien peut-elle utiliser la caméra ?
allow-camera = Autoriser la caméra
not-now = Pas maintenant

## The journal

journal-day = Jour
    .hint = Un jour, heure par heure
journal-week = Semaine
    .hint = Sept jours côte à côte
journal-no-days = Rien n’a été noté ces jours-là.
earlier = Avant
later = Après
journal-starts = Mien note désormais votre humeur et la musique, sur cette machine seulement et jamais avec une image.
journal-kept = Mien note votre humeur et la musique une fois par minute, sur cette machine seulement.
journal-ask = Tenir un journal d’humeur ? Il note votre humeur et la musique une fois par minute, sur cette machine seulement et jamais avec une image.
journal-empty = Rien ici pour l’instant
    .about = Vous verrez ici comment votre humeur a évolué, avec les titres sur sa courbe, l’air que vous aviez le plus souvent et les titres qui ont précédé une meilleure humeur.
journal-off = Le journal est désactivé ; voici des jours passés.
how-you-looked = L’air que vous aviez
no-mood-read = Aucune humeur n’a été lue.
share-spoken = { $emotion } : { $percent }
before-better = Titres suivis d’une meilleure humeur
    .none = Aucun écouté jusqu’au bout deux fois ces jours-là.
unknown-artist = Artiste inconnu
times =
    { $count ->
        [one] { $count } fois
       *[other] { $count } fois
    }
before-better-spoken = { $song } : { $times } avant une meilleure humeur
export-csv = Exporter en CSV…
delete-day = Supprimer ce jour…
delete-days = Supprimer ces jours…
delete-everything = Tout supprimer…
deletes-day =
    { $count ->
        [one] { $count } entrée de ce jour disparaîtra pour de bon.
       *[other] { $count } entrées de ce jour disparaîtront pour de bon.
    }
deletes-days =
    { $count ->
        [one] { $count } entrée de ces jours disparaîtra pour de bon.
       *[other] { $count } entrées de ces jours disparaîtront pour de bon.
    }
deletes-all =
    { $count ->
        [one] { $count } entrée, tous jours confondus, disparaîtra pour de bon.
       *[other] { $count } entrées, tous jours confondus, disparaîtront pour de bon.
    }
keep = Garder
delete-entries =
    { $count ->
        [one] Supprimer { $count } entrée
       *[other] Supprimer { $count } entrées
    }
pleasant = agréable
excited = animé
song-begins = un titre commence
high = haut
low = bas
curves-spoken = Courbes d’agrément et d’animation : { $moods }, { $songs }
moods =
    { $count ->
        [one] { $count } humeur
       *[other] { $count } humeurs
    }
songs =
    { $count ->
        [one] { $count } titre
       *[other] { $count } titres
    }

## The map

map-spoken = { $count } titres par humeur, { $chosen } choisis
map-empty = Aucun titre n’a encore d’humeur. Mien écoute la nouvelle musique en arrière-plan.
map-choose-all = Choisir tout ce qui est visible
map-hint = Entourez des points pour les choisir. Faites défiler pour zoomer, ou + et -.
from-the-map = Depuis la carte
map-choose-none = Ne rien choisir
map-chosen = { $count } choisis

## Emotions and moods

emotion-angry = colère
    .looks = en colère
    .menu = Colère
emotion-disgust = dégoût
    .looks = dégoûté
    .menu = Dégoût
emotion-fear = peur
    .looks = effrayé
    .menu = Peur
emotion-happy = joie
    .looks = joyeux
    .menu = Joie
emotion-sad = tristesse
    .looks = triste
    .menu = Tristesse
emotion-surprise = surprise
    .looks = surpris
    .menu = Surprise
emotion-neutral = neutre
    .looks = neutre
    .menu = Neutre
quadrant-lively = enjoué
quadrant-tense = tendu
quadrant-sad = triste
quadrant-calm = calme
hint-covered = La caméra ne montre rien. Quelque chose couvre l’objectif ?
hint-dark = Il fait trop sombre pour bien lire votre visage. Une lumière devant vous aide.
hint-backlit = La lumière est derrière vous. Tournez-vous vers elle, ou fermez le rideau.
hint-cut-off = Une partie de votre visage sort de l’image. Placez-vous au milieu.
hint-far = Vous êtes loin de la caméra. Approchez-vous un peu.
hint-several = Plusieurs personnes sont en vue. Cliquez sur un visage pour suivre cette personne.
goal-calm-happy = Calme et joyeux
    .place = calme et joyeux
goal-energised = Plein d’énergie
    .place = plein d’énergie
goal-calm = Calme
    .place = calme
goal-focused = Concentré
    .place = concentré
goal-point = Un point du plan
    .place = le point choisi
pin-point = un point du plan
mood-unknown = humeur inconnue
step-brighter = un peu plus lumineux
step-darker = un peu plus sombre
step-livelier = un peu plus vif
step-calmer = un peu plus calme
camera-missing = Pas de caméra
    .advice = Aucune caméra trouvée. Branchez-en une ; Mien s’en apercevra.
camera-busy = Caméra occupée
    .advice = Un autre programme utilise la caméra. Fermez-la là-bas ; Mien réessaie d’elle-même.
camera-forbidden = Pas d’autorisation
    .advice = Le système n’autorise pas Mien à utiliser la caméra. Autorisez-la dans les réglages de confidentialité, ou ajoutez votre utilisateur au groupe « video ».
camera-asked = En attente de votre réponse
    .advice = Le bureau demande si Mien peut utiliser la caméra. Répondez-y ; Mien reprendra.
camera-unplugged = Caméra débranchée
    .advice = La caméra a été débranchée. Rebranchez-la ; Mien reprendra.
camera-stalled = Pas d’image
    .advice = La caméra n’envoie pas d’image. Mien réessaie ; la débrancher puis la rebrancher peut aider.
camera-format = Format d’image inconnu
    .advice = Les images de la caméra sont illisibles ({ $details }). Une autre résolution ou caméra peut convenir.
camera-bad-file = Fichier impossible à afficher
camera-other = Problème de caméra
    .advice = La caméra ne fonctionne pas : { $details }
