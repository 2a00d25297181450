//! The way around: views above, settings, notices and keys below. Beside the views, or above them where it is narrow.

use egui::{Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{
    ICON_FACE, ICON_INFO, ICON_KEYBOARD, ICON_LIBRARY_MUSIC, ICON_MUSIC_NOTE, ICON_PICTURE_IN_PICTURE_ALT,
    ICON_SCATTER_PLOT, ICON_SETTINGS, ICON_TIMELINE,
};

use super::Scene;
use crate::language::{Key, key, t};
use crate::ui::actions::{Intent, View};
use crate::ui::fonts::{Weight, font, icons};
use crate::ui::keys::{self, Deed};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::IconButton;
use crate::ui::widgets::{brand, surface};

/// Where the rail lies and what it offers.
#[derive(Clone, Copy, Debug)]
pub struct Rail {
    /// Its place.
    pub rect: Rect,
    /// The view that is shown.
    pub current: View,
    /// Offer the listener's view, because it is not beside the others.
    pub offers_you: bool,
}

/// Settings stand apart from the other views.
const SETTINGS: (View, Key, MaterialIcon) = (View::Settings, key!("view-settings"), ICON_SETTINGS.outlined());

/// Draws the rail upright.
pub fn upright(ui: &mut Ui, scene: &mut Scene<'_>, rail: &Rail) {
    let theme = scene.theme;
    let middle = rail.rect.center_top();
    brand::mark(ui.painter(), middle + vec2(0.0, 27.0), 46.0, theme.accent);
    let name = middle + vec2(0.0, 50.0);
    ui.painter().text(
        name,
        egui::Align2::CENTER_CENTER,
        "mien",
        font(Weight::SemiBold, size::SMALL),
        theme.ink,
    );
    about(ui, scene, Rect::from_center_size(middle + vec2(0.0, 36.0), vec2(56.0, 48.0)));
    let mut y = rail.rect.top() + 88.0;
    for (view, name, icon) in entries(rail) {
        let rect = Rect::from_center_size(pos2(rail.rect.center().x, y), vec2(46.0, 46.0));
        entry(ui, scene, rect, (view, name, icon), rail.current);
        y += 58.0;
    }
    let mut y = rail.rect.bottom() - 42.0;
    let rect = Rect::from_center_size(pos2(rail.rect.center().x, y), vec2(46.0, 46.0));
    entry(ui, scene, rect, SETTINGS, rail.current);
    y -= 50.0;
    let mut child = ui.new_child(UiBuilder::new().id_salt("rail tools").max_rect(rail.rect));
    for tool in tools(scene) {
        let rect = Rect::from_center_size(pos2(rail.rect.center().x, y), vec2(40.0, 40.0));
        if y > rail.rect.top() + 88.0 + 58.0 * 5.0 {
            tool_button(&mut child, scene, rect, tool);
        }
        y -= 44.0;
    }
}

/// The wordmark leads to what Mien is.
fn about(ui: &Ui, scene: &mut Scene<'_>, rect: Rect) {
    let response = ui.interact(rect, ui.scope_id().with("about"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("section-about")));
    surface::focus(ui, scene.theme, &response, rect, radius::SMALL);
    if response.on_hover_text(t!("section-about")).clicked() {
        scene.actions.want(Intent::Show(View::About));
    }
}

/// Draws the rail lying, above the views.
pub fn lying(ui: &mut Ui, scene: &mut Scene<'_>, rail: &Rail) {
    let y = rail.rect.center().y;
    let mut x = rail.rect.left() + STEP * 7.0;
    for (view, name, icon) in entries(rail) {
        let rect = Rect::from_center_size(pos2(x, y), vec2(40.0, 40.0));
        entry(ui, scene, rect, (view, name, icon), rail.current);
        x += 48.0;
    }
    let mut x = rail.rect.right() - STEP * 7.0;
    entry(ui, scene, Rect::from_center_size(pos2(x, y), vec2(40.0, 40.0)), SETTINGS, rail.current);
    x -= 48.0;
    let mut child = ui.new_child(UiBuilder::new().id_salt("rail tools").max_rect(rail.rect));
    // The mini player has a key; the rail is short here.
    let fits = |tool: &Tool| *tool != Tool::Mini || rail.rect.width() > 520.0;
    for tool in tools(scene).filter(fits) {
        tool_button(&mut child, scene, Rect::from_center_size(pos2(x, y), vec2(40.0, 40.0)), tool);
        x -= 44.0;
    }
}

fn entries(rail: &Rail) -> impl Iterator<Item = (View, Key, MaterialIcon)> {
    let you = rail.offers_you.then_some((View::You, key!("view-you"), ICON_FACE.outlined()));
    [
        (View::Now, key!("view-now"), ICON_MUSIC_NOTE.outlined()),
        (View::Library, key!("view-library"), ICON_LIBRARY_MUSIC.outlined()),
        (View::Map, key!("view-map"), ICON_SCATTER_PLOT),
        (View::Journal, key!("view-journal"), ICON_TIMELINE),
    ]
    .into_iter()
    .chain(you)
}

fn entry(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    rect: Rect,
    (view, name, icon): (View, Key, MaterialIcon),
    current: View,
) {
    let theme = scene.theme;
    let (key, name) = (name, name.shown());
    let response: Response = ui.interact(rect, ui.scope_id().with(("view", key.id())), Sense::click());
    let on = view == current;
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, name));
    surface::focus(ui, theme, &response, rect, radius::MEDIUM);
    let color = if on {
        surface::well(ui.painter(), theme, rect, radius::MEDIUM);
        theme.accent
    } else {
        if response.hovered() {
            ui.painter().rect_filled(rect, surface::corner(radius::MEDIUM), theme.touched);
        }
        if response.hovered() { theme.ink } else { theme.dim }
    };
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon.codepoint, icons(icon, 24.0), color);
    if response.on_hover_text(name).clicked() {
        scene.actions.want(Intent::Show(view));
    }
}

/// What a small button of the rail does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tool {
    Keys,
    Mini,
    Notices,
}

fn tools(scene: &Scene<'_>) -> impl Iterator<Item = Tool> + use<> {
    let notices = (!scene.model.notices.past.is_empty()).then_some(Tool::Notices);
    [Tool::Keys, Tool::Mini].into_iter().chain(notices)
}

fn tool_button(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, tool: Tool) {
    let theme = scene.theme;
    match tool {
        Tool::Keys => {
            let key = keys::hint(Deed::Keys);
            let button = IconButton::new(t!("keyboard-shortcuts"), ICON_KEYBOARD.outlined()).key(&key);
            if button.put(ui, theme, rect, "keys").clicked() {
                scene.actions.want(Intent::ToggleKeys);
            }
        }
        Tool::Mini => {
            let key = keys::hint(Deed::MiniPlayer);
            let button = IconButton::new(t!("mini-player"), ICON_PICTURE_IN_PICTURE_ALT.outlined()).key(&key);
            if button.put(ui, theme, rect, "mini").clicked() {
                scene.actions.want(Intent::ToggleMini);
            }
        }
        Tool::Notices => {
            if IconButton::new(t!("notices"), ICON_INFO.outlined()).put(ui, theme, rect, "notices").clicked()
            {
                scene.actions.want(Intent::ToggleNotices);
            }
        }
    }
}
