//! Fonts of the system for characters that the bundled ones lack, looked for on a thread of their own: until one is
//! found, such a character is a box.

use std::collections::HashSet;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, bounded};
use egui::FontData;
use egui::epaint::text::{FallbackRequest, FontInsert, FontPriority, InsertFontFamily};
use fontdb::{Database, FaceInfo, Style, Weight};
use skrifa::{FontRef, MetadataProvider};

use super::{Wake, families};

/// Characters that wait to be looked for; what comes beyond stays a box.
const WAITING: usize = 1024;
/// Fonts that wait to be installed.
const FOUND: usize = 8;
/// More files than this are not opened, whatever titles hold: each stays in memory.
const MOST: usize = 12;

/// The fonts that were found.
pub struct SystemFonts {
    found: Receiver<FontInsert>,
}

impl SystemFonts {
    /// Looks for every character that is missing from now on; `wake` is called when there is a font to install.
    pub fn watch(ctx: &egui::Context, wake: Wake) -> Self {
        let (missing, wishes) = bounded(WAITING);
        let (give, found) = bounded(FOUND);
        // The thread ends with the context, which holds the other end.
        match std::thread::Builder::new().name("fonts".into()).spawn(move || search(&wishes, &give, &wake)) {
            Ok(_) => {
                ctx.add_font_provider(Arc::new(move |request: &FallbackRequest<'_>| wish(&missing, request)));
            }
            Err(error) => log::warn!("no thread to look for fonts: {error}"),
        }
        Self { found }
    }

    /// Installs what was found.
    pub fn install(&self, ctx: &egui::Context) {
        while let Ok(font) = self.found.try_recv() {
            log::debug!("font for missing characters: {}", font.name);
            ctx.add_font(font);
        }
    }
}

/// Notes the character; the answer comes later.
fn wish(missing: &Sender<char>, request: &FallbackRequest<'_>) -> Option<FontInsert> {
    if let Some(character) = request.cluster.chars().next() {
        let _full = missing.try_send(character);
    }
    None
}

fn search(wishes: &Receiver<char>, give: &Sender<FontInsert>, wake: &Wake) {
    let (mut seen, mut given) = (HashSet::new(), HashSet::new());
    let mut system = None;
    for character in wishes {
        // egui asks again for what it did not get whenever another font came.
        if given.len() == MOST || !seen.insert(character) {
            continue;
        }
        let system = system.get_or_insert_with(system_fonts);
        if let Some(font) = font_with(system, character)
            && given.insert(font.name.clone())
        {
            if give.send(font).is_err() {
                return;
            }
            wake();
        }
    }
}

fn system_fonts() -> Database {
    let mut system = Database::new();
    system.load_system_fonts();
    system
}

/// The plainest font that can draw a character.
fn font_with(system: &Database, character: char) -> Option<FontInsert> {
    let mut faces: Vec<&FaceInfo> = system.faces().collect();
    faces.sort_by_key(|face| oddness(face));
    let face = faces.into_iter().find(|face| can_draw(system, face, character))?;
    let bytes = system.with_face_data(face.id, |data, _| data.to_vec())?;
    let mut data = FontData::from_owned(bytes);
    data.index = face.index;
    let families = families().map(|family| InsertFontFamily { family, priority: FontPriority::Lowest });
    Some(FontInsert::new(&format!("{} {}", face.post_script_name, face.index), data, families.to_vec()))
}

/// How far a face is from an upright sans serif of normal weight.
fn oddness(face: &FaceInfo) -> (bool, bool, bool, u16) {
    let family = face.families.first().map_or("", |(name, _)| name.as_str());
    let weight = face.weight.0.abs_diff(Weight::NORMAL.0);
    (face.style != Style::Normal, face.monospaced, family.contains("Serif"), weight)
}

/// Does it have an outline for the character? Fonts of mere pictures cannot be drawn.
fn can_draw(system: &Database, face: &FaceInfo, character: char) -> bool {
    let drawn = system.with_face_data(face.id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        font.outline_glyphs().get(font.charmap().map(character)?).map(|_| ())
    });
    drawn.flatten().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_found_for_what_it_can_draw_and_for_nothing_else() {
        let mut system = Database::new();
        system.load_font_data(include_bytes!("../../../assets/fonts/NotoSansHebrew-Regular.ttf").to_vec());
        assert!(font_with(&system, 'ש').is_some_and(|font| font.name.starts_with("NotoSansHebrew")));
        assert!(font_with(&system, '\u{0e01}').is_none());
    }
}
