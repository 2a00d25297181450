//! Mien's mark: three bars of music that are eyes and a nose, over a smile. The shapes of `assets/icon/mien.svg`.

use egui::epaint::CubicBezierShape;
use egui::{Color32, Painter, Pos2, Shape, Stroke, pos2};

/// Side of the icon's drawing.
const DRAWING: f32 = 256.0;
/// Width of its lines.
const LINE: f32 = 20.0;
const BARS: [(Pos2, Pos2); 3] = [
    (pos2(84.0, 92.0), pos2(84.0, 122.0)),
    (pos2(128.0, 78.0), pos2(128.0, 136.0)),
    (pos2(172.0, 92.0), pos2(172.0, 122.0)),
];
/// The left half of the smile; the other is its mirror image.
const SMILE: [Pos2; 4] = [pos2(68.0, 158.0), pos2(84.0, 184.0), pos2(106.0, 196.0), pos2(128.0, 196.0)];

/// Paints the mark without the icon's ground, `side` points wide with the icon's margins.
pub fn mark(painter: &Painter, center: Pos2, side: f32, color: Color32) {
    let scale = side / DRAWING;
    let place = |at: Pos2| center + (at - pos2(DRAWING, DRAWING) * 0.5) * scale;
    let stroke = Stroke::new(LINE * scale, color);
    let end = |at: Pos2| painter.circle_filled(place(at), LINE * scale * 0.5, color);
    for (top, bottom) in BARS {
        painter.line_segment([place(top), place(bottom)], stroke);
        end(top);
        end(bottom);
    }
    let mirrored = SMILE.map(|at| pos2(DRAWING - at.x, at.y));
    for half in [SMILE, mirrored] {
        let curve =
            CubicBezierShape::from_points_stroke(half.map(place), false, Color32::TRANSPARENT, stroke);
        painter.add(Shape::CubicBezier(curve));
        end(half[0]);
    }
    end(SMILE[3]);
}
