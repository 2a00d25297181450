//! What was heard in tracks: what is still to be listened to, what came of it, and how the user's word on one track moves those
//! that sound alike.

use std::path::PathBuf;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::overview::put_overview;
use super::track::TrackId;
use super::{Library, LibraryError, bytes};
use crate::affect::Affect;
use crate::audio::overview::Measured;
use crate::mood::{MoodSource, TrackMood};

/// How near a corrected track must sound to move another: the deviation of a bell over the distance of places, whose axes vary by
/// about one. A guess: it was tested on made-up neighbours only, not on what people corrected.
const REACH: f32 = 1.6;
/// What holds a track where the model put it, as a number of corrections right beside it.
const INERTIA: f32 = 1.0;
/// Shifts smaller than this are none.
const LEAST_SHIFT: f32 = 0.01;

/// A track to listen to.
#[derive(Clone, Debug, PartialEq)]
pub struct Unheard {
    /// Its number.
    pub id: TrackId,
    /// Its file.
    pub path: PathBuf,
    /// Length in seconds, to tell how long it takes.
    pub length_secs: f64,
    /// The fingerprint of its sound, to be given back with the answer.
    pub audio: [u8; 16],
}

/// What came of listening to a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    /// Where the model puts it, and how surely.
    pub affect: Affect,
    /// The probability that the quarter of the plane is right, 0..=1.
    pub confidence: f32,
    /// Where it lies among other music.
    pub place: Vec<f32>,
    /// Beats a minute.
    pub bpm: Option<f32>,
    /// The key, as people write it.
    pub key: Option<String>,
    /// How full of sound and onsets it is, 0..=1.
    pub energy: f32,
    /// Waveform and loudness, of the same pass.
    pub measured: Measured,
}

/// What is known of a track's sound and mood, part by part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoodParts {
    /// Each evidence, the strongest first; that of the audio with its shift.
    pub evidence: Vec<TrackMood>,
    /// How far corrections of similar tracks have moved the audio's evidence.
    pub shift: Option<Affect>,
    /// Beats a minute.
    pub bpm: Option<f32>,
    /// The key.
    pub key: Option<String>,
    /// Energy, 0..=1.
    pub energy: Option<f32>,
    /// Why the track could not be heard.
    pub failure: Option<String>,
}

impl Library {
    /// Tracks that no model, or another one, has listened to, or whose sound has changed since.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn unheard(&self, model: &str) -> Result<Vec<Unheard>, LibraryError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT track.id, track.path, track.length_secs, track.audio FROM track \
             LEFT JOIN track_sound AS sound ON sound.track_id = track.id AND sound.model = ?1 AND sound.audio = track.audio \
             WHERE track.missing = 0 AND track.removed = 0 AND sound.track_id IS NULL ORDER BY track.id",
        )?;
        let rows = statement.query_map([model], unheard)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The same for one track, heard or not; `None` when its file is missing.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn to_hear(&self, id: TrackId) -> Result<Option<Unheard>, LibraryError> {
        let sql = "SELECT id, path, length_secs, audio FROM track WHERE id = ?1 AND missing = 0";
        Ok(self.connection.prepare_cached(sql)?.query_row([id.0], unheard).optional()?)
    }

    /// Keeps what `model` heard in a track, or why there was nothing to hear.
    ///
    /// # Errors
    /// What SQLite said; nothing is kept then.
    pub fn record_sound(
        &mut self,
        track: &Unheard,
        model: &str,
        outcome: &Result<Sound, String>,
    ) -> Result<(), LibraryError> {
        let corrections = self.mood_corrections()?;
        let transaction = self.connection.transaction()?;
        transaction.prepare_cached("DELETE FROM track_sound WHERE track_id = ?1")?.execute([track.id.0])?;
        match outcome {
            Ok(sound) => {
                let shift = shift(&sound.place, &corrections);
                transaction
                    .prepare_cached(
                        "INSERT INTO track_sound (track_id, audio, model, bpm, key, energy, place, valence, arousal, confidence, \
                         shift_valence, shift_arousal) SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 FROM track WHERE id = ?1",
                    )?
                    .execute(params![
                        track.id.0, track.audio, model, sound.bpm, sound.key, sound.energy, to_blob(&sound.place),
                        sound.affect.valence, sound.affect.arousal, sound.confidence, shift.valence, shift.arousal
                    ])?;
                put_evidence(&transaction, track.id, sound.affect, shift, sound.confidence)?;
                put_overview(&transaction, track.id, &sound.measured)?;
            }
            Err(failure) => {
                let sql = "INSERT INTO track_sound (track_id, audio, model, failure) SELECT id, ?2, ?3, ?4 FROM track WHERE id = ?1";
                transaction.prepare_cached(sql)?.execute(params![track.id.0, track.audio, model, failure])?;
                let sql = "DELETE FROM track_mood WHERE track_id = ?1 AND source = 'audio'";
                transaction.prepare_cached(sql)?.execute([track.id.0])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// What is known of a track's mood and sound.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn mood_parts(&self, id: TrackId) -> Result<MoodParts, LibraryError> {
        let sql = "SELECT valence, arousal, confidence, source FROM track_mood_by_strength WHERE track_id = ?1 ORDER BY rank";
        let mut statement = self.connection.prepare_cached(sql)?;
        let evidence = statement
            .query_map([id.0], |row| {
                let source = row.get_ref(3)?.as_str_or_null()?;
                Ok(super::row::mood(row.get(0)?, row.get(1)?, row.get(2)?, source))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let sql = "SELECT bpm, key, energy, failure, shift_valence, shift_arousal FROM track_sound WHERE track_id = ?1";
        let heard = |row: &Row<'_>| {
            let shift = Affect::new(row.get(4)?, row.get(5)?);
            let shift = (shift != Affect::default()).then_some(shift);
            Ok(MoodParts {
                bpm: row.get(0)?,
                key: row.get(1)?,
                energy: row.get(2)?,
                failure: row.get(3)?,
                shift,
                ..MoodParts::default()
            })
        };
        let parts = self.connection.prepare_cached(sql)?.query_row([id.0], heard).optional()?;
        Ok(MoodParts { evidence, ..parts.unwrap_or_default() })
    }

    /// Moves the audio's evidence of all tracks to where the user's words on similar ones put it. Gives the tracks that moved.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn spread_corrections(&mut self) -> Result<Vec<TrackId>, LibraryError> {
        let corrections = self.mood_corrections()?;
        let mut moved = Vec::new();
        {
            let sql = "SELECT track_id, place, shift_valence, shift_arousal, valence, arousal, confidence FROM track_sound \
                       WHERE place IS NOT NULL AND (?1 OR shift_valence <> 0 OR shift_arousal <> 0)";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([!corrections.is_empty()])?;
            while let Some(row) = rows.next()? {
                let now = shift(&from_blob(row.get_ref(1)?.as_blob()?), &corrections);
                let before = Affect::new(row.get(2)?, row.get(3)?);
                if now.distance(before) >= LEAST_SHIFT || (now == Affect::default() && before != now) {
                    let affect = Affect::new(row.get(4)?, row.get(5)?);
                    moved.push((TrackId(row.get(0)?), affect, now, row.get::<_, f32>(6)?));
                }
            }
        }
        let transaction = self.connection.transaction()?;
        for (id, affect, shift, confidence) in &moved {
            let sql = "UPDATE track_sound SET shift_valence = ?2, shift_arousal = ?3 WHERE track_id = ?1";
            transaction.prepare_cached(sql)?.execute(params![id.0, shift.valence, shift.arousal])?;
            put_evidence(&transaction, *id, *affect, *shift, *confidence)?;
        }
        transaction.commit()?;
        Ok(moved.into_iter().map(|(id, ..)| id).collect())
    }

    /// The user's words on tracks that were heard: where they lie and how far the model was off.
    fn mood_corrections(&self) -> Result<Vec<Correction>, LibraryError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sound.place, said.valence - sound.valence, said.arousal - sound.arousal FROM track_mood AS said \
             JOIN track_sound AS sound USING (track_id) WHERE said.source = 'user' AND sound.place IS NOT NULL",
        )?;
        let rows = statement.query_map([], |row| {
            let place = from_blob(row.get_ref(0)?.as_blob()?);
            Ok(Correction { place, valence: row.get(1)?, arousal: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// How far the model was off at a place.
struct Correction {
    place: Vec<f32>,
    valence: f32,
    arousal: f32,
}

/// The mean of the corrections, each by how near it sounds, pulled towards none by [`INERTIA`].
fn shift(place: &[f32], corrections: &[Correction]) -> Affect {
    let (mut weights, mut valence, mut arousal) = (INERTIA, 0.0, 0.0);
    for correction in corrections {
        let square: f32 = place.iter().zip(&correction.place).map(|(a, b)| (a - b) * (a - b)).sum();
        let weight = (-square / (2.0 * REACH * REACH)).exp();
        weights += weight;
        valence += weight * correction.valence;
        arousal += weight * correction.arousal;
    }
    let shift = Affect::new(valence / weights, arousal / weights);
    if shift.distance(Affect::default()) < LEAST_SHIFT { Affect::default() } else { shift }
}

fn put_evidence(
    transaction: &Transaction<'_>,
    id: TrackId,
    affect: Affect,
    shift: Affect,
    confidence: f32,
) -> Result<(), LibraryError> {
    let sql = "INSERT INTO track_mood (track_id, source, valence, arousal, confidence) SELECT id, ?2, ?3, ?4, ?5 FROM track WHERE id = ?1 \
               ON CONFLICT DO UPDATE SET valence = excluded.valence, arousal = excluded.arousal, confidence = excluded.confidence";
    let place = Affect::new(affect.valence + shift.valence, affect.arousal + shift.arousal);
    transaction.prepare_cached(sql)?.execute(params![
        id.0,
        MoodSource::Audio.name(),
        place.valence,
        place.arousal,
        confidence.clamp(0.0, 1.0)
    ])?;
    Ok(())
}

fn unheard(row: &Row<'_>) -> rusqlite::Result<Unheard> {
    Ok(Unheard {
        id: TrackId(row.get(0)?),
        path: bytes::to_path(row.get(1)?),
        length_secs: row.get(2)?,
        audio: row.get(3)?,
    })
}

fn to_blob(place: &[f32]) -> Vec<u8> {
    place.iter().flat_map(|x| x.to_le_bytes()).collect()
}

fn from_blob(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::scan::{ReadFile, ScanBatch};
    use crate::library::{ImportReport, Tags};

    const MODEL: &str = "test 1";

    fn library(count: u8) -> Library {
        let file = |i: u8| ReadFile {
            path: format!("/music/{i}.flac").into(),
            size: 1,
            modified: 1,
            audio: [i; 16],
            content: [i; 16],
            moods: Vec::new(),
            tags: Tags { title: format!("Song {i}"), ..Tags::default() },
            length_secs: 100.0,
            has_cover: false,
            former: Vec::new(),
            details: crate::library::Details::default(),
        };
        let mut library = Library::in_memory().unwrap();
        let batch = ScanBatch { read: (0..count).map(file).collect(), ..ScanBatch::default() };
        library.apply(&batch, &mut ImportReport::default()).unwrap();
        library
    }

    fn sound(place: f32) -> Sound {
        Sound {
            affect: Affect::new(0.2, 0.1),
            confidence: 0.6,
            place: vec![place, 0.0],
            bpm: Some(120.0),
            key: Some("C major".to_owned()),
            energy: 0.5,
            measured: Measured { waveform: vec![7], loudness_lufs: Some(-11.0), true_peak_dbtp: Some(-1.0) },
        }
    }

    /// A library whose tracks were heard at these places.
    fn heard(places: &[f32]) -> (Library, Vec<TrackId>) {
        let mut library = library(places.len() as u8);
        let tracks = library.unheard(MODEL).unwrap();
        for (track, place) in tracks.iter().zip(places) {
            library.record_sound(track, MODEL, &Ok(sound(*place))).unwrap();
        }
        (library, tracks.iter().map(|t| t.id).collect())
    }

    fn audio_of(library: &Library, id: TrackId) -> Affect {
        library
            .mood_parts(id)
            .unwrap()
            .evidence
            .iter()
            .find(|m| m.source == MoodSource::Audio)
            .unwrap()
            .affect
    }

    #[test]
    fn what_was_heard_is_not_asked_for_again_until_the_model_changes() {
        let mut library = library(3);
        let tracks = library.unheard(MODEL).unwrap();
        assert_eq!(tracks.len(), 3);
        library.record_sound(&tracks[0], MODEL, &Ok(sound(0.0))).unwrap();
        library.record_sound(&tracks[1], MODEL, &Err("it is silent".to_owned())).unwrap();
        assert_eq!(library.unheard(MODEL).unwrap().len(), 1);
        assert_eq!(library.unheard("test 2").unwrap().len(), 3);
        let parts = library.mood_parts(tracks[1].id).unwrap();
        assert_eq!((parts.failure.as_deref(), parts.evidence.len()), (Some("it is silent"), 0));
    }

    #[test]
    fn the_audio_counts_beside_the_genre_and_behind_the_user() {
        let (mut library, ids) = heard(&[0.0]);
        let mood = |library: &Library| library.track(ids[0]).unwrap().unwrap().mood;
        assert_eq!(mood(&library).source, MoodSource::Audio);
        let insert = "INSERT INTO track_mood (track_id, source, valence, arousal, confidence) VALUES (?1, ?2, -1, 0.1, ?3)";
        library.connection.execute(insert, params![ids[0].0, "genre", 0.35]).unwrap();
        let valence = mood(&library).affect.valence;
        assert!(valence < 0.2 && valence > 0.0, "the genre pulls a little: {valence}");
        library.connection.execute(insert, params![ids[0].0, "tag", 0.8]).unwrap();
        assert!(mood(&library).affect.valence < -0.5 && mood(&library).source == MoodSource::Tag);
        library.set_user_mood(ids[0], Some(Affect::new(0.9, -0.9))).unwrap();
        assert_eq!((mood(&library).affect, mood(&library).confidence), (Affect::new(0.9, -0.9), 1.0));
    }

    #[test]
    fn tracks_that_sound_alike_follow_a_correction_and_go_back() {
        let (mut library, ids) = heard(&[0.0, 0.5, 40.0]);
        let moved = library.set_user_mood(ids[0], Some(Affect::new(-0.6, 0.1))).unwrap();
        assert_eq!(moved, [ids[1]]);
        let near = audio_of(&library, ids[1]);
        assert!(near.valence < 0.0 && near.valence > -0.6, "{near:?}");
        assert_eq!(audio_of(&library, ids[2]), Affect::new(0.2, 0.1));
        let shift = library.mood_parts(ids[1]).unwrap().shift.unwrap();
        assert!((shift.valence - (near.valence - 0.2)).abs() < 1e-5, "the part that moved is told");
        assert_eq!(library.set_user_mood(ids[0], None).unwrap(), [ids[1]]);
        assert_eq!(audio_of(&library, ids[1]), Affect::new(0.2, 0.1));
        assert_eq!(library.mood_parts(ids[1]).unwrap().shift, None);
    }

    #[test]
    fn the_same_pass_keeps_waveform_and_loudness() {
        let (library, ids) = heard(&[0.0]);
        assert_eq!(library.waveform(ids[0]).unwrap(), Some(vec![7]));
        let candidate = library.candidate(ids[0]).unwrap().unwrap();
        assert!(
            (candidate.loudness_db + 11.0).abs() < 1e-6,
            "the DJ knows the loudness: {}",
            candidate.loudness_db
        );
    }

    #[test]
    fn a_track_heard_later_follows_earlier_corrections() {
        let (mut library, ids) = heard(&[0.0, 0.3]);
        library.set_user_mood(ids[0], Some(Affect::new(-0.6, 0.1))).unwrap();
        let again = library.to_hear(ids[1]).unwrap().unwrap();
        library.record_sound(&again, MODEL, &Ok(sound(0.3))).unwrap();
        assert!(audio_of(&library, ids[1]).valence < 0.0);
    }
}
