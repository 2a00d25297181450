//! The local API of the running app: switched by the settings, told to the window, with the faces that the app sees.

#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm)] // A test fails by panicking, and waits for what it names.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use mien::engine::{self, ApiState, Command, Config, Event, Handle};
use mien::http;
use mien::paths::Paths;
use mien::player::{OutputChoice, POSITION_EVERY};
use mien::settings::Change;
use mien::source::Source;

/// Long enough for a loaded machine; a working engine answers in milliseconds.
const PATIENCE: Duration = Duration::from_mins(1);

/// An engine that looks at a picture, and the API beside it as in the app.
fn app(data: &Path) -> Handle {
    let paths = Paths::open(Some(data)).unwrap();
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/astronaut-vga.jpg");
    let config = Config {
        paths: paths.clone(),
        source: Some(Source::Image(picture)),
        output: OutputChoice::Silent,
        mode: None,
        pin: None,
        demo: None,
        keep_settings: false,
        keep_session: false,
        position_every: POSITION_EVERY,
        seed: Some(7),
    };
    let engine = engine::spawn(config, || {}).unwrap();
    http::follow(engine.commander(), paths).unwrap();
    engine
}

fn wait<T>(engine: &Handle, what: &str, mut answer: impl FnMut(Event) -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        let event = engine.events().recv_deadline(until);
        if let Some(answer) = answer(event.unwrap_or_else(|e| panic!("no {what}: {e}"))) {
            return answer;
        }
    }
}

fn switched_on(engine: &Handle, port: u16) -> String {
    engine.send(Command::Change(Change::ApiPort(port)));
    engine.send(Command::Change(Change::Api(true)));
    wait(engine, "address", |event| match event {
        Event::Api(ApiState::Listening { url, invitation }) => {
            assert!(invitation.starts_with(&format!("{url}#code=")), "{invitation}");
            Some(url)
        }
        _ => None,
    })
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

#[test]
fn a_port_that_is_taken_is_told_and_another_one_works() {
    let data = tempfile::tempdir().unwrap();
    let engine = app(data.path());
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    engine.send(Command::Change(Change::ApiPort(port)));
    engine.send(Command::Change(Change::Api(true)));
    let notice = wait(&engine, "notice", |event| match event {
        Event::Notice(notice) => Some(notice),
        _ => None,
    });
    assert!(notice.details.contains(&port.to_string()), "{notice:?}");
    let reason = wait(&engine, "reason", |event| match event {
        Event::Api(ApiState::Failed(reason)) => Some(reason),
        _ => None,
    });
    assert!(reason.contains(&port.to_string()), "{reason}");
    let other = free_port();
    assert!(switched_on(&engine, other).contains(&other.to_string()));
    engine.send(Command::Change(Change::Api(false)));
    wait(&engine, "end", |event| matches!(event, Event::Api(ApiState::Off)).then_some(()));
    assert!(TcpStream::connect(("127.0.0.1", other)).is_err(), "nothing listens any more");
}

/// The window has the frames at the same time: it reads them from the engine's own channel.
#[test]
fn programs_get_the_faces_the_app_sees_and_so_does_the_window() {
    let data = tempfile::tempdir().unwrap();
    let engine = app(data.path());
    let port = free_port();
    switched_on(&engine, port);
    let token = std::fs::read_to_string(data.path().join("api-token")).unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(
        stream,
        "GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {}\r\n\r\n",
        token.trim()
    )
    .unwrap();
    let mut lines = BufReader::new(stream).take(1 << 20).lines();
    let seen = lines.find(|line| line.as_ref().unwrap().contains("\"listener\":true"));
    assert!(seen.unwrap().unwrap().contains("\"emotion\":\"happy\""));
    let report = engine.reports().recv_timeout(PATIENCE).unwrap();
    assert_eq!((report.frame.width(), report.frame.height()), (640, 480));
}
