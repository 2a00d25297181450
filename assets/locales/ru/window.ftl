## Numbers and what is counted

tracks =
    { $count ->
        [one] { $count } трек
        [few] { $count } трека
       *[many] { $count } треков
    }
