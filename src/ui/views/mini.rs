//! The mini player: cover, title and transport in a small window that stays above the others.

use egui::{CursorIcon, Rect, Sense, Ui, UiBuilder, ViewportCommand, pos2, vec2};
use egui_material_icons::icons::ICON_OPEN_IN_FULL;

use super::{Scene, footer, hero};
use crate::language::t;
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::keys::{self, Deed};
use crate::ui::theme::{STEP, size};
use crate::ui::widgets::button::IconButton;
use crate::ui::widgets::text;
use crate::ui::words;

/// Size of the window in points.
pub const SIZE: [f32; 2] = [380.0, 116.0];

/// Draws the player over the whole window; where nothing else is, the window can be moved.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let whole = ui.max_rect();
    let grip = ui.interact(whole, ui.scope_id().with("move window"), Sense::drag());
    if grip.drag_started() {
        ui.ctx().send_viewport_cmd(ViewportCommand::StartDrag);
    }
    if grip.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    let inner = whole.shrink(STEP * 3.0);
    let side = inner.height().min(inner.width() * 0.35);
    let cover = Rect::from_min_size(inner.min, vec2(side, side));
    hero::cover(ui, scene, cover);
    let rest = Rect::from_min_max(pos2(cover.right() + STEP * 4.0, inner.top()), inner.max);
    let back = Rect::from_min_size(rest.right_top() - vec2(30.0, 2.0), vec2(30.0, 30.0));
    words_ui(ui, scene, Rect::from_min_max(rest.min, pos2(back.left() - STEP, rest.top() + 42.0)));
    let key = keys::hint(Deed::MiniPlayer);
    let button = IconButton::new(t!("mini-back"), ICON_OPEN_IN_FULL).diameter(30.0).key(&key);
    if button.put(ui, scene.theme, back, ()).clicked() {
        scene.actions.want(Intent::ToggleMini);
    }
    controls(ui, scene, Rect::from_min_max(pos2(rest.left(), rest.top() + 42.0), rest.max));
}

fn words_ui(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    ui.scope_builder(UiBuilder::new().id_salt("mini words").max_rect(rect), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let Some(now) = scene.model.music.playback.now() else {
            text::line(ui, text::rich(t!("nothing-playing"), Weight::SemiBold, size::BODY, theme.ink));
            return;
        };
        let title = &now.track.tags.title;
        text::announce(&text::name_line(ui, title, Weight::SemiBold, size::BODY, theme.ink));
        text::name_line(ui, words::artist(&now.track), Weight::Regular, size::SMALL, theme.dim)
            .on_hover_text(now.reason.shown());
    });
}

fn controls(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    footer::transport(ui, scene, rect, 34.0, 40.0);
    let bar = Rect::from_min_max(
        pos2(rect.left() + 140.0, rect.center().y - 10.0),
        pos2(rect.right() - STEP * 2.0, rect.center().y + 10.0),
    );
    footer::seek_ui(ui, scene, bar);
}
