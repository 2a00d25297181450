//! Where the parts of the window lie at its size.

use egui::{Rect, pos2, vec2};

use super::theme::STEP;
use super::views::Room;
use super::views::footer::{self, Bar};

/// Width of the listener's part: up to full HD, and on the largest screens.
const ASIDE: std::ops::RangeInclusive<f32> = 316.0..=420.0;

/// How the window is divided at its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Division {
    /// The way around.
    pub rail: Rect,
    /// The view.
    pub main: Rect,
    /// The listener beside the view, where there is room.
    pub aside: Option<Rect>,
    /// The transport.
    pub footer: Rect,
    /// How the transport is laid out.
    pub bar: Bar,
    /// Tight: the rail lies above the view.
    pub room: Room,
}

impl Division {
    /// Divides a window.
    pub fn of(window: Rect) -> Self {
        let room = Room::from_points(window.width(), 640.0);
        let narrow = room == Room::Tight;
        let wide = window.width() >= 1060.0;
        let low = narrow && window.height() < footer::LOW;
        let (margin, bottom) = if low {
            (10.0, 6.0)
        } else if narrow {
            (10.0, 10.0)
        } else if wide {
            (26.0, 18.0)
        } else {
            (20.0, 16.0)
        };
        let bar = Bar::of(room, window.height());
        let (foot, gap) = (bar.height(), if low { STEP * 2.0 } else { STEP * 3.5 });
        let rail = if narrow {
            Rect::from_min_size(window.min, vec2(window.width(), if low { 46.0 } else { 52.0 }))
        } else {
            Rect::from_min_size(window.min, vec2(76.0, window.height()))
        };
        let left = if narrow { window.left() + margin } else { rail.right() + STEP * 3.5 };
        let top = if narrow { rail.bottom() } else { window.top() + margin };
        let footer = Rect::from_min_max(
            pos2(left, window.bottom() - bottom - foot),
            pos2(window.right() - margin, window.bottom() - bottom),
        );
        let views = Rect::from_min_max(pos2(left, top), pos2(window.right() - margin, footer.top() - gap));
        let spacious = ((window.width() - 1920.0) / 1920.0).clamp(0.0, 1.0);
        let beside = egui::lerp(ASIDE, spacious);
        let aside = wide.then(|| Rect::from_min_max(pos2(views.right() - beside, views.top()), views.max));
        let main = Rect::from_min_max(
            views.min,
            pos2(aside.map_or(views.right(), |a| a.left() - 28.0), views.bottom()),
        );
        Self { rail, main, aside, footer, bar, room }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_overlap_and_stay_inside_at_every_size() {
        for (width, height) in
            [(420.0, 320.0), (639.0, 400.0), (640.0, 480.0), (1060.0, 500.0), (3840.0, 2160.0)]
        {
            let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
            let division = Division::of(window);
            let mut parts = vec![division.rail, division.main, division.footer];
            parts.extend(division.aside);
            for (i, part) in parts.iter().enumerate() {
                assert!(window.contains_rect(*part) && part.is_positive(), "{part:?} in {window:?}");
                for other in &parts[i + 1..] {
                    assert!(!part.shrink(0.1).intersects(other.shrink(0.1)), "{part:?} {other:?}");
                }
            }
        }
    }
}
