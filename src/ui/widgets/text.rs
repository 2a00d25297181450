//! Text: labels that are in the accessibility tree, and painted lines that shorten with an ellipsis.

use egui::accesskit::Live;
use egui::epaint::text::{LayoutJob, TextWrapping};
use egui::{Color32, Label, Painter, Pos2, Rect, Response, RichText, Ui, pos2, vec2};

use crate::ui::fonts::{Weight, font};
use crate::ui::theme;

/// Text with font and colour.
pub fn rich(text: impl Into<String>, weight: Weight, size: f32, color: Color32) -> RichText {
    let line = if size > theme::size::SUBTITLE { 1.2 } else { 1.4 };
    RichText::new(text).font(font(weight, size)).line_height(Some((size * line).round())).color(color)
}

/// A label of one line that shortens with an ellipsis and tells the rest on hover.
pub fn line(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(text).truncate().selectable(false))
}

/// A label that wraps.
pub fn paragraph(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(text).wrap().selectable(false))
}

/// Tells a screen reader to speak when this text changes.
pub fn announce(response: &Response) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

/// Where a painted line starts and how wide it may be.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Left end, middle of the line's height.
    pub left_middle: Pos2,
    /// Room in points.
    pub width: f32,
}

impl Place {
    /// The middle of a rectangle's height, over its whole width.
    pub fn within(rect: Rect) -> Self {
        Self { left_middle: pos2(rect.left(), rect.center().y), width: rect.width() }
    }
}

/// Paints one line, shortened with an ellipsis; its name belongs to the widget it is painted on.
pub fn paint(painter: &Painter, place: Place, text: &str, weight: Weight, size: f32, color: Color32) -> f32 {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font(weight, size), color);
    job.wrap = TextWrapping::truncate_at_width(place.width.max(0.0));
    let galley = painter.layout_job(job);
    let top_left = pos2(place.left_middle.x, place.left_middle.y - galley.size().y * 0.5);
    let width = galley.size().x;
    painter.galley(top_left, galley, color);
    width
}

/// The same at the right end of its place.
pub fn paint_to_right(
    painter: &Painter,
    place: Place,
    text: &str,
    weight: Weight,
    size: f32,
    color: Color32,
) {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font(weight, size), color);
    job.wrap = TextWrapping::truncate_at_width(place.width.max(0.0));
    let galley = painter.layout_job(job);
    let top_left = place.left_middle + vec2(place.width - galley.size().x, -galley.size().y * 0.5);
    painter.galley(top_left, galley, color);
}

/// Paints one line that ends at a point.
pub fn paint_right(painter: &Painter, right_middle: Pos2, text: &str, size: f32, color: Color32) {
    painter.text(right_middle, egui::Align2::RIGHT_CENTER, text, font(Weight::Regular, size), color);
}
