//! The order of what a query finds: as asked for, or the best first.

use rusqlite::{Connection, params};

use super::field::TextField;
use super::find::{Question, each_with_words};
use super::index::Index;
use super::query::{Query, Words};
use super::set::Set;
use super::sort::{Sort, SortKey};
use super::words::{Indexed, Phrase, expression};
use crate::library::{LibraryError, TrackId};

/// Each of so many matches is looked at to see where the words stand; of more, only which begin with what is typed.
const LOOKED_AT: usize = 1_000;
/// So many of those come first.
const FIRST: u32 = 500;

/// How good a match is. Those that begin with what is typed come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Tier {
    TitleBegins,
    ArtistBegins,
    InTitle,
    InArtist,
    Elsewhere,
}

impl Tier {
    const COUNT: usize = Self::Elsewhere as usize + 1;
}

impl Index {
    /// The tracks in these rows, in the order asked for.
    ///
    /// # Errors
    /// What SQLite said.
    pub(super) fn sorted(
        &mut self,
        connection: &Connection,
        mut positions: Vec<u32>,
        query: &Query,
        question: &Question<'_>,
    ) -> Result<Vec<TrackId>, LibraryError> {
        let Sort { key, descending } = question.sort;
        let is_playlist = question.among.is_some();
        let count = self.rows().len();
        if let Some(ranks) = self.ranks(connection, question.sort)? {
            arrange(&mut positions, is_playlist, count, |position| ranks[position as usize]);
            return Ok(positions.into_iter().map(|p| self.id(p)).collect());
        }
        match key {
            SortKey::Random => shuffle(&mut positions, question.now),
            // A playlist has an order of its own.
            SortKey::Best if is_playlist => {}
            SortKey::Best => {
                self.as_in_library(&mut positions, is_playlist);
                if let Some(tiers) = self.tiers(connection, query, &positions)? {
                    positions = by_tier(&positions, &tiers);
                }
            }
            SortKey::Artist
            | SortKey::Title
            | SortKey::Album
            | SortKey::Genre
            | SortKey::Path
            | SortKey::Year
            | SortKey::Rating
            | SortKey::Plays
            | SortKey::Skips
            | SortKey::Length
            | SortKey::Bpm
            | SortKey::Added
            | SortKey::Played
            | SortKey::Valence
            | SortKey::Arousal => self.as_in_library(&mut positions, is_playlist),
        }
        if descending {
            positions.reverse();
        }
        Ok(positions.into_iter().map(|p| self.id(p)).collect())
    }

    /// Sorts rows as the library does. In a playlist a row may be there twice.
    fn as_in_library(&self, positions: &mut Vec<u32>, is_playlist: bool) {
        let rows = self.rows();
        if is_playlist || positions.len() < rows.len() / 32 {
            positions.sort_by_key(|position| rows[*position as usize].rank);
            return;
        }
        // Many: to walk through the order once is quicker than to sort. (`arrange` would read the rank of each row, and rows are long.)
        let mut wanted = Set::none(rows.len());
        for position in positions.iter() {
            wanted.add(*position as usize);
        }
        positions.clear();
        positions.extend(self.order().iter().filter(|position| wanted.has(**position as usize)));
    }

    /// How good each match is, by position. `None`: one as good as the other.
    fn tiers(
        &self,
        connection: &Connection,
        query: &Query,
        matches: &[u32],
    ) -> Result<Option<Vec<Tier>>, LibraryError> {
        let free: Vec<&Words> = query.required_words().filter(|words| words.field.is_none()).collect();
        let Some(last) = free.last().filter(|_| matches.len() > 1) else { return Ok(None) };
        let all = Words {
            field: None,
            words: free.iter().flat_map(|words| words.words.clone()).collect(),
            prefix: last.prefix,
        };
        let mut tiers = vec![Tier::Elsewhere; self.rows().len()];
        if matches.len() <= LOOKED_AT {
            let free: Vec<Phrase> = free.into_iter().map(Phrase::new).collect();
            self.look_at(connection, matches, &Phrase::new(&all), &free, &mut tiers)?;
        } else if let Some(beginning) = self.learned.beginnings.of(&all) {
            beginning.artists.iter().for_each(|position| tiers[*position as usize] = Tier::ArtistBegins);
            beginning.titles.iter().for_each(|position| tiers[*position as usize] = Tier::TitleBegins);
        } else {
            for (field, tier) in
                [(TextField::Artist, Tier::ArtistBegins), (TextField::Title, Tier::TitleBegins)]
            {
                let first = format!("{} : ^ {}", field.columns(), expression(&all));
                each_with_words(connection, self, &first, FIRST, |position| tiers[position] = tier)?;
            }
        }
        Ok(Some(tiers))
    }

    fn look_at(
        &self,
        connection: &Connection,
        matches: &[u32],
        all: &Phrase,
        each: &[Phrase],
        tiers: &mut [Tier],
    ) -> Result<(), LibraryError> {
        let mut statement =
            connection.prepare_cached("SELECT title, artist, album_artist FROM track WHERE id = ?1")?;
        for position in matches {
            let mut rows = statement.query(params![self.id(*position).0])?;
            let Some(row) = rows.next()? else { continue };
            let text = |column| -> rusqlite::Result<Indexed> {
                Ok(Indexed::new(row.get_ref(column)?.as_str_or_null()?.unwrap_or_default()))
            };
            let (title, artists) = (text(0)?, [text(1)?, text(2)?]);
            let holds_each = |text: &Indexed| each.iter().all(|phrase| text.holds(phrase));
            tiers[*position as usize] = if title.begins_with(all) {
                Tier::TitleBegins
            } else if artists.iter().any(|artist| artist.begins_with(all)) {
                Tier::ArtistBegins
            } else if holds_each(&title) {
                Tier::InTitle
            } else if artists.iter().any(holds_each) {
                Tier::InArtist
            } else {
                Tier::Elsewhere
            };
        }
        Ok(())
    }
}

/// Sorts rows, out of so many, by their places in an order. In a playlist a row may be there twice.
fn arrange(positions: &mut Vec<u32>, is_playlist: bool, rows: usize, place: impl Fn(u32) -> u32) {
    let is_placed = |position: &u32| (place(*position) as usize) < rows;
    if is_playlist || positions.len() < rows / 32 || !positions.iter().all(is_placed) {
        positions.sort_by_key(|position| place(*position));
        return;
    }
    // Many: to put each in its place is quicker than to sort.
    let mut places = vec![u32::MAX; rows];
    for position in positions.iter() {
        places[place(*position) as usize] = *position;
    }
    places.retain(|position| *position != u32::MAX);
    *positions = places;
}

fn by_tier(positions: &[u32], tiers: &[Tier]) -> Vec<u32> {
    let mut parts: [Vec<u32>; Tier::COUNT] = Default::default();
    for position in positions {
        parts[tiers[*position as usize] as usize].push(*position);
    }
    parts.concat()
}

/// The same order all day, another one tomorrow.
fn shuffle(positions: &mut [u32], now: i64) {
    let mut random = fastrand::Rng::with_seed(now.div_euclid(86_400).cast_unsigned());
    random.shuffle(positions);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_rows_are_arranged_alike() {
        let place = |position: u32| 999 - position;
        for step in [1, 100] {
            let mut positions: Vec<u32> = (0..1000).step_by(step).collect();
            let wanted: Vec<u32> = positions.iter().rev().copied().collect();
            arrange(&mut positions, false, 1000, place);
            assert_eq!(positions, wanted);
        }
        let mut twice = vec![3, 5, 3];
        arrange(&mut twice, true, 1000, place);
        assert_eq!(twice, [5, 3, 3]);
    }
}
