//! Makes egui's own parts (menus, tooltips, text fields, scroll bars) look like the rest.

use egui::style::{ScrollStyle, WidgetVisuals};
use egui::{Context, CornerRadius, Margin, Stroke, Style, TextStyle, ThemePreference, Visuals, vec2};

use crate::affect::Quadrant;
use crate::settings::Appearance;

use super::fonts::{self, Weight, font};
use super::theme::{STEP, Theme, radius, size};
use super::widgets::surface::corner;

/// Fonts and both styles; the accent follows with [`set_accent`].
pub fn install(ctx: &Context) {
    fonts::install(ctx);
    set_accent(ctx, Quadrant::Lively);
}

/// The theme in use, with the accent of a mood.
pub fn theme(ctx: &Context, mood: Quadrant) -> Theme {
    match ctx.theme() {
        egui::Theme::Light => Theme::light(mood),
        egui::Theme::Dark => Theme::dark(mood),
    }
}

/// Light, dark, or as the desktop says.
pub fn set_appearance(ctx: &Context, appearance: Appearance) {
    ctx.set_theme(match appearance {
        Appearance::System => ThemePreference::System,
        Appearance::Light => ThemePreference::Light,
        Appearance::Dark => ThemePreference::Dark,
    });
}

/// Puts the accent of a mood into both styles.
pub fn set_accent(ctx: &Context, mood: Quadrant) {
    for (which, theme) in [(egui::Theme::Light, Theme::light(mood)), (egui::Theme::Dark, Theme::dark(mood))] {
        ctx.style_mut_of(which, |style| apply(style, &theme));
    }
}

fn apply(style: &mut Style, theme: &Theme) {
    style.text_styles = [
        (TextStyle::Small, font(Weight::Regular, size::SMALL)),
        (TextStyle::Body, font(Weight::Regular, size::BODY)),
        (TextStyle::Button, font(Weight::Medium, size::BODY)),
        (TextStyle::Heading, font(Weight::SemiBold, size::SUBTITLE)),
        (TextStyle::Monospace, egui::FontId::monospace(size::SMALL)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(STEP * 2.0, STEP * 2.0);
    spacing.button_padding = vec2(STEP * 3.0, STEP * 1.5);
    spacing.menu_margin = Margin::same(8);
    spacing.interact_size.y = 32.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::floating() };
    style.interaction.selectable_labels = false;
    style.animation_time = 0.1;
    style.visuals = visuals(theme);
}

fn visuals(theme: &Theme) -> Visuals {
    let mut visuals = if theme.dark { Visuals::dark() } else { Visuals::light() };
    visuals.override_text_color = None;
    visuals.panel_fill = theme.bg;
    visuals.window_fill = theme.bg;
    visuals.window_stroke = Stroke::new(1.0, theme.line);
    visuals.window_corner_radius = CornerRadius::same(corner(radius::LARGE));
    visuals.menu_corner_radius = CornerRadius::same(corner(radius::MEDIUM));
    visuals.extreme_bg_color = theme.well;
    visuals.weak_text_color = Some(theme.dim);
    visuals.hyperlink_color = theme.accent;
    visuals.error_fg_color = theme.danger;
    visuals.selection.bg_fill = theme.accent_soft;
    visuals.selection.stroke = Stroke::new(1.0, theme.ink);
    visuals.text_cursor.stroke = Stroke::new(2.0, theme.accent);
    let states = &mut visuals.widgets;
    for (state, fill) in [
        (&mut states.noninteractive, theme.bg),
        (&mut states.inactive, theme.bg),
        (&mut states.hovered, theme.line),
        (&mut states.active, theme.well),
        (&mut states.open, theme.line),
    ] {
        *state = WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::NONE,
            corner_radius: CornerRadius::same(corner(radius::SMALL)),
            fg_stroke: Stroke::new(1.0, theme.ink),
            expansion: 0.0,
        };
    }
    states.noninteractive.bg_stroke = Stroke::new(1.0, theme.line);
    visuals
}
