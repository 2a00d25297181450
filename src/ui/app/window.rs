//! The window among the others of the desktop: its place and size, and what is dropped on it.

use egui::Context;

use crate::engine::Command;
use crate::source::Source;
use crate::ui::actions::{Actions, Intent, View};

/// Fills the screen, or goes back into a window.
pub fn toggle_full_screen(ctx: &Context) {
    let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
    ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
}

/// Somebody asked for the window: a second start of Mien, or a media control of the desktop.
pub fn come_to_front(ctx: &Context) {
    for wanted in [
        egui::ViewportCommand::Visible(true),
        egui::ViewportCommand::Minimized(false),
        egui::ViewportCommand::Focus,
    ] {
        ctx.send_viewport_cmd(wanted);
    }
}

/// A picture or video dropped on the window is looked at. Folders and other files are imported; of a file, its folder is
/// not.
pub fn dropped(ctx: &Context, actions: &mut Actions) {
    let paths: Vec<_> = ctx.input(|input| {
        input
            .raw
            .dropped_files
            .iter()
            .map(|file| file.path().to_owned())
            .filter(|path| !path.as_os_str().is_empty())
            .collect()
    });
    let (portraits, music): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| Source::of_file(path).is_some());
    if let Some(source) = portraits.last().and_then(|path| Source::of_file(path)) {
        actions.send(Command::Watch(source));
        actions.want(Intent::Show(View::You));
    }
    if !music.is_empty() {
        actions.send(Command::Import(music));
    }
}
