//! Made-up state for the window: what an engine would tell, without an engine.
#![allow(dead_code, reason = "each test binary uses a part")]

use std::sync::Arc;
use std::time::Duration;

use mien::affect::{Affect, AffectTable};
use mien::capture::{CaptureState, LiveInfo, LiveKind};
use mien::emotion::{Emotion, EmotionScores};
use mien::engine::{
    Dot, Event, JournalPage, NowPlaying, Playback, QueueEntry, QueuedBy, SearchAnswer, Startup, Steering,
};
use mien::frame::{FaceBox, Frame};
use mien::journal::{Entry, Felt, Moment, Song};
use mien::library::playlist::{Playlist, PlaylistId, Smart};
use mien::library::{Group, GroupKind, Like, Tags, Track, TrackId};
use mien::lyrics::Lyrics;
use mien::mood::{ListenerMood, Mode, MoodSource, TrackMood};
use mien::player::OutputState;
use mien::settings::{Appearance, Consent, Settings};
use mien::vision::{Face, Reading, Report};

const TRACKS: [(&str, &str, &str, f32, f32, f64); 9] = [
    ("Copper Light on the Bay", "The Demo Ensemble", "First Light", 0.70, 0.42, 222.0),
    ("Paper Boats", "Ana Ribeiro", "Small Harbours", 0.82, 0.40, 188.0),
    ("Salt and Honey", "Kestrel Trio", "Kitchen Songs", 0.66, 0.26, 252.0),
    ("Blue Room, Open Window", "Midori Sato", "Rooms", 0.62, -0.22, 177.0),
    ("Northbound", "The Demo Ensemble", "First Light", 0.48, 0.30, 211.0),
    ("Low Tide", "Ines Calder", "Littoral", 0.55, -0.45, 302.0),
    (
        "The Long Way Through the Orchard, with Interruptions and a Very Late Supper",
        "Quartet of the Second Floor",
        "Lengthy Names for Short Pieces",
        -0.45,
        -0.5,
        194.0,
    ),
    ("Static Bloom", "Ferro", "Alloy", -0.5, 0.6, 241.0),
    ("Untitled", "", "", 0.0, 0.0, 64.0),
];

/// Made-up track number `n`; they repeat with other numbers.
pub fn track(n: i64) -> Track {
    let (title, artist, album, valence, arousal, length_secs) = TRACKS[n as usize % TRACKS.len()];
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let source = if artist.is_empty() { MoodSource::None } else { MoodSource::Tag };
    Track {
        id: TrackId(n),
        path: format!("music/{n}.flac").into(),
        tags: Tags {
            title: title.to_owned(),
            artist: some(artist),
            album: some(album),
            year: some(artist).map(|_| 2026),
            ..Tags::default()
        },
        length_secs,
        mood: TrackMood { affect: Affect::new(valence, arousal), confidence: 0.8, source },
        rating: 0,
        like: Like::Neutral,
        plays: (n * 7 % 23) as u32,
        skips: 0,
        last_played: None,
        added: 0,
        missing: false,
        loudness_lufs: None,
        true_peak_dbtp: None,
        has_cover: false,
    }
}

pub fn ready(consent: Consent, tracks: usize) -> Event {
    ready_as(consent, tracks, Appearance::System)
}

pub fn ready_as(consent: Consent, tracks: usize, appearance: Appearance) -> Event {
    Event::Ready(Box::new(Startup {
        settings: settings(consent, appearance),
        steering: Steering::default(),
        tracks,
        importing: false,
    }))
}

pub fn settings(consent: Consent, appearance: Appearance) -> Arc<Settings> {
    Arc::new(Settings { consent, appearance, volume: 0.64, ..Settings::default() })
}

pub fn playing() -> Event {
    let reason = "Warm and lively, close to how you look. You liked it twice, and it was not on for 12 days.";
    let now =
        NowPlaying { track: Arc::new(track(0)), reason: reason.into(), target: Some(Affect::new(0.7, 0.4)) };
    Event::Playback(Playback::Playing(Arc::new(now)))
}

pub fn queue() -> Event {
    let entries = (1..7).map(|n| QueueEntry {
        key: n as u64,
        track: Arc::new(track(n)),
        by: if n == 2 { QueuedBy::User } else { QueuedBy::Plan },
        reason: "Lies close to your mood.".into(),
        target: None,
    });
    Event::Queue(entries.collect())
}

/// The shape of the playing track: two quiet parts and two loud ones.
pub fn waveform() -> Event {
    let bin = |i: u32| (if (i / 250).is_multiple_of(2) { 90 } else { 170 }) + (i * 37 % 61) as u8;
    Event::Waveform(TrackId(0), (0..1000).map(bin).collect())
}

/// The lyrics of the playing track.
pub fn lyrics() -> Event {
    let verse =
        ["The morning came over the water", "Copper light on the bay", "and the boats were asleep", ""];
    let lines = (0..28).map(|n: u64| {
        (Duration::from_secs(10 * n), verse.get((n % 7) as usize).copied().unwrap_or("la la la").to_owned())
    });
    Event::Lyrics(TrackId(0), Lyrics::timed(lines).map(Arc::new))
}

pub fn found(question: u64, tracks: i64) -> Event {
    let ids = (0..tracks).map(TrackId).collect();
    Event::Found(SearchAnswer {
        question,
        ids,
        tracks: (0..tracks.min(100)).map(track).collect(),
        hint: None,
    })
}

pub fn playlists() -> Event {
    let list = |id, name: &str, smart: Option<&str>| Playlist {
        id: PlaylistId(id),
        name: name.to_owned(),
        smart: smart.map(|query| Smart { query: query.to_owned(), ..Smart::default() }),
        tracks: 12,
        length_secs: 2_400.0,
    };
    let calm = Some("mood:calm rating:>=4");
    Event::Playlists(vec![list(1, "Evening by the harbour", None), list(2, "Quiet and good", calm)].into())
}

pub fn groups(kind: GroupKind) -> Event {
    let groups =
        TRACKS.iter().filter(|(_, artist, ..)| !artist.is_empty()).map(|(_, artist, album, ..)| Group {
            name: if kind == GroupKind::Artists { artist } else { album }.to_string(),
            detail: if kind == GroupKind::Artists { String::new() } else { format!("{artist} · 2026") },
            tracks: 12,
            query: format!("artist:=\"{artist}\" album:=\"{album}\""),
            cover: None,
        });
    Event::Groups(kind, groups.collect())
}

pub fn live() -> Event {
    let info = LiveInfo {
        name: "Made-up camera".to_owned(),
        width: 640,
        height: 480,
        fps: 30.0,
        kind: LiveKind::Camera,
    };
    Event::Capture(CaptureState::Live(info))
}

pub fn scores() -> EmotionScores {
    EmotionScores::from_weights([0.01, 0.01, 0.01, 0.72, 0.03, 0.08, 0.14]).unwrap()
}

pub fn happy() -> Event {
    mood(AffectTable::default().blend(&scores()))
}

pub fn mood(affect: Affect) -> Event {
    Event::Mood(ListenerMood::Known {
        affect,
        scores: scores(),
        emotion: Emotion::Happy,
        confidence: 0.72,
        since_secs: 1.0,
    })
}

/// A painted person in front of a grey wall, and what a detector would say.
pub fn report(id: u64, with_face: bool) -> Report {
    let (width, height) = (640_u32, 480_u32);
    let mut rgb = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let (fx, fy) = (x as f32, y as f32);
            let head = ((fx - 300.0) / 78.0).powi(2) + ((fy - 210.0) / 104.0).powi(2) < 1.0;
            let body = ((fx - 300.0) / 190.0).powi(2) + ((fy - 480.0) / 150.0).powi(2) < 1.0;
            let shade = 1.0 - fy / 900.0;
            let color = if with_face && head {
                [199.0, 157.0, 128.0]
            } else if with_face && body {
                [59.0, 68.0, 86.0]
            } else {
                [127.0 * shade, 142.0 * shade, 166.0 * shade]
            };
            rgb.extend(color.map(|c: f32| c as u8));
        }
    }
    let frame = Frame::new(width, height, rgb).unwrap().at(1, id, id as f64 / 15.0);
    let (emotion, _) = scores().leading();
    let affect = AffectTable::default().blend(&scores());
    let face = Face {
        bounds: FaceBox { x: 196.0, y: 96.0, width: 208.0, height: 208.0 },
        confidence: 0.98,
        reading: Some(Reading { scores: scores(), emotion, affect }),
    };
    Report {
        frame: Arc::new(frame),
        faces: if with_face { vec![face] } else { vec![] },
        listener: with_face.then_some(0),
        shown: with_face.then(scores),
        hint: None,
        cost: Duration::from_millis(9),
    }
}

/// Everything is well: camera, face, music.
pub fn well() -> Vec<Event> {
    let trail = [(0.1, -0.1), (0.2, -0.06), (0.32, 0.05), (0.45, 0.14), (0.55, 0.24), (0.6, 0.3)];
    let mut events = vec![ready(Consent::Allowed, 1204), playlists(), found(1, 400), live()];
    events.extend(trail.map(|(valence, arousal)| mood(Affect::new(valence, arousal))));
    events.extend([
        happy(),
        playing(),
        Event::Position(Duration::from_secs(84)),
        queue(),
        waveform(),
        Event::Output(OutputState::Device("Made-up speakers".to_owned())),
        Event::Vision(Arc::new(report(1, true))),
    ]);
    events
}

/// So many dots around four moods.
pub fn map(tracks: i64) -> Event {
    let mut state = 7_u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 16_777_216.0
    };
    let middles = [(0.55, 0.45), (-0.45, 0.5), (-0.5, -0.4), (0.5, -0.45)];
    let dots = (0..tracks).map(|id| {
        let (x, y) = middles[(random() * 4.0) as usize % 4];
        // The sum of several is near to a bell curve.
        let mut bell = || (0..4).map(|_| random() - 0.5).sum::<f32>() * 0.6;
        Dot { id: TrackId(id), affect: Affect::new(x + bell(), y + bell()) }
    });
    Event::Map(dots.collect())
}

/// So many days of a journal up to 21 November 2026; none: an empty one.
pub fn journal_page(days: u8) -> Event {
    let (day, mut entries) = (20_778, Vec::new());
    for back in (0..i64::from(days)).rev() {
        for minute in (0..600).filter(|minute| !(200..260).contains(minute)) {
            let wave = (minute as f32 / 40.0 + back as f32).sin();
            let affect = Affect::new(0.2 + 0.5 * wave, 0.3 * (minute as f32 / 47.0).cos());
            let emotion = if affect.valence > 0.2 { Emotion::Happy } else { Emotion::Neutral };
            let at = (day - back) * 86_400 + 9 * 3600 + minute * 60;
            let entry = |moment, song| Entry {
                at,
                local_secs: at,
                felt: Some(Felt { affect, emotion }),
                song,
                mode: Mode::Match,
                moment,
            };
            entries.push(entry(Moment::Mood, None));
            let made_up = track(minute / 70);
            let song = Song { id: made_up.id.0, title: made_up.tags.title, artist: made_up.tags.artist };
            match minute % 35 {
                3 => entries.push(entry(Moment::Began, Some(song))),
                8 => entries.push(entry(Moment::Finished, Some(song))),
                _ => {}
            }
        }
    }
    let total = entries.len();
    Event::Journal(Arc::new(JournalPage {
        day,
        today: day,
        days: days.max(1),
        entries: entries.into(),
        total,
    }))
}
