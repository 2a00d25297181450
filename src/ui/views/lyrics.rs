//! Lyrics of the playing track: line by line in time with the music where times are known, else as a text.

use std::time::Duration;

use egui::{Align, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Scene;
use crate::engine::{Command, Playback};
use crate::language::t;
use crate::lyrics::{Lyrics, TimedLine};
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::{surface, text};
use crate::ui::words;

/// Size of a sung line.
const LINE: f32 = 17.0;
/// After somebody has scrolled, the view stays there for so long, in seconds.
const LEFT_ALONE_SECS: f64 = 5.0;
/// The engine tells the position about four times a second; beyond this without news, the music stands.
const LONGEST_GAP_SECS: f64 = 0.5;

/// What the view remembers between frames.
#[derive(Clone, Copy, Debug, Default)]
pub struct LyricsView {
    /// The position that was last told, and when, in the window's seconds.
    told: (Duration, f64),
    /// The line that was last brought into the middle.
    followed: Option<usize>,
    /// Somebody scrolled: not before this time is a line brought into the middle again.
    free_until_secs: f64,
}

impl LyricsView {
    /// Where the music is now, between two of the engine's words.
    fn position(&mut self, ui: &Ui, scene: &Scene<'_>) -> Duration {
        let (music, now) = (&scene.model.music, ui.input(|input| input.time));
        if self.told.0 != music.position {
            self.told = (music.position, now);
        }
        let since = match music.playback {
            Playback::Playing(_) => (now - self.told.1).clamp(0.0, LONGEST_GAP_SECS),
            Playback::Paused(_) | Playback::Stopped => 0.0,
        };
        music.position + Duration::from_secs_f64(since * f64::from(scene.model.settings.speed.max(0.0)))
    }
}

/// Draws the lyrics, or why there are none; they scroll inside.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LyricsView) {
    let Some(lyrics) = scene.model.lyrics() else {
        nothing(ui, scene);
        return;
    };
    match &*lyrics {
        Lyrics::Plain(words) => plain(ui, scene, words),
        Lyrics::Timed(lines) => timed(ui, scene, view, &lyrics, lines),
    }
}

fn nothing(ui: &mut Ui, scene: &Scene<'_>) {
    let words = if scene.model.music.playback.now().is_none() {
        t!("lyrics-nothing-plays")
    } else if scene.model.lyrics.is_none() {
        t!("lyrics-looking")
    } else {
        t!("lyrics-none")
    };
    text::paragraph(ui, text::rich(words, Weight::Regular, size::BODY, scene.theme.dim));
}

fn plain(ui: &mut Ui, scene: &Scene<'_>, words: &str) {
    ScrollArea::vertical().id_salt("lyrics").auto_shrink([false, false]).show(ui, |ui| {
        let words = text::rich(words, Weight::Regular, size::SUBTITLE, scene.theme.ink);
        ui.add(egui::Label::new(words).wrap().selectable(true));
        ui.add_space(STEP * 4.0);
    });
}

fn timed(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut LyricsView, lyrics: &Lyrics, lines: &[TimedLine]) {
    let position = view.position(ui, scene);
    let current = lyrics.line_at(position);
    wake_for_the_next(ui, scene, position, lines, current);
    let now = ui.input(|input| input.time);
    let room = ui.available_rect_before_wrap();
    let touched = ui.rect_contains_pointer(room) && ui.input(|input| input.smooth_scroll_delta().y != 0.0);
    if touched {
        view.free_until_secs = now + LEFT_ALONE_SECS;
    }
    let follow = view.followed != current && now >= view.free_until_secs;
    ScrollArea::vertical().id_salt("timed lyrics").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // The first and the last line can stand in the middle too.
        ui.add_space(room.height() * 0.3);
        for (index, sung) in lines.iter().enumerate() {
            let rect = line(ui, scene, sung, current == Some(index));
            if follow && current == Some(index) {
                ui.scroll_to_rect(rect, Some(Align::Center));
            }
        }
        ui.add_space(room.height() * 0.5);
    });
    if follow {
        view.followed = current;
    }
}

/// The window draws again when the next line begins, and not before.
fn wake_for_the_next(
    ui: &Ui,
    scene: &Scene<'_>,
    position: Duration,
    lines: &[TimedLine],
    current: Option<usize>,
) {
    let next = lines.get(current.map_or(0, |index| index + 1));
    if let (Playback::Playing(_), Some(next)) = (&scene.model.music.playback, next) {
        let wait = next.at.saturating_sub(position);
        // What is further away comes with the engine's next word.
        if wait.as_secs_f64() < LONGEST_GAP_SECS {
            ui.ctx().request_repaint_after(wait);
        }
    }
}

/// A line; a click goes there. Gives its place.
fn line(ui: &mut Ui, scene: &mut Scene<'_>, sung: &TimedLine, current: bool) -> Rect {
    let theme = scene.theme;
    let padding = vec2(STEP * 3.0, STEP * 1.5);
    let (ink, weight) = if current { (theme.ink, Weight::SemiBold) } else { (theme.dim, Weight::Medium) };
    // A pause is a line too, or nobody would know that it goes on.
    let words = if sung.text.is_empty() { "\u{2022} \u{2022} \u{2022}" } else { &sung.text };
    let width = ui.available_width() - STEP * 2.0;
    let galley = ui.painter().layout(words.to_owned(), font(weight, LINE), ink, width - padding.x * 2.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, galley.size().y + padding.y * 2.0), Sense::click());
    let at = words::length(sung.at.as_secs_f64());
    let spoken = if sung.text.is_empty() {
        t!("lyrics-pause", at = &at)
    } else {
        t!("lyrics-line", at = &at, words = &sung.text)
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, current, &spoken));
    if ui.is_rect_visible(rect) {
        if current {
            ui.painter().rect_filled(rect, surface::corner(radius::SMALL), theme.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, surface::corner(radius::SMALL), theme.well);
        }
        if response.has_focus() {
            surface::focus_ring(ui.painter(), theme, rect.shrink(3.0), radius::SMALL - 3.0);
        }
        ui.painter().galley(pos2(rect.left() + padding.x, rect.top() + padding.y), galley, ink);
    }
    if response.on_hover_text_at_pointer(at).clicked() {
        scene.actions.send(Command::Seek(sung.at));
    }
    rect
}
