//! The window among the others of the desktop: its place and size, and what is dropped on it.

use egui::{Context, Vec2, ViewportCommand, WindowLevel};

use crate::engine::Command;
use crate::source::Source;
use crate::ui::actions::{Actions, Intent, View};
use crate::ui::memory::LEAST;
use crate::ui::views::mini;

/// Fills the screen, or goes back into a window.
pub fn toggle_full_screen(ctx: &Context) {
    let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
    ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
}

/// The window as it was before it became the mini player.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    size: Vec2,
    /// It filled the screen.
    pub maximized: bool,
}

/// Becomes the mini player, or what it was before.
pub fn toggle_mini(ctx: &Context, whole: Option<Whole>) -> Option<Whole> {
    let send = |command| ctx.send_viewport_cmd(command);
    if let Some(whole) = whole {
        send(ViewportCommand::WindowLevel(WindowLevel::Normal));
        send(ViewportCommand::Decorations(true));
        send(ViewportCommand::Resizable(true));
        send(ViewportCommand::MinInnerSize(LEAST.into()));
        send(ViewportCommand::InnerSize(whole.size));
        send(ViewportCommand::Maximized(whole.maximized));
        return None;
    }
    let maximized = ctx.input(|input| input.viewport().maximized == Some(true));
    let whole = Whole { size: ctx.content_rect().size(), maximized };
    send(ViewportCommand::Fullscreen(false));
    send(ViewportCommand::Maximized(false));
    send(ViewportCommand::MinInnerSize(mini::SIZE.into()));
    send(ViewportCommand::InnerSize(mini::SIZE.into()));
    send(ViewportCommand::Decorations(false));
    send(ViewportCommand::WindowLevel(WindowLevel::AlwaysOnTop));
    Some(whole)
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
