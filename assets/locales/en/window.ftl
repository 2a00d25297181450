## Numbers and what is counted

seconds = { $count } s
tracks =
    { $count ->
        [one] { $count } track
       *[other] { $count } tracks
    }

## The bar at the foot

nothing-playing = Nothing is playing
