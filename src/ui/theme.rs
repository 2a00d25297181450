//! The look of the window as tokens: colours of all themes, sizes of text, radii and spacing. Nothing here draws.
//!
//! Views take colours from a [`Theme`] only, so that contrast can be proven in one place.

use egui::Color32;

use crate::affect::Quadrant;

/// Spacing goes in steps of 4 points.
pub const STEP: f32 = 4.0;

/// Corner radii in points, small to large.
pub mod radius {
    /// Swatches and labels on pictures.
    pub const SMALL: f32 = 9.0;
    /// Wells and boxes of text.
    pub const MEDIUM: f32 = 14.0;
    /// Cards.
    pub const LARGE: f32 = 18.0;
    /// The cover.
    pub const COVER: f32 = 22.0;
}

/// Sizes of text in points.
pub mod size {
    /// Notes, table cells, buttons of less weight.
    pub const SMALL: f32 = 13.0;
    /// What is read.
    pub const BODY: f32 = 15.0;
    /// Below a title.
    pub const SUBTITLE: f32 = 16.0;
    /// The playing track.
    pub const TITLE: f32 = 30.0;
}

/// What surfaces are like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Dark ink on light surfaces.
    #[default]
    Light,
    /// Light ink on dark surfaces.
    Dark,
}

/// How surfaces stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edges {
    /// By soft shadows.
    #[default]
    Shadows,
    /// By lines, with the strongest colours there are.
    Lines,
}

/// What a theme is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Light or dark.
    pub ground: Ground,
    /// Soft, or with high contrast.
    pub edges: Edges,
}

/// The colours of one look, with the accent of one mood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// What it is made for.
    pub look: Look,
    /// Surfaces.
    pub bg: Color32,
    /// The lit side of raised surfaces.
    pub hi: Color32,
    /// The shaded side.
    pub lo: Color32,
    /// Sunken surfaces.
    pub well: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight.
    pub dim: Color32,
    /// Dividing lines; with high contrast also the edges of surfaces.
    pub line: Color32,
    /// The ground of what the pointer or the focus is on.
    pub touched: Color32,
    /// The one accent; also legible as text.
    pub accent: Color32,
    /// A quiet ground in the accent's hue, below `ink`.
    pub accent_soft: Color32,
    /// Text of errors.
    pub danger: Color32,
}

/// Text on pictures, and its ground.
pub const ON_PICTURE: Color32 = Color32::WHITE;
/// The ground of text on pictures.
pub const PICTURE_LABEL: Color32 = Color32::from_rgba_premultiplied(15, 18, 23, 217);

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Theme {
    /// The colours of a look, with the accent of a mood.
    pub const fn of(look: Look, mood: Quadrant) -> Self {
        let base = match (look.ground, look.edges) {
            (Ground::Light, Edges::Shadows) => LIGHT,
            (Ground::Dark, Edges::Shadows) => DARK,
            (Ground::Light, Edges::Lines) => LIGHT_LINES,
            (Ground::Dark, Edges::Lines) => DARK_LINES,
        };
        let (accent, accent_soft) = accents(look, mood);
        Self { accent: rgb(accent), accent_soft: rgb(accent_soft), ..base }
    }

    /// Are surfaces dark?
    pub const fn is_dark(&self) -> bool {
        matches!(self.look.ground, Ground::Dark)
    }

    /// Do surfaces stand out by lines?
    pub const fn has_lines(&self) -> bool {
        matches!(self.look.edges, Edges::Lines)
    }

    /// The dot of a quarter of the plane; always beside its word, never alone.
    pub const fn dot(&self, mood: Quadrant) -> Color32 {
        if self.has_lines() {
            return rgb(accents(self.look, mood).0);
        }
        rgb(match (self.look.ground, mood) {
            (Ground::Light, Quadrant::Lively) => 0x00_bd_68_12,
            (Ground::Dark, Quadrant::Lively) => 0x00_d9_82_2b,
            (Ground::Light, Quadrant::Tense) => 0x00_b8_40_5e,
            (Ground::Dark, Quadrant::Tense) => 0x00_dd_6a_88,
            (Ground::Light, Quadrant::Sad) => 0x00_4a_6f_a5,
            (Ground::Dark, Quadrant::Sad) => 0x00_6f_96_d0,
            (Ground::Light, Quadrant::Calm) => 0x00_35_80_62,
            (Ground::Dark, Quadrant::Calm) => 0x00_4f_a9_84,
        })
    }

    /// Text on the accent as a ground.
    pub const fn on_accent(&self) -> Color32 {
        if self.is_dark() { rgb(0x00_20_1a_14) } else { Color32::WHITE }
    }
}

/// The accent as text, and as a quiet ground.
const fn accents(look: Look, mood: Quadrant) -> (u32, u32) {
    match (look.ground, look.edges, mood) {
        (Ground::Light, Edges::Shadows, Quadrant::Lively) => (0x00_a6_46_05, 0x00_f6_df_c9),
        (Ground::Light, Edges::Shadows, Quadrant::Tense) => (0x00_a0_2d_4f, 0x00_f3_d9_e0),
        (Ground::Light, Edges::Shadows, Quadrant::Sad) => (0x00_35_59_8f, 0x00_d7_e1_f2),
        (Ground::Light, Edges::Shadows, Quadrant::Calm) => (0x00_22_68_4c, 0x00_d0_e7_dd),
        (Ground::Dark, Edges::Shadows, Quadrant::Lively) => (0x00_f2_a6_5a, 0x00_4a_38_26),
        (Ground::Dark, Edges::Shadows, Quadrant::Tense) => (0x00_f0_92_ab, 0x00_4b_2b_38),
        (Ground::Dark, Edges::Shadows, Quadrant::Sad) => (0x00_93_b6_ec, 0x00_2a_38_52),
        (Ground::Dark, Edges::Shadows, Quadrant::Calm) => (0x00_7f_ca_a8, 0x00_22_40_35),
        (Ground::Light, Edges::Lines, Quadrant::Lively) => (0x00_7a_30_00, 0x00_fb_ea_da),
        (Ground::Light, Edges::Lines, Quadrant::Tense) => (0x00_7d_12_38, 0x00_fa_e6_ec),
        (Ground::Light, Edges::Lines, Quadrant::Sad) => (0x00_1c_3c_70, 0x00_e4_ec_f9),
        (Ground::Light, Edges::Lines, Quadrant::Calm) => (0x000b_4a32, 0x00_df_f1_e8),
        (Ground::Dark, Edges::Lines, Quadrant::Lively) => (0x00_ff_c2_80, 0x00_3d_2a_14),
        (Ground::Dark, Edges::Lines, Quadrant::Tense) => (0x00_ff_b4_c6, 0x00_42_1c_2a),
        (Ground::Dark, Edges::Lines, Quadrant::Sad) => (0x00_b6_d1_ff, 0x00_18_28_44),
        (Ground::Dark, Edges::Lines, Quadrant::Calm) => (0x00_a0_e8_c8, 0x00_12_34_28),
    }
}

const fn look(ground: Ground, edges: Edges) -> Look {
    Look { ground, edges }
}

const LIGHT: Theme = Theme {
    look: look(Ground::Light, Edges::Shadows),
    bg: rgb(0x00_e9_ec_f2),
    hi: rgb(0x00_ff_ff_ff),
    lo: rgb(0x00_c5_ca_d6),
    well: rgb(0x00_e1_e5_ed),
    ink: rgb(0x00_20_24_2e),
    dim: rgb(0x00_56_5e_70),
    line: rgb(0x00_d5_da_e4),
    touched: rgb(0x00_dd_e2_ea),
    accent: Color32::PLACEHOLDER,
    accent_soft: Color32::PLACEHOLDER,
    danger: rgb(0x00_a8_22_2c),
};

const DARK: Theme = Theme {
    look: look(Ground::Dark, Edges::Shadows),
    bg: rgb(0x00_22_26_2f),
    hi: rgb(0x00_2d_32_3d),
    lo: rgb(0x00_17_1a_20),
    well: rgb(0x00_1d_20_28),
    ink: rgb(0x00_ee_f1_f6),
    dim: rgb(0x00_a4_ad_bd),
    line: rgb(0x00_34_3a_46),
    touched: rgb(0x00_30_36_41),
    accent: Color32::PLACEHOLDER,
    accent_soft: Color32::PLACEHOLDER,
    danger: rgb(0x00_ff_8f_8f),
};

const LIGHT_LINES: Theme = Theme {
    look: look(Ground::Light, Edges::Lines),
    bg: Color32::WHITE,
    hi: Color32::WHITE,
    lo: Color32::WHITE,
    well: Color32::WHITE,
    ink: Color32::BLACK,
    dim: rgb(0x00_30_35_3f),
    line: rgb(0x00_50_56_62),
    touched: rgb(0x00_e4_e8_ef),
    accent: Color32::PLACEHOLDER,
    accent_soft: Color32::PLACEHOLDER,
    danger: rgb(0x00_85_0e_18),
};

const DARK_LINES: Theme = Theme {
    look: look(Ground::Dark, Edges::Lines),
    bg: Color32::BLACK,
    hi: Color32::BLACK,
    lo: Color32::BLACK,
    well: Color32::BLACK,
    ink: Color32::WHITE,
    dim: rgb(0x00_d8_dd_e6),
    line: rgb(0x00_a8_b0_be),
    touched: rgb(0x00_2c_31_3a),
    accent: Color32::PLACEHOLDER,
    accent_soft: Color32::PLACEHOLDER,
    danger: rgb(0x00_ff_b0_b0),
};

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2 relative luminance.
    fn luminance(color: Color32) -> f32 {
        let linear = |byte: u8| {
            let x = f32::from(byte) / 255.0;
            if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn all() -> impl Iterator<Item = Theme> {
        let grounds = [Ground::Light, Ground::Dark];
        let looks = grounds
            .into_iter()
            .flat_map(|ground| [Edges::Shadows, Edges::Lines].map(|edges| Look { ground, edges }));
        looks.flat_map(|look| Quadrant::ALL.map(|mood| Theme::of(look, mood)))
    }

    /// Every colour that text has, on every ground that text is on; 7:1 with high contrast (WCAG 2.2, 1.4.3 and 1.4.6).
    #[test]
    fn every_text_is_legible_on_every_ground() {
        for theme in all() {
            let grounds = [
                ("surface", theme.bg),
                ("well", theme.well),
                ("lit edge", theme.hi),
                ("touched ground", theme.touched),
                ("soft accent", theme.accent_soft),
            ];
            let least = if theme.has_lines() { 7.0 } else { 4.5 };
            for (ground_name, ground) in grounds {
                for (name, text) in [
                    ("ink", theme.ink),
                    ("dim", theme.dim),
                    ("accent", theme.accent),
                    ("danger", theme.danger),
                ] {
                    // Neither stands there.
                    if matches!((name, ground_name), ("danger", "touched ground" | "soft accent")) {
                        continue;
                    }
                    let ratio = contrast(text, ground);
                    assert!(ratio >= least, "{name} on {ground_name}, {:?}: {ratio:.2}", theme.look);
                }
            }
            let ratio = contrast(theme.on_accent(), theme.accent);
            assert!(ratio >= least, "text on the accent, {:?}: {ratio:.2}", theme.look);
        }
    }

    /// The focus, fills, dots and, with high contrast, edges are no text: 3:1 (WCAG 2.2, 1.4.11).
    #[test]
    fn marks_stand_out_from_what_they_lie_on() {
        for theme in all() {
            let mut marks = vec![("focus and fills", theme.accent), ("quiet fills", theme.dim)];
            marks.extend(Quadrant::ALL.map(|mood| ("dot", theme.dot(mood))));
            if theme.has_lines() {
                marks.push(("edge", theme.line));
            }
            for (name, mark) in marks {
                let ratio = contrast(mark, theme.well).min(contrast(mark, theme.bg));
                assert!(ratio >= 3.0, "{name}, {:?}: {ratio:.2}", theme.look);
            }
        }
    }

    #[test]
    fn text_on_pictures_is_legible_on_black_and_white() {
        for picture in [Color32::BLACK, Color32::WHITE] {
            let ground = picture.blend(PICTURE_LABEL);
            assert!(contrast(ON_PICTURE, ground) >= 4.5, "{ground:?}");
        }
    }
}
