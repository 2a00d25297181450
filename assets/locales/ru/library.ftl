## Smart playlists

smart-tracks-with = Треки с
smart-query = Запрос плейлиста
smart-by = по
smart-at-most = не больше
smart-most = Не больше треков
smart-all = все
smart-best = лучшее совпадение
smart-descending = сначала большие или последние
smart-order = Порядок плейлиста
playlist-name = Название плейлиста

## The line over the table

library-parts = Разделы медиатеки
search-library = Поиск в медиатеке
    .hint = Название, исполнитель, альбом, жанр…
search-help = Справка по поиску
    .intro = Вводите начала слов. Кавычки держат слова вместе, минус исключает, OR объединяет. Щёлкните по примеру, чтобы добавить его:
type-folder = Здесь нет окна выбора папок. Введите путь к папке или перетащите папки в окно.
folder-path = Путь к папке
import = Импорт
type-portrait = Здесь нет окна выбора файлов. Введите путь к снимку или видео или перетащите файл в окно.
picture-path = Путь к снимку
open = Открыть
type-playlist = Здесь нет окна выбора файлов. Введите путь к плейлисту.
playlist-path = Путь к плейлисту
type-export = Здесь нет окна выбора файлов. Введите, куда записать плейлист.
export = Экспорт
type-journal = Здесь нет окна выбора файлов. Введите, куда записать дневник.
table-path = Путь к таблице
cancel = Отмена

## What can be done with tracks

add-to-queue = Добавить в очередь
add-to-playlist = Добавить в плейлист
new-playlist-dialog = Новый плейлист…
remove-from-playlist = Убрать из этого плейлиста
rating = Оценка
no-stars = Без звёзд
feels = Звучит…
as-heard = Как слышит Mien
like = Нравится
unlike = Убрать «Нравится»
dislike = Не нравится
undislike = Убрать «Не нравится»
show-artist = Показать исполнителя
show-album = Показать альбом
show-in-folder = Показать в папке

## Artists, albums, genres, folders

one-moment-please = Одну минуту…
nothing-matches-short = Ничего не найдено.
no-genres = Ни у одного трека нет жанра в тегах.
no-artists = Ни у одного трека нет исполнителя в тегах.
no-albums = Ни у одного трека нет альбома в тегах.
no-music-short = Музыки пока нет.

## Columns

column-title = Название
column-artist = Исполнитель
column-album = Альбом
column-genre = Жанр
column-year = Год
column-mood = Настроение
column-rating = Оценка
column-plays = Прослуш.
column-skips = Пропуски
column-played = Последний раз
column-added = Добавлено
column-bpm = BPM
column-path = Путь
column-length = Длина
columns = Столбцы
sort-by = Сортировать: { $column }
sorted-by = Отсортировано: { $column }
sorted-by-descending = Отсортировано: { $column }, в обратном порядке
more-for = Ещё для «{ $name }»

## A track

row-current = { $row }, текущий трек
unknown = неизвестно
never = никогда
missing = нет файла
play-title = Играть «{ $title }»
stars =
    { $count ->
        [one] { $count } звезда
        [few] { $count } звезды
       *[many] { $count } звёзд
    }
plays =
    { $count ->
        [one] { $count } прослушивание
        [few] { $count } прослушивания
       *[many] { $count } прослушиваний
    }

## The list beside the table

shelf-songs = Песни
shelf-artists = Исполнители
shelf-albums = Альбомы
shelf-genres = Жанры
shelf-folders = Папки
shelf-liked = Понравилось
shelf-added = Новое
shelf-played = Недавнее
drop-tracks = Перетащите треки на +, чтобы начать плейлист, или импортируйте его.
new-playlist = Новый плейлист
new-smart-playlist = Новый умный плейлист…
keep-search = Сохранить поиск как плейлист…
import-playlists = Импортировать плейлисты…
rename = Переименовать…
export-dialog = Экспорт…
delete = Удалить

## Why the table is empty

matches-in =
    { $count ->
        [one] { $count } совпадение: { $place }
        [few] { $count } совпадения: { $place }
       *[many] { $count } совпадений: { $place }
    }
show-all-tracks = Показать все треки
opening = Одну минуту
    .advice = Ваша медиатека открывается.
importing = Импорт
    .advice = Треки появятся здесь, когда импорт закончится.
no-music = Музыки пока нет
    .advice = Нажмите «Импортировать папку…» выше или перетащите папки в окно. Mien читает теги и обложки и угадывает настроение каждого трека; файлы остаются на местах и никогда не меняются.
nothing-matches = Ничего не найдено
    .advice = Попробуйте меньше слов или другие; поиск идёт по названиям, исполнителям, альбомам и жанрам.
nothing-liked = Пока ничего не понравилось
    .advice = Сердечко рядом с играющим треком добавляет его сюда.
nothing-new = Ничего нового
    .advice = Импортированное остаётся здесь тридцать дней.
nothing-heard = Пока ничего не прослушано
    .advice = Сюда попадает дослушанное до конца.
nothing-matches-now = Сейчас ничего не подходит
    .advice = Как только трек подойдёт под запрос, он будет здесь.
list-empty = Треков пока нет
    .advice = Перетащите сюда треки из медиатеки или выберите «Добавить в плейлист» в их меню.
nothing-here = Здесь пусто
    .advice = Этих треков больше нет в медиатеке.

## What lists can be sorted by

sort-best = лучшее совпадение
sort-artist = исполнитель
sort-title = название
sort-album = альбом
sort-genre = жанр
sort-path = путь
sort-year = год
sort-rating = оценка
sort-plays = прослушивания
sort-skips = пропуски
sort-length = длина
sort-bpm = BPM
sort-added = добавлено
sort-played = последний раз
sort-valence = валентность
sort-arousal = возбуждение
sort-random = случайно

## Повторы, копия

shelf-duplicates = Повторы
dialog-locate = Где теперь музыка из { $folder }?
library-remove = Убрать из библиотеки
library-backup-there =
    { $hours ->
        [0] Есть исправная копия, ей меньше часа.
        [one] Есть исправная копия, сделанная { $hours } час назад.
        [few] Есть исправная копия, сделанная { $hours } часа назад.
       *[many] Есть исправная копия, сделанная { $hours } часов назад.
    } Файл, который не открывается, сохраняется рядом.
library-use-backup = Взять копию
duplicates-found =
    Повторяется { $groups ->
         [one] { $groups } трек
         [few] { $groups } трека
        *[many] { $groups } треков
    }; лишних копий: { $others }.
duplicates-none = Ни один трек не повторяется.
duplicates-none-yet = Пока повторов не найдено.
duplicates-heard = Mien слушает, нет ли той же записи в других форматах: { $done } из { $all }.
duplicates-files-stay = Убранные из библиотеки копии остаются на диске, и это можно отменить.
duplicates-keep-suggested = Оставить первый из каждых
duplicates-more = Показать ещё
duplicates-same-sound = Тот же звук
duplicates-same-recording = Та же запись
duplicates-format = { $format }, { $rate } кбит/с
duplicates-keep-this = Оставить только этот
duplicates-reveal = Показать { $file } в папке
duplicates-play = Играть { $file }
duplicates-lossless = совет: без потерь
duplicates-higher-rate = совет: больше битов
duplicates-more-tags = совет: подробнее теги
duplicates-first = совет: появился первым
