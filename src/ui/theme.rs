//! The look of the window as tokens: colours of both themes, sizes of text, radii and spacing. Nothing here draws.
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

/// The colours of one appearance, with the accent of one mood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Dark surfaces.
    pub dark: bool,
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
    /// Dividing lines.
    pub line: Color32,
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
    /// Light surfaces.
    pub const fn light(mood: Quadrant) -> Self {
        let (accent, accent_soft) = match mood {
            Quadrant::Lively => (0x00_ad_4a_06, 0x00_f6_df_c9),
            Quadrant::Tense => (0x00_a0_2d_4f, 0x00_f3_d9_e0),
            Quadrant::Sad => (0x00_35_59_8f, 0x00_d7_e1_f2),
            Quadrant::Calm => (0x00_22_68_4c, 0x00_d0_e7_dd),
        };
        Self {
            dark: false,
            bg: rgb(0x00_e9_ec_f2),
            hi: rgb(0x00_ff_ff_ff),
            lo: rgb(0x00_c5_ca_d6),
            well: rgb(0x00_e1_e5_ed),
            ink: rgb(0x00_20_24_2e),
            dim: rgb(0x00_56_5e_70),
            line: rgb(0x00_d5_da_e4),
            accent: rgb(accent),
            accent_soft: rgb(accent_soft),
            danger: rgb(0x00_a8_22_2c),
        }
    }

    /// Dark surfaces.
    pub const fn dark(mood: Quadrant) -> Self {
        let (accent, accent_soft) = match mood {
            Quadrant::Lively => (0x00_f2_a6_5a, 0x00_4a_38_26),
            Quadrant::Tense => (0x00_f0_92_ab, 0x00_4b_2b_38),
            Quadrant::Sad => (0x00_93_b6_ec, 0x00_2a_38_52),
            Quadrant::Calm => (0x00_7f_ca_a8, 0x00_22_40_35),
        };
        Self {
            dark: true,
            bg: rgb(0x00_22_26_2f),
            hi: rgb(0x00_2d_32_3d),
            lo: rgb(0x00_17_1a_20),
            well: rgb(0x00_1d_20_28),
            ink: rgb(0x00_ee_f1_f6),
            dim: rgb(0x00_a4_ad_bd),
            line: rgb(0x00_34_3a_46),
            accent: rgb(accent),
            accent_soft: rgb(accent_soft),
            danger: rgb(0x00_ff_8f_8f),
        }
    }

    /// The dot of a quarter of the plane; always beside its word, never alone.
    pub const fn dot(&self, mood: Quadrant) -> Color32 {
        rgb(match (self.dark, mood) {
            (false, Quadrant::Lively) => 0x00_c6_6f_17,
            (true, Quadrant::Lively) => 0x00_d9_82_2b,
            (false, Quadrant::Tense) => 0x00_b8_40_5e,
            (true, Quadrant::Tense) => 0x00_dd_6a_88,
            (false, Quadrant::Sad) => 0x00_4a_6f_a5,
            (true, Quadrant::Sad) => 0x00_6f_96_d0,
            (false, Quadrant::Calm) => 0x00_35_80_62,
            (true, Quadrant::Calm) => 0x00_4f_a9_84,
        })
    }

    /// Text on the accent as a ground.
    pub const fn on_accent(&self) -> Color32 {
        if self.dark { rgb(0x00_20_1a_14) } else { Color32::WHITE }
    }
}

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
        Quadrant::ALL.into_iter().flat_map(|mood| [Theme::light(mood), Theme::dark(mood)])
    }

    #[test]
    fn every_text_is_legible_on_every_ground_it_is_used_on() {
        for theme in all() {
            for (name, text, ground) in [
                ("ink on surface", theme.ink, theme.bg),
                ("ink in a well", theme.ink, theme.well),
                ("ink on the soft accent", theme.ink, theme.accent_soft),
                ("dim on surface", theme.dim, theme.bg),
                ("dim in a well", theme.dim, theme.well),
                ("accent on surface", theme.accent, theme.bg),
                ("accent in a well", theme.accent, theme.well),
                ("text on accent", theme.on_accent(), theme.accent),
                ("danger on surface", theme.danger, theme.bg),
            ] {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{name}, dark {}: {ratio:.2}", theme.dark);
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

    #[test]
    fn dots_and_fills_stand_out_from_what_they_lie_on() {
        for theme in all() {
            for mood in Quadrant::ALL {
                let ratio = contrast(theme.dot(mood), theme.well).min(contrast(theme.dot(mood), theme.bg));
                assert!(ratio >= 3.0, "{mood:?}, dark {}: {ratio:.2}", theme.dark);
            }
            assert!(contrast(theme.dim, theme.well) >= 3.0);
        }
    }
}
