//! Pictures of each view, light and dark, drawn on the processor and compared with those in `tests/snapshots`.
//! `UPDATE_SNAPSHOTS=1 cargo test --test snapshots` draws them anew; look at them before they are committed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/made_up.rs"]
mod made_up;
#[path = "support/window.rs"]
mod on_paper;
#[path = "support/raster.rs"]
mod raster;

use egui::{Key, Modifiers};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use mien::engine::Event;
use mien::settings::{Appearance, Consent, Contrast, Settings};
use on_paper::Window;
use raster::Raster;

/// Small, so that the pictures are; large enough for all parts of the window to stand side by side.
const SIZE: [f32; 2] = [1080.0, 700.0];
/// Pixels that may differ: processors round differently.
const FORGIVEN: usize = 40;

fn window(size: [f32; 2], settings: Settings) -> Window {
    let builder = Harness::builder().renderer(Raster::default());
    let mut window = Window::built(builder, size, made_up::well(), None);
    window.tell(Event::Settings(settings.into()));
    window.tell(made_up::journal_page(1));
    window.tell(made_up::map(3_000));
    window
}

fn compare(window: &mut Window, name: &str) {
    window.harness.snapshot_options(name, &SnapshotOptions::new().threshold(2.0).max_failed_pixels(FORGIVEN));
}

#[test]
fn every_view_looks_as_it_did_in_light_and_dark() {
    let views = [
        ("now", Key::Num1),
        ("library", Key::L),
        ("map", Key::M),
        ("journal", Key::J),
        ("settings", Key::Comma),
    ];
    let mut results = SnapshotResults::new();
    for (look, appearance) in [("light", Appearance::Light), ("dark", Appearance::Dark)] {
        let mut window =
            window(SIZE, Settings { appearance, consent: Consent::Allowed, ..Settings::default() });
        for (view, key) in views {
            window.key(Modifiers::COMMAND, key);
            compare(&mut window, &format!("{view}-{look}"));
        }
        results.extend_harness(&mut window.harness);
    }
}

#[test]
fn high_contrast_and_the_smallest_window_look_as_they_did() {
    let high = Settings {
        appearance: Appearance::Dark,
        contrast: Contrast::High,
        consent: Consent::Allowed,
        ..Settings::default()
    };
    let mut results = SnapshotResults::new();
    let mut high = window(SIZE, high);
    compare(&mut high, "now-contrast");
    results.extend_harness(&mut high.harness);
    let small = Settings { appearance: Appearance::Light, consent: Consent::Allowed, ..Settings::default() };
    let mut small = window([420.0, 320.0], small);
    compare(&mut small, "smallest-now");
    small.click("You");
    compare(&mut small, "smallest-you");
    results.extend_harness(&mut small.harness);
}
