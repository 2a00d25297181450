## Imports

import-done =
    { $count ->
        [one] Импорт завершён: добавлен { $count } трек
        [few] Импорт завершён: добавлено { $count } трека
       *[many] Импорт завершён: добавлено { $count } треков
    }
import-cancelled =
    { $count ->
        [one] Импорт прерван: добавлен { $count } трек
        [few] Импорт прерван: добавлено { $count } трека
       *[many] Импорт прерван: добавлено { $count } треков
    }
import-updated = { $told }, обновлено: { $count }
import-unchanged = { $told }, без изменений: { $count }
import-moved = { $told }, перемещено: { $count }
import-missing = { $told }, отсутствует: { $count }
import-duplicates = { $told }, уже есть: { $count }
import-end = { $told }.
import-failed =
    { $count ->
        [one] { $told }. Не удалось прочитать { $count } файл.
        [few] { $told }. Не удалось прочитать { $count } файла.
       *[many] { $told }. Не удалось прочитать { $count } файлов.
    }

## From the engine

settings-not-saved = Не удалось сохранить настройки и место в музыке.
settings-not-saved-full = Не удалось сохранить настройки и место в музыке: диск заполнен.
settings-not-saved-read-only = Не удалось сохранить настройки и место в музыке: в папку данных нельзя записывать.
nothing-to-play = Играть нечего. Сначала импортируйте папку с музыкой.
queue-is-empty = Очередь пуста. Добавьте музыку из медиатеки или доверьте выбор Mien: «Продолжать по настроению» в настройках.
playing-stopped = Mien остановилась: трек за треком не удавалось сыграть. Подключён ли диск с музыкой?
track-skipped = «{ $title }» пропущено ({ $file }): { $reason }.
api-not-on = Не удалось включить локальный API. Выберите другой порт в настройках, в разделе API.
decode-unreadable = не читается: { $error }
decode-unknown-format = такой формат Mien не воспроизводит
decode-unsupported = { $what } — Mien такое не воспроизводит
decode-protected = защищён (DRM) и звучит только в плеере магазина
decode-empty = в нём нет звука
decode-damaged = повреждён: { $what }
cannot-read-faces = Mien сейчас не может читать лица. Музыка играет дальше; настроение можно закрепить вручную.
camera-needed = Включите камеру, чтобы показать спокойное лицо.
face-not-seen = Лицо было в кадре недостаточно долго. Смотрите в камеру и попробуйте ещё раз.
not-in-library = Этого файла нет в медиатеке, где хранятся оценки и отметки. Сначала импортируйте его папку.
rating-changed =
    { $count ->
        [one] Оценка изменена ({ $count } трек).
        [few] Оценка изменена ({ $count } трека).
       *[many] Оценка изменена ({ $count } треков).
    }
like-changed =
    { $count ->
        [one] Отметка изменена ({ $count } трек).
        [few] Отметка изменена ({ $count } трека).
       *[many] Отметка изменена ({ $count } треков).
    }
playlist-made = Плейлист «{ $name }» создан.
tracks-added =
    { $count ->
        [one] В «{ $name }» добавлен { $count } трек.
        [few] В «{ $name }» добавлено { $count } трека.
       *[many] В «{ $name }» добавлено { $count } треков.
    }
tracks-removed =
    { $count ->
        [one] Из «{ $name }» убран { $count } трек.
        [few] Из «{ $name }» убрано { $count } трека.
       *[many] Из «{ $name }» убрано { $count } треков.
    }
playlist-moved = Порядок в «{ $name }» изменён.
playlist-changed = «{ $name }»: изменено.
playlist-renamed = «{ $before }» теперь называется «{ $name }».
query-changed = Запрос «{ $name }» изменён.
playlist-deleted = Плейлист «{ $name }» удалён.
playlist-written =
    { $count ->
        [one] { $count } трек записан в { $file }.
        [few] { $count } трека записано в { $file }.
       *[many] { $count } треков записано в { $file }.
    }
playlist-none-known = Ни одного трека из { $name } нет в медиатеке. Сначала импортируйте их папку.
playlist-some-known = { $name } Найдено треков: { $found } из { $all }.
cannot-choose = Mien не может выбирать музыку: система не даёт новых потоков.
still-opening = Mien ещё читает ранее открытые файлы. Попробуйте чуть позже.
cannot-be-played = «{ $name }» нельзя воспроизвести. { $reason }
several-cannot-be-played =
    { $count ->
        [one] { $count } из открытых файлов нельзя воспроизвести.
        [few] { $count } из открытых файлов нельзя воспроизвести.
       *[many] { $count } из открытых файлов нельзя воспроизвести.
    }
cannot-watch = Mien не может следить за папками. Перечитайте их вручную, когда что-то изменится.
no-folder = Нет папок для чтения. Сначала импортируйте папку.
journal-not-kept = Дневник нельзя вести: система не даёт новых потоков.
journal-nothing-deleted = В дневнике нечего удалять.
journal-deleted =
    { $count ->
        [one] Удалена { $count } запись дневника; в файле от неё ничего не осталось.
        [few] Удалены { $count } записи дневника; в файле от них ничего не осталось.
       *[many] Удалено { $count } записей дневника; в файле от них ничего не осталось.
    }
journal-exported =
    { $count ->
        [one] { $count } запись дневника сохранена в { $file }.
        [few] { $count } записи дневника сохранены в { $file }.
       *[many] { $count } записей дневника сохранено в { $file }.
    }
journal-silent = Дневник не отвечает.
journal-not-written = Не удалось записать дневник в { $file }.
out-of-matches = Ничего другого близкого к этому настроению в медиатеке нет. Mien продолжит тем, что ближе всего.
settings-unreadable = Не удалось прочитать настройки; Mien использует значения по умолчанию.
settings-damaged = Файл настроек повреждён; Mien использует значения по умолчанию.
setting-refused = Настройка { $key } = { $shown } не подходит; Mien использует значение по умолчанию.

## Why a track was chosen

direction-brighter-livelier = светлее и живее
    .than = Светлее и живее предыдущего
direction-brighter-calmer = светлее и спокойнее
    .than = Светлее и спокойнее предыдущего
direction-brighter = светлее
    .than = Светлее предыдущего
direction-darker-livelier = темнее и живее
    .than = Темнее и живее предыдущего
direction-darker-calmer = темнее и спокойнее
    .than = Темнее и спокойнее предыдущего
direction-darker = темнее
    .than = Темнее предыдущего
direction-livelier = живее
    .than = Живее предыдущего
direction-calmer = спокойнее
    .than = Спокойнее предыдущего
learned-fond = такую музыку вы обычно дослушиваете
learned-try = проба, чтобы узнать, что вам нравится
not-played-yet = ещё не звучал
heard-within-hour = звучал в последний час, мало что подходит
heard-today = звучал сегодня, мало что подходит
heard-yesterday = не звучал со вчерашнего дня
heard-days-ago =
    { $count ->
        [one] не звучал { $count } день
        [few] не звучал { $count } дня
       *[many] не звучал { $count } дней
    }
why-and = { $told }; { $more }
why-end = { $told }.
why-album-next = Следующий на альбоме
why-no-mood-lift = Настроение неизвестно; начало из середины вашей медиатеки
why-no-mood = Настроение неизвестно; разное из того, что у вас есть
why-unheard = О его настроении пока ничего не известно; проба
why-near = { $music }, { $near }
why-begin = { $music }, { $near }, для начала
why-step = { $step }, на пути к цели: { $goal }
why-back = { $music }, шаг назад к вашему настроению
near-mood-close = совсем близко к вашему настроению
near-mood = близко к вашему настроению
near-mood-off = поодаль от вашего настроения
near-mood-far = далеко от вашего настроения
near-goal-close = совсем близко к цели: { $goal }
near-goal = близко к цели: { $goal }
near-goal-off = поодаль от цели: { $goal }
near-goal-far = далеко от цели: { $goal }
music-even = Ровный
music-lively = Живой
music-tense = Напряжённый
music-melancholy = Меланхоличный
music-calm = Спокойный
compared-same = { $music }, похож на предыдущий
compared-bit = { $music }, чуть { $direction } предыдущего
compared = { $music }, { $direction } предыдущего
compared-much = { $music }, намного { $direction } предыдущего
step-same = Похож на предыдущий
step-small = Чуть { $direction } предыдущего
taste-liked = он вам нравится
taste-stars =
    { $count ->
        [one] вы дали ему { $count } звезду
        [few] вы дали ему { $count } звезды
       *[many] вы дали ему { $count } звёзд
    }
taste-and = { $word }, { $heard }
chosen-by-you = Вы выбрали это сами.
heard-out =
    { $count ->
        [one] дослушан { $count } раз
        [few] дослушан { $count } раза
       *[many] дослушан { $count } раз
    }
mood-changed = Настроение изменено.
mood-changed-followed =
    { $count ->
        [one] Настроение изменено. { $count } похожий трек немного сдвинулся.
        [few] Настроение изменено. { $count } похожих трека немного сдвинулись.
       *[many] Настроение изменено. { $count } похожих треков немного сдвинулись.
    }
repeated-by-you = Вы просили это повторить.
taste-forgotten = Mien забыла, что узнала о вашем вкусе. Отметки, звёзды и счётчики остались.
answers-forgotten = Mien забыла, что вы говорили о её оценках.

## The library

marks-refused = Некоторые файлы не принимают ваши звёзды. Библиотека всё равно их хранит.
folder-left = { $folder } больше не в библиотеке. Файлы на своих местах.
folder-back = { $folder } снова в библиотеке.
tracks-left =
    { $count ->
        [one] { $count } трек больше не в библиотеке. Файл на своём месте.
        [few] { $count } трека больше не в библиотеке. Файлы на своих местах.
       *[many] { $count } треков больше не в библиотеке. Файлы на своих местах.
    }
tracks-back =
    { $count ->
        [one] { $count } трек снова в библиотеке.
        [few] { $count } трека снова в библиотеке.
       *[many] { $count } треков снова в библиотеке.
    }
located = Ваша музыка найдена в { $folder }.
cannot-find-duplicates = Mien не может искать повторы: система не даёт новых потоков.

## Errors of the library

library-folder = Не удаётся импортировать { $path }: { $error }.
library-no-tracks = В медиатеке нет треков из { $path }.
library-no-playlist = Такого плейлиста нет.
library-no-name = Плейлисту нужно название.
library-name-taken = Плейлист «{ $name }» уже есть; выберите другое название.
library-smart = «{ $name }» — умный плейлист: его треки определяет запрос.
library-disk-full = Диск заполнен; медиатека сохранила записанное ранее.
library-busy = Медиатеку использует другая программа; попробуйте, когда она закончит.
library-read-only = В медиатеку нельзя записать: папка или файл только для чтения.
library-scan = Импорт прервался: { $error }.
library-silent = Медиатека не отвечает: { $error }.

## Why a search finds nothing

search-no-word = В «{ $typed }» нет слов; введите начало названия, исполнителя, альбома или жанра.
search-none-alike = Таких треков нет.
search-none-all = Ни у одного трека нет всего этого; уточняйте меньше — найдётся больше.
search-no-beginning = Ни у одного трека нет слова, начинающегося с { $word }.
search-no-beginnings = Ни у одного трека нет слов, начинающихся с { $words }.
either = { $one } или { $other }
search-stand-in = Ничего с { $word }; здесь есть { $words }.
search-both = { $one } { $other }
search-wants-value = После «{ $field }:» нужно значение, например { $example }.
search-not-understood = «{ $field }:{ $value }» непонятно и пропущено; пишите так: { $example }.
search-no-family = Семейства «{ $value }» нет; есть { $families }.
