//! The shape of a track over its length: bars, heard ones in the accent.

use egui::epaint::Mesh;
use egui::{Color32, Painter, Rect, Shape, pos2};

use crate::ui::theme::Theme;

/// Points from one bar to the next, and the width of a bar.
const PITCH: f32 = 3.0;
const BAR: f32 = 2.0;
/// Even silence has a line.
const LEAST: f32 = 2.0;

/// Paints the bins (0..=255 each) over the rectangle; the part before `share` was heard.
pub fn paint(painter: &Painter, theme: &Theme, rect: Rect, bins: &[u8], share: f32) {
    let heights = heights(bins, (rect.width() / PITCH).floor().max(1.0) as usize);
    let ahead = theme.dim.gamma_multiply(0.55);
    let mut mesh = Mesh::default();
    for (index, height) in heights.iter().enumerate() {
        let x = rect.left() + index as f32 * PITCH;
        let half = (rect.height() * height).max(LEAST) * 0.5;
        let heard = rect.left() + rect.width() * share;
        let y = rect.center().y;
        let mut bar = |from: f32, to: f32, color: Color32| {
            if to > from {
                let bar = Rect::from_min_max(pos2(from, y - half), pos2(to, y + half));
                mesh.add_colored_rect(bar, color);
            }
        };
        bar(x, (x + BAR).min(heard), theme.accent);
        bar(x.max(heard), x + BAR, ahead);
    }
    painter.add(Shape::mesh(mesh));
}

/// The bins as heights of so many bars, 0..=1, the loudest as high as the room.
fn heights(bins: &[u8], bars: usize) -> Vec<f32> {
    let loudest = f32::from(bins.iter().copied().max().unwrap_or(0)).max(1.0);
    (0..bars)
        .map(|bar| {
            let from = (bar * bins.len() / bars).min(bins.len().saturating_sub(1));
            let to = ((bar + 1) * bins.len() / bars).max(from + 1).min(bins.len());
            let part = bins.get(from..to).unwrap_or(&[]);
            let mean = part.iter().map(|bin| f32::from(*bin)).sum::<f32>() / part.len().max(1) as f32;
            // Squared: the bins are square roots of what is heard.
            (mean / loudest).powi(2)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_follow_the_bins_at_any_width() {
        let bins: Vec<u8> = (0..1000_u32).map(|i| if i < 500 { 50 } else { 100 }).collect();
        for bars in [1, 7, 100, 999, 4000] {
            let heights = heights(&bins, bars);
            assert_eq!(heights.len(), bars);
            assert!(heights.iter().all(|h| (0.0..=1.0).contains(h)));
            if bars > 1 {
                assert!((heights[0] - 0.25).abs() < 1e-3 && (heights[bars - 1] - 1.0).abs() < 1e-3);
            }
        }
        assert!(heights(&[], 5).iter().chain(&heights(&[0; 9], 5)).all(|h| *h == 0.0));
    }
}
