## Numbers and what is counted

tracks =
    { $count ->
        [one] { $count } pista
       *[other] { $count } pistas
    }
