//! Pictures on the graphics card: the camera preview, covers, and painted stand-ins where a track has none.
//! Each is uploaded once; all stores are bounded.

use std::collections::{HashMap, HashSet};

use egui::{
    Color32, ColorImage, Context, Pos2, Rect, TextureFilter, TextureHandle, TextureId, TextureOptions, Vec2,
    pos2, vec2,
};

use crate::affect::Quadrant;
use crate::engine::{Command, Cover};
use crate::frame::Frame;
use crate::library::{Track, TrackId};
use crate::vision::Report;

use super::model::Model;

/// Covers kept; the window shows one large and a screenful of small ones.
const COVERS: usize = 64;
/// Different stand-ins for each quarter of the plane.
const VARIANTS: i64 = 5;
/// Side of a stand-in in pixels; it is smooth, so it scales.
const STAND_IN: usize = 96;
/// Side of a dot in pixels.
const DOT: usize = 16;

/// All textures of the window.
#[derive(Default)]
pub struct Textures {
    preview: Option<Preview>,
    covers: HashMap<TrackId, Option<TextureHandle>>,
    /// Oldest first.
    order: Vec<TrackId>,
    asked: HashSet<TrackId>,
    stand_ins: HashMap<(Quadrant, i64), TextureHandle>,
    dot: Option<TextureHandle>,
}

struct Preview {
    texture: TextureHandle,
    frame: Frame,
}

impl Textures {
    /// The camera's picture; uploaded only when the report is about another picture.
    pub fn preview(&mut self, ctx: &Context, report: &Report) -> (TextureId, Vec2) {
        let frame = &report.frame;
        let size = vec2(frame.width() as f32, frame.height() as f32);
        if let Some(preview) = &self.preview
            && frame.is_picture_of(&preview.frame)
        {
            return (preview.texture.id(), size);
        }
        let image = ColorImage::from_rgb([frame.width() as usize, frame.height() as usize], frame.rgb());
        let texture = match self.preview.take() {
            Some(Preview { mut texture, .. }) => {
                texture.set(image, TextureOptions::LINEAR);
                texture
            }
            None => ctx.load_texture("preview", image, TextureOptions::LINEAR),
        };
        let id = texture.id();
        self.preview = Some(Preview { texture, frame: Frame::clone(frame) });
        (id, size)
    }

    /// Frees the preview: the camera is off, nothing of its picture stays.
    pub fn forget_preview(&mut self) {
        self.preview = None;
    }

    /// Covers to ask for: of what plays and what comes next.
    pub fn wanted(&mut self, model: &Model) -> Vec<Command> {
        let playing = model.music.playback.now().map(|now| &now.track);
        let next = model.music.queue.iter().map(|entry| &entry.track);
        playing
            .into_iter()
            .chain(next)
            .filter(|track| track.has_cover && !self.covers.contains_key(&track.id))
            .filter_map(|track| self.asked.insert(track.id).then_some(Command::LoadCover(track.id)))
            .collect()
    }

    /// A cover came, or the word that there is none.
    pub fn take_cover(&mut self, ctx: &Context, id: TrackId, cover: Option<&Cover>) {
        self.asked.remove(&id);
        let texture = cover.and_then(|cover| upload(ctx, cover));
        if self.covers.insert(id, texture).is_none() {
            self.order.push(id);
        }
        if self.order.len() > COVERS {
            self.covers.remove(&self.order.remove(0));
        }
    }

    /// The cover of a track, or a stand-in in the colours of its mood; with the coordinates of its middle square.
    pub fn cover(&mut self, ctx: &Context, track: &Track) -> (TextureId, Rect) {
        if let Some(Some(texture)) = self.covers.get(&track.id) {
            return (texture.id(), square_uv(texture.size_vec2()));
        }
        (self.stand_in(ctx, track.mood.affect.quadrant(), track.id.0), WHOLE)
    }

    /// The command that fetches a cover, once.
    pub fn ask_cover(&mut self, id: TrackId) -> Option<Command> {
        let unknown = !self.covers.contains_key(&id) && self.asked.insert(id);
        unknown.then_some(Command::LoadCover(id))
    }

    /// The cover that stands for an album, or a stand-in.
    pub fn album(&mut self, ctx: &Context, cover: Option<TrackId>, variant: i64) -> (TextureId, Rect) {
        if let Some(Some(texture)) = cover.and_then(|id| self.covers.get(&id)) {
            (texture.id(), square_uv(texture.size_vec2()))
        } else {
            let mood = Quadrant::ALL[(variant % 4).unsigned_abs() as usize];
            (self.stand_in(ctx, mood, variant), WHOLE)
        }
    }

    /// A white disc, to be coloured: thousands of them are one mesh.
    pub fn dot(&mut self, ctx: &Context) -> TextureId {
        self.dot.get_or_insert_with(|| ctx.load_texture("dot", paint_dot(), TextureOptions::LINEAR)).id()
    }

    /// A painted picture in the colours of a mood.
    pub fn stand_in(&mut self, ctx: &Context, mood: Quadrant, variant: i64) -> TextureId {
        let variant = variant.rem_euclid(VARIANTS);
        self.stand_ins
            .entry((mood, variant))
            .or_insert_with(|| {
                let name = format!("stand-in {} {variant}", mood.name());
                ctx.load_texture(name, paint_stand_in(mood, variant), TextureOptions::LINEAR)
            })
            .id()
    }
}

/// Texture coordinates of a whole picture.
pub const WHOLE: Rect = Rect { min: Pos2::ZERO, max: pos2(1.0, 1.0) };

/// Texture coordinates of the middle square.
fn square_uv(size: Vec2) -> Rect {
    let side = size.min_elem();
    Rect::from_center_size(pos2(0.5, 0.5), vec2(side / size.x, side / size.y))
}

fn upload(ctx: &Context, cover: &Cover) -> Option<TextureHandle> {
    let (width, height) = (cover.width as usize, cover.height as usize);
    if width == 0 || height == 0 || cover.rgba.len() != width * height * 4 {
        log::warn!("a cover of {width}x{height} came with {} bytes", cover.rgba.len());
        return None;
    }
    let image = ColorImage::from_rgba_unmultiplied([width, height], &cover.rgba);
    // Covers are also drawn small, in the queue.
    let options = TextureOptions::LINEAR.with_mipmap_mode(Some(TextureFilter::Linear));
    Some(ctx.load_texture("cover", image, options))
}

/// A disc with a soft edge, as it is drawn a quarter of this size.
fn paint_dot() -> ColorImage {
    let radius = DOT as f32 * 0.5;
    let pixels = (0..DOT * DOT).map(|i| {
        let (x, y) = ((i % DOT) as f32 + 0.5 - radius, (i / DOT) as f32 + 0.5 - radius);
        let inside = ((radius - x.hypot(y)) / 3.0).clamp(0.0, 1.0);
        Color32::from_white_alpha((inside * 255.0) as u8)
    });
    ColorImage::new([DOT, DOT], pixels.collect())
}

/// A light from the upper left that falls off through three colours of the mood.
fn paint_stand_in(mood: Quadrant, variant: i64) -> ColorImage {
    let [light, middle, deep]: [[u8; 3]; 3] = match mood {
        Quadrant::Lively => [[247, 196, 122], [218, 130, 43], [110, 56, 86]],
        Quadrant::Tense => [[236, 150, 160], [178, 62, 92], [62, 32, 66]],
        Quadrant::Sad => [[164, 190, 228], [74, 111, 165], [40, 46, 88]],
        Quadrant::Calm => [[160, 212, 188], [63, 143, 111], [28, 66, 82]],
    };
    let turn = variant as f32 * 1.3;
    let (cx, cy) = (0.34 + 0.16 * turn.cos(), 0.3 + 0.14 * turn.sin());
    let side = STAND_IN as f32;
    let pixels = (0..STAND_IN * STAND_IN).map(|i| {
        let (x, y) = ((i % STAND_IN) as f32 / side, (i / STAND_IN) as f32 / side);
        let distance = ((x - cx).hypot(y - cy) / 0.95).min(1.0);
        let (from, to, part) = if distance < 0.5 {
            (light, middle, distance * 2.0)
        } else {
            (middle, deep, distance * 2.0 - 1.0)
        };
        let part = part * part * (3.0 - 2.0 * part);
        let mix = |k: usize| (f32::from(from[k]) + (f32::from(to[k]) - f32::from(from[k])) * part) as u8;
        Color32::from_rgb(mix(0), mix(1), mix(2))
    });
    ColorImage::new([STAND_IN, STAND_IN], pixels.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(side: u32) -> Cover {
        Cover { width: side, height: side, rgba: vec![9; (side * side * 4) as usize] }
    }

    #[test]
    fn covers_are_bounded() {
        let (ctx, mut textures) = (Context::default(), Textures::default());
        for id in (0_i64..).take(COVERS + 5) {
            textures.take_cover(&ctx, TrackId(id), Some(&cover(2)));
        }
        assert_eq!((textures.covers.len(), textures.order.len()), (COVERS, COVERS));
        assert!(!textures.covers.contains_key(&TrackId(0)));
    }

    #[test]
    fn the_middle_of_a_wide_cover_is_shown() {
        let uv = square_uv(vec2(200.0, 100.0));
        assert_eq!((uv.left(), uv.right(), uv.top(), uv.bottom()), (0.25, 0.75, 0.0, 1.0));
    }

    #[test]
    fn a_cover_with_missing_bytes_is_no_cover() {
        let (ctx, mut textures) = (Context::default(), Textures::default());
        textures.take_cover(&ctx, TrackId(1), Some(&Cover { width: 4, ..cover(2) }));
        assert!(matches!(textures.covers.get(&TrackId(1)), Some(None)));
    }
}
