## Match, lift and pin

mode-match = Под настроение
    .hint = Музыка, как ваше настроение
mode-lift = Поднять
    .hint = Начинает с вашего настроения и шаг за шагом ведёт к лучшему
goal-shown = Цель: { $goal }
goal = Цель
pin-mood-dialog = Закрепить настроение…
pinned = Закреплено: { $mood }
pin-mood = Закрепить настроение
camera-leads = Пусть ведёт камера

## You

open-portrait = Открыть снимок или видео…
    .about = Mien смотрит на снимок или видео вместо камеры. Файл можно и перетащить в окно.
rest-watch = Расслабьте лицо и смотрите в камеру пять секунд…
neutral-face = Это моё спокойное лицо
    .about = Если Mien принимает ваше спокойное лицо за грустное или сердитое, покажите его пять секунд. Сохраняются семь чисел, снимок — нет.
undo-neutral-face = Отменить спокойное лицо
camera-turn-off = Выключить камеру
camera-turn-on = Включить камеру
camera-switch-hint = { $label } (C)
mood-pinned = Настроение закреплено: { $mood }
no-camera-mood = Нет настроения с камеры
camera-starting = Камера включается…
picture-ended = Показ закончился
you-look = Вы выглядите { $looks }, { $percent }
you-look-caption = Вы выглядите { $looks } · { $percent }
waiting-for-picture = Ждём первый кадр…
no-face = Лица не видно
not-sure = Пока неясно
camera-on = Камера включена
picture = Снимок
video = Видео
ended = Конец
follow-person = Следить за этим человеком
camera-off = Камера выключена
    .unasked = Она выключена, пока вы её не разрешите.
    .advice = Закрепите настроение или просто слушайте.
picture-over = Снимок или видео показаны до конца.
set-mood = Задать настроение
    .hint = Щелчок по плоскости задаёт ваше настроение
set-goal = Задать цель
    .hint = Щелчок по плоскости задаёт, куда вести
camera-leads-again = Пусть снова ведёт камера
plane-to-set-mood = Плоскость настроений. Ваше настроение: { $listener }. Музыка: { $music }. Щёлкните или нажмите стрелки и Enter, чтобы задать настроение.
plane-to-set-goal = Плоскость настроений. Ваше настроение: { $listener }. Музыка: { $music }. Щёлкните или нажмите стрелки и Enter, чтобы задать цель.
legend-you = вы
legend-playing = играет
legend-next = дальше
emotion-score = Оценка: { $emotion }
my-mood-is = Моё настроение: { $emotion }

## Answers about readings

you-said = Вы сказали: { $looks }. Музыка это учтёт.
not-your-mood = Не ваше настроение? Щёлкните по верному.
how-well = Насколько верно Mien вас читает
answers-summary =
    { $count ->
        [one] { $count } ответ; верно прочитано: { $agreed }. Строки — что прочитала Mien, столбцы — что сказали вы.
        [few] { $count } ответа; верно прочитано: { $agreed }. Строки — что прочитала Mien, столбцы — что сказали вы.
       *[many] { $count } ответов; верно прочитано: { $agreed }. Строки — что прочитала Mien, столбцы — что сказали вы.
    }
answers-mistake = { $count } раз прочитано «{ $read }», а было «{ $truth }»
no-mistakes = ошибок нет
answers-table = Что прочитала Mien и что сказали вы: { $mistakes }
forget-answers = Забыть мои ответы

## The camera question

consent-looks = Mien смотрит на ваше лицо, угадывает настроение и подбирает подходящую музыку.
consent-private = Всё происходит на этом компьютере. Ни один кадр не сохраняется и никуда не отправляется.
consent-visible = Пока камера работает, на картинке написано «Камера включена». Клавиша C выключает её в любой момент.
consent-without = Без камеры можно закрепить настроение вручную или просто слушать музыку.
consent-question = Можно ли Mien использовать камеру?
allow-camera = Разрешить камеру
not-now = Не сейчас

## The journal

journal-day = День
    .hint = Один день по часам
journal-week = Неделя
    .hint = Семь дней рядом
journal-no-days = В эти дни ничего не записано.
earlier = Раньше
later = Позже
journal-starts = Отныне Mien записывает ваше настроение и музыку — только на этом компьютере и никогда со снимком.
journal-kept = Раз в минуту Mien записывает ваше настроение и музыку — только на этом компьютере.
journal-ask = Вести дневник настроения? Раз в минуту он записывает ваше настроение и музыку — только на этом компьютере и никогда со снимком.
journal-empty = Здесь пока ничего нет
    .about = Позже вы увидите здесь, как менялось ваше настроение, с песнями на кривой, как вы выглядели чаще всего и какие песни предшествовали лучшему настроению.
journal-off = Дневник выключен; это прежние дни.
how-you-looked = Как вы выглядели
no-mood-read = Настроение не читалось.
share-spoken = { $emotion }: { $percent }
before-better = Песни, после которых настроение было лучше
    .none = В эти дни ни одна не дослушана дважды.
unknown-artist = Неизвестный исполнитель
times =
    { $count ->
        [one] { $count } раз
        [few] { $count } раза
       *[many] { $count } раз
    }
before-better-spoken = { $song }: { $times } перед лучшим настроением
export-csv = Экспорт в CSV…
delete-day = Удалить этот день…
delete-days = Удалить эти дни…
delete-everything = Удалить всё…
deletes-day =
    { $count ->
        [one] { $count } запись этого дня исчезнет навсегда.
        [few] { $count } записи этого дня исчезнут навсегда.
       *[many] { $count } записей этого дня исчезнет навсегда.
    }
deletes-days =
    { $count ->
        [one] { $count } запись этих дней исчезнет навсегда.
        [few] { $count } записи этих дней исчезнут навсегда.
       *[many] { $count } записей этих дней исчезнет навсегда.
    }
deletes-all =
    { $count ->
        [one] { $count } запись за все дни исчезнет навсегда.
        [few] { $count } записи за все дни исчезнут навсегда.
       *[many] { $count } записей за все дни исчезнет навсегда.
    }
keep = Оставить
delete-entries =
    { $count ->
        [one] Удалить { $count } запись
        [few] Удалить { $count } записи
       *[many] Удалить { $count } записей
    }
pleasant = приятно
excited = оживлённо
song-begins = начало песни
high = высоко
low = низко
curves-spoken = Кривые приятности и оживления: { $moods }, { $songs }
moods =
    { $count ->
        [one] { $count } настроение
        [few] { $count } настроения
       *[many] { $count } настроений
    }
songs =
    { $count ->
        [one] { $count } песня
        [few] { $count } песни
       *[many] { $count } песен
    }

## The map

map-spoken = Треков по настроению: { $count }, выбрано: { $chosen }
map-empty = Пока ни у одного трека нет настроения. Mien слушает новую музыку в фоне.
map-choose-all = Выбрать всё видимое
map-hint = Обведите точки, чтобы их выбрать. Масштаб — колесом или клавишами + и -.
from-the-map = С карты
map-choose-none = Снять выбор
map-chosen = выбрано: { $count }

## Emotions and moods

emotion-angry = злость
    .looks = сердито
    .menu = Злость
emotion-disgust = отвращение
    .looks = брезгливо
    .menu = Отвращение
emotion-fear = страх
    .looks = испуганно
    .menu = Страх
emotion-happy = радость
    .looks = радостно
    .menu = Радость
emotion-sad = грусть
    .looks = грустно
    .menu = Грусть
emotion-surprise = удивление
    .looks = удивлённо
    .menu = Удивление
emotion-neutral = покой
    .looks = спокойно
    .menu = Покой
quadrant-lively = живо
quadrant-tense = напряжённо
quadrant-sad = грустно
quadrant-calm = спокойно
hint-covered = Камера ничего не показывает. Объектив не закрыт?
hint-dark = Слишком темно, чтобы хорошо разглядеть лицо. Поможет свет перед вами.
hint-backlit = Свет у вас за спиной. Повернитесь к нему или задёрните штору.
hint-cut-off = Часть лица вне кадра. Сядьте по центру.
hint-far = Вы далеко от камеры. Подвиньтесь чуть ближе.
hint-several = В кадре несколько человек. Щёлкните по лицу, чтобы следить за ним.
goal-calm-happy = Спокойно и радостно
    .place = спокойно и радостно
goal-energised = Энергично
    .place = энергично
goal-calm = Спокойно
    .place = спокойно
goal-focused = Сосредоточенно
    .place = сосредоточенно
goal-point = Точка на плоскости
    .place = выбранная точка
pin-point = точка на плоскости
mood-unknown = настроение неизвестно
step-brighter = чуть светлее
step-darker = чуть темнее
step-livelier = чуть живее
step-calmer = чуть спокойнее
camera-missing = Нет камеры
    .advice = Камера не найдена. Подключите её: Mien заметит это сама.
camera-busy = Камера занята
    .advice = Камеру использует другая программа. Закройте её там: Mien попробует снова сама.
camera-forbidden = Нет доступа
    .advice = Система не даёт Mien камеру. Разрешите её в настройках конфиденциальности или добавьте пользователя в группу «video».
camera-asked = Ждём вашего ответа
    .advice = Рабочая среда спрашивает, можно ли Mien пользоваться камерой. Ответьте там: Mien продолжит сама.
camera-unplugged = Камера отключена
    .advice = Камеру отсоединили. Подключите её снова: Mien продолжит сама.
camera-stalled = Нет изображения
    .advice = Камера не присылает изображение. Mien пробует снова; может помочь отключить и подключить её.
camera-format = Неизвестный формат
    .advice = Кадры камеры не читаются ({ $details }). Может подойти другое разрешение или другая камера.
camera-bad-file = Файл нельзя показать
camera-other = Проблема с камерой
    .advice = Камера не работает: { $details }
