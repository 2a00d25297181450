//! What playing costs, and whether the sound ever waited for the decoder.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};
use serde_json::{Value, json};

use super::machine::cpu_seconds;
use crate::player::{Item, OutputState, Player, PlayerCommand, PlayerConfig, PlayerEvent};

/// A device takes its time to open, and silence begins where there is none.
const PATIENCE: Duration = Duration::from_secs(15);
const RATE: u32 = 44_100;
/// Length of the made-up music.
const SECONDS: u32 = 60;

/// Plays for a time at volume 0, the file again and again: processor time, and frames that came too late.
pub fn measure(file: Option<&Path>, time: Duration) -> Result<Value, Box<dyn std::error::Error>> {
    let made_up = std::env::temp_dir().join(format!("mien-bench-{}.wav", std::process::id()));
    let file = if let Some(file) = file {
        file.to_owned()
    } else {
        make_music(&made_up)?;
        made_up.clone()
    };
    let measured = play(&file, time);
    let _only_if_made = std::fs::remove_file(made_up);
    measured
}

fn play(file: &Path, time: Duration) -> Result<Value, Box<dyn std::error::Error>> {
    let (tell, events) = bounded(1024); // all must arrive; the loop below takes them at once
    let config = PlayerConfig { volume: 0.0, ..PlayerConfig::default() };
    let player = Player::spawn(config, move |event| {
        let _over = tell.send(event);
    });
    player.send(PlayerCommand::Play(item(0, file)));
    let output = started(&events)?;
    let (began, cpu) = (Instant::now(), cpu_seconds("self"));
    let (starved, late) = (player.starved(), player.late());
    let until = began + time;
    while let Ok(event) = events.recv_deadline(until) {
        match event {
            PlayerEvent::NeedNext { key } => {
                player.send(PlayerCommand::SetNext(Some(item(key + 1, file))));
            }
            PlayerEvent::Failed { reason, .. } => return Err(format!("{}: {reason}", file.display()).into()),
            PlayerEvent::Started { .. }
            | PlayerEvent::Position { .. }
            | PlayerEvent::Finished { .. }
            | PlayerEvent::Idle
            | PlayerEvent::Paused
            | PlayerEvent::Resumed
            | PlayerEvent::Output(_) => {}
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    let cpu = cpu.zip(cpu_seconds("self")).map(|(before, after)| after - before);
    Ok(json!({
        "output": output,
        "seconds": seconds,
        "cpu_seconds": cpu,
        "core_percent": cpu.map(|cpu| 100.0 * cpu / seconds),
        "underrun_frames": player.starved() - starved,
        "device_underruns": player.late() - late,
    }))
}

/// Waits until sound is heard; tells where.
fn started(events: &Receiver<PlayerEvent>) -> Result<String, Box<dyn std::error::Error>> {
    let until = Instant::now() + PATIENCE;
    let mut output = "none".to_owned();
    loop {
        let event = events.recv_deadline(until).map_err(|_| "nothing plays")?;
        if let PlayerEvent::Output(state) = &event {
            output = match state {
                OutputState::Closed => "none".to_owned(),
                OutputState::Device(name) => name.clone(),
                OutputState::Silent { reason } => format!("silence ({reason})"),
            };
        }
        if let PlayerEvent::Failed { path, reason, .. } = &event {
            return Err(format!("{}: {reason}", path.display()).into());
        }
        if matches!(event, PlayerEvent::Started { .. }) {
            return Ok(output);
        }
    }
}

fn item(key: u64, file: &Path) -> Item {
    Item { key, path: file.to_owned(), ..Item::default() }
}

/// A minute of stereo noise, as WAV.
fn make_music(path: &PathBuf) -> std::io::Result<()> {
    let bytes = RATE * SECONDS * 4;
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    file.write_all(b"RIFF")?;
    file.write_all(&(36 + bytes).to_le_bytes())?;
    file.write_all(b"WAVEfmt \x10\0\0\0\x01\0\x02\0")?;
    file.write_all(&RATE.to_le_bytes())?;
    file.write_all(&(RATE * 4).to_le_bytes())?;
    file.write_all(b"\x04\0\x10\0data")?;
    file.write_all(&bytes.to_le_bytes())?;
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..RATE * SECONDS * 2 {
        file.write_all(&random.i16(-3000..3000).to_le_bytes())?;
    }
    file.flush()
}
