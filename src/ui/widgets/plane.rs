//! The mood plane: unpleasant to pleasant from left to right, quiet to excited from bottom to top,
//! with the listener, the way they came, the music that plays and what comes next. A click, or the arrow keys and Enter,
//! choose a place.

use egui::{
    Align2, EventFilter, Key, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::surface;
use crate::affect::{Affect, Quadrant};
use crate::language::{Key as Message, Text, t};
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, Theme, radius, size};
use crate::ui::words;

/// What lies on the plane.
#[derive(Clone, Copy, Debug)]
pub struct Plane<'a> {
    /// The listener, or the pinned mood.
    pub listener: Option<Affect>,
    /// Where the listener was, oldest first.
    pub trail: &'a [Affect],
    /// The track that plays.
    pub playing: Option<Affect>,
    /// The tracks that come next.
    pub next: &'a [Affect],
    /// The places the plan aims at, one after the other.
    pub path: &'a [Affect],
    /// What a click sets: "your mood".
    pub sets: Message,
}

/// How far an arrow key moves the place to be chosen.
const KEY_STEP: f32 = 0.1;

impl Plane<'_> {
    /// Draws it over the whole width; gives the place that was just chosen.
    pub fn show(&self, ui: &mut Ui, theme: &Theme, height: f32) -> Option<Affect> {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        let description = self.description();
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &description));
        surface::bring_into_sight(ui, &response);
        if !ui.is_rect_visible(rect) {
            return None;
        }
        surface::well(ui.painter(), theme, rect, radius::MEDIUM);
        Self::axes(ui, theme, rect);
        let room = rect.shrink2(vec2(STEP * 5.0, STEP * 6.0));
        let place = |affect: Affect| -> Pos2 {
            pos2(
                room.center().x + affect.valence * room.width() * 0.5,
                room.center().y - affect.arousal * room.height() * 0.5,
            )
        };
        self.marks(ui, theme, &place);
        let cursor = self.cursor(ui, &response);
        surface::focus(ui, theme, &response, rect, radius::MEDIUM);
        if let Some(cursor) = cursor {
            crosshair(ui, theme, place(cursor));
        }
        let clicked = response.clicked();
        let response = response.on_hover_text(description);
        if !clicked {
            return None;
        }
        let pointed = response.interact_pointer_pos().map(|at| {
            let from_middle: Vec2 = (at - room.center()) / (room.size() * 0.5);
            Affect::new(from_middle.x, -from_middle.y)
        });
        pointed.or(cursor)
    }

    /// The place the arrow keys have moved to; `None` without the focus.
    fn cursor(&self, ui: &Ui, response: &Response) -> Option<Affect> {
        if !response.has_focus() {
            return None;
        }
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let start = || self.listener.or(self.playing).unwrap_or_default();
        let before: Affect = ui.data(|data| data.get_temp(response.id)).unwrap_or_else(start);
        let by = ui.input(|input| {
            let pressed = |key| if input.key_pressed(key) { KEY_STEP } else { 0.0 };
            vec2(
                pressed(Key::ArrowRight) - pressed(Key::ArrowLeft),
                pressed(Key::ArrowUp) - pressed(Key::ArrowDown),
            )
        });
        let cursor = Affect::new(before.valence + by.x, before.arousal + by.y);
        ui.data_mut(|data| data.insert_temp(response.id, cursor));
        Some(cursor)
    }

    fn axes(ui: &Ui, theme: &Theme, rect: Rect) {
        let (painter, stroke) = (ui.painter(), Stroke::new(1.0, theme.line));
        let inner = rect.shrink(STEP * 2.5);
        painter.hline(inner.x_range(), rect.center().y, stroke);
        painter.vline(rect.center().x, inner.y_range(), stroke);
        let words = rect.shrink2(vec2(STEP * 3.0, STEP * 2.0));
        for (mood, corner, align) in [
            (Quadrant::Tense, words.left_top(), Align2::LEFT_TOP),
            (Quadrant::Lively, words.right_top(), Align2::RIGHT_TOP),
            (Quadrant::Sad, words.left_bottom(), Align2::LEFT_BOTTOM),
            (Quadrant::Calm, words.right_bottom(), Align2::RIGHT_BOTTOM),
        ] {
            painter.text(corner, align, words::quadrant(mood), font(Weight::Regular, size::SMALL), theme.dim);
        }
    }

    fn marks(&self, ui: &Ui, theme: &Theme, place: &dyn Fn(Affect) -> Pos2) {
        let painter = ui.painter();
        if self.trail.len() > 1 && self.listener.is_some() {
            let points = self.trail.iter().copied().map(place).collect();
            painter.add(Shape::line(points, Stroke::new(2.5, theme.accent.gamma_multiply(0.5))));
        }
        if self.path.windows(2).any(|pair| pair[0] != pair[1]) {
            let points: Vec<Pos2> = self.path.iter().copied().map(place).collect();
            painter.extend(Shape::dashed_line(&points, Stroke::new(1.5, theme.ink), 5.0, 4.0));
        }
        for next in self.next {
            painter.circle_filled(place(*next), 4.0, theme.dim);
        }
        if let Some(playing) = self.playing {
            diamond(ui, theme, place(playing));
        }
        if let Some(listener) = self.listener {
            painter.circle_filled(place(listener), 8.0, theme.accent);
            painter.circle_stroke(place(listener), 14.0, Stroke::new(1.5, theme.accent.gamma_multiply(0.6)));
        }
    }

    fn description(&self) -> String {
        let word = |affect: Option<Affect>| affect.map_or(t!("unknown"), |a| words::quadrant(a.quadrant()));
        Text::new(self.sets).with("listener", word(self.listener)).with("music", word(self.playing)).shown()
    }
}

fn crosshair(ui: &Ui, theme: &Theme, center: Pos2) {
    let stroke = Stroke::new(2.0, theme.ink);
    for arm in [vec2(10.0, 0.0), vec2(0.0, 10.0)] {
        ui.painter().line_segment([center - arm, center + arm], stroke);
    }
}

/// The mark of the track that plays; a shape of its own, not only a colour.
fn diamond(ui: &Ui, theme: &Theme, center: Pos2) {
    let points =
        [vec2(0.0, -7.0), vec2(7.0, 0.0), vec2(0.0, 7.0), vec2(-7.0, 0.0)].map(|v| center + v).to_vec();
    ui.painter().add(Shape::convex_polygon(points, theme.ink, Stroke::new(2.0, theme.well)));
}

/// What the marks mean, in one quiet line.
pub fn legend(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let painter = ui.painter();
    let mut x = rect.left() + STEP;
    let y = rect.center().y;
    for (i, word) in [t!("legend-you"), t!("legend-playing"), t!("legend-next")].into_iter().enumerate() {
        let center = pos2(x + 5.0, y);
        match i {
            0 => {
                painter.circle_filled(center, 5.0, theme.accent);
            }
            1 => diamond(ui, theme, center),
            _ => {
                painter.circle_filled(center, 4.0, theme.dim);
            }
        }
        let end = painter.text(
            pos2(x + 16.0, y),
            Align2::LEFT_CENTER,
            word,
            font(Weight::Regular, size::SMALL),
            theme.dim,
        );
        x = end.right() + STEP * 4.0;
    }
}
