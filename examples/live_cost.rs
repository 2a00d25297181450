//! What looking at live frames costs: the worker's own path over a video, as a part of one core. Counts the thread's CPU
//! time where the system tells it (Linux), so that other work on the machine does not count.
//!
//! ```text
//! cargo run --release --example live_cost -- VIDEO
//! ```

use std::error::Error;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use mien::affect::AffectTable;
use mien::capture::clip::Clip;
use mien::settings;
use mien::vision::Analyzer;
use mien::vision::live::{Live, News};

/// CPU time of this thread, or the time of the clock where there is no such thing.
fn spent() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    let nanos = told.ok().and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn main() -> Result<(), Box<dyn Error>> {
    let video = std::env::args_os().nth(1).ok_or("name a video")?;
    let start = spent();
    let mut live = Live::new(Analyzer::new(settings::Detector::default(), AffectTable::default())?);
    println!("detector and model open in {:.0} ms", spent().saturating_sub(start).as_secs_f64() * 1000.0);
    let (mut costs, mut seen, mut read, mut end) = (Vec::new(), 0, 0, 0.0);
    for frame in Clip::open(Path::new(&video), 30.0)? {
        let frame = frame?;
        end = frame.time_secs;
        let start = spent();
        let answer = live.look(&frame)?;
        costs.push(spent().saturating_sub(start));
        seen += usize::from(answer.listener.is_some());
        read += usize::from(matches!(answer.news, News::Read(_)));
    }
    let total: Duration = costs.iter().sum();
    println!("{} frames in {end:.1} s, listener on {seen}, read {read} times", costs.len());
    println!("{:.1} % of a core", 100.0 * total.as_secs_f64() / end.max(0.001));
    costs.sort();
    for part in [0.5, 0.9, 0.99] {
        println!(
            "{:.0} % of frames within {:.1} ms",
            part * 100.0,
            costs[(costs.len() as f64 * part) as usize].as_secs_f64() * 1000.0
        );
    }
    Ok(())
}
