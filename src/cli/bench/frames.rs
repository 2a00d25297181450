//! What a frame of the window costs besides the graphics driver: the real views on a real engine with a large library,
//! laid out and made into triangles. Each time is processor time of the window's thread, so that a busy machine does
//! not spoil it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use serde_json::{Value, json};

use super::machine::thread_time;
use super::{AnyError, FACE, LIVE_FPS, Times, candidate};
use crate::capture::{CaptureState, LiveInfo, LiveKind};
use crate::engine::{self, Dot, Startup, Steering};
use crate::library::Library;
use crate::paths::Paths;
use crate::picture;
use crate::player::{OutputChoice, POSITION_EVERY};
use crate::settings::{Consent, Settings};
use crate::ui::input::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, vec2,
};
use crate::ui::{Drawn, Headless, UiChannels, Wake};
use crate::vision::{Analyzer, Live, Report};

const SIZE: [f32; 2] = [1280.0, 800.0];
/// Frames of each kind of scrolling.
const SCROLLED: usize = 600;
/// Words that are typed into the search field, and taken out again.
const TYPED: [&str; 8] = ["bato", "ro jazz", "sila", "year:1990..1999", "mo", "renato", "zzzz", "ka lo mi"];
/// The engine has answered when nothing came for so long.
const QUIET: Duration = Duration::from_millis(300);
/// Frames of the map, and of the preview.
const MAPPED: usize = 240;
const PREVIEWED: u32 = 300;

/// Measures with so many tracks.
pub fn measure(tracks: usize) -> Result<Value, AnyError> {
    let folder = tempdir("frames")?;
    let measured = with_engine(&folder, tracks);
    std::fs::remove_dir_all(&folder)?;
    let (scroll, fling, typing) = measured?;
    Ok(json!({
        "tracks": tracks,
        "size": SIZE,
        "scroll": scroll,
        "fling": fling,
        "type_in_search": typing,
        "map": map(tracks),
        "preview": preview()?,
    }))
}

/// A folder for one measurement.
pub fn tempdir(name: &str) -> std::io::Result<std::path::PathBuf> {
    let folder = std::env::temp_dir().join(format!("mien-bench-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Fills a data folder: so many made-up tracks, and no question about the camera.
pub fn fill(folder: &Path, tracks: usize) -> Result<Paths, AnyError> {
    let paths = Paths::open(Some(folder))?;
    Library::open(&paths.library())?.make_up(tracks, 1)?;
    let settings = Settings {
        consent: Consent::Declined,
        demo_imported: true,
        listen_in_background: false,
        ..Settings::default()
    };
    settings.save(&paths.settings())?;
    Ok(paths)
}

type Three = (Option<Times>, Option<Times>, Option<Times>);

fn with_engine(folder: &Path, tracks: usize) -> Result<Three, AnyError> {
    let config = engine::Config {
        paths: fill(folder, tracks)?,
        source: None,
        output: OutputChoice::Silent,
        mode: None,
        pin: None,
        demo: None,
        keep_settings: false,
        keep_session: false,
        position_every: POSITION_EVERY,
        seed: Some(1),
    };
    let (wake, news) = waker();
    let waking = Arc::clone(&wake);
    let engine = engine::spawn(config, move || waking())?;
    let commander = engine.commander();
    let channels = UiChannels {
        commands: Box::new(move |command| commander.send(command)),
        events: engine.events().clone(),
        reports: engine.reports().clone(),
    };
    let mut window = Watched { window: Headless::new(SIZE, channels, wake), news, costs: Vec::new() };
    window.settle();
    window.key(Modifiers::COMMAND, Key::L);
    window.settle();
    let at = window.window.middle();
    window.frame(vec![Event::PointerMoved(at)]);
    let scroll = window.turn_wheel(SCROLLED, 60.0);
    let fling = window.turn_wheel(SCROLLED, 6_000.0);
    window.key(Modifiers::COMMAND, Key::F);
    window.settle();
    let typing = window.type_words();
    Ok((scroll, fling, typing))
}

/// A wake that leaves a mark; one is as good as many.
fn waker() -> (Wake, Receiver<()>) {
    let (mark, news) = bounded(1);
    let wake: Wake = Arc::new(move || {
        let _already_marked = mark.try_send(());
    });
    (wake, news)
}

/// A window whose frames are timed.
struct Watched {
    window: Headless,
    news: Receiver<()>,
    costs: Vec<Duration>,
}

impl Watched {
    fn frame(&mut self, events: Vec<Event>) -> Drawn {
        let since = thread_time();
        let drawn = self.window.frame(events);
        self.costs.push(thread_time().saturating_sub(since));
        drawn
    }

    /// Draws as often as there is news, until there is none.
    fn settle(&mut self) {
        loop {
            let drawn = self.frame(Vec::new());
            if !drawn.again && self.news.recv_timeout(QUIET).is_err() {
                return;
            }
        }
    }

    /// The costs since the last time.
    fn taken(&mut self) -> Option<Times> {
        Times::of(std::mem::take(&mut self.costs))
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        for pressed in [true, false] {
            let physical_key = None;
            self.frame(vec![Event::Key { key, physical_key, pressed, repeat: false, modifiers }]);
        }
    }

    /// Turns the wheel by so many points before each frame, half the time down and then up again.
    fn turn_wheel(&mut self, turns: usize, points: f32) -> Option<Times> {
        self.costs.clear();
        for turn in 0..turns {
            let y = if turn < turns / 2 { -points } else { points };
            self.frame(vec![Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, y),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            }]);
            // Less time than a display takes, in which an engine may answer.
            let _quiet = self.news.recv_timeout(Duration::from_millis(8));
        }
        self.taken()
    }

    /// Drags around the middle, back to where it began.
    fn drag_round(&mut self, button: PointerButton) -> Option<Times> {
        let middle = self.window.middle();
        let place = |turn: usize| {
            let angle = turn as f32 / MAPPED as f32 * std::f32::consts::TAU;
            middle + vec2(angle.cos(), angle.sin()) * 180.0
        };
        let press =
            |pressed| Event::PointerButton { pos: place(0), button, pressed, modifiers: Modifiers::NONE };
        self.frame(vec![Event::PointerMoved(place(0)), press(true)]);
        self.costs.clear();
        for turn in 1..=MAPPED {
            self.frame(vec![Event::PointerMoved(place(turn))]);
        }
        self.frame(vec![press(false)]);
        self.frame(Vec::new());
        self.taken()
    }

    /// Types and takes back word after word, drawing again whenever an answer came.
    fn type_words(&mut self) -> Option<Times> {
        self.costs.clear();
        for word in TYPED {
            for letter in word.chars() {
                self.frame(vec![Event::Text(letter.to_string())]);
                self.answered();
            }
            for _ in word.chars() {
                self.key(Modifiers::NONE, Key::Backspace);
                self.answered();
            }
        }
        self.taken()
    }

    fn answered(&mut self) {
        while self.news.recv_timeout(Duration::from_millis(60)).is_ok() {
            self.frame(Vec::new());
        }
    }
}

/// A window that is told things by hand, with the camera allowed.
fn told() -> (Watched, Sender<crate::engine::Event>, Sender<Arc<Report>>) {
    let (tell, events) = bounded(64);
    let (report, reports) = bounded(1);
    let (wake, news) = waker();
    let channels = UiChannels { commands: Box::new(|_| {}), events, reports };
    let startup = Startup {
        settings: Arc::new(Settings { consent: Consent::Allowed, ..Settings::default() }),
        steering: Steering::default(),
        tracks: 0,
        importing: false,
    };
    let _room = tell.send(crate::engine::Event::Ready(Box::new(startup)));
    (Watched { window: Headless::new(SIZE, channels, wake), news, costs: Vec::new() }, tell, report)
}

/// The map of so many tracks: zoomed, moved, and a line drawn around dots.
fn map(tracks: usize) -> Value {
    let (mut window, tell, _reports) = told();
    let mut random = fastrand::Rng::with_seed(1);
    let dots: Vec<Dot> = (0..tracks as u32)
        .map(|id| candidate(id, &mut random))
        .map(|made_up| Dot { id: made_up.id, affect: made_up.affect })
        .collect();
    window.key(Modifiers::COMMAND, Key::M);
    let _room = tell.send(crate::engine::Event::Map(dots.into()));
    window.costs.clear();
    window.frame(Vec::new());
    let first = window.taken();
    window.frame(vec![Event::PointerMoved(window.window.middle())]);
    let zoom = window.turn_wheel(MAPPED, 12.0);
    let moved = window.drag_round(PointerButton::Secondary);
    let line = window.drag_round(PointerButton::Primary);
    json!({ "dots": tracks, "first": first, "zoom": zoom, "move": moved, "draw_a_line": line })
}

/// Now playing with the camera's picture: what a frame costs, and which part of a core that is at the camera's rate.
fn preview() -> Result<Value, AnyError> {
    let (mut window, tell, reports) = told();
    let frame = picture::decode(FACE)?;
    let (width, height) = (frame.width(), frame.height());
    let settings = Settings::default();
    let seen = Live::new(Analyzer::new(settings.detector, settings.affect)?).look(&frame)?;
    let info = LiveInfo { name: "camera".to_owned(), width, height, fps: LIVE_FPS, kind: LiveKind::Camera };
    let _room = tell.send(crate::engine::Event::Capture(CaptureState::Live(info)));
    window.frame(Vec::new());
    window.frame(Vec::new());
    window.costs.clear();
    let mut again = 0;
    for id in 0..PREVIEWED {
        let at = f64::from(id) / f64::from(LIVE_FPS);
        let report = Report {
            frame: Arc::new(frame.clone().at(1, u64::from(id), at)),
            faces: seen.faces.clone(),
            listener: seen.listener,
            hint: seen.hint,
            shown: None,
            cost: Duration::ZERO,
        };
        let _room = reports.send(Arc::new(report));
        again += u32::from(window.frame(Vec::new()).again);
    }
    let busy: Duration = window.costs.iter().sum();
    Ok(json!({
        "percent_of_a_core": busy.as_secs_f64() / f64::from(PREVIEWED) * f64::from(LIVE_FPS) * 100.0,
        "asked_for_another": again,
        "frame": window.taken(),
    }))
}
