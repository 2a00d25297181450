## Numbers and what is counted

seconds = { $count } с
tracks =
    { $count ->
        [one] { $count } трек
        [few] { $count } трека
       *[many] { $count } треков
    }

## The bar at the foot

nothing-playing = Ничего не играет

## Views and the rail

view-settings = Настройки
view-you = Вы
view-now = Сейчас играет
view-library = Медиатека
view-map = Карта
view-journal = Дневник
keyboard-shortcuts = Сочетания клавиш
notices = Сообщения

## The bar at the foot

previous-track = Предыдущий трек
next-track = Следующий трек
pause = Пауза
play = Играть
seek = Перемотка
seek-position = { $position } из { $length }
unmute = Включить звук
mute = Выключить звук
volume = Громкость
repeat-off = Повтор: выкл.
repeat-all = Повтор: очередь
repeat-one = Повтор: этот трек
order-menu = Случайный порядок, повтор и таймер сна
shuffle = Случайный порядок
when-to-stop = Когда остановиться
sleep-left =
    { $count ->
        [one] Таймер сна: осталась { $count } минута
        [few] Таймер сна: осталось { $count } минуты
       *[many] Таймер сна: осталось { $count } минут
    }
stops-after-track = Остановится после этого трека
sleep-timer = Таймер сна
stop-after-track = Остановить после этого трека
fade-out-in =
    { $count ->
        [one] Затихнуть через { $count } минуту
        [few] Затихнуть через { $count } минуты
       *[many] Затихнуть через { $count } минут
    }
fading-out-in =
    { $count ->
        [one] Музыка затихнет через { $count } минуту.
        [few] Музыка затихнет через { $count } минуты.
       *[many] Музыка затихнет через { $count } минут.
    }
no-sleep-timer = Без таймера сна
repeat = Повтор

## Keys

keys-playing = Воспроизведение
keys-window = Навигация
keys-lists = В списках
key-play = Играть или пауза
key-stop = Остановить
key-forward = На пять секунд вперёд
key-back = На пять секунд назад
key-louder = Громче
key-softer = Тише
key-mute = Выключить или включить звук
key-shuffle = Очередь вперемешку или по порядку
key-repeat = Повторять очередь, этот трек или ничего
key-camera = Выключить или включить камеру
key-search = Поиск в медиатеке
key-full-screen = Полный экран и обратно
key-undo = Отменить оценки и изменения плейлистов
key-keys = Этот список
key-play-selected = Играть выбранный трек
key-select-more = Выбрать больше или меньше треков
key-select-all = Выбрать все треки
key-move = Переместить выбранный трек в очереди
key-move-column = Переместить столбец таблицы
key-delete = Убрать из очереди или плейлиста
key-menu = Что с этим можно сделать
key-media-play = Медиа: играть
key-media-stop = Медиа: стоп
key-media-next = Медиа: вперёд
key-media-previous = Медиа: назад
key-space = Пробел
key-enter = Enter
key-delete-name = Delete
key-menu-name = Меню
key-shift = Shift
key-ctrl = Ctrl
keyboard = Клавиатура
close-keys = Закрыть список клавиш

## Notices

close-notice = Закрыть сообщение
hide-details = Скрыть подробности
details = Подробности
told = Что сообщила Mien
close-notices = Закрыть сообщения
undo = Отменить

## The queue

clear-queue = Очистить очередь
replanned = Пересматривается после каждой песни
queue-own =
    { $count ->
        [one] Далее: { $count } трек из вашей очереди
        [few] Далее: { $count } трека из вашей очереди
       *[many] Далее: { $count } треков из вашей очереди
    }
queue-own-shuffled =
    { $count ->
        [one] Далее: { $count } трек из вашей очереди, вперемешку
        [few] Далее: { $count } трека из вашей очереди, вперемешку
       *[many] Далее: { $count } треков из вашей очереди, вперемешку
    }
queue-pinned = Далее, под закреплённое настроение
queue-mood = Далее, если настроение не изменится
queue-cleared =
    { $count ->
        [one] { $count } трек убран из очереди.
        [few] { $count } трека убраны из очереди.
       *[many] { $count } треков убрано из очереди.
    }
queue-no-music = Когда в медиатеке появится музыка, здесь будет план.
queue-unplanned = Пока ничего не запланировано. План появится, когда заиграет музыка.
queue-empty = Очередь пуста. Добавьте музыку из медиатеки.
play-now = Играть сейчас
play-next = Играть следующим
remove = Убрать
remove-from-queue = Убрать «{ $title }» из очереди
removed-from-queue = «{ $title }» — убрано из очереди.
queued = своё
queued-by-you = добавлено вами

## What plays

no-cover = Нет обложки
cover-of = Обложка: { $title }
like-this-track = Этот трек нравится
library-failed = Mien не смогла открыть вашу медиатеку
opening-library = Медиатека открывается…
one-moment = Одну минуту.
library-empty = Ваша медиатека пуста
    .advice = Импортируйте папку с музыкой. Файлы останутся на своих местах: Mien их только читает.
nothing-playing-advice = Нажмите «Играть», и Mien подберёт музыку под ваше настроение.
import-folder = Импортировать папку…
play-what-fits = Играть подходящее
clear-search = Очистить поиск

## What lasts

silent = Нет звукового устройства. Музыка играет беззвучно, пока оно не появится.
lift-offer = Музыка уже давно мрачновата. Она может шаг за шагом привести туда, где светлее.
lead-me-there = Веди меня туда
cancel-import = Прервать импорт
import-progress = Ход импорта
importing-of =
    { $count ->
        [one] Импорт музыки: { $done } из { $count } файла
        [few] Импорт музыки: { $done } из { $count } файлов
       *[many] Импорт музыки: { $done } из { $count } файлов
    }
importing-so-far =
    { $count ->
        [one] Импорт музыки: { $done } из { $count } пока найденного файла
        [few] Импорт музыки: { $done } из { $count } пока найденных файлов
       *[many] Импорт музыки: { $done } из { $count } пока найденных файлов
    }

## Dialogs

dialog-folders = Импорт папок с музыкой
dialog-portrait = Открыть снимок или видео с лицом
dialog-pictures = Снимки и видео
dialog-playlists = Импорт плейлистов
playlists = Плейлисты
dialog-export = Экспорт плейлиста
dialog-journal = Экспорт дневника

## The icon in the tray

tray-camera = По камере
tray-mood = Настроение
mood-lift = Поднять настроение
tray-next = Вперёд
tray-previous = Назад
tray-show = Показать окно
tray-quit = Выйти

## Dates

date = { $weekday }, { $day } { $month } { $year }
today = Сегодня, { $date }
day = { $day } { $month } { $year }
days = { $first } – { $last }
days-of-months = { $first } { $month } – { $last }
days-of-years = { $first } – { $last }
month-january = января
month-february = февраля
month-march = марта
month-april = апреля
month-may = мая
month-june = июня
month-july = июля
month-august = августа
month-september = сентября
month-october = октября
month-november = ноября
month-december = декабря
weekday-monday = пн
weekday-tuesday = вт
weekday-wednesday = ср
weekday-thursday = чт
weekday-friday = пт
weekday-saturday = сб
weekday-sunday = вс
keys-or = { $one } или { $other }

## What a screen reader says by itself, and the name of the table

spoken-playing = Играет: { $title }, { $artist }
spoken-paused = Пауза
spoken-mood = Вы выглядите { $looks }
table-of-tracks = Треки
