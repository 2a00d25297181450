//! Inter in three weights, icons, and a fallback for scripts neither of them covers.

use std::fs;
use std::sync::Arc;

use egui::epaint::text::{FallbackRequest, FontInsert};
use egui::{FontData, FontDefinitions, FontFamily, FontId};

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

/// The font of icons.
pub fn icons(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(egui_material_icons::FONT_FAMILY.into()))
}

fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::Medium => FontFamily::Name("medium".into()),
        Weight::SemiBold => FontFamily::Name("semibold".into()),
        Weight::Display => FontFamily::Name("display".into()),
    }
}

/// Installs the fonts; egui's own stay behind Inter for symbols and emoji.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
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
    ctx.add_font_provider(Arc::new(system_font_for));
}

/// Fonts of the system for scripts, the first that is there: asked for once a character, so a title in Japanese
/// costs one file read, and nobody else pays.
fn system_font_for(request: &FallbackRequest<'_>) -> Option<FontInsert> {
    let character = request.cluster.chars().next()?;
    let path = candidates(character).iter().find(|path| fs::exists(path).unwrap_or(false))?;
    let bytes = fs::read(path).ok()?;
    Some(FontInsert::new(path, FontData::from_owned(bytes), Vec::new()))
}

/// Where systems keep a font for the script of a character.
const fn candidates(character: char) -> &'static [&'static str] {
    match character {
        '\u{0590}'..='\u{05ff}' => &[
            "/usr/share/fonts/truetype/noto/NotoSansHebrew-Regular.ttf",
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "/System/Library/Fonts/ArialHB.ttc",
            "C:\\Windows\\Fonts\\segoeui.ttf",
        ],
        '\u{0600}'..='\u{06ff}' => &[
            "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "/System/Library/Fonts/GeezaPro.ttc",
            "C:\\Windows\\Fonts\\segoeui.ttf",
        ],
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' => &[
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
            "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
            "/System/Library/Fonts/PingFang.ttc",
            "/System/Library/Fonts/Hiragino Sans GB.ttc",
            "C:\\Windows\\Fonts\\msyh.ttc",
            "C:\\Windows\\Fonts\\malgun.ttf",
        ],
        _ => &[
            "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
            "C:\\Windows\\Fonts\\seguisym.ttf",
        ],
    }
}
