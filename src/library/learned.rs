//! What was learned about the listener, as rows: the DJ's beliefs, and how the reading of their face is corrected.

use rusqlite::params;

use super::{Library, LibraryError};
use crate::calibration::{Calibration, Confusion};
use crate::emotion::Emotion;

/// One belief of the DJ; what the numbers mean is the DJ's business.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BeliefRow {
    /// What kind of thing it is about.
    pub kind: u8,
    /// Which of them.
    pub key: i64,
    /// The most probable weight.
    pub mean: f32,
    /// How unsure that is.
    pub variance: f32,
    /// Plays learned from when it was last updated.
    pub at: u64,
}

impl Library {
    /// All beliefs.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn beliefs(&self) -> Result<Vec<BeliefRow>, LibraryError> {
        let mut statement =
            self.connection.prepare_cached("SELECT kind, key, mean, variance, at FROM belief")?;
        let rows = statement.query_map([], |row| {
            Ok(BeliefRow {
                kind: row.get(0)?,
                key: row.get(1)?,
                mean: row.get(2)?,
                variance: row.get(3)?,
                at: row.get::<_, i64>(4)?.cast_unsigned(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps beliefs, in place of older ones about the same.
    ///
    /// # Errors
    /// What SQLite said; none is kept then.
    pub fn keep_beliefs(&mut self, rows: &[BeliefRow]) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        {
            let sql =
                "INSERT OR REPLACE INTO belief (kind, key, mean, variance, at) VALUES (?1, ?2, ?3, ?4, ?5)";
            let mut statement = transaction.prepare_cached(sql)?;
            for row in rows {
                statement.execute(params![
                    row.kind,
                    row.key,
                    row.mean,
                    row.variance,
                    row.at.cast_signed()
                ])?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// Forgets all beliefs.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn forget_beliefs(&mut self) -> Result<(), LibraryError> {
        self.connection.execute("DELETE FROM belief", [])?;
        Ok(())
    }

    /// How the reading of the listener's face is corrected, and by which answers.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn corrections(&self) -> Result<(Calibration, Confusion), LibraryError> {
        let (mut shifts, mut confusion) = ([0.0; 7], Confusion::default());
        let mut statement = self.connection.prepare_cached("SELECT emotion, shift FROM face_shift")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Ok(emotion) = row.get_ref(0)?.as_str().unwrap_or_default().parse::<Emotion>() {
                shifts[emotion.index()] = row.get(1)?;
            }
        }
        let mut statement = self.connection.prepare_cached("SELECT read, truth, number FROM face_answer")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let emotion =
                |at| row.get_ref(at).map(|name| name.as_str().unwrap_or_default().parse::<Emotion>());
            if let (Ok(read), Ok(truth)) = (emotion(0)?, emotion(1)?) {
                confusion.0[read.index()][truth.index()] = row.get(2)?;
            }
        }
        Ok((Calibration::new(shifts), confusion))
    }

    /// Keeps the correction and counts the answer that led to it.
    ///
    /// # Errors
    /// What SQLite said; nothing is kept then.
    pub fn keep_correction(
        &mut self,
        calibration: &Calibration,
        read: Emotion,
        truth: Emotion,
    ) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        keep_shifts(&transaction, calibration)?;
        transaction.execute(
            "INSERT INTO face_answer (read, truth, number) VALUES (?1, ?2, 1) \
             ON CONFLICT DO UPDATE SET number = number + 1",
            params![read.name(), truth.name()],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Keeps how the listener's face is read.
    ///
    /// # Errors
    /// What SQLite said; nothing is kept then.
    pub fn keep_calibration(&mut self, calibration: &Calibration) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        keep_shifts(&transaction, calibration)?;
        transaction.commit()?;
        Ok(())
    }

    /// Forgets the correction and the answers.
    ///
    /// # Errors
    /// What SQLite said.
    pub fn forget_corrections(&mut self) -> Result<(), LibraryError> {
        self.connection.execute_batch("DELETE FROM face_shift; DELETE FROM face_answer;")?;
        Ok(())
    }
}

fn keep_shifts(transaction: &rusqlite::Transaction<'_>, calibration: &Calibration) -> rusqlite::Result<()> {
    for emotion in Emotion::ALL {
        let shift = calibration.shifts()[emotion.index()];
        transaction.execute(
            "INSERT OR REPLACE INTO face_shift (emotion, shift) VALUES (?1, ?2)",
            params![emotion.name(), shift],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emotion::EmotionScores;

    #[test]
    fn beliefs_are_kept_replaced_and_forgotten() {
        let mut library = Library::in_memory().unwrap();
        let belief = BeliefRow { kind: 3, key: -7, mean: 0.5, variance: 0.1, at: 12 };
        library.keep_beliefs(&[belief, BeliefRow { key: 8, ..belief }]).unwrap();
        library.keep_beliefs(&[BeliefRow { mean: 0.75, ..belief }]).unwrap();
        assert_eq!(
            library.beliefs().unwrap(),
            [BeliefRow { mean: 0.75, ..belief }, BeliefRow { key: 8, ..belief }]
        );
        library.forget_beliefs().unwrap();
        assert!(library.beliefs().unwrap().is_empty());
    }

    #[test]
    fn answers_are_counted_and_forgotten() {
        let mut library = Library::in_memory().unwrap();
        let mut calibration = Calibration::default();
        for _ in 0..2 {
            calibration.correct(&EmotionScores::certain(Emotion::Neutral), Emotion::Happy);
            library.keep_correction(&calibration, Emotion::Neutral, Emotion::Happy).unwrap();
        }
        let (kept, confusion) = library.corrections().unwrap();
        assert_eq!((kept, confusion.get(Emotion::Neutral, Emotion::Happy)), (calibration, 2));
        library.forget_corrections().unwrap();
        assert_eq!(library.corrections().unwrap(), (Calibration::default(), Confusion::default()));
    }
}
