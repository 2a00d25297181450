## Numbers and what is counted

tracks =
    { $count ->
        [one] { $count } titre
       *[other] { $count } titres
    }
