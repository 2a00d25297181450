//! Buttons: round ones with an icon, pills with a text. Each has an accessible name.

use egui::{Align2, Color32, Key, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};
use egui_material_icons::MaterialIcon;

use super::surface::{self, Height};
use crate::ui::fonts::{Weight, font, icons};
use crate::ui::theme::{STEP, Theme, radius, size};

/// How a button stands on its ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Raised, in the ink of text.
    Raised,
    /// Raised, in the accent.
    Accent,
    /// Filled with the accent: the one thing to do here.
    Filled,
    /// Flat until touched.
    Quiet,
    /// Sunken: this one is on.
    Sunken,
}

/// A round button with an icon.
#[derive(Clone, Copy, Debug)]
pub struct IconButton<'a> {
    /// The accessible name, also the tooltip.
    pub name: &'a str,
    /// The icon.
    pub icon: MaterialIcon,
    /// Diameter in points.
    pub diameter: f32,
    /// How it stands.
    pub face: Face,
    /// On or off, for buttons that hold a state.
    pub selected: Option<bool>,
    /// Key that does the same, for the tooltip.
    pub key: &'a str,
}

impl<'a> IconButton<'a> {
    /// A quiet button of 36 points.
    pub const fn new(name: &'a str, icon: MaterialIcon) -> Self {
        Self { name, icon, diameter: 36.0, face: Face::Quiet, selected: None, key: "" }
    }

    /// Another face.
    #[must_use]
    pub const fn face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// Another size.
    #[must_use]
    pub const fn diameter(self, diameter: f32) -> Self {
        Self { diameter, ..self }
    }

    /// Holds a state.
    #[must_use]
    pub const fn selected(self, selected: bool) -> Self {
        Self { selected: Some(selected), ..self }
    }

    /// Names its key in the tooltip.
    #[must_use]
    pub const fn key(self, key: &'a str) -> Self {
        Self { key, ..self }
    }

    /// Draws it in the flow.
    pub fn show(self, ui: &mut Ui, theme: &Theme) -> Response {
        let (rect, response) = ui.allocate_exact_size(vec2(self.diameter, self.diameter), Sense::click());
        self.finish(ui, theme, rect, response)
    }

    /// Its identity where it is put.
    pub fn id(&self, ui: &Ui, salt: impl std::hash::Hash + std::fmt::Debug) -> egui::Id {
        ui.scope_id().with((self.name, &salt))
    }

    /// Draws it in the middle of a rectangle, beside the flow.
    pub fn put(
        self,
        ui: &mut Ui,
        theme: &Theme,
        rect: Rect,
        salt: impl std::hash::Hash + std::fmt::Debug,
    ) -> Response {
        let rect = Rect::from_center_size(rect.center(), vec2(self.diameter, self.diameter));
        let response = ui.interact(rect, self.id(ui, &salt), Sense::click());
        self.finish(ui, theme, rect, response)
    }

    fn finish(self, ui: &Ui, theme: &Theme, rect: Rect, response: Response) -> Response {
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo {
            selected: self.selected,
            ..WidgetInfo::labeled(Role::Button, enabled, self.name)
        });
        surface::bring_into_sight(ui, &response);
        if ui.is_rect_visible(rect) {
            let ink = ground(ui, theme, rect, rect.height() * 0.5, self.face, &response);
            let glyph = (rect.height() * 0.5).clamp(16.0, 30.0);
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                self.icon.codepoint,
                icons(self.icon, glyph),
                ink,
            );
        }
        if self.key.is_empty() {
            response.on_hover_text(self.name)
        } else {
            response.on_hover_text(format!("{} ({})", self.name, self.key))
        }
    }
}

/// A pill with a text, and an icon before it if wanted.
pub fn pill(ui: &mut Ui, theme: &Theme, text: &str, face: Face) -> Response {
    pill_named(ui, theme, &Pill { text, name: text, icon: Beside::Nothing, face })
}

/// What stands beside the text of a pill.
#[derive(Clone, Copy, Debug)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// An icon before it.
    Before(MaterialIcon),
    /// An icon behind it.
    Behind(MaterialIcon),
}

/// A pill in full.
#[derive(Clone, Copy, Debug)]
pub struct Pill<'a> {
    /// What is written.
    pub text: &'a str,
    /// The accessible name; begins with what is written.
    pub name: &'a str,
    /// An icon beside the text.
    pub icon: Beside,
    /// How it stands.
    pub face: Face,
}

/// Draws a pill.
pub fn pill_named(ui: &mut Ui, theme: &Theme, pill: &Pill<'_>) -> Response {
    let small = pill.face == Face::Quiet;
    let text_size = if small { size::SMALL } else { size::BODY };
    let galley = ui.painter().layout_no_wrap(
        pill.text.to_owned(),
        font(Weight::Medium, text_size),
        Color32::PLACEHOLDER,
    );
    let icon_room = text_size + STEP * 2.0;
    let (before, behind) = match pill.icon {
        Beside::Nothing => (0.0, 0.0),
        Beside::Before(_) => (icon_room, 0.0),
        Beside::Behind(_) => (0.0, icon_room),
    };
    let padding = if small { vec2(STEP * 2.0, STEP) } else { vec2(STEP * 4.0, STEP * 2.5) };
    let desired = galley.size() + vec2(before + behind, 0.0) + padding * 2.0;
    let (rect, response) = ui.allocate_exact_size(desired, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, pill.name));
    surface::bring_into_sight(ui, &response);
    if ui.is_rect_visible(rect) {
        let rounding = if small { radius::SMALL } else { rect.height() * 0.5 };
        let ink = ground(ui, theme, rect, rounding, pill.face, &response);
        let inner = rect.shrink2(padding);
        let icon = match pill.icon {
            Beside::Nothing => None,
            Beside::Before(icon) => Some((icon, inner.left_center(), Align2::LEFT_CENTER)),
            Beside::Behind(icon) => Some((icon, inner.right_center(), Align2::RIGHT_CENTER)),
        };
        if let Some((icon, at, align)) = icon {
            ui.painter().text(at, align, icon.codepoint, icons(icon, text_size + 4.0), ink);
        }
        let top_left = egui::pos2(inner.left() + before, rect.center().y - galley.size().y * 0.5);
        ui.painter().galley(top_left, galley, ink);
    }
    response
}

/// Paints the ground of a button in its state and gives the colour of what stands on it.
fn ground(ui: &Ui, theme: &Theme, rect: Rect, rounding: f32, face: Face, response: &Response) -> Color32 {
    let painter = ui.painter();
    let pressed = response.is_pointer_button_down_on() && response.enabled();
    let touched = response.hovered() || response.has_focus();
    surface::focus(ui, theme, response, rect, rounding);
    match face {
        Face::Sunken => surface::well(painter, theme, rect, rounding),
        Face::Filled => {
            surface::shadows(painter, theme, rect, rounding, Height::Control);
            let lift = if pressed {
                0.85
            } else if touched {
                0.93
            } else {
                1.0
            };
            painter.rect_filled(rect, surface::corner(rounding), theme.bg.lerp_to_gamma(theme.accent, lift));
        }
        Face::Raised | Face::Accent | Face::Quiet if pressed => surface::well(painter, theme, rect, rounding),
        Face::Raised | Face::Accent => surface::raised(painter, theme, rect, rounding, Height::Control),
        Face::Quiet if touched => {
            painter.rect_filled(rect, surface::corner(rounding), theme.touched);
        }
        Face::Quiet => {}
    }
    match face {
        Face::Filled => theme.on_accent(),
        Face::Accent | Face::Sunken => theme.accent,
        Face::Raised => theme.ink,
        Face::Quiet if touched => theme.ink,
        Face::Quiet => theme.dim,
    }
}

/// Enter on the focused widget.
pub fn entered(ui: &Ui, response: &Response) -> bool {
    response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}
