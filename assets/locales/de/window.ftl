## Numbers and what is counted

tracks =
    { $count ->
        [one] { $count } Titel
       *[other] { $count } Titel
    }
