//! Text: labels that are in the accessibility tree, and painted lines that shorten with an ellipsis.

use std::borrow::Cow;

use egui::accesskit::Live;
use egui::epaint::text::{LayoutJob, TextWrapping};
use egui::{Color32, Label, Painter, Pos2, Rect, Response, RichText, Ui, pos2, vec2};
use unicode_bidi::BidiInfo;

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

/// A line with somebody's own words in it, in any script: shown as it is read, told as it is written.
pub fn name_line(ui: &mut Ui, words: &str, weight: Weight, size: f32, color: Color32) -> Response {
    let fits = |text: &str| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font(weight, size), color);
        galley.size().x <= ui.available_width()
    };
    let shown = shortened(words, fits);
    let response = line(ui, rich(shown, weight, size, color));
    told_as(&response, words);
    response
}

/// What a screen reader says of a label instead of what is seen.
pub fn told_as(label: &Response, words: &str) {
    label.ctx.accesskit_node_builder(label.id, |node| node.set_value(words));
}

/// What stands between the parts of a line, such as artist and album.
const APART: &str = " · ";

/// The words in the order in which egui shows Hebrew and Arabic rightly: it shapes each word from right to left, but
/// puts word after word from left to right. Parts of a line keep their places, in whatever direction each is read.
pub fn in_display_order(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_right_to_left) {
        return Cow::Borrowed(text);
    }
    if text.contains(APART) {
        let parts: Vec<_> = text.split(APART).map(in_display_order).collect();
        return Cow::Owned(parts.join(APART));
    }
    let bidi = BidiInfo::new(text, None);
    let mut shown = String::with_capacity(text.len());
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let words = &text[run.clone()];
            if levels[run.start].is_rtl() {
                shown.extend(words_of(words).into_iter().rev().map(turned));
            } else {
                shown.push_str(words);
            }
        }
    }
    Cow::Owned(shown)
}

/// The same, shortened until it fits: what is read last is left out, which in Hebrew and Arabic stands at the left.
/// What is read from left to right is left to egui to shorten.
fn shortened(text: &str, fits: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let whole = in_display_order(text);
    if matches!(whole, Cow::Borrowed(_)) || fits(&whole) {
        return whole;
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let cut = |end: usize| in_display_order(&format!("{}…", text[..end].trim_end())).into_owned();
    let kept = ends.partition_point(|end| fits(&cut(*end)));
    Cow::Owned(cut(kept.checked_sub(1).map_or(0, |last| ends[last])))
}

/// Words of a script that is read from right to left, and what stands between them.
fn words_of(run: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, character) in run.char_indices() {
        let now = is_right_to_left(character);
        if before.is_some_and(|before| before != now) {
            parts.push(&run[start..at]);
            start = at;
        }
        before = Some(now);
    }
    parts.push(&run[start..]);
    parts
}

/// What stands between words is turned round, brackets with it; a word is left to egui.
fn turned(part: &str) -> Cow<'_, str> {
    if part.chars().next().is_none_or(is_right_to_left) {
        return Cow::Borrowed(part);
    }
    let mirrored = |character| match character {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        other => other,
    };
    Cow::Owned(part.chars().rev().map(mirrored).collect())
}

/// The blocks of Hebrew, Arabic and their relatives.
const fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
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
    let fits = |text: &str| {
        let galley = painter.layout_no_wrap(text.to_owned(), font(weight, size), color);
        galley.size().x <= place.width
    };
    let mut job = LayoutJob::simple_singleline(shortened(text, fits).into_owned(), font(weight, size), color);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_from_left_to_right_stays_as_it_is() {
        assert!(matches!(in_display_order("Für Elise (夜) 🎵"), Cow::Borrowed(_)));
    }

    #[test]
    fn words_that_are_read_from_right_to_left_begin_at_the_right() {
        assert_eq!(in_display_order("אבג דהו"), "דהו אבג");
        assert_eq!(in_display_order("Live: אבג דהו"), "Live: דהו אבג");
        assert_eq!(in_display_order("אבג (דהו), Live"), "Live ,(דהו) אבג");
        assert_eq!(in_display_order("אבג 12 דהו"), "דהו 12 אבג");
    }

    #[test]
    fn the_parts_of_a_line_keep_their_places() {
        assert_eq!(in_display_order("אבג דהו · Calm, like you"), "דהו אבג · Calm, like you");
        assert_eq!(in_display_order("Calm · אבג דהו · 2026"), "Calm · דהו אבג · 2026");
    }

    #[test]
    fn what_is_read_last_is_left_out_where_there_is_no_room() {
        let in_eight = |text: &str| text.chars().count() <= 8;
        assert_eq!(shortened("אבג דהו", in_eight), "דהו אבג");
        assert_eq!(shortened("אבג דהו זחט", in_eight), "…דהו אבג");
        assert_eq!(shortened("אבג · Calm, like you", in_eight), "אבג · C…");
        assert_eq!(shortened("אבג דהו", |_: &str| false), "…");
        assert_eq!(shortened("Calm, like you", in_eight), "Calm, like you");
    }
}
