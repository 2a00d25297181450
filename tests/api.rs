//! The local API from outside: `mien serve` is started, and asked over its socket.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod cli;
mod serving;
mod support;

use std::io::{Read, Write};
use std::time::Duration;

use cli::Mien;
use serde_json::{Value, json};
use serving::{Answer, Serving, png_header};
use support::{test_file, wait_until};

fn picture(name: &str) -> Vec<u8> {
    std::fs::read(test_file("pictures").join(name)).unwrap()
}

fn with_songs() -> Mien {
    let mien = Mien::new();
    serving::write_songs(&mien.music());
    assert_eq!(mien.import().code, 0);
    // No demo songs, which would come in while a test looks.
    std::fs::write(mien.data().join("settings.toml"), "schema = 1\ndemo_imported = true\n").unwrap();
    mien
}

#[test]
fn a_picture_gets_what_mien_analyze_says() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    for name in ["two_faces.jpg", "dark.png"] {
        let said = serving.post("/v1/emotions", "application/octet-stream", &picture(name));
        assert_eq!(said.status, 200, "{}", said.text());
        // Compared as text, digit for digit.
        let path = test_file("pictures").join(name);
        let analyzed = mien.json(&["analyze", path.to_str().unwrap()]);
        let faces = analyzed.stdout.trim().split_once("\"faces\":").unwrap().1.strip_suffix("}]").unwrap();
        assert!(said.text().ends_with(&format!("\"faces\":{faces}}}")), "{}\n{faces}", said.text());
    }
}

#[test]
fn a_form_and_options_are_understood() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    let mut form = b"--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--x\r\n".to_vec();
    form.extend(b"Content-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\n\r\n");
    form.extend(picture("two_faces.jpg"));
    form.extend(b"\r\n--x--\r\n");
    let said =
        serving.post("/v1/emotions?scores=false&max_faces=1", "multipart/form-data; boundary=x", &form);
    let faces = said.json()["faces"].as_array().unwrap().clone();
    assert_eq!(faces.len(), 1, "{}", said.text());
    assert!(faces[0]["emotion"].is_string() && faces[0].get("scores").is_none());
    let empty = serving.post("/v1/emotions", "multipart/form-data; boundary=x", b"--x--\r\n");
    assert_eq!(empty.problem(), 400);
    for query in ["scores=perhaps", "max_faces=0", "max_faces=1001", "colour=red"] {
        let path = format!("/v1/emotions?{query}");
        assert_eq!(serving.post(&path, "image/jpeg", &picture("two_faces.jpg")).problem(), 400, "{query}");
    }
}

#[test]
fn what_is_no_picture_is_a_problem_each() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    let (jpeg, png) = (picture("two_faces.jpg"), picture("dark.png"));
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for (body, status) in [
        (&b""[..], 422),
        (b"junk", 422),
        (&png[..png.len() / 2], 422),
        (gif, 422),
        // A kilobyte that claims to be 60,000 by 60,000: refused by its header.
        (&png_header(60_000, 60_000), 413),
        (&png_header(8_000, 5_001), 413),
        (&vec![0; 17 << 20], 413),
    ] {
        let said = serving.post("/v1/emotions", "image/png", body);
        assert_eq!(said.problem(), status, "{} bytes: {}", body.len(), said.text());
    }
    assert_eq!(serving.post("/v1/emotions", "text/plain", &jpeg).problem(), 415);
    let most = serving.memory_mib();
    assert!(most < 400, "{most} MiB for pictures that were all refused");
    assert_eq!(serving.post("/v1/emotions", "image/jpeg", &jpeg).status, 200, "and goes on");
}

#[test]
fn wrong_paths_and_methods_are_problems() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    assert_eq!(serving.get("/nowhere").problem(), 404);
    assert_eq!(serving.get("/assets/../Cargo.toml").problem(), 404);
    let said = serving.ask("DELETE", "/v1/tracks", &[], b"");
    assert_eq!((said.problem(), said.header("allow")), (405, Some("GET,HEAD")));
    assert_eq!(serving.post("/v1/recommendations", "text/plain", b"{}").problem(), 415);
    assert_eq!(serving.post("/v1/recommendations", "application/json", b"{").problem(), 400);
    let odd: [&[u8]; 5] =
        [b"{}", b"[]", br#"{"emotion":"hangry"}"#, br#"{"valence":2,"arousal":0}"#, br#"{"emotion":null}"#];
    for body in odd {
        let said = serving.post("/v1/recommendations", "application/json", body);
        assert!((400..=422).contains(&said.problem()), "{}", said.text());
    }
    assert_eq!(serving.get("/v1/tracks/9999").problem(), 404);
    assert_eq!(serving.get("/v1/tracks/one").problem(), 404);
    assert_eq!(serving.get("/v1/tracks?limit=0").problem(), 400);
    assert_eq!(serving.get("/v1/tracks?cursor=-1").problem(), 400);
}

#[test]
fn tracks_come_in_pages_without_their_paths() {
    let mien = with_songs();
    let serving = Serving::start(&mien, &[]);
    let all = serving.get("/v1/tracks?limit=500").json();
    let count = all["tracks"].as_array().unwrap().len();
    assert!(count >= 3 && all["next"].is_null(), "{all}");
    let mut seen = Vec::new();
    let mut path = "/v1/tracks?limit=2".to_owned();
    loop {
        let page = serving.get(&path).json();
        seen.extend(page["tracks"].as_array().unwrap().iter().map(|track| track["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/v1/tracks?limit=2&cursor={next}");
    }
    assert_eq!(seen.len(), count);
    let music = mien.music();
    let folder = music.file_name().unwrap().to_str().unwrap();
    let recommended =
        serving.post("/v1/recommendations", "application/json", br#"{"emotion":"happy","limit":2}"#);
    assert_eq!(recommended.json()["tracks"].as_array().unwrap().len(), 2);
    for text in [all.to_string(), recommended.text(), serving.get("/openapi.json").text()] {
        assert!(!text.contains("\"path\":\"/") && !text.contains(&format!("/{folder}/")), "{text}");
    }
}

#[test]
fn an_answer_that_is_known_is_not_sent_again() {
    let mien = with_songs();
    let serving = Serving::start(&mien, &[]);
    for path in ["/v1/tracks", "/", "/assets/app.js"] {
        let first = serving.get(path);
        let tag = first.header("etag").unwrap().to_owned();
        let again = serving.ask("GET", path, &[("If-None-Match", &tag)], b"");
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
}

#[test]
fn only_the_token_opens_mood_and_player() {
    let mien = with_songs();
    let serving = Serving::start(&mien, &[]);
    let doors = [
        ("GET", "/v1/state"),
        ("GET", "/v1/events"),
        ("POST", "/v1/player/play"),
        ("POST", "/v1/player/pause"),
        ("POST", "/v1/player/next"),
        ("POST", "/v1/player/previous"),
        ("POST", "/v1/player/seek"),
        ("POST", "/v1/player/volume"),
        ("POST", "/v1/player/steering"),
        ("POST", "/v1/tracks/1/feedback"),
        ("POST", "/v1/tracks/1/preview"),
    ];
    let wrong = ["", "Bearer", "Bearer 0", "Basic Zm9v", &format!("Bearer {}0", serving.token)];
    for (method, path) in doors {
        for given in wrong {
            let said = serving.ask(method, path, &[("Authorization", given)], b"{}");
            assert_eq!(said.problem(), 401, "{method} {path} with {given:?}");
            assert!(said.header("www-authenticate").is_some());
        }
    }
    assert_eq!(serving.with_token("GET", "/v1/state", None).status, 200);
    assert_eq!(serving.with_token("POST", "/v1/player/pause", None).status, 202);
}

#[test]
fn the_link_that_is_printed_opens_the_page_once() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    let code = serving.page.split_once("#code=").unwrap().1.to_owned();
    let pair = |code: &str| {
        serving.post("/v1/pairing", "application/json", json!({ "code": code }).to_string().as_bytes())
    };
    assert_eq!(pair("0123").problem(), 403);
    assert_eq!(pair(&code).json()["token"], serving.token);
    assert_eq!(pair(&code).problem(), 403);
}

#[test]
fn foreign_names_and_foreign_pages_are_refused() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    let jpeg = picture("two_faces.jpg");
    for host in ["evil.example", "evil.example:5000", "127.0.0.1.evil.example"] {
        assert_eq!(
            serving.raw(&format!("GET /v1/health HTTP/1.1\r\nHost: {host}\r\n\r\n")).problem(),
            421,
            "{host}"
        );
    }
    assert_eq!(serving.raw("GET /v1/health HTTP/1.1\r\n\r\n").problem(), 400, "no name at all");
    for (name, value) in
        [("Origin", "http://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site")]
    {
        let said = serving.ask("POST", "/v1/emotions", &[(name, value)], &jpeg);
        assert_eq!(said.problem(), 403, "{name}: {value}");
    }
    let said = serving.ask("OPTIONS", "/v1/emotions", &[("Access-Control-Request-Method", "POST")], b"");
    assert!(said.header("access-control-allow-origin").is_none() && said.status == 405);
    let own = format!("http://127.0.0.1:{}", serving.port);
    assert_eq!(serving.ask("POST", "/v1/emotions", &[("Origin", &own)], &jpeg).status, 200);
}

#[test]
fn other_machines_need_a_token_file_and_the_token() {
    let mien = Mien::new();
    let refused = mien.json(&["serve", "--port", "0", "--host", "0.0.0.0"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("token-file"), "{}", refused.stderr);
    let file = mien.data().with_file_name("token");
    let open = file.to_str().unwrap();
    let serving = Serving::start(&mien, &["--host", "127.0.0.1", "--token-file", open]);
    assert_eq!(serving.get("/v1/tracks").problem(), 401);
    assert_eq!(serving.post("/v1/emotions", "image/jpeg", &picture("two_faces.jpg")).problem(), 401);
    assert_eq!(serving.get("/v1/health").status, 200);
    assert_eq!(serving.with_token("GET", "/v1/tracks", None).status, 200);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        drop(serving);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        let refused = mien.json(&["serve", "--port", "0", "--token-file", open]);
        assert!(refused.code == 2 && refused.stderr.contains("chmod 600"), "{}", refused.stderr);
    }
}

#[test]
fn without_a_host_only_this_machine_can_connect() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    let listening = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let port = format!(":{:04X}", serving.port);
    let places: Vec<&str> = listening
        .lines()
        .filter_map(|line| line.split_whitespace().nth(1))
        .filter(|place| place.ends_with(&port))
        .collect();
    assert!(!places.is_empty() && places.iter().all(|place| place.starts_with("0100007F")), "{places:?}");
}

#[test]
fn a_preview_is_played_in_ranges_by_those_who_have_a_ticket() {
    let mien = with_songs();
    let serving = Serving::start(&mien, &[]);
    let id = serving.get("/v1/tracks?limit=1").json()["tracks"][0]["id"].as_i64().unwrap();
    let link = serving.with_token("POST", &format!("/v1/tracks/{id}/preview"), None).json();
    let url = link["url"].as_str().unwrap();
    let whole = serving.get(url);
    assert_eq!((whole.status, whole.header("accept-ranges")), (200, Some("bytes")));
    let part = serving.ask("GET", url, &[("Range", "bytes=100-199")], b"");
    assert_eq!((part.status, &part.body[..]), (206, &whole.body[100..200]));
    let length = whole.body.len();
    assert_eq!(part.header("content-range"), Some(&*format!("bytes 100-199/{length}")));
    let beyond = serving.ask("GET", url, &[("Range", "bytes=999999999-")], b"");
    assert_eq!(beyond.problem(), 416);
    assert_eq!(beyond.header("content-range"), Some(&*format!("bytes */{length}")));
    for forged in [
        url.replace("ticket=", "ticket=0"),
        url.replace("until=", "until=9"),
        url.replace(&format!("/{id}/"), "/2/"),
    ] {
        if forged != url {
            assert_eq!(serving.get(&forged).problem(), 401, "{forged}");
        }
    }
    assert_eq!(serving.get(url.split('?').next().unwrap()).problem(), 400);
}

#[test]
fn the_player_does_what_is_asked_and_tells_it_live() {
    let mien = with_songs();
    let serving = Serving::start(&mien, &[]);
    let mut events = serving.open("GET", "/v1/events");
    let post = |path: &str, body: Value| serving.with_token("POST", path, Some(&body)).status;
    assert_eq!(post("/v1/player/volume", json!({ "volume": 0.25 })), 202);
    assert_eq!(post("/v1/player/volume", json!({ "volume": 1.5 })), 422);
    assert_eq!(post("/v1/player/seek", json!({ "position": -1 })), 422);
    assert_eq!(post("/v1/player/play", json!({ "track": 9999 })), 404);
    assert_eq!(post("/v1/player/steering", json!({ "mode": "lift", "pinned": "sad" })), 202);
    let state = || serving.with_token("GET", "/v1/state", None).json();
    wait_until("volume and steering", Duration::from_secs(10), || {
        let state = state();
        state["volume"] == 0.25 && state["steering"]["pinned"] == "sad" && state["steering"]["mode"] == "lift"
    });
    let bearer = format!("Bearer {}", serving.token);
    let form = [("Authorization", &*bearer), ("Content-Type", "application/x-www-form-urlencoded")];
    assert_eq!(serving.ask("POST", "/v1/player/play", &form, b"").status, 202, "nothing, declared as a form");
    assert_eq!(serving.ask("POST", "/v1/player/play", &form, b"track=1").problem(), 415);
    assert_eq!(post("/v1/player/play", json!({ "track": 1 })), 202);
    wait_until("track 1 plays", Duration::from_secs(30), || state()["playback"]["track"]["id"] == 1);
    let heard = events.until("\"state\":\"playing\"");
    assert!(heard.contains("event: volume") && heard.contains("event: mood"), "{heard}");
    let rated =
        serving.with_token("POST", "/v1/tracks/1/feedback", Some(&json!({ "rating": 5, "like": "liked" })));
    assert_eq!((rated.json()["rating"].as_i64(), rated.json()["like"].as_str()), (Some(5), Some("liked")));
    assert_eq!(
        mien.json(&["tracks"]).document["tracks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|t| t["rating"] == 5)
            .count(),
        1
    );
}

#[test]
fn a_client_that_reads_nothing_holds_up_nobody() {
    let mien = with_songs();
    let serving = Serving::start(&mien, &[]);
    let _silent: Vec<_> = (0..8).map(|_| serving.open("GET", "/v1/events")).collect();
    serving.with_token("POST", "/v1/player/play", None);
    for step in 0_u8..100 {
        let volume = json!({ "volume": f32::from(step) / 100.0 });
        assert_eq!(serving.with_token("POST", "/v1/player/volume", Some(&volume)).status, 202);
    }
    wait_until("the last of all changes", Duration::from_secs(10), || {
        (serving.with_token("GET", "/v1/state", None).json()["volume"].as_f64().unwrap() - 0.99).abs() < 1e-6
    });
}

#[test]
fn slow_heads_and_many_connections_do_not_stop_the_server() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    let mut slow: Vec<_> = (0..100).map(|_| serving.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"POST /v1/emotions HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").unwrap();
    }
    assert_eq!(serving.get("/v1/health").status, 200, "others are served meanwhile");
    // The server gives them up by itself.
    let mut rest = Vec::new();
    slow[0].set_read_timeout(Some(Duration::from_secs(40))).unwrap();
    let _closed = slow[0].read_to_end(&mut rest).expect("the server closes what stays half a request");
    let huge = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: {}\r\n\r\n", "x".repeat(64 << 10));
    assert!((400..500).contains(&serving.raw(&huge).status));
}

#[test]
fn beyond_its_queue_the_server_asks_to_come_back() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &["--workers", "1"]);
    let jpeg = picture("two_faces.jpg");
    let mut open: Vec<_> = (0..40).map(|_| serving.begin("/v1/emotions", "image/jpeg", &jpeg)).collect();
    let said: Vec<Answer> = open.iter_mut().map(serving::read).collect();
    let done = said.iter().filter(|answer| answer.status == 200).count();
    let busy: Vec<&Answer> = said.iter().filter(|answer| answer.status == 503).collect();
    assert!(done >= 1 && !busy.is_empty() && done + busy.len() == 40);
    assert!(busy.iter().all(|answer| answer.header("retry-after") == Some("1") && answer.problem() == 503));
    assert_eq!(serving.post("/v1/emotions", "image/jpeg", &jpeg).status, 200);
}

#[test]
fn the_log_names_no_picture_and_no_token() {
    let mien = Mien::new();
    let mut serving = Serving::start_with(&mien, &[], |command| {
        command.env("RUST_LOG", "trace");
    });
    serving.post("/v1/emotions", "image/jpeg", &picture("two_faces.jpg"));
    serving.post("/v1/emotions", "image/jpeg", b"SECRETPICTURE");
    serving.with_token("GET", "/v1/state", None);
    let log = serving.stop();
    assert!(log.contains("http") || log.contains("mien"), "there is a log: {log}");
    assert!(!log.contains(&serving.token) && !log.contains("SECRETPICTURE") && !log.contains("JFIF"));
}

#[test]
fn the_page_brings_everything_and_lets_nothing_else_in() {
    let mien = Mien::new();
    let serving = Serving::start(&mien, &[]);
    let page = serving.get("/");
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("http")
    );
    let html = page.text();
    assert!(
        !html.contains("style=") && !html.contains("onclick") && !html.contains("://"),
        "all its own, none inline"
    );
    for part in html.split('"').filter(|part| part.starts_with("/assets/")) {
        assert_eq!(serving.get(part).status, 200, "{part}");
    }
}
