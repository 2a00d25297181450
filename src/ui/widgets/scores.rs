//! Seven bars, one an emotion, in an order that does not jump.

use egui::{Color32, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::surface;
use super::text::{Place, paint, paint_right};
use crate::emotion::{Emotion, EmotionScores};
use crate::language::t;
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, Theme, size};
use crate::ui::words;

const ORDER: [Emotion; 7] = [
    Emotion::Happy,
    Emotion::Surprise,
    Emotion::Neutral,
    Emotion::Sad,
    Emotion::Angry,
    Emotion::Fear,
    Emotion::Disgust,
];
const ROW: f32 = 22.0;

/// What a click on a bar does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// It says that this emotion is the true one.
    Taken,
    /// Nothing: there is no reading to answer.
    NotTaken,
}

/// Draws the bars over the whole width; without scores they are empty. Gives the emotion that was said to be the true one.
pub fn score_bars(
    ui: &mut Ui,
    theme: &Theme,
    scores: Option<&EmotionScores>,
    answers: Answers,
) -> Option<Emotion> {
    let mut truth = None;
    let sense = if answers == Answers::Taken { Sense::click() } else { Sense::hover() };
    let leading = scores.map(|scores| scores.leading().0);
    ui.spacing_mut().item_spacing.y = 0.0;
    for emotion in ORDER {
        let share = scores.map(|scores| scores.get(emotion));
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
        let number = share.map_or_else(|| "–".to_owned(), words::percent);
        response.widget_info(|| WidgetInfo {
            value: share.map(|share| f64::from((share * 100.0).round())),
            ..WidgetInfo::labeled(Role::Meter, true, t!("emotion-score", emotion = words::emotion(emotion)))
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
            node.set_value(number.as_str());
        });
        if response.hovered() && answers == Answers::Taken {
            ui.painter().rect_filled(rect.expand2(vec2(STEP, 0.0)), 6, theme.touched);
        }
        surface::focus(ui, theme, &response, rect.shrink(2.0), 6.0);
        row(ui, theme, rect, emotion, share.unwrap_or(0.0), &number, leading == Some(emotion));
        if answers == Answers::Taken {
            let hint = t!("my-mood-is", emotion = words::emotion(emotion));
            if response.on_hover_text(hint).clicked() {
                truth = Some(emotion);
            }
        }
    }
    truth
}

/// Room for the longest name of an emotion in the language spoken now, in points.
pub fn names_width(ui: &Ui) -> f32 {
    let width = |emotion| {
        let name = words::emotion(emotion).to_owned();
        ui.painter().layout_no_wrap(name, font(Weight::SemiBold, size::SMALL), Color32::PLACEHOLDER).size().x
    };
    ORDER.into_iter().map(width).fold(60.0, f32::max).ceil() + STEP
}

fn row(ui: &Ui, theme: &Theme, rect: Rect, emotion: Emotion, share: f32, number: &str, leads: bool) {
    let (weight, ink, fill): (Weight, Color32, Color32) = if leads {
        (Weight::SemiBold, theme.ink, theme.accent)
    } else {
        (Weight::Regular, theme.dim, theme.dim)
    };
    let name = Rect::from_min_size(rect.min, vec2(names_width(ui), rect.height()));
    paint(ui.painter(), Place::within(name), words::emotion(emotion), weight, size::SMALL, ink);
    paint_right(ui.painter(), pos2(rect.right(), rect.center().y), number, size::SMALL, ink);
    let groove = Rect::from_min_max(
        pos2(name.right() + STEP * 2.0, rect.center().y - 4.5),
        pos2(rect.right() - 48.0, rect.center().y + 4.5),
    );
    surface::well(ui.painter(), theme, groove, 4.5);
    surface::groove_fill(ui.painter(), groove, share, fill);
}
