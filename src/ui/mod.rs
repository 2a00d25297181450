//! The window: draws what the engine tells and passes on what the user wants.
//!
//! Its whole world is [`Command`](crate::engine::Command) out, [`Event`](crate::engine::Event) and
//! [`Report`](crate::vision::Report) in. It opens no camera, file, database or sound device, and never waits:
//! events are drained when the engine wakes the window, and nothing is drawn when nothing happens.
//!
//! `model` is what is known (pure data), `views` draw it with `widgets` and collect `actions`, `theme` holds
//! every colour and size, `app` ties them together.

mod actions;
mod announce;
mod app;
mod dialogs;
mod division;
mod fonts;
mod headless;
mod keys;
mod memory;
mod model;
mod style;
mod textures;
mod theme;
mod views;
mod widgets;
mod words;

use std::sync::Arc;

use crate::language;

pub use app::{App, UiChannels};
pub use dialogs::Wake;
pub use headless::{Drawn, Headless, input};
pub use memory::Memory;

/// The window could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("the window could not be opened: {0}")]
pub struct UiError(String);

/// Opens the window and runs it until it is closed; must be called on the main thread.
///
/// `left` is what [`Command::KeepWindow`](crate::engine::Command::KeepWindow) was last given, or nothing. `start` gets the callback that wakes the window, from any thread, and starts what talks to it.
///
/// # Errors
/// [`UiError`] when there is no display, or no way to draw on it.
pub fn run(left: &str, start: impl FnOnce(Wake) -> UiChannels) -> Result<(), UiError> {
    language::ask_desktop();
    language::speak(None);
    let memory = Memory::parse(left);
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Mien")
        .with_app_id(crate::APP_ID)
        .with_inner_size(memory.opening_size())
        .with_maximized(memory.maximized)
        .with_min_inner_size(memory::LEAST);
    match eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/mien-256.png")) {
        Ok(icon) => viewport = viewport.with_icon(icon),
        Err(error) => log::warn!("the window's icon could not be read: {error}"),
    }
    let options = eframe::NativeOptions { viewport, system_font_fallback: false, ..Default::default() };
    let create: eframe::AppCreator<'_> = Box::new(|creation| {
        let ctx = creation.egui_ctx.clone();
        let waker = ctx.clone();
        let wake: Wake = Arc::new(move || waker.request_repaint());
        let mut app = App::new(&ctx, start(Arc::clone(&wake)), wake);
        app.left_as(&memory);
        Ok(Box::new(app))
    });
    eframe::run_native("Mien", options, create).map_err(|error| UiError(error.to_string()))
}
