## Imports

import-done =
    { $count ->
        [one] Import done: { $count } track added
       *[other] Import done: { $count } tracks added
    }
import-cancelled =
    { $count ->
        [one] Import cancelled: { $count } track added
       *[other] Import cancelled: { $count } tracks added
    }
import-updated = { $told }, { $count } updated
import-unchanged = { $told }, { $count } unchanged
import-moved = { $told }, { $count } moved
import-missing = { $told }, { $count } missing
import-duplicates = { $told }, { $count } already in
import-end = { $told }.
import-failed =
    { $count ->
        [one] { $told }. { $count } file could not be read.
       *[other] { $told }. { $count } files could not be read.
    }
