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
