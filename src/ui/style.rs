//! Makes egui's own parts (menus, tooltips, text fields, scroll bars) look like the rest.

use egui::style::{ScrollAnimation, ScrollStyle, WidgetVisuals};
use egui::{Context, CornerRadius, Margin, Stroke, Style, TextStyle, ThemePreference, Visuals, vec2};

use crate::affect::Quadrant;
use crate::engine::DesktopStyle;
use crate::settings::{Appearance, Contrast, Motion, Settings};

use super::Wake;
use super::fonts::{self, SystemFonts, Weight, font};
use super::theme::{Edges, Ground, Look, STEP, Theme, radius, size};
use super::widgets::surface::corner;

/// Seconds a change of a control takes to be seen.
const ANIMATION_SECS: f32 = 0.1;

/// What the style is made for. What the desktop wants counts where the user chose nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Light, dark, high contrast.
    look: Look,
    /// Do controls move?
    motion: Motion,
    /// The mood whose accent it has.
    mood: Quadrant,
}

impl Wanted {
    /// What the user and their desktop want now.
    pub fn of(ctx: &Context, settings: &Settings, desktop: DesktopStyle, mood: Quadrant) -> Self {
        let ground = match (settings.appearance, desktop.ground) {
            (Appearance::Light, _) | (Appearance::System, Some(Appearance::Light)) => Ground::Light,
            (Appearance::Dark, _) | (Appearance::System, Some(Appearance::Dark)) => Ground::Dark,
            // Elsewhere than on a desktop with portals, the window knows.
            (Appearance::System, Some(Appearance::System) | None) => match ctx.theme() {
                egui::Theme::Light => Ground::Light,
                egui::Theme::Dark => Ground::Dark,
            },
        };
        let contrast =
            if settings.contrast == Contrast::System { desktop.contrast } else { settings.contrast };
        let edges = if contrast == Contrast::High { Edges::Lines } else { Edges::Shadows };
        let motion = if settings.motion == Motion::System { desktop.motion } else { settings.motion };
        Self { look: Look { ground, edges }, motion, mood }
    }

    /// The colours.
    pub const fn theme(self) -> Theme {
        Theme::of(self.look, self.mood)
    }
}

/// Fonts, and a style to begin with. Gives what brings fonts later; `wake` is called when it has one.
pub fn install(ctx: &Context, wake: Wake) -> SystemFonts {
    let fonts = fonts::install(ctx, wake);
    let wanted = Wanted::of(ctx, &Settings::default(), DesktopStyle::default(), Quadrant::Lively);
    set(ctx, wanted, Appearance::System);
    fonts
}

/// Dresses egui's own parts.
pub fn set(ctx: &Context, wanted: Wanted, appearance: Appearance) {
    let preference = match (appearance, wanted.look.ground) {
        // The window's title bar follows the desktop by itself.
        (Appearance::System, _) => ThemePreference::System,
        (_, Ground::Light) => ThemePreference::Light,
        (_, Ground::Dark) => ThemePreference::Dark,
    };
    ctx.set_theme(preference);
    let theme = wanted.theme();
    for which in [egui::Theme::Light, egui::Theme::Dark] {
        ctx.style_mut_of(which, |style| apply(style, &theme, wanted.motion));
    }
}

fn apply(style: &mut Style, theme: &Theme, motion: Motion) {
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
    let still = motion == Motion::Reduced;
    style.animation_time = if still { 0.0 } else { ANIMATION_SECS };
    style.scroll_animation = if still { ScrollAnimation::none() } else { ScrollAnimation::default() };
    style.visuals = visuals(theme);
    style.visuals.text_cursor.blink = !still;
}

fn visuals(theme: &Theme) -> Visuals {
    let mut visuals = if theme.is_dark() { Visuals::dark() } else { Visuals::light() };
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
        (&mut states.hovered, theme.touched),
        (&mut states.active, theme.well),
        (&mut states.open, theme.touched),
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
