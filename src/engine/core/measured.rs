//! Waveforms and loudness: which tracks to measure, and what came of it.

use std::sync::Arc;

use super::Core;
use crate::audio::overview::Measured;
use crate::engine::event::Event;
use crate::engine::loudness;
use crate::engine::measuring::Wanted;
use crate::engine::opening::Loose;
use crate::library::{Track, TrackId};
use crate::sound::Loudness;

/// Tracks ahead that are measured before they play.
const AHEAD: usize = 2;

impl Core {
    /// Tells the waveform of the track that plays, and has what is missing measured.
    pub(super) fn measure(&mut self) {
        let Some(now) = self.deck.state().now().map(|now| now.track.clone()) else { return };
        if let Some(bins) = self.waveform(&now) {
            self.outbox.push(Event::Waveform(now.id, bins));
        }
        self.measure_missing(now);
    }

    /// First what plays and what comes next, then the albums they are levelled with.
    fn measure_missing(&mut self, now: Arc<Track>) {
        let ahead = self.ahead(AHEAD).into_iter().take(AHEAD).map(|entry| entry.track);
        let order: Vec<Arc<Track>> = std::iter::once(now).chain(ahead).collect();
        let mut wanted: Vec<Wanted> = Vec::new();
        for track in &order {
            if self.waveform(track).is_none() {
                wanted.push((track.id, track.path.clone()));
            }
        }
        for (index, track) in order.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|index| order.get(index));
            let neighbours = [before, order.get(index + 1)].map(|track| track.map(Arc::as_ref));
            if loudness::is_by_album(track, neighbours, self.deck.sound()) {
                wanted.extend(self.know_album(track));
            }
        }
        wanted.retain(|(id, _)| !self.unmeasurable.contains(id));
        self.measuring.want(wanted);
    }

    /// Finds out the level of a track's album where no tag says it. Gives the tracks that have to be measured before.
    pub(super) fn know_album(&mut self, track: &Track) -> Vec<Wanted> {
        let wanted = matches!(self.settings.loudness, Loudness::Album | Loudness::Smart);
        if !wanted || !loudness::lacks_album_level(track) {
            return Vec::new();
        }
        let tracks = self.library.album_of(track).unwrap_or_else(|error| {
            self.library_failed(&error);
            Vec::new()
        });
        let missing: Vec<Wanted> = tracks
            .iter()
            .filter(|track| !track.measured && !self.unmeasurable.contains(&track.id))
            .map(|track| (track.id, track.path.clone()))
            .collect();
        if missing.is_empty()
            && let Some(level) = loudness::level_of_album(&tracks)
        {
            self.deck.know_album(track.id, level);
        }
        missing
    }

    /// A track was measured, or cannot be.
    pub(super) fn measured(&mut self, id: TrackId, measured: Option<Measured>) {
        let Some(measured) = measured else {
            self.unmeasurable.insert(id);
            return self.deck_measured();
        };
        if self.deck.state().now().is_some_and(|now| now.track.id == id) {
            self.outbox.push(Event::Waveform(id, measured.waveform.clone().into()));
        }
        if !Loose::is_loose(id) {
            self.change_track(id, |library| library.set_overview(id, &measured));
            if !matches!(self.library.waveform(id), Ok(Some(_))) {
                // What cannot be kept is not measured over and over.
                self.unmeasurable.insert(id);
            }
        } else if let Some(track) = self.loose.measured(id, measured) {
            self.deck.track_changed(&track);
        }
        self.deck_measured();
    }

    /// What plays may have another level now.
    fn deck_measured(&mut self) {
        if let Some(now) = self.deck.state().now().map(|now| now.track.clone()) {
            self.measure_missing(now);
        }
        self.deck.level();
    }

    fn waveform(&mut self, track: &Track) -> Option<Arc<[u8]>> {
        if Loose::is_loose(track.id) {
            return self.loose.waveform(track.id);
        }
        match self.library.waveform(track.id) {
            Ok(bins) => bins.map(Into::into),
            Err(error) => {
                self.library_failed(&error);
                None
            }
        }
    }
}
