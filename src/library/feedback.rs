//! What the listener does with tracks: plays, skips, stars, likes, moods set by hand.

use rusqlite::{OptionalExtension, Params, TransactionBehavior, params};

use super::row::{like_from, like_number};
use super::track::{Like, TrackId};
use super::{Library, LibraryError};
use crate::affect::Affect;

/// What the user says of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// 0 to 5 stars.
    Rating(u8),
    /// Liked, disliked or neither.
    Like(Like),
}

impl Library {
    /// A track was heard to its end, or nearly. `at` is Unix time in seconds.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said.
    pub fn record_play(&mut self, id: TrackId, at: i64) -> Result<(), LibraryError> {
        self.heard(id, at, "UPDATE track SET plays = plays + 1, last_played = max(?2, coalesce(last_played, ?2)) WHERE id = ?1", false)
    }

    /// A track was skipped. It was heard in part, so it counts as heard lately.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said.
    pub fn record_skip(&mut self, id: TrackId, at: i64) -> Result<(), LibraryError> {
        self.heard(id, at, "UPDATE track SET skips = skips + 1, last_played = max(?2, coalesce(last_played, ?2)) WHERE id = ?1", true)
    }

    /// Gives stars: 1 to 5, 0 takes them back; more count as 5.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said.
    pub fn set_rating(&mut self, id: TrackId, stars: u8) -> Result<(), LibraryError> {
        self.change(id, "UPDATE track SET rating = ?2 WHERE id = ?1", params![id.0, stars.min(5)])
    }

    /// Likes, dislikes, or neither.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said.
    pub fn set_like(&mut self, id: TrackId, like: Like) -> Result<(), LibraryError> {
        self.change(id, "UPDATE track SET liked = ?2 WHERE id = ?1", params![id.0, like_number(like)])
    }

    /// Marks several tracks in one step; gives their marks as they were.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said; nothing is marked then.
    pub fn set_marks(&mut self, marks: &[(TrackId, Mark)]) -> Result<Vec<(TrackId, Mark)>, LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut before = Vec::with_capacity(marks.len());
        {
            let mut read = transaction.prepare_cached("SELECT rating, liked FROM track WHERE id = ?1")?;
            let mut rate = transaction.prepare_cached("UPDATE track SET rating = ?2 WHERE id = ?1")?;
            let mut like = transaction.prepare_cached("UPDATE track SET liked = ?2 WHERE id = ?1")?;
            for (id, mark) in marks {
                let was: Option<(u8, i64)> =
                    read.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
                let (rating, liked) = was.ok_or(LibraryError::NoTrack(id.0))?;
                let old = match mark {
                    Mark::Rating(stars) => {
                        rate.execute(params![id.0, stars.min(&5)])?;
                        Mark::Rating(rating)
                    }
                    Mark::Like(new) => {
                        like.execute(params![id.0, like_number(*new)])?;
                        Mark::Like(like_from(liked))
                    }
                };
                before.push((*id, old));
            }
        }
        transaction.commit()?;
        Ok(before)
    }

    /// The user's own word on a track's mood, if there is one.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn user_mood(&self, id: TrackId) -> Result<Option<Affect>, LibraryError> {
        let sql = "SELECT valence, arousal FROM track_mood WHERE track_id = ?1 AND source = 'user'";
        let read = |row: &rusqlite::Row<'_>| Ok(Affect::new(row.get(0)?, row.get(1)?));
        Ok(self.connection.prepare_cached(sql)?.query_row([id.0], read).optional()?)
    }

    /// The user's own word on a track's mood, which beats all other evidence; `None` takes it back. Tracks that sound alike follow
    /// a little, or go back; they are given, without the track itself.
    ///
    /// # Errors
    /// [`LibraryError::NoTrack`], or what SQLite said.
    pub fn set_user_mood(&mut self, id: TrackId, mood: Option<Affect>) -> Result<Vec<TrackId>, LibraryError> {
        if self.track(id)?.is_none() {
            return Err(LibraryError::NoTrack(id.0));
        }
        let sql = match mood {
            Some(_) => {
                "INSERT INTO track_mood (track_id, source, valence, arousal, confidence) VALUES (?1, 'user', ?2, ?3, 1) \
                 ON CONFLICT DO UPDATE SET valence = excluded.valence, arousal = excluded.arousal"
            }
            None => "DELETE FROM track_mood WHERE track_id = ?1 AND source = 'user' AND ?2 = ?3",
        };
        let affect = mood.unwrap_or_default();
        self.connection.prepare_cached(sql)?.execute(params![id.0, affect.valence, affect.arousal])?;
        let mut moved = self.spread_corrections()?;
        moved.retain(|other| *other != id);
        Ok(moved)
    }

    /// Counts, and keeps the moment in the history.
    fn heard(&mut self, id: TrackId, at: i64, count: &str, skipped: bool) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if transaction.prepare_cached(count)?.execute(params![id.0, at])? == 0 {
            return Err(LibraryError::NoTrack(id.0));
        }
        let keep = "INSERT INTO play (track_id, at, skipped) VALUES (?1, ?2, ?3)";
        transaction.prepare_cached(keep)?.execute(params![id.0, at, skipped])?;
        transaction.commit()?;
        Ok(())
    }

    /// What was heard and skipped, the latest first: track, Unix time in seconds, and whether it was skipped.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn history(&self, limit: usize) -> Result<Vec<(TrackId, i64, bool)>, LibraryError> {
        let sql = "SELECT track_id, at, skipped FROM play ORDER BY at DESC, id DESC LIMIT ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows =
            statement.query_map([limit], |row| Ok((TrackId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn change(&mut self, id: TrackId, sql: &str, values: impl Params) -> Result<(), LibraryError> {
        match self.connection.prepare_cached(sql)?.execute(values)? {
            0 => Err(LibraryError::NoTrack(id.0)),
            _ => Ok(()),
        }
    }
}
