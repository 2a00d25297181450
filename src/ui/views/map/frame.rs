//! Which part of the plane is seen, and the dots in it as one mesh. Pure geometry: no window is needed.

use std::collections::HashSet;

use egui::{Color32, Mesh, Pos2, Rect, TextureId, Vec2, pos2, vec2};

use crate::affect::{Affect, Quadrant};
use crate::engine::Dot;
use crate::library::TrackId;
use crate::ui::textures::WHOLE;

/// The nearest one can look.
const NEAREST: f32 = 40.0;
/// Side of a cell in points: of the dots that lie in one, the first is drawn. It bounds the mesh by the window, not the library.
const CELL: f32 = 2.0;

/// The part of the plane that is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    centre: Vec2,
    zoom: f32,
}

impl Default for Frame {
    fn default() -> Self {
        Self { centre: Vec2::ZERO, zoom: 1.0 }
    }
}

impl Frame {
    /// Where a place of the plane lies on the screen.
    pub fn place(&self, rect: Rect, affect: Affect) -> Pos2 {
        let from_centre = vec2(affect.valence - self.centre.x, -(affect.arousal - self.centre.y));
        rect.center() + from_centre * self.zoom * rect.size() * 0.5
    }

    /// Zooms so that what lies under `at` stays there.
    pub fn zoom_about(&mut self, rect: Rect, at: Pos2, by: f32) {
        let zoom = (self.zoom * by).clamp(1.0, NEAREST);
        let off = (at - rect.center()) / (rect.size() * 0.5);
        let off = vec2(off.x, -off.y);
        self.centre += off * (1.0 / self.zoom - 1.0 / zoom);
        self.zoom = zoom;
        self.stay_on_the_plane();
    }

    /// Moves by so many points.
    pub fn pan(&mut self, rect: Rect, by: Vec2) {
        let part = by / (rect.size() * 0.5) / self.zoom;
        self.centre += vec2(-part.x, part.y);
        self.stay_on_the_plane();
    }

    fn stay_on_the_plane(&mut self) {
        let most = 1.0 - 1.0 / self.zoom;
        self.centre = self.centre.clamp(Vec2::splat(-most), Vec2::splat(most));
    }

    /// Dots grow a little as one looks nearer; few ones are larger than many.
    fn dot_side(&self, dots: usize) -> f32 {
        let alone = (110.0 / (dots.max(1) as f32).sqrt()).clamp(3.5, 9.0);
        (alone * self.zoom.sqrt()).clamp(alone, 11.0)
    }
}

/// The dots in sight, each a texture in the colour of its quarter; `chosen` ones stand out in the other colour.
pub fn mesh(
    texture: TextureId,
    dots: &[Dot],
    frame: &Frame,
    rect: Rect,
    colours: &[Color32; 4],
    (mark, chosen): (Color32, &[TrackId]),
) -> Mesh {
    let chosen: HashSet<TrackId> = chosen.iter().copied().collect();
    let columns = (rect.width() / CELL) as usize + 1;
    let rows = (rect.height() / CELL) as usize + 1;
    let mut taken = vec![false; columns * rows];
    let mut mesh = Mesh::with_texture(texture);
    let half = frame.dot_side(dots.len()) / 2.0;
    for dot in dots {
        let at = frame.place(rect, dot.affect);
        if !rect.contains(at) {
            continue;
        }
        let cell = ((at.x - rect.left()) / CELL) as usize + columns * ((at.y - rect.top()) / CELL) as usize;
        let marked = !chosen.is_empty() && chosen.contains(&dot.id);
        match taken.get_mut(cell) {
            Some(taken) if !*taken || marked => *taken = true,
            Some(_) | None => continue,
        }
        let colour = if marked { mark } else { colours[number(dot.affect.quadrant())] };
        mesh.add_rect_with_uv(
            Rect::from_min_max(at - Vec2::splat(half), at + Vec2::splat(half)),
            WHOLE,
            colour,
        );
    }
    mesh
}

const fn number(quadrant: Quadrant) -> usize {
    match quadrant {
        Quadrant::Lively => 0,
        Quadrant::Tense => 1,
        Quadrant::Sad => 2,
        Quadrant::Calm => 3,
    }
}

/// The tracks inside a closed line around dots.
pub fn within(line: &[Pos2], dots: &[Dot], frame: &Frame, rect: Rect) -> Vec<TrackId> {
    let bounds = Rect::from_points(line);
    let placed = dots.iter().map(|dot| (dot.id, frame.place(rect, dot.affect)));
    placed.filter(|(_, at)| bounds.contains(*at) && inside(line, *at)).map(|(id, _)| id).collect()
}

/// Does the point lie inside the closed line (even-odd rule)?
fn inside(line: &[Pos2], point: Pos2) -> bool {
    let mut inside = false;
    let mut before = line.last().copied().unwrap_or(pos2(0.0, 0.0));
    for &corner in line {
        if (corner.y > point.y) != (before.y > point.y) {
            let x = corner.x + (point.y - corner.y) / (before.y - corner.y) * (before.x - corner.x);
            inside ^= point.x < x;
        }
        before = corner;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: Rect = Rect { min: pos2(100.0, 50.0), max: pos2(900.0, 650.0) };

    fn dots(count: i64) -> Vec<Dot> {
        let mut random = fastrand::Rng::with_seed(1);
        let mut place = || random.f32() * 2.0 - 1.0;
        (0..count).map(|id| Dot { id: TrackId(id), affect: Affect::new(place(), place()) }).collect()
    }

    #[test]
    fn the_corners_of_the_plane_are_those_of_the_map() {
        let frame = Frame::default();
        assert_eq!(frame.place(RECT, Affect::new(-1.0, 1.0)), RECT.left_top());
        assert_eq!(frame.place(RECT, Affect::new(1.0, -1.0)), RECT.right_bottom());
    }

    #[test]
    fn what_lies_under_the_pointer_stays_there() {
        let mut frame = Frame::default();
        let place = Affect::new(0.3, 0.4);
        let at = frame.place(RECT, place);
        frame.zoom_about(RECT, at, 3.0);
        assert!(frame.place(RECT, place).distance(at) < 0.01);
        frame.zoom_about(RECT, at, 0.01);
        assert_eq!(frame, Frame::default(), "one never looks beyond the plane");
    }

    #[test]
    fn a_large_library_makes_no_larger_mesh_than_the_window_can_show() {
        let frame = Frame::default();
        let colours = [Color32::RED; 4];
        let mesh =
            mesh(TextureId::default(), &dots(1_000_000), &frame, RECT, &colours, (Color32::WHITE, &[]));
        assert!(mesh.vertices.len() <= 4 * 401 * 301, "{}", mesh.vertices.len());
        let mut near = Frame::default();
        near.zoom_about(RECT, RECT.center(), 20.0);
        let few =
            super::mesh(TextureId::default(), &dots(100_000), &near, RECT, &colours, (Color32::WHITE, &[]));
        assert!(few.vertices.len() < 4 * 1000, "what is out of sight is left out: {}", few.vertices.len());
    }

    #[test]
    fn chosen_dots_are_drawn_also_where_others_lie() {
        let at = Affect::new(0.5, 0.5);
        let pair = [Dot { id: TrackId(1), affect: at }, Dot { id: TrackId(2), affect: at }];
        let colours = [Color32::RED; 4];
        let mesh = mesh(
            TextureId::default(),
            &pair,
            &Frame::default(),
            RECT,
            &colours,
            (Color32::WHITE, &[TrackId(2)]),
        );
        assert!(mesh.vertices.iter().any(|v| v.color == Color32::WHITE));
    }

    #[test]
    fn a_line_holds_what_is_inside_it() {
        let line = [pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 10.0), pos2(5.0, 3.0), pos2(0.0, 10.0)];
        assert!(inside(&line, pos2(2.0, 4.0)) && inside(&line, pos2(5.0, 1.0)));
        assert!(!inside(&line, pos2(5.0, 8.0)) && !inside(&line, pos2(-1.0, 5.0)));
    }
}
