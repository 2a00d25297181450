//! Soft surfaces: raised ones throw a light and a dark shadow, sunken ones are lit from the other side. With high contrast
//! a line around each does the same.

use std::f32::consts::FRAC_PI_2;

use egui::epaint::{Mesh, Shadow};
use egui::{Color32, Key, Painter, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::ui::theme::Theme;

/// How far a surface stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Height {
    /// Cards and covers.
    Card,
    /// Buttons.
    Control,
}

/// Only what makes a raised surface stand out, for what brings its own picture.
pub fn shadows(painter: &Painter, theme: &Theme, rect: Rect, radius: f32, height: Height) {
    painter.extend(edge_shapes(theme, rect, radius, height));
}

fn edge_shapes(theme: &Theme, rect: Rect, radius: f32, height: Height) -> Vec<Shape> {
    if theme.has_lines() {
        return vec![line_around(theme, rect, radius)];
    }
    let (offset, blur) = match height {
        Height::Card => (6, 16),
        Height::Control => (3, 9),
    };
    let (light, dark) = if theme.is_dark() { (0.55, 0.9) } else { (1.0, 0.85) };
    [([-offset, -offset], theme.hi.gamma_multiply(light)), ([offset, offset], theme.lo.gamma_multiply(dark))]
        .map(|(offset, color)| {
            Shadow { offset, blur, spread: 0, color }.as_shape(rect, corner(radius)).into()
        })
        .to_vec()
}

fn line_around(theme: &Theme, rect: Rect, radius: f32) -> Shape {
    Shape::rect_stroke(rect, corner(radius), Stroke::new(1.0, theme.line), StrokeKind::Inside)
}

/// A surface above the ground.
pub fn raised(painter: &Painter, theme: &Theme, rect: Rect, radius: f32, height: Height) {
    painter.add(raised_shape(theme, rect, radius, height));
}

/// A surface above the ground as one shape, for what knows its size only when its content is drawn.
pub fn raised_shape(theme: &Theme, rect: Rect, radius: f32, height: Height) -> Shape {
    let mut shapes = edge_shapes(theme, rect, radius, height);
    let fill = Shape::rect_filled(rect, corner(radius), theme.bg);
    // A line lies on the fill, a shadow below it.
    shapes.insert(if theme.has_lines() { 0 } else { shapes.len() }, fill);
    Shape::Vec(shapes)
}

/// A surface below the ground.
pub fn well(painter: &Painter, theme: &Theme, rect: Rect, radius: f32) {
    painter.rect_filled(rect, corner(radius), theme.well);
    if theme.has_lines() {
        painter.add(line_around(theme, rect, radius));
        return;
    }
    let depth = 7.0_f32.min(rect.height() * 0.5).min(rect.width() * 0.5);
    painter.add(Shape::mesh(inner_shade(theme, rect, radius, depth)));
}

/// Brings a control into sight when Tab led there; what was clicked is in sight already.
pub fn bring_into_sight(ui: &Ui, response: &Response) {
    if response.gained_focus() && ui.input(|input| input.key_pressed(Key::Tab)) {
        response.scroll_to_me(None);
    }
}

/// Shows that a control has the keyboard focus, and brings it into sight when Tab led there.
pub fn focus(ui: &Ui, theme: &Theme, response: &Response, rect: Rect, radius: f32) {
    bring_into_sight(ui, response);
    if response.has_focus() {
        focus_ring(ui.painter(), theme, rect, radius);
    }
}

/// The visible sign of keyboard focus around a control.
pub fn focus_ring(painter: &Painter, theme: &Theme, rect: Rect, radius: f32) {
    let ring = rect.expand(3.0);
    painter.rect_stroke(ring, corner(radius + 3.0), Stroke::new(2.0, theme.accent), StrokeKind::Middle);
}

/// A corner radius that fits egui's bytes.
pub fn corner(radius: f32) -> u8 {
    radius.round().clamp(0.0, 255.0) as u8
}

/// Shade along the inside of the edge: dark where the light comes from, light on the other side.
fn inner_shade(theme: &Theme, rect: Rect, radius: f32, depth: f32) -> Mesh {
    /// Distance from the edge as a share of the depth, and how strong the shade is there.
    const FALLOFF: [(f32, f32); 4] = [(0.0, 1.0), (0.3, 0.5), (0.6, 0.18), (1.0, 0.0)];
    let outline = outline(rect, radius);
    let mut mesh = Mesh::default();
    for (share, strength) in FALLOFF {
        for (edge, normal) in &outline {
            let towards_light = -(normal.x + normal.y) * std::f32::consts::FRAC_1_SQRT_2;
            let color = if towards_light > 0.0 { theme.lo } else { theme.hi };
            let weight = if theme.is_dark() { 0.85 } else { 0.8 };
            let alpha = towards_light.abs() * strength * weight;
            mesh.colored_vertex(*edge - *normal * (depth * share), color.gamma_multiply(alpha));
        }
    }
    let ring = outline.len() as u32;
    for band in 0..FALLOFF.len() as u32 - 1 {
        for i in 0..ring {
            let next = (i + 1) % ring;
            let (a, b) = (band * ring + i, band * ring + next);
            mesh.add_triangle(a, b, a + ring);
            mesh.add_triangle(b, b + ring, a + ring);
        }
    }
    mesh
}

/// Points along a rounded rectangle, clockwise from the top left, each with its outward normal.
fn outline(rect: Rect, radius: f32) -> Vec<(Pos2, Vec2)> {
    const PER_CORNER: usize = 8;
    let radius = radius.min(rect.width() * 0.5).min(rect.height() * 0.5);
    let inner = rect.shrink(radius);
    let corners = [
        (pos2(inner.left(), inner.top()), 2.0),
        (pos2(inner.right(), inner.top()), 3.0),
        (pos2(inner.right(), inner.bottom()), 0.0),
        (pos2(inner.left(), inner.bottom()), 1.0),
    ];
    let mut points = Vec::with_capacity(corners.len() * (PER_CORNER + 1));
    for (center, quarter) in corners {
        for i in 0..=PER_CORNER {
            let angle = (quarter + i as f32 / PER_CORNER as f32) * FRAC_PI_2;
            let normal = vec2(angle.cos(), angle.sin());
            // Half a point inside, where the filled surface is opaque.
            points.push((center + normal * (radius - 0.5), normal));
        }
    }
    points
}

/// A filled part of a groove from its left end, never shorter than its rounding.
pub fn groove_fill(painter: &Painter, groove: Rect, share: f32, color: Color32) {
    if share <= 0.0 {
        return;
    }
    let least = if share < 0.02 { 3.0 } else { groove.height() };
    let width = (groove.width() * share.min(1.0)).max(least);
    let fill = Rect::from_min_size(groove.min, vec2(width, groove.height()));
    painter.rect_filled(fill, corner(fill.height().min(width) * 0.5), color);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affect::Quadrant;
    use crate::ui::theme::Look;

    #[test]
    fn an_outline_stays_on_its_rectangle() {
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(100.0, 40.0));
        for (point, normal) in outline(rect, 90.0) {
            assert!(rect.expand(0.01).contains(point), "{point:?}");
            assert!((normal.length() - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn shade_is_a_valid_mesh_that_fades_out() {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(50.0, 50.0));
        let mesh = inner_shade(&Theme::of(Look::default(), Quadrant::Calm), rect, 14.0, 6.0);
        assert!(mesh.is_valid());
        assert_eq!(mesh.vertices.last().map(|v| v.color), Some(Color32::TRANSPARENT));
    }
}
