//! The picture with boxes around the faces on that very picture. A camera's is mirrored, as people know themselves.

use egui::epaint::RectShape;
use egui::{Align2, Color32, Painter, Pos2, Rect, Stroke, StrokeKind, TextureId, Vec2, pos2, vec2};

use egui_material_icons::MaterialIcon;

use super::surface::{self, corner};
use crate::frame::FaceBox;
use crate::ui::fonts::{Weight, font, icons};
use crate::ui::theme::{ON_PICTURE, PICTURE_LABEL, STEP, radius, size};

/// Left and right of a picture on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facing {
    /// As in a mirror: for a camera, before which somebody sits and looks at themselves.
    Mirrored,
    /// As it is: for pictures and videos.
    AsItIs,
}

/// Fits a picture of `picture` points into `rect` so that it covers it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    rect: Rect,
    /// Part of the picture that is seen, 0..=1, before mirroring.
    seen: Rect,
    picture: Vec2,
    facing: Facing,
}

impl Fit {
    /// How a picture of this size lies in the rectangle.
    pub fn new(rect: Rect, picture: Vec2, facing: Facing) -> Self {
        let scale = (rect.width() / picture.x).max(rect.height() / picture.y);
        let part = vec2(rect.width() / (picture.x * scale), rect.height() / (picture.y * scale));
        Self { rect, seen: Rect::from_center_size(pos2(0.5, 0.5), part), picture, facing }
    }

    /// Texture coordinates of the rectangle's corners.
    pub fn uv(&self) -> Rect {
        let Rect { min, max } = self.seen;
        match self.facing {
            Facing::Mirrored => Rect::from_min_max(pos2(max.x, min.y), pos2(min.x, max.y)),
            Facing::AsItIs => self.seen,
        }
    }

    /// A box on the picture as a rectangle on the screen.
    pub fn screen_from_picture(&self, face: &FaceBox) -> Rect {
        let x = |x: f32| {
            let across = (x / self.picture.x - self.seen.left()) / self.seen.width();
            match self.facing {
                Facing::Mirrored => self.rect.right() - across * self.rect.width(),
                Facing::AsItIs => self.rect.left() + across * self.rect.width(),
            }
        };
        let y = |y: f32| {
            let down = (y / self.picture.y - self.seen.top()) / self.seen.height();
            self.rect.top() + down * self.rect.height()
        };
        Rect::from_two_pos(pos2(x(face.x), y(face.y)), pos2(x(face.x + face.width), y(face.y + face.height)))
    }
}

/// Paints the picture with rounded corners.
pub fn picture(painter: &Painter, rect: Rect, texture: TextureId, uv: Rect, rounding: f32) {
    painter.add(RectShape::filled(rect, corner(rounding), Color32::WHITE).with_texture(texture, uv));
}

/// Paints the box of the listener, with a dark seam so that it shows on any picture.
pub fn face_box(painter: &Painter, rect: Rect) {
    let rounding = corner(radius::MEDIUM.min(rect.width() * 0.2));
    painter.rect_stroke(
        rect.expand(1.5),
        rounding,
        Stroke::new(1.0, Color32::from_black_alpha(110)),
        StrokeKind::Outside,
    );
    painter.rect_stroke(rect, rounding, Stroke::new(2.5, ON_PICTURE), StrokeKind::Middle);
}

/// Paints the thin box of somebody who is not read.
pub fn other_box(painter: &Painter, rect: Rect) {
    painter.rect_stroke(
        rect,
        corner(radius::SMALL),
        Stroke::new(1.0, ON_PICTURE.gamma_multiply(0.7)),
        StrokeKind::Middle,
    );
}

/// Paints a label near `anchor` and inside `bounds`.
pub fn label(painter: &Painter, bounds: Rect, anchor: Pos2, text: &str) {
    let room = bounds.shrink(STEP * 2.0);
    let widest = room.width() - STEP * 5.0;
    let galley = painter.layout(text.to_owned(), font(Weight::SemiBold, size::SMALL), ON_PICTURE, widest);
    let wanted = galley.size() + vec2(STEP * 5.0, STEP * 2.0);
    let left = anchor.x.clamp(room.left(), (room.right() - wanted.x).max(room.left()));
    let top = anchor.y.clamp(room.top(), (room.bottom() - wanted.y).max(room.top()));
    let rect = Rect::from_min_size(pos2(left, top), wanted);
    painter.rect_filled(rect, corner(radius::SMALL), PICTURE_LABEL);
    painter.galley(rect.min + vec2(STEP * 2.5, STEP), galley, ON_PICTURE);
}

/// The lamp's colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lamp {
    /// The red of a camera that is on.
    Camera,
    /// Pale: a file is looked at, nobody is filmed.
    File,
}

/// Paints the lamp in the upper right corner, which tells what is looked at.
pub fn lamp(painter: &Painter, bounds: Rect, lamp: Lamp, text: &str) {
    let galley = painter.layout_no_wrap(text.to_owned(), font(Weight::Medium, size::SMALL), ON_PICTURE);
    let wanted = galley.size() + vec2(STEP * 8.5, STEP * 2.5);
    let min = pos2(bounds.right() - wanted.x - STEP * 3.0, bounds.top() + STEP * 3.0);
    let rect = Rect::from_min_size(min, wanted);
    surface_pill(painter, rect);
    painter.circle_filled(
        pos2(rect.left() + STEP * 4.0, rect.center().y),
        5.0,
        match lamp {
            Lamp::Camera => Color32::from_rgb(255, 92, 80),
            Lamp::File => ON_PICTURE.gamma_multiply(0.6),
        },
    );
    let at = pos2(rect.left() + STEP * 6.0, rect.center().y - galley.size().y * 0.5);
    painter.galley(at, galley, ON_PICTURE);
}

fn surface_pill(painter: &Painter, rect: Rect) {
    painter.rect_filled(rect, surface::corner(rect.height() * 0.5), PICTURE_LABEL);
}

/// An icon in the middle of an empty preview.
pub fn icon(painter: &Painter, center: Pos2, icon: MaterialIcon, color: Color32) {
    painter.text(center, Align2::CENTER_CENTER, icon.codepoint, icons(icon, 36.0), color);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_on_the_left_of_a_cameras_picture_shows_on_the_right_and_of_other_pictures_on_the_left() {
        let rect = Rect::from_min_size(pos2(100.0, 50.0), vec2(320.0, 240.0));
        let face = FaceBox { x: 0.0, y: 0.0, width: 64.0, height: 48.0 };
        let shown = |facing| Fit::new(rect, vec2(640.0, 480.0), facing).screen_from_picture(&face);
        assert!((shown(Facing::AsItIs).left() - rect.left()).abs() < 0.01);
        let shown = shown(Facing::Mirrored);
        assert!(
            (shown.right() - rect.right()).abs() < 0.01 && (shown.width() - 32.0).abs() < 0.01,
            "{shown:?}"
        );
        assert!((shown.top() - rect.top()).abs() < 0.01);
    }

    #[test]
    fn a_wide_picture_is_cut_at_the_sides_and_boxes_follow() {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, 100.0));
        let fit = Fit::new(rect, vec2(200.0, 100.0), Facing::Mirrored);
        let middle = FaceBox { x: 90.0, y: 40.0, width: 20.0, height: 20.0 };
        let shown = fit.screen_from_picture(&middle);
        assert!((shown.center() - rect.center()).length() < 0.01, "{shown:?}");
        assert!((fit.uv().width().abs() - 0.5).abs() < 1e-5);
    }
}
