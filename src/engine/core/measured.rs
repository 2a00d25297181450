//! Waveforms and loudness: which tracks to measure, and what came of it.

use std::sync::Arc;

use super::Core;
use crate::audio::overview::Measured;
use crate::engine::event::Event;
use crate::library::{Track, TrackId};

/// Tracks ahead that are measured before they play.
const AHEAD: usize = 2;

impl Core {
    /// Tells the waveform of the track that plays, and has what is missing measured.
    pub(super) fn measure(&mut self) {
        let Some(now) = self.deck.state().now().map(|now| now.track.clone()) else { return };
        let waveform = self.waveform(&now);
        let mut tracks = Vec::new();
        if let Some(bins) = waveform {
            self.outbox.push(Event::Waveform(now.id, bins));
        } else {
            tracks.push(now);
        }
        let ahead: Vec<Arc<Track>> =
            self.ahead(AHEAD).into_iter().take(AHEAD).map(|entry| entry.track).collect();
        for track in ahead {
            if self.waveform(&track).is_none() {
                tracks.push(track);
            }
        }
        tracks.retain(|track| !self.unmeasurable.contains(&track.id));
        self.measuring.want(tracks.iter().map(|track| (track.id, track.path.clone())).collect());
    }

    /// A track was measured, or cannot be.
    pub(super) fn measured(&mut self, id: TrackId, measured: Option<Measured>) {
        let Some(measured) = measured else {
            self.unmeasurable.insert(id);
            return;
        };
        self.change_track(id, |library| library.set_overview(id, &measured));
        if self.deck.state().now().is_some_and(|now| now.track.id == id) {
            self.outbox.push(Event::Waveform(id, measured.waveform.into()));
        }
    }

    fn waveform(&mut self, track: &Track) -> Option<Arc<[u8]>> {
        match self.library.waveform(track.id) {
            Ok(bins) => bins.map(Into::into),
            Err(error) => {
                self.library_failed(&error);
                None
            }
        }
    }
}
