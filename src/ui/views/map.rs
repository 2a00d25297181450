//! The map of the library: each track a dot on the mood plane, in its quarter's colour. A line drawn around dots chooses them.

mod frame;

use std::sync::Arc;

use egui::{
    EventFilter, Key, Mesh, PointerButton, Pos2, Rect, Response, Role, Sense, Shape, Stroke, TextureId, Ui,
    Vec2, WidgetInfo, vec2,
};

use super::Scene;
use crate::affect::Quadrant;
use crate::engine::{Command, Dot};
use crate::language::t;
use crate::library::TrackId;
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{Look, STEP, Theme, radius, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::{surface, text};
use crate::ui::words;
use frame::Frame;

/// What the view remembers between frames.
#[derive(Default)]
pub struct MapView {
    frame: Frame,
    /// Where the line around dots has come so far.
    lasso: Vec<Pos2>,
    chosen: Vec<TrackId>,
    drawn: Option<Drawn>,
}

/// The dots as they were drawn last; drawn again only when something about them has changed.
struct Drawn {
    dots: Arc<[Dot]>,
    rect: Rect,
    frame: Frame,
    look: Look,
    chosen: usize,
    mesh: Arc<Mesh>,
}

/// Room for what can be done with the chosen tracks.
const BAR: f32 = 44.0;
/// The map is never lower than this.
const LEAST: f32 = 48.0;
/// With less width there is no room for the hint beside the button.
const HINT: f32 = 280.0;
/// Less than this is a click, not a line.
const SHORTEST_LINE: usize = 8;
/// How far an arrow key moves the map, as a part of what is seen.
const KEY_STEP: f32 = 0.1;

/// Draws the view.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut MapView) {
    let theme = scene.theme;
    text::line(ui, text::rich(t!("view-map"), Weight::Display, 24.0, theme.ink));
    ui.add_space(STEP * 2.0);
    let dots = Arc::clone(&scene.model.map);
    let room = vec2(ui.available_width(), (ui.available_height() - BAR - STEP * 2.0).max(LEAST));
    let (rect, response) = ui.allocate_exact_size(room, Sense::click_and_drag());
    let told = t!("map-spoken", count = dots.len(), chosen = view.chosen.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
    surface::well(ui.painter(), theme, rect, radius::MEDIUM);
    let inner = rect.shrink(STEP * 2.0);
    move_map(ui, &response, inner, &mut view.frame);
    draw_lasso(&response, inner, view, &dots);
    let dot = scene.textures.dot(ui.ctx());
    paint(ui, theme, inner, view, (&dots, dot));
    surface::focus(ui, theme, &response, rect, radius::MEDIUM);
    if dots.is_empty() {
        let (words, width) = (t!("map-empty").to_owned(), inner.width() - STEP * 4.0);
        let galley = ui.painter().layout(words, font(Weight::Regular, size::BODY), theme.dim, width);
        let place = egui::Align2::CENTER_CENTER.anchor_size(inner.center(), galley.size());
        ui.painter().galley(place.min, galley, theme.dim);
    }
    ui.add_space(STEP * 2.0);
    bar(ui, scene, view, inner, &dots);
}

/// Scrolling and pinching zoom, the second mouse button moves; with the focus also +, -, 0 and the arrows.
fn move_map(ui: &Ui, response: &Response, rect: Rect, frame: &mut Frame) {
    if let Some(at) = response.hover_pos() {
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta.y, input.zoom_delta()));
        let by = pinch * (scroll * 0.004).exp();
        if (by - 1.0).abs() > 1e-4 {
            frame.zoom_about(rect, at, by);
        }
    }
    if response.dragged_by(PointerButton::Secondary) || response.dragged_by(PointerButton::Middle) {
        frame.pan(rect, response.drag_delta());
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let step = |key, by: Vec2| if pressed(key) { by * rect.size() * KEY_STEP } else { Vec2::ZERO };
    let by = step(Key::ArrowLeft, vec2(1.0, 0.0))
        + step(Key::ArrowRight, vec2(-1.0, 0.0))
        + step(Key::ArrowUp, vec2(0.0, 1.0))
        + step(Key::ArrowDown, vec2(0.0, -1.0));
    frame.pan(rect, by);
    if pressed(Key::Plus) || pressed(Key::Equals) {
        frame.zoom_about(rect, rect.center(), 1.25);
    }
    if pressed(Key::Minus) {
        frame.zoom_about(rect, rect.center(), 0.8);
    }
    if pressed(Key::Num0) {
        *frame = Frame::default();
    }
}

fn draw_lasso(response: &Response, rect: Rect, view: &mut MapView, dots: &[Dot]) {
    if response.clicked() {
        response.request_focus();
        view.chosen.clear();
    }
    if response.drag_started_by(PointerButton::Primary) {
        view.lasso.clear();
    }
    if response.dragged_by(PointerButton::Primary)
        && let Some(at) = response.interact_pointer_pos()
        && view.lasso.last().is_none_or(|last| last.distance(at) > 2.0)
    {
        view.lasso.push(at);
    }
    if response.drag_stopped_by(PointerButton::Primary) {
        let line = std::mem::take(&mut view.lasso);
        if line.len() >= SHORTEST_LINE {
            view.chosen = frame::within(&line, dots, &view.frame, rect);
        }
    }
}

fn paint(ui: &Ui, theme: &Theme, rect: Rect, view: &mut MapView, (dots, dot): (&Arc<[Dot]>, TextureId)) {
    let painter = ui.painter_at(rect);
    let middle = view.frame.place(rect, crate::affect::Affect::default());
    let stroke = Stroke::new(1.0, theme.line);
    painter.hline(rect.x_range(), middle.y, stroke);
    painter.vline(middle.x, rect.y_range(), stroke);
    let current = view.drawn.as_ref().is_some_and(|drawn| {
        Arc::ptr_eq(&drawn.dots, dots)
            && (drawn.rect, drawn.frame, drawn.look, drawn.chosen)
                == (rect, view.frame, theme.look, view.chosen.len())
    });
    if !current {
        let colours = Quadrant::ALL.map(|mood| theme.dot(mood));
        let mesh = Arc::new(frame::mesh(dot, dots, &view.frame, rect, &colours, (theme.ink, &view.chosen)));
        let (dots, frame, chosen) = (Arc::clone(dots), view.frame, view.chosen.len());
        view.drawn = Some(Drawn { dots, rect, frame, look: theme.look, chosen, mesh });
    }
    if let Some(drawn) = &view.drawn {
        painter.add(Shape::mesh(Arc::clone(&drawn.mesh)));
    }
    // Without dots, words stand in the middle of the map.
    let corners = if dots.is_empty() { 0 } else { 4 };
    for (mood, corner, align) in [
        (Quadrant::Tense, rect.left_top(), egui::Align2::LEFT_TOP),
        (Quadrant::Lively, rect.right_top(), egui::Align2::RIGHT_TOP),
        (Quadrant::Sad, rect.left_bottom(), egui::Align2::LEFT_BOTTOM),
        (Quadrant::Calm, rect.right_bottom(), egui::Align2::RIGHT_BOTTOM),
    ]
    .into_iter()
    .take(corners)
    {
        painter.text(corner, align, words::quadrant(mood), font(Weight::Medium, size::SMALL), theme.dim);
    }
    if view.lasso.len() > 1 {
        painter.add(Shape::closed_line(view.lasso.clone(), Stroke::new(1.5, theme.ink)));
    }
}

fn bar(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut MapView, rect: Rect, dots: &[Dot]) {
    let theme = scene.theme;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = STEP * 2.0;
        if view.chosen.is_empty() {
            if pill(ui, theme, t!("map-choose-all"), Face::Raised).clicked() {
                let seen = |dot: &&Dot| rect.contains(view.frame.place(rect, dot.affect));
                view.chosen = dots.iter().filter(seen).map(|dot| dot.id).collect();
            }
            let hint = t!("map-hint");
            if ui.available_width() > HINT {
                text::paragraph(ui, text::rich(hint, Weight::Regular, size::SMALL, theme.dim));
            }
            return;
        }
        let tracks = || view.chosen.clone();
        let mut done = false;
        for (label, command) in [
            (t!("play"), Command::PlayAll(tracks(), 0)),
            (t!("add-to-queue"), Command::Enqueue(tracks())),
            (
                t!("new-playlist"),
                Command::CreatePlaylist {
                    name: t!("from-the-map").to_owned(),
                    smart: None,
                    tracks: tracks(),
                },
            ),
        ] {
            if pill(ui, theme, label, Face::Raised).clicked() {
                scene.actions.send(command);
            }
        }
        done |= pill(ui, theme, t!("map-choose-none"), Face::Raised).clicked();
        let count = t!("map-chosen", count = view.chosen.len());
        text::line(ui, text::rich(&count, Weight::Regular, size::SMALL, theme.dim));
        if done {
            view.chosen.clear();
        }
    });
}
