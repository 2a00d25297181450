//! What is heard is told to servers, once, and waits while they are away, over a kill too. The server here is a fake.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)] // A test fails by panicking.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use crossbeam_channel::{Receiver, bounded};
use serde_json::Value;
use support::running::{PATIENCE, Running, mien};
use support::wait_until;

/// One request to the fake server: its path, its `Authorization`, and its body.
struct Asked {
    authorization: String,
    body: String,
}

/// A server on this machine that says yes to everything.
struct Server {
    url: String,
    asked: Receiver<Asked>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (tell, asked) = bounded(1000);
        thread::Builder::new()
            .name("server".to_owned())
            .spawn(move || {
                for stream in listener.incoming().map_while(Result::ok) {
                    let Some(request) = answer(stream) else { continue };
                    if tell.send(request).is_err() {
                        return;
                    }
                }
            })
            .unwrap();
        Self { url, asked }
    }

    /// The next request whose body holds all these words.
    fn next(&self, words: &[&str]) -> Asked {
        loop {
            let asked =
                self.asked.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("nobody asked {words:?}"));
            if words.iter().all(|word| asked.body.contains(word)) {
                return asked;
            }
        }
    }
}

fn answer(mut stream: TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut authorization, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(": ") {
            match name.to_lowercase().as_str() {
                "authorization" => value.clone_into(&mut authorization),
                "content-length" => length = value.parse().ok()?,
                _ => {}
            }
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let text = r#"{"status":"ok","session":{"key":"session-1"}}"#;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
    write!(stream, "{head}Content-Length: {}\r\n\r\n{text}", text.len()).ok()?;
    Some(Asked { authorization, body: String::from_utf8(body).ok()? })
}

fn settings(data: &Path, url: &str) {
    let text = format!("[listenbrainz]\nenabled = true\nurl = \"{url}\"\ntoken = \"my-token\"\n");
    std::fs::write(data.join("settings.toml"), text).unwrap();
}

/// Something that was heard before, left behind by a kill.
const LEFT: &str =
    r#"{"to":["listenbrainz"],"at":1700000000,"title":"Left behind","artist":"Somebody","length":200}"#;

#[test]
fn what_was_left_behind_is_told_once() {
    let (data, server) = (tempfile::tempdir().unwrap(), Server::start());
    settings(data.path(), &server.url);
    std::fs::write(data.path().join("scrobbles.jsonl"), format!("{LEFT}\n")).unwrap();
    let running = Running::play(data.path(), |_| {});
    let left = server.next(&["\"single\"", "Left behind"]);
    assert_eq!(left.authorization, "Token my-token");
    let left: Value = serde_json::from_str(&left.body).unwrap();
    assert_eq!(left["payload"][0]["listened_at"], 1_700_000_000);
    assert_eq!(left["payload"][0]["track_metadata"]["artist_name"], "Somebody");
    wait_until("the queue is empty", PATIENCE, || {
        std::fs::read_to_string(data.path().join("scrobbles.jsonl")).unwrap().is_empty()
    });
    running.ctl(&["quit"]);
}

#[test]
fn what_cannot_be_told_waits_over_a_kill() {
    let data = tempfile::tempdir().unwrap();
    settings(data.path(), "http://127.0.0.1:1");
    let file = data.path().join("scrobbles.jsonl");
    std::fs::write(&file, format!("{LEFT}\n")).unwrap();
    let mut running = Running::play(data.path(), |_| {});
    running.child().kill().unwrap();
    running.child().wait().unwrap();
    assert!(std::fs::read_to_string(&file).unwrap().contains("Left behind"));
    let server = Server::start();
    settings(data.path(), &server.url);
    let _running = Running::play(data.path(), |_| {});
    server.next(&["Left behind"]);
}

#[test]
fn a_login_gives_a_session_and_keeps_no_password() {
    let (data, server) = (tempfile::tempdir().unwrap(), Server::start());
    let mut login =
        mien(data.path(), &["scrobble", "login", "me", "--key", "k", "--secret", "s", "--url", &server.url])
            .stdin(std::process::Stdio::piped())
            .spawn()
            .unwrap();
    login.stdin.take().unwrap().write_all(b"pass word\n").unwrap();
    assert!(login.wait().unwrap().success());
    let asked = server.next(&["auth.getMobileSession", "api_sig", "username=me"]);
    assert!(asked.body.contains("pass+word") || asked.body.contains("pass%20word"), "{}", asked.body);
    let kept = std::fs::read_to_string(data.path().join("settings.toml")).unwrap();
    assert!(kept.contains("session-1") && !kept.contains("pass word"), "{kept}");
    let status = mien(data.path(), &["--json", "scrobble", "status"]).output().unwrap();
    let status: Value = serde_json::from_slice(&status.stdout).unwrap();
    assert_eq!(status, serde_json::json!({ "listenbrainz": false, "lastfm": true, "waiting": 0 }));
}

#[test]
fn nothing_is_told_unless_it_is_switched_on() {
    let (data, server) = (tempfile::tempdir().unwrap(), Server::start());
    let text = format!("[listenbrainz]\nenabled = false\nurl = \"{}\"\ntoken = \"my-token\"\n", server.url);
    std::fs::write(data.path().join("settings.toml"), text).unwrap();
    std::fs::write(data.path().join("scrobbles.jsonl"), format!("{LEFT}\n")).unwrap();
    let mut running = Running::play(data.path(), |_| {});
    running.ctl(&["next"]);
    running.ctl(&["quit"]);
    assert!(running.child().wait().unwrap().success());
    assert!(server.asked.is_empty());
}
