//! Inter in three weights, icons, fonts for the scripts it lacks, and the system's for what is missing still.

mod system;

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};
use egui_material_icons::MaterialIcon;

use super::Wake;
pub use system::SystemFonts;

/// Weights of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For reading.
    Regular,
    /// Titles in lists, buttons.
    Medium,
    /// Headings.
    SemiBold,
    /// The large title.
    Display,
}

/// A font in a weight and a size in points.
pub fn font(weight: Weight, size: f32) -> FontId {
    FontId::new(size, family(weight))
}

/// The font an icon is drawn with.
pub fn icons(icon: MaterialIcon, size: f32) -> FontId {
    FontId::new(size, icon.font_family())
}

fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::Medium => FontFamily::Name("medium".into()),
        Weight::SemiBold => FontFamily::Name("semibold".into()),
        Weight::Display => FontFamily::Name("display".into()),
    }
}

/// Scripts that Inter lacks, in the order they are looked through. The last one is for Chinese, Japanese and Korean.
const SCRIPTS: [(&str, &[u8]); 3] = [
    ("hebrew", include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf")),
    ("arabic", include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf")),
    ("east asian", include_bytes!("../../assets/fonts/DroidSansFallback.ttf")),
];

/// Installs the fonts: Inter, egui's own for symbols and emoji, those for other scripts, and behind them the system's.
pub fn install(ctx: &egui::Context, wake: Wake) -> SystemFonts {
    let mut fonts = FontDefinitions::default();
    let mut fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, bytes) in SCRIPTS {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        fallback.push(name.to_owned());
    }
    for (weight, name, bytes) in [
        (Weight::Regular, "inter", include_bytes!("../../assets/fonts/Inter-Regular.otf").as_slice()),
        (Weight::Medium, "inter-medium", include_bytes!("../../assets/fonts/Inter-Medium.otf")),
        (Weight::SemiBold, "inter-semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
        (Weight::Display, "inter-display", include_bytes!("../../assets/fonts/InterDisplay-SemiBold.otf")),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let mut chain = vec![name.to_owned()];
        chain.extend(fallback.iter().cloned());
        fonts.families.insert(family(weight), chain);
    }
    ctx.set_fonts(fonts);
    egui_material_icons::initialize(ctx);
    SystemFonts::watch(ctx, wake)
}

/// All families of text.
fn families() -> [FontFamily; 4] {
    [Weight::Regular, Weight::Medium, Weight::SemiBold, Weight::Display].map(family)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles in the scripts that are promised; none of their letters may be a box.
    #[test]
    fn titles_of_many_scripts_have_their_letters() {
        let ctx = egui::Context::default();
        let _system = install(&ctx, Arc::new(|| {}));
        let mut output = ctx.run_ui(egui::RawInput::default(), |_| {});
        output.textures_delta.clear();
        for title in [
            "Für Elise, Dvořák: Měsíčku, Þú ert",
            "Подмосковные вечера, Щедрик",
            "Ωδή στη χαρά",
            "夜に駆ける 千本桜 カタカナ",
            "月亮代表我的心 茉莉花 愛很簡單",
            "아리랑 강남스타일",
            "שלום עליכם",
            "أنت عمري، يا ليل",
            "🎵 🎸 😀 ❤ ♫",
        ] {
            for weight in [Weight::Regular, Weight::Medium, Weight::SemiBold, Weight::Display] {
                let id = font(weight, 15.0);
                let missing: String =
                    title.chars().filter(|c| !ctx.fonts_mut(|fonts| fonts.has_glyph(&id, *c))).collect();
                assert_eq!(missing, "", "{title}, {weight:?}");
            }
        }
    }
}
