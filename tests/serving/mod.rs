//! A running `mien serve` and a small HTTP client that hides nothing.

#![allow(dead_code)] // Each test binary uses its part.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::cli::Mien;
use crate::support::Guarded;

/// A server that ends with the test.
pub struct Serving {
    process: Guarded,
    log: PathBuf,
    pub port: u16,
    pub token: String,
    /// The link to the page, with its code.
    pub page: String,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text()))
    }

    /// The status, of an answer that is a problem document as it should be.
    pub fn problem(&self) -> u16 {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        assert_eq!(self.json()["status"], self.status);
        assert!(
            self.json()["detail"].as_str().is_some_and(|detail| detail.ends_with('.')),
            "{}",
            self.text()
        );
        self.status
    }
}

impl Serving {
    pub fn start(mien: &Mien, args: &[&str]) -> Self {
        Self::start_with(mien, args, |_| {})
    }

    /// Starts on a free port, without sound, and waits until it listens.
    pub fn start_with(mien: &Mien, args: &[&str], change: impl FnOnce(&mut Command)) -> Self {
        let mut command = mien.command(&["--json", "serve", "--port", "0"]);
        let log = mien.music().with_file_name("log");
        command.args(args).stdout(Stdio::piped()).stderr(File::create(&log).unwrap());
        change(&mut command);
        let mut process = Guarded(command.spawn().unwrap());
        let mut line = String::new();
        BufReader::new(process.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Ok(started) = serde_json::from_str::<Value>(&line) else {
            panic!("the server did not start: {line}{}", std::fs::read_to_string(&log).unwrap());
        };
        let text = |name: &str| started[name].as_str().unwrap().to_owned();
        let port = text("url").trim_end_matches('/').rsplit_once(':').unwrap().1.parse().unwrap();
        let token = std::fs::read_to_string(text("token_file")).unwrap().trim().to_owned();
        Self { process, log, port, token, page: text("page") }
    }

    /// Ends the server and gives its log.
    pub fn stop(&mut self) -> String {
        let _ended = self.process.0.kill();
        let _reaped = self.process.0.wait();
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    pub fn post(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        self.ask("POST", path, &[("Content-Type", kind)], body)
    }

    pub fn with_token(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        match body {
            Some(body) => {
                let headers = [("Authorization", &*bearer), ("Content-Type", "application/json")];
                self.ask(method, path, &headers, body.to_string().as_bytes())
            }
            None => self.ask(method, path, &[("Authorization", &bearer)], b""),
        }
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = self.connect();
        send(&mut stream, self.port, method, path, headers, body);
        read(&mut stream)
    }

    /// Sends a picture and does not wait for the answer.
    pub fn begin(&self, path: &str, kind: &str, body: &[u8]) -> TcpStream {
        let mut stream = self.connect();
        send(&mut stream, self.port, "POST", path, &[("Content-Type", kind)], body);
        stream
    }

    pub fn raw(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // The server may close before it has read all.
        let _refused = stream.write_all(request.as_bytes());
        read(&mut stream)
    }

    /// Opens a stream of events with the token.
    pub fn open(&self, method: &str, path: &str) -> Stream {
        let mut stream = self.connect();
        let bearer = format!("Bearer {}", self.token);
        send(&mut stream, self.port, method, path, &[("Authorization", &bearer)], b"");
        Stream(BufReader::new(stream))
    }

    /// The most memory the server has used so far, in MiB.
    pub fn memory_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.0.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    }
}

/// An answer that does not end.
pub struct Stream(BufReader<TcpStream>);

impl Stream {
    /// Reads until a line holds `text`; gives all that was read.
    pub fn until(&mut self, text: &str) -> String {
        let mut heard = String::new();
        while !heard.contains(text) {
            let read = self.0.read_line(&mut heard).unwrap();
            assert!(read > 0, "the stream ended without {text}: {heard}");
        }
        heard
    }
}

/// Three pieces of half a minute of silence each.
pub fn write_songs(folder: &Path) {
    const RATE: u32 = 8000;
    for (number, name) in (0_u8..).zip(["Anchor", "Beacon", "Compass"]) {
        // Another sound each: copies of one are one piece to the library.
        let sound = vec![128 + number; RATE as usize * 30];
        let mut wav = b"RIFF".to_vec();
        wav.extend((36 + sound.len() as u32).to_le_bytes());
        wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
        wav.extend(RATE.to_le_bytes());
        wav.extend(RATE.to_le_bytes());
        wav.extend(b"\x01\0\x08\0data");
        wav.extend((sound.len() as u32).to_le_bytes());
        wav.extend(sound);
        std::fs::write(folder.join(name).with_extension("wav"), wav).unwrap();
    }
}

fn send(stream: &mut TcpStream, port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    write!(head, "Content-Length: {}\r\n\r\n", body.len()).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    // The server may answer and close before it has read all.
    let _refused = stream.write_all(body);
}

/// Reads an answer that ends with its length, its chunks or its connection.
pub fn read(stream: &mut TcpStream) -> Answer {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status =
        line.split_whitespace().nth(1).unwrap_or_else(|| panic!("no answer: {line:?}")).parse().unwrap();
    let mut head = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        head.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer { status, head, body: Vec::new() };
    match answer.header("content-length").map(|length| length.parse::<usize>().unwrap()) {
        Some(length) => {
            answer.body.resize(length, 0);
            reader.read_exact(&mut answer.body).unwrap();
        }
        None if answer.status == 304 || answer.status == 202 => {}
        None => drop(reader.read_to_end(&mut answer.body).unwrap()),
    }
    answer
}

/// The beginning of a PNG with a true header of any size, and nothing behind it.
pub fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec();
    png.extend(&header);
    png.extend(crc(&header).to_be_bytes());
    png.extend(b"\0\0\0\0IDAT");
    png.extend(crc(b"IDAT").to_be_bytes());
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
