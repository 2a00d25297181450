## The view

search-settings = Поиск в настройках
    .hint = Найти настройку…
no-setting-matches = Ничего не найдено. Попробуйте другое слово.
show-all-settings = Показать все настройки

## Appearance

section-appearance = Вид
appearance-light-or-dark = Светлый или тёмный
    .about = Светлые поверхности, тёмные или как на рабочем столе.
    .words = тема цвет ночь режим
appearance-system = Как в системе
appearance-light = Светлый
appearance-dark = Тёмный
appearance-contrast = Контраст
    .about = При высоком контрасте всё обведено линиями, а цвета самые сильные.
    .words = доступность разборчиво зрение линии contrast
appearance-contrast-soft = Мягкий
appearance-contrast-high = Высокий
appearance-motion = Движение
    .about = С меньшим движением ничто не скользит, не мигает и не прокручивается плавно.
    .words = доступность анимация меньше покой motion
appearance-motion-full = Полное
appearance-motion-reduced = Меньше
appearance-language = Язык
    .about = Язык этого окна; меняется сразу.
    .words = перевод language english deutsch français español русский
appearance-system-language = Как в системе

## Camera and mood

section-mood = Камера и настроение
mood-use-the-camera = Использовать камеру
    .about = Mien смотрит на ваше лицо, чтобы угадать настроение; ни один кадр не сохраняется и не отправляется.
    .words = вебкамера согласие приватность лицо
mood-camera = Камера
    .about = Какую камеру использовать, если их несколько.
    .words = вебкамера устройство
mood-camera-resolution = Разрешение камеры
    .about = 640 × 480 достаточно, чтобы прочесть лицо; больше даёт более чёткую картинку и стоит дороже. Камера без такого размера даёт ближайший.
    .words = размер пиксели вебкамера качество hd
mood-camera-missing = Камера { $number }, нет на месте
mood-face-detector = Поиск лица
    .about = BlazeFace находит и наклонённые головы, и лица при слабом свете; SeetaFace ищет лица только анфас.
    .words = blaze seeta найти детектор
mood-what-the-music-does = Что делает музыка
    .about = «Под настроение» играет музыку, похожую на ваше настроение; «Поднять» ведёт её к цели малыми шагами.
    .words = под настроение поднять режим
mood-goal-of-lift = Цель подъёма
    .about = Куда ведёт подъём.
    .words = спокойно радостно энергично сосредоточенно
mood-where-emotions-lie = Где лежат эмоции
    .about = Насколько приятным и оживлённым считается каждое выражение; музыка выбирается рядом с этой точкой.
    .words = валентность возбуждение аффект таблица плоскость
mood-first-camera = Первая рабочая
mood-camera-number = Камера { $number }
mood-match = Под моё настроение
mood-expression = Выражение
mood-valence = От неприятного к приятному
mood-arousal = От тихого к оживлённому
mood-coordinate = { $emotion }: { $axis }
mood-usual-places = Вернуть обычные места

## DJ

section-dj = Диджей
dj-learn-my-taste = Изучать мой вкус
    .about = Диджей учится на том, что вы дослушали, пропустили и отметили; всё это остаётся на этом компьютере.
    .words = обучение рекомендации приватность
dj-forget-what-you-learned = Забыть изученное
    .about = Диджей начнёт заново; отметки, звёзды и счётчики останутся.
    .words = сброс удалить вкус
dj-play-albums-whole = Играть альбомы целиком
    .about = За треком следует остаток альбома, по порядку.
    .words = альбомы порядок
dj-keep-a-mood-journal = Вести дневник настроения
    .about = Раз в минуту записывает настроение и музыку — только на этом компьютере и никогда со снимком.
    .words = дневник история настроение приватность

## Desktop

section-desktop = Рабочий стол
desktop-notifications = Уведомления
    .about = Сообщает, что играет, когда начинается новая песня.
    .words = сообщение трек песня
desktop-stay-awake-while-playing = Не засыпать, пока играет
    .about = Компьютер не уснёт сам посреди песни; экран может погаснуть.
    .words = сон питание
desktop-icon-in-the-tray = Значок в трее
    .about = Маленький значок: играть, дальше, настроение и выход, если в системе есть трей.
    .words = трей область уведомлений
desktop-close-to-the-tray = Закрывать в трей
    .about = Закрытие окна не останавливает музыку; значок в трее вернёт окно.
    .words = скрыть фон выйти свернуть
desktop-never = Никогда
desktop-when-behind = Когда Mien не видно
desktop-every-song = При каждой песне
desktop-no-tray = Трей не найден

## API

section-api = API
api-let-programs-on-this-computer-use-mien = Разрешить программам этого компьютера использовать Mien
    .about = Открывает страницу для браузера, http://127.0.0.1 и порт ниже, и отвечает программам. Для сведений о музыке и настроении нужен токен из файла api-token в папке данных Mien.
    .words = http сервер локальный удалённый веб страница токен
api-port = Порт
    .about = Где находятся страница и API; выберите другой, если этот уже занят.
    .words = http сервер адрес
api-page = Страница
    .about = Показывает ваше настроение и музыку в браузере на этом компьютере и управляет воспроизведением.
    .words = браузер адрес ссылка открыть веб
api-off = Выключено
api-open-page = Открыть в браузере
api-open-page-about = Открывает её по ссылке, действующей один раз, чтобы она могла управлять воспроизведением.

## Scrobbling

section-scrobbling = Скробблинг
scrobbling-listenbrainz = ListenBrainz
    .about = Сообщает ListenBrainz, какие песни вы слушаете; выключено, пока вы не включите. Токен — на странице настроек сервиса.
    .words = скробблинг история сеть токен онлайн
scrobbling-last-fm = Last.fm
    .about = То же для Last.fm и совместимых серверов; нужны их ключ и секрет, затем «mien scrobble login ИМЯ» в терминале.
    .words = скробблинг история сеть libre.fm maloja
scrobbling-tell = Сообщать, что я слушаю
scrobbling-token = Токен
scrobbling-server = Сервер
scrobbling-key = Ключ
scrobbling-secret = Секрет
scrobbling-field = { $account }: { $field }

## Mood of the music

section-listening = Настроение музыки
listening-listen-in-the-background = Слушать в фоне
    .about = Mien слушает вашу музыку на этом компьютере, чтобы понять её настроение. Она берёт лишь то, что не занято другими программами, и ждёт, пока компьютер работает от батареи.
    .words = анализ настроение bpm тональность батарея
listening-off = Выключено.
listening-all-heard = Вся медиатека прослушана или вот-вот будет.
listening-waiting = Прослушано { $heard } из { $all }; ждём питания от сети.
listening-heard = Прослушано { $heard } из { $all }.
listening-seconds = Прослушано { $heard } из { $all }, осталось примерно { $left } с.
listening-minutes = Прослушано { $heard } из { $all }, осталось примерно { $left } мин.
listening-hours = Прослушано { $heard } из { $all }, осталось примерно { $left } ч.

## Sound

section-sound = Звук
sound-level-loudness = Выравнивать громкость
    .about = Играет тихие и громкие записи одинаково громко — по тегам или по измерениям Mien.
    .words = replaygain r128 громкость нормализация
sound-pre-amplifier = Предусилитель
    .about = Делает всё выровненное громче или тише.
    .words = усиление replaygain
sound-prevent-clipping = Не допускать перегрузки
    .about = Пики, которые выравнивание подняло бы слишком высоко, смягчаются, а не искажаются.
    .words = лимитер пики искажения
sound-crossfade = Плавный переход
    .about = Один трек перетекает в другой, и при пропуске тоже; соседние треки альбома — никогда.
    .words = переход без пауз
sound-leave-out-silence = Пропускать тишину
    .about = Пропускает тишину между треками, но не внутри альбома.
    .words = пауза пробел
sound-equaliser = Эквалайзер
    .about = Усиливает или ослабляет части звука, от низких до высоких.
    .words = eq басы высокие пресет
sound-balance = Баланс
    .about = Сдвигает звук влево или вправо.
    .words = лево право стерео
sound-speed = Скорость
    .about = Играет быстрее или медленнее в том же тоне.
    .words = темп медленно быстро
sound-smart = Альбомы целиком
sound-track = Каждый трек
sound-album = Каждый альбом
sound-off = Выкл.
sound-use = Включить
sound-preset = Пресет
sound-own = Свой
sound-left = Влево { $percent } %
sound-right = Вправо { $percent } %
sound-middle = По центру
sound-preset-of = { $name }: пресет
sound-band = Эквалайзер { $band }

## Playing

section-playing = Воспроизведение
playing-go-on-by-mood = Продолжать по настроению
    .about = Когда очередь пуста, Mien выбирает под настроение; иначе музыка заканчивается.
    .words = диджей план очередь
playing-when-mien-starts = При запуске Mien
    .about = Очередь, трек и позиция вернутся; игравшая музыка может продолжиться или подождать.
    .words = сеанс восстановить запуск
playing-sound-output = Вывод звука
    .about = Где слышна музыка; если устройства нет, его заменяет системное.
    .words = устройство колонки наушники звуковая карта
playing-as-left = Продолжить, как было
playing-paused = Оставить на паузе
playing-system-output = Как в системе

## About Mien

section-about = О Mien
about-keyboard-shortcuts = Сочетания клавиш
    .about = Всё в Mien можно сделать с клавиатуры.
    .words = клавиши справка
about-version = Версия
    .about = Mien — свободная программа под лицензией MIT.
    .words = о программе лицензия
about-show-keys = Показать клавиши

## Presets of the equaliser

preset-flat = Ровно
preset-more-bass = Больше басов
preset-less-bass = Меньше басов
preset-more-treble = Больше высоких
preset-voice = Голос
preset-rock = Рок
preset-classical = Классика
preset-dance = Танец
preset-quiet-listening = Тихое прослушивание

## Папки

section-folders = Папки
folders-your-music = Ваша музыка
    .about = Папки, которые читает Mien; файлы остаются на месте, их никто не удаляет.
    .words = импорт библиотека поиск пропавшие диск убрать добавить
folders-watch = Следить за папками
    .about = Изменения в этих папках появляются сами, за несколько секунд.
    .words = автоматически обновление новые файлы
folders-write-ratings = Писать оценки в файлы
    .about = Ваши звёзды и отметки попадают в теги файлов MP3, FLAC, Ogg, Opus и M4A, для других программ; все остальные теги остаются как есть.
    .words = звёзды теги popm fmps id3 запись
folders-none = Папок пока нет. Добавьте одну, и Mien прочтёт теги и обложки в ней.
folders-add = Добавить папку…
folders-look-again = Просмотреть все заново
folders-stop = Остановить
folders-reading = Прочитано файлов: { $done } из { $found }
folders-remove = Убрать { $folder } из библиотеки
folders-locate = Указать, где теперь { $folder }…
folders-rescan = Просмотреть { $folder } заново
folders-watched =
    { $tracks ->
         [one] { $tracks } трек
         [few] { $tracks } трека
        *[many] { $tracks } треков
    }. Изменения появляются сами.
folders-unwatched =
    { $tracks ->
         [one] { $tracks } трек
         [few] { $tracks } трека
        *[many] { $tracks } треков
    }. Без наблюдения.
folders-looked-at =
    { $tracks ->
         [one] { $tracks } трек
         [few] { $tracks } трека
        *[many] { $tracks } треков
    }. Просматривается каждые две минуты: { $why }.
folders-some-missing =
    { $tracks ->
         [one] { $tracks } трек
         [few] { $tracks } трека
        *[many] { $tracks } треков
    }, из них нет на месте: { $missing }. Они вернутся вместе с файлами.
folders-absent =
    Сейчас её нет. В ней { $tracks ->
         [one] { $tracks } трек
         [few] { $tracks } трека
        *[many] { $tracks } треков
    }; они вернутся вместе с диском. Если папку переместили, укажите, где она.
folders-no-dialog = На этом рабочем столе нет выбора папок. Введите путь, где музыка лежит теперь.
folders-new-path = Новый путь папки
folders-move-there = Она там
